"""Files made to break, hang, fill or fool a reader: patterns x places, the same to the byte each time.

    every()  ->  Hostile("xml/entities/xl-styles", "xlsx", write)      write(path) puts it there, whatever it is

What must become of each stands in tests/hostile_expected.csv. Nothing here hurts who only keeps it: all is made when it
is wanted, below a folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Hostile:
    """One file: its name ("family/pattern/place"), the suffix it bears, and what writes it."""

    name: str
    suffix: str
    write: Callable[[Path], object]


def made(name: str, suffix: str, data: Callable[[], bytes]) -> Hostile:
    """A file of bytes that are made when they are wanted."""
    return Hostile(name, suffix, lambda path: path.write_bytes(data()))


def every() -> list[Hostile]:
    """All of them, in a fixed order."""
    from hostile import broken, compound, crowds, entities, foreign, records, texts, things, zips

    families = (broken, zips, entities, crowds, compound, records, texts, foreign, things)
    return [one for family in families for one in _distinct(family.files())]


def _distinct(files: Iterator[Hostile]) -> Iterator[Hostile]:
    seen: set[str] = set()
    for one in files:
        assert one.name not in seen, one.name
        seen.add(one.name)
        yield one

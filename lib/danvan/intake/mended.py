"""What was asked of a submission, and whether the next one mended it.

A finding counts as mended when the next revision has none of the same code at the same cell, nor of the same code
over the same text (its row may have moved). Does not belong here: finding what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan.problems import Problem

ASKED = ("E", "W")
OFFICE = frozenset({"N01"})  # what the office has to see to, not the commune


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding of the revision before, and whether it is mended now."""

    found: Problem
    mended: bool


def asks(found: Problem) -> bool:
    """Whether a finding asks something of the commune."""
    return found.severity in ASKED and found.code not in OFFICE


def compare(before: Iterable[Problem], now: Sequence[Problem]) -> list[Asked]:
    """Return what was asked `before` in its order, each with whether `now` no longer has it."""
    left = {key for p in now for key in _keys(p)}
    return [Asked(p, left.isdisjoint(_keys(p))) for p in before if asks(p)]


def _keys(found: Problem) -> list[tuple[str | None, ...]]:
    place = (found.code, "at", found.sheet, found.cell or str(found.row or ""))
    return [place, (found.code, "said", found.sheet, found.said)] if found.said else [place]


def line(asked: Asked) -> str:
    """Return one line for a clerk: mended or not, where, and what was asked."""
    where = ", ".join(str(part) for part in (asked.found.sheet, asked.found.cell) if part) or "cả tệp"
    return f"[{'Đã sửa' if asked.mended else 'Chưa sửa'}] {where}: {asked.found.message}"

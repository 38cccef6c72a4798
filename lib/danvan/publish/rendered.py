"""Pages and parts of pages from the templates of this room, written whole; and how much goes into one file.

Does not belong here: what a page says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from danvan.files import write_whole
from danvan.inert import printable

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
MOST = 90_000  # bytes of a page's own; with what stands around them it opens at once on an old phone
Part = TypeVar("Part")


def write_page(path: Path, template: str, **words: object) -> None:
    """Write one page from a template, whole or not at all."""
    write_html(path, rendered(template, **words))


def write_html(path: Path, html: str) -> None:
    """Write a page that was rendered before."""
    write_whole(path, f"{printable(html)}\n".encode())


def rendered(template: str, **words: object) -> str:
    """Return what a template says with these words."""
    return _templates().get_template(template).render(**words).strip()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


def divided(parts: Iterable[Part], size: Callable[[Part], int], most: int = MOST) -> list[list[Part]]:
    """Return the parts in their order in as few groups as hold `most` each; a part that is larger stands alone."""
    groups: list[list[Part]] = []
    room = 0
    for part in parts:
        if not groups or size(part) > room:
            groups.append([])
            room = most
        groups[-1].append(part)
        room -= size(part)
    return groups


def size(html: str) -> int:
    """How many bytes a text takes in a file."""
    return len(html.encode())

"""What stands beside the cells of an Office workbook: comments and text boxes, with the cell they hang on.

Nothing of it is read as a value. Authors' names are left out. Does not belong here: .xls and .ods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree

from danvan.intake.formats.package import Package, local, parsed
from danvan.intake.sheet import Position, position_of


def remarks(package: Package, part: str) -> dict[Position, str]:
    """Return the text of comments and text boxes of the sheet in `part` by their cell."""
    notes = dict(_each(package, part, "comments", "comment"))
    return beside(package, part, notes)


def beside(package: Package, part: str, notes: Mapping[Position, str]) -> dict[Position, str]:
    """Return comments with those in threads, in whose place an English notice stands, and with text boxes."""
    threads = gathered(_each(package, part, "threadedComment", "threadedComment"))
    return gathered([*{**notes, **threads}.items(), *boxes(package, part)])


def boxes(package: Package, part: str) -> list[tuple[Position, str]]:
    """Return the text of each text box of the sheet in `part`, with the cell under its corner."""
    return [box for link in package.linked(part, "drawing") for box in _boxes(parsed(package.read(link)))]


def gathered(found: Iterable[tuple[Position, str]]) -> dict[Position, str]:
    """Return texts by their cell, several of one cell joined; blank ones are left out."""
    texts: dict[Position, str] = {}
    for position, text in found:
        if text.strip():
            texts[position] = "; ".join(filter(None, (texts.get(position), text.strip())))
    return texts


def without_author(text: str, authors: Iterable[str]) -> str:
    """Return a comment without the name of its author, which Excel writes into its first line."""
    for author in filter(None, authors):
        text = text.removeprefix(f"{author}:").lstrip()
    return text


def _each(package: Package, part: str, kind: str, name: str) -> Iterator[tuple[Position, str]]:
    """The comments of one kind with their cells; one of the usual kind holds runs, a threaded one plain text."""
    for link in package.linked(part, kind):
        root = parsed(package.read(link))
        authors = [e.text or "" for e in root.iter() if local(e) == "author"]
        for comment in (e for e in root.iter() if local(e) == name):
            text = "".join(e.text or "" for e in comment.iter() if local(e) in ("t", "text"))
            yield position_of(comment.get("ref", "A1").partition(":")[0]), without_author(text, authors)


def _boxes(root: ElementTree.Element) -> Iterator[tuple[Position, str]]:
    for anchor in root:
        lines = [
            "".join(e.text or "" for e in paragraph.iter() if local(e) == "t")
            for paragraph in anchor.iter()
            if local(paragraph) == "p"
        ]
        yield _corner(anchor), "\n".join(lines)


def _corner(anchor: ElementTree.Element) -> Position:
    """The cell under the top left corner of a drawing; A1 where it is placed by points."""
    corner = {local(e): int(e.text or 0) for start in anchor if local(start) == "from" for e in start}
    return corner.get("row", 0) + 1, corner.get("col", 0) + 1

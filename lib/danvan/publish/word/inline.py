"""Sentences as runs, each number in a content control that says which figure it is and that nobody sees.

    <w:bookmarkStart _dv0123456789abcdef_7/> <w:sdt> tag "T6a/2021/total_vnd" ... <w:r>13,92 tỷ đồng</w:r> </w:sdt>
    <w:bookmarkEnd/>

Word takes 64 letters for a tag. A longer id is cut and told apart by its hash; the file keeps the ids in full beside
(`about`). The hidden bookmark around it says the same by the hash alone, since LibreOffice drops the tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.prose import Number, Sentence
from danvan.publish.word.opened import Opened
from danvan.publish.word.package import W15
from danvan.publish.word.xml import el, run

LONGEST, HASH = 64, 16
MARK = "_dv"  # Word hides bookmarks that begin with "_"
HIDDEN = f'<w15:appearance xmlns:w15="{W15}" w15:val="hidden"/>'


def tag(figure: str) -> str:
    """The tag of a figure: its id, where Word takes it."""
    return figure if len(figure) <= LONGEST else f"{figure[: LONGEST - HASH - 1]}~{digest(figure)}"


def digest(figure: str) -> str:
    """The hash of a figure's id."""
    return sha256(figure.encode()).hexdigest()[:HASH]


def marked(bookmark: str) -> str:
    """The hash that the name of a bookmark says."""
    return bookmark.removeprefix(MARK).partition("_")[0]


def runs(text: Sentence | str, opened: Opened) -> Iterator[BaseOxmlElement]:
    """The runs of a text, its numbers bound to their figures."""
    for piece in text.pieces if isinstance(text, Sentence) else (text,):
        yield from number(piece, opened) if isinstance(piece, Number) else (run(piece),)


def number(said: Number, opened: Opened, *shape: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """A number in a hidden content control of plain text, a hidden bookmark around it."""
    opened.figures[said.figure] += 1
    place, hidden = next(opened.ids), parse_xml(HIDDEN)
    control = el("sdtPr", el("tag", val=tag(said.figure)), el("id", val=place), hidden, el("text"))
    yield el("bookmarkStart", id_=place, name=f"{MARK}{digest(said.figure)}_{place}")
    yield el("sdt", control, el("sdtContent", run(said.text, *shape)))
    yield el("bookmarkEnd", id_=place)

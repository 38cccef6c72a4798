"""Sentences as runs, each number in a content control that says which figure it is and that nobody sees.

    <w:sdt> tag "T6a/2021/total_vnd" ... <w:r>13,92 tỷ đồng</w:r> </w:sdt>

Word takes 64 letters for a tag. A longer id is cut and told apart by its hash; the file keeps those ids in full
beside (`about`).
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
HIDDEN = f'<w15:appearance xmlns:w15="{W15}" w15:val="hidden"/>'


def tag(figure: str) -> str:
    """The tag of a figure: its id, where Word takes it."""
    if len(figure) <= LONGEST:
        return figure
    return f"{figure[: LONGEST - HASH - 1]}~{sha256(figure.encode()).hexdigest()[:HASH]}"


def runs(text: Sentence | str, opened: Opened) -> Iterator[BaseOxmlElement]:
    """The runs of a text, its numbers bound to their figures."""
    for piece in text.pieces if isinstance(text, Sentence) else (text,):
        yield number(piece, opened) if isinstance(piece, Number) else run(piece)


def number(said: Number, opened: Opened, *shape: BaseOxmlElement) -> BaseOxmlElement:
    """A number in a hidden content control of plain text."""
    name = tag(said.figure)
    if name != said.figure:
        opened.long_names[name] = said.figure
    hidden = parse_xml(HIDDEN)
    control = el("sdtPr", el("tag", val=name), el("id", val=next(opened.ids)), hidden, el("text"))
    return el("sdt", control, el("sdtContent", run(said.text, *shape)))

"""A report read back from its Word document, also after an officer edited it: its bound numbers, its other lines.

    numbers     ("T6a/2021/total_vnd", "13,92 tỷ đồng"), ...     in the order of the text
    lines       "Năm 2021, huy động ■, tăng ■ so với năm 2020"    a number is a box there

A number is known by the tag of its content control, or by the bookmark around it where the control is gone or has lost
its tag, as LibreOffice leaves it. Word may have split a number over several runs, marked parts of it as inserted or
deleted, or moved a control around a whole cell. Does not belong here: whether a number is still right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from danvan.problems import DanvanError
from danvan.publish.word import about, inline, package
from danvan.vietnamese.text import clean

TEXTS = {qn("w:t"): None, qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
FALLBACK = f"{{{package.COMPATIBILITY}}}Fallback"
NOT_READ = {*map(qn, ("w:del", "w:moveFrom", "w:sdtPr", "w:rPr", "w:pPr")), FALLBACK}
START, END, CONTROL, LINE = map(qn, ("w:bookmarkStart", "w:bookmarkEnd", "w:sdt", "w:p"))
BOX = "■"
FIGURES = re.compile(r"\d[\d.,/]*\d|\d")


@dataclass
class Bound:
    """A number as it is read: the tag of its control or the hash of its bookmark, and its text so far."""

    name: str
    texts: list[str] = field(default_factory=list)
    told: bool = True  # not in a bookmark around a control that has its tag

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self.texts)


@dataclass
class Read:
    """What a document says: its numbers and lines, the period it is about, and what was in it when it was made."""

    numbers: list[Bound]
    lines: list[str]
    period: str = ""
    made: about.Made | None = None

    def named(self, figures: Iterable[str]) -> list[tuple[str, str]]:
        """The numbers as (id of the figure, text), "" where the number was deleted; `figures` may be meant."""
        known = {key: figure for figure in figures for key in (inline.tag(figure), inline.digest(figure))}
        return [(known.get(number.name, number.name), number.text) for number in self.numbers]

    @property
    def as_made(self) -> about.Made:
        """What is in it now, as a file says what was in it."""
        lines = [line for line in self.lines if FIGURES.search(line)]
        return about.Made(
            Counter(number.name for number in self.numbers),
            frozenset(map(line_hash, lines)),
            Counter(found for line in lines for found in FIGURES.findall(line)),
        )


def read_report(source: Path | bytes, name: str = "") -> Read:
    """Read a report from a file or from its bytes; DanvanError where it is no Word document."""
    document = _opened(source, name or getattr(source, "name", "báo cáo"))
    said = about.of(document)
    found = read_body(document)
    return Read(found.numbers, found.lines, said.period, said.made)


def read_numbers(path: Path) -> list[tuple[str, str]]:
    """The numbers in the order of the text as (id of the figure, text); "" where the number was deleted."""
    found = read_report(path)
    return found.named(found.made.numbers if found.made else ())


def line_hash(line: str) -> str:
    """A line by which it is known again."""
    return sha256(line.encode()).hexdigest()[: inline.HASH]


def read_body(document: Any) -> Read:
    """The numbers and lines of a document of python-docx."""
    found = Read([], [])
    _walk(document.element.body, found, {}, [])
    found.numbers = [number for number in found.numbers if number.told]
    return found


def _walk(element: Any, found: Read, open_: dict[str, Bound], line: list[str]) -> None:
    """Read the children of an element into `found`; `open_` are the numbers around them, by how they end."""
    for child in element:
        if child.tag in TEXTS:
            _text(TEXTS[child.tag] or child.text or "", open_, line)
        elif child.tag == START and str(child.get(qn("w:name"))).startswith(inline.MARK):
            _begin(child.get(qn("w:id")), inline.marked(child.get(qn("w:name"))), found, open_, line)
        elif child.tag == END:
            open_.pop(child.get(qn("w:id")), None)
        elif child.tag == CONTROL:
            _control(child, found, open_, line)
        elif child.tag == LINE:
            own, around = list[str](), dict(open_)
            _walk(child, found, around, own)  # a bookmark that nothing ends is at its end with its line
            found.lines.append(clean("".join(own)))
        elif child.tag not in NOT_READ:
            _walk(child, found, open_, line)


def _begin(end: str, name: str, found: Read, open_: dict[str, Bound], line: list[str]) -> Bound:
    if not open_:
        line.append(BOX)
    number = Bound(name)
    found.numbers.append(number)
    open_[end] = number
    return number


def _text(said: str, open_: Mapping[str, Bound], line: list[str]) -> None:
    for number in open_.values():
        number.texts.append(said)
    if not open_:
        line.append(said)


def _control(control: Any, found: Read, open_: dict[str, Bound], line: list[str]) -> None:
    """A control: a number of its own where it has a tag; what Word shows in an empty one is no text."""
    content = control.find(qn("w:sdtContent"))
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    name = "" if tag is None else str(tag.get(qn("w:val"), ""))
    if "/" in name:
        for around in open_.values():
            around.told = False
        end = f"sdt {len(found.numbers)}"
        _begin(end, name, found, open_, line)
    if content is not None and control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is None:
        _walk(content, found, open_, line)
    if "/" in name:
        open_.pop(end)


def _opened(source: Path | bytes, name: str) -> Any:
    try:
        return docx.Document(BytesIO(source) if isinstance(source, bytes) else str(source))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        remedy = "hãy mở bằng Word và lưu lại dạng .docx"
        raise DanvanError(f"{name}: không mở được như tệp Word .docx; {remedy}.") from error

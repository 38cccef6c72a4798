"""The texts of a page, a notebook, a drawing, a document, a workbook, each with the place where a person finds it.

    index.html › mục “Xu hướng”          report.docx › word/document.xml › đoạn 12
    02_models.ipynb › ô 5                tables.xlsx › T10 › B7

Does not belong here: unpacking files and pictures (`decoded`), what must not be in a text (`screen`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import count
from typing import Any
from xml.etree import ElementTree

WITHIN = "›"
MAKER = "người làm tệp"
DATA_URI = "data:image/png;base64,"
TOGETHER = {"p", "si", "is", "text", "title", "desc", "description"}  # elements whose pieces are one text
WORDS = {"descr", "title", "name", "alt", "tooltip", "displayName", "prompt", "error", "author"}  # attributes
NUMBERS = {"v", "style", "script"}  # elements whose text is not read
MAKERS = {"creator", "lastModifiedBy", "Company", "Manager", "author", "authors"}
BOOK, LINKS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands: file, then parts within it."""

    place: str
    said: str


def within(place: str, part: str) -> str:
    """The place of a part."""
    return f"{place} {WITHIN} {part}"


def of_xml(name: str, data: bytes) -> Iterator[Text]:
    """The texts of the elements of an XML file, then of their attributes; paragraphs of a document are counted."""
    yield from _elements(name, ElementTree.fromstring(data), count(1) if name.endswith(DOCUMENT) else None)


def _elements(name: str, element: ElementTree.Element, paragraphs: Iterator[int] | None) -> Iterator[Text]:
    local = _local(element)
    name = within(name, MAKER) if local in MAKERS else name
    name = within(name, f"đoạn {next(paragraphs)}") if paragraphs and local == "p" else name
    name = within(name, element.attrib["r"]) if local == "c" and "r" in element.attrib else name
    yield from _attributes(name, element)
    if local in TOGETHER and not any(_local(child) in TOGETHER for child in element.iterfind(".//*")):
        yield Text(name, "".join(element.itertext()))
        for child in element.iter():
            yield from _attributes(name, child)
        return
    if local not in NUMBERS and element.text:
        yield Text(name, element.text)
    for child in element:
        yield from _elements(name, child, paragraphs)
        if child.tail:
            yield Text(name, child.tail)


def _attributes(name: str, element: ElementTree.Element) -> Iterator[Text]:
    return (Text(name, value) for key, value in element.attrib.items() if key.rpartition("}")[2] in WORDS)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def of_cells(name: str, members: Mapping[str, bytes]) -> Iterator[Text]:
    """The strings that cells of a workbook share, each with the sheet and cell that says it first."""
    places = _cells(members)
    for number, string in enumerate(ElementTree.fromstring(members[STRINGS])):
        at = places.get(number, [])
        more = f" và {len(at) - 1} ô khác" if len(at) > 1 else ""
        yield Text(within(name, f"{at[0]}{more}" if at else STRINGS), "".join(string.itertext()))


def _cells(members: Mapping[str, bytes]) -> dict[int, list[str]]:
    """Sheet and cell of each shared string."""
    targets = {link.attrib["Id"]: link.attrib["Target"] for link in ElementTree.fromstring(members[LINKS])}
    found: dict[int, list[str]] = {}
    for sheet in ElementTree.fromstring(members[BOOK]).iterfind(".//{*}sheets/{*}sheet"):
        of = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        target = targets[of].removeprefix("/")
        cells = ElementTree.fromstring(members[target if target in members else f"xl/{target}"]).iterfind(".//{*}c")
        for cell in cells:
            if cell.get("t") == "s":
                number = int(cell.findtext("{*}v") or 0)
                found.setdefault(number, []).append(f"{sheet.attrib['name']} {WITHIN} {cell.attrib['r']}")
    return found


def of_page(name: str, page: str) -> Iterator[Text]:
    """The texts of a page: what is read together as one, below which heading; then attributes; comments too."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    for heading, said in (*reader.blocks, *reader.attributes):
        yield Text(within(name, f"mục “{heading}”") if heading else name, said)


class _Page(HTMLParser):
    """Words of a page by block, each with the heading above it."""

    INLINE = frozenset({"a", "b", "i", "em", "strong", "small", "span", "sub", "sup", "u", "mark", "code", "br"})
    HEADINGS = frozenset({"h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heading, self.skipped = "", ""
        self.blocks, self.attributes = [("", "")], list[tuple[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(self.heading, value) for _, value in attrs if value]
        if tag not in self.INLINE:
            self.blocks.append((self.heading, ""))
        self.skipped = tag if tag in NUMBERS else self.skipped

    def handle_endtag(self, tag: str) -> None:
        self.heading = " ".join(self.blocks[-1][1].split()) if tag in self.HEADINGS else self.heading
        if tag not in self.INLINE:
            self.blocks.append((self.heading, ""))
        self.skipped = "" if tag == self.skipped else self.skipped

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            heading, said = self.blocks[-1]
            self.blocks[-1] = heading, said + data

    def handle_comment(self, data: str) -> None:
        self.blocks += [(self.heading, data), (self.heading, "")]


def of_json(name: str, value: Any) -> Iterator[Text]:
    """The texts of a JSON value, its keys too, of a notebook by cell; a page in it as a page, a picture as one."""
    match value:
        case {"cells": [*cells], **others}:
            for number, cell in enumerate(cells, 1):
                yield from of_json(within(name, f"ô {number}"), cell)
            yield from of_json(name, others)
        case dict():
            for key, inside in value.items():
                yield Text(name, key)
                yield from _of_kind(name, key, inside)
        case list() if all(isinstance(one, str) for one in value):
            yield Text(name, "".join(value))
        case list():
            for inside in value:
                yield from of_json(name, inside)
        case str():
            yield Text(name, value)


def _of_kind(name: str, key: str, value: Any) -> Iterator[Text]:
    said = "".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value
    if key == "text/html" and isinstance(said, str):
        yield from of_page(name, said)
    elif key == "image/png" and isinstance(said, str):
        yield Text(name, DATA_URI + said)
    else:
        yield from of_json(name, value)

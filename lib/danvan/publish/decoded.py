"""Every text in a file that is to leave, whatever it is packed in: archives, pages, Word, Excel, notebooks, pictures.

    report.docx › word/document.xml        the words of a paragraph together, however Word cut them
    index.html                             words, then attributes
    02.ipynb › image/png › tEXt            metadata of a picture in a page or a notebook

Does not belong here: what must not be in a text (`screen`).
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZipFile

PNG, ZIP = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
DATA_URI = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}")
PLAIN_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"tRNS"}
TOGETHER = {"p", "si", "is", "text", "title", "desc", "description"}  # elements whose pieces are one text
WORDS = {"descr", "title", "name", "alt", "tooltip", "displayName", "prompt", "error", "author"}  # attributes
NUMBERS = {"v", "style", "script"}  # elements whose text is not read
MAKERS = {"creator", "lastModifiedBy", "Company", "Manager", "author", "authors"}
METADATA, MAKER = "siêu dữ liệu", "người làm tệp"
WITHIN = "›"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands: file, then parts within it."""

    place: str
    said: str


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file and of every file that is packed in it."""
    yield name, data
    if data.startswith(ZIP):
        with ZipFile(BytesIO(data)) as archive:
            for member in archive.infolist():
                yield from parts(f"{name} {WITHIN} {member.filename}", archive.read(member))


def texts(name: str, data: bytes) -> Iterator[Text]:
    """Yield the texts of the file `name`, and of whatever is packed in it."""
    if data.startswith(ZIP):
        yield from _packed(name, data)
    elif data.startswith(PNG):
        yield from _picture(name, data)
    elif name.endswith((".xml", ".rels", ".svg")):
        yield from _elements(name, ElementTree.fromstring(data))
    elif name.endswith((".html", ".htm")):
        yield from page_texts(name, data.decode())
    elif name.endswith((".json", ".ipynb")):
        yield from _values(name, json.loads(data))
    else:
        yield Text(name, data.decode("utf-8", "replace"))


def _packed(name: str, data: bytes) -> Iterator[Text]:
    with ZipFile(BytesIO(data)) as archive:
        yield Text(name, archive.comment.decode("utf-8", "replace"))
        for member in archive.infolist():
            place = f"{name} {WITHIN} {member.filename}"
            yield Text(place, member.filename)
            yield Text(place, (member.comment + member.extra).decode("utf-8", "replace"))
            yield from texts(place, archive.read(member))


def _picture(name: str, data: bytes) -> Iterator[Text]:
    """The chunks of a PNG that are no dots, unpacked where they are."""
    at = len(PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind not in PLAIN_CHUNKS:
            yield Text(f"{name} {WITHIN} {METADATA}", _unpacked(data[at + 8 : at + 8 + size]))
        at += 12 + size
    if data[at:]:
        yield Text(f"{name} {WITHIN} {METADATA}", data[at:].decode("utf-8", "replace"))


def _unpacked(chunk: bytes) -> str:
    for start in range(min(len(chunk), 100)):
        if chunk[start : start + 1] == b"\x78":
            try:
                chunk += b" " + zlib.decompress(chunk[start:])
                break
            except zlib.error:
                continue
    return chunk.decode("utf-8", "replace")


def _elements(name: str, element: ElementTree.Element) -> Iterator[Text]:
    local = _local(element)
    name = f"{name} {WITHIN} {MAKER}" if local in MAKERS else name
    yield from _attributes(name, element)
    if local in TOGETHER and not any(_local(child) in TOGETHER for child in element.iterfind(".//*")):
        yield from _inside(name, "".join(element.itertext()))
        for child in element.iter():
            yield from _attributes(name, child)
        return
    if local not in NUMBERS and element.text and element.text.strip():
        yield from _inside(name, element.text)
    for child in element:
        yield from _elements(name, child)
        if child.tail and child.tail.strip():
            yield from _inside(name, child.tail)


def _attributes(name: str, element: ElementTree.Element) -> Iterator[Text]:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] in WORDS:
            yield from _inside(name, value)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _inside(name: str, said: str) -> Iterator[Text]:
    """A text, and the pictures that stand in it as text."""
    for number, packed in enumerate(DATA_URI.findall(said), 1):
        yield from texts(f"{name} {WITHIN} ảnh {number}", b64decode(packed))
    left = DATA_URI.sub("", said)
    if left.strip():
        yield Text(name, left)
        if "%" in left and (read := unquote(left)) != left:
            yield Text(name, read)


def page_texts(name: str, page: str) -> Iterator[Text]:
    """The texts of a page: what is read together as one, then attributes."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    for said in (*reader.blocks, *reader.attributes):
        yield from _inside(name, said)


class _Page(HTMLParser):
    """Words of a page by block; comments too."""

    INLINE = frozenset({"a", "b", "i", "em", "strong", "small", "span", "sub", "sup", "u", "mark", "code", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks, self.attributes, self.skipped = [""], list[str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        if tag not in self.INLINE:
            self.blocks.append("")
        self.skipped = tag if tag in NUMBERS else self.skipped

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.INLINE:
            self.blocks.append("")
        self.skipped = "" if tag == self.skipped else self.skipped

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        self.blocks += [data, ""]


def _values(name: str, value: Any) -> Iterator[Text]:
    """The texts of a JSON value; what is HTML or a picture is read as such."""
    match value:
        case dict():
            for key, inside in value.items():
                yield Text(name, key)
                yield from _packed_value(name, key, inside)
        case list():
            if all(isinstance(one, str) for one in value):
                yield from _inside(name, "".join(value))
            else:
                for inside in value:
                    yield from _values(name, inside)
        case str():
            yield from _inside(name, value)


def _packed_value(name: str, key: str, value: Any) -> Iterator[Text]:
    said = "".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value
    if key == "text/html" and isinstance(said, str):
        yield from page_texts(name, said)
    elif key == "image/png" and isinstance(said, str) and BASE64.fullmatch(said):
        yield from texts(f"{name} {WITHIN} {key}", b64decode(said))
    else:
        yield from _values(name, value)

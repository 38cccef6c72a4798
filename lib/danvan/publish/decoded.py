"""Every text in a file that is to leave, whatever it is packed in: archives, pages, Word, Excel, notebooks, pictures.

    report.docx › word/document.xml › đoạn 3     the words of a paragraph together, however Word cut them
    02.ipynb › ô 5 › ảnh 1 › siêu dữ liệu        metadata of a picture in a page or a notebook

Does not belong here: where in a file a text stands (`located`), what must not be in it (`screen`).
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from danvan.publish import located
from danvan.publish.located import DATA_URI, STRINGS, Text, within

PNG, ZIP = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
PICTURE = re.compile(re.escape(DATA_URI) + r"([A-Za-z0-9+/=\s]+)")
LAST_CHUNK = b"IEND"
PLAIN_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", LAST_CHUNK, b"pHYs", b"tRNS"}
METADATA = "siêu dữ liệu"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file, of an archive those of every file in it instead; of a picture none of its dots."""
    if data.startswith(ZIP):
        with ZipFile(BytesIO(data)) as archive:
            for member in archive.infolist():
                yield from parts(within(name, member.filename), archive.read(member))
    elif not data.startswith(PNG):
        yield name, data


def texts(name: str, data: bytes) -> Iterator[Text]:
    """Yield the texts of the file `name`, and of whatever is packed in it."""
    if data.startswith(ZIP):
        yield from _packed(name, data)
    elif data.startswith(PNG):
        yield from _picture(name, data)
    else:
        for text in _plain(name, data):
            yield from _inside(text)


def _plain(name: str, data: bytes) -> Iterator[Text]:
    if name.endswith((".xml", ".rels", ".svg")):
        return located.of_xml(name, data)
    if name.endswith((".html", ".htm")):
        return located.of_page(name, data.decode())
    if name.endswith((".json", ".ipynb")):
        return located.of_json(name, json.loads(data))
    return iter([Text(name, data.decode("utf-16" if data.startswith(UTF_16) else "utf-8", "replace"))])


def _packed(name: str, data: bytes) -> Iterator[Text]:
    with ZipFile(BytesIO(data)) as archive:
        yield Text(name, archive.comment.decode("utf-8", "replace"))
        members = {member.filename: archive.read(member) for member in archive.infolist()}
        for member in archive.infolist():
            place = within(name, member.filename)
            yield Text(place, member.filename)
            yield Text(place, (member.comment + member.extra).decode("utf-8", "replace"))
    if located.BOOK in members and STRINGS in members:
        yield from located.of_cells(name, members)
        del members[STRINGS]
    for file, inside in members.items():
        yield from texts(within(name, file), inside)


def _picture(name: str, data: bytes) -> Iterator[Text]:
    """The chunks of a PNG that are no dots, unpacked where they are."""
    at, kind = len(PNG), b""
    while at + 8 <= len(data) and kind != LAST_CHUNK:
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind not in PLAIN_CHUNKS:
            yield Text(within(name, METADATA), _unpacked(data[at + 8 : at + 8 + size]))
        at += 12 + size
    if data[at:]:
        yield Text(within(name, METADATA), data[at:].decode("utf-8", "replace"))


def _unpacked(chunk: bytes) -> str:
    for start in range(min(len(chunk), 100)):
        if chunk[start : start + 1] == b"\x78":
            try:
                chunk += b" " + zlib.decompress(chunk[start:])
                break
            except zlib.error:
                continue
    return chunk.decode("utf-8", "replace")


def _inside(text: Text) -> Iterator[Text]:
    """A text, read as an address too, and the pictures that stand in it as text."""
    for number, packed in enumerate(PICTURE.findall(text.said), 1):
        yield from texts(within(text.place, f"ảnh {number}"), b64decode(packed))
    left = PICTURE.sub("", text.said)
    if left.strip():
        yield Text(text.place, left)
        if "%" in left and (read := unquote(left)) != left:
            yield Text(text.place, read)

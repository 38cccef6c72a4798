"""Tells what kind of file some bytes are; what is no spreadsheet is refused by what it is, with what to do.

The name of a file is never looked at. Does not belong here: reading the content.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Literal

from xlrd.compdoc import CompDoc, CompDocError

from danvan.intake.formats import chains, delimited, packed, webpage
from danvan.problems import refusal

Kind = Literal["xlsx", "xls", "xlsb", "ods", "csv", "html", "xml"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
FOREIGN = {  # first bytes -> what it is
    b"%PDF": "Tệp PDF",
    b"\x89PNG": "Ảnh PNG",
    b"\xff\xd8\xff": "Ảnh JPEG",
    b"GIF8": "Ảnh GIF",
    b"BM": "Ảnh BMP",
    b"II*\x00": "Ảnh TIFF",
    b"MM\x00*": "Ảnh TIFF",
    b"{\\rtf": "Văn bản RTF",
    b"Rar!": "Tệp nén RAR",
    b"7z\xbc\xaf": "Tệp nén 7z",
    b"\x1f\x8b": "Tệp nén gzip",
    b"MZ": "Chương trình Windows",
    b"\x7fELF": "Chương trình",
    b"SQLite format 3": "Cơ sở dữ liệu SQLite",
    b"MIME-Version:": "Trang web một tệp (MHTML)",
}
STREAMS = {  # streams of OLE files that are no spreadsheet
    "WordDocument": "Văn bản Word (.doc)",
    "PowerPoint Document": "Trình chiếu PowerPoint (.ppt)",
    "VisioDocument": "Bản vẽ Visio",
    "__properties_version1.0": "Thư Outlook (.msg)",
}
MANIFEST = "META-INF/manifest.xml"
FOLDERS = {"word/": "Văn bản Word (.docx)", "ppt/": "Trình chiếu PowerPoint (.pptx)", "visio/": "Bản vẽ Visio"}


def kind_of(data: bytes) -> Kind:
    """Tell the kind of a spreadsheet by its bytes; UnreadableWorkbook where it is none that can be read."""
    if not data.strip(b"\x00"):
        raise refusal("X03")
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(b"PK"):
        return _zip(data)
    if data.startswith(BARE_BIFF):
        return "xls"
    _refuse_foreign(data)
    return _text(data)


def _refuse_foreign(data: bytes) -> None:
    if len(data) == 165 and 0 < data[0] < 55:
        raise refusal("X02")
    name = next((name for start, name in FOREIGN.items() if data.startswith(start)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        name = "Ảnh WEBP"
    if data[4:8] == b"ftyp":
        name = "Ảnh hoặc phim (HEIC, MP4)"
    if name:
        raise refusal("X06", what=name)


def _ole(data: bytes) -> Kind:
    """An OLE file by the streams at the top of its directory; deeper ones are embedded documents."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refusal("X08")
    chains.refuse_loops(data)
    names = _streams(data)
    if not {"Workbook", "Book", "WORKBOOK", "BOOK"} & names:
        name = next((what for stream, what in STREAMS.items() if stream in names), None)
        if name:
            raise refusal("X06", what=name)
    return "xls"


def _streams(data: bytes) -> set[str]:
    """The names at the top of an OLE directory; of a broken one, every known name that stands somewhere in it."""
    try:
        directory = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True).dirlist
        return {directory[child].name for child in directory[0].children}
    except (CompDocError, ArithmeticError, AssertionError, IndexError, UnicodeDecodeError, struct.error):
        return {name for name in ("Workbook", "Book", *STREAMS) if name.encode("utf-16-le") in data}


def _zip(data: bytes) -> Kind:
    archive = packed.opened(data)
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise refusal("X08")
    names = {packed.plain(name) for name in archive.namelist()}
    if "content.xml" in names:
        return _open_document(archive)
    for folder, name in FOLDERS.items():
        if any(n.startswith(folder) for n in names):
            raise refusal("X06", what=name)
    if any(n.endswith("workbook.bin") for n in names):
        return "xlsb"
    if "[content_types].xml" in names and b"spreadsheetml" in _listed(archive, "[content_types].xml"):
        return "xlsx"
    if any(n.startswith("xl/workbook") for n in names):
        return "xlsx"
    inside = sum(n.endswith((".xlsx", ".xls", ".ods", ".csv")) for n in names)
    what = f" (bên trong có {inside} bảng tính)" if inside else ""
    raise refusal("X07", inside=what)


def _listed(archive: zipfile.ZipFile, wanted: str) -> bytes:
    return packed.start_of(archive, next(n for n in archive.namelist() if packed.plain(n) == wanted))


def _open_document(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    manifest = packed.start_of(archive, MANIFEST) if MANIFEST in names else b""
    if b"encryption-data" in manifest:
        raise refusal("X08")
    kind = packed.start_of(archive, "mimetype") if "mimetype" in names else b""
    if kind and b"spreadsheet" not in kind:
        raise refusal("X06", what="Tệp LibreOffice không phải của Calc")
    return "ods"


def _text(data: bytes) -> Kind:
    start = delimited.text_of_bytes(data[:65536])
    if start is None:
        raise refusal("X06", what="Tệp không nhận ra loại")
    head = start[:4096].lstrip("\ufeff \t\r\n")
    if re.match(r"<\?xml|<!DOCTYPE (?!html)|<(\w+:)?(Workbook|worksheet|office:document)\b", head, re.I):
        return _xml(start)
    if webpage.is_page(head):
        return "html"
    if delimited.delimiter_of(start) is None:
        raise refusal("X06", what="Tệp văn bản")
    return "csv"


def _xml(start: str) -> Kind:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "xml"
    if webpage.is_page(re.sub(r"^\s*<\?xml[^>]*>\s*", "", start)):
        return "html"
    raise refusal("X06", what="Tệp XML")

"""Opens a spreadsheet that danvan did not write and returns its sheets as plain grids.

The only module that knows file formats, with its neighbours `xlsx` and `xls`; what a cell means is not its subject.
The kind of a file is told by its bytes, never by its name.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from danvan.files import sha256
from danvan.intake import xls, xlsx
from danvan.intake.sheet import Sheet
from danvan.problems import UnreadableWorkbook

Kind = Literal["xlsx", "xls"]


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet file as read: its kind, the hash of its bytes and its sheets in their order."""

    kind: Kind
    sha256: str
    sheets: tuple[Sheet, ...]
    date1904: bool = False


def open_workbook(path: Path) -> Workbook:
    """Read the file at `path`; UnreadableWorkbook says in Vietnamese why it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableWorkbook(f"Không đọc được tệp ({error.strerror}).") from error
    return read_workbook(data)


def read_workbook(data: bytes) -> Workbook:
    """Read a spreadsheet from its bytes; UnreadableWorkbook says in Vietnamese why it is none."""
    kind = kind_of(data)
    try:
        sheets, date1904 = (xlsx if kind == "xlsx" else xls).read(data)
    except UnreadableWorkbook:
        raise
    except Exception as error:
        raise UnreadableWorkbook(f"Tệp bị hỏng, không mở được ({type(error).__name__}).") from error
    return Workbook(kind, sha256(data), tuple(sheets), date1904)


def kind_of(data: bytes) -> Kind:
    """Tell the kind of a spreadsheet by its bytes; UnreadableWorkbook where it is none that can be read."""
    if not data:
        raise UnreadableWorkbook("Tệp rỗng (0 byte).")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableWorkbook("Tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
        return "xls"
    if not data.startswith(b"PK"):
        raise UnreadableWorkbook("Tệp không phải là bảng tính Excel.")
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableWorkbook("Tệp Excel bị hỏng hoặc bị cắt cụt.") from error
    if not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableWorkbook("Tệp nén nhưng không phải là bảng tính Excel.")
    return "xlsx"

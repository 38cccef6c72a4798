"""Opens a spreadsheet that danvan did not write and returns its sheets as plain grids.

The only module that knows file formats, with its neighbours `xlsx` and `xls`; what a cell means is not its subject.
The kind of a file is told by its bytes, never by its name.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from danvan.files import sha256
from danvan.problems import Place, UnreadableWorkbook
from danvan.vietnamese import wording
from danvan.vietnamese.text import clean

Kind = Literal["xlsx", "xls"]
Position = tuple[int, int]
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a usable value: an error of Excel ("#REF!") or a formula that was saved without its result."""

    text: str
    kind: Literal["error", "no_result"]


Value = str | float | int | bool | dt.date | dt.datetime | Fault


@dataclass(frozen=True)
class Sheet:
    """One sheet. Positions are 1-based (row, column); `cells` holds non-empty cells only, text in Unicode.

    `as_sent` keeps the text of cells whose legacy font was decoded.
    """

    name: str
    cells: Mapping[Position, Value]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    as_sent: Mapping[Position, str] = field(default_factory=dict)

    def place(self, position: Position) -> Place:
        """Return where a cell is and what it says, for a finding."""
        value = self.cells.get(position)
        said = text_of(value) if value is not None else None
        return Place(self.name, position[0], address(position), said)

    def row(self, row: int) -> Place:
        """Return a whole row as the place of a finding."""
        return Place(self.name, row)


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
    from danvan.intake import xls, xlsx

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


def text_of(value: Value) -> str:
    """Return a cell's value as the text a person sees: clean, whole numbers without a point, dates as 03/4/2021."""
    if isinstance(value, Fault):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return wording.day(value) if isinstance(value, dt.date) else clean(str(value))


def column_letter(column: int) -> str:
    """Return the letters of a 1-based column: 1 -> "A", 28 -> "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(position: Position) -> str:
    """Return the A1 address of a 1-based (row, column)."""
    return f"{column_letter(position[1])}{position[0]}"


def position_of(reference: str) -> Position:
    """Return the 1-based (row, column) of an A1 address."""
    column = 0
    for index, letter in enumerate(reference):
        if letter.isdigit():
            return int(reference[index:]), column
        column = column * 26 + ord(letter) - 64
    raise ValueError(reference)

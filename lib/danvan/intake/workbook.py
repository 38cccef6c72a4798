"""Opens a spreadsheet that danvan did not write and returns its sheets as plain grids.

Only this module and one neighbour per kind of file know file formats; what a cell means is not their subject.
The kind of a file is told by its bytes, never by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from danvan.files import sha256
from danvan.intake.formats import delimited, ods, spreadsheetml, webpage, xls, xlsb, xlsx
from danvan.intake.formats.kinds import Kind, kind_of
from danvan.intake.sheet import Sheet
from danvan.problems import UnreadableWorkbook

READERS: dict[Kind, Callable[[bytes], tuple[list[Sheet], bool]]] = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "xlsb": xlsb.read,
    "ods": ods.read,
    "csv": delimited.read,
    "html": webpage.read,
    "xml": spreadsheetml.read,
}
RUST_PANIC = "PanicException"  # of python-calamine; it is no Exception and has no name that can be imported


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet file as read: its kind, the hash of its bytes and its sheets in their order."""

    kind: Kind
    sha256: str
    sheets: tuple[Sheet, ...]


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
        sheets, date1904 = READERS[kind](data)
    except UnreadableWorkbook:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != RUST_PANIC:
            raise
        raise UnreadableWorkbook(
            f"Tệp bị hỏng, không mở được ({type(error).__name__}); hãy lưu lại bằng Excel rồi gửi lại."
        ) from error
    return Workbook(kind, sha256(data), tuple(replace(s, date1904=True) if date1904 else s for s in sheets))

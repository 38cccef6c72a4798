"""Opens a spreadsheet that danvan did not write and returns its sheets as plain grids.

    bytes -> kind -> the reader of its kind, which checks them before anything is parsed -> checked for far cells

Only this module and one neighbour per kind of file know file formats; what a cell means is not their subject.
The kind of a file is told by its bytes, never by its name. A file can kill or hang its reader all the same, so that
files from outside are opened in a process of its own (`fence`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from danvan.files import sha256
from danvan.intake.envelope import content
from danvan.intake.formats import delimited, ods, spreadsheetml, webpage, xls, xlsb, xlsx
from danvan.intake.formats.kinds import Kind, kind_of
from danvan.intake.formats.sparse import refuse_area
from danvan.intake.sheet import Sheet, address
from danvan.problems import Place, UnreadableWorkbook, refusal

RUST_PANIC = "PanicException"  # of python-calamine; it is no Exception and has no name that can be imported
READERS: dict[Kind, Callable[[bytes], tuple[list[Sheet], bool]]] = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "xlsb": xlsb.read,
    "ods": ods.read,
    "csv": delimited.read,
    "html": webpage.read,
    "xml": spreadsheetml.read,
}
BROKEN = {  # over what readers stop -> what that says of a file; else its structure is wrong
    "ParseError": "XML viết sai",
    "XmlError": "XML viết sai",
    "BadZipFile": "tệp nén sai",
    "RecursionError": "các phần lồng nhau quá sâu",
}


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet file as read: its kind, the hash of its bytes and its sheets in their order."""

    kind: Kind
    sha256: str
    sheets: tuple[Sheet, ...]


def open_workbook(path: Path) -> Workbook:
    """Read the file at `path`; UnreadableWorkbook says in Vietnamese why it is none."""
    return read_workbook(content(path))


def read_workbook(data: bytes) -> Workbook:
    """Read a spreadsheet from its bytes; UnreadableWorkbook says in Vietnamese why it is none."""
    kind = kind_of(data)
    try:
        sheets, date1904 = READERS[kind](data)
    except (UnreadableWorkbook, MemoryError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != RUST_PANIC:
            raise
        name = type(error).__name__
        raise refusal("X09", what=BROKEN.get(name, f"cấu trúc sai, {name}")) from error
    for sheet in sheets:
        _refuse_odd(sheet)
    return Workbook(kind, sha256(data), tuple(replace(s, date1904=True) if date1904 else s for s in sheets))


def _refuse_odd(sheet: Sheet) -> None:
    """Refuse cells that no sheet has: beyond the last row or column, before the first, with no finite number."""
    rows, columns = zip(*sheet.cells, strict=True) if sheet.cells else ((1,), (1,))
    refuse_area(sheet.name, (max(rows), max(columns)), len(sheet.cells))
    if min(rows) < 1 or min(columns) < 1:
        raise refusal("X10", Place(sheet.name), part=sheet.name, what="có ô trước dòng hoặc cột đầu tiên")
    for position, value in sheet.cells.items():
        if isinstance(value, float) and not isfinite(value):
            part = f"{sheet.name}, ô {address(position)}"
            raise refusal("X10", sheet.place(position), part=part, what="số quá lớn hoặc không phải là số")

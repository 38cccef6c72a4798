"""Workbooks of records (.xls, .xlsb): lengths and counts that lie, sheets without number, cells far away."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import drawn_files
import xlwt
from drawn_submission import WORKS
from xlrd import compdoc

from hostile import Hostile, good, made

BOF, EOF, BOUNDSHEET, SST, CONTINUE, ARRAY = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C, 0x0221


def files() -> Iterator[Hostile]:
    yield made("xls/far-corner", "xls", lambda: _written({(0, 0): 1.0, (65535, 255): 2.0}))
    yield made("xls/far-column", "xls", lambda: _written({(0, 0): 1.0, (0, 255): 2.0}))
    yield made("xls/far-row", "xls", lambda: _written({(0, 0): 1.0, (65535, 0): 2.0}))
    yield made("xls/sheets-many", "xls", lambda: _sheets(20_000))
    yield made("xls/sheets-same-name", "xls", lambda: _sheets(2, "A"))
    yield made("xls/sheet-at-itself", "xls", lambda: _sheets(1, at=0))
    yield made("xls/sheet-beyond", "xls", lambda: _sheets(1, at=0x7FFFFFFF))
    for name, count in (("beyond", 0xFFFFFFFF), ("some-more", 1000), ("none", 0)):
        yield made(
            f"xls/strings-{name}", "xls", lambda c=count: _begun(_record(SST, struct.pack("<2I", c, c) + b"\1\0\0a"))
        )
    yield made("xls/string-beyond", "xls", lambda: _begun(_record(SST, struct.pack("<2IHB", 1, 1, 0xFFFF, 1) + b"ab")))
    yield made(
        "xls/string-runs-beyond",
        "xls",
        lambda: _begun(_record(SST, struct.pack("<2IHBHI", 1, 1, 1, 12, 0xFFFF, 0xFFFFFFFF) + b"ab")),
    )
    yield made(
        "xls/continued-often",
        "xls",
        lambda: _begun(_record(SST, struct.pack("<2I", 9, 9)) + _record(CONTINUE, b"\0") * 300_000),
    )
    yield made("xls/nested", "xls", lambda: _record(BOF, struct.pack("<2H", 0x600, 5) + bytes(12)) * 200_000)
    yield made("xls/length-beyond", "xls", lambda: _book(struct.pack("<2H", 0x0203, 0xFFFF)))
    yield made("xls/records-empty", "xls", lambda: _begun(bytes(4) * 500_000))
    cells = {
        "row-beyond": (0x0203, struct.pack("<3Hd", 65535, 65535, 65535, 1.0)),
        "short": (0x0203, b"\0"), "several-short": (0x00BD, b"\0\0"), "several-beyond": (0x00BD, struct.pack("<2H", 0, 65000) + bytes(6000) + b"\xff\xff"),
        "blanks-beyond": (0x00BE, struct.pack("<2H", 0, 0) + bytes(8000) + b"\xff\xff"),
        "shared-beyond": (0x00FD, struct.pack("<3HI", 0, 0, 0, 0xFFFFFFFF)),
        "style-beyond": (0x0203, struct.pack("<3Hd", 0, 0, 65000, 1.0)),
        "merge-whole": (0x00E5, struct.pack("<5H", 1, 0, 65535, 0, 255)), "merge-lies": (0x00E5, struct.pack("<H", 65535)),
        "columns-whole": (0x007D, struct.pack("<6H", 0, 65535, 0, 0, 1, 0)),
        "link-whole": (0x01B8, struct.pack("<4H", 0, 65535, 0, 255) + bytes(40)),
        "array-whole": (ARRAY, struct.pack("<2H2B", 0, 65535, 0, 255) + bytes(20)),
        "formula-short": (0x0006, bytes(8)), "error-odd": (0x0205, struct.pack("<3H2B", 0, 0, 0, 255, 1)),
        "note-beyond": (0x001C, struct.pack("<5H", 65535, 255, 0, 65535, 65535)), "text-box": (0x01B6, struct.pack("<6H", 0, 0, 0, 0, 0, 65535) + bytes(6)),
    }  # fmt: skip
    for name, (code, body) in cells.items():
        yield made(f"xls/cell-{name}", "xls", lambda c=code, b=body: _book(_record(c, b)))
        yield made(
            f"xls/cell-{name}-often", "xls", lambda c=code, b=body: _book(_record(c, b) * (2_000_000 // (len(b) + 4)))
        )
    for version in (0x0009, 0x0209, 0x0409):
        yield made(
            f"xls/old-{version:04x}",
            "xls",
            lambda v=version: (
                _record(v, struct.pack("<2H", 0, 0x10) + bytes(2))
                + _record(0x0203, struct.pack("<3Hd", 1, 1, 0, 7.0))
                + _record(EOF)
            ),
        )
        yield made(
            f"xls/old-broken-{version:04x}",
            "xls",
            lambda v=version: _record(v, struct.pack("<2H", 0, 0x10) + bytes(2)) + b"\xff" * 999,
        )
    yield from _binary()


def _record(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<2H", code, len(body)) + body


def _head() -> bytes:
    return _record(BOF, struct.pack("<2H", 0x600, 5) + bytes(12)) + _record(0x0042, struct.pack("<H", 1200))


def _sheets(count: int, name: str = "", at: int | None = None) -> bytes:
    """A book of sheets that all begin at one place."""
    names = [(name or f"T{n}").encode() for n in range(count)]
    size = len(_head()) + sum(4 + 8 + len(n) for n in names) + 4
    listed = b"".join(
        _record(BOUNDSHEET, struct.pack("<IH2B", size if at is None else at, 0, len(n), 0) + n) for n in names
    )
    return _head() + listed + _record(EOF) + _sheet(_record(0x0203, struct.pack("<3Hd", 0, 0, 0, 1.0)))


def _sheet(inside: bytes) -> bytes:
    return _record(BOF, struct.pack("<2H", 0x600, 0x10) + bytes(12)) + inside + _record(EOF)


def _book(inside: bytes) -> bytes:
    """A good book, at the end of whose last sheet these records stand."""
    stream = compdoc.CompDoc(drawn_files.xls([WORKS]), logfile=io.StringIO()).get_named_stream("Workbook")
    end = stream.rindex(_record(EOF))
    return stream[:end] + inside + stream[end:]


def _begun(inside: bytes) -> bytes:
    """A good book, at whose beginning, before its sheets are listed, these records stand."""
    stream = compdoc.CompDoc(drawn_files.xls([WORKS]), logfile=io.StringIO()).get_named_stream("Workbook")
    listed = stream.index(struct.pack("<H", BOUNDSHEET))
    moved = struct.unpack_from("<I", stream, listed + 4)[0] + len(inside)
    return stream[:listed] + inside + stream[listed : listed + 4] + struct.pack("<I", moved) + stream[listed + 8 :]


def _written(cells: dict[tuple[int, int], float]) -> bytes:
    memory, book = io.BytesIO(), xlwt.Workbook()
    page = book.add_sheet("A")
    for (row, column), value in cells.items():
        page.write(row, column, value)
    book.save(memory)
    return memory.getvalue()


def _binary() -> Iterator[Hostile]:
    """The records of an .xlsb, in the place of its sheet."""
    row, cell = (
        drawn_files._record(0, struct.pack("<IIHBBBI", 0, 0, 300, 0, 0, 0, 0)),
        drawn_files._record(5, struct.pack("<IId", 0, 0, 1.0)),
    )
    far = drawn_files._record(0, struct.pack("<IIHBBBI", 1048575, 0, 300, 0, 0, 0, 0)) + drawn_files._record(
        5, struct.pack("<IId", 16383, 0, 2.0)
    )
    beyond = drawn_files._record(0, struct.pack("<IIHBBBI", 0xFFFFFFF0, 0, 300, 0, 0, 0, 0)) + drawn_files._record(
        5, struct.pack("<IId", 0xFFFFFFF0, 0, 2.0)
    )
    bodies = {
        "far-corner": row + cell + far, "beyond": row + cell + beyond,
        "length-beyond": row + cell + b"\x05\xff\xff\xff\x7f", "short": row + b"\x05\x01\x00",
        "text-beyond": row + drawn_files._record(6, struct.pack("<III", 0, 0, 0x7FFFFFF0)),
        "string-beyond": row + drawn_files._record(7, struct.pack("<III", 0, 0, 0xFFFFFFFF)),
        "merge-whole": row + cell + drawn_files._record(176, struct.pack("<4I", 0, 1048575, 0, 16383)),
        "merge-beyond": row + cell + drawn_files._record(176, struct.pack("<4I", 0, 0xFFFFFFFF, 0, 0xFFFFFFFF)),
        "columns-whole": row + cell + drawn_files._record(60, struct.pack("<4IH", 0, 0xFFFFFFFF, 0, 0, 1)),
        "zeros": bytes(500_000), "cells-many": row + cell * 300_000, "ones": b"\xff" * 100_000,
    }  # fmt: skip
    for name, body in bodies.items():
        yield made(f"xlsb/{name}", "xlsb", lambda b=body: _with_sheet(b))
    size = drawn_files._record(148, struct.pack("<IIII", 0, 1048575, 0, 16383))
    yield made("xlsb/dimension-whole", "xlsb", lambda: _with_sheet(row + cell, size))


def _with_sheet(body: bytes, size: bytes | None = None) -> bytes:
    import zipfile

    size = drawn_files._record(148, struct.pack("<IIII", 0, 0, 0, 0)) if size is None else size
    with zipfile.ZipFile(io.BytesIO(drawn_files.xlsb([WORKS]))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    inside = (
        drawn_files._record(129)
        + size
        + drawn_files._record(145)
        + body
        + drawn_files._record(146)
        + drawn_files._record(130)
    )
    return good.zipped({**parts, "xl/worksheets/sheet1.bin": inside})

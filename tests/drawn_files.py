"""Drawn sheets saved in every format that communes send, most of them written by hand: no library writes them."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
import xlwt
from drawn_submission import book_of

from danvan.intake.sheet import Sheet, Value, text_of
from danvan.publish.columns import ColumnSpec
from danvan.publish.table import PublishedTable

Grid = list[list[Value | None]]


def grid_of(drawn: Sheet) -> Grid:
    """All cells up to the last one, row by row."""
    rows, columns = max(r for r, _ in drawn.cells), max(c for _, c in drawn.cells)
    return [[drawn.cells.get((r, c)) for c in range(1, columns + 1)] for r in range(1, rows + 1)]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return memory.getvalue()


def xlsx(drawn: Iterable[Sheet]) -> bytes:
    memory = io.BytesIO()
    book_of(drawn).save(memory)
    return memory.getvalue()


def xlsm(drawn: Iterable[Sheet]) -> bytes:
    """An .xlsx that says it has macros, and has a part for them."""
    plain, macro = "spreadsheetml.sheet.main+xml", "vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(io.BytesIO(xlsx(drawn))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    types = bytes(parts["[Content_Types].xml"]).decode()  # type: ignore[arg-type]
    types = types.replace(f"application/vnd.openxmlformats-officedocument.{plain}", f"application/{macro}")
    default = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    return zipped(
        {**parts, "[Content_Types].xml": types.replace("</Types>", default), "xl/vbaProject.bin": b"Sub Auto_Open"}
    )


def xls(drawn: Iterable[Sheet]) -> bytes:
    book, memory = xlwt.Workbook(), io.BytesIO()
    for one in drawn:
        page = book.add_sheet(one.name)
        for (row, column), value in one.cells.items():
            page.write(row - 1, column - 1, value)
    book.save(memory)
    return memory.getvalue()


def ods(drawn: Iterable[Sheet]) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {"office": "office", "table": "table", "text": "text"}.items()
    )
    tables = "".join(
        f"<table:table table:name={quoteattr(one.name)}>"
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid_of(one))
        + "</table:table>"
        for one in drawn
    )
    content = f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_cell(value: Value | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{text_of(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def csv(drawn: Sheet, separator: str, encoding: str) -> bytes:
    """One sheet as text; in cp1258 a tone is a mark of its own after its vowel."""
    lines = [separator.join(_quoted(v, separator) for v in row) for row in grid_of(drawn)]
    text = "\r\n".join(lines) + "\r\n"
    return b"".join(map(_cp1258, text)) if encoding == "cp1258" else text.encode(encoding)


def _quoted(value: Value | None, separator: str) -> str:
    text = "" if value is None else text_of(value)
    return f'"{text}"' if separator in text else text


def _cp1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(m for m in parts if m in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def html(drawn: Sheet) -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape('' if v is None else text_of(v))}</td>" for v in row) + "</tr>"
        for row in grid_of(drawn)
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


def spreadsheetml(drawn: Iterable[Sheet]) -> bytes:
    """What Excel 2003 calls "XML Spreadsheet"."""
    pages = "".join(
        f"<Worksheet ss:Name={quoteattr(one.name)}><Table>"
        + "".join(f"<Row>{''.join(map(_ml_cell, row))}</Row>" for row in grid_of(one))
        + "</Table></Worksheet>"
        for one in drawn
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">{pages}</Workbook>'.encode()


def _ml_cell(value: Value | None) -> str:
    if value is None:
        return "<Cell/>"
    kind = "Number" if isinstance(value, float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(text_of(value))}</Data></Cell>'


def xlsb(drawn: Sequence[Sheet]) -> bytes:
    """Excel's binary workbook: records of a number, a length and data."""
    office, package = "application/vnd.ms-excel", "http://schemas.openxmlformats.org/package/2006"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    numbers = range(1, len(drawn) + 1)
    named = b"".join(
        _record(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(one.name))
        for n, one in zip(numbers, drawn, strict=True)
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{office}.worksheet"/>' for n in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.bin"/>' for n in numbers
    )
    pages = {f"xl/worksheets/sheet{n}.bin": _binary(one) for n, one in zip(numbers, drawn, strict=True)}
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.bin" ContentType="{office}.sheet.binary.macroEnabled.main"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": _record(131) + _record(143) + named + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        **pages,
    })  # fmt: skip


def _binary(drawn: Sheet) -> bytes:
    rows = grid_of(drawn)
    body = b""
    for row, values in enumerate(rows):
        body += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(values):
            if isinstance(value, float):
                body += _record(5, struct.pack("<IId", column, 0, value))
            elif value is not None:
                body += _record(6, struct.pack("<II", column, 0) + _wide(str(value)))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    return _record(129) + _record(148, size) + _record(145) + body + _record(146) + _record(130)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    size, length = len(data), b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return head + length + bytes([size]) + data


def published(text: str) -> PublishedTable:
    """A table of one row that says `text`, as it goes into tables.xlsx."""
    frame = pd.DataFrame({"name": pd.array([text], dtype="string"), "n": pd.array([1], dtype="Int64")})
    columns = (ColumnSpec("name", "Tên"), ColumnSpec("n", "Số", "count", "tổ"))
    return PublishedTable("T1", "Bảng", frame, columns, roles=("data",))

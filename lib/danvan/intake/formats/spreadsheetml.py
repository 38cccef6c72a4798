"""Reads SpreadsheetML 2003, the XML that Excel of those years saved and that programs still send as .xls."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from danvan.intake.formats.gridxml import AREA, NO_RESULT, SPARSE
from danvan.intake.formats.lettering import put_in_unicode
from danvan.intake.formats.package import local, parsed
from danvan.intake.formats.remarks import gathered, without_author
from danvan.intake.sheet import Fault, Position, Range, Sheet, Value
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encoding_of

Element = ElementTree.Element
TABLE = re.compile(r"<(?:\w+:)?Worksheet\b.*?</(?:\w+:)?Worksheet\s*>", re.S)
FILLED = re.compile(r"<(?:\w+:)?Cell\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?Cell\s*>)", re.S)
DATA = re.compile(r"<(\w+:)?Data\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?Data\s*>)", re.S)
LINK = re.compile(r"\[[^]]+\.xl\w+\]")  # '[BC 2020.xls]Sheet1'!R5C2


@dataclass
class _Grid:
    """One sheet while it is read."""

    cells: dict[Position, Value] = field(default_factory=dict)
    fonts: dict[Position, str] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)
    linked: set[Position] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: list[tuple[Position, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Style:
    font: str | None
    struck: bool


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    root = parsed(data)
    styles = {_get(e, "ID"): _style(e) for e in root.iter() if local(e) == "Style"}
    counts = _counts(data)
    tables = [e for e in root if local(e) == "Worksheet"]
    counted = counts if len(counts) == len(tables) else [None] * len(tables)
    sheets = [_sheet(table, styles, count) for table, count in zip(tables, counted, strict=True)]
    return sheets, any(local(e) == "Date1904" for e in root.iter())


def _sheet(worksheet: Element, styles: Mapping[str, _Style], counted: int | None) -> Sheet:
    grid = _Grid()
    for table in (e for e in worksheet if local(e) == "Table"):
        _columns(table, grid)
        _rows(table, grid, styles)
    hidden = any(local(e) == "Visible" and "Hidden" in (e.text or "") for e in worksheet.iter())
    lettering = put_in_unicode(grid.cells, grid.fonts)
    return Sheet(
        name=_get(worksheet, "Name"),
        cells=lettering.cells,
        merged=tuple(grid.merged),
        hidden=hidden,
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        as_sent=lettering.as_sent,
        encodings=lettering.encodings,
        counted=counted,
        remarks=gathered(grid.remarks),
        struck=frozenset(grid.struck),
        linked=frozenset(grid.linked),
    )


def _columns(table: Element, grid: _Grid) -> None:
    column = 0
    for element in (e for e in table if local(e) == "Column"):
        column = _number(element, "Index", column + 1)
        last = column + _number(element, "Span", 0)
        if _get(element, "Hidden") == "1":
            grid.hidden_columns.update(range(column, min(last, 16384) + 1))
        column = last


def _rows(table: Element, grid: _Grid, styles: Mapping[str, _Style]) -> None:
    row = 0
    for element in (e for e in table if local(e) == "Row"):
        row = _number(element, "Index", row + 1)
        column = 0
        if _get(element, "Hidden") == "1":
            grid.hidden_rows.add(row)
        for cell in (e for e in element if local(e) == "Cell"):
            column = _number(cell, "Index", column + 1)
            _cell(cell, (row, column), grid, styles.get(_get(cell, "StyleID") or _get(element, "StyleID")))
            column += _number(cell, "MergeAcross", 0)
        row += _number(element, "Span", 0)
    if row > AREA:
        raise UnreadableWorkbook(SPARSE)


def _cell(cell: Element, position: Position, grid: _Grid, style: _Style | None) -> None:
    value = _value(cell)
    if value is not None:
        grid.cells[position] = value
        if style and style.font:
            grid.fonts[position] = style.font
        if style and style.struck:
            grid.struck.add(position)
        if LINK.search(_get(cell, "Formula")):
            grid.linked.add(position)
    down, across = _number(cell, "MergeDown", 0), _number(cell, "MergeAcross", 0)
    if down or across:
        grid.merged.append((*position, position[0] + down, position[1] + across))
    for comment in (e for e in cell if local(e) == "Comment"):
        grid.remarks.append((position, without_author("".join(comment.itertext()), [_get(comment, "Author")])))


def _value(cell: Element) -> Value | None:
    data = next((e for e in cell if local(e) == "Data"), None)
    text = "".join(data.itertext()) if data is not None else ""
    if not text.strip():
        return NO_RESULT if data is None and _get(cell, "Formula") else None
    return _typed(_get(data, "Type") if data is not None else "", text)


def _typed(kind: str, text: str) -> Value:
    """A value by its declared type; what does not fit its type stays text."""
    if kind == "Error":
        return Fault(text.strip(), "error")
    if kind == "Boolean":
        return text.strip() == "1"
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return text


def _style(element: Element) -> _Style:
    font = next((e for e in element if local(e) == "Font"), None)
    name = _get(font, "FontName") if font is not None else ""
    return _Style(name if encoding_of(name) else None, font is not None and _get(font, "StrikeThrough") == "1")


def _counts(data: bytes) -> list[int]:
    """Filled cells of each sheet, counted in the text of the file and not in its tree."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8", "replace")
    return [sum(_filled(*m.groups()) for m in FILLED.finditer(table)) for table in TABLE.findall(text)]


def _filled(attributes: str, inside: str | None) -> bool:
    data = DATA.search(re.sub(r"<(\w+:)?Comment\b.*?</(\w+:)?Comment\s*>", "", inside or "", flags=re.S))
    if data is None:
        return "Formula" in attributes
    return bool(re.sub(r"<[^>]*>|&#(?:9|10|13|32|160|x[AaDd9]|x20|x[Aa]0);", "", data[2] or "").strip())


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(element: Element, name: str, absent: int) -> int:
    text = _get(element, name)
    return int(text) if text.isdigit() else absent

"""Reads SpreadsheetML 2003, the XML that Excel of those years saved and that programs still send as .xls."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from danvan.intake.formats import crowded
from danvan.intake.formats.details import NO_RESULT, Details
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.links import EXCEL, outside
from danvan.intake.formats.moments import moment
from danvan.intake.formats.package import local, parsed
from danvan.intake.formats.remarks import without_author
from danvan.intake.formats.sparse import AREA, far
from danvan.intake.sheet import Fault, Position, Sheet, Value
from danvan.vietnamese.legacy import encoding_of

Element = ElementTree.Element
TABLE = re.compile(r"<(?:\w+:)?Worksheet\b.*?</(?:\w+:)?Worksheet\s*>", re.S)
FILLED = re.compile(r"<(?:\w+:)?Cell\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?Cell\s*>)", re.S)
DATA = re.compile(r"<(\w+:)?Data\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?Data\s*>)", re.S)


@dataclass
class _Grid(Details):
    """One sheet while it is read; `columns` are the styles that columns give their cells."""

    cells: dict[Position, Value] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Style:
    font: str
    struck: bool | None
    parent: str


@dataclass(frozen=True)
class _Known:
    """What the sheets of a workbook share: styles by their names, and a pattern of formulas over other workbooks."""

    styles: Mapping[str, _Style]
    links: re.Pattern[str]
    date1904: bool

    def font(self, name: str) -> str | None:
        """The legacy font of a style, or of those it is made from."""
        font = next((style.font for style in self._line(name) if style.font), None)
        return font if encoding_of(font) else None

    def is_struck(self, name: str) -> bool:
        """Whether a style strikes through."""
        return next((style.struck for style in self._line(name) if style.struck is not None), False)

    def _line(self, name: str) -> Iterator[_Style]:
        style = self.styles.get(name)
        if style:
            yield style
            yield from self._line(style.parent) if style.parent != name else ()


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    crowded.refuse_crowded(data, "xml")
    crowded.refuse_tricks(data, "xml")
    root = parsed(data)
    names = [(_get(e, "Name"), _get(e, "RefersTo")) for e in root.iter() if local(e) == "NamedRange"]
    known = _Known(
        styles={_get(e, "ID"): _style(e) for e in root.iter() if local(e) == "Style"},
        links=re.compile(outside(EXCEL, names)),
        date1904=any(local(e) == "Date1904" for e in root.iter()),
    )
    counts = _counts(data)
    tables = [e for e in root if local(e) == "Worksheet"]
    counted = counts if len(counts) == len(tables) else [None] * len(tables)
    return [_sheet(*pair, known) for pair in zip(tables, counted, strict=True)], known.date1904


def _sheet(worksheet: Element, counted: int | None, known: _Known) -> Sheet:
    grid = _Grid(counted=counted or 0, walked=counted is not None)
    for table in (e for e in worksheet if local(e) == "Table"):
        _columns(table, grid)
        _rows(table, grid, known, _get(worksheet, "Name"))
    hidden = any(local(e) == "Visible" and "Hidden" in (e.text or "") for e in worksheet.iter())
    return grid.sheet(_get(worksheet, "Name"), grid.cells, hidden=hidden)


def _columns(table: Element, grid: _Grid) -> None:
    column = 0
    for element in (e for e in table if local(e) == "Column"):
        column = _number(element, "Index", column + 1)
        last = column + _number(element, "Span", 0)
        if _get(element, "Hidden") == "1":
            grid.hidden_columns.update(range(column, min(last, 16384) + 1))
        grid.columns.update(dict.fromkeys(range(column, min(last, 16384) + 1), _get(element, "StyleID")))
        column = last


def _rows(table: Element, grid: _Grid, known: _Known, name: str) -> None:
    row = 0
    for element in (e for e in table if local(e) == "Row"):
        row = _number(element, "Index", row + 1)
        last, column = row + _number(element, "Span", 0), 0
        if last > AREA:
            raise far(name, (last, 1))
        if _get(element, "Hidden") == "1":
            grid.hidden_rows.update(range(row, last + 1))
        for cell in (e for e in element if local(e) == "Cell"):
            column = _number(cell, "Index", column + 1)
            style = _get(cell, "StyleID") or _get(element, "StyleID") or grid.columns.get(column, "")
            _cell(cell, (row, column), grid, known, style)
            column += _number(cell, "MergeAcross", 0)
        row = last


def _cell(cell: Element, position: Position, grid: _Grid, known: _Known, style: str) -> None:
    value = _value(cell, known.date1904)
    if value is not None:
        grid.cells[position] = value
        if font := known.font(style):
            grid.fonts[position] = font
        if runs := _runs(cell):
            grid.runs[position] = runs
        if known.is_struck(style):
            grid.struck.add(position)
        if known.links.search(_get(cell, "Formula")):
            grid.linked.add(position)
    down, across = _number(cell, "MergeDown", 0), _number(cell, "MergeAcross", 0)
    if down or across:
        grid.merged.append((*position, position[0] + down, position[1] + across))
    for comment in (e for e in cell if local(e) == "Comment"):
        grid.remarks.append((position, without_author("".join(comment.itertext()), [_get(comment, "Author")])))


def _runs(cell: Element) -> list[Run]:
    """The parts of a text that has a legacy font somewhere, each with its font or None where it has the cell's."""
    data = next((e for e in cell if local(e) == "Data"), None)
    runs = list(_parts(data, None)) if data is not None and len(data) else []
    return runs if any(encoding_of(font) for font, _ in runs) else []


def _parts(element: Element, font: str | None) -> Iterator[Run]:
    own = _get(element, "Face") or font
    yield own, element.text or ""
    for child in element:
        yield from _parts(child, own)
        yield own, child.tail or ""


def _value(cell: Element, date1904: bool) -> Value | None:
    data = next((e for e in cell if local(e) == "Data"), None)
    text = "".join(data.itertext()) if data is not None else ""
    kind = _get(data, "Type") if data is not None else ""
    if not text.strip():
        return NO_RESULT if kind in ("", "Number") and _get(cell, "Formula") else None
    return _typed(kind, text, date1904)


def _typed(kind: str, text: str, date1904: bool) -> Value:
    """A value by its declared type; what does not fit its type stays text."""
    if kind == "Error":
        return Fault(text.strip(), "error")
    if kind == "Boolean":
        return text.strip() == "1"
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return moment(dt.datetime.fromisoformat(text.strip()), date1904=date1904)
    except ValueError:
        return text
    return text


def _style(element: Element) -> _Style:
    font = next((e for e in element if local(e) == "Font"), None)
    if font is None:
        return _Style("", None, _get(element, "Parent"))
    return _Style(_get(font, "FontName"), _get(font, "StrikeThrough") == "1", _get(element, "Parent"))


def _counts(data: bytes) -> list[int]:
    """Filled cells of each sheet, counted in the text of the file and not in its tree."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8", "replace")
    return [sum(_filled(*m.groups()) for m in FILLED.finditer(table)) for table in TABLE.findall(text)]


def _filled(attributes: str, inside: str | None) -> bool:
    data = DATA.search(re.sub(r"<(\w+:)?Comment\b.*?</(\w+:)?Comment\s*>", "", inside or "", flags=re.S))
    if data is None or (not (data[2] or "").strip() and 'Type="Number"' in data[0]):
        return "Formula" in attributes
    return bool(re.sub(r"<[^>]*>|&#(?:9|10|13|32|160|x[AaDd9]|x20|x[Aa]0);", "", data[2] or "").strip())


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(element: Element, name: str, absent: int) -> int:
    text = _get(element, name)
    return int(text) if text.isdigit() else absent

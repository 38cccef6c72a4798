"""Reads .xlsx and .xlsm: values by python-calamine, and from the XML what it does not give.

calamine turns error cells and formulas without a cached result into blanks; both are put back here as faults.
Fonts are looked at only where the workbook names a legacy font.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan.intake.sheet import Fault, Position, Range, Sheet, Value, position_of
from danvan.vietnamese.legacy import decode, encoding_of

CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*["\']([^"\']*)["\']')
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)<")
RESULT = re.compile(rb"<(?:\w+:)?v\b")
ERROR = re.compile(rb't\s*=\s*["\']e["\']')
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
TRUE = (b"1", b"true")


@dataclass(frozen=True)
class Details:
    """What the XML of one sheet says beside the values."""

    faults: Mapping[Position, Fault]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    fonts: Mapping[Position, str]


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = dict(_parts(archive))
        legacy = _legacy_styles(archive)
        sheets = [
            _sheet(book, index, _details(archive.read(parts[meta.name]), legacy))
            for index, meta in enumerate(book.sheets_metadata)
            if meta.typ == SheetTypeEnum.WorkSheet and meta.name in parts
        ]
        date1904 = re.search(rb'date1904\s*=\s*"(1|true)"', archive.read(_workbook_part(archive))) is not None
    return sheets, date1904


def _sheet(book: CalamineWorkbook, index: int, details: Details) -> Sheet:
    meta = book.sheets_metadata[index]
    sheet = book.get_sheet_by_index(index)
    cells: dict[Position, Value] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "" and not (isinstance(value, str) and not value.strip()):
                cells[row, column] = value  # type: ignore[assignment]
    cells.update(details.faults)
    as_sent = _decode(cells, details.fonts)
    return Sheet(
        name=meta.name,
        cells=cells,
        merged=_merged(sheet.merged_cell_ranges),
        hidden=meta.visible != SheetVisibleEnum.Visible,
        hidden_rows=details.hidden_rows,
        hidden_columns=details.hidden_columns,
        as_sent=as_sent,
    )


def _merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> tuple[Range, ...]:
    return tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in ranges or ())


def _decode(cells: dict[Position, Value], fonts: Mapping[Position, str]) -> dict[Position, str]:
    as_sent: dict[Position, str] = {}
    for position, font in fonts.items():
        sent = cells.get(position)
        if isinstance(sent, str) and (seen := decode(sent, font)) != sent:
            as_sent[position] = sent
            cells[position] = seen
    return as_sent


def _details(xml: bytes, legacy: Mapping[int, str]) -> Details:
    faults: dict[Position, Fault] = {}
    fonts: dict[Position, str] = {}
    if legacy or ERROR.search(xml) or FORMULA.search(xml):
        for where, style, fault in _cells(xml, bool(legacy)):
            if fault:
                faults[where] = fault
            if style in legacy:
                fonts[where] = legacy[style]
    return Details(faults, _hidden_rows(xml), _hidden_columns(xml), fonts)


def _cells(xml: bytes, styled: bool) -> Iterator[tuple[Position, int, Fault | None]]:
    for match in CELL.finditer(xml):
        inside = match[2] or b""
        if not (styled or FORMULA.search(inside) or ERROR.search(match[1])):
            continue
        given = dict(ATTRIBUTE.findall(match[1]))
        if b"r" in given:
            yield position_of(given[b"r"].decode()), int(given.get(b"s", b"0")), _fault(given, inside)


def _fault(given: dict[bytes, bytes], inside: bytes) -> Fault | None:
    if given.get(b"t") == b"e":
        text = VALUE.search(inside)
        return Fault(text[1].decode("utf-8", "replace") if text else "#?", "error")
    empty_text = given.get(b"t") == b"str" and RESULT.search(inside)
    if FORMULA.search(inside) and not VALUE.search(inside) and not empty_text:
        return Fault("công thức không có kết quả", "no_result")
    return None


def _hidden_rows(xml: bytes) -> frozenset[int]:
    found = set()
    for match in ROW.finditer(xml) if b"hidden=" in xml else ():
        given = dict(ATTRIBUTE.findall(match[1]))
        if given.get(b"hidden") in TRUE and b"r" in given:
            found.add(int(given[b"r"]))
    return frozenset(found)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    found: set[int] = set()
    for match in COLUMN.finditer(xml) if b"hidden=" in xml else ():
        given = dict(ATTRIBUTE.findall(match[1]))
        if given.get(b"hidden") in TRUE:
            found.update(range(int(given[b"min"]), min(int(given[b"max"]), 16384) + 1))
    return frozenset(found)


def _workbook_part(archive: zipfile.ZipFile) -> str:
    return next((n for n in archive.namelist() if n.lower() == "xl/workbook.xml"), "xl/workbook.xml")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part that holds it."""
    book = ElementTree.fromstring(archive.read(_workbook_part(archive)))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            link = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in archive.namelist():
                yield element.get("name", ""), part


def _legacy_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return the cell styles whose font is a legacy Vietnamese one: style number -> font name."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    xml = archive.read("xl/styles.xml")
    if not re.search(rb'val="(\.Vn|VNI)', xml, re.I):
        return {}
    root = ElementTree.fromstring(xml)
    space = root.tag.partition("}")[0] + "}"
    fonts = [_font_name(f, space) for f in root.findall(f"{space}fonts/{space}font")]
    styles = root.findall(f"{space}cellXfs/{space}xf")
    named = ((n, fonts[int(x.get("fontId", "0"))]) for n, x in enumerate(styles))
    return {number: font for number, font in named if encoding_of(font)}


def _font_name(font: ElementTree.Element, space: str) -> str:
    name = font.find(f"{space}name")
    return name.get("val", "") if name is not None else ""

"""Reads .xlsx and .xlsm: values by python-calamine, and from the XML what it does not give. Macros are never run.

calamine turns error cells and formulas without a cached result into blanks; both are put back here as faults. So are
the zeros of a workbook that is still to be calculated: XlsxWriter gives every formula a 0 for a result.
Fonts and strike-through are looked at only where the workbook names a legacy font or strikes something through.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan.intake.formats.details import NO_RESULT, Details
from danvan.intake.formats.gridxml import ATTRIBUTE, BLANK, Seen, Wanted, negatives, seen
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.links import EXCEL, outside
from danvan.intake.formats.moments import moment
from danvan.intake.formats.numbering import NO_DAY_BUILT_IN, is_telling
from danvan.intake.formats.package import Package, local, parsed
from danvan.intake.formats.remarks import remarks
from danvan.intake.sheet import Piece, Position, Range, Sheet, Value
from danvan.intake.shown import is_odd
from danvan.problems import refusal
from danvan.vietnamese.legacy import encoding_of

LETTER = re.compile(rb"<(?:\w+:)?t\b[^<>]*+(?<!/)>" + BLANK + rb"*+[^<\s]")
PLAIN = rb"<si>" + LETTER.pattern + rb"[^<]*</t></si>"  # as nearly all are
STRING = re.compile(PLAIN + rb"|<((?:\w+:)?)si\b[^<>]*+(?:(?<=/)>|>((?:[^<]++|<(?!/?\1si\b))*+)</\1si\s*>)")
PHONETIC = re.compile(rb"<((?:\w+:)?)rPh\b(?:[^<]++|<(?!/?\1rPh\b))*+</\1rPh\s*>")
LEGACY = re.compile(rb'val\s*=\s*["\'](?i:\.Vn|VNI)')
STRUCK = re.compile(rb"<(?:\w+:)?strike\b(?![^<>]*\sval\s*=\s*[\"'](?:0|false))")
LINK = re.compile(EXCEL.encode())
NAME = re.compile(rb"<(?:\w+:)?definedName\b([^<>]*+)>([^<]*+)<")
MOMENTS = (dt.date, dt.time, dt.timedelta)
PLAIN_TYPES = frozenset({str, float, int, bool})
WORKSHEET = SheetTypeEnum.WorkSheet
DATE1904 = re.compile(rb'\sdate1904\s*=\s*["\'](1|true)["\']')
NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*+)>")
FORMAT_USED = re.compile(rb'\snumFmtId\s*=\s*["\'](\d+)')
TO_CALCULATE = re.compile(rb'\sfullCalcOnLoad\s*=\s*["\'](1|true)["\']')
PERCENTAGES = {9: "0%", 10: "0.00%"}  # built in
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Strings:
    """Shared strings that need care: the blank ones, those with runs in legacy fonts, those with struck pieces."""

    blank: frozenset[int]
    runs: Mapping[int, Sequence[Run]]
    pieces: Mapping[int, tuple[Piece, ...]]


@dataclass(frozen=True)
class Styles:
    """Cell styles that need care: in a legacy font (style -> font), struck through, with a telling number format."""

    legacy: Mapping[int, str]
    struck: frozenset[int]
    formats: Mapping[int, str]


@dataclass(frozen=True)
class _Known:
    """What the sheets of a workbook share."""

    package: Package
    book: CalamineWorkbook
    parts: Mapping[str, str]
    strings: Strings
    styles: Styles

    def seen(self) -> dict[int, Seen]:
        """What the XML of each sheet of cells says, by its number."""
        xml = self.package.read(self.package.book)
        wanted = Wanted(
            blank_strings=self.strings.blank,
            run_strings={*self.strings.runs, *self.strings.pieces},
            styles={*self.styles.legacy, *self.styles.struck, *self.styles.formats},
            links=re.compile(outside(EXCEL, _names(xml)).encode()),
            results=TO_CALCULATE.search(xml) is not None,
        )
        sheets = {n: meta.name for n, meta in enumerate(self.book.sheets_metadata) if meta.typ == WORKSHEET}
        return {n: seen(self.package.read(self.parts[name]), wanted, name) for n, name in sheets.items()}


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    package = Package.of(data)
    parts, strings, styles = dict(_parts(package)), _strings(package), _styles(package)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    known = _Known(package, book, parts, strings, styles)
    refuse_lost_sheets(book, parts)
    sheets = known.seen()
    is_calculated = {result for one in sheets.values() for result in one.results.values()} != {b"0"}
    date1904 = DATE1904.search(package.read(package.book)) is not None
    return [_sheet(known, index, one, is_calculated) for index, one in sheets.items()], date1904


def _sheet(known: _Known, index: int, one: Seen, is_calculated: bool) -> Sheet:
    meta, sheet = known.book.sheets_metadata[index], known.book.get_sheet_by_index(index)
    legacy, runs, pieces = known.styles.legacy, known.strings.runs, known.strings.pieces
    details = Details(
        counted=one.counted,
        faults={**one.faults, **({} if is_calculated else dict.fromkeys(one.results, NO_RESULT))},
        fonts={p: legacy[style] for p, style in one.styles.items() if style in legacy},
        runs={p: runs[i] for p, i in one.strings.items() if i in runs}
        | {p: _runs(xml) for p, xml in one.inline.items()},
        struck={p for p, style in one.styles.items() if style in known.styles.struck},
        pieces={p: pieces[i] for p, i in one.strings.items() if i in pieces}
        | {p: _pieces(xml) for p, xml in one.inline.items() if STRUCK.search(xml)},
        formats={p: shown for p, style in one.styles.items() if (shown := known.styles.formats.get(style))},
        linked=set(one.linked),
        merged=list(ranges(sheet)),
        hidden_rows=set(one.hidden_rows),
        hidden_columns=set(one.hidden_columns),
        remarks=list(remarks(known.package, known.parts[meta.name]).items()),
    )
    cells, times = _values(sheet)
    if times:
        below = negatives(known.package.read(known.parts[meta.name]))  # no time of day is; the reader makes it one
        cells.update({p: number for p, number in below.items() if p in times})
    return details.sheet(meta.name, cells, hidden=meta.visible != SheetVisibleEnum.Visible)


def _names(xml: bytes) -> Iterator[tuple[str, str]]:
    """The names of the workbook that lead to another one, and what they stand for."""
    for attributes, formula in NAME.findall(xml) if LINK.search(xml) else ():
        name = dict(ATTRIBUTE.findall(attributes)).get(b"name", b"")
        yield name.decode("utf-8", "replace"), html.unescape(formula.decode("utf-8", "replace"))


def refuse_lost_sheets(book: CalamineWorkbook, parts: Mapping[str, str]) -> None:
    """Refuse a workbook that names a sheet whose content is not in the file, so that none is lost unsaid."""
    named = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    lost = [name for name in named if name not in parts]
    if lost or len(set(named)) < len(named):
        twice = next((name for name in named if named.count(name) > 1), "")
        what = "thiếu nội dung của trang" if lost else "có hai trang cùng tên"
        raise refusal("X14", what=what, name=", ".join(lost) or twice)


def values(sheet: CalamineSheet) -> dict[Position, Value]:
    """Return the non-empty cells that python-calamine sees; times of day and lengths of time as text."""
    return _values(sheet)[0]


def _values(sheet: CalamineSheet) -> tuple[dict[Position, Value], set[Position]]:
    """The same, and which of them are times of day."""
    lines = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    cells: dict[Position, Any] = {
        (r, c): v
        for r, line in lines
        for c, v in enumerate(line, start=1)
        if v != "" and (not isinstance(v, str) or not v.isspace())
    }
    if PLAIN_TYPES.issuperset(map(type, cells.values())):
        return cells, set()
    moments = {p: v for p, v in cells.items() if isinstance(v, MOMENTS)}
    cells.update((p, moment(v)) for p, v in moments.items())
    return cells, {p for p, v in moments.items() if isinstance(v, dt.time)}


def ranges(sheet: CalamineSheet) -> tuple[Range, ...]:
    """Return the merged ranges that python-calamine sees."""
    return tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ())


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part that holds it."""
    links = package.links(package.book)
    for element in parsed(package.read(package.book)).iter():
        if local(element) == "sheet":
            link = links.get(next((v for k, v in element.attrib.items() if k.endswith("}id")), ""))
            if link and link.part in package:
                yield element.get("name", ""), link.part


def _strings(package: Package) -> Strings:
    part = next(iter(package.linked(package.book, "sharedStrings")), None)
    xml = package.read(part) if part else b""
    legacy = bool(LEGACY.search(xml))
    blank: set[int] = set()
    runs: dict[int, list[Run]] = {}
    pieces: dict[int, tuple[Piece, ...]] = {}
    for index, match in enumerate(STRING.finditer(xml)):
        if match[1] is None:
            continue
        inside = match[2] or b""
        if not LETTER.search(inside) and not "".join(t for _, t in _runs(inside)).strip():
            blank.add(index)
        if legacy and LEGACY.search(inside):
            runs[index] = _runs(inside)
        if STRUCK.search(inside):
            pieces[index] = _pieces(inside)
    return Strings(frozenset(blank), runs, pieces)


def _runs(inside: bytes) -> list[Run]:
    """The runs of a rich text, each with its font or None where it has the cell's."""
    found: list[Run] = []
    for part, text in _rich(inside):
        font = re.search(rb'<(?:\w+:)?rFont\b[^<>]*\sval\s*=\s*["\']([^"\']*)', part)
        found.append((font[1].decode("utf-8", "replace") if font else None, text))
    return found


def _pieces(inside: bytes) -> tuple[Piece, ...]:
    """The runs of a rich text, each with whether it is struck through."""
    return tuple((text, STRUCK.search(part) is not None) for part, text in _rich(inside))


def _rich(inside: bytes) -> Iterator[tuple[bytes, str]]:
    """The runs of a rich text, each with its text; phonetic hints are no text."""
    for part in re.split(rb"<(?:\w+:)?r>", PHONETIC.sub(b"", inside)):
        text = b"".join(re.findall(rb"<(?:\w+:)?t\b[^<>]*+(?<!/)>([^<]*+)<", part))
        if text:
            yield part, _unescaped(text)


def _unescaped(text: bytes) -> str:
    return ESCAPED.sub(lambda m: chr(int(m[1], 16)), html.unescape(text.decode("utf-8", "replace")))


def _styles(package: Package) -> Styles:
    part = next(iter(package.linked(package.book, "styles")), None)
    xml = package.read(part) if part else b""
    formats = dict(_telling_formats(xml))
    if not (LEGACY.search(xml) or re.search(rb"<(\w+:)?strike\b", xml) or formats):
        return Styles({}, frozenset(), {})
    root = parsed(xml)
    fonts = [font for e in root if local(e) == "fonts" for font in e]
    styles = [xf for e in root if local(e) == "cellXfs" for xf in e]
    used = {n: int(xf.get("fontId", "0")) for n, xf in enumerate(styles)}
    seen = {font: fonts[font] for font in used.values()}
    names = {font: _value(element, "name", "") for font, element in seen.items()}
    crossed = {font for font, element in seen.items() if _value(element, "strike", "0") in ("1", "true")}
    shown = {n: formats[code] for n, xf in enumerate(styles) if (code := int(xf.get("numFmtId", "0"))) in formats}
    legacy = {n: names[font] for n, font in used.items() if encoding_of(names[font])}
    return Styles(legacy, frozenset(n for n, font in used.items() if font in crossed), shown)


def _telling_formats(xml: bytes) -> Iterator[tuple[int, str]]:
    """The number formats of a workbook that show something else than the value of a cell says, by their number."""
    used = set(FORMAT_USED.findall(xml))
    yield from (pair for pair in (NO_DAY_BUILT_IN | PERCENTAGES).items() if b"%d" % pair[0] in used)
    for attributes in NUMBER_FORMAT.findall(xml):
        given = dict(ATTRIBUTE.findall(attributes))
        code = html.unescape(given.get(b"formatCode", b"").decode("utf-8", "replace"))
        if (is_telling(code) or is_odd(code)) and given.get(b"numFmtId", b"").isdigit():
            yield int(given[b"numFmtId"]), code


def _value(font: ElementTree.Element, name: str, absent: str) -> str:
    element = next((e for e in font if local(e) == name), None)
    return absent if element is None else element.get("val", "1")

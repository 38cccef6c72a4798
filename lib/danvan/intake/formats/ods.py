"""Reads .ods: values by python-calamine, and from content.xml what it does not give.

Faults, links, fonts, hidden parts, merges, comments and the count of filled cells come from the XML. What LibreOffice
keeps of other workbooks, to show values while those are not at hand, is no sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from danvan.intake.formats.details import NO_RESULT, Details
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.links import OPEN_DOCUMENT, outside
from danvan.intake.formats.moments import written_length
from danvan.intake.formats.package import Package, local, parsed
from danvan.intake.formats.sparse import AREA, far
from danvan.intake.formats.xlsx import values
from danvan.intake.sheet import Fault, Position, Sheet
from danvan.vietnamese.legacy import encoding_of

Element = ElementTree.Element
ASIDE = ("annotation", "frame", "custom-shape", "text-box", "rect", "shapes")
ERROR_TEXT = ("#", "Err:")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True)
class Style:
    """What matters of one style: its font, strike-through, whether it hides, and the style it is made from."""

    font: str | None
    struck: bool
    hides: bool
    parent: str | None


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904; those of its cells are written out."""
    package = Package.of(data)
    content = parsed(package.read("content.xml"))
    styles = dict(_styles(package, content))
    tables = [e for body in content.iter() if local(body) == "spreadsheet" for e in body if local(e) == "table"]
    names = [(_get(e, "name"), _get(e, "expression")) for e in content.iter() if local(e) == "named-expression"]
    links = re.compile(outside(OPEN_DOCUMENT, names))
    found = [_Table(table, styles, links).details() for table in tables]
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    read = [_sheet(book, n, *pair, styles) for n, pair in enumerate(zip(tables, found, strict=True))]
    sheets = [sheet for sheet, table in zip(read, tables, strict=True) if not _is_kept(table)]
    return sheets, any(local(e) == "null-date" and _get(e, "date-value")[:4] == "1904" for e in content.iter())


def _sheet(book: CalamineWorkbook, index: int, table: Element, details: Details, styles: Mapping[str, Style]) -> Sheet:
    seen = values(book.get_sheet_by_index(index))
    cells = {p: written_length(v) if isinstance(v, str) else v for p, v in seen.items()}
    if _is_from_elsewhere(table):
        details.linked.update(cells)
    style = styles.get(_get(table, "style-name"))
    return details.sheet(_get(table, "name"), cells, hidden=style is not None and style.hides)


def _is_from_elsewhere(table: Element) -> bool:
    return any(local(e) == "table-source" for e in table)


def _is_kept(table: Element) -> bool:
    """Whether a table holds what other workbooks said when formulas last looked there."""
    return _is_from_elsewhere(table) and re.match(OPEN_DOCUMENT, _get(table, "name")) is not None


class _Table:
    """Walks one table; `row` and `column` are the place of the cell at hand."""

    def __init__(self, table: Element, styles: Mapping[str, Style], links: re.Pattern[str]) -> None:
        self.table, self.styles, self.links, self.seen = table, styles, links, Details()
        self.defaults: dict[int, str] = {}
        self.row, self.column = 1, 1

    def details(self) -> Details:
        """Return what the table says beside the values."""
        for column in _deep(self.table, "table-column"):
            self._column(column)
        for row in _deep(self.table, "table-row"):
            repeated = _repeated(row, "number-rows-repeated")
            cells = [c for c in row if local(c) in ("table-cell", "covered-table-cell")]
            if any(_is_filled(c) for c in cells):
                self._refuse_sparse(repeated)
                for _ in range(repeated):
                    self._row(row, cells)
            else:
                if _get(row, "visibility") in ("collapse", "filter") and self.row + repeated < LAST_ROW:
                    self.seen.hidden_rows.update(range(self.row, self.row + repeated))
                self._asides(cells)
                self.row += repeated
        for shape in (e for shapes in self.table if local(shapes) == "shapes" for e in shapes):
            self.seen.remarks.append(((1, 1), _paragraphs(shape)))
        return self.seen

    def _refuse_sparse(self, repeated: int) -> None:
        if (self.row + repeated) * max(self.defaults, default=1) > LAST_ROW * 64 or repeated > AREA // 50:
            raise far(_get(self.table, "name"), (self.row + repeated - 1, max(self.defaults, default=1)))

    def _column(self, column: Element) -> None:
        repeated = min(_repeated(column, "number-columns-repeated"), LAST_COLUMN)
        numbers = range(self.column, self.column + repeated)
        if _get(column, "visibility") in ("collapse", "filter"):
            self.seen.hidden_columns.update(numbers)
        style = _get(column, "default-cell-style-name")
        if style and (self._font(style) or self._is_struck(style)):
            self.defaults.update(dict.fromkeys(numbers, style))
        self.column += repeated

    def _row(self, row: Element, cells: list[Element]) -> None:
        if _get(row, "visibility") in ("collapse", "filter"):
            self.seen.hidden_rows.add(self.row)
        self.column = 1
        for cell in cells:
            repeated = _repeated(cell, "number-columns-repeated")
            if self.column + repeated - 1 > LAST_COLUMN and _is_filled(cell):
                raise far(_get(self.table, "name"), (self.row, self.column + repeated - 1))
            for n in range(repeated if _is_filled(cell) else 0):
                self._cell(row, cell, (self.row, self.column + n))
            self._aside(cell)
            self.column += repeated
        self.row += 1

    def _asides(self, cells: list[Element]) -> None:
        self.column = 1
        for cell in cells:
            self._aside(cell)
            self.column += _repeated(cell, "number-columns-repeated")

    def _aside(self, cell: Element) -> None:
        """Note what hangs on a cell without being its value, and the range it is merged over."""
        for child in cell:
            if local(child) != "p":
                self.seen.remarks.append(((self.row, self.column), _paragraphs(child)))
        rows, columns = (_repeated(cell, f"number-{way}-spanned") for way in ("rows", "columns"))
        if rows * columns > 1:
            self.seen.merged.append((self.row, self.column, self.row + rows - 1, self.column + columns - 1))

    def _cell(self, row: Element, cell: Element, position: Position) -> None:
        fault, text = _fault(cell), _text(cell)
        if fault:
            self.seen.faults[position] = fault
        self.seen.counted += bool(fault or text.strip() or _get(cell, "value-type") not in ("", "string"))
        if self.links.search(_get(cell, "formula")):
            self.seen.linked.add(position)
        style = _get(cell, "style-name") or _get(row, "default-cell-style-name") or self.defaults.get(position[1], "")
        if font := self._font(style):
            self.seen.fonts[position] = font
        if self._is_struck(style):
            self.seen.struck.add(position)
        runs = [run for p in cell if local(p) == "p" for run in self._runs(p, None)]
        if any(encoding_of(run_font) for run_font, _ in runs) and "".join(t for _, t in runs) == text:
            self.seen.runs[position] = runs

    def _runs(self, element: Element, font: str | None) -> Iterator[Run]:
        yield font, element.text or ""
        for child in element:
            if local(child) == "span":
                yield from self._runs(child, self._font(_get(child, "style-name")) or font)
            else:
                yield font, _plain(child)
            yield font, child.tail or ""

    def _font(self, name: str) -> str | None:
        """The legacy font of a style or of the styles it is made from."""
        style = self.styles.get(name)
        if style is None:
            return None
        font = style.font or (self._font(style.parent) if style.parent and style.parent != name else None)
        return font if encoding_of(font) else None

    def _is_struck(self, name: str) -> bool:
        style = self.styles.get(name)
        if style is None or style.struck or not style.parent or style.parent == name:
            return style is not None and style.struck
        return self._is_struck(style.parent)


def _styles(package: Package, content: Element) -> Iterator[tuple[str, Style]]:
    roots = [parsed(package.read("styles.xml"))] if "styles.xml" in package else []
    for root in (*roots, content):
        faces = {_get(e, "name"): _get(e, "font-family").strip("'") for e in root.iter() if local(e) == "font-face"}
        for element in (e for e in root.iter() if local(e) == "style"):
            given = {key.rpartition("}")[2]: value for e in element for key, value in e.attrib.items()}
            font = given.get("font-family", "").strip("'") or faces.get(given.get("font-name", ""))
            struck = given.get("text-line-through-style", "none") != "none"
            style = Style(font or None, struck, given.get("display") == "false", _get(element, "parent-style-name"))
            yield _get(element, "name"), style


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _repeated(element: Element, name: str) -> int:
    text = _get(element, name)
    return max(1, int(text)) if text.isdigit() else 1


def _deep(table: Element, name: str) -> Iterator[Element]:
    """Rows or columns of a table, inside groups and headers too, but not of tables inside its cells."""
    for child in table:
        if local(child) == name:
            yield child
        elif local(child) not in ("table-row", "shapes"):
            yield from _deep(child, name)


def _is_filled(cell: Element) -> bool:
    return bool(_get(cell, "value-type") or _get(cell, "formula") or _text(cell).strip())


def _fault(cell: Element) -> Fault | None:
    text = _text(cell).strip()
    if text.startswith(ERROR_TEXT) and (
        any(k.endswith("value-type") and v == "error" for k, v in cell.attrib.items())
        or (_get(cell, "formula") and not _get(cell, "value"))
    ):
        return Fault(text, "error")
    return NO_RESULT if _get(cell, "formula") and not _has_result(cell) else None


def _has_result(cell: Element) -> bool:
    """Whether a formula was calculated; of one whose result is an empty text LibreOffice writes an empty paragraph."""
    return bool(_get(cell, "value-type")) or any(local(e) == "p" for e in cell)


def _text(cell: Element) -> str:
    shown = "\n".join(_plain(p) for p in cell if local(p) == "p")
    return shown or _get(cell, "string-value")


def _plain(element: Element) -> str:
    """The text of a paragraph; spaces, tabs and line breaks are elements of their own."""
    if local(element) in ("s", "tab", "line-break"):
        return {"s": " " * _repeated(element, "c"), "tab": "\t"}.get(local(element), "\n")
    inside = [(_plain(e) if local(e) not in ASIDE else "") + (e.tail or "") for e in element]
    return (element.text or "") + "".join(inside)


def _paragraphs(element: Element) -> str:
    return "\n".join(_plain(p) for p in element.iter() if local(p) == "p")

"""One published table on one sheet of an Excel workbook.

    A1  ← Mục lục
    A2  T6. Title                      over the width of the table
    A3  SỐ LIỆU MINH HỌA               only for the sample
    A4               Đơn vị tính: đồng
    A5  header                         a real Excel table: header and data rows only, so that it sorts and sums rightly
    ..  data
    ..  sums of parts, totals          below it, in bold
    ..  notes, legend, coverage, source

A zero is the number 0 shown as "-"; a figure not known is the text "…" and one that cannot be is "x", so that a formula
over them fails or skips them, and never counts them as zero. Does not belong here: which sheets there are (`workbook`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from danvan.books import Book, Page
from danvan.publish.columns import LABEL, ColumnSpec, decimals
from danvan.publish.table import EMPTY, SAMPLE, PublishedTable, Role

CONTENTS = "Mục lục"
TITLE, MARK, UNIT_LINE, HEADER = 1, 2, 3, 4  # rows, from 0
NARROWEST, WIDEST, LEAST_TOTAL = 7, 44, 72  # widths in units of Excel
ARROW = 2.5  # of the filter
LINE = 15.75  # points
PER_WIDTH = 1.12  # letters of Times New Roman 12 in one unit of width
PAGE = {"portrait": (92, 46), "landscape": (138, 30)}  # units of width and lines on a page of A4
SHRINK = 1.4  # a table that needs no more than this much of a page is made to fit it
FORMATS = {
    "count": '#,##0;-#,##0;"-"',
    "money": '#,##0;-#,##0;"-"',
    "percent": "0.0%",
    "points": "0.0",
    "year": "0",
    "date": "dd/mm/yyyy",
}
MOST = {"decimal": 2, "tenths": 1}  # decimals of a column whose numbers have as many as they need
DECIMALS = ('#,##0;-#,##0;"-"', "#,##0.0", "#,##0.00")
Cell = tuple[ColumnSpec, Any, str]  # value, and the mark that stands for it


@dataclass
class Styles:
    """The formats of one workbook, each made once."""

    workbook: Book

    def __post_init__(self) -> None:
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **said: Any) -> Any:
        """A format; the same words give the same one."""
        key = tuple(sorted(said.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"font_name": "Times New Roman", "font_size": 12, **said})
        return self.made[key]


@dataclass(frozen=True)
class Grid:
    """A table laid out for a sheet: the part a row belongs to becomes a column, sums come below."""

    table: PublishedTable

    @cached_property
    def columns(self) -> list[ColumnSpec]:
        """The columns of the sheet; one for the part where the table has parts."""
        part = [ColumnSpec("part", self.table.block_label or "Khối")] if "block" in self.table.roles else []
        return [*part, *self.table.columns]

    @cached_property
    def headings(self) -> list[str]:
        """Column names as Excel wants them: none empty, none twice whatever the case."""
        names: list[str] = []
        for column in self.columns:
            heading, number = self.table.heading(column).strip() or "Cột", 1
            name = heading
            while name.casefold() in (other.casefold() for other in names):
                number += 1
                name = f"{heading} ({number})"
            names.append(name)
        return names

    def rows(self, *roles: Role) -> list[list[Cell]]:
        """The rows of some roles in order; a data row with the part it belongs to, a sum with its own label there."""
        part, found = "", []
        for row, role in enumerate(self.table.roles):
            cells = [(c, self.table.value(row, c), self.table.mark(row, c)) for c in self.table.columns]
            if role == "block":
                part = next((str(value) for column, value, _ in cells if column.name == LABEL), "")
            if role in roles:
                found.append(self._with_part(cells, part if role == "data" else "Cộng"))
        return found

    def _with_part(self, cells: list[Cell], part: str) -> list[Cell]:
        return cells if len(self.columns) == len(cells) else [(self.columns[0], part, ""), *cells]

    @cached_property
    def widths(self) -> list[float]:
        """Widths of the columns in characters; what a narrow table leaves over is for headings to stand in two lines,
        then for the label.
        """
        widths = [self._width(at) for at in range(len(self.columns))]
        spare = LEAST_TOTAL - sum(widths)
        if spare <= 0:
            return widths
        wanted = [max(0, len(said) / 2 + ARROW - width) for said, width in zip(self.headings, widths, strict=True)]
        given = min(1, spare / (sum(wanted) or 1))
        widths = [width + given * more for width, more in zip(widths, wanted, strict=True)]
        label = next((at for at, column in enumerate(self.columns) if column.name == LABEL), 0)
        widths[label] += LEAST_TOTAL - sum(widths)
        return widths

    def _width(self, at: int) -> float:
        texts = [_text(row[at]) for row in self.rows("data", "block", "total")]
        word = max((len(word) for word in self.headings[at].split()), default=0) + ARROW
        return min(max([NARROWEST, word, *(1.1 * len(text) + 2.5 for text in texts)]), WIDEST)

    @property
    def wide(self) -> float:
        """The width of the whole table in characters."""
        return sum(self.widths)


def _text(cell: Cell) -> str:
    """About what a cell shows, to measure it."""
    column, value, mark = cell
    if mark or value is None:
        return mark
    return f"{value:,.{decimals(float(value))}f}" if column.numeric and column.format != "year" else str(value)


def write_sheet(sheet: Page, table: PublishedTable, styles: Styles, name: str, stamp: str = "") -> None:
    """Write `table` on an empty sheet; `name` is what formulas call its Excel table, `stamp` stands above it."""
    grid = Grid(table)
    last = len(grid.columns) - 1
    for at, width in enumerate(grid.widths):
        sheet.set_column(at, at, width)
    _head(sheet, table, styles, grid, stamp)
    data, sums = grid.rows("data"), grid.rows("block", "total")
    below = HEADER + 1
    for row in data:
        below = _row(sheet, below, row, styles, grid)
    if data:
        columns = [{"header": heading, "header_format": _header(styles)} for heading in grid.headings]
        sheet.add_table(HEADER, 0, below - 1, last, name=name, columns=columns, style=None)
    else:
        _line(sheet, below, EMPTY, styles.get(italic=True), grid)
        below += 1
    for row in sums:
        below = _row(sheet, below, row, styles, grid, bold=True)
    for line in table.footer:
        _line(sheet, below, line, styles.get(font_size=11, text_wrap=True, valign="top"), grid, larger=0.93)
        below += 1
    _print(sheet, table, grid, below - 1, stamp)


def _head(sheet: Page, table: PublishedTable, styles: Styles, grid: Grid, stamp: str) -> None:
    sheet.write_url(0, 0, f"internal:'{CONTENTS}'!A1", styles.get(underline=1, font_color="#0B4F8A"), f"← {CONTENTS}")
    title = styles.get(bold=True, font_size=13, text_wrap=True, valign="vcenter")
    _line(sheet, TITLE, f"{table.id}. {table.title}", title, grid, larger=1.15)
    if marks := stamped(stamp, sample=table.sample):
        sheet.write_string(MARK, 0, marks, styles.get(bold=True, font_color="#8A1C12"))
    if table.unit_line:
        unit = f"Đơn vị tính: {table.unit_line}"
        _line(sheet, UNIT_LINE, unit, styles.get(italic=True, align="right"), grid)
    for at, heading in enumerate(grid.headings):
        sheet.write_string(HEADER, at, heading, _header(styles))
    sheet.set_row(HEADER, LINE * _lines(zip(grid.headings, grid.widths, strict=True), arrow=1.5) + 3)


def stamped(stamp: str, *, sample: bool) -> str:
    """What stands above a sheet: that it is a draft, that its data are made up."""
    return " · ".join(filter(None, (stamp, SAMPLE if sample else "")))


def _header(styles: Styles) -> Any:
    return styles.get(bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#EEF1F4")


def _lines(texts: Iterator[tuple[str, float]] | Sequence[tuple[str, float]], arrow: float = 0) -> int:
    """How many lines the longest of some texts takes in its width."""
    return max((wrapped(text, width - arrow) for text, width in texts), default=1)


def wrapped(text: str, width: float) -> int:
    """Lines of a text broken between words in a column of `width`."""
    width *= PER_WIDTH
    lines, room = 1, width
    for word in text.split():
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        lines += ceil(len(word) / width) - 1
        room -= len(word) + 1
    return lines


def _line(sheet: Page, row: int, text: str, style: Any, grid: Grid, larger: float = 1.0) -> None:
    """Write a line of text over the width of the table, as high as it needs."""
    if len(grid.columns) > 1:
        sheet.merge_range(row, 0, row, len(grid.columns) - 1, "", style)
    sheet.write_string(row, 0, text, style)
    sheet.set_row(row, LINE * larger * wrapped(text, grid.wide / larger))


def _row(sheet: Page, at: int, cells: list[Cell], styles: Styles, grid: Grid, *, bold: bool = False) -> int:
    """Write one row of the table; return the row after it."""
    for column, cell in enumerate(cells):
        _cell(sheet, at, column, cell, styles, {"border": 1, "valign": "top", **({"bold": True} if bold else {})})
    texts = [(_text(cell), width) for cell, width in zip(cells, grid.widths, strict=True) if not cell[0].numeric]
    sheet.set_row(at, LINE * _lines(texts))
    return at + 1


def _cell(sheet: Page, row: int, at: int, cell: Cell, styles: Styles, said: dict[str, Any]) -> None:
    column, value, mark = cell
    if column.numeric and value is None and not mark:
        sheet.write_blank(row, at, None, styles.get(**said))
    elif column.numeric and value is None:
        sheet.write_string(row, at, mark, styles.get(align="right", **said))
    elif column.numeric:
        most = MOST.get(column.format)
        shown = DECIMALS[decimals(float(value), most)] if most else FORMATS[column.format]
        sheet.write_number(row, at, value, styles.get(num_format=shown, align="right", **said))
    elif column.format == "date" and value is not None:
        sheet.write_datetime(row, at, value, styles.get(num_format=FORMATS["date"], align="center", **said))
    elif column.name == LABEL and column.label.startswith("Năm") and str(value).isdecimal():
        sheet.write_number(row, at, int(value), styles.get(num_format=FORMATS["year"], indent=1, align="left", **said))
    elif column.name == "order" and value:
        sheet.write_number(row, at, int(value), styles.get(align="center", **said))
    elif mark or value:
        sheet.write_string(row, at, mark or value, styles.get(text_wrap=True, indent=1, **said))
    else:
        sheet.write_blank(row, at, None, styles.get(**said))


def _print(sheet: Page, table: PublishedTable, grid: Grid, last_row: int, stamp: str) -> None:
    """A4, as wide as one page, header on each page, page numbers; panes frozen at the first figures."""
    sheet.set_paper(9)
    shrunk = {way: max(grid.wide / width, (last_row + 3) / lines) for way, (width, lines) in PAGE.items()}
    whole = min(shrunk.values()) <= SHRINK
    if shrunk["portrait"] > 1 and (shrunk["landscape"] < shrunk["portrait"] or not whole):
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if whole else 0)
    sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
    sheet.repeat_rows(HEADER)
    sheet.print_area(TITLE, 0, last_row, len(grid.columns) - 1)
    marks = stamped(stamp, sample=table.sample)
    sheet.set_footer(f"&L{table.id}{' · ' + marks if marks else ''}&RTrang &P/&N")
    label = next((at for at, column in enumerate(grid.columns) if column.name == LABEL), 0)
    sheet.freeze_panes(HEADER + 1, label + 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

"""Draws one table of the form on a sheet of the blank workbook.

                                Đơn vị tính: đồng      unit line, where the table holds money
STT | Tên công trình | Nhân dân đóng góp     | ...     header of one or more rows
    |                | Tiền  | Hiện vật ...  |
 A  |       B        |   1   |      2        |         column marks
 1  | Mương Đồng Lớn |  ...                            rows with content, then empty ones
    | Tổng số        |  ...                            where columns add
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from danvan.declared.form import Column, Table
from danvan.intake.template import entry, widths
from danvan.intake.template.edition import Edition, Head
from danvan.intake.template.paper import Paper

Row = Mapping[str, entry.Value]

TOTAL = "Tổng số"
EMPTY_ROWS, EMPTY_ROWS_STACKED, SPARE_ROWS = 15, 6, 5
# What the form itself says in the rows of B3.
SAID_BY_FORM = ("row", "label", "unit")


def rows_of(table: Table, edition: Edition, given: Sequence[Row]) -> list[Row]:
    """The rows with content; a table of fixed rows has each row that the unit has in the year, filled or not."""
    if table.layout != "indicators":
        return list(given)
    by_code = {row["indicator"]: row for row in given}
    return [{"row": i.row, "label": i.label, "unit": i.unit, **by_code.get(i.code, {})} for i in edition.indicators]


def is_fixed(table: Table, column: Column | None) -> bool:
    """Whether the form itself says what stands in the column."""
    return table.layout == "indicators" and column is not None and column.name in SAID_BY_FORM


def draw_header(paper: Paper, row: int, table: Table, heads: Sequence[Head]) -> int:
    """Draw unit line, header and column marks."""
    if table.unit_line:
        style = paper.styles(italic=True, align="right")
        entry.write(paper.sheet, row, len(heads) - 1, f"Đơn vị tính: {table.unit_line}", style)
        row += 1
    depth = max(len(h.path) for h in heads)
    for level, first, last, label, leaf in _labels(heads):
        bottom = row + (depth - 1 if leaf else level)
        paper.span(row + level, first, last, label, paper.styles.header(), bottom)
    for level, count in enumerate(_header_lines(paper, heads, depth)):
        paper.sheet.set_row(row + level, widths.height(count))
    marks = paper.styles.cell(locked=True, italic=True, align="center", font_size=10)
    for column, head in enumerate(heads):
        entry.write(paper.sheet, row + depth, column, head.mark, marks)
    return row + depth + 1


def _labels(heads: Sequence[Head]) -> Iterator[tuple[int, int, int, str, bool]]:
    """Each header cell once: its level, first and last column, label, and whether nothing stands below it."""
    for level in range(max(len(h.path) for h in heads)):
        deep = [(place, h.path) for place, h in enumerate(heads) if len(h.path) > level]
        for path, group in groupby(deep, key=lambda item: item[1][: level + 1]):
            found = list(group)
            yield level, found[0][0], found[-1][0], path[-1], found[0][1] == path


def _header_lines(paper: Paper, heads: Sequence[Head], depth: int) -> list[int]:
    """How many lines each row of the header takes; a label merged downwards shares those of all rows under it."""
    counts = [1] * depth
    tall = 1
    for level, first, last, label, leaf in _labels(heads):
        needed = widths.lines(label, paper.width(first, last) - widths.PADDING, widths.BOLD)
        if leaf and level + 1 < depth:
            tall = max(tall, needed)
        else:
            counts[level] = max(counts[level], needed)
    return [*counts[:-1], max(counts[-1], tall - sum(counts[:-1]))]


def draw_body(paper: Paper, top: int, table: Table, heads: Sequence[Head], rows: Sequence[Row], stacked: bool) -> int:
    """Draw the rows with content, empty ones after them, and the total row where columns add."""
    bottom = top + _room(table, len(rows), stacked) - 1
    for place, head in enumerate(heads):
        _draw_column(paper, range(top, bottom + 1), place, table, head, rows)
    for row, given in enumerate(rows, start=top):
        if (count := _lines(paper, heads, given)) > 1:
            paper.sheet.set_row(row, widths.height(count))
    if not any(h.column and h.column.adds == "sum" for h in heads):
        return bottom + 1
    for place, head in enumerate(heads):
        _draw_total(paper, top, bottom, place, head, rows)
    return bottom + 2


def _room(table: Table, filled: int, stacked: bool) -> int:
    if table.layout == "indicators":
        return filled
    if table.one_row:
        return max(1, filled)
    return max(filled + SPARE_ROWS, EMPTY_ROWS_STACKED if stacked else EMPTY_ROWS)


def _draw_column(paper: Paper, span: range, place: int, table: Table, head: Head, rows: Sequence[Row]) -> None:
    fixed = is_fixed(table, head.column)
    look = entry.look(head.column) if head.column else {"align": "center"}
    for offset, row in enumerate(span):
        value = _value(head.column, offset, rows) if offset < len(rows) else None
        told = None if fixed or head.column is None else value
        entry.write(paper.sheet, row, place, value, paper.cell(told, locked=fixed, **look))
    if head.column and not fixed:
        accept(paper, span.start, span.stop - 1, place, head.column)


def _lines(paper: Paper, heads: Sequence[Head], given: Row) -> int:
    """How many lines a row takes; only rows of several get a height, and Excel fits the others as they are filled."""
    texts = (str(entry.shown(given.get(h.column.name), h.column) or "") if h.column else "" for h in heads)
    return max(widths.lines(text, width) for text, width in zip(texts, paper.column_widths, strict=False))


def _value(column: Column | None, offset: int, rows: Sequence[Row]) -> entry.Value:
    return entry.shown(rows[offset].get(column.name), column) if column else offset + 1


def accept(paper: Paper, top: int, bottom: int, place: int, column: Column) -> None:
    """Tell the cells from `top` to `bottom` what they accept, and to show the fraction of a number that has one."""
    if options := entry.validation(column, paper.edition.year, paper.lists):
        paper.sheet.data_validation(top, place, bottom, place, options)
    if column.type == "decimal":
        cell = xl_rowcol_to_cell(top, place)
        criteria = f"=IF(ISNUMBER({cell}),INT({cell})<>{cell},FALSE)"
        fraction = paper.styles(num_format=entry.FRACTION)
        paper.sheet.conditional_format(
            top, place, bottom + 1, place, {"type": "formula", "criteria": criteria, "format": fraction}
        )


def _draw_total(paper: Paper, top: int, bottom: int, place: int, head: Head, rows: Sequence[Row]) -> None:
    """Write one cell of the total row; a total over nothing is empty, never zero."""
    row = bottom + 1
    if head.column is None or head.column.adds != "sum":
        text = TOTAL if place == 1 else None
        entry.write(paper.sheet, row, place, text, paper.styles.cell(locked=True, bold=True))
        return
    cells = xl_range(top, place, bottom, place)
    style = paper.styles.cell(locked=True, bold=True, **entry.look(head.column))
    # XlsxWriter gives an empty text no type, so that readers take the formula for one without a result.
    total = total_of(rows, head.column)
    result = " " if total is None else total
    paper.sheet.write_formula(row, place, f'=IF(COUNT({cells})=0,"",SUM({cells}))', style, result)


def total_of(rows: Sequence[Row], column: Column) -> int | float | None:
    """What Excel will add up: numbers only; None where there are none, or where the column does not add."""
    values = [row.get(column.name) for row in rows] if column.adds == "sum" else []
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    return sum(numbers) if numbers else None

"""Draws the sheets of the blank workbook that people see, after the statistical forms of Circular 02/2023/TT-BNV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan.declared.form import Table
from danvan.intake.template import entry, guide, widths
from danvan.intake.template.edition import Head
from danvan.intake.template.paper import GREY, RED, Paper, draw_signatures, draw_top, set_up
from danvan.intake.template.table import Row, accept, draw_body, draw_header, is_fixed, total_of

Content = Mapping[str, Sequence[Row]]

GUIDE_WIDTHS = (widths.PORTRAIT - widths.PADDING,)
FIELD_WIDTHS = (32.0, widths.PORTRAIT - 32 - 2 * widths.PADDING)
FARTHEST_HELD = 2
NOT_REAL = "{mark} - không phải số liệu thật"


def draw_guide(paper: Paper) -> None:
    """Draw the clerk's page: lines of text in one column."""
    set_up(paper)
    top = paper.line(0, guide.TITLE, widths.UPPER, bold=True, font_size=14) + 1
    style = paper.styles(text_wrap=True, valign="top")
    for row, text in enumerate(guide.lines(paper.edition), start=top):
        entry.write(paper.sheet, row, 0, text, style)
        paper.sheet.set_row(row, widths.height(widths.lines(text, paper.column_widths[0])) + 4)


def draw_fields(paper: Paper, table: Table, given: Row) -> None:
    """Draw a sheet of labelled values (B0)."""
    set_up(paper)
    row = draw_top(paper, table.form, table.title)
    if paper.edition.sample:
        text = NOT_REAL.format(mark=paper.edition.form.words.sample_mark)
        row = paper.line(row, text, bold=True, font_color=RED)
    if paper.edition.prefilled:
        row = paper.line(row, guide.known(paper.edition), italic=True)
    for offset, head in enumerate(paper.edition.heads(table), start=1):
        _draw_field(paper, row + offset, head, given)


def _draw_field(paper: Paper, row: int, head: Head, given: Row) -> None:
    column = head.column
    assert column is not None  # a sheet of fields has no running numbers
    label = paper.styles.cell(locked=True, bold=True, bg_color=GREY)
    entry.write(paper.sheet, row, 0, head.path[-1], label)
    value = entry.shown(given.get(column.name), column)
    entry.write(paper.sheet, row, 1, value, paper.cell(value, **{**entry.look(column), "align": "left"}))
    paper.sheet.set_row(row, widths.height(widths.lines(str(value or ""), paper.column_widths[1])) + 2)
    accept(paper, row, row, 1, column)


def sheet_widths(heads: Mapping[str, Sequence[Head]], rows: Content, tables: Sequence[Table]) -> tuple[float, ...]:
    """The widths of a sheet's columns; tables under one another share them."""
    columns: list[list[float]] = []
    words: list[bool] = []
    for table in tables:
        for place, head in enumerate(heads[table.name]):
            if place == len(columns):
                columns.append([])
                words.append(False)
            columns[place].append(_width(table, head, rows[table.name]))
            words[place] |= head.column is not None and head.column.type in ("text", "choice")
    return widths.stretched([max(c) for c in columns], words)


def _width(table: Table, head: Head, rows: Sequence[Row]) -> float:
    if head.column is None:
        return widths.natural(head, ())
    values = [row.get(head.column.name) for row in rows]
    if is_fixed(table, head.column):
        return widths.fixed([head.path[-1], *map(str, values)])
    return widths.natural(head, [*values, total_of(rows, head.column)])


def draw_tables(
    paper: Paper, tables: Sequence[Table], heads: Mapping[str, Sequence[Head]], rows: Content, prefilled: bool
) -> None:
    """Draw a sheet of one table, or of several under one another (B5); `prefilled` ones ask the clerk to look."""
    set_up(paper)
    stacked = len(tables) > 1
    form, _, name = tables[0].sheet.partition(" ")
    row = draw_top(paper, form, name if stacked else tables[0].title)
    row = paper.line(row, guide.LOOK_OVER, italic=True) + 1 if prefilled else row + 1
    for table in tables:
        if stacked:
            paper.span(row, 0, paper.face, table.title, paper.styles(bold=True))
            row += 1
        top = draw_header(paper, row, table, heads[table.name])
        if not stacked:
            _hold(paper, row, top)
        row = draw_body(paper, top, table, heads[table.name], rows[table.name], stacked) + 1
    draw_signatures(paper, row)


def held_columns(table: Table, heads: Sequence[Head]) -> int:
    """How many columns stay in sight on the screen and on each printed page: up to the item, where it is near."""
    item = next(place for place, head in enumerate(heads) if head.column == table.item)
    return item + 1 if item <= FARTHEST_HELD else 1


def _hold(paper: Paper, first: int, top: int) -> None:
    """Keep header and first columns in sight on the screen; repeat them on each printed page."""
    paper.sheet.freeze_panes(top, paper.held)
    paper.sheet.repeat_rows(first, top - 1)
    if widths.pages_across(paper.column_widths) > 1:
        paper.sheet.repeat_columns(0, paper.held - 1)
        paper.sheet.print_across()

"""Reads indicators that stand in columns: each row holds one kind of figures, named by its words, or this year's alone.

Does not belong here: indicators in rows (`figures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan.declared.form import Column, Form, Indicator
from danvan.intake.blocks import Block
from danvan.intake.counted import converted, unit_over
from danvan.intake.headers import header_words, with_years
from danvan.intake.ledger import DataRow
from danvan.intake.sheet import Sheet, text_of
from danvan.intake.submission import Figure
from danvan.intake.values import BLANK, Context, Reading, as_count, read
from danvan.problems import Place, Problem, problem

COUNTED = "actual"


def read_across(
    sheet: Sheet, block: Block, data: Sequence[DataRow], form: Form, year: int, unit_type: str
) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of a block with the indicators in its columns, and the findings."""
    found = list(_foreign(sheet, block, form))
    rows: dict[str, DataRow] = {}
    for row in data:
        meaning = _meaning(sheet, block, row, form, year) or (COUNTED if len(data) == 1 else None)
        if meaning is None or meaning in rows:
            found.append(problem("Đ38", sheet.row(row.row)))
        else:
            rows[meaning] = row
    figures = [
        figure
        for name, row in rows.items()
        for indicator in form.indicators
        for figure in [_figure(sheet, block, indicator, name, row, form, (year, unit_type), found)]
    ]
    return figures, found


def not_of_the_year(indicator: Indicator, year: int, reading: Reading, place: Place) -> Problem | None:
    """Đ63: a figure for an indicator that the form of `year` does not have; it is told and not used."""
    if reading.state != "value" or indicator.valid_in(year):
        return None
    return problem("Đ63", place, year=year, label=indicator.label, value=reading.value)


def _meaning(sheet: Sheet, block: Block, row: DataRow, form: Form, year: int) -> str | None:
    """Which figures a row holds, by the words that stand in it beside the indicators: "Thực hiện", "Kế hoạch", 2021."""
    words = with_years(header_words(form), year)
    beside = [c for r, c in sheet.cells if r == row.row and c not in block.across]
    said = (words.meaning((text_of(sheet.cells[row.row, c]),)).get("indicators") for c in sorted(beside))
    return next((name for name in said if name), None)


def _context(block: Block, sheet_column: int, column: Column, form: Form) -> Context:
    """The context of a column whose header may state a unit of its own: "Dân số (nghìn người)"."""
    said = unit_over(block.paths.get(sheet_column, ()), column, form)
    measure = converted(said, column, form) if said else None
    return Context(measure=measure, foreign=said is not None and measure is None)


def _foreign(sheet: Sheet, block: Block, form: Form) -> Iterator[Problem]:
    """Đ70: the columns whose header states a unit that the indicator cannot be counted in."""
    for sheet_column, code in block.across.items():
        column = as_count(form.table("indicators").column(COUNTED), form.indicator(code))
        if _context(block, sheet_column, column, form).foreign:
            row = max(r for r in block.header_rows if r == block.first or (r, sheet_column) in sheet.cells)
            said = unit_over(block.paths[sheet_column], column, form)
            words = {"unit": said.name if said else "", "label": column.label, "wanted": column.unit}
            yield problem("Đ70", sheet.place((row, sheet_column)), **words)


def _figure(
    sheet: Sheet,
    block: Block,
    indicator: Indicator,
    name: str,
    row: DataRow,
    form: Form,
    of: tuple[int, str],
    found: list[Problem],
) -> Figure:
    position = row.cells.get(indicator.code)
    column = as_count(form.table("indicators").column(name), indicator)
    context = _context(block, position[1], column, form) if position else Context()
    reading = read(column, sheet.cells.get(position), form, context) if position else BLANK
    place = sheet.place(position) if position else Place(sheet.name, row.row)
    found += [problem(code, place, **words) for code, words in reading.found]
    if not_used := not_of_the_year(indicator, of[0], reading, place):
        found.append(not_used)
        reading = BLANK
    state = "not_applicable" if reading.state == "blank" and not indicator.applies(*of) else reading.state
    value = float(reading.value) if isinstance(reading.value, int | float) else None
    return Figure(indicator.code, name, value, state, place.said or "", sheet.name, row.row, place.cell)

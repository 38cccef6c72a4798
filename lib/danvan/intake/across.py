"""Reads indicators that stand in columns: each row holds one kind of figures, named by its words, or this year's alone.

Does not belong here: indicators in rows (`figures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan.declared.form import Column, Form, Indicator
from danvan.intake.asides import told_rows
from danvan.intake.blocks import Block
from danvan.intake.counted import converted, unit_over
from danvan.intake.headers import header_words, with_years
from danvan.intake.ledger import DataRow, SheetRoles, TotalRow
from danvan.intake.reading import BLANK, Context, Reading
from danvan.intake.sheet import Sheet, text_of
from danvan.intake.shown import problems_of_format, value_shown
from danvan.intake.submission import RESTATED, Figure
from danvan.intake.surroundings import Surroundings, unknown_columns
from danvan.intake.values import as_count, read
from danvan.intake.words import starts_with
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.text import clean, fold

COLUMNS = ("plan", "actual", "same_period_last_year", "cumulative")
COUNTED = "actual"


def read_across(
    sheet: Sheet, block: Block, roles: SheetRoles, number: int, form: Form, year: int, unit_type: str
) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of a block with the indicators in its columns, and the findings."""
    data = roles.rows[number]
    found = [*_foreign(sheet, block, form), *told_rows(sheet, block, roles.told[number])]
    found += unknown_columns(Surroundings(sheet, block, form, year, {}), roles)
    rows: dict[str | int, DataRow] = {}
    others: list[DataRow] = []
    for row in data:
        meaning = _meaning(sheet, block, row, form, year) or (COUNTED if len(data) == 1 else None)
        if meaning is None or meaning in rows:
            others.append(row)
        else:
            rows[meaning] = row
    total = next((t for t in roles.totals[number] if t.grand), None)
    if others and total and COUNTED not in rows:
        rows[COUNTED] = DataRow(total.row, total.cells)
        found.append(problem("Đ88", sheet.row(others[0].row), total=total.row))
        found += _unequal(sheet, others, total, form)
    else:
        found += [p for row in others for p in _of_a_part(sheet, block, row, form, whole=COUNTED in rows)]
    figures = [
        figure
        for meant, row in rows.items()
        for indicator in form.indicators
        for figure in _figure(sheet, block, indicator, meant, row, form, (year, unit_type), found)
    ]
    return figures, found


def _of_a_part(sheet: Sheet, block: Block, row: DataRow, form: Form, whole: bool) -> Iterator[Problem]:
    """Đ88: a row of figures of a part of the unit, by its name, else Đ38; quarters may stand by the year."""
    beside = (v for c, v in sheet.line(row.row).items() if c not in block.across)
    name = next((clean(v) for v in beside if isinstance(v, str)), "")
    if not (whole and starts_with(fold(name), form.words.quarter)):
        place = sheet.row(row.row)
        yield problem("Đ88-apart", place, text=name) if name else problem("Đ38", place)


def _unequal(sheet: Sheet, parts: Sequence[DataRow], total: TotalRow, form: Form) -> Iterator[Problem]:
    """K04: a total that is not the sum of the rows above it, where the indicator adds up and all are numbers."""
    for code, position in total.cells.items():
        said = [sheet.cells.get(p) for p in (position, *(row.cells[code] for row in parts if code in row.cells))]
        numbers = [float(v) for v in said if isinstance(v, int | float) and not isinstance(v, bool)]
        stated, summed = numbers[:1], sum(numbers[1:])
        if len(numbers) == len(said) and form.indicator(code).over_units == "sum" and stated != [summed]:
            words = {"said_number": wording.number(stated[0]), "counted": wording.number(summed)}
            yield problem("K04", sheet.place(position), label=form.indicator(code).label, **words)


def not_of_the_year(indicator: Indicator, year: int, reading: Reading, place: Place) -> Problem | None:
    """Đ63: a figure for an indicator that the form of `year` does not have; it is told and not used."""
    if reading.state != "value" or indicator.valid_in(year):
        return None
    return problem("Đ63", place, year=year, label=indicator.label, value=reading.value)


def _meaning(sheet: Sheet, block: Block, row: DataRow, form: Form, year: int) -> str | int | None:
    """Which figures a row holds, by the words that stand in it beside the indicators: "Thực hiện", "Kế hoạch", 2021.

    A year before last is that year's, whose figures are restated.
    """
    words = with_years(header_words(form), year)
    said = [(text_of(v),) for c, v in sheet.line(row.row).items() if c not in block.across]
    meant = [name for path in said if (name := words.meaning(path).get("indicators")) in COLUMNS]
    return next(iter(meant), None) or next((y for path in said if (y := words.older_year(path))), None)


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
    meant: str | int,
    row: DataRow,
    form: Form,
    of: tuple[int, str],
    found: list[Problem],
) -> Iterator[Figure]:
    """The figure of one indicator in one row; of a year before last only where something stands."""
    year = meant if isinstance(meant, int) else None
    name = RESTATED if isinstance(meant, int) else meant
    position = row.cells.get(indicator.code)
    if position is None and year:
        return
    column = as_count(form.table("indicators").column(COUNTED if year else name), indicator)
    context = _context(block, position[1], column, form) if position else Context()
    reading = read(column, value_shown(sheet, position), form, context) if position else BLANK
    place = sheet.place(position) if position else Place(sheet.name, row.row)
    found += [problem(code, place, **words) for code, words in reading.found]
    found += problems_of_format(sheet, position) if position else ()
    if not_used := not_of_the_year(indicator, year or of[0], reading, place):
        found.append(not_used)
        if year:
            return
        reading = BLANK
    state = "not_applicable" if reading.state == "blank" and not year and not indicator.applies(*of) else reading.state
    value = float(reading.value) if isinstance(reading.value, int | float) else None
    yield Figure(indicator.code, name, value, state, place.said or "", sheet.name, row.row, place.cell, year)

"""Reads the fixed rows of B3: each declared indicator, found by its label or its code, in each of the block's columns.

An indicator that does not exist for the unit or year is not_applicable, one that was left out or left empty is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from danvan.declared.form import Form, Indicator
from danvan.intake import across
from danvan.intake.blocks import Block
from danvan.intake.ledger import DataRow, SheetRoles
from danvan.intake.proposals import propose
from danvan.intake.sheet import Sheet
from danvan.intake.submission import Figure
from danvan.intake.surroundings import Surroundings, cell_problems, missing_columns, surroundings_of, unknown_columns
from danvan.intake.values import BLANK, Reading, as_count, read
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.text import clean, fold

COLUMNS = ("plan", "actual", "same_period_last_year", "cumulative")
COUNTED = "actual"


def read_figures(
    sheet: Sheet, block: Block, roles: SheetRoles, number: int, form: Form, year: int, unit_type: str
) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of the block and the findings; one figure for each indicator and column of the form."""
    data = roles.rows[number]
    if block.across:
        return across.read_across(sheet, block, data, form, year, unit_type)
    around = surroundings_of(sheet, block, roles, data, form, year)
    found = [*missing_columns(around), *unknown_columns(around, roles)]
    rows: dict[str, DataRow] = {}
    for row in data:
        indicator, problems = _indicator(around, row)
        found += problems
        if indicator and indicator.code in rows:
            words = {"label": indicator.label, "other": rows[indicator.code].row}
            found.append(problem("Đ14", sheet.row(row.row), **words))
        elif indicator:
            rows[indicator.code] = row
    figures: list[Figure] = []
    for indicator in form.indicators:
        figures += _figures(around, indicator, rows.get(indicator.code), unit_type, found)
    return figures, found


def nothing(form: Form, year: int, unit_type: str) -> list[Figure]:
    """Return the figures of a B3 that the cover declares as having nothing: zero wherever the indicator applies."""
    return [
        Figure(i.code, COUNTED, 0.0, "zero", "không phát sinh", "", 0, None)
        if i.applies(year, unit_type)
        else Figure(i.code, COUNTED, None, "not_applicable", "", "", 0, None)
        for i in form.indicators
    ]


@cache
def _labels(form: Form) -> Mapping[str, Indicator]:
    return {fold(word): i for i in form.indicators for word in (i.label, *i.seen_as)}


def _indicator(around: Surroundings, row: DataRow) -> tuple[Indicator | None, list[Problem]]:
    """Return the indicator that a row is about: by its label to the tone mark, or by its code where it has no label."""
    label = around.value(row.cells.get("label"))
    if isinstance(label, str):
        indicator = _labels(around.form).get(fold(label))
        if indicator or not _has_figures(around, row):
            return indicator, []
        proposals = propose(label, [i.label for i in around.form.indicators])
        place = around.sheet.place(row.cells["label"])
        return None, [problem("Đ13", place, text=clean(label), proposals=proposals)]
    code = around.value(row.cells.get("row"))
    text = str(int(code)) if isinstance(code, float | int) else clean(str(code or ""))
    return next((i for i in around.form.indicators if i.row == text.zfill(2)), None), []


def _has_figures(around: Surroundings, row: DataRow) -> bool:
    return any(row.cells.get(name) in around.sheet.cells for name in COLUMNS if name in row.cells)


def _figures(
    around: Surroundings, indicator: Indicator, row: DataRow | None, unit_type: str, found: list[Problem]
) -> Iterator[Figure]:
    applies = indicator.applies(around.year, unit_type)
    if row is None and applies:
        place = Place(around.sheet.name)
        found.append(problem("Đ29", place, label=indicator.label, row_number=indicator.row))
    for name in COLUMNS:
        if around.block.column_of(name) is None:
            continue
        position = row.cells.get(name) if row else None
        reading = _read(around, indicator, name, row)
        found += cell_problems(around, position, reading)
        state = "not_applicable" if reading.state == "blank" and not applies else reading.state
        value = float(reading.value) if isinstance(reading.value, int | float) else None
        place = around.sheet.place(position) if position else Place(around.sheet.name, row.row if row else 0)
        yield Figure(
            indicator.code, name, value, state, place.said or "", around.sheet.name, place.row or 0, place.cell
        )


def _read(around: Surroundings, indicator: Indicator, name: str, row: DataRow | None) -> Reading:
    if row is None or name not in row.cells:
        return BLANK
    column = as_count(around.table.column(name), indicator)
    return read(column, around.value(row.cells[name]), around.form, around.contexts[name])

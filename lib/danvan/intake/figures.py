"""Reads the fixed rows of B3: each declared indicator, found by its label or its code, in each of the block's columns.

An indicator that does not exist for the unit or year is not_applicable, one that was left out or left empty is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from danvan.declared.form import Form, Indicator
from danvan.intake import across
from danvan.intake.asides import told_rows
from danvan.intake.blocks import Block
from danvan.intake.counted import converted, is_own, stated_unit
from danvan.intake.ledger import DataRow, SheetRoles
from danvan.intake.proposals import propose
from danvan.intake.reading import BLANK, Context, Reading, State
from danvan.intake.sheet import Sheet
from danvan.intake.submission import RESTATED, Figure
from danvan.intake.summed import COUNT_SAID
from danvan.intake.surroundings import (
    Surroundings,
    cell_problems,
    columns_aside,
    foreign_units,
    missing_columns,
    surroundings_of,
    unknown_columns,
)
from danvan.intake.values import as_count, read
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.text import clean, fold, undiacritic
from danvan.vietnamese.units import Unit

ORDINALS = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+\s+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-zĐđ])\s?[.)/–-]\s*|[-+*•–]\s*)"
)
COUNTED = across.COUNTED
COLUMNS = across.COLUMNS


def read_figures(
    sheet: Sheet, block: Block, roles: SheetRoles, number: int, form: Form, year: int, unit_type: str
) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of the block and the findings; one figure for each indicator and column of the form."""
    data = roles.rows[number]
    if block.across:
        return across.read_across(sheet, block, roles, number, form, year, unit_type)
    around = surroundings_of(sheet, block, roles, data, form, year)
    found = [
        *missing_columns(around),
        *unknown_columns(around, roles),
        *foreign_units(around),
        *columns_aside(around, data),
        *told_rows(sheet, block, roles.told[number]),
    ]
    rows: dict[str, DataRow] = {}
    for told in data:
        indicator, problems = _indicator(around, told)
        found += problems
        if indicator and indicator.code in rows:
            words = {"label": indicator.label, "other": rows[indicator.code].row}
            found.append(problem("Đ14", sheet.row(told.row), **words))
        elif indicator:
            rows[indicator.code] = told
    found += _contradicted(around, rows)
    figures: list[Figure] = []
    for indicator in form.indicators:
        row = rows.get(indicator.code)
        figures += _figures(around, indicator, row, unit_type, found)
        figures += _restated(around, indicator, row, found) if row else ()
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


@cache
def _labels_undiacritic(form: Form) -> Mapping[str, Indicator]:
    return undiacritic(_labels(form))


def _indicator(around: Surroundings, row: DataRow) -> tuple[Indicator | None, list[Problem]]:
    """Return the indicator that a row is about: by its label to the tone mark, or by its code where it has no label."""
    label = around.value(row.cells.get("label"))
    if isinstance(label, str):
        names = (fold(label), fold(ORDINALS.sub("", clean(label))))  # "1. Hội nghị", "a) Tổ hòa giải"
        if indicator := _meant(_labels(around.form), names):
            return indicator, []
        if indicator := _meant(_labels_undiacritic(around.form), names):
            place = around.sheet.place(row.cells["label"])
            return indicator, [problem("Đ80", place, text=clean(label), label=indicator.label)]
        if not _has_figures(around, row):
            return None, list(_said_in_label(around, row, label))
        proposals = propose(label, [i.label for i in around.form.indicators])
        place = around.sheet.place(row.cells["label"])
        return None, [problem("Đ13", place, text=clean(label), proposals=proposals)]
    return _coded(around, row), []


def _meant(labels: Mapping[str, Indicator], names: Iterable[str]) -> Indicator | None:
    return next((labels[name] for name in names if name in labels), None)


def _said_in_label(around: Surroundings, row: DataRow, label: str) -> Iterator[Problem]:
    """Đ86: a figure that stands with its label: "Tổ hòa giải: 7 tổ", "Tổ hòa giải (7 tổ)"."""
    said = COUNT_SAID.search(clean(label))
    if said and fold(clean(label)[: said.start()]) in _labels(around.form):
        yield problem("Đ86", around.sheet.place(row.cells["label"]), text=clean(label))


def _coded(around: Surroundings, row: DataRow) -> Indicator | None:
    """The indicator whose code stands in a row."""
    code = around.value(row.cells.get("row"))
    text = str(int(code)) if isinstance(code, float | int) else clean(str(code or ""))
    return next((i for i in around.form.indicators if i.row == text.zfill(2)), None)


def _contradicted(around: Surroundings, rows: Mapping[str, DataRow]) -> Iterator[Problem]:
    """Đ64: a code that is another figure's than the label; where most codes are, they are mere running numbers."""
    coded = {label: _coded(around, row) for label, row in rows.items()}
    others = {label: i for label, i in coded.items() if i and i.code != label}
    if 2 * len(others) > sum(i is not None for i in coded.values()):
        return
    for label, other in others.items():
        words = {"code": other.row, "coded": other.label, "label": around.form.indicator(label).label}
        yield problem("Đ64", around.sheet.place(rows[label].cells["row"]), **words)


def _has_figures(around: Surroundings, row: DataRow) -> bool:
    return any(row.cells.get(name) in around.sheet.cells for name in COLUMNS if name in row.cells)


def _figures(
    around: Surroundings, indicator: Indicator, row: DataRow | None, unit_type: str, found: list[Problem]
) -> Iterator[Figure]:
    applies = indicator.applies(around.year, unit_type)
    if row is None and applies:
        place = Place(around.sheet.name)
        found.append(problem("Đ29", place, label=indicator.label, row_number=indicator.row))
    stated = _stated(around, indicator, row) if row else None
    found += _foreign(around, indicator, row, stated) if row and stated else ()
    for name in COLUMNS:
        if around.block.column_of(name) is None:
            continue
        position = row.cells.get(name) if row else None
        reading = _read(around, indicator, name, row, stated)
        found += cell_problems(around, position, reading)
        place = around.sheet.place(position) if position else Place(around.sheet.name, row.row if row else 0)
        if not_used := across.not_of_the_year(indicator, around.year, reading, place):
            found.append(not_used)
            reading = BLANK
        state = "not_applicable" if reading.state == "blank" and not applies else reading.state
        yield _figure(indicator, name, reading, place, state)


def _restated(around: Surroundings, indicator: Indicator, row: DataRow, found: list[Problem]) -> Iterator[Figure]:
    """The figures of years before last that stand in the row: each of its own year, and only where something stands."""
    for sheet_column, year in around.block.older.items():
        position = (row.row, sheet_column)
        if position not in around.sheet.cells:
            continue
        context = _in_row(around, around.older[sheet_column], indicator, _stated(around, indicator, row))
        column = as_count(around.table.column(COUNTED), indicator)
        reading = read(column, around.shown(position), around.form, context)
        found += cell_problems(around, position, reading)
        place = around.sheet.place(position)
        if not_used := across.not_of_the_year(indicator, year, reading, place):
            found.append(not_used)
            continue
        yield _figure(indicator, RESTATED, reading, place, reading.state, year)


def _figure(
    indicator: Indicator, column: str, reading: Reading, place: Place, state: State, year: int | None = None
) -> Figure:
    value = float(reading.value) if isinstance(reading.value, int | float) else None
    said = place.said or ""
    return Figure(indicator.code, column, value, state, said, place.sheet or "", place.row or 0, place.cell, year)


def _read(around: Surroundings, indicator: Indicator, name: str, row: DataRow | None, stated: Unit | None) -> Reading:
    if row is None or name not in row.cells:
        return BLANK
    column = as_count(around.table.column(name), indicator)
    context = _in_row(around, around.contexts[name], indicator, stated)
    return read(column, around.shown(row.cells[name]), around.form, context)


def _in_row(around: Surroundings, context: Context, indicator: Indicator, said: Unit | None) -> Context:
    """The context of a figure whose row states a unit of its own, which may be thousands of the indicator's."""
    if said is None or context.foreign:
        return context
    measure = converted(said, as_count(around.table.column(COUNTED), indicator), around.form)
    return replace(context, measure=measure, foreign=measure is None)


def _stated(around: Surroundings, indicator: Indicator, row: DataRow) -> Unit | None:
    """The unit in a row's unit column, where it is another than the indicator's."""
    text = around.value(row.cells.get("unit"))
    said = stated_unit(text, around.form) if isinstance(text, str) else None
    own = as_count(around.table.column(COUNTED), indicator)
    return None if said is None or is_own(said, own, around.form) else said


def _foreign(around: Surroundings, indicator: Indicator, row: DataRow, said: Unit) -> Iterator[Problem]:
    """Đ70: a unit in the unit column that the indicator cannot be counted in."""
    if _has_figures(around, row):
        column = as_count(around.table.column(COUNTED), indicator)
        if converted(said, column, around.form) is None:
            words = {"unit": clean(str(around.value(row.cells["unit"]))), "label": indicator.label}
            yield problem("Đ70-row", around.sheet.place(row.cells["unit"]), **words, wanted=indicator.unit)

"""Totals that a table states: over which rows they stand, and whether their sums and counts are those of these rows.

Does not belong here: which rows are totals (`lines`, `walk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from danvan.declared.form import NUMERIC
from danvan.intake.counted import MEASURES
from danvan.intake.ledger import DataRow, TotalRow
from danvan.intake.sheet import Position
from danvan.intake.submission import Row
from danvan.intake.surroundings import Surroundings
from danvan.intake.values import read
from danvan.problems import Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import parse
from danvan.vietnamese.text import clean

TOLERANCE = 0.005
COUNT_SAID = re.compile(r"(?:(?:[:=(]|\bcó|\blà)\s*(?=\d)|\b(?:cộng|số)\s+(?=\d+\s+\D))([^()]*)\)?$", re.IGNORECASE)


def totals_of(
    data: Sequence[DataRow],
    totals: Sequence[TotalRow],
    groups: Mapping[int, Mapping[str, Position]],
    pages: Sequence[int],
) -> list[TotalRow]:
    """Give every total its rows: a grand total all of the block, one that stands above its rows those below it.

    The sums that a section states stand over its own rows. Under a header that comes again (`pages`) a grand total may
    also stand over the rows of its own page alone; a bare "Cộng", and any total that more rows or totals follow, over
    those since the total before.
    """
    given = [_with_rows(total, data, [t.row for t in totals], pages) for total in totals]
    under = {row: tuple(d.row for d in data if d.section and d.section[1][0] == row) for row in groups}
    return [*given, *(TotalRow(row, cells, under[row], False) for row, cells in groups.items() if under[row])]


def _with_rows(total: TotalRow, data: Sequence[DataRow], totals: list[int], pages: Sequence[int]) -> TotalRow:
    every = tuple(d.row for d in data)
    instead = tuple(rows for rows in _as_well(total, data, totals, pages) if rows)
    if total.grand:
        return replace(total, over=every, instead=instead)
    end = min((row for row in totals if row > total.row), default=None)
    below = tuple(row for row in every if row > total.row and (end is None or row < end))
    return replace(total, over=total.over or below, instead=instead if total.bare else ())


def _as_well(
    total: TotalRow, data: Sequence[DataRow], totals: list[int], pages: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """The other rows that a total may stand over: its page's, those since the total before, its section's, all."""
    every = tuple(d.row for d in data)
    before = max((row for row in totals if row < total.row), default=0)
    begin = max((row for row in pages if row < total.row), default=0)
    end = min((row for row in pages if row > total.row), default=None)
    yield tuple(row for row in every if begin < row and (end is None or row < end)) if pages else ()
    if total.bare or max((*every, *totals), default=0) > total.row:
        yield tuple(row for row in every if before < row < total.row)
    if total.bare:
        section = next((d.section for d in reversed(data) if d.row < total.row), None)
        yield tuple(d.row for d in data if section and d.section == section and d.row < total.row)
        yield every


def disagreeing_count(around: Surroundings, total: TotalRow, rows: Sequence[Row]) -> Iterator[Problem]:
    """K04: a total in words ("Tổng cộng: 12 mô hình", "Cộng | 12") that is not the number of its rows."""
    for position in _words_of(around, total):
        said = _count_said(around.value(position))
        counted = [sum(row.row in over for row in rows) for over in (total.over, *total.instead)]
        if said is not None and said not in counted:
            words = {"said_number": wording.number(said), "counted": max(counted, default=0), "label": "số dòng"}
            yield problem("K04", around.sheet.place(position), **words)


def _words_of(around: Surroundings, total: TotalRow) -> Iterable[Position]:
    """The cells of a total where no sums stand: under running numbers, and under the name of what a row is about."""
    columns = {*around.block.running, around.block.column_of(around.table.item.name)}
    texts = {p[1] for name, p in total.cells.items() if around.table.column(name).type == "text"}
    for column in sorted(c for c in columns | texts if c is not None):
        if (total.row, column) in around.sheet.cells:
            yield total.row, column


def _count_said(value: object) -> Decimal | None:
    """How many a cell of a total says there are; None where it says no number, or one of money or a measure."""
    if isinstance(value, int | float):
        return Decimal(repr(value))
    said = clean(value) if isinstance(value, str) else ""
    match = COUNT_SAID.search(said)
    quantity = parse(match[1] if match else said) if match or said[:1].isdigit() else None
    return None if quantity is None or quantity.unit in MEASURES else quantity.value


def disagreeing_sums(around: Surroundings, total: TotalRow, rows: Sequence[Row]) -> Iterator[Problem]:
    """K04: stated sums that are not those of the rows they stand for; told of the nearest, and the rows win."""
    stated = {name: said for name in total.cells if (said := _stated(around, total, name)) is not None}
    ways = [_disagreeing(stated, rows, over) for over in (total.over, *total.instead)]
    for name, summed in min(ways, key=lambda way: (len(way), sum(abs(stated[n] - s) for n, s in way.items()))).items():
        words = {"said_number": wording.number(stated[name]), "counted": wording.number(summed)}
        place = around.sheet.place(total.cells[name])
        yield problem("K04", place, label=around.table.column(name).label, **words)


def _stated(around: Surroundings, total: TotalRow, name: str) -> float | None:
    """The sum that a total states for a column; None where it states none, or the column does not add up."""
    column = around.table.column(name)
    if column.type not in NUMERIC or column.adds != "sum":
        return None
    context = replace(around.contexts[name], beside=None)
    value = read(column, around.shown(total.cells[name]), around.form, context).value
    return value if isinstance(value, int | float) else None


def _disagreeing(stated: Mapping[str, float], rows: Sequence[Row], over: Sequence[int]) -> dict[str, float]:
    """The sums over some rows that differ from the stated ones."""
    sums = {name: _summed(rows, over, name) for name in stated}
    return {name: s for name, s in sums.items() if s is not None and abs(stated[name] - s) > TOLERANCE}


def _summed(rows: Sequence[Row], over: Sequence[int], name: str) -> float | None:
    """The sum of a column over some rows; None where one of them could not be read."""
    parts = [r for r in rows if r.row in over]
    if any(r.states.get(name) == "unreadable" for r in parts):
        return None
    return sum(float(v) for r in parts if isinstance(v := r.values.get(name), int | float))

"""Turns the data rows of a block into typed rows of its table, with the findings of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan.declared.form import Column, Form
from danvan.intake.asides import other_sections, planned, told_rows
from danvan.intake.blocks import Block
from danvan.intake.counted import is_counted
from danvan.intake.divided import divided, sources
from danvan.intake.ledger import DataRow, SheetRoles
from danvan.intake.measured import unit_key, unit_said, with_units
from danvan.intake.reading import BLANK, PLAIN, Context, Reading, Stored
from danvan.intake.sheet import Position, Sheet, address, text_of
from danvan.intake.submission import Row
from danvan.intake.summed import disagreeing_count, disagreeing_sums
from danvan.intake.surroundings import (
    Surroundings,
    cell_problems,
    columns_aside,
    columns_of_other_years,
    doubtful_money,
    foreign_units,
    missing_columns,
    surroundings_of,
    undiacritic_headers,
    unknown_columns,
)
from danvan.intake.swapped import swapped_days
from danvan.intake.values import read
from danvan.intake.wholes import parts_of
from danvan.intake.words import is_ditto
from danvan.problems import Problem, problem
from danvan.vietnamese.text import clean, fold

LISTED = re.compile(r"(?m)^\s*(?:\d{1,2}[.)/]|[-+*•])\s*(?=\S)")
OWN_CODE = {"included_in_total": "K22"}


@dataclass(frozen=True)
class TableReading:
    """What one block says: its rows in the order they stand, and what was found."""

    table: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(sheet: Sheet, block: Block, roles: SheetRoles, number: int, form: Form, year: int) -> TableReading:
    """Return the typed rows of the `number`-th block of a sheet, for the form of `year`."""
    data = roles.rows[number]
    around = surroundings_of(sheet, block, roles, data, form, year)
    read_rows = [_row(around, row) for row in data]
    parts, told_parts = parts_of(around, data, [typed for typed, _ in read_rows])
    rows = [typed for typed, _ in read_rows if typed.row not in parts]
    found = [*missing_columns(around), *unknown_columns(around, roles), *foreign_units(around)]
    found += [*doubtful_money(around, roles, data), *columns_of_other_years(around, data), *swapped_days(around, data)]
    found += [*columns_aside(around, data), *undiacritic_headers(around), *told_parts]
    found += [p for typed, problems in read_rows if typed.row not in parts for p in problems]
    found += [*told_rows(sheet, block, roles.told[number]), *planned(around, data), *other_sections(around, data)]
    found += [*_shared_amounts(around), *_hidden_columns(around, data)]
    for total in roles.totals[number]:
        found += [*disagreeing_sums(around, total, rows), *disagreeing_count(around, total, rows)]
    return TableReading(block.table, tuple(rows), tuple(found))


def _row(around: Surroundings, row: DataRow) -> tuple[Row, list[Problem]]:
    readings: dict[str, Reading] = {}
    places: dict[str, Position | None] = {}
    for column in around.columns:
        position = row.cells.get(column.name)
        if column.section and row.section and around.value(position) is None:
            position = row.section[1]
            reading = read(column, row.section[0], around.form)
        else:
            reading = read(column, around.shown(position), around.form, _context(around, column, row))
        readings[column.name] = reading
        places[column.name] = position or _empty_cell(around, column, row)
    readings = with_units(around.table, divided(around.table, _continued(around, row, readings), around.form))
    found = [told for name, place in places.items() for told in cell_problems(around, place, readings[name])]
    found += [*_blanks(around, row, readings), *_row_problems(around, row)]
    return _typed(around, row, readings), found


def _continued(around: Surroundings, row: DataRow, readings: dict[str, Reading]) -> dict[str, Reading]:
    """Join the texts that go on in the rows below."""
    done = dict(readings)
    for name, position in row.more:
        text = clean(str(around.value(position)))
        before = done[name].value if name in done else None
        done[name] = Reading(f"{before} {text}" if isinstance(before, str) else text, "value")
    return done


def _row_problems(around: Surroundings, row: DataRow) -> Iterable[Problem]:
    """What a row's make-up says: dittos taken from above or with nothing above, texts joined, lists in one cell."""
    for name in row.repeated:
        column = around.block.column_of(name)
        place = around.sheet.place((row.row, column)) if column else around.sheet.row(row.row)
        yield problem("Đ34", place, value=text_of(around.sheet.cells[row.cells[name]]))
    for name, position in row.cells.items():
        if name not in row.repeated and is_ditto(around.value(position)) and around.table.column(name).type == "text":
            yield problem("Đ35", around.sheet.place(position))
    for name, position in row.cells.items():
        if position in around.sheet.struck:
            yield problem("Đ55", around.sheet.place(position), label=around.table.column(name).label)
    if row.more:
        last = max(p[0] for _, p in row.more)
        yield problem("Đ36", around.sheet.row(row.row), first=row.row, last=last)
    item = around.value(row.cells.get(around.table.item.name))
    prose = around.table.item.screened  # texts may hold lists: only things that are counted are a row each
    if not prose and isinstance(item, str) and (listed := len(LISTED.findall(item))) > 1:
        yield problem("Đ37", around.sheet.place(row.cells[around.table.item.name]), count=listed)


def _context(around: Surroundings, column: Column, row: DataRow) -> Context:
    context = around.contexts.get(column.name, PLAIN)
    if column.unit_column:
        unit = unit_said(around.value(row.cells.get(column.unit_column)))
        return replace(context, unit=unit, beside=context.by_unit.get(unit_key(unit)))
    if column.type == "date" and column.name in row.cells:
        return replace(context, format=around.sheet.formats.get(row.cells[column.name], ""))
    if column.type == "count" and (counted := _counted(around, row, column)):
        return replace(context, counted=counted, named=_named(around, row))
    return context


def _named(around: Surroundings, row: DataRow) -> tuple[str, ...]:
    """The words for what a row is about, where that is chosen from a list: "Giấy khen"."""
    item = around.table.item
    said = text_of(around.value(row.cells.get(item.name)) or "")
    return next((words for c in item.choice if fold(said) in map(fold, words := (c.label, *c.seen_as))), ())


def _counted(around: Surroundings, row: DataRow, counting: Column) -> str:
    """What a row says that it counts, by the choice it makes ("Tập thể"); "" where the column says it, or none does."""
    for column in around.columns if not is_counted(counting.unit, around.form) else ():
        said = read(column, around.value(row.cells.get(column.name)), around.form) if column.type == "choice" else BLANK
        label = next((choice.label for choice in column.choice if choice.name == said.value), "")
        if is_counted(label, around.form):
            return label
    return ""


def _empty_cell(around: Surroundings, column: Column, row: DataRow) -> Position | None:
    place = around.block.column_of(column.name)
    return (row.row, place) if place else None


def _blanks(around: Surroundings, row: DataRow, readings: Mapping[str, Reading]) -> Iterable[Problem]:
    """The required cells of a row that are blank, where the block has the column at all."""
    for column in around.columns:
        place = _empty_cell(around, column, row)
        in_block = place is not None or (column.section and row.section is None)
        if column.need == "required" and in_block and readings[column.name].state == "blank":
            code = OWN_CODE.get(column.name, "Đ01")
            where = around.sheet.place(place) if place else around.sheet.row(row.row)
            yield problem(code, where, label=column.label)


def _typed(around: Surroundings, row: DataRow, readings: Mapping[str, Reading]) -> Row:
    at = {n: address(p) for n, p in row.cells.items()}
    for column in around.table.columns:
        if column.section and row.section and column.name not in at:
            at[column.name] = address(row.section[1])
    at.update(sources(around.table, at, readings))
    values: dict[str, Stored] = {n: r.value for n, r in readings.items()}
    states = {n: r.state for n, r in readings.items() if r.state != "value"}
    return Row(around.sheet.name, row.row, values, at, states, tuple(n for n, r in readings.items() if r.approx))


def _shared_amounts(around: Surroundings) -> Iterable[Problem]:
    """Amounts that one merged cell gives for several rows: nobody can tell how they are shared out."""
    block = around.block
    for top, left, bottom, _ in around.sheet.merged:
        name = block.columns.get(left)
        inside = block.data_first <= top < bottom <= block.last and (top, left) in around.sheet.cells
        if name and inside and around.table.column(name).adds == "sum":
            yield problem("Đ53", around.sheet.place((top, left)), rows=bottom - top + 1)


def _hidden_columns(around: Surroundings, data: Sequence[DataRow]) -> Iterable[Problem]:
    """Hidden columns with data are read, and that is said."""
    for column in sorted(around.sheet.hidden_columns & around.block.columns.keys()):
        name = around.block.columns[column]
        if any(name in row.cells for row in data):
            header = (around.block.header_rows[-1], column)
            yield problem("Đ54", around.sheet.place(header))

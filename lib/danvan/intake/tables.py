"""Turns the data rows of a block into typed rows of its table, with the findings of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan.declared.form import NUMERIC, Column, Form, Table
from danvan.intake.blocks import Block
from danvan.intake.headers import header_words
from danvan.intake.proposals import propose
from danvan.intake.roles import DataRow, SheetRoles, TotalRow
from danvan.intake.sheet import Position, Sheet, Value, address, column_letter
from danvan.intake.submission import Row
from danvan.intake.values import BLANK, Context, Reading, Stored, read, separators_of
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.text import clean

LINES_ABOVE = 8
TOLERANCE = 0.005
OWN_CODE = {"included_in_total": "K22"}


@dataclass(frozen=True)
class TableReading:
    """What one block says: its rows in the order they stand, and what was found."""

    table: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Surroundings:
    """What the cells of a block are read by: the sheet, the block, the form and its year."""

    sheet: Sheet
    block: Block
    form: Form
    year: int
    contexts: Mapping[str, Context]

    @property
    def table(self) -> Table:
        return self.form.table(self.block.table)

    def value(self, position: Position | None) -> Value | None:
        return self.sheet.cells.get(position) if position else None


def surroundings_of(
    sheet: Sheet, block: Block, roles: SheetRoles, rows: Sequence[DataRow], form: Form, year: int
) -> Surroundings:
    """Return what the cells of `block` are read by: scales of header and unit line, separators of each column."""
    scale = _scale_line(sheet, block, roles, form)
    contexts = {}
    for column, name in block.columns.items():
        numeric = form.table(block.table).column(name).type in NUMERIC
        values = [sheet.cells.get(r.cells[name]) for r in rows if numeric and name in r.cells]
        own = (block.scales or {}).get(column)
        contexts[name] = Context(own if own is not None else scale, None, separators_of(values))
    return Surroundings(sheet, block, form, year, contexts)


def read_table(sheet: Sheet, block: Block, roles: SheetRoles, number: int, form: Form, year: int) -> TableReading:
    """Return the typed rows of the `number`-th block of a sheet, for the form of `year`."""
    data = roles.rows[number]
    around = surroundings_of(sheet, block, roles, data, form, year)
    rows: list[Row] = []
    found = [*missing_columns(around), *unknown_columns(around, roles)]
    for row in data:
        typed, problems = _row(around, row)
        rows.append(typed)
        found += problems
    for total in roles.totals[number]:
        found += _stated_total(around, total, rows)
    return TableReading(block.table, tuple(rows), tuple(found))


def _scale_line(sheet: Sheet, block: Block, roles: SheetRoles, form: Form) -> int | None:
    """The scale of the nearest unit line over the header ("Đơn vị tính: triệu đồng"), or one inside the block."""
    words = header_words(form)
    near = (
        position
        for position, role in roles.roles.items()
        if role.role == "unit_line" and block.first - LINES_ABOVE <= position[0] <= block.last
    )
    for position in sorted(near, reverse=True):
        if (scale := words.scale_of(clean(str(sheet.cells[position])))) is not None:
            return scale
    return None


def missing_columns(around: Surroundings) -> Iterable[Problem]:
    """The required columns that the block lacks."""
    named = set(around.block.columns.values())
    for column in around.table.columns_in(around.year):
        if (
            column.need == "required"
            and column.name not in named
            and not column.section
            and not _split_from(around, column)
        ):
            header = around.sheet.row(around.block.first)
            yield problem("Đ12", header, label=column.label, form=around.table.form)


def _split_from(around: Surroundings, column: Column) -> bool:
    return any(f"(?P<{column.name}>" in other.split for other in around.table.columns)


def unknown_columns(around: Surroundings, roles: SheetRoles) -> Iterable[Problem]:
    """The columns with data whose header the form does not know, each with the likeliest declared labels."""
    unplaced = [
        p for p, r in roles.roles.items() if r.role == "unplaced" and around.block.first <= p[0] <= around.block.last
    ]
    columns = sorted({c for _, c in unplaced})
    for column in columns:
        first = min(p for p in unplaced if p[1] == column)
        path = around.block.unknown.get(column)
        if path is None:
            yield problem("Đ07", around.sheet.place(first))
            continue
        labels = [c.label for c in around.table.columns if c.name not in around.block.columns.values()]
        text = " > ".join(path)
        header = f"{column_letter(column)}{around.block.header_rows[0]}"
        place = Place(around.sheet.name, first[0], header, text)
        yield problem("Đ10", place, text=text, proposals=propose(text, labels))


def _row(around: Surroundings, row: DataRow) -> tuple[Row, list[Problem]]:
    readings: dict[str, Reading] = {}
    found: list[Problem] = []
    for column in around.table.columns_in(around.year):
        position = row.cells.get(column.name)
        if column.section and row.section and around.value(position) is None:
            position = row.section[1]
            reading = read(column, row.section[0], around.form)
        else:
            reading = read(column, around.value(position), around.form, _context(around, column, row))
        readings[column.name] = reading
        found += cell_problems(around, position or _empty_cell(around, column, row), reading)
    readings = _with_own_units(around.table, _split(around, readings))
    found += _blanks(around, row, readings)
    return _typed(around, row, readings), found


def _context(around: Surroundings, column: Column, row: DataRow) -> Context:
    context = around.contexts.get(column.name, Context())
    if column.unit_column:
        unit = around.value(row.cells.get(column.unit_column))
        return replace(context, unit=clean(unit) if isinstance(unit, str) else None)
    return context


def _empty_cell(around: Surroundings, column: Column, row: DataRow) -> Position | None:
    place = around.block.column_of(column.name)
    return (row.row, place) if place else None


def cell_problems(around: Surroundings, position: Position | None, reading: Reading) -> list[Problem]:
    """Return the findings of one cell with their place."""
    place = around.sheet.place(position) if position else Place(around.sheet.name)
    return [problem(code, place, **words) for code, words in reading.found]


def _blanks(around: Surroundings, row: DataRow, readings: Mapping[str, Reading]) -> Iterable[Problem]:
    """The required cells of a row that are blank, where the block has the column at all."""
    for column in around.table.columns_in(around.year):
        place = _empty_cell(around, column, row)
        in_block = place is not None or (column.section and row.section is None)
        if column.need == "required" and in_block and readings[column.name].state == "blank":
            code = OWN_CODE.get(column.name, "Đ01")
            where = around.sheet.place(place) if place else around.sheet.row(row.row)
            yield problem(code, where, label=column.label)


def _split(around: Surroundings, readings: dict[str, Reading]) -> dict[str, Reading]:
    """Divide a cell that holds several columns ("71/KH-UBND"), where those columns say nothing themselves."""
    done = dict(readings)
    for column in around.table.columns:
        text = readings[column.name].value if column.split and column.name in readings else None
        match = re.match(column.split, text) if isinstance(text, str) else None
        if match and all(readings[n].state == "blank" or n == column.name for n in match.groupdict()):
            done.update({n: Reading(clean(part), "value") for n, part in match.groupdict().items()})
    return done


def _with_own_units(table: Table, readings: dict[str, Reading]) -> dict[str, Reading]:
    """Where a quantity carries its unit itself ("900m") and the unit column is blank, the unit goes there."""
    done = dict(readings)
    for column in table.columns:
        reading = readings.get(column.name, BLANK)
        if column.unit_column and reading.unit and readings[column.unit_column].state == "blank":
            done[column.unit_column] = Reading(reading.unit, "value")
    return done


def _typed(around: Surroundings, row: DataRow, readings: Mapping[str, Reading]) -> Row:
    at = {n: address(p) for n, p in row.cells.items()}
    for column in around.table.columns:
        if column.section and row.section and column.name not in at:
            at[column.name] = address(row.section[1])
    values: dict[str, Stored] = {n: r.value for n, r in readings.items()}
    states = {n: r.state for n, r in readings.items() if r.state != "value"}
    return Row(around.sheet.name, row.row, values, at, states, tuple(n for n, r in readings.items() if r.approx))


def _stated_total(around: Surroundings, total: TotalRow, rows: Sequence[Row]) -> Iterable[Problem]:
    """Compare a stated total with the sum of the rows it stands for; the rows win, both are kept."""
    for name, position in total.cells.items():
        column = around.table.column(name)
        if column.type not in NUMERIC or column.adds != "sum":
            continue
        stated = read(column, around.value(position), around.form, around.contexts[name])
        parts = [r for r in rows if r.row in total.over]
        if any(r.states.get(name) == "unreadable" for r in parts):
            continue
        summed = sum(float(v) for r in parts if isinstance(v := r.values.get(name), int | float))
        if isinstance(stated.value, int | float) and abs(stated.value - summed) > TOLERANCE:
            words = {"said_number": wording.number(stated.value), "counted": wording.number(summed)}
            yield problem("K04", around.sheet.place(position), label=column.label, **words)

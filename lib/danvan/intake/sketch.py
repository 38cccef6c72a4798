"""Gives every cell of a sheet that no form declares one role, as in `roles`: its tables, and what stands around them.

Does not belong here: finding the tables (`shapes`), or what their rows are (`bodies`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from danvan.declared.form import Form
from danvan.intake.blocks import by_row
from danvan.intake.bodies import Body, Table
from danvan.intake.shapes import Shape, find_shapes
from danvan.intake.sheet import Position, Sheet
from danvan.intake.words import DAY_LINE, starts_with, states_unit
from danvan.vietnamese.text import clean, fold

FIELD = re.compile(r"^[^:]{1,40}:(?:\s.*|)$")
FARTHEST_VALUE = 8


@dataclass
class Sketch:
    """The tables of a sheet and the role of every cell."""

    tables: list[Table] = field(default_factory=list)
    roles: dict[Position, str] = field(default_factory=dict)


def sketch(sheet: Sheet, form: Form) -> Sketch:
    """Return the tables of `sheet` by their looks, and one role for every non-empty cell."""
    found = sketch_tables(sheet, find_shapes(sheet, form), form)
    tops = [t.shape.first for t in found.tables]
    for row, columns in by_row(sheet).items():
        above = any(row < top for top in tops)
        _outside(sheet, row, columns, above, form, found)
    return found


def sketch_tables(sheet: Sheet, shapes: Sequence[Shape], form: Form) -> Sketch:
    """Return the tables that have these shapes, and the roles of the cells in them."""
    found, rows = Sketch(), by_row(sheet)
    for shape in shapes:
        body = Body(sheet, rows, shape, form, found.roles)
        body.run()
        found.tables.append(body.table)
    return found


def _outside(sheet: Sheet, row: int, columns: Iterable[int], above: bool, form: Form, found: Sketch) -> None:
    """Give a role to the cells of a row that belong to no table."""
    inside = any(t.shape.first <= row <= t.shape.last for t in found.tables)
    texts = [fold(v) for c in columns if isinstance(v := sheet.cells[row, c], str)]
    headed = above and not inside and any(starts_with(t, form.words.letterhead) for t in texts)
    for column in columns:
        if (row, column) not in found.roles:
            for position, role in _outside_roles(sheet, (row, column), above, inside, headed, form):
                found.roles.setdefault(position, role)
    for table in found.tables:
        stated = any(found.roles.get((row, c)) == "unit_line" for c in columns)
        if stated and table.shape.first - 2 <= row < table.shape.first:
            table.units = sorted([row, *table.units])


def _outside_roles(
    sheet: Sheet, position: Position, above: bool, inside: bool, headed: bool, form: Form
) -> list[tuple[Position, str]]:
    value = sheet.cells[position]
    if not isinstance(value, str):
        return [(position, "unplaced")]
    text, words, said = fold(value), form.words, clean(value)
    if states_unit(text, form):
        return [(position, "unit_line")]
    for role, starts in (("note", words.note), ("signature", words.signature)):
        if starts_with(text, starts):
            return [(position, role)]
    if DAY_LINE.search(text):
        return [(position, "signature")]
    beside = _beside(sheet, position)
    if FIELD.match(said):
        return [(position, "field"), *([(beside, "field")] if beside and said.endswith(":") else [])]
    if headed or starts_with(text, words.letterhead):
        return [(position, "letterhead")]
    if beside and not inside and not above:
        return [(position, "field"), (beside, "field")]
    return [(position, "title" if above else "note")]


def _beside(sheet: Sheet, position: Position) -> Position | None:
    """The next cell to the right: the value of a label."""
    row, column = position
    return next(((row, c) for c in range(column + 1, column + 1 + FARTHEST_VALUE) if (row, c) in sheet.cells), None)

"""Gives every cell of a sheet that no form declares one role, as in `roles`: its tables, and what stands around them.

Does not belong here: finding the tables (`shapes`), or what their rows are (`bodies`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from danvan.declared.form import Form
from danvan.intake.bodies import Body
from danvan.intake.outline import Shape, Table
from danvan.intake.shapes import find_shapes
from danvan.intake.sheet import Position, Sheet
from danvan.intake.words import DAY_LINE, starts_with, states_unit
from danvan.vietnamese.text import clean, fold

FIELD = re.compile(r"^[^:]{1,40}:(?:\s.*|)$")
TITLES = ("biểu", "bảng", "phụ lục", "mẫu", "danh sách")
FARTHEST_VALUE, HEAD_ROWS, LONGEST_OFFICE = 8, 8, 12


@dataclass
class Sketch:
    """The tables of a sheet and the role of every cell."""

    tables: list[Table] = field(default_factory=list)
    roles: dict[Position, str] = field(default_factory=dict)


def sketch(sheet: Sheet, form: Form) -> Sketch:
    """Return the tables of `sheet` by their looks, and one role for every non-empty cell."""
    found = sketch_tables(sheet, find_shapes(sheet, form), form)
    outside = _Outside(sheet, form, found)
    for row, columns in sheet.rows.items():
        outside.row(row, columns)
    return found


def sketch_tables(sheet: Sheet, shapes: Sequence[Shape], form: Form) -> Sketch:
    """Return the tables that have these shapes, and the roles of the cells in them."""
    found, rows = Sketch(), sheet.rows
    for shape in shapes:
        body = Body(sheet, rows, shape, form, found.roles)
        body.run()
        found.tables.append(body.table)
    return found


@dataclass
class _Outside:
    """Gives a role to what belongs to no table, row by row from the top."""

    sheet: Sheet
    form: Form
    found: Sketch
    signed: bool = False

    def row(self, row: int, columns: Sequence[int]) -> None:
        tables = [t.shape for t in self.found.tables]
        above = any(row < shape.first for shape in tables)
        inside = any(shape.first <= row <= shape.last for shape in tables)
        texts = [fold(v) for c in columns if isinstance(v := self.sheet.cells[row, c], str)]
        self.signed = (self.signed or self._signs(texts)) and not above and not inside
        top = (above or (not tables and row <= HEAD_ROWS)) and not inside
        headed = top and any(self._heads(t) or DAY_LINE.search(t) for t in texts)
        for column in columns:
            if (row, column) not in self.found.roles:
                for position, role in self._roles((row, column), above, inside, headed):
                    self.found.roles.setdefault(position, role)
        for table in self.found.tables:
            stated = any(self.found.roles.get((row, c)) == "unit_line" for c in columns)
            if stated and table.shape.first - 2 <= row < table.shape.first:
                table.units = sorted([row, *table.units])

    def _signs(self, texts: Sequence[str]) -> bool:
        starts = self.form.words.signature
        return any(starts_with(t, starts) and len(t.split()) <= LONGEST_OFFICE for t in texts)

    def _heads(self, text: str) -> bool:
        """Whether a folded text belongs to a letterhead; "số" does with a number or nothing after it."""
        numbered = not text.startswith("số ") or text[3:4].isdigit()
        return starts_with(text, self.form.words.letterhead) and numbered

    def _roles(self, position: Position, above: bool, inside: bool, headed: bool) -> list[tuple[Position, str]]:
        value = self.sheet.cells[position]
        if not isinstance(value, str):
            return [(position, "unplaced")]
        text, said, beside = fold(value), clean(value), self._beside(position)
        if role := self._by_words(text, headed):
            return [(position, role)]
        if FIELD.match(said) and not starts_with(text, TITLES):
            return [(position, "field"), *([(beside, "field")] if beside and said.endswith(":") else [])]
        if headed or self._heads(text):
            return [(position, "letterhead")]
        if self.signed:
            return [(position, "signature")]
        if beside and not inside and not above:
            return [(position, "field"), (beside, "field")]
        heading = above or (not self.found.tables and said.isupper() and len(said.split()) > 2)
        return [(position, "title" if heading else "note")]

    def _by_words(self, text: str, headed: bool) -> str | None:
        words = self.form.words
        if states_unit(text, self.form):
            return "unit_line"
        if starts_with(text, words.note):
            return "note"
        if DAY_LINE.search(text):
            return "letterhead" if headed else "signature"
        office = starts_with(text, words.signature) and len(text.split()) <= LONGEST_OFFICE
        return "signature" if office else None

    def _beside(self, position: Position) -> Position | None:
        """The next cell to the right: the value of a label."""
        row, column = position
        right = range(column + 1, column + 1 + FARTHEST_VALUE)
        return next(((row, c) for c in right if (row, c) in self.sheet.cells), None)

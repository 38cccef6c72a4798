"""Says what each row of a table found by its looks is: data, section, total, empty, or a further line of an item.

Every cell of the sheet gets one role, as in `roles`. Does not belong here: finding the tables (`shapes`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from danvan.declared.form import Form
from danvan.intake.blocks import by_row
from danvan.intake.labels import is_marks
from danvan.intake.shapes import Shape, find_shapes, is_number
from danvan.intake.sheet import Fault, Position, Sheet, Value
from danvan.intake.words import DAY_LINE, ORDINAL, SECTION_START, is_total, starts_with
from danvan.vietnamese.text import clean, fold

ENGLISH_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b.{0,30}")
SECTION_WORDS = ("lĩnh vực", "khối", "nhóm", "phần", "mục", "chương", "khu vực", "cụm")
FIELD = re.compile(r"^[^:]{1,40}:(?:\s.*|)$")
FARTHEST_VALUE = 8


@dataclass
class Table:
    """One table: its shape and the rows of each kind, in the order they stand."""

    shape: Shape
    headers: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    continues: dict[int, int] = field(default_factory=dict)


@dataclass
class Sketch:
    """The tables of a sheet and the role of every cell."""

    tables: list[Table] = field(default_factory=list)
    roles: dict[Position, str] = field(default_factory=dict)


def sketch(sheet: Sheet, form: Form) -> Sketch:
    """Return the tables of `sheet` by their looks, and one role for every non-empty cell."""
    found = Sketch()
    rows = by_row(sheet)
    for shape in find_shapes(sheet, form):
        walk = _Walk(sheet, rows, shape, form, found.roles)
        walk.run()
        found.tables.append(walk.table)
    tops = [t.shape.first for t in found.tables]
    for row, columns in rows.items():
        above = any(row < top for top in tops)
        _outside(sheet, row, columns, above, form, found)
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
        if row == table.shape.first - 1 and any(found.roles.get((row, c)) == "unit_line" for c in columns):
            table.units.insert(0, row)


def _outside_roles(
    sheet: Sheet, position: Position, above: bool, inside: bool, headed: bool, form: Form
) -> list[tuple[Position, str]]:
    value = sheet.cells[position]
    if not isinstance(value, str):
        return [(position, "unplaced")]
    text, words, said = fold(value), form.words, clean(value)
    for role, starts in (("unit_line", words.unit_line), ("note", words.note), ("signature", words.signature)):
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


class _Walk:
    """Walks down the rows of one shape."""

    def __init__(
        self, sheet: Sheet, rows: Mapping[int, list[int]], shape: Shape, form: Form, roles: dict[Position, str]
    ) -> None:
        self.sheet, self.shape, self.form, self.roles = sheet, shape, form, roles
        inside = {r: [c for c in cs if shape.left <= c <= shape.right] for r, cs in rows.items()}
        self.rows = {r: cs for r, cs in inside.items() if cs and shape.first <= r <= shape.last}
        self.table = Table(shape)
        self.columns = self._columns()
        self.running = self._running()
        self.lead = self.running if self.running is not None else self.columns[0]
        labels = (sheet.cells[r, c] for r in self._header_rows() for c in self.rows.get(r, ()))
        self.header = {fold(str(v)) for v in labels}
        self.wide = {(top, left): right - left + 1 for top, left, _, right in sheet.merged}
        self.counted = any(is_number(sheet.cells.get((r, self.lead))) for r in self.rows if r >= shape.data_first)
        self.signed = False
        self.last = 0  # the last row of data, with what goes on with it

    def _header_rows(self) -> range:
        return range(self.shape.first, self.shape.header_last + 1)

    def _columns(self) -> list[int]:
        """The columns of the table: those with a label, and unnamed ones between or beside them that hold data."""
        named = set(self.shape.paths)
        body = [cs for r, cs in self.rows.items() if r >= self.shape.data_first]
        held = Counter(c for cs in body for c in cs if len(cs) > 1)
        beside = {c for c, count in held.items() if min(named) - 1 <= c <= max(named) + 1 or count > 1}
        return sorted(named | beside)

    def _running(self) -> int | None:
        """The column of running numbers, by its label or by its counting up."""
        words = {fold(w) for w in self.form.words.running_number} | {"no", "nr", "id"}
        for column, path in self.shape.paths.items():
            if fold(path[-1]) in words:
                return column
        first = self.columns[0]
        said = [self.sheet.cells.get((r, first)) for r in self.rows if r >= self.shape.data_first]
        numbers = [v for v in said if isinstance(v, int | float) and not isinstance(v, bool)]
        steps = sum(b - a == 1 for a, b in itertools.pairwise(numbers))
        return first if len(numbers) > 1 and numbers[0] == 1 and steps * 2 >= len(numbers) - 1 else None

    def run(self) -> None:
        for row in self._header_rows():
            self._mark(row, "header", self.table.headers)
        self._mark(self.shape.marks or 0, "column_marks", self.table.marks)
        self._mark(self.shape.unit_row or 0, "unit_line", self.table.units)
        tail = self._title_of_next()
        for row in [r for r in self.rows if self.shape.data_first <= r < tail]:
            self._row(row)
        self._settle_end()

    def _title_of_next(self) -> int:
        """The first of the lines directly over the next table, which speak of it."""
        row = self.shape.last
        if not any(r > row for r, _ in self.sheet.cells):
            return row + 1
        while row in self.rows and row > self.shape.data_first and self._is_line(row):
            row -= 1
        return row + 1

    def _is_line(self, row: int) -> bool:
        values = self._values(row)
        texts = [fold(v) for v in values if isinstance(v, str)]
        return len(values) <= 2 and len(texts) == len(values) and not any(self._total(t) for t in texts)

    def _values(self, row: int) -> list[Value]:
        return [self.sheet.cells[row, c] for c in self.rows[row]]

    def _total(self, text: str) -> bool:
        return is_total(text, self.form) or ENGLISH_TOTAL.fullmatch(text) is not None

    def _mark(self, row: int, role: str, kind: list[int] | None = None) -> None:
        for column in self.rows.get(row, ()):
            self.roles[row, column] = role
        if kind is not None and row in self.rows:
            kind.append(row)

    def _row(self, row: int) -> None:
        texts = [fold(v) for v in self._values(row) if isinstance(v, str) and not is_number(v)]
        only_text = len(texts) == len(self.rows[row])
        self.signed = self.signed or (only_text and self._signs(texts))
        if self.signed:
            self._mark(row, "signature")
        elif only_text and self._about_the_table(row, texts):
            return
        elif is_marks(self._values(row)) and len(self.rows[row]) * 2 > len(self.columns) and not self.table.data:
            self._mark(row, "column_marks", self.table.marks)
        elif any(self._total(t) for t in texts[:2]):
            self._mark(row, "total", self.table.totals)
        elif self._empty(row):
            self._mark(row, "value", self.table.empty)
        elif self._continues(row):
            self.table.continues[row] = self.table.data[-1]
            self.last = row
            self._mark(row, "value")
        elif self._section(row, only_text):
            self._mark(row, "section", self.table.sections)
        else:
            self._data(row)

    def _signs(self, texts: list[str]) -> bool:
        """Whether the signatures begin here: short texts, the first of which says who signs, or the day."""
        starts = self.form.words.signature
        signing = texts and (starts_with(texts[0], starts) or DAY_LINE.search(texts[-1]))
        return bool(signing) and all(len(t.split()) <= 12 for t in texts)

    def _about_the_table(self, row: int, texts: list[str]) -> bool:
        """Give its role to a repeated header, a note or a unit line inside the table; return whether it was one."""
        words = self.form.words
        if len(texts) > 1 and set(texts) <= self.header:
            self._mark(row, "header", self.table.headers)
        elif len(texts) <= 2 and starts_with(texts[0], (*words.note, "source", "note")):
            self._mark(row, "note")
        elif len(texts) <= 2 and starts_with(texts[0], words.unit_line):
            self._mark(row, "unit_line", self.table.units)
        else:
            return False
        return True

    def _empty(self, row: int) -> bool:
        """Whether a row has a running number only, or nothing but errors."""
        rest = [self.sheet.cells[row, c] for c in self.rows[row] if c != self.running]
        if rest:
            return all(isinstance(v, Fault) for v in rest)
        return is_number(self.sheet.cells.get((row, self.running or 0)))

    def _continues(self, row: int) -> bool:
        """Whether a row only goes on with the texts of the item above: no number of its own, no new first cell."""
        if not self.table.data or row != self.last + 1:
            return False
        above, own = set(self.rows[self.table.data[-1]]), self.rows[row]
        if any(is_number(self.sheet.cells[row, c]) for c in own) or not set(own) <= above:
            return False
        short = self.lead not in own and len(own) * 2 <= max(len(above), 2)
        return short and not any(self._stands_out(row, c) for c in own)

    def _stands_out(self, row: int, column: int) -> bool:
        """Whether a text is set like a section: across columns, in capitals, with an ordinal or a section's word."""
        text = clean(str(self.sheet.cells[row, column]))
        return (
            self.wide.get((row, column), 1) * 2 > len(self.columns)
            or (text.isupper() and len(text) > 3)
            or SECTION_START.match(text) is not None
            or starts_with(fold(text), SECTION_WORDS)
        )

    def _section(self, row: int, only_text: bool) -> bool:
        """Whether a row names a group: a text alone, or an ordinal of another kind than the running numbers."""
        own = self.rows[row]
        if self._ordinal(self.sheet.cells[row, own[0]]) and own[0] == self.lead and len(own) > 1:
            group = self.counted and isinstance(self.sheet.cells[row, own[1]], str) and self._words(row) <= 2
            return group or (only_text and len(own) == 2)
        if not only_text or len(own) > 1 or len(self.columns) < 3:
            return False
        return own[0] in self.columns[:3] or self._stands_out(row, own[0])

    def _ordinal(self, value: Value) -> bool:
        return isinstance(value, str) and not is_number(value) and ORDINAL.match(clean(value)) is not None

    def _words(self, row: int) -> int:
        """How many texts a row has; an item has some beside its name, a group has not."""
        return sum(isinstance(v, str) and not is_number(v) for v in self._values(row))

    def _data(self, row: int) -> None:
        for column in self.rows[row]:
            self.roles[row, column] = "value" if column in self.columns else "unplaced"
        if any(c in self.columns for c in self.rows[row]):
            self.table.data.append(row)
            self.last = row

    def _settle_end(self) -> None:
        """Lines after the last row of the table that only looked like sections are notes."""
        table = self.table
        last = max([*table.data, *table.totals, *table.continues], default=self.shape.data_first)
        for row in [s for s in table.sections if s > last]:
            first = clean(str(self._values(row)[0]))
            if not (ORDINAL.match(first) or SECTION_START.match(first)):
                table.sections.remove(row)
                self._mark(row, "note")

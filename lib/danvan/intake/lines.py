"""What one row below a header is by its own words and cells: a section, a total, the header again, a signature, a part.

Does not belong here: what a row is by the rows before it (`walk`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from danvan.declared.form import NUMERIC, Form, Table
from danvan.intake.blocks import Block
from danvan.intake.labels import is_marks, is_units
from danvan.intake.sheet import Sheet, Value, text_of
from danvan.intake.words import (
    DAY_LINE,
    ORDINAL,
    SECTION_START,
    is_total,
    role_outside,
    section_name,
    spellings,
    starts_with,
)
from danvan.vietnamese.numbers import parse
from danvan.vietnamese.stated import is_statement
from danvan.vietnamese.text import bare, clean, fold

GROUP = re.compile(r"^\(?(?:[IVX]{1,5}|[A-ZĐ])[.)/:]?$")
IN_TIME = re.compile(r"\s*\b(?:trong|ở)\s+(?:kỳ|năm)(?:\s+\d{4})?\s*", re.IGNORECASE)
NAMES_OF_SIGNERS = 3
TOLERANCE = 0.005


@dataclass(frozen=True)
class Line:
    """One row of a block: `columns` are its non-empty cells from left to right."""

    sheet: Sheet
    block: Block
    form: Form
    row: int
    columns: Sequence[int]

    @property
    def table(self) -> Table:
        return self.form.tables[self.block.table]

    @cached_property
    def item(self) -> int:
        """The sheet column that names what a row is about; 0 where the block has none."""
        return self.block.column_of(self.table.item.name) or 0

    def value(self, column: int) -> Value | None:
        return self.sheet.cells.get((self.row, column))

    @cached_property
    def texts(self) -> dict[int, str]:
        """The folded texts of the row."""
        cells, row = self.sheet.cells, self.row
        return {c: fold(v) for c in self.columns if isinstance(v := cells[row, c], str)}

    @property
    def first_text(self) -> str:
        return next(iter(self.texts.values()), "")

    @property
    def is_struck(self) -> bool:
        """Whether all that stands in the row is struck through: a row taken out."""
        return bool(self.sheet.struck) and all((self.row, c) in self.sheet.struck for c in self.columns)

    @cached_property
    def is_marks(self) -> bool:
        return is_marks([self.sheet.cells[self.row, c] for c in self.columns])

    def repeats(self, row: int | None) -> bool:
        """Whether the row says what another one says, cell by cell."""
        return row is not None and all(self.sheet.cells.get((row, c)) == self.value(c) for c in self.columns)

    @property
    def is_units(self) -> bool:
        """Whether the row only says what the columns are counted in."""
        return is_units([self.sheet.cells[self.row, c] for c in self.columns], self.form)

    @cached_property
    def heads(self) -> list[str]:
        """The texts that may say what the row is: its first, number and item; "Toàn xã" beside them is a place."""
        columns = {*list(self.texts)[:1], *self.block.running, self.item}
        return [text for c, text in self.texts.items() if c in columns]

    @cached_property
    def is_total(self) -> bool:
        return any(is_total(text, self.form) for text in self.heads)

    @property
    def carries_over(self) -> bool:
        """Whether the row repeats sums for a reader of paper: "cộng trang 1", "mang sang", "bằng chữ: ..."."""
        return any(starts_with(text, self.form.words.carried) for text in self.heads)

    @cached_property
    def number(self) -> str:
        """What stands where rows are numbered: "1", "1.1", "a", "-"; "" where nothing does."""
        said = (self.value(c) for c in self.columns if c in self.block.running)
        return next((text_of(v) for v in said if v is not None), "")

    @cached_property
    def is_numbered(self) -> bool:
        return self.number.rstrip(".)").isdigit()

    @property
    def begins_part(self) -> bool:
        """Whether the row begins with "Trong đó"."""
        said = any(starts_with(text, self.form.words.part_of_above) for text in self.heads)
        return self.table.layout == "rows" and said

    @cached_property
    def amounts(self) -> dict[int, float]:
        """The numbers of the row in columns that add up."""
        adding = {c for c, name in self.block.columns.items() if self.table.column(name).adds == "sum"}
        said = {c: self.value(c) for c in self.columns if c in adding}
        return {c: float(v) for c, v in said.items() if isinstance(v, int | float) and not isinstance(v, bool)}

    @property
    def says_nothing(self) -> bool:
        """Whether the row says in words that there is nothing to list: "Không phát sinh"."""
        said = [c for c in self.columns if c not in self.block.running]
        if self.table.layout != "rows" or not said or said[0] not in self.texts or said[0] > max(self.item, 1):
            return False
        texts = (IN_TIME.sub(" ", text_of(self.sheet.cells[self.row, c])).strip() for c in said)
        text = next(texts)
        if not any(c.isalpha() for c in text) or not all(parse(other).state in ("zero", "blank") for other in texts):
            return False
        return parse(text).state == "zero"

    @cached_property
    def signs(self) -> bool:
        """Whether the row holds nothing but who signs, or the place and day over a signature."""
        if not self.texts or len(self.texts) < len(self.columns):
            return False
        words = self.form.words.signature
        return all(
            (starts_with(t, words) and len(t.split()) <= 8) or DAY_LINE.search(t) is not None
            for t in self.texts.values()
        )

    @property
    def is_filled(self) -> bool:
        """Whether the row is filled like a row of the table, wherever it stands: figures, a number and an item."""
        numbered = self.is_numbered and self.item in self.columns
        return numbered or (self.has_figures and len(self.columns) > 1) or len(self._placed) > NAMES_OF_SIGNERS

    @property
    def has_figures(self) -> bool:
        """Whether a number stands in a column of numbers."""
        return any(self._is_figure(c) for c in self._placed)

    @cached_property
    def _placed(self) -> list[int]:
        return [c for c in self.columns if c in self.block.columns or c in self.block.across]

    def _is_figure(self, column: int) -> bool:
        name = self.block.columns.get(column)
        if name is not None and self.table.column(name).type not in NUMERIC:
            return False
        value = self.value(column)
        return isinstance(value, int | float) or (isinstance(value, str) and parse(value).value is not None)

    @property
    def is_section(self) -> bool:
        """Whether the row only names a section: an ordinal or a known section, and nothing else in the table."""
        if len(self.texts) != len(self.columns) or len(self.columns) > 2:
            return len(self.columns) == 2 and self.is_numbered and self.names_section
        ordinal = clean(str(self.value(self.columns[0])))
        if len(self.columns) == 2:
            return self.columns[0] in self.block.running and bool(ORDINAL.match(ordinal))
        if self._spans:
            return True
        return self.names_section or (bool(SECTION_START.match(ordinal)) and self.columns[0] <= self.item)

    @property
    def _spans(self) -> bool:
        """Whether a text without figures is merged over the item and all figures of the row, so that it holds none."""
        figures = {c for c, name in self.block.columns.items() if self.table.column(name).adds == "sum"}
        reach = next((m for m in self.sheet.merged if m[:2] == (self.row, self.columns[0])), None)
        worded = bool(figures) and not any(c.isdigit() for c in self.first_text)
        return worded and reach is not None and {self.item, *figures} <= set(range(reach[1], reach[3] + 1))

    @cached_property
    def names_section(self) -> bool:
        """Whether the last text of the row is one of the sections that the form has."""
        name = fold(section_name(str(self.value(self.columns[-1]))))
        typed, untyped = _sections(self.form, self.block.table)
        return name in typed or (name.isascii() and " " in name and name in untyped)

    @property
    def is_group(self) -> bool:
        """Whether the row names a section and gives its sums: "II", the name, and figures only."""
        first, *others = self.columns
        ordinal = self.value(first)
        sums = [self.value(c) for c in others if c != self.item]
        named = isinstance(ordinal, str) and first in self.block.running and GROUP.match(clean(ordinal)) is not None
        figures = sums and all(isinstance(v, int | float) and not isinstance(v, bool) for v in sums)
        return named and self.item in others and bool(figures) and self.table.layout == "rows"

    @property
    def is_title(self) -> bool:
        """Whether the row may stand over a header: one or two texts, neither numbered nor a total nor who signs."""
        alone = 0 < len(self.columns) <= 2 and len(self.texts) == len(self.columns)
        counted = self.is_numbered or ORDINAL.match(self.number) is not None
        return alone and not counted and not self.is_total and not self.signs

    @property
    def role_alone(self) -> str | None:
        """The role of a row of one or two cells that only says a note or a unit."""
        if len(self.columns) > 2:
            return None
        if starts_with(self.first_text, self.form.words.note):
            return "note"
        alone = len(self.columns) == 1 and is_statement(self.first_text)
        return "unit_line" if alone or starts_with(self.first_text, self.form.words.unit_line) else None

    def role_outside(self, column: int) -> str | None:
        """The role that a cell of the row has by its words wherever it stands."""
        return role_outside(self.texts.get(column, ""), self.form)


@cache
def _sections(form: Form, table: str) -> tuple[set[str], set[str]]:
    """The ways to write the sections of a table, and the same without diacritics."""
    known = spellings(choice for c in form.tables[table].columns if c.section for choice in c.choice)
    return known, set(map(bare, known))


def adding_up(whole: Sequence[Line], below: Sequence[Line]) -> int:
    """The last of the rows below that, from the first on, add up to the whole; the first where they never do."""
    left = wanted = whole[0].amounts if whole else {}
    for line in below:
        left = {c: amount - line.amounts.get(c, 0) for c, amount in left.items()}
        if any(wanted.values()) and all(abs(amount) <= TOLERANCE for amount in left.values()):
            return line.row
    return below[0].row

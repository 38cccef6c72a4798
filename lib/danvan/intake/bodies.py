"""Says what each row of a table found by its looks is: data, section, total, empty, or a further line of an item.

Does not belong here: where tables are (`shapes`), which of their rows stand over others (`groups`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from statistics import median

from danvan.declared.form import Form
from danvan.intake.glance import is_number
from danvan.intake.groups import ITEM, Groups, rank
from danvan.intake.labels import is_marks
from danvan.intake.outline import Shape, Table
from danvan.intake.sheet import Fault, Position, Sheet, Value
from danvan.intake.words import DAY_LINE, ORDINAL, SECTION_START, is_total, starts_with, states_unit
from danvan.vietnamese.text import clean, fold

ENGLISH_TOTAL = re.compile(r"(?:grand |sub ?|system )?totals?\b.{0,30}")
SECTION_WORDS = ("lĩnh vực", "khối", "nhóm", "phần", "mục", "chương", "khu vực", "cụm")
TOTAL_WORDS = ("tổng", "cộng", "toàn", "cả nước")
BILINGUAL = re.compile(r"\s+[-–/]\s+|\n|\s*[(/]")
NO_TOTALS = ("cộng đồng", "cộng tác", "cộng sản", "cộng hòa", "toàn diện", "tổng hợp", "tổng kết")
LONGEST_SECTION, LONGEST_SHORT = 60, 3


class Body:
    """Walks down the rows of one shape; `table` and the roles of its cells are what comes out."""

    def __init__(
        self, sheet: Sheet, rows: Mapping[int, list[int]], shape: Shape, form: Form, roles: dict[Position, str]
    ) -> None:
        self.sheet, self.shape, self.form, self.roles = sheet, shape, form, roles
        inside = {r: [c for c in cs if shape.left <= c <= shape.right] for r, cs in rows.items()}
        self.rows = {r: cs for r, cs in inside.items() if cs and shape.first <= r <= shape.last}
        self.body = [r for r in self.rows if r >= shape.data_first]
        self.table = Table(shape)
        self.columns = self._columns()
        self.running = self._running()
        self.lead = self.running if self.running is not None else self.columns[0]
        labels = (sheet.cells[r, c] for r in self._header_rows() for c in self.rows.get(r, ()))
        self.header = {fold(str(v)) for v in labels}
        self.wide = {(top, left): right - left + 1 for top, left, _, right in sheet.merged}
        self.groups = Groups(sheet, self.rows, self.body, self.lead, self.running)
        self.signed = False
        self.last = 0  # the last row of data, with what goes on with it

    def _header_rows(self) -> range:
        return range(self.shape.first, self.shape.header_last + 1)

    def _columns(self) -> list[int]:
        """The columns of the table: those with a label, and unnamed ones between or beside them that hold data."""
        named = set(self.shape.paths)
        held = Counter(c for r in self.body for c in self.rows[r] if len(self.rows[r]) > 1)
        beside = {c for c, count in held.items() if min(named) - 1 <= c <= max(named) + 1 or count > 1}
        return sorted(named | beside)

    def _running(self) -> int | None:
        """The column of running numbers, by its label or by its counting up."""
        words = {fold(w) for w in self.form.words.running_number} | {"no", "nr", "id"}
        for column, path in self.shape.paths.items():
            if fold(path[-1]) in words:
                return column
        first = self.columns[0]
        said = [self.sheet.cells.get((r, first)) for r in self.body]
        numbers = [v for v in said if isinstance(v, int | float) and not isinstance(v, bool)]
        steps = sum(b - a == 1 for a, b in itertools.pairwise(numbers))
        return first if len(numbers) > 1 and numbers[0] == 1 and steps * 2 >= len(numbers) - 1 else None

    def run(self) -> None:
        for row in self._header_rows():
            self._mark(row, "header", self.table.headers)
        self._mark(self.shape.marks or 0, "column_marks", self.table.marks)
        self._mark(self.shape.unit_row or 0, "unit_line", self.table.units)
        self._end_before(min(self._title_of_next(), self._gap()))
        for row in self.body:
            self._row(row)
        self._settle_end()

    def _end_before(self, end: int) -> None:
        self.body = [r for r in self.body if r < end]
        self.table.shape = replace(self.shape, last=max([r for r in self.rows if r < end], default=self.shape.last))

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

    def _gap(self) -> int:
        """The row behind two or more blank ones from which on all rows are far shorter than the table's."""
        widths = {r: len(self.rows[r]) for r in self.body}
        usual = median(widths.values()) if widths else 0
        for above, row in itertools.pairwise(self.body):
            if row - above > 2 and all(widths[r] * 2 <= usual for r in self.body if r >= row):
                return row
        return self.shape.last + 1

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
        elif self._about_the_table(row, texts, only_text):
            return
        elif self._totals(row, texts):
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

    def _about_the_table(self, row: int, texts: list[str], only_text: bool) -> bool:
        """Give its role to a header or marks again, a note or a unit line in the table; return whether it was one."""
        values, headed = self._values(row), row - 1 in self.table.headers or not self.table.data
        if len(values) > 1 and texts and {fold(str(v)) for v in values} <= self.header:
            self._mark(row, "header", self.table.headers)
        elif is_marks(values) and len(values) * 2 > len(self.columns) and headed:
            self._mark(row, "column_marks", self.table.marks)
        elif not only_text or len(texts) > 2 or len(texts) == len(self.columns):
            return False
        elif starts_with(texts[0], (*self.form.words.note, "source", "note")):
            self._mark(row, "note")
        elif states_unit(texts[0], self.form):
            self._mark(row, "unit_line", self.table.units)
        else:
            return False
        return True

    def _totals(self, row: int, texts: list[str]) -> bool:
        """Whether a row states totals: it says so, or it begins so and is no item, or its figures are the sums."""
        own, ranked = self._values(row), self.groups.ranks.get(row)
        names = (v for v in own if isinstance(v, str) and rank(v) is None and not is_number(v))
        first = next(names, "").strip()
        if ranked == ITEM:
            return False
        if any(self._total(t) for t in (*texts[:2], fold(BILINGUAL.split(first)[0]))):
            return True
        if ranked is not None or len(texts) > 2 or not any(map(is_number, own)):
            return False
        if len(first) <= LONGEST_SHORT and self.lead not in self.rows[row]:
            return bool(self.groups.ranks) and self.groups.closes(row, self.table.data)
        begun = starts_with(fold(first), TOTAL_WORDS) and not starts_with(fold(first), NO_TOTALS)
        added = fold(first).startswith("cộng ") or bool(self.groups.ranks)
        return begun and (added or self.groups.is_sum(row, self.table.data))

    def _empty(self, row: int) -> bool:
        """Whether a row has a running number only, or nothing but errors."""
        rest = [self.sheet.cells[row, c] for c in self.rows[row] if c != self.running]
        if rest:
            return all(isinstance(v, Fault) for v in rest)
        return is_number(self.sheet.cells.get((row, self.running or 0)))

    def _continues(self, row: int) -> bool:
        """Whether a row only goes on with the texts of the item above: no number of its own, no new first cell."""
        if not self.table.data or row != self.last + 1 or self.lead in self.rows[row]:
            return False
        if self.running is None and self._in_merge(row, self.lead):
            return False
        above, own = set(self.rows[self.table.data[-1]]), self.rows[row]
        if any(is_number(self.sheet.cells[row, c]) for c in own) or not set(own) <= above:
            return False
        if self.running is not None and self._in_merge(row, self.running):
            return True
        return len(own) * 2 <= max(len(above), 2) and not any(self._stands_out(row, c) for c in own)

    def _in_merge(self, row: int, column: int) -> bool:
        return any(top < row <= low and left <= column <= right for top, left, low, right in self.sheet.merged)

    def _stands_out(self, row: int, column: int) -> bool:
        """Whether a text is set like a section: across columns, in capitals, with an ordinal, or over item 1."""
        text = clean(str(self.sheet.cells[row, column]))
        return (
            self.wide.get((row, column), 1) * 2 > len(self.columns)
            or (text.isupper() and " " in text)
            or SECTION_START.match(text) is not None
            or starts_with(fold(text), SECTION_WORDS)
            or self.groups.begins_items(row)
        )

    def _section(self, row: int, only_text: bool) -> bool:
        """Whether a row names a group: a text alone, or what ranks above the items and has some below it."""
        own = self.rows[row]
        ranked = self.groups.ranks.get(row)
        if len(own) > 1 and ranked is not None:
            if only_text and len(own) == 2 and own[0] == self.lead and ranked != ITEM:
                return isinstance(self.sheet.cells[row, self.lead], str) and self._is_ordinal(row)
            if len(own) == 2 and own[0] == self.lead and self._words(row) == 1:
                return self.groups.over_others(row)
            return self._words(row) <= 2 and self.groups.is_group(row)
        if len(own) > 1 and self._words(row) == 1 and self.groups.is_group(row):
            return True
        if not only_text and own[0] != self.lead and self.running is not None:
            return (
                self._words(row) == 1
                and isinstance(self.sheet.cells[row, own[0]], str)
                and self.groups.begins_items(row)
            )
        if not only_text or len(own) > 1 or len(self.columns) < 3:
            return False
        return own[0] in self.columns[:3] or self._stands_out(row, own[0])

    def _is_ordinal(self, row: int) -> bool:
        return ORDINAL.match(clean(str(self.sheet.cells[row, self.lead]))) is not None

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
        """Lines after the last row of the table that only looked like sections, or like items, are notes."""
        table = self.table
        solid = [r for r in table.data if r in self.groups.ranks or any(map(is_number, self._values(r)))]
        wide = [r for r in table.data if len(self.rows[r]) * 2 > len(self.columns)]
        end = max([*solid, *table.empty], default=self.shape.last)
        if not any(total > end for total in table.totals):
            end = max([end, *wide])
        after = [r for r in table.data if r > end]
        if len(solid) * 5 >= (len(table.data) - len(after)) * 4:
            table.data = [r for r in table.data if r <= end]
            for row in after:
                self._mark(row, "note")
        last = max([*table.data, *table.totals, *table.empty], default=self.shape.data_first)
        table.continues = {row: item for row, item in table.continues.items() if item not in after}
        for row in [s for s in table.sections if s > last]:
            first = clean(str(self._values(row)[0]))
            headed = rank(first) in (0, 1) or (SECTION_START.match(first) and first[0].isupper())
            if not headed or len(first) > LONGEST_SECTION or row - 1 not in self.rows:
                table.sections.remove(row)
                self._mark(row, "note")

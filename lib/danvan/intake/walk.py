"""Walks down one table and tells data, sections, totals, notes and signatures apart, row by row.

Does not belong here: cells outside of tables (`roles`), or what a value is worth (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from danvan.declared.form import Form, Table
from danvan.intake.blocks import Block
from danvan.intake.ledger import DataRow, Role, SheetRoles, TotalRow
from danvan.intake.sheet import Position, Sheet
from danvan.intake.submission import RESTATED
from danvan.intake.words import (
    DAY_LINE,
    ORDINAL,
    SECTION_START,
    SUBTOTAL,
    is_ditto,
    is_total,
    role_outside,
    section_name,
    spellings,
    starts_with,
)
from danvan.vietnamese.text import clean, fold

GROUP = re.compile(r"^\(?(?:[IVX]{1,5}|[A-ZĐ])[.)/:]?$")


class Walk:
    """Walks down one block, row by row, remembering the section and whether the signatures have begun."""

    def __init__(
        self, sheet: Sheet, rows: Mapping[int, list[int]], block: Block, form: Form, found: SheetRoles
    ) -> None:
        self.sheet, self.rows, self.block, self.form, self.found = sheet, rows, block, form, found
        self.table: Table = form.tables[block.table]
        self.data: list[DataRow] = []
        self.totals: list[TotalRow] = []
        self.aside: list[tuple[int, str]] = []
        self.section: tuple[str, Position] | None = None
        self.section_row = 0
        self.groups: dict[int, dict[str, Position]] = {}  # sections that state their own sums
        self.signed = False
        self.item = block.column_of(self.table.item.name) or 0
        self.fills = _vertical_merges(sheet, block, self.table)
        self.header = {fold(str(sheet.cells[p])) for p in sheet.cells if p[0] in block.header_rows}

    def run(self) -> None:
        for row in range(self.block.first, self.block.data_first):
            role = "column_marks" if row == self.block.marks else "header"
            for column in self.rows.get(row, ()):
                self._set(row, column, role, self.block.columns.get(column))
        tail = self._title_of_next()
        for row in range(self.block.data_first, self.block.last + 1):
            if row in self.rows:
                self._outside(row) if row >= tail else self._row(row)

    def _title_of_next(self) -> int:
        """The first of the lines that stand directly over the next header and speak of it, not of this block."""
        row = self.block.last + 1
        if row > max(self.rows):
            return row
        while row > self.block.data_first and (above := self.rows.get(row - 1, [])) is not None:
            texts = [self.sheet.cells[row - 1, c] for c in above]
            if len(texts) > 2 or not all(isinstance(t, str) for t in texts) or self._is_named(row - 1):
                break
            row -= 1
        return row

    def _is_named(self, row: int) -> bool:
        """Whether the row has a running number or a total, so that it is no title."""
        texts = {c: clean(str(self.sheet.cells[row, c])) for c in self.rows.get(row, ())}
        numbered = any(c in self.block.running and (t.isdigit() or ORDINAL.match(t)) for c, t in texts.items())
        return numbered or any(is_total(fold(text), self.form) for text in texts.values())

    def _row(self, row: int) -> None:
        texts = self._texts(row)
        self.signed = self.signed or self._signs(row, texts)
        if role := self._plain_role(row, texts):
            self._all(row, role)
        elif self._is_struck(row):
            self._set_aside(row, "Đ51")
        elif any(is_total(text, self.form) for text in texts.values()):
            self._total(row)
        elif self.table.layout == "rows" and starts_with(texts.get(self.item, ""), self.form.words.part_of_above):
            self._set_aside(row, "Đ52")
        elif self._is_group(row):
            self._begin_section(row, self.item)
            self.groups[row] = {n: (row, c) for c, n in self.block.columns.items() if (row, c) in self.sheet.cells}
        elif self._is_section(row, texts):
            self._begin_section(row, self.rows[row][-1])
        else:
            self._data(row)

    def _plain_role(self, row: int, texts: Mapping[int, str]) -> str | None:
        """The role of a row that is no part of the table's content: signatures, the header again, notes, unit lines."""
        if self.signed:
            return "signature"
        if texts and set(texts.values()) <= self.header and len(texts) == len(self.rows[row]) > 1:
            return "header"
        first = next(iter(texts.values()), "")
        if len(self.rows[row]) <= 2 and starts_with(first, self.form.words.note):
            return "note"
        return "unit_line" if len(self.rows[row]) <= 2 and starts_with(first, self.form.words.unit_line) else None

    def _is_struck(self, row: int) -> bool:
        """Whether all that stands in the row is struck through: a row taken out."""
        cells = [(row, c) for c in self.rows[row]]
        return bool(self.sheet.struck) and all(cell in self.sheet.struck for cell in cells)

    def _set_aside(self, row: int, code: str) -> None:
        self.aside.append((row, code))
        self._all(row, "note")

    def _texts(self, row: int) -> dict[int, str]:
        values = ((c, self.sheet.cells[row, c]) for c in self.rows[row])
        return {c: fold(v) for c, v in values if isinstance(v, str)}

    def _signs(self, row: int, texts: Mapping[int, str]) -> bool:
        if not texts or len(texts) < len(self.rows[row]):
            return False
        words = self.form.words.signature
        return all(
            (starts_with(t, words) and len(t.split()) <= 8) or DAY_LINE.search(t) is not None for t in texts.values()
        )

    def _is_section(self, row: int, texts: Mapping[int, str]) -> bool:
        """Whether the row only names a section: an ordinal or a known section, and nothing else in the table."""
        cells = self.rows[row]
        if len(texts) != len(cells) or len(cells) > 2:
            return False
        last = str(self.sheet.cells[row, cells[-1]])
        ordinal = clean(str(self.sheet.cells[row, cells[0]]))
        if len(cells) == 2:
            return cells[0] in self.block.running and bool(ORDINAL.match(ordinal))
        return self._names_section(last) or (bool(SECTION_START.match(ordinal)) and cells[0] <= self.item)

    def _names_section(self, text: str) -> bool:
        wanted = [c for c in self.table.columns if c.section]
        return any(fold(section_name(text)) in spellings(c.choice) for c in wanted)

    def _is_group(self, row: int) -> bool:
        """Whether the row names a section and gives its sums: "II", the name, and figures only."""
        first, *others = self.rows[row]
        ordinal = self.sheet.cells[row, first]
        sums = [self.sheet.cells[row, c] for c in others if c != self.item]
        named = isinstance(ordinal, str) and first in self.block.running and GROUP.match(clean(ordinal)) is not None
        figures = sums and all(isinstance(v, int | float) and not isinstance(v, bool) for v in sums)
        return named and self.item in others and bool(figures) and self.table.layout == "rows"

    def _begin_section(self, row: int, column: int) -> None:
        self.section = (section_name(str(self.sheet.cells[row, column])), (row, column))
        self.section_row = row
        self._all(row, "section")

    def _total(self, row: int) -> None:
        cells = {name: (row, c) for c, name in self.block.columns.items() if (row, c) in self.sheet.cells}
        grand = not any(self._is_subtotal(text) for text in self._texts(row).values())
        over = tuple(d.row for d in self.data if grand or d.row > self.section_row)
        self.totals.append(TotalRow(row, cells, over, grand))
        for column in self.rows[row]:
            self._set(row, column, "total", self.block.columns.get(column))

    def _is_subtotal(self, text: str) -> bool:
        """Whether a total names its section ("cộng i"), or is the first bare "cộng" under an open section."""
        open_section = self.section is not None and not any(t.row > self.section_row for t in self.totals)
        return SUBTOTAL.fullmatch(text) is not None or (text == "cộng" and open_section)

    def _data(self, row: int) -> None:
        cells = {}
        for column in self.rows[row]:
            name = self.block.columns.get(column) or self.block.across.get(column)
            if name:
                cells[name] = (row, column)
            kept = self.block.columns.get(column) or (RESTATED if column in self.block.older else None)
            self._set(row, column, self._role_in_row(row, column), kept)
        for column, anchor in self.fills.get(row, {}).items():
            cells.setdefault(self.block.columns[column], anchor)
        if self._goes_on(row, cells):
            last = self.data[-1]
            self.data[-1] = replace(last, more=(*last.more, *sorted(cells.items())))
        elif any(p[0] == row for p in cells.values()):
            self.data.append(self._with_dittos(row, cells))

    def _goes_on(self, row: int, cells: Mapping[str, Position]) -> bool:
        """Whether a row only goes on with texts of the item above: no number, no new item, texts only."""
        if not (self.data and self.block.running and cells):
            return False
        item = cells.get(self.table.item.name)
        if item and not str(self.sheet.cells[item])[0].islower():
            return False
        above = max([self.data[-1].row, *(p[0] for _, p in self.data[-1].more)])
        numbered = any((self.data[-1].row, c) in self.sheet.cells for c in self.block.running)
        unnumbered = not any((row, c) in self.sheet.cells for c in self.block.running)
        texts = all(self.table.column(name).type == "text" for name in cells)
        return row == above + 1 and numbered and unnumbered and texts

    def _with_dittos(self, row: int, cells: dict[str, Position]) -> DataRow:
        """Give a cell with a ditto mark the cell above it; the first row has none above and keeps its mark."""
        above = self.data[-1].cells if self.data and self.table.layout == "rows" else {}
        repeated = tuple(n for n, p in cells.items() if n in above and is_ditto(self.sheet.cells[p]))
        return DataRow(row, {n: above[n] if n in repeated else p for n, p in cells.items()}, self.section, repeated)

    def _role_in_row(self, row: int, column: int) -> str:
        block = self.block
        if any(column in known for known in (block.columns, block.running, block.across, block.older)):
            return "value"
        if self.block.across and isinstance(self.sheet.cells[row, column], str):
            return "header"  # beside indicators in columns, the words of a row say which figures it holds
        return "note" if column in block.aside else "unplaced"

    def _outside(self, row: int) -> None:
        for column in self.rows[row]:
            text = self._texts(row).get(column, "")
            self._set(row, column, role_outside(text, self.form) or "title", None)

    def _all(self, row: int, role: str) -> None:
        for column in self.rows[row]:
            self._set(row, column, role, self.block.columns.get(column) if role == "header" else None)

    def _set(self, row: int, column: int, role: str, name: str | None = None) -> None:
        self.found.roles[row, column] = Role(role, self.block.table, name)


def _vertical_merges(sheet: Sheet, block: Block, table: Table) -> dict[int, dict[int, Position]]:
    """Body cells merged downwards: row -> column -> the cell that holds the value for that row, too.

    An amount over several rows is one amount: it stays in its first row, and `tables` refuses it.
    """
    amounts = {column.name for column in table.columns if column.adds == "sum"}
    fills: dict[int, dict[int, Position]] = {}
    for top, left, bottom, _ in sheet.merged:
        fills_down = left in block.columns and block.columns[left] not in amounts
        if fills_down and block.data_first <= top < bottom <= block.last and (top, left) in sheet.cells:
            for row in range(top + 1, bottom + 1):
                fills.setdefault(row, {})[left] = (top, left)
    return fills


def totals_of(walk: Walk) -> list[TotalRow]:
    """Give every total its rows: a grand total all of the block, one that stands above its rows those below it.

    The sums that a section states stand over its own rows.
    """
    every = tuple(d.row for d in walk.data)
    totals = [_with_rows(total, every, [t.row for t in walk.totals]) for total in walk.totals]
    under = {row: tuple(d.row for d in walk.data if d.section and d.section[1][0] == row) for row in walk.groups}
    return [*totals, *(TotalRow(row, cells, under[row], False) for row, cells in walk.groups.items() if under[row])]


def _with_rows(total: TotalRow, every: tuple[int, ...], totals: list[int]) -> TotalRow:
    if total.grand:
        return replace(total, over=every)
    end = min((row for row in totals if row > total.row), default=None)
    below = tuple(row for row in every if row > total.row and (end is None or row < end))
    return total if total.over else replace(total, over=below)

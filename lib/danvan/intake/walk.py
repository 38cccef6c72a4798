"""Walks down one table and tells data, sections, totals, notes and signatures apart, row by row.

Does not belong here: what one row is by itself (`lines`), cells outside of tables (`roles`), over which rows a total
stands (`summed`), what a value is worth (`values`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from danvan.declared.form import Form, Table
from danvan.intake.blocks import LINES_ABOVE, Block
from danvan.intake.headers import is_label
from danvan.intake.ledger import DataRow, Role, SheetRoles, TotalRow
from danvan.intake.lines import Line, adding_up
from danvan.intake.sheet import Position, Sheet
from danvan.intake.submission import RESTATED
from danvan.intake.words import is_ditto, is_subtotal, section_name
from danvan.vietnamese.text import fold


class Walk:
    """Walks down one block, row by row, remembering the section, whether signatures have begun, and the rows' whole.

    `told` are the rows that a finding is told of, `headed` the rows where the header comes again, `pages` those of
    them that were passed.
    """

    def __init__(
        self, sheet: Sheet, rows: Mapping[int, list[int]], block: Block, form: Form, found: SheetRoles
    ) -> None:
        self.sheet, self.rows, self.block, self.form, self.found = sheet, rows, block, form, found
        self.table: Table = form.tables[block.table]
        self.data: list[DataRow] = []
        self.totals: list[TotalRow] = []
        self.told: list[tuple[int, str]] = []
        self.pages: list[int] = []
        self.headed = frozenset[int]()
        self.lines: dict[int, Line] = {}
        self.section: tuple[str, Position] | None = None
        self.section_row = 0
        self.groups: dict[int, dict[str, Position]] = {}  # sections that state their own sums
        self.signed = self.in_part = False
        self.parts_end = 0
        self.fills = _vertical_merges(sheet, block, self.table)
        self.header = {fold(str(v)) for row in block.header_rows for v in sheet.line(row).values()}

    def run(self) -> None:
        self._head()
        tail = self._title_over(self.block.last + 1) if self.block.last + 1 <= max(self.rows) else self.block.last + 1
        self.headed = frozenset(self._pages())
        titles = {over for row in self.headed for over in range(self._title_over(row), row)}
        for row in range(self.block.data_first, self.block.last + 1):
            if row not in self.rows:
                continue
            if row >= tail or (row in titles and not self._line(row).is_section):
                self._outside(row)
            else:
                self._row(self._line(row))

    def _line(self, row: int) -> Line:
        if row not in self.lines:
            self.lines[row] = Line(self.sheet, self.block, self.form, row, self.rows[row])
        return self.lines[row]

    def _head(self) -> None:
        """The rows of the header, and the section that a line over it names."""
        plain = {self.block.marks: "column_marks", self.block.units: "unit_line"}
        for row in range(self.block.first, self.block.data_first):
            self._all(row, plain.get(row, "header"))
        above = [row for row in self.rows if self.block.first - LINES_ABOVE <= row < self.block.first]
        for line in map(self._line, above):
            if line.is_title and line.names_section and self.found.roles[line.row, line.columns[-1]].role == "title":
                self._begin_section(line)

    def _pages(self) -> list[int]:
        """The rows where the header comes again."""
        body = (row for row in self.rows if self.block.data_first <= row <= self.block.last)
        return [row for row in body if self._is_header(self._line(row))]

    def _is_header(self, line: Line) -> bool:
        return len(line.texts) == len(line.columns) > 1 and self.header.issuperset(line.texts.values())

    def _title_over(self, header: int) -> int:
        """The first of the lines that stand directly over a header that comes again, or the next block's.

        Below a signature these are the lines without a gap between them; above it, who signs is named.
        """
        row = header
        signed = self._first_signed < header
        while row > self.block.data_first:
            if row - 1 in self.rows and not self._line(row - 1).is_title:
                break
            if signed and row in self.rows and row - 1 not in self.rows and row < header:
                break
            row -= 1
        return row

    @cached_property
    def _first_signed(self) -> int:
        """The first row where somebody signs; one past the last where nobody does."""
        body = (row for row in self.rows if self.block.data_first <= row <= self.block.last)
        return next((row for row in body if self._line(row).signs), self.block.last + 2)

    def _row(self, line: Line) -> None:
        if line.row in self.headed:
            self.signed = self.in_part = False
            self.pages.append(line.row)
            self._all(line.row, "header")
            return
        self.signed = self.signed or line.signs
        if role := self._plain_role(line):
            self._all(line.row, role)
            return
        if self.signed:
            self.told.append((line.row, "Đ56"))
        self._content(line)

    def _plain_role(self, line: Line) -> str | None:
        """The role of a row that is no part of the table's content: signatures, marks, notes, unit lines."""
        if line.is_marks and (line.row - 1 in self.pages or line.repeats(self.block.marks)):
            return "column_marks"
        if self.signed and not line.is_filled:
            return "signature"
        return line.role_alone

    def _content(self, line: Line) -> None:
        row = line.row
        self.in_part = self.in_part and not line.is_numbered and not line.is_total
        if line.is_struck:
            self._set_aside(row, "Đ51")
        elif line.says_nothing:
            self._set_aside(row, "Đ57")
        elif line.carries_over:
            self._totalled(row)
        elif line.is_total:
            self._total(row)
        elif line.begins_part or self.in_part:
            self._part(line)
        elif line.is_group:
            self._begin_section(line)
            self.groups[row] = self._cells(row)
        elif line.is_section:
            self._begin_section(line)
        else:
            self._data(row)

    def _part(self, line: Line) -> None:
        """Set a part of the row above aside; further rows go along while they are parts of that row, too."""
        above = max([0, *(d.row for d in self.data), *(t.row for t in self.totals)])
        if not self.in_part:
            numbered = any(t.row == above for t in self.totals) or (above > 0 and self._line(above).is_numbered)
            below = [self._line(row) for row in self.rows if line.row <= row <= self.block.last]
            whole = [self._line(above)] if above else []
            self.parts_end = self.block.last if self.block.running and numbered else adding_up(whole, below)
        self.in_part = line.row < self.parts_end
        self._set_aside(line.row, "Đ52")

    def _set_aside(self, row: int, code: str) -> None:
        self.told.append((row, code))
        self._all(row, "note")

    def _begin_section(self, line: Line) -> None:
        column = line.item if line.is_group else line.columns[-1]
        self.section = (section_name(str(line.value(column))), (line.row, column))
        self.section_row = line.row
        self.in_part = False
        self._all(line.row, "section")

    def _cells(self, row: int) -> dict[str, Position]:
        names = {**self.block.columns, **self.block.across}
        return {name: (row, c) for c, name in names.items() if (row, c) in self.sheet.cells}

    def _total(self, row: int) -> None:
        grand = not any(self._is_subtotal(text) for text in self._line(row).heads)
        over = tuple(d.row for d in self.data if grand or d.row > self.section_row)
        self.totals.append(TotalRow(row, self._cells(row), over, grand, "cộng" in self._line(row).heads))
        self._totalled(row)

    def _totalled(self, row: int) -> None:
        for column in self.rows[row]:
            self._set(row, column, "total", self.block.columns.get(column))

    def _is_subtotal(self, text: str) -> bool:
        """Whether a total names its section ("cộng i"), or is the first bare "cộng" under an open section."""
        open_section = self.section is not None and not any(t.row > self.section_row for t in self.totals)
        return is_subtotal(text) or (text == "cộng" and open_section)

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
        if not (self.data and self.block.running and cells) or self.block.across:
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
        if column in self.block.known:
            return "value"
        if self.block.across and is_label(self.sheet.cells[row, column]):
            return "header"  # beside indicators in columns, the words of a row say which figures it holds
        return "note" if column in self.block.aside else "unplaced"

    def _outside(self, row: int) -> None:
        for column in self.rows[row]:
            self._set(row, column, self._line(row).role_outside(column) or "title", None)

    def _all(self, row: int, role: str) -> None:
        for column in self.rows.get(row, ()):
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

"""What makes the tables of a redrawn sheet work again: totals that add themselves up, and lists to choose from.

    total of G over rows 5-7 and 9-12   =IF(COUNT(G5:G7,G9:G12)=0,"",SUM(G5:G7,G9:G12))

A total becomes a formula only where it is the sum of the numbers over or under it, so that nothing stated is changed.
Does not belong here: how the sheet is drawn (`redrawn`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from danvan.declared.form import Column, Form
from danvan.intake.sheet import Fault, Position, Sheet, address, column_letter, position_of
from danvan.intake.submission import CellRole
from danvan.intake.template import entry

TOLERANCE = 0.005
LISTS = "_luachon"
BREAKS = frozenset({"total", "section", "header", "column_marks", "title", "signature"})


@dataclass(frozen=True)
class Total:
    """A total as a formula, and what it gives; "" where there is nothing to add."""

    formula: str
    result: float | str


@dataclass(frozen=True)
class Choices:
    """What the cells of a column offer, 1-based first and last row."""

    column: int
    first: int
    last: int
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Alive:
    """The tables of one sheet, by the roles of its cells."""

    sheet: Sheet
    roles: Mapping[Position, CellRole]
    form: Form
    year: int

    @classmethod
    def of(cls, sheet: Sheet, cells: Sequence[CellRole], form: Form, year: int) -> Alive:
        own = {position_of(c.cell): c for c in cells if c.sheet == sheet.name}
        return cls(sheet, own, form, year)

    def totals(self) -> dict[Position, Total]:
        """The cells of total rows that add the numbers of their column."""
        found = {}
        for (table, row), cells in self._total_rows():
            columns = {c: declared for c, declared in self._columns(table).items() if declared.adds == "sum"}
            sums = {c: total for c in columns if (total := self._total(table, row, c))}
            if any((row, c) in self.sheet.cells for c in sums):
                found.update({(row, c): total for c, total in sums.items() if (row, c) in cells or c in columns})
        return found

    def choices(self, lists: Lists) -> Iterator[Choices]:
        """The lists that the columns of the form offer, over the rows of each table."""
        for table in dict.fromkeys(c.table for c in self.roles.values() if c.role == "value" and c.table):
            runs = self._runs(table)
            own = self.form.table(table).sheet == self.sheet.name
            for column, declared in self._columns(table).items():
                options = entry.validation(declared, self.year, lists) if entry.options_of(declared) else None
                if options:
                    stop = {} if own else {"error_type": "warning"}
                    yield Choices(column, runs[0][0], runs[-1][-1], {**options, **stop})

    def _columns(self, table: str) -> dict[int, Column]:
        """The sheet columns of a table with what the form declares of them."""
        heads = {p[1]: c.column for p, c in self.roles.items() if c.role == "header" and c.table == table and c.column}
        declared = {c.name: c for c in self.form.table(table).columns}
        return {column: declared[name] for column, name in heads.items() if name in declared}

    def _total_rows(self) -> Iterator[tuple[tuple[str, int], set[Position]]]:
        totals = sorted((c.table, p[0], p[1]) for p, c in self.roles.items() if c.role == "total" and c.table)
        for (table, row), cells in groupby(totals, key=lambda t: t[:2]):
            yield (table, row), {(r, column) for _, r, column in cells}

    def _total(self, table: str, row: int, column: int) -> Total | None:
        """The total of a column at `row`, by the runs of rows over it, over it since the last total, or under it."""
        value = self.sheet.cells.get((row, column))
        stated = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        if value is not None and stated is None and not (isinstance(value, Fault) and value.kind == "no_result"):
            return None
        runs = self._runs(table) if any(c.role == "value" and c.table == table for c in self.roles.values()) else []
        above, below = [r for r in runs if r[-1] < row], [r for r in runs if r[0] > row]
        for over in (above, above[-1:], below, below[:1]):
            numbers = [self.sheet.cells.get((r, column)) for run in over for r in run]
            if not over or any(isinstance(n, str | Fault) for n in numbers):
                continue
            added = [float(n) for n in numbers if isinstance(n, int | float) and not isinstance(n, bool)]
            if stated is None or (added and abs(math.fsum(added) - stated) <= TOLERANCE):
                return _as_formula(column, over, stated, added)
        return None

    def _runs(self, table: str) -> list[range]:
        """The rows of a table between its headers, sections and totals, empty ones over a total included."""
        of_table = [(p[0], c.role) for p, c in self.roles.items() if c.table == table]
        values = {row for row, role in of_table if role == "value"}
        totals = {row for row, role in of_table if role == "total"}
        last = max(values)
        after = min((row for row, _ in self.roles if row > last and row not in values), default=0)
        end = after if after in totals else last + 1
        breaks = {p[0] for p, c in self.roles.items() if c.role in BREAKS} - values
        runs, first = [], min(values)
        for stop in sorted(b for b in (*breaks, end) if first < b <= end):
            if values & set(range(first, stop)):
                runs.append(range(first, stop))
            first = stop + 1
        return runs


def _as_formula(column: int, over: Sequence[range], stated: float | None, added: Sequence[float]) -> Total:
    spans = ",".join(f"{address((run[0], column))}:{address((run[-1], column))}" for run in over)
    result: float | str = stated if stated is not None else math.fsum(added) if added else " "
    return Total(f'=IF(COUNT({spans})=0,"",SUM({spans}))', result)


class Lists(dict[tuple[str, ...], str]):
    """Where each list to choose from stands on the sheet of lists: the options -> their range; new ones are added."""

    def __missing__(self, options: tuple[str, ...]) -> str:
        column = column_letter(len(self) + 1)
        self[options] = f"='{LISTS}'!${column}$1:${column}${len(options)}"
        return self[options]

    def draw(self, paper: Any) -> None:
        """Write the lists, a column each, on a sheet that nobody sees."""
        for column, options in enumerate(self):
            for row, option in enumerate(options):
                paper.write_string(row, column, option)
        paper.hide()

"""Finds tables that no form declares, by how they look: rows of labels over rows of figures or of repeated texts.

    TT | Họ và tên | Năm | Số tiền        header: texts only, and rows below that it covers
     1 | ...       | 2019|  12.000        the table reaches down to the next header

Does not belong here: what a header means (`headers`), what a row below a header is (`sketch`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from danvan.declared.form import Form
from danvan.intake.blocks import by_row
from danvan.intake.headers import Path
from danvan.intake.labels import is_marks, paths_over
from danvan.intake.sheet import Fault, Sheet, Value
from danvan.intake.words import DAY_LINE, ORDINAL, is_total, starts_with
from danvan.vietnamese.text import clean, fold

NUMBER = re.compile(r"^[-+(]?\d[\d.,\s]*\)?\s*(?:%|đ|đồng|triệu|tỷ|tr)?$")
BRACKETED = re.compile(r"^\(.{1,20}\)$")
UNITS = frozenset(
    (
        "đồng",
        "người",
        "mô hình",
        "hộ",
        "m",
        "m2",
        "km",
        "ha",
        "kg",
        "tấn",
        "%",
        "cái",
        "tổ",
        "buổi",
        "lượt",
        "ngày công",
    )
)
TALLEST, LONGEST_LABEL, LOOK_DOWN, FEWEST = 4, 120, 15, 2
YEARS = range(1950, 2101)


@dataclass(frozen=True, slots=True)
class Shape:
    """One table by its looks. Rows and columns are 1-based; `last` is the last row that may belong to it."""

    first: int
    header_last: int
    data_first: int
    last: int
    paths: Mapping[int, Path]
    marks: int | None = None
    unit_row: int | None = None
    span: tuple[int, int] | None = None

    @property
    def left(self) -> int:
        return self.span[0] if self.span else 1

    @property
    def right(self) -> int:
        return self.span[1] if self.span else 1 << 14


def find_shapes(sheet: Sheet, form: Form) -> list[Shape]:
    """Return the tables of `sheet` from top to bottom, left to right; none where nothing looks like one."""
    view = View(sheet, form)
    headers: list[Shape] = []
    done = 0
    for row in view.rows:
        if row <= done:
            continue
        header = view.header(row, bool(headers))
        if header and not (headers and view.repeats(headers[-1], header)):
            sides = list(_sides(header))
            headers += sides
            done = max(side.data_first for side in sides) - 1
    starts = [h.first for h in headers]
    bottom = max(view.rows, default=0)
    return [replace(h, last=min([s - 1 for s in starts if s > h.header_last], default=bottom)) for h in headers]


def _sides(header: Shape) -> Iterator[Shape]:
    """Part a header into tables that stand side by side: an empty column between, and the same first label again."""
    runs: list[list[int]] = []
    for column in sorted(header.paths):
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    firsts = [header.paths[run[0]] for run in runs]
    again = [n for n, first in enumerate(firsts) if n and fold(first[0]) == fold(firsts[0][0])]
    if not again:
        yield header
        return
    starts = [0, *again]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(runs)
        left, right = runs[start][0], runs[end - 1][-1]
        yield replace(header, span=(left, right), paths={c: p for c, p in header.paths.items() if left <= c <= right})


def is_number(value: Value | None) -> bool:
    """Whether a cell holds a figure, a date or an error, also where it was typed as text."""
    if isinstance(value, str):
        return bool(NUMBER.match(clean(value)))
    return isinstance(value, int | float | dt.date | Fault)


def is_year(value: Value | None) -> bool:
    """Whether a cell holds a year, as headers over years do."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value in YEARS


@dataclass(frozen=True)
class View:
    """One sheet, and the questions asked of its rows."""

    sheet: Sheet
    form: Form

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        return by_row(self.sheet)

    def values(self, row: int) -> list[Value]:
        return [self.sheet.cells[row, c] for c in self.rows.get(row, ())]

    def header(self, row: int, inside: bool) -> Shape | None:
        """The header that begins at `row`; `inside` another table only where something sets it apart."""
        if len(self.rows[row]) < FEWEST or (inside and not self._set_apart(row)):
            return None
        if not self.labels_only(row) or self._spoken_for(row):
            return None
        for last in self._windows(row):
            shape = self._shape(row, last)
            if len(shape.paths) >= FEWEST and self._covers(shape):
                return shape
        return None

    def labels_only(self, row: int) -> bool:
        """Whether a row holds texts, or years, and is no row of column marks."""
        values = self.values(row)
        words = [v for v in values if isinstance(v, str) and not is_number(v)]
        if not values or not all(v in words or is_year(v) for v in values) or is_marks(values):
            return False
        return (bool(words) or len(values) > 1) and all(len(w) <= LONGEST_LABEL for w in words)

    def _spoken_for(self, row: int) -> bool:
        """Whether a row's words say that it is a letterhead, a unit line, a total, a section, a field."""
        texts = [clean(v) for v in self.values(row) if isinstance(v, str)]
        words = self.form.words
        heads = tuple(w for w in words.letterhead if " " in w or len(w) > 3)  # not “Số”, which many labels begin with
        starts = (*heads, *words.unit_line, *words.signature)
        if not texts:
            return False
        if (
            ORDINAL.match(texts[0])
            or is_total(fold(texts[0]), self.form)
            or sum(t.endswith(":") for t in texts) * 2 > len(texts)
        ):
            return True
        return any(DAY_LINE.search(fold(t)) for t in texts) or (
            not self._numbered(row) and any(starts_with(fold(t), starts) and len(fold(t).split()) > 1 for t in texts)
        )

    def _numbered(self, row: int) -> bool:
        return any(isinstance(v, str) and fold(v) in self.running for v in self.values(row))

    @cached_property
    def running(self) -> frozenset[str]:
        return frozenset(fold(w) for w in self.form.words.running_number) | {"no", "nr"}

    def _set_apart(self, row: int) -> bool:
        above = self.rows.get(row - 1)
        return above is None or self._numbered(row) or (len(above) <= 2 and self.labels_only(row - 1))

    def _windows(self, row: int) -> list[int]:
        """The rows at which a header that begins at `row` may end, the tallest first."""
        last = row
        while last - row + 1 < TALLEST:
            reach = max((m[2] for m in self.sheet.merged if row <= m[0] <= last and m[2] - row < TALLEST), default=last)
            if reach > last and all(self.labels_only(r) or r not in self.rows for r in range(last + 1, reach + 1)):
                last = reach
            elif self._goes_on(last):
                last += 1
            else:
                break
        return [last] if last == row else [last, row]

    def _goes_on(self, last: int) -> bool:
        """Whether the row below holds the lower labels of a group label: under a wide merge, or right of a label."""
        if not self.labels_only(last + 1) or self.is_units(last + 1):
            return False
        below = self.rows[last + 1]
        wide = {
            c
            for t, left, b, right in self.sheet.merged
            if t <= last <= b and right > left and (t, left) in self.sheet.cells
            for c in range(left, right + 1)
        }
        if wide & set(below):
            return True
        upper = set(self.rows.get(last, ()))
        fresh = [c for c in below if c not in upper]
        grouped = [c for c in fresh if c - 1 in below]
        return bool(fresh) and grouped == fresh and len(upper) >= FEWEST and not self._ends_text(last + 1)

    def _ends_text(self, row: int) -> bool:
        """Whether no row of figures follows, so that this row is itself the text of the table."""
        below = [r for r in self.rows if row < r <= row + 3]
        return not any(is_number(v) for r in below for v in self.values(r))

    def is_units(self, row: int) -> bool:
        """Whether a row below a header names the units of its columns."""
        texts = [clean(v) if isinstance(v, str) else "" for v in self.values(row)]
        return len(texts) > 1 and all(
            BRACKETED.match(t) or t.casefold() in UNITS or fold(t) in self.form.words.scale for t in texts
        )

    def _shape(self, first: int, last: int) -> Shape:
        marks = unit_row = None
        below = last + 1
        for _ in range(2):
            if below in self.rows and marks is None and is_marks(list(self.values(below))):
                marks, below = below, below + 1
            elif below in self.rows and unit_row is None and self.is_units(below):
                unit_row, below = below, below + 1
        return Shape(first, last, below, below, paths_over(self.sheet, first, last), marks, unit_row)

    def _covers(self, shape: Shape) -> bool:
        """Whether rows below look like the body of a table with these columns."""
        body = [r for r in self.rows if shape.data_first <= r < shape.data_first + LOOK_DOWN]
        columns = set(shape.paths)
        texts = 0
        for row in body:
            cells = set(self.rows[row])
            if any(is_number(self.sheet.cells[row, c]) for c in cells & columns):
                return len(cells & columns) * 2 >= len(cells) and (
                    len(columns) > 2 or self._pairs(body, sorted(columns))
                )
            if self._spoken_for(row) and len(cells) < len(columns) and len(cells) > 2:
                return False
            if len(cells) > len(columns) or (len(cells - columns) > len(cells & columns)):
                return False
            texts += len(cells & columns) >= FEWEST
        if texts >= FEWEST and len(columns) > 2:
            return True
        named = shape.marks is not None or any(fold(p[-1]) in self.running for p in shape.paths.values())
        short = all(len(p[-1]) <= 40 for p in shape.paths.values())
        return len(columns) > 2 and (named or (short and texts == 0 and len(columns) > 3))

    def _pairs(self, body: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether two columns are a table and no list of fields: one of them holds figures nearly everywhere."""
        both = [r for r in body if all((r, c) in self.sheet.cells for c in columns)]
        shares = [sum(is_number(self.sheet.cells[r, c]) for r in both) for c in columns]
        return len(both) >= FEWEST and max(shares) >= 0.8 * len(both)

    def repeats(self, earlier: Shape, header: Shape) -> bool:
        """Whether a header is the one above again, as on each printed page: right below rows of figures."""
        one, other = ([fold(p[-1]) for p in h.paths.values()] for h in (earlier, header))
        return one == other and any(is_number(v) for v in self.values(header.first - 1))

"""Questions asked of a sheet's rows by their looks: labels, units, figures, and words that make them something else.

Does not belong here: which rows make a table (`shapes`), what a row below a header is (`bodies`).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from danvan.declared.form import Form
from danvan.intake.headers import Path
from danvan.intake.labels import is_marks, paths_over
from danvan.intake.sheet import Fault, Position, Sheet, Value
from danvan.intake.words import DAY_LINE, ORDINAL, is_total, starts_with, states_unit
from danvan.vietnamese.text import clean, fold
from danvan.vietnamese.units import read_unit

NUMBER = re.compile(r"^[-+(]?\d[\d.,\s]*\)?\s*(?:%|đ|đồng|triệu|tỷ|tr)?$")
DIGIT = re.compile(r"\d")
NOTHING = re.compile(r"^(?:[-–—.…_/*:\s]+|[xX✓]|N/?A)$")
BRACKETED = re.compile(r"^[(\[].{1,20}[)\]]$")
COUNTED = frozenset(
    ("người", "mô hình", "hộ", "khẩu", "cái", "tổ", "buổi", "lượt", "ngày công", "lần", "cơ sở", "con", "bộ", "thôn",
     "no.", "€", "$", "£", "usd", "vnd")
)  # fmt: skip
CODE = re.compile(r"^\d+(?:(?:\.\d+)+[a-z]?|[a-z])$")
LONGEST_LABEL, LONGEST_OF_SEVERAL, LOOK_DOWN = 120, 300, 15
YEARS = range(1950, 2101)


def is_number(value: Value | None) -> bool:
    """Whether a cell holds a figure, a date or an error, also where it was typed as text."""
    if isinstance(value, str):
        return DIGIT.search(value) is not None and NUMBER.match(clean(value)) is not None
    return isinstance(value, int | float | dt.date | Fault)


def is_blank(value: Value | None) -> bool:
    """Whether a cell says in one sign that there is nothing, or a tick: never a label."""
    return isinstance(value, str) and NOTHING.match(clean(value)) is not None


def is_year(value: Value | None) -> bool:
    """Whether a cell holds a year, as headers over years do, also where it was typed as text."""
    if isinstance(value, str):
        return value.strip().isascii() and value.strip().isdigit() and int(value) in YEARS
    return isinstance(value, int | float) and not isinstance(value, bool) and value in YEARS


def _is_unit(text: str) -> bool:
    return BRACKETED.match(text) is not None or text.casefold() in COUNTED or read_unit(text) is not None


@dataclass(frozen=True)
class Glance:
    """One sheet, and the questions asked of its rows."""

    sheet: Sheet
    form: Form

    @property
    def rows(self) -> Mapping[int, list[int]]:
        return self.sheet.rows

    @cached_property
    def lowest(self) -> dict[int, int]:
        """The last row in which each column holds something."""
        return {column: row for row, columns in self.rows.items() for column in columns}

    @cached_property
    def running(self) -> frozenset[str]:
        return frozenset(fold(w) for w in self.form.words.running_number) | {"no", "nr"}

    @cached_property
    def _wide(self) -> list[tuple[int, int, int, int]]:
        """The cells merged to the right that hold something."""
        return [m for m in self.sheet.merged if m[3] > m[1] and (m[0], m[1]) in self.sheet.cells]

    def values(self, row: int, columns: Iterable[int] | None = None) -> list[Value]:
        kept = self.rows.get(row, ()) if columns is None else [c for c in columns if (row, c) in self.sheet.cells]
        return [self.sheet.cells[row, c] for c in kept]

    def over(self, first: int, last: int) -> set[int]:
        """The columns that a cell of these rows, merged to the right, stands over, further down."""
        spans = [range(left, right + 1) for top, left, low, right in self._wide if first <= top <= low <= last]
        return set(itertools.chain.from_iterable(spans))

    def labels_only(self, row: int, header: int | None = None) -> bool:
        """Whether a row holds labels: texts or years, and other numbers that count under a label merged over them.

        `header` is the first row of the header of which `row` may be a lower one.
        """
        values = self.values(row)
        words = [v for v in values if isinstance(v, str) and not is_number(v)]
        numbers = [c for c in self.rows.get(row, ()) if self.sheet.cells[row, c] not in words]
        counted = header is not None and self._counts(row, numbers, header, bool(words))
        if counted or (header is None and self._dated(row, numbers)):
            numbers = []
        elif not values or (is_marks(values) and len(numbers) > 0):
            return False
        longest = LONGEST_OF_SEVERAL if len(words) > 2 else LONGEST_LABEL
        fits = all(len(w) <= longest for w in words) and not (
            any(is_blank(w) for w in words) and any(len(w) > 1 for w in words)
        )
        return fits and (bool(words) or len(values) > 1) and all(is_year(self.sheet.cells[row, c]) for c in numbers)

    def _counts(self, row: int, numbers: Sequence[int], header: int, worded: bool) -> bool:
        """Whether the numbers of a row are labels (days, percentiles): rising, under a label merged to the right.

        A row of numbers only is one where another label of the header reaches down to it.
        """
        said = [self.sheet.cells[row, c] for c in numbers]
        rising = [v for v in said if isinstance(v, int | float) and v == int(v)]
        counts = len(said) > 2 and rising == said and all(a < b for a, b in itertools.pairwise(rising))
        reached = any(header <= top < row <= low for top, _, low, _ in self.sheet.merged)
        under = set(numbers) <= self.over(header, row - 1)
        if not worded or is_marks(self.values(row)):
            return counts and under and reached
        return counts and under and self.labels_figures(row, row + 1)

    def _dated(self, row: int, numbers: Sequence[int]) -> bool:
        """Whether the numbers of a row are days, one after the other, over figures that are no days."""
        days = [str(v) for c in numbers if isinstance(v := self.sheet.cells[row, c], dt.date)]
        below = [self.sheet.cells.get((row + 1, c)) for c in numbers]
        figures = any(isinstance(v, int | float) for v in below) and not any(isinstance(v, dt.date) for v in below)
        return figures and 1 < len(days) == len(numbers) and days == sorted(set(days))

    def spoken_for(self, row: int) -> bool:
        """Whether a row's words say that it is a letterhead, a unit line, a total, a section, a field."""
        texts = [clean(v) for v in self.values(row) if isinstance(v, str)]
        if not texts:
            return False
        words = self.form.words
        heads = tuple(w for w in words.letterhead if " " in w or len(w) > 3)  # not “Số”, which many labels begin with
        starts = (*heads, *words.signature)
        listed = ORDINAL.match(texts[0]) and not all(ORDINAL.match(t) for t in texts)
        if listed or CODE.match(texts[0]) or sum(":" in t for t in texts) * 2 >= len(texts):
            return True
        few = len(texts) < 3
        if few and (is_total(fold(texts[0]), self.form) or any(DAY_LINE.search(fold(t)) for t in texts)):
            return True
        return not self.numbered(row) and any(
            (starts_with(fold(t), starts) and len(t.split()) > 1)
            or (states_unit(fold(t), self.form) and (":" in t or few))
            for t in texts
        )

    def numbered(self, row: int) -> bool:
        """Whether a row begins with the label of running numbers; further right, TT may be a value ("tập thể")."""
        return any(fold(str(v)) in self.running for v in self.values(row)[:1])

    def is_units(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row below a header names the units of its columns, most of them."""
        texts = [clean(v) if isinstance(v, str) else "" for v in self.values(row)]
        return len(texts) > 1 and len(texts) * 2 >= len(columns) - 2 and all(_is_unit(t) for t in texts)

    def figure_columns(self, below: int) -> set[int]:
        """The columns that mostly hold figures in the rows from `below` on."""
        seen: Counter[int] = Counter()
        figures: Counter[int] = Counter()
        for row in (r for r in self.rows if below <= r < below + LOOK_DOWN):
            for column in self.rows[row]:
                value = self.sheet.cells[row, column]
                seen[column] += not is_blank(value)
                figures[column] += is_number(value)
        return {c for c, count in figures.items() if count and count * 3 >= seen[c] * 2}

    def labels_figures(self, row: int, below: int) -> bool:
        """Whether a row's texts stand over at least half of the columns of figures from `below` on."""
        figures = self.figure_columns(below)
        over = {c for c in self.rows.get(row, ()) if not is_blank(self.sheet.cells[row, c])} & figures
        return bool(figures) and len(over) * 2 >= len(figures)

    def paths(self, first: int, last: int) -> dict[int, Path]:
        """The labels over each column that has a label of its own in these rows, or something below."""
        cells = self.cells_of(first, last)
        window = replace(self.sheet, cells={p: self.sheet.cells[p] for p in cells})
        own = {c for _, c in cells}
        paths = paths_over(window, first, last)
        return {c: path for c, path in paths.items() if c in own or self.lowest.get(c, 0) > last}

    def reach(self, first: int, last: int, tallest: int) -> int:
        """The lowest row that a label merged downwards from these rows reaches; `last` where none does."""
        lows = (
            low for top, left, low, _ in self.sheet.merged
            if first <= top <= last and low - first < tallest and (top, left) in self.sheet.cells
        )  # fmt: skip
        return max([last, *lows])

    def cells_of(self, first: int, last: int) -> set[Position]:
        return {(row, c) for row in range(first, last + 1) for c in self.rows.get(row, ())}

"""Which rows of a table stand over others: by the rank of their ordinals, and by the sums they state.

    A   Thu ngân sách      500     a group with its own sums: it ranks above what follows
    I   Thu nội địa        300     a group
    1   Thuế               200     an item
    -   Thuế khác           50     an item, too: nothing ranks between numbers and dashes

Does not belong here: what else a row may be (`bodies`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from danvan.intake.glance import is_number
from danvan.intake.sheet import Sheet, Value, text_of
from danvan.intake.words import ORDINAL
from danvan.vietnamese.numbers import parse
from danvan.vietnamese.text import clean

LETTER, ROMAN = re.compile(r"^\(?[A-ZĐ][.)/:]?$"), re.compile(r"^\(?[IVX]{1,5}[.)/:]?$")
ITEM = 2
LARGEST_GROUP = 200


def rank(value: Value | None) -> int | None:
    """How high an ordinal stands: A before I before 1 before a), 1.1 and dashes; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ITEM if value == int(value) else ITEM + 1
    if not isinstance(value, str):
        return None
    text = clean(value)
    if ROMAN.match(text):
        return 1
    if LETTER.match(text):
        return 0
    return ITEM if text.rstrip(".)").isdigit() else ITEM + 1 if ORDINAL.match(text) or text in "-+*•" else None


@dataclass(frozen=True)
class Groups:
    """The rows of a table's `body` and their columns; `lead` holds ordinals, and is `running` where that is known."""

    sheet: Sheet
    rows: Mapping[int, Sequence[int]]
    body: Sequence[int]
    lead: int
    running: int | None

    @cached_property
    def ranks(self) -> dict[int, int]:
        """The rank of each row by its ordinal; numbers count where the column has running numbers."""
        leads = {r: self.sheet.cells.get((r, self.lead)) for r in self.body}
        ranks = {r: rank(v) for r, v in leads.items() if self.running is not None or isinstance(v, str)}
        return {r: said for r, said in ranks.items() if said is not None}

    @cached_property
    def item_rank(self) -> int:
        return min((k for k in self.ranks.values() if k >= ITEM), default=max(self.ranks.values(), default=0))

    @cached_property
    def _place(self) -> dict[int, int]:
        return {r: n for n, r in enumerate(self.body)}

    def below(self, row: int) -> Sequence[int]:
        """The next rows of the body, as many as a group may have."""
        start = self._place[row] + 1
        return self.body[start : start + LARGEST_GROUP]

    def begins_items(self, row: int) -> bool:
        """Whether the items are counted from one again below a row."""
        said = [self.sheet.cells.get((r, self.running or 0)) for r in self.below(row)[:1]]
        return any(text_of(v).lstrip("0").rstrip(".)") == "1" for v in said if v is not None)

    def over_others(self, row: int) -> bool:
        """Whether the next row with an ordinal ranks below this one."""
        return next((self.ranks[r] for r in self.below(row) if r in self.ranks), -1) > self.ranks[row]

    def is_group(self, row: int) -> bool:
        """Whether a row with figures states the sums of rows under it, or ranks above the items and has some."""
        above_items = row in self.ranks and self.ranks[row] < self.item_rank and self.over_others(row)
        return above_items or self._sums_its_own(row)

    def is_sum(self, row: int, data: Sequence[int]) -> bool:
        """Whether most figures of a row are the sums of the data above it, or of the rows below down to some row."""
        return self.closes(row, data) or self._sums(row, self.below(row))

    def closes(self, row: int, data: Sequence[int]) -> bool:
        """Whether most figures of a row are the sums of the data above it."""
        return self._sums(row, reversed(data))

    def _sums_its_own(self, row: int) -> bool:
        """Whether a row states the sums of the rows under it: of the next rank, or of those that follow unranked."""
        below, ranked = self.below(row), self.ranks.get(row)
        if ranked is None:
            own = itertools.takewhile(lambda r: any(self._amount(r, c) for c in self.rows[r]), below)
            return not self.ranks and self._sums(row, own, least=2)
        parts = list(itertools.takewhile(lambda r: self.ranks.get(r, ITEM + 1) > ranked, below))
        next_rank = min((self.ranks[r] for r in parts if r in self.ranks), default=-1)
        return self._sums(row, [r for r in parts if self.ranks.get(r) == next_rank])

    def _sums(self, row: int, others: Iterable[int], least: int = 1) -> bool:
        """Whether most figures of a row, and at least so many, are the sums of the first two or more of some others."""
        figures = {c: v for c in self.rows[row] if c != self.running and (v := self._amount(row, c))}
        sums = dict.fromkeys(figures, 0.0)
        for count, other in enumerate(others, start=1):
            for column in figures:
                sums[column] += self._amount(other, column)
            same = sum(abs(sums[c] - v) <= 0.001 * abs(v) for c, v in figures.items())
            if count > 1 and same * 2 > len(figures) and same >= least:
                return True
            if sum(abs(sums[c]) > 1.001 * abs(v) for c, v in figures.items()) * 2 >= len(figures):
                return False
        return False

    def _amount(self, row: int, column: int) -> float:
        value = self.sheet.cells.get((row, column))
        if isinstance(value, str):
            return float(parse(value).value or 0) if is_number(value) else 0
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0

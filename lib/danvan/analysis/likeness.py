"""Which rows of the models could be one: how alike two names are, and whether one life can go through both.

    2019 | Thắp sáng đường quê | continued | since 2017
    2020 | Ánh sáng đường quê  | continued | since 2017     alike by 86: a pair for a person to confirm

Does not belong here: which rows are one (`linking`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from danvan.declared.model_names import same_model
from danvan.vietnamese.text import bare, fold

Key = tuple[str, date]
LEAST = 80.0  # per cent; "Thắp sáng đường quê" and "Ánh sáng đường quê" are alike by 86
CONTAINED = 90.0  # "Thắp sáng đường quê" within "Thắp sáng đường quê thôn Mỹ Long"
SAME = 100.0
COLUMNS = ["unit_code", "unit_from", "year", "period", "model_name", "model_id", "row"]
TOLD = ["first_year", "status", "field", "kind"]
ALIKE = ("first_year", "field", "kind")


class Slot(NamedTuple):
    """One report; no two rows of one report are one model."""

    unit: Key
    year: int
    period: str


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One row of the models as it is compared; `code` is "" where there is none, `at` its place in the frame."""

    slot: Slot
    name: str
    code: str
    line: int
    at: int
    told: Mapping[str, Any] = field(compare=False)

    @property
    def when(self) -> tuple[int, bool]:
        """The order of reports: a half-year's comes before its year's."""
        return self.slot.year, self.slot.period == "N"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, the earlier first, and how alike their names are (at most SAME)."""

    earlier: Row
    later: Row
    likeness: float

    @property
    def strength(self) -> tuple[Any, ...]:
        """Sorts the likeliest first: names most alike, then reports nearest in time."""
        return -self.likeness, self.later.slot.year - self.earlier.slot.year, self.earlier, self.later


@dataclass(frozen=True, slots=True)
class Lines:
    """Which unit went over into which: `heirs` has the successor of each unit that has one."""

    heirs: Mapping[Key, Key]

    def after(self, unit: Key) -> list[Key]:
        """The unit and those it went over into, in order."""
        line = [unit]
        while line[-1] in self.heirs:
            line.append(self.heirs[line[-1]])
        return line

    def joined(self, one: Key, other: Key) -> bool:
        """Whether they are one unit, or one took in the other."""
        return one in self.after(other) or other in self.after(one)


def rows_of(models: pd.DataFrame) -> list[Row]:
    """The rows of a frame of the models, in its order."""
    told = models[COLUMNS + TOLD].astype(object)
    return [_row(at, *values) for at, values in enumerate(told.where(told.notna(), None).itertuples(index=False))]


def _row(
    at: int, unit: str, since: date, year: int, period: str, name: str | None, code: str | None, line: int, *told: Any
) -> Row:
    slot = Slot((unit, since), year, period)
    return Row(slot, same_model(name or ""), fold(code or ""), line, at, dict(zip(TOLD, told, strict=True)))


def likeness(name: str, other: str) -> float:
    """How alike two folded names are, 0 to SAME: exact to the tone mark, but for one that is written without any."""
    if name == other:
        return SAME
    if name.isascii() != other.isascii():
        name, other = bare(name), bare(other)
    numbers, words = ([set(re.findall(of, text)) for text in (name, other)] for of in (r"\d+", r"\w+"))
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.0
    shorter, longer = sorted(words, key=len)
    within = CONTAINED if len(shorter) > 1 and shorter < longer else 0.0
    return max(fuzz.ratio(name, other), within)


def pairs(threads: Sequence[Sequence[Row]], lines: Lines) -> Iterator[Pair]:
    """The likeliest pair of every two threads that could be one, in no order; each thread's rows are of one line."""
    families: dict[Key, list[Sequence[Row]]] = defaultdict(list)
    for thread in threads:
        families[lines.after(thread[0].slot.unit)[-1]].append(thread)
    for family in families.values():
        for one, other in combinations(family, 2):
            meeting = _meeting(one, other)
            if all(_goes_on(earlier, later, lines) for earlier, later in meeting):
                found = [Pair(*both, alike) for both in meeting if (alike := _alike(*both))]
                yield from sorted(found, key=lambda pair: pair.strength)[:1]


def _meeting(one: Sequence[Row], other: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The places where two threads come one after the other in time."""
    own = {row.at for row in one}
    rows = sorted([*one, *other], key=lambda row: (row.when, row))
    return [(earlier, later) for earlier, later in pairwise(rows) if (earlier.at in own) != (later.at in own)]


def _goes_on(earlier: Row, later: Row, lines: Lines) -> bool:
    """Whether one model can be reported so: known by then, not new again, not ended before."""
    if earlier.slot == later.slot or not lines.joined(earlier.slot.unit, later.slot.unit):
        return False
    if (since := later.told["first_year"]) is not None and since > earlier.slot.year:
        return False
    same_year = earlier.slot.year == later.slot.year
    return same_year or not (later.told["status"] == "new" or earlier.told["status"] == "ended")


def _alike(earlier: Row, later: Row) -> float:
    """How alike the names are, 0 where that is not enough, or what stands beside an alike name differs."""
    alike = likeness(earlier.name, later.name)
    if alike == SAME:
        return alike
    codes = {earlier.code, later.code} - {""}
    told = all(len({row.told[name] for row in (earlier, later)} - {None}) < 2 for name in ALIKE)
    return alike if alike >= LEAST and len(codes) < 2 and told else 0.0

"""Which rows are one model over the years and over mergers (`thread`), and which may be (`maybe`).

Strongest first, each only as far as nothing speaks against it:

    a person's "có" in model_links.csv                                           thread
    the same code in one unit; over a merger, where the names are alike too      thread
    the same name in one unit, but for case, spaces and punctuation              thread
    the same name over a merger or under another code; a name that is alike      maybe: proposed to a person

Against it speak a person's "không", two rows of one report and, but to a person, two codes. A code that a report gives
to two models says nothing of either.
Does not belong here: what makes two names alike (`likeness`), the file of decisions (`declared.model_links`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from danvan.analysis.likeness import LEAST, SAME, Key, Lines, Pair, Row, Slot, likeness, pairs, rows_of
from danvan.declared.model_links import ModelLink, Named
from danvan.kept import kept
from danvan.problems import DanvanError

Heirs = Mapping[Key, Key]
ALONE: Heirs = {}
PROPOSED = [
    "unit_code", "unit_from", "year", "model_name", "other_unit_code", "other_unit_from", "other_year", "other_name",
    "likeness", "why",
]  # fmt: skip


@kept
def threads(models: pd.DataFrame, links: Sequence[ModelLink] = (), heirs: Heirs = ALONE) -> pd.DataFrame:
    """The models with `thread`, one number per distinct model, and `maybe`, the same if all proposals were confirmed.

    `heirs` has the successor of each unit (code, day it is valid from). DanvanError where a link fits no row any more.
    """
    sure, maybe, _ = _joined(models, links, heirs)
    numbers: dict[frozenset[int], int] = {}
    thread = [numbers.setdefault(group, len(numbers)) for group in sure]
    least = [min(thread[at] for at in group) for group in maybe]
    return models.assign(thread=pd.array(thread, dtype="Int64"), maybe=pd.array(least, dtype="Int64"))


def linked(models: pd.DataFrame) -> pd.DataFrame:
    """The models with `thread` and `maybe` as `danvan.load` gave them; a frame without is linked as it stands."""
    return models if "thread" in models else threads(models)


def unconfirmed(models: pd.DataFrame) -> int:
    """How many of the models in a frame of `threads` would be fewer if all proposals were confirmed."""
    return int(models["thread"].nunique() - models["maybe"].nunique())


def proposals(models: pd.DataFrame, links: Sequence[ModelLink] = (), heirs: Heirs = ALONE) -> pd.DataFrame:
    """Pairs of rows that may be one model, for a person to decide: PROPOSED, the likeliest first.

    `likeness` of the names is in per cent; `why` holds, separated by commas, "same_name" or "like_name", "other_unit"
    (a merger lies between) and "other_code". All can be true at once: one confirmed takes one from the count.
    """
    _, _, proposed = _joined(models, links, heirs)
    names = models["model_name"].tolist()
    told = [
        [*(value for row in (p.earlier, p.later) for value in (*row.slot.unit, row.slot.year, names[row.at])),
         round(p.likeness), _why(p)]
        for p in proposed
    ]  # fmt: skip
    return pd.DataFrame(told, columns=PROPOSED)


def _why(pair: Pair) -> str:
    codes = {pair.earlier.code, pair.later.code} - {""}
    merged = pair.earlier.slot.unit != pair.later.slot.unit
    name = "same_name" if pair.likeness == SAME else "like_name"
    return ",".join([name, *["other_unit"] * merged, *["other_code"] * (len(codes) > 1)])


def doubled_codes(models: pd.DataFrame) -> pd.DataFrame:
    """The rows whose code their report gives to another row too."""
    return models.iloc[sorted(_doubled(rows_of(models)))]


def _doubled(rows: Sequence[Row]) -> set[int]:
    given = Counter((row.slot, row.code) for row in rows if row.code)
    return {row.at for row in rows if given[row.slot, row.code] > 1}


Groups = list[frozenset[int]]
Signed = Sequence[tuple[Row, Row]]


def _joined(models: pd.DataFrame, links: Sequence[ModelLink], heirs: Heirs) -> tuple[Groups, Groups, list[Pair]]:
    """Of each row the rows that are one model with it and those that may be, and the pairs that lead to the latter."""
    read, lines = rows_of(models), Lines(heirs)
    doubled = _doubled(read)
    rows = [replace(row, code="") if row.at in doubled else row for row in read]
    threads = _threads(rows, lines, *_signed(rows, links))
    sure = threads.groups()
    together = [[rows[at] for at in sorted(group)] for group in dict.fromkeys(sure)]
    found = sorted(pairs(together, lines), key=lambda pair: pair.strength)
    proposed = [pair for pair in found if threads.proposed(pair)]
    return sure, threads.groups(), proposed


def _threads(rows: Sequence[Row], lines: Lines, yes: Signed, no: Signed, first: Signed = ()) -> _Threads:
    """The rows joined by code, by name and by a person, who goes `first` where code or name would not let it be so."""
    threads = _Threads(rows, no)
    for one, other in first:
        threads.join(one, other, codes_may_differ=True)
    for one, other in _of_one(rows, lambda row: (lines.after(row.slot.unit)[-1], row.code) if row.code else ()):
        if one.slot.unit == other.slot.unit or _kept_code(one, other, lines):
            threads.join(one, other)
    for one, other in _of_one(rows, lambda row: (row.slot.unit, row.name) if row.name else ()):
        threads.join(one, other)
    torn = [(one, other) for one, other in yes if not threads.join(one, other, codes_may_differ=True)]
    return _threads(rows, lines, yes, no, (*first, *torn)) if torn else threads


def _kept_code(one: Row, other: Row, lines: Lines) -> bool:
    """Whether a code goes on over a merger; the new unit may have given an old code of its own to another model."""
    return lines.joined(one.slot.unit, other.slot.unit) and likeness(one.name, other.name) >= LEAST


def _of_one(rows: Iterable[Row], key: Callable[[Row], tuple[object, ...]]) -> Iterator[tuple[Row, Row]]:
    """Every two rows of one key, the nearest in time first; rows whose key is empty are left out."""
    classes: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows):
        classes[key(row)].append(row)
    for name, found in sorted(classes.items(), key=lambda item: item[1][0]):
        if name:
            yield from sorted(combinations(found, 2), key=lambda both: abs(both[1].slot.year - both[0].slot.year))


@dataclass(frozen=True, slots=True)
class _Thread:
    """Rows taken for one model: their reports and codes, and the rows that a person parted from them."""

    rows: frozenset[int]
    slots: frozenset[Slot]
    codes: frozenset[str]
    parted: frozenset[int]

    def with_(self, other: _Thread) -> _Thread:
        return _Thread(
            self.rows | other.rows, self.slots | other.slots, self.codes | other.codes, self.parted | other.parted
        )

    def fits(self, other: _Thread, *, codes_may_differ: bool) -> bool:
        one_code = not (self.codes and other.codes) or bool(self.codes & other.codes)
        apart = self.parted & other.rows or self.slots & other.slots
        return not apart and (codes_may_differ or one_code)


class _Threads:
    """The thread of each row, while rows are joined."""

    def __init__(self, rows: Iterable[Row], parted: Iterable[tuple[Row, Row]]) -> None:
        apart: dict[int, set[int]] = defaultdict(set)
        for one, other in parted:
            apart[one.at].add(other.at)
            apart[other.at].add(one.at)
        self.of = [
            _Thread(frozenset({r.at}), frozenset({r.slot}), frozenset({r.code} - {""}), frozenset(apart[r.at]))
            for r in rows
        ]

    def join(self, one: Row, other: Row, *, codes_may_differ: bool = False) -> bool:
        """Make the threads of two rows one where nothing speaks against it; whether they are one now."""
        first, second = self.of[one.at], self.of[other.at]
        if first is not second and not first.fits(second, codes_may_differ=codes_may_differ):
            return False
        whole = first.with_(second)
        for at in whole.rows:
            self.of[at] = whole
        return True

    def proposed(self, pair: Pair) -> bool:
        """Join a pair that is not one yet; whether that was possible."""
        one, other = pair.earlier, pair.later
        known = self.of[one.at] is self.of[other.at]
        return not known and self.join(one, other, codes_may_differ=pair.likeness == SAME)

    def groups(self) -> Groups:
        """Of each row the rows of its thread."""
        return [thread.rows for thread in self.of]


def _signed(rows: Iterable[Row], links: Iterable[ModelLink]) -> tuple[Signed, Signed]:
    """The rows that a person joined, and those that a person parted."""
    ordered = sorted(rows, key=lambda row: (row.when, row))
    named = {(row.slot.unit[0].casefold(), row.slot.year, row.name): row for row in ordered}
    decided = [(link.same, (_found(named, link, link.one), _found(named, link, link.other))) for link in links]
    yes, no = ([both for same, both in decided if same is wanted] for wanted in (True, False))
    return yes, no


def _found(named: Mapping[tuple[str, int, str], Row], link: ModelLink, row: Named) -> Row:
    """The row that a link names; DanvanError, with the likeliest name, where there is none any more."""
    if row.mark in named:
        return named[row.mark]
    there = [name for unit, year, name in named if (unit, year) == row.mark[:2]]
    if not there:
        raise DanvanError(
            f"{link.place}: chưa có báo cáo nào về mô hình được chấp nhận của đơn vị {row.unit} năm {row.year}; "
            "hãy kiểm tra mã, năm hoặc bỏ dòng này."
        )
    near = max(there, key=lambda name: likeness(name, row.mark[2]))
    raise DanvanError(
        f"{link.place}: báo cáo năm {row.year} của đơn vị {row.unit} không có (hoặc không còn) mô hình “{row.name}”, "
        f"gần nhất là “{near}”; hãy sửa tên hoặc bỏ dòng này."
    )

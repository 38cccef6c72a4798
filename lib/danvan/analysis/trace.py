"""What a printed number is made of, and its value computed again from that: formula -> facts -> cells.

    Formula("sum", (Term("resources", "land_m2", scope, (("work_type", ("canal",)),)),))
        rows    the works of these units and years that are canals and tell their land
        value   their sum, whatever way the table came by its number
        cells   file, sheet, cell and text of each

A number whose formula gives another value is no number to print. Does not belong here: the words of a formula and the
ids of figures (`publish`), which table prints what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from danvan.analysis.coverage import PLACE, one_unit
from danvan.analysis.facts import SUBJECTS, Tables
from danvan.analysis.totals import FINEST

UnitYear = tuple[int, str, date]
Place = tuple[str, str, int]
Scope = frozenset[UnitYear]
Where = tuple[tuple[str, tuple[Any, ...]], ...]
Op = Literal["sum", "ratio", "difference", "percent", "points", "balance", "distinct", "said", "estimate"]
WORDS = ("said", "estimate")  # what has no one value to work out again
IN_SCOPE = ["year", "unit_code", "unit_from"]


@dataclass(frozen=True, slots=True)
class Term:
    """One measure of one subject (`facts.SUBJECTS`) over the unit-years of `scope`, of the rows where columns have
    one of the given values (None: unknown).
    """

    subject: str
    measure: str
    scope: Scope
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """How a number comes of its terms.

    sum: of all terms · ratio: the first over the sum of the others · difference: the first less the second ·
    percent: that difference over the second · points: the first over the second less the third over the fourth, in
    hundredths · balance: the first and second less the third (opening + new - ended) ·
    distinct: how many different values the measure has · said: no number to work out, but what the cells of the term
    say ("71/KH-UBND", a day) · estimate: what statistics tell of the terms, in words (a slope, an interval, a rank).
    No rows beside others come to nothing, but to no ratio.
    The result is told `scale` times: 100 for a ratio in hundredths, 1e-6 for đồng in triệu.
    """

    op: Op
    terms: tuple[Term, ...]
    scale: float = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that says a fact: its address, the column of the table it stands in, its original text."""

    address: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that a term adds up: whose it is, where it stands, its value, what it is about, the cells that say it.

    The register's facts stand in no file: `file` is "" and `item` the status of the report. `told` is false for a row
    that is looked at and does not count.
    """

    unit: UnitYear
    value: float
    file: str
    sheet: str
    row: int
    item: str
    cells: tuple[Cell, ...]
    told: bool = True


class Facts:
    """The facts behind a roll's figures, each subject's rows made once; `cells` is the store's table of that name."""

    def __init__(self, tables: Tables, roll: pd.DataFrame, cells: pd.DataFrame | None = None) -> None:
        self.tables, self.roll = tables, roll
        self._cells = _Cells(cells)
        self._subjects: dict[str, _Rows] = {}
        self._whole: Facts | None = None

    def of_unit(self, unit_code: str) -> Facts:
        """The facts behind the figures of one unit of the roll, in the same tables and cells."""
        own = Facts(self.tables, one_unit(self.roll, unit_code))
        own._cells, own._whole = self._cells, self
        return own

    def _rows(self, subject: str) -> _Rows:
        if self._whole and not SUBJECTS[subject].by_roll:
            return self._whole._rows(subject)
        if subject not in self._subjects:
            self._subjects[subject] = _Rows(SUBJECTS[subject].rows(self.tables, self.roll))
        return self._subjects[subject]

    def values(self, term: Term) -> np.ndarray:
        """The values of the rows that a term adds up."""
        rows = self._rows(term.subject)
        found: np.ndarray = rows.values(term.measure)[rows.chosen(term)]
        return found

    def value(self, formula: Formula) -> float | None:
        """The value that the formula gives; None where nothing is known, and of WORDS."""
        if formula.op in WORDS:
            return None
        if formula.op == "distinct":
            return float(len(set().union(*(self.values(term).tolist() for term in formula.terms))))
        found = _combined(formula.op, [_sum(self.values(term)) for term in formula.terms])
        return None if found is None else found * formula.scale

    def facts(self, term: Term) -> Iterator[Fact]:
        """The rows of a term one by one, with the cells that say them, in the order of year, unit, sheet and row.

        A row whose saying column has no cell of its own in it (a section, a merge that began above) has its item's.
        """
        subject, rows = SUBJECTS[term.subject], self._rows(term.subject)
        values = rows.values(term.measure)
        for at in rows.chosen(term):
            unit, place, value = rows.units[at], rows.places[at], float(values[at])
            told = value != 0 or term.measure not in subject.said
            if place is None:
                yield Fact(unit, value, "", "", 0, rows.statuses[at], (), told)
                continue
            stands = self._cells.of_row.get(place, {})
            item = stands.get(subject.item)
            columns = rows.heads[at] if rows.heads else subject.columns(term.measure)
            said = [stands[name] for name in columns if name in stands] or ([item] if item else [])
            file, sheet, row = place
            yield Fact(unit, value, file, sheet, row, item.text if item else "", tuple(said), told)

    @cached_property
    def names(self) -> dict[UnitYear, str]:
        """The printed name of each unit in each year."""
        names = self.roll[[*IN_SCOPE, "unit"]].itertuples(index=False, name=None)
        return {(int(year), code, since): name for year, code, since, name in names}


class _Cells:
    """The cells of the store with values, found by their row when one is first asked for."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self._frame = frame

    @cached_property
    def of_row(self) -> dict[Place, dict[str, Cell]]:
        """By file, sheet and row, then by column."""
        if self._frame is None:
            return {}
        own = self._frame[self._frame["role"].eq("value") & self._frame["column"].notna()]
        names = ["file", "sheet", "row", "cell", "column", "text"]
        found: dict[Place, dict[str, Cell]] = {}
        for file, sheet, row, cell, column, text in own[names].itertuples(index=False, name=None):
            found.setdefault((file, sheet, int(row)), {})[column] = Cell(cell, column, text)
        return found


class _Rows:
    """The rows of one subject in the order they are told, as plain lists and arrays; what was asked once is kept."""

    def __init__(self, frame: pd.DataFrame) -> None:
        by = [name for name in (*IN_SCOPE, *PLACE) if name in frame]
        self.frame = frame.sort_values(by, kind="stable", ignore_index=True)
        units = self.frame[IN_SCOPE].itertuples(index=False, name=None)
        self.units: list[UnitYear] = [(int(year), code, since) for year, code, since in units]
        self.places: list[Place | None] = [None] * len(frame)
        if set(PLACE) <= set(frame):
            places = self.frame[PLACE].itertuples(index=False, name=None)
            self.places = [(file, sheet, int(row)) for file, sheet, row in places]
        self.statuses = [str(status) for status in self.frame["status"]] if "status" in frame else []
        # an indicator stands in one column of its row, or under its own head
        heads = self.frame[["column", "indicator"]].itertuples(index=False, name=None) if "indicator" in frame else ()
        self.heads: list[tuple[str, ...]] = [tuple(names) for names in heads]
        self._kept: dict[tuple[object, ...], np.ndarray] = {}

    def values(self, measure: str) -> np.ndarray:
        """A measure of all rows; NaN where it is not known."""
        return self._once((measure,), lambda: self.frame[measure].to_numpy(float, na_value=np.nan))

    def chosen(self, term: Term) -> np.ndarray:
        """The places of the rows that a term adds up."""
        masks = [
            self._once(
                (term.scope,), lambda: np.fromiter((u in term.scope for u in self.units), bool, len(self.units))
            ),
            self._once(("known", term.measure), lambda: ~np.isnan(self.values(term.measure))),
            *(self._where(name, values) for name, values in term.where),
        ]
        return np.flatnonzero(np.logical_and.reduce(masks))

    def _where(self, name: str, values: tuple[Any, ...]) -> np.ndarray:
        return self._once((name, values), lambda: _is_in(self.frame[name], values))

    def _once(self, key: tuple[object, ...], made: Callable[[], np.ndarray]) -> np.ndarray:
        if key not in self._kept:
            self._kept[key] = made()
        return self._kept[key]


def _is_in(column: pd.Series, values: Iterable[Any]) -> np.ndarray:
    known = [value for value in values if value is not None]
    found = column.isin(known)
    return (found | column.isna() if None in values else found).fillna(False).to_numpy(bool)


def _sum(values: np.ndarray) -> float | None:
    return round(float(values.sum()), FINEST) if len(values) else None


def _combined(op: Op, values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if op == "sum":
        return round(sum(known), FINEST) if known else None
    if len(known) < len(values) and (op in ("ratio", "points") or not known):
        return None
    if op == "points":
        return _points(*known)
    first, *others = (value or 0.0 for value in values)
    whole = sum(others)
    results = {
        "ratio": first / whole if whole > 0 else None,
        "balance": first + 2 * others[0] - whole,
        "difference": first - whole,
        "percent": (first - whole) / abs(whole) if whole else None,
    }
    return results[op]


def _points(part: float, whole: float, part_before: float, whole_before: float) -> float | None:
    return 100 * (part / whole - part_before / whole_before) if whole > 0 and whole_before > 0 else None

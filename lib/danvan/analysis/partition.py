"""The rows behind printed figures of people, parted so that no formula takes a part of them: cells, and their forms.

Does not belong here: which forms may be printed (`suppression`), which figures print them (`disclosed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from danvan.analysis.coverage import PLACE
from danvan.analysis.facts import SUBJECTS
from danvan.analysis.suppression import Form
from danvan.analysis.trace import IN_SCOPE, Facts, Place, Term, UnitYear, Where
from danvan.declared.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Key:
    """One measure: of a subject, and of B3 of one indicator in one column."""

    subject: str
    measure: str
    code: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What no formula takes apart: rows of one unit and year that the same formulas take; `units` of an empty one are
    all that the same scopes have. `people`: whether it counts persons.
    """

    units: frozenset[UnitYear]
    of_class: tuple[bool, ...]
    people: bool

    def __repr__(self) -> str:
        return repr((sorted(map(str, self.units)), self.of_class, self.people))


def rows_of(key: Key, facts: Facts, sharing: Sharing) -> pd.DataFrame:
    """Rows that say a measure, with their unit-year `_unit`, `_value`, and whether they count people, `_people`."""
    frame = SUBJECTS[key.subject].rows(facts.tables, facts.roll)
    frame = frame[frame["indicator"].eq(key.code) & frame["column"].eq(key.column)] if key.code else frame
    frame = frame[frame[key.measure].notna() & frame[IN_SCOPE].notna().all(axis=1)]
    only = {} if key.code else sharing.rows_of_people(SUBJECTS[key.subject].table, key.measure) or {}
    people = pd.Series(True, index=frame.index)
    for name, values in only.items():
        people &= frame[name].isin(values).fillna(False).astype(bool)
    units = [(int(year), code, since) for year, code, since in frame[IN_SCOPE].itertuples(index=False, name=None)]
    unit = pd.Series(units, index=frame.index, dtype=object)
    return frame.assign(_unit=unit, _value=frame[key.measure], _people=people)


def classes(rows: pd.DataFrame, terms: Sequence[Term]) -> pd.Series:
    """Of each row, which of the different conditions of all terms it meets."""
    wheres = _wheres(terms)
    met = [_met(rows, where) for where in wheres]
    return pd.Series(list(zip(*met, strict=True)) if met else [()] * len(rows), index=rows.index, dtype=object)


def _wheres(terms: Iterable[Term]) -> list[Where]:
    return list(dict.fromkeys(term.where for term in terms))


def _met(rows: pd.DataFrame, where: Where) -> list[bool]:
    found = pd.Series(True, index=rows.index)
    for name, values in where:
        known = [value for value in values if value is not None]
        own = rows[name].isin(known)
        found &= (own | rows[name].isna() if None in values else own).fillna(False).astype(bool)
    return found.tolist()


class Cells(dict[Cell, int]):
    """Counts by cell, with the conditions in the order of `Cell.of_class`."""

    wheres: Sequence[Where] = ()


def cells_of(rows: pd.DataFrame, key: Key, terms: Sequence[Term], facts: Facts) -> tuple[Cells, dict[object, Place]]:
    """Cells with their counts, and where the first row of each stands."""
    cells, stands = Cells(), dict[object, Place]()
    cells.wheres = _wheres(terms)
    for key_, own in rows.groupby(["_unit", "_class", "_people"], sort=False):
        unit, of_class, people = cast("tuple[UnitYear, tuple[bool, ...], bool]", key_)
        cell = Cell(frozenset([unit]), of_class, bool(people))
        file, sheet, row = (own[name].iloc[0] for name in PLACE)
        cells[cell], stands[cell] = round(float(own["_value"].sum())), (str(file), str(sheet), int(row))
    if not key.code:
        for cell in _empty(rows, terms, facts):
            cells.setdefault(cell, 0)
    return cells, stands


def _empty(rows: pd.DataFrame, terms: Sequence[Term], facts: Facts) -> Iterator[Cell]:
    """Units that reported and have no row: nobody knows that they have none, unless it is printed."""
    scopes = list(dict.fromkeys(term.scope for term in terms))
    accepted = facts.roll[facts.roll["status"].eq("accepted")]
    every = {(int(y), c, s) for y, c, s in accepted[IN_SCOPE].itertuples(index=False, name=None)}
    told = set(rows["_unit"])
    alike: dict[tuple[bool, ...], set[UnitYear]] = {}
    for unit in every - told:
        alike.setdefault(tuple(unit in scope for scope in scopes), set()).add(unit)
    for of_class, people in dict.fromkeys(zip(rows["_class"], rows["_people"], strict=True)):
        for pattern, units in alike.items():
            if any(pattern):
                yield Cell(frozenset(units), of_class, bool(people))


def form_of(term: Term, cells: Cells) -> Form:
    """The cells that a term adds up."""
    at = cells.wheres.index(term.where)
    return frozenset(cell for cell in cells if cell.of_class[at] and cell.units <= term.scope)


def unit_years(cells: Mapping[Cell, int]) -> list[UnitYear]:
    """The unit-years that have rows of their own."""
    return sorted({unit for cell in cells if len(cell.units) == 1 for unit in cell.units}, key=str)

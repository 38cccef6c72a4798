"""What a printed number is made of, and its value computed again from that: formula -> facts -> cells.

    Formula("sum", (Term("resources", "land_m2", scope, (("work_type", ("canal",)),)),))
        rows    the works of these units and years that are canals and tell their land
        value   their sum, whatever way the table came by its number
        cells   file, sheet, cell and text of each

A number whose formula gives another value is no number to print. Does not belong here: the words of a formula and the
ids of figures (`publish`), which table prints what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Literal

import pandas as pd

from danvan.analysis.facts import SUBJECTS, Tables
from danvan.analysis.totals import FINEST

UnitYear = tuple[int, str, date]
Scope = frozenset[UnitYear]
Where = tuple[tuple[str, tuple[Any, ...]], ...]
Op = Literal["sum", "ratio", "difference", "percent", "balance", "distinct", "units"]
IN_SCOPE = ["year", "unit_code", "unit_from"]
PARTS = ["year", "unit_code", "unit_from", "value", "rows"]


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
    percent: that difference over the second · balance: the first and second less the third (opening + new - ended) ·
    distinct: how many different values the measure has · units: of how many unit-years it is known.
    """

    op: Op
    terms: tuple[Term, ...]


class Facts:
    """The facts behind a roll's figures; each subject's rows are made once."""

    def __init__(self, tables: Tables, roll: pd.DataFrame) -> None:
        self.tables, self.roll = tables, roll
        self._rows: dict[str, pd.DataFrame] = {}

    def of(self, subject: str) -> pd.DataFrame:
        """The rows of a subject with their measures; KeyError where there is no such subject."""
        if subject not in self._rows:
            self._rows[subject] = SUBJECTS[subject].rows(self.tables, self.roll)
        return self._rows[subject]

    def rows(self, term: Term) -> pd.DataFrame:
        """The rows that a term adds up: those of the subject, with `value`; rows without a value are left out."""
        found = self.of(term.subject)
        keys = pd.MultiIndex.from_frame(found[IN_SCOPE])
        kept = pd.Series(keys.isin(list(term.scope)), index=found.index) & found[term.measure].notna()
        chosen = reduce(lambda mask, one: mask & _is_in(found[one[0]], one[1]), term.where, kept)
        rows = found[chosen]
        return rows.assign(value=rows[term.measure])

    def parts(self, term: Term, op: Op = "sum") -> pd.DataFrame:
        """The term by unit and year: PARTS; `rows` is how many rows a value is the sum of (of "distinct": the number
        of different values, which units and years may share).
        """
        told = self.rows(term).assign(rows=1).groupby(IN_SCOPE, sort=True)
        values = told["value"].nunique() if op == "distinct" else told["value"].sum(min_count=1)
        sums: pd.DataFrame = values.to_frame().assign(rows=told["rows"].sum())
        return sums.reset_index()[PARTS]

    def value(self, formula: Formula) -> float | None:
        """The value that the formula gives; None where nothing is known."""
        if formula.op == "distinct":
            return float(pd.concat([self.rows(term)["value"] for term in formula.terms]).nunique())
        if formula.op == "units":
            return float(sum(len(self.parts(term)) for term in formula.terms))
        values = [_sum(self.rows(term)["value"]) for term in formula.terms]
        return _combined(formula.op, values)


def _is_in(column: pd.Series, values: Iterable[Any]) -> pd.Series:
    known = [value for value in values if value is not None]
    found = column.isin(known)
    return (found | column.isna() if None in values else found).fillna(False).astype(bool)


def _sum(values: pd.Series) -> float | None:
    total: Any = values.sum(min_count=1)
    return None if pd.isna(total) else round(float(total), FINEST)


def _combined(op: Op, values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if op == "sum":
        return round(sum(known), FINEST) if known else None
    if len(known) < len(values):
        return None
    first, *others = known
    whole = sum(others)
    results = {
        "ratio": first / whole if whole > 0 else None,
        "balance": first + 2 * others[0] - whole,
        "difference": first - whole,
        "percent": (first - whole) / abs(whole) if whole else None,
    }
    return results[op]


def said(facts: Facts, term: Term, cells: pd.DataFrame) -> pd.DataFrame:
    """The cells that say a term: year, unit_code, unit_from, file, sheet, row, item, value, cell, column, text.

    One line for each cell of each row; a row whose saying column has no cell of its own in it (a section, a merge that
    began above) has its item's cell, and one without any has <NA>.
    """
    subject = SUBJECTS[term.subject]
    rows = facts.rows(term)
    if "file" not in rows:  # the register has no cells
        return rows.assign(cell=pd.array([pd.NA] * len(rows), dtype="string"), text=rows["status"])
    columns = _columns_read(rows, subject.columns(term.measure))
    own = cells[(cells["table"] == subject.table) & (cells["role"] == "value")]
    place = ["file", "sheet", "row"]
    items = own.loc[own["column"] == subject.item, [*place, "text"]].rename(columns={"text": "item"})
    told = columns.merge(own[[*place, "column", "cell", "text"]], on=[*place, "column"], how="inner")
    without = rows.merge(told[place].drop_duplicates(), on=place, how="left", indicator="found")
    lacking = without[without["found"] == "left_only"].drop(columns="found")
    by_item = lacking.merge(
        own.loc[own["column"] == subject.item, [*place, "cell", "text", "column"]], on=place, how="left"
    )
    every = pd.concat([told, by_item], ignore_index=True)
    named = every.merge(items.drop_duplicates(place), on=place, how="left")
    kept = [*IN_SCOPE, *place, "item", "value", "cell", "column", "text"]
    return named[kept].sort_values([*IN_SCOPE, *place, "cell"], kind="stable", ignore_index=True)


def _columns_read(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Each row once for each of the columns that say it; an indicator stands in one column, or under its own head."""
    place = [*IN_SCOPE, "file", "sheet", "row", "value"]
    if "indicator" in rows:
        heads = pd.concat([rows.assign(said=rows["column"]), rows.assign(said=rows["indicator"])])
        return heads[[*place, "said"]].rename(columns={"said": "column"})
    return rows[place].merge(pd.DataFrame({"column": pd.array(list(columns), dtype="string")}), how="cross")

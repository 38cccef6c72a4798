"""A declared indicator as a number to print: the terms that `forms/series.toml` makes it of, for its formula.

Does not belong here: its value (`analysis.series`), how it stands in a table (`trends`).
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from danvan.analysis.parts import AWARD_YEAR, COLUMN
from danvan.analysis.trace import Formula, Scope, Term, Where
from danvan.declared.series import Series
from danvan.publish.tables.told import Told, scope, where

# Where the facts of a measure have another name than its table in `series.toml`.
SUBJECTS = {"register": "reports", "plan": "indicators", "achievements": "awards"}
MEASURES = {"new_rural.communes": "reported"}


def figure(one: Series, value: object, found: pd.DataFrame, years: Iterable[int], times: float = 1) -> Told:
    """The value of an indicator, already told `times`, over the rows of one year and kind of its `by_unit` frame.

    `years` are all whose reports may tell of that one.
    """
    terms = tuple(_term(one, name, found, years) for name in one.measures)
    return Told(value, Formula("ratio" if len(terms) > 1 else "sum", terms, one.scale * times))


def change(one: Series, value: object, now: Told, before: Told) -> Told:
    """The difference of two years of an indicator, told as often as they are."""
    terms, times = now.formula.terms + before.formula.terms, now.formula.scale
    return Told(
        value, Formula("points", terms, times / 100) if one.kind == "ratio" else Formula("difference", terms, times)
    )


def percentage(value: object, now: Told, before: Told) -> Told:
    """The change of a sum over its first value."""
    return Told(value, Formula("percent", now.formula.terms + before.formula.terms))


def estimate(text: str, *of: Told) -> Told | str:
    """What statistics tell of numbers, in words; "" where they tell nothing."""
    return Told(text, Formula("estimate", tuple(term for one in of for term in one.formula.terms))) if text else ""


def _term(one: Series, name: str, found: pd.DataFrame, years: Iterable[int]) -> Term:
    """What one measure adds up over the rows of `found`; of a ratio over the units that gave both parts."""
    refs = one.measures[name]
    table, _, measure = refs[0].partition(".")
    known = found[found[list(one.measures)].notna().all(axis=1)] if one.kind == "ratio" else found
    kinds: Where = (*where(found, one.by), *(((one.where, (1,)),) if one.where else ()))
    subject = SUBJECTS.get(table, table)
    if table in COLUMN:
        codes = tuple(ref.partition(".")[2] for ref in refs)
        return Term(subject, "value", scope(known), (("indicator", codes), ("column", (COLUMN[table],))))
    if table in AWARD_YEAR:
        of = tuple(int(year) for year in found["year"].unique())
        return Term(subject, measure, _at_any_time(found, years), ((AWARD_YEAR[table], of), *kinds))
    return Term(subject, MEASURES.get(refs[0], measure), scope(known), kinds)


def _at_any_time(found: pd.DataFrame, years: Iterable[int]) -> Scope:
    """The units of `found` in every year: a report may tell an award of any other."""
    units = set(found[["unit_code", "unit_from"]].itertuples(index=False, name=None))
    return frozenset((year, *unit) for year in years for unit in units)

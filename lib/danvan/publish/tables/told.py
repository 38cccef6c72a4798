"""Numbers to print, each with the formula that gives it (`told`), so that it can be followed back to its cells.

Does not belong here: which formulas there are (analysis.trace), how rows stand in a table (`layout`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from danvan.analysis.coverage import PLACE
from danvan.analysis.totals import FINEST
from danvan.analysis.trace import Formula, Scope, Term, Where

NA: Final = object()  # stands in a row where no figure can be
BARE: Final = object()  # stands in a row where the cell is left empty: a column that a sum row does not have
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A number to print with the formula that gives it."""

    value: Any
    formula: Formula


Sums = Callable[[pd.DataFrame], Values]


def scope(found: pd.DataFrame) -> Scope:
    """The unit-years of a frame."""
    years, codes, since = (found[name].tolist() for name in ("year", "unit_code", "unit_from"))
    return frozenset(zip(map(int, years), codes, since, strict=True))


def where(found: pd.DataFrame, by: Iterable[str]) -> Where:
    """Which rows of a subject a part of a `by_unit` frame stands for: the values that its columns `by` have."""
    return tuple((name, tuple(plain(v) for v in found[name].unique())) for name in by)


def plain(value: Any) -> Any:
    """A plain Python value; None for <NA>."""
    return None if pd.isna(value) else getattr(value, "item", lambda: value)()


def told(value: Any, subject: str, measure: str, found: pd.DataFrame, by: Iterable[str] = (), **only: Any) -> Told:
    """A number that adds up `measure` over the unit-years of `found`, of rows with the values of `by` and `only`."""
    chosen = (*where(found, by), *((name, _several(values)) for name, values in only.items()))
    return told_of(value, subject, measure, scope(found), chosen)


def told_of(value: Any, subject: str, measure: str, of: Scope, chosen: Where = ()) -> Told:
    """A number that adds up `measure` over unit-years, of the rows that are `chosen`."""
    return Told(value, Formula("sum", (Term(subject, measure, of, chosen),)))


def _several(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (plain(values),)


def told_at(value: Any, subject: str, measure: str, row: Mapping[str, Any]) -> Told:
    """A number that one row of a table says; `row` has the row's unit and place."""
    place = tuple((name, (plain(row[name]),)) for name in PLACE)
    of = frozenset([(int(row["year"]), row["unit_code"], row["unit_from"])])
    return Told(value, Formula("sum", (Term(subject, measure, of, place),)))


def said_of(value: Any, subject: str, measure: str, found: pd.DataFrame) -> Told:
    """What unit-years say and nobody works out, as `said_at` of one row."""
    return Told(value, Formula("said", told(value, subject, measure, found).formula.terms))


def said_at(value: Any, subject: str, measure: str, row: Mapping[str, Any]) -> Told:
    """What one row of a table says and nobody works out: a number of a document, a day."""
    return Told(value, Formula("said", told_at(value, subject, measure, row).formula.terms))


def share(value: Any, part: Told, *wholes: Told) -> Told:
    """A ratio of sums; `value` is None where it is not known, NA where the whole is 0."""
    return Told(value, Formula("ratio", tuple(term for one in (part, *wholes) for term in one.formula.terms)))


def summing(
    subject: str, measures: Sequence[str], ratios: Mapping[str, tuple[str, str]] | None = None, by: Sequence[str] = ()
) -> Sums:
    """How rows of a frame of `subject` become one: `measures` added, `ratios` {name: (part, whole)} from units that
    gave both; `by` are the frame's columns that part it.
    """

    def sums(found: pd.DataFrame) -> Values:
        of, chosen = scope(found), where(found, by)
        covered = found["covered"].tolist() if "covered" in found else None
        values = {name: told_of(_sum(_known(found, name), covered), subject, name, of, chosen) for name in measures}
        return values | {name: _ratio(subject, found, *parts, by) for name, parts in (ratios or {}).items()}

    return sums


def _known(found: pd.DataFrame, name: str) -> list[Any]:
    """The values of a column, None where there is none."""
    return [None if pd.isna(value) else value for value in found[name].tolist()]


def _sum(values: Sequence[Any], covered: Sequence[bool] | None) -> Any:
    """The sum of what is known; unknown too where it is 0 and a unit that answered left a blank (`totals.added`)."""
    known = [value for value in values if value is not None]
    total = sum(known)
    if not known or (total == 0 and _blank(values, covered)):
        return None
    return round(total, FINEST) if isinstance(total, float) else total


def _blank(values: Sequence[Any], covered: Sequence[bool] | None) -> bool:
    return any(value is None and (covered is None or covered[row]) for row, value in enumerate(values))


def _ratio(subject: str, found: pd.DataFrame, part: str, whole: str, by: Sequence[str]) -> Told:
    has = [None not in pair for pair in zip(_known(found, part), _known(found, whole), strict=True)]
    both = found if all(has) else found[has]
    of, chosen = scope(both), where(both, by)
    return share(ratio(both, part, whole), *(told_of(None, subject, name, of, chosen) for name in (part, whole)))


def ratio(found: pd.DataFrame, part: str, whole: str) -> Any:
    """The ratio of sums over the rows that have both; None where none has, NA where the whole is 0."""
    pairs = zip(_known(found, part), _known(found, whole), strict=True)
    both = [pair for pair in pairs if None not in pair]
    if not both:
        return None
    above, below = map(sum, zip(*both, strict=True))
    return above / below if below > 0 else NA


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, as `to_dict("records")`, <NA> as None."""
    names = list(frame.columns)
    columns = ([None if value is pd.NA else value for value in frame[name].tolist()] for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

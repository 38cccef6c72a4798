"""Numbers to print, each with the formula that gives it (`told`), so that it can be followed back to its cells.

Does not belong here: which formulas there are (analysis.trace), how rows stand in a table (`layout`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

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
    return Told(value, Formula("sum", (Term(subject, measure, scope(found), chosen),)))


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
        covered = found.get("covered")
        values = {name: told(_sum(found[name], covered), subject, name, found, by) for name in measures}
        return values | {name: _ratio(subject, found, *parts, by) for name, parts in (ratios or {}).items()}

    return sums


def _sum(values: pd.Series, covered: pd.Series | None) -> Any:
    """The sum of what is known; unknown too where it is 0 and a unit that answered left a blank (`totals.added`)."""
    blank = values.isna() if covered is None else values.isna() & covered
    total: Any = values.sum(min_count=1)
    if pd.isna(total) or (total == 0 and blank.any()):
        return None
    return round(total, FINEST) if isinstance(total, float) else total


def _ratio(subject: str, found: pd.DataFrame, part: str, whole: str, by: Sequence[str]) -> Told:
    both = found[found[part].notna() & found[whole].notna()]
    parts = (told(None, subject, name, both, by) for name in (part, whole))
    return share(ratio(found, part, whole), *parts)


def ratio(found: pd.DataFrame, part: str, whole: str) -> Any:
    """The ratio of sums over the rows that have both; None where none has, NA where the whole is 0."""
    both = found.loc[found[part].notna() & found[whole].notna(), [part, whole]]
    above, below = both.sum()
    if both.empty:
        return None
    return above / below if below > 0 else NA


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, <NA> kept."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))

"""Where the years of a series cannot simply be compared, and why: form, boundary, standard, coverage, part of a year.

    year  kind       reason        detail
    2019  form       reworded      resources.total_vnd
    2020  boundary   merged        25 > 22
    2020  event      covid19
    2022  standard   new_version   poverty 2022-2025

Does not belong here: the words for people (`publish`), carrying figures over a boundary (`boundaries`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from danvan.analysis import totals
from danvan.analysis.change import LEAST_COVERAGE
from danvan.analysis.coverage import same_units
from danvan.declared.form import form
from danvan.declared.standards import standards
from danvan.kept import kept

COLUMNS = ["year", "kind", "reason", "detail"]
Break = tuple[int, str, str, str]


@kept
def breaks(roll: pd.DataFrame, found: pd.DataFrame, subjects: Sequence[str] = ()) -> pd.DataFrame:
    """The breaks of a series by year: kind, reason, detail (codes and figures), in order.

    `found` is the series' `by_unit` frame, as reported or on the units of a date; `subjects` name what it is made of:
    columns ("resources.total_vnd") and indicators ("indicators.poor_households"). Kinds and reasons: "form" (new, gone,
    reworded), "boundary" (merged, also where only the territory is another), "standard" (new_version), "coverage"
    (units_differ, coverage_low), "part_year" (part_year), "event" (its name, in each year of it).
    """
    years = sorted(int(year) for year in found["year"].unique())
    told = [
        *_forms(years, subjects),
        *_standards(years, subjects),
        *_boundaries(found),
        *_coverage(found),
        *((year, "part_year", "part_year", "") for year in _part_years(roll) if year in years),
    ]
    frame = pd.DataFrame(sorted(set(told)), columns=COLUMNS)
    return frame.astype({"year": "Int64", "kind": "string", "reason": "string", "detail": "string"})


def _forms(years: Sequence[int], subjects: Sequence[str]) -> Iterator[Break]:
    for subject in subjects:
        for before, now in pairwise(years):
            was, said = _said(subject, before), _said(subject, now)
            if was != said:
                yield now, "form", "new" if was is None else "gone" if said is None else "reworded", subject


def _said(subject: str, year: int) -> str | None:
    """What the form of a year says for a column or an indicator; None where it has none."""
    table, _, name = subject.partition(".")
    if table != "indicators":
        return form().header_in(table, name, year)
    one = form().indicator(name)
    return one.label if one.valid_in(year) else None


def _standards(years: Sequence[int], subjects: Sequence[str]) -> Iterator[Break]:
    for one in standards():
        if not any(one.touches(subject) for subject in subjects or [""]):
            continue
        if one.kind == "event":
            yield from ((year, "event", one.name, "") for year in years if one.first <= year <= one.last)
        else:
            since = [(b, n) for b, n in pairwise(years) if b < one.first <= n <= one.last]
            yield from ((now, "standard", "new_version", f"{one.name} {one.version}") for _, now in since)


def _boundaries(found: pd.DataFrame) -> Iterator[Break]:
    own = found[found["group"] == "commune"]
    units = {
        int(str(year)): set(of[["unit_code", "unit_from"]].itertuples(index=False, name=None))
        for year, of in own.groupby("year")
    }
    for before, now in pairwise(units):
        if units[before] != units[now]:
            yield now, "boundary", "merged", f"{len(units[before])} > {len(units[now])}"


def _coverage(found: pd.DataFrame) -> Iterator[Break]:
    counts = totals.answers(found)
    whole = counts.assign(covered=counts["reported"] == counts["expected"])
    for year, alike in list(same_units(whole).items())[1:]:
        if not alike:
            yield year, "coverage", "units_differ", ""
    for year, reported, expected in counts.groupby("year")[totals.COUNTS].sum().reset_index().to_numpy().tolist():
        if reported < LEAST_COVERAGE * expected:
            yield year, "coverage", "coverage_low", f"{reported}/{expected}"


def _part_years(roll: pd.DataFrame) -> list[int]:
    return [int(year) for year in roll.loc[roll["part_year"].astype(bool), "year"].unique()]

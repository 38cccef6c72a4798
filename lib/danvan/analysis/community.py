"""Indicators of B3 by unit and year, with what covers them: propaganda, dialogues, petitions, teams,
mediation.

A unit answers an indicator with a value or a zero; a blank is no answer, and where the indicator does not
exist for the unit or year it is not asked. Does not belong here: labels and units of indicators
(`declared.form`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from danvan.analysis import totals
from danvan.analysis.coverage import KEY, UNIT
from danvan.declared.form import form
from danvan.kept import kept

TEAMS = ("security_teams", "ward_guard_teams", "order_protection_teams")
LETTERS = ("complaints", "denunciations", "petitions")
ANSWERED = ("value", "zero")


def by_unit(indicators: pd.DataFrame, roll: pd.DataFrame, codes: Sequence[str], column: str = "actual") -> pd.DataFrame:
    """One row per unit of the roll that is asked, and indicator: indicator, value, state, covered.

    `state`: value, zero, blank, unreadable, not_applicable, or not_received where nothing was accepted.
    Rows that are not_applicable are kept, with `asked` false. Indicators stand as they are declared.
    """
    for code in codes:
        form().indicator(code)  # there is such a one
    found = _every(indicators, roll, column)
    return found[found["indicator"].isin(codes)].reset_index(drop=True)


@kept
def _every(indicators: pd.DataFrame, roll: pd.DataFrame, column: str) -> pd.DataFrame:
    """`by_unit` of all indicators that the form declares."""
    grid = _grid(roll, [one.code for one in form().indicators])
    answers = indicators.loc[indicators["column"].eq(column), [*KEY, "indicator", "value", "state"]]
    found = grid.merge(answers, on=[*KEY, "indicator"], how="left")
    found["covered"] = found["state"].isin(ANSWERED)
    found["value"] = found["value"].where(found["covered"])
    found["asked"] = found["covered"] | (found["applies"] & ~found["state"].eq("not_applicable").fillna(False))
    found["state"] = found["state"].where(found["asked"], "not_applicable").fillna(_absent(found))
    return found[["year", "period", *UNIT, "indicator", "value", "state", "asked", "covered"]]


def _absent(found: pd.DataFrame) -> pd.Series:
    return found["status"].eq("accepted").map({True: "blank", False: "not_received"})


def _grid(roll: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    reporting = roll[roll["unit_type"].isin(form().table("indicators").reported_by)]
    grid = reporting.merge(pd.DataFrame({"indicator": pd.array(list(codes), dtype="string")}), how="cross")
    declared = {code: form().indicator(code) for code in codes}
    applies = [
        declared[code].applies(year, kind)
        for code, year, kind in zip(grid["indicator"], grid["year"], grid["unit_type"], strict=True)
    ]
    return grid.assign(applies=pd.array(applies, dtype=bool))


def by_year(indicators: pd.DataFrame, roll: pd.DataFrame, codes: Sequence[str], column: str = "actual") -> pd.DataFrame:
    """Sums by year and indicator: value, reported, expected (units that are asked). Within a year also
    for stocks.
    """
    return totals.by_year(_asked(by_unit(indicators, roll, codes, column)), ["value"], ["indicator"])


def _asked(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["asked"]].drop(columns=["asked"])


def together(
    indicators: pd.DataFrame, roll: pd.DataFrame, codes: Sequence[str], name: str, column: str = "actual"
) -> pd.DataFrame:
    """Several indicators as one, `by_unit` shape: what is known of them added up (`totals.added`: no 0 that hides a
    blank); covered where all that is asked is.
    """
    asked, keys = _asked(by_unit(indicators, roll, codes, column)), ["year", "period", *UNIT]
    covered = asked.groupby(keys, sort=False)["covered"].all()
    return totals.added(asked, keys, ["value"]).assign(covered=covered).reset_index().assign(indicator=name)


def rate(indicators: pd.DataFrame, roll: pd.DataFrame, part: str, whole: Sequence[str]) -> pd.DataFrame:
    """Part of the sum of `whole` by unit and year, only where every indicator was answered: part,
    whole, covered.
    """
    parts = _asked(by_unit(indicators, roll, [part]))
    wholes = together(indicators, roll, whole, "whole")
    both = parts.rename(columns={"value": "part", "covered": "part_covered"}).drop(columns=["indicator", "state"])
    found = both.merge(wholes[[*KEY, "value", "covered"]].rename(columns={"value": "whole"}), on=KEY)
    found["covered"] = found["covered"] & found["part_covered"]
    found[["part", "whole"]] = found[["part", "whole"]].where(found["covered"])
    return found.drop(columns="part_covered").assign(ratio=totals.share(found["part"], found["whole"]))


def rate_by_year(indicators: pd.DataFrame, roll: pd.DataFrame, part: str, whole: Sequence[str]) -> pd.DataFrame:
    """`rate` of all units by year: part, whole, ratio, reported, expected."""
    return totals.ratio(rate(indicators, roll, part, whole), "part", "whole")

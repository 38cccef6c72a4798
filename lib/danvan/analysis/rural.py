"""New rural communes, OCOP products, model residential areas, awards.

What B5 lists is valid at the end of its year, each year anew: stocks, never added over years.
Does not belong here: anything of B3.
"""

from __future__ import annotations

import pandas as pd

from danvan.analysis import totals
from danvan.analysis.coverage import KEY, PLACE, UNIT, covers, summary
from danvan.kept import kept
from danvan.vietnamese.text import fold

MET = ("standard", "advanced", "model")
GRADES = {"met": MET, "advanced": ("advanced",), "model": ("model",), "not_met": ("none",)}
AWARD = ["award_year", "achievement_year", "level", "form", "recipient_kind"]


def status_by_unit(new_rural: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The new rural status of each commune and year: status, criteria_met, recognised_year,
    standard_version, covered, applicable, and where it stands (PLACE). A township has no such status: not_applicable.
    """
    asked = covers(roll, "new_rural")
    columns = ["status", "criteria_met", "recognised_year", "standard_version"]
    rows = new_rural[[*KEY, *PLACE, *columns]].drop_duplicates(KEY, keep="last")
    found = asked.drop(columns="status").merge(rows, on=KEY, how="left")
    applicable = found["unit_type"].eq("commune")
    status = found["status"].where(applicable, "not_applicable")
    found = found.assign(status=status, applicable=applicable, covered=found["covered"] & status.isin([*MET, "none"]))
    return found[["year", "period", *UNIT, *PLACE, *columns, "applicable", "covered"]]


def communes_by_year(new_rural: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Communes that meet the standard by year: met (of any grade), advanced, model, not_met, communes
    (asked), share (of those that reported), reported, expected (communes; a township is not in the
    denominator).
    """
    found = status_by_unit(new_rural, roll)
    found = found[found["applicable"]]
    total = totals.by_year(graded(found), list(GRADES))
    return total.assign(share=totals.share(total["met"], total["reported"]), communes=total["expected"])


def graded(found: pd.DataFrame) -> pd.DataFrame:
    """`status_by_unit` with a count (1, 0, <NA> not covered) for each of GRADES."""
    flags = {n: found["status"].isin(grade).astype("Int64").where(found["covered"]) for n, grade in GRADES.items()}
    return found.assign(**flags)


def ocop_by_unit(ocop: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """OCOP products valid at the end of each year by unit and stars (1 to 5): products, covered."""
    return totals.by_unit(with_count(ocop, "products"), roll, "ocop", ["products"], ["stars"])


def ocop_by_year(ocop: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """OCOP products valid at the end of each year by stars: products, reported, expected."""
    return totals.by_year(ocop_by_unit(ocop, roll), ["products"], ["stars"])


def areas_by_unit(model_areas: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Model residential areas valid at the end of each year by unit: areas, covered."""
    return totals.by_unit(with_count(model_areas, "areas"), roll, "model_areas", ["areas"])


def areas_by_year(model_areas: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Model residential areas valid at the end of each year: areas, reported, expected."""
    return totals.by_year(areas_by_unit(model_areas, roll), ["areas"])


def with_count(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The frame with 1 as `name` in every row."""
    return frame.assign(**{name: pd.array([1] * len(frame), dtype="Int64")})


@kept
def counted_awards(awards: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The awards of the roll's units that count: a decision told by an agency and by communes counts as
    the agency told it, and one that a unit tells again a year later counts once.
    """
    told = awards.merge(roll[[*KEY, "unit", "group", "position"]], on=KEY)
    told["decision"] = told["decision_number"].map(fold, na_action="ignore")
    numbered = told["decision"].notna()
    last_told = told.groupby(["unit_code", "decision", *AWARD], dropna=False)["year"].transform("max")
    shared = told.groupby(["decision", "award_year", "level"], dropna=False)["group"]
    by_agency = shared.transform(lambda groups: groups.eq("agency").any()).astype(bool)
    dropped = numbered & ((told["year"] < last_told) | (by_agency & told["group"].eq("commune")))
    return told[~dropped].drop(columns="decision")


def awards_by_year(awards: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Awards by award_year, achievement_year, level, form and recipient_kind: count, reported, expected.

    Coverage is of the reports of the award year; <NA> where the roll has no such year.
    """
    found = counted_awards(awards, roll).groupby(AWARD, dropna=False)["count"].sum(min_count=1).reset_index()
    coverage = summary(covers(roll, "awards")).drop(columns="missing").astype("Int64")
    return found.merge(coverage.rename(columns={"year": "award_year"}), on="award_year", how="left")

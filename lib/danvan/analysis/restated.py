"""What changed between two states of the store: by unit, year and measure, old and new, and which file made it so.

    year  unit                subject    measure    before     now        why         file
    2021  21085 2020-02-01    resources  land_m2    1200       1250       new_file    2021/21085/BC lần 2.xlsx

A unit that had not reported has no old value, never 0. Does not belong here: the states themselves (store.frozen),
which models and works came and went (`relisted`), words for the reasons (`publish`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from danvan.analysis import models
from danvan.analysis.coverage import KEY, covers, summary
from danvan.analysis.facts import SUBJECTS, Tables
from danvan.analysis.models import EXTENT, STAGES
from danvan.analysis.resources import MEASURES
from danvan.analysis.rural import GRADES
from danvan.analysis.totals import FINEST
from danvan.declared.form import form

# What is compared of each subject, and the columns that part it.
COMPARED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "models": ((*STAGES, *EXTENT), ()),
    "resources": (tuple(MEASURES), ()),
    "indicators": (("value",), ("indicator", "column")),
    "donations": (("cash_vnd", "goods_vnd", "goods_tonnes"), ("event", "included_in_total")),
    "new_rural": (tuple(GRADES), ()),
    "ocop": (("products",), ("stars",)),
    "model_areas": (("areas",), ()),
    "awards": (("count",), ("level", "recipient_kind")),
    "documents": (("documents",), ("kind",)),
}
FIXED = ("indicators", "new_rural")  # where a row that is not there says nothing; of others it says that there is none
MEASURE = ["subject", "measure", "part"]
SOURCE = ["unit", "position", "why", "file_before", "file"]
FIGURES = [*KEY, *MEASURE, "before", "now", "lack_before", "lack_now", *SOURCE]
TOTALS = ["year", *MEASURE, "before", "now", "units_before", "units_now"]
REPORTS = [*KEY, "table", "before", "now", *SOURCE]


@dataclass(frozen=True)
class State:
    """One state: its fact tables and its roll, of the years that are compared."""

    tables: Tables
    roll: pd.DataFrame

    @cached_property
    def sums(self) -> pd.DataFrame:
        """The sum of each measure by unit and part; <NA> where its rows are all blank."""
        return pd.concat(_summed(self), ignore_index=True)


def figures(before: State, now: State) -> pd.DataFrame:
    """All measures of units that differ, <NA> where one state has none: FIGURES.

    `part` holds what parts a subject ("indicator=mediators, column=actual"). `lack_before` and `lack_now` say why
    there is no value: the unit's status where its report does not count, "not_asked", "not_covered" (the form is not in
    the report), "blank"; "" where there is one. `why` as `with_sources`.
    """
    keys = [*KEY, *MEASURE]
    both = before.sums.merge(now.sums, on=keys, how="outer", suffixes=("_before", "_now"), indicator="found")
    for side, state, absent in (("before", before, "right_only"), ("now", now, "left_only")):
        lack = _lacking(both, state.roll)
        gone = both["found"].eq(absent)
        nothing = gone & lack.eq("") & ~both["subject"].isin(FIXED)
        both[side] = both[f"value_{side}"].mask(nothing, 0.0)
        both[f"lack_{side}"] = lack.mask(lack.eq("") & both[side].isna(), "blank").mask(both[side].notna(), "")
    changed = both[_differ(both["before"], both["now"])]
    return _ordered(with_sources(changed, before, now), ["year", "position", "unit_code"])[FIGURES]


def _summed(state: State) -> Iterator[pd.DataFrame]:
    for subject, (measures, by) in COMPARED.items():
        rows = SUBJECTS[subject].rows(state.tables, state.roll)
        named = rows[list(by)].astype("string").fillna("?").itertuples(index=False, name=None)
        part = pd.array([", ".join(f"{n}={v}" for n, v in zip(by, row, strict=True)) for row in named], dtype="string")
        for measure in measures:
            kept = rows.assign(part=part, value=rows[measure].astype("Float64"))
            summed = kept.groupby([*KEY, "part"])["value"].sum(min_count=1).reset_index()
            yield summed.assign(subject=subject, measure=measure)


def _lacking(rows: pd.DataFrame, roll: pd.DataFrame) -> pd.Series:
    """Why the unit of each row can have no value: "" where its report counts and has the form."""
    statuses = rows[KEY].merge(roll[[*KEY, "status"]], on=KEY, how="left")["status"].fillna("not_asked")
    asked = [covers(roll, SUBJECTS[s].table).loc[lambda f: f["covered"], KEY].assign(subject=s) for s in COMPARED]
    covered = rows[[*KEY, "subject"]].merge(pd.concat(asked), how="left", indicator="has")["has"].eq("both")
    lack = np.select([statuses.ne("accepted"), ~covered], [statuses.astype(object), "not_covered"], "")
    return pd.Series(lack, index=rows.index, dtype="string")


def _ordered(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sorted by some columns, then as the forms go: by subject, measure, and indicator."""
    every = [(subject, measure) for subject, (of_subject, _) in COMPARED.items() for measure in of_subject]
    places = {both: n for n, both in enumerate(every)}
    codes = {code.code: n for n, code in enumerate(form().indicators)}
    measures = zip(rows["subject"], rows["measure"], strict=True)
    indicator = rows["part"].str.extract(r"^indicator=(\w+)", expand=False).map(codes)
    placed = rows.assign(_measure=[places.get(key, len(places)) for key in measures], _indicator=indicator)
    return placed.sort_values([*by, "_measure", "_indicator", "part"], ignore_index=True)


def _differ(before: pd.Series, now: pd.Series) -> pd.Series:
    apart = (before - now).abs().gt(10.0**-FINEST).fillna(False)
    return apart | (before.isna() ^ now.isna())


def with_sources(rows: pd.DataFrame, before: State, now: State) -> pd.DataFrame:
    """`rows` of units and years with the unit's name and `position`, the files that counted and count, and `why`.

    "new_file" (another file counts), "received" (none counted before), "withdrawn" (none counts now), "read_anew" (the
    same file is read otherwise: form, corrections, header words or reader changed).
    """
    units = pd.concat([now.roll, before.roll])[[*KEY, "unit", "position"]].drop_duplicates(KEY)
    told = rows.merge(units, on=KEY, how="left")
    for name, state in (("before", before), ("now", now)):
        accepted = state.roll.loc[state.roll["status"].eq("accepted"), [*KEY, "report_file", "report_sha256"]]
        files = accepted.rename(columns={"report_file": f"file_{name}", "report_sha256": f"sha_{name}"})
        told = told.merge(files, on=KEY, how="left")
    why = [_why(row["sha_before"], row["sha_now"]) for row in told.to_dict("records")]
    return told.assign(why=pd.array(why, dtype="string")).rename(columns={"file_now": "file"})


def _why(before: Any, now: Any) -> str:
    if pd.isna(before):
        return "received"
    if pd.isna(now):
        return "withdrawn"
    return "read_anew" if before == now else "new_file"


def reports(before: State, now: State, tables: Sequence[str]) -> pd.DataFrame:
    """What changed in who reported: REPORTS; `table` "" with the status of the unit's report ("not_asked" where it was
    not asked), or a table that the report has in one state and not in the other: "covered", "not_covered".
    """
    status = pd.concat([_statuses(before, now), *(_coverage(before, now, table) for table in tables)])
    changed = with_sources(status, before, now)
    return changed.sort_values(["year", "position", "table"], ignore_index=True)[REPORTS]


def _statuses(before: State, now: State) -> pd.DataFrame:
    return _turned(before.roll, now.roll, "status", "not_asked").assign(table="")


def _coverage(before: State, now: State, table: str) -> pd.DataFrame:
    """Reports that count in both states, and have the table in one."""
    turned = _turned(_having(before, table), _having(now, table), "has", pd.NA)
    return turned.dropna(subset=["before", "now"]).assign(table=table)


def _having(state: State, table: str) -> pd.DataFrame:
    found = covers(state.roll[state.roll["status"].eq("accepted")], table)
    return found.assign(has=np.where(found["covered"], "covered", "not_covered"))


def _turned(old: pd.DataFrame, new: pd.DataFrame, column: str, absent: Any) -> pd.DataFrame:
    """The units and years whose `column` differs: KEY, before, now."""
    sides = [side[[*KEY, column]].rename(columns={column: name}) for side, name in ((old, "before"), (new, "now"))]
    both = sides[0].merge(sides[1], on=KEY, how="outer")
    both[["before", "now"]] = both[["before", "now"]].astype("string").fillna(absent)
    return both[both["before"].ne(both["now"]).fillna(True)]


def totals(before: State, now: State, changed: pd.DataFrame) -> pd.DataFrame:
    """The sums over all units that differ, of what differs in `changed` (`figures`), by year, with how many units'
    reports have the form; then, without a year, the distinct models of all years where their number differs: TOTALS.
    """
    keys = ["year", *MEASURE]
    told = changed[keys].drop_duplicates()
    for side, state in (("before", before), ("now", now)):
        summed = state.sums.groupby(keys)["value"].sum(min_count=1).round(FINEST).rename(side).reset_index()
        told = told.merge(summed, on=keys, how="left").merge(_reported(state, side), on=["year", "subject"], how="left")
    several = len(now.roll["year"].unique()) > 1
    told = pd.concat([_ordered(told, ["year"]), *([_distinct(before, now)] if several else [])], ignore_index=True)
    return told.loc[_differ(told["before"], told["now"]), TOTALS].reset_index(drop=True)


def _reported(state: State, side: str) -> pd.DataFrame:
    found = [summary(covers(state.roll, SUBJECTS[name].table)).assign(subject=name) for name in COMPARED]
    counted = pd.concat(found)[["year", "subject", "reported"]].astype({"year": "Int64", "reported": "Int64"})
    return counted.rename(columns={"reported": f"units_{side}"})


def _distinct(before: State, now: State) -> pd.DataFrame:
    counts = {
        side: models.distinct(state.tables["models"], state.roll)["models"].astype("Float64")
        for side, state in (("before", before), ("now", now))
    }
    return pd.DataFrame({"subject": ["models"], "measure": ["distinct"], "part": [""], **counts})

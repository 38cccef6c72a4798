"""What changed between two states of the store: by unit, year and measure, old and new, and which file made it so.

    year  unit                subject    measure    before     now        why         file
    2021  21085 2020-02-01    resources  land_m2    1200       1250       new_file    2021/21085/BC lần 2.xlsx

Does not belong here: the states themselves (store.frozen), words for the reasons (`publish`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from danvan.analysis.coverage import KEY
from danvan.analysis.facts import SUBJECTS, Tables
from danvan.analysis.models import EXTENT, STAGES
from danvan.analysis.resources import MEASURES
from danvan.analysis.rural import GRADES
from danvan.analysis.totals import FINEST

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
UNIT_YEAR = ["year", "period", "unit_code", "unit_from"]
CHANGED = [*UNIT_YEAR, "subject", "measure", "part", "before", "now", "why", "file_before", "file"]


def differences(before: Tables, now: Tables, rolls: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """All measures that differ, <NA> where one state has none: CHANGED; `rolls` are those of the two states.

    `part` holds what parts a subject ("indicator=mediators, column=actual"). `why`: "new_file" (another file counts),
    "received" (none counted before), "withdrawn" (none counts now), "read_anew" (the same file is read otherwise: form,
    corrections, header words or reader changed).
    """
    sums = (pd.concat(_sums(tables, roll)) for tables, roll in zip((before, now), rolls, strict=True))
    keys = [*UNIT_YEAR, "subject", "measure", "part"]
    old, new = (found.set_index(keys)["value"] for found in sums)
    both = pd.concat([old.rename("before"), new.rename("now")], axis=1).reset_index()
    same = (both["before"] - both["now"]).abs().le(10.0**-FINEST) | (both["before"].isna() & both["now"].isna())
    changed = both[~same.fillna(False)]
    return _with_reasons(changed, *rolls).sort_values(keys, ignore_index=True)[CHANGED]


def _sums(tables: Tables, roll: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for subject, (measures, by) in COMPARED.items():
        rows = SUBJECTS[subject].rows(tables, roll)
        named = rows[list(by)].astype("string").fillna("?").itertuples(index=False, name=None)
        part = pd.array([", ".join(f"{n}={v}" for n, v in zip(by, row, strict=True)) for row in named], dtype="string")
        for measure in measures:
            kept = rows.assign(part=part, value=rows[measure].astype("Float64"))
            summed = kept.groupby([*UNIT_YEAR, "part"])["value"].sum(min_count=1).dropna().reset_index()
            yield summed.assign(subject=subject, measure=measure)


def _with_reasons(changed: pd.DataFrame, before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    told = changed
    for name, roll in (("before", before), ("now", now)):
        accepted = roll.loc[roll["status"].eq("accepted"), [*KEY, "report_file", "report_sha256"]]
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

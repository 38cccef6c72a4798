"""Models by year, unit, field, kind and level: registered, at work, recognised; and the distinct models of
a period.

A model lives for years, so yearly counts are never added up: `distinct` counts each model once.
Does not belong here: which rows are one model (`linking`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from danvan.analysis import totals
from danvan.analysis.coverage import KEY, PLACE, covers
from danvan.analysis.linking import linked
from danvan.kept import kept

STAGES = ["registered", "implemented", "at_work", "new", "considered", "recognised", "outstanding"]
EXTENT = ["replicated_places", "households", "participants"]
TYPICAL = ["model_id", "model_name", "field", "kind", "first_year", "recognised_level"]
DISTINCT = ["models", "recognised", "outstanding"]
LIFE = ["new", "continued", "replicated", "paused", "ended"]
LIFE_CYCLE = ["opening", *LIFE, "replicated_places"]
THREAD = ["thread", "maybe"]
KINDS = ["collective", "individual"]


@kept
def counted(models: pd.DataFrame) -> pd.DataFrame:
    """The models with a count (1, 0, <NA> unknown) for each of STAGES, LIFE and KINDS, and for `opening`: known before
    the year; `thread` and `maybe` say which are one model (`linking.threads`).
    """
    models = linked(models)
    implemented = models["implemented"].astype("Int64")
    resting = models["status"].isin(["paused", "ended"]).astype("Int64")
    return models.assign(
        registered=pd.array([1] * len(models), dtype="Int64"),
        implemented=implemented,
        at_work=implemented * (1 - resting),
        considered=_count(models["result"], "not_recognised", "recognised", "outstanding"),
        recognised=_count(models["result"], "recognised", "outstanding"),
        outstanding=_count(models["result"], "outstanding"),
        opening=(models["first_year"] < models["year"]).astype("Int64"),
        **{status: _count(models["status"], status) for status in LIFE},
        **{kind: _count(models["kind"], kind) for kind in KINDS},
    )


def _count(values: pd.Series, *wanted: str) -> pd.Series:
    return values.isin(wanted).astype("Int64").mask(values.isna())


def by_unit(models: pd.DataFrame, roll: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Models of each unit and year by `by` (field, kind, registered_level, lead_block): STAGES, EXTENT,
    covered.
    """
    return totals.by_unit(counted(models), roll, "models", [*STAGES, *EXTENT], by)


def by_year(models: pd.DataFrame, roll: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Models by year and `by`: STAGES, EXTENT, reported, expected, recognition_rate (of those considered)."""
    found = totals.by_year(by_unit(models, roll, by), [*STAGES, *EXTENT], by)
    return found.assign(recognition_rate=totals.share(found["recognised"], found["considered"]))


def recognised_by_level(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Recognised models by year and highest level of recognition: recognised, outstanding, reported,
    expected.
    """
    return totals.by_year(recognised_by_unit(models, roll), ["recognised", "outstanding"], ["recognised_level"])


def recognised_by_unit(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Recognised models of each unit and year by highest level of recognition: recognised, outstanding, covered."""
    told = counted(models)
    kept = told[told["recognised"].eq(1).fillna(False)]
    return totals.by_unit(kept, roll, "models", ["recognised", "outstanding"], ["recognised_level"])


def life_cycle(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models by year and status (LIFE), with opening (known before the year) and closing = opening +
    new - ended.
    """
    found = totals.by_year(life_cycle_by_unit(models, roll), LIFE_CYCLE)
    return found.assign(closing=found["opening"] + found["new"] - found["ended"])


def life_cycle_by_unit(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models of each unit and year by status: LIFE_CYCLE, covered."""
    return totals.by_unit(counted(models), roll, "models", LIFE_CYCLE)


def within(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The counted models of the unit-years of the roll, with the `position` of the unit."""
    return counted(models).merge(roll[[*KEY, "position"]], on=KEY)


def distinct(models: pd.DataFrame, roll: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Distinct models of the whole period by `by` (field, kind; of a model's last row): models, recognised
    and outstanding (in any year), reported and expected (unit-years).
    """
    once = _once(models, roll)
    asked = covers(roll, "models")
    reported = int(asked["covered"].sum())
    if by:
        found = once.groupby(list(by), dropna=False, sort=False)[DISTINCT].sum(min_count=1).reset_index()
    else:
        found = once[DISTINCT].sum().to_frame().T.astype("Int64")
        found = found if reported else found.mask(found.notna())
    return found.assign(reported=reported, expected=len(asked))


def _once(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Each distinct model as in its last row, with DISTINCT as of its whole life in the period."""
    rows = within(models, roll).sort_values("year", kind="stable")
    ever = rows.groupby("thread")[["recognised", "outstanding"]].max().reset_index()
    last = rows.drop_duplicates("thread", keep="last").drop(columns=["recognised", "outstanding"])
    once: pd.DataFrame = last.merge(ever, on="thread").assign(models=pd.array([1] * len(last), dtype="Int64"))
    return once


def listed(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Every distinct model once, as in its last row, with `years`, the number of its reports."""
    rows = linked(models).merge(roll[KEY], on=KEY).sort_values(["year", "row"], kind="stable")
    years = rows.groupby("thread")["year"].nunique().rename("years").astype("Int64")
    return rows.drop_duplicates("thread", keep="last").merge(years, on="thread")


def typical(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models judged outstanding, each once, as in its last such year: year, unit_code, unit, thread, maybe,
    model_name (as last written), field, kind, first_year, recognised_level. No column that may name a person.
    """
    kept = linked(models).merge(roll[[*KEY, "unit", "position"]], on=KEY)
    chosen = kept[kept["result"] == "outstanding"].sort_values("year", kind="stable")
    newest = kept.sort_values(["year", "row"], kind="stable").drop_duplicates("thread", keep="last")
    once = chosen.drop_duplicates("thread", keep="last").sort_values(["position", "thread"])
    once = once.assign(model_name=once["thread"].map(newest.set_index("thread")["model_name"]))
    return once.reset_index(drop=True)[[*KEY, *PLACE, "unit", "position", *THREAD, *TYPICAL]]


def codes(models: pd.DataFrame, chosen: pd.DataFrame) -> pd.Series:
    """Every code that the models of `chosen` (a frame with `thread`) ever had."""
    every = linked(models)
    return every.loc[every["thread"].isin(chosen["thread"]), "model_id"].dropna()

"""Models by year, unit, field, kind and level: registered, at work, recognised; and the distinct models of
a period.

A model lives for years, so yearly counts are never added up: `distinct` counts each model once.
Does not belong here: linking models over changed boundaries, which needs the units' lineage.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from danvan.analysis import totals
from danvan.analysis.coverage import KEY, covers
from danvan.vietnamese.text import fold

STAGES = ["registered", "implemented", "at_work", "new", "considered", "recognised", "outstanding"]
EXTENT = ["replicated_places", "households", "participants"]
TYPICAL = ["model_id", "model_name", "field", "kind", "first_year", "recognised_level"]
DISTINCT = ["models", "recognised", "outstanding"]
LIFE = ["new", "continued", "replicated", "paused", "ended"]
KINDS = ["collective", "individual"]

Mark = tuple[object, ...]
Links = dict[Mark, Mark]


def counted(models: pd.DataFrame) -> pd.DataFrame:
    """The models with a count (1, 0, <NA> unknown) for each of STAGES, LIFE and KINDS, and for `opening`: known before
    the year.
    """
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
    told = counted(models)
    kept = told[told["recognised"].eq(1).fillna(False)]
    found = totals.by_unit(kept, roll, "models", ["recognised", "outstanding"], ["recognised_level"])
    return totals.by_year(found, ["recognised", "outstanding"], ["recognised_level"])


def life_cycle(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models by year and status (LIFE), with opening (known before the year) and closing = opening +
    new - ended.
    """
    measures = ["opening", *LIFE, "replicated_places"]
    found = totals.by_year(totals.by_unit(counted(models), roll, "models", measures), measures)
    return found.assign(closing=found["opening"] + found["new"] - found["ended"])


def threads(models: pd.DataFrame) -> pd.DataFrame:
    """The models with `thread`, one number per distinct model.

    Rows of one unit (code and day it is valid from) belong to one model where they share the model_id
    or, since forms before 2020 have none, the name but for case, spaces and punctuation: a proposal, as
    are all links by name.
    """
    parent: Links = {}
    linked = models[["unit_code", "unit_from", "model_id", "model_name"]]
    firsts = [_joined(parent, _marks(row)) for row in linked.itertuples(index=False)]
    roots = [_root(parent, first) for first in firsts]
    numbers = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    return models.assign(thread=pd.array([numbers[root] for root in roots], dtype="Int64"))


def _marks(row: Mark) -> list[Mark]:
    """What a row can be linked by: its name and, where given, its id."""
    code, first_day, model_id, name = row
    named = (code, first_day, "name", fold(str(name)))
    return [named] if model_id is pd.NA or model_id is None else [named, (code, first_day, "id", model_id)]


def _joined(parent: Links, marks: list[Mark]) -> Mark:
    roots = [_root(parent, mark) for mark in marks]
    for root in roots:
        parent[root] = roots[0]
    return marks[0]


def _root(parent: Links, mark: Mark) -> Mark:
    while parent.setdefault(mark, mark) != mark:
        mark = parent[mark]
    return mark


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


def distinct_by_unit(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Distinct models of each unit over the period: unit_code, unit_from, models, recognised, outstanding,
    reported and expected (years).
    """
    key = ["unit_code", "unit_from"]
    years = covers(roll, "models").groupby(key, sort=False)["covered"].agg(reported="sum", expected="size")
    found: pd.DataFrame = years.join(_once(models, roll).groupby(key)[DISTINCT].sum(min_count=1))
    for name in DISTINCT:
        found[name] = found[name].mask(found[name].isna() & (found["reported"] > 0), 0)
    return found.reset_index()


def _once(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Each distinct model as in its last row, with DISTINCT as of its whole life in the period."""
    rows = threads(counted(models).merge(roll[KEY], on=KEY)).sort_values("year", kind="stable")
    ever = rows.groupby("thread")[["recognised", "outstanding"]].max().reset_index()
    last = rows.drop_duplicates("thread", keep="last").drop(columns=["recognised", "outstanding"])
    once: pd.DataFrame = last.merge(ever, on="thread").assign(models=pd.array([1] * len(last), dtype="Int64"))
    return once


def listed(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Every distinct model once, as in its last row, with `years`, the number of its reports."""
    rows = threads(models.merge(roll[KEY], on=KEY)).sort_values(["year", "row"], kind="stable")
    years = rows.groupby("thread")["year"].nunique().rename("years").astype("Int64")
    return rows.drop_duplicates("thread", keep="last").merge(years, on="thread")


def typical(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models judged outstanding, each once, as in its last such year: year, unit_code, unit, thread,
    model_name (as last written), field, kind, first_year, recognised_level. No column that may name a person.
    """
    kept = threads(models.merge(roll[[*KEY, "unit", "position"]], on=KEY))
    chosen = kept[kept["result"] == "outstanding"].sort_values("year", kind="stable")
    newest = kept.sort_values(["year", "row"], kind="stable").drop_duplicates("thread", keep="last")
    once = chosen.drop_duplicates("thread", keep="last").sort_values(["position", "thread"])
    once = once.assign(model_name=once["thread"].map(newest.set_index("thread")["model_name"]))
    return once.reset_index(drop=True)[["year", "unit_code", "unit_from", "unit", "position", "thread", *TYPICAL]]

"""What is compared with the year before: one list of figures and one of rates, each with its rows by unit and year.

Does not belong here: the tables of it (`against`), when a change may be told (`analysis.change`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import pandas as pd

from danvan.analysis import community, coverage, parts, rural, totals
from danvan.analysis import models as models_
from danvan.analysis import resources as resources_
from danvan.analysis.series import named as series_named
from danvan.declared.form import form
from danvan.kept import kept
from danvan.publish.tables import words
from danvan.publish.tables.community import DIALOGUES, PETITIONS, TEAMS, Rate
from danvan.publish.tables.models import STAGES
from danvan.publish.tables.resources import COLUMNS, SUMMED
from danvan.publish.tables.told import Told, ratio, share, told

Tables = Mapping[str, pd.DataFrame]
STAGES_COMPARED = ("registered", "at_work", "recognised")
COUNTED = (
    "propaganda_sessions", "propaganda_attendances", "news_items", "inspections", "dialogues", "dialogue_attendances",
    "opinions_received", "voter_meetings", "police_forums", *community.TEAMS, "mediation_teams", "mediators",
    "mediation_cases", "letters_resolved", "villages_with_model",
)  # fmt: skip
TOGETHER = {
    "teams": ("Các tổ giữ gìn an ninh, trật tự", community.TEAMS),
    "letters": ("Đơn trong kỳ", community.LETTERS),
}
RATES = [one for one in (*TEAMS, *DIALOGUES, *PETITIONS) if isinstance(one, Rate)]


@dataclass(frozen=True, eq=False)
class Compared:
    """One figure of both years: `found` has a row per unit and year with the measures and `covered`, `tell` adds up the
    rows of a year.
    """

    key: str
    label: str
    unit: str
    subject: str
    found: pd.DataFrame
    measures: tuple[str, ...]
    tell: Callable[[pd.DataFrame], Told]

    def of(self, year: int) -> Told:
        """The figure of one year."""
        return self.tell(self.found[self.found["year"] == year])

    @cached_property
    def covered(self) -> pd.DataFrame:
        """`found` with `covered` of what is compared."""
        return coverage.measured(self.found, *self.measures)


@kept
def figures(tables: Tables, roll: pd.DataFrame) -> tuple[Compared, ...]:
    """What R3 compares."""
    return tuple(_figures(tables, roll))


def _figures(tables: Tables, roll: pd.DataFrame) -> Iterator[Compared]:
    yield from _stages(tables["models"], roll)
    given = resources_.by_unit(tables["resources"], roll)
    for column in (column for column in COLUMNS if column.name in SUMMED):
        yield _sum(column.name, column.label, column.unit, given, "resources", column.name)
    for code in COUNTED:
        one = form().indicator(code)
        found = community.by_unit(tables["indicators"], roll, [code])
        yield _indicators(code, one.label, one.unit, found[found["asked"]], (code,))
    for key, (label, codes) in TOGETHER.items():
        found = community.together(tables["indicators"], roll, codes, key)
        yield _indicators(key, label, form().indicator(codes[0]).unit, found, codes)
    yield from _listed(tables, roll)


def _stages(models: pd.DataFrame, roll: pd.DataFrame) -> Iterator[Compared]:
    """Models registered, at work and recognised, all of them and by field."""
    stages = {column.name: column.label.lower() for column in STAGES if column.name in STAGES_COMPARED}
    counted = models_.by_unit(models, roll)
    for name, label in stages.items():
        yield _sum(name, f"Mô hình: {label}", "mô hình", counted, "models", name)
    for field, of, label in _by_field(models, roll):
        for name, stage in stages.items():
            told_ = f"Mô hình {label.lower()}: {stage}"
            yield _sum(f"{name}.{field}", told_, "mô hình", of, "models", name, field=field)


def _by_field(models: pd.DataFrame, roll: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Each field with the models of units and years in it, and its label."""
    found = models_.by_unit(models, roll, ["field"])
    for field, label in words.choices("models", "field").items():
        yield field, found[found["field"] == field], label


def _listed(tables: Tables, roll: pd.DataFrame) -> Iterator[Compared]:
    """New rural communes, OCOP products, model residential areas, awards of the year."""
    standing = _standing(tables["new_rural"], roll)
    yield _sum("new_rural", "Xã đạt chuẩn nông thôn mới", "xã", standing, "new_rural", "met")
    products = rural.with_count(tables["ocop"], "products")
    found = totals.by_unit(products, roll, "ocop", ["products"])
    yield _sum("ocop", "Sản phẩm OCOP", "sản phẩm", found, "ocop", "products")
    areas = rural.areas_by_unit(tables["model_areas"], roll)
    yield _sum("areas", "Khu dân cư kiểu mẫu", "khu", areas, "model_areas", "areas")
    yield _awards(tables, roll)


def _awards(tables: Tables, roll: pd.DataFrame) -> Compared:
    """Awards by the year of the award, whatever year's report tells them."""
    every = parts.by_unit(replace(series_named("awards"), by=()), tables, roll)
    asked = coverage.covers(roll, "awards")

    def tell(rows: pd.DataFrame) -> Told:
        own = every[every["year"].isin(rows["year"])]  # with what units of another time tell of the year
        return told(_total(own, "value"), "awards", "count", asked, award_year=tuple(int(y) for y in set(own["year"])))

    return Compared("awards", "Lượt khen thưởng", "lượt", "awards", every[every["expected"].eq(1)], ("value",), tell)


def _standing(new_rural: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """The communes by standing, with `reported` of those that told it."""
    found = rural.graded(rural.status_by_unit(new_rural, roll))
    return found.assign(reported=found["covered"].astype("Int64"))[found["applicable"]]


@kept
def rates(tables: Tables, roll: pd.DataFrame) -> tuple[Compared, ...]:
    """What R4 compares."""
    return tuple(_rates(tables, roll))


def _rates(tables: Tables, roll: pd.DataFrame) -> Iterator[Compared]:
    label = next(column.label for column in STAGES if column.name == "recognition_rate")
    yield _rate(
        "recognition_rate", label, models_.by_unit(tables["models"], roll), "models", "recognised", "considered"
    )
    for field, of, name in _by_field(tables["models"], roll):
        told_ = f"{label}: {name.lower()}"
        yield _rate(f"recognition_rate.{field}", told_, of, "models", "recognised", "considered", field=field)
    given = resources_.by_unit(tables["resources"], roll)
    yield _rate("people_share", "Tỷ lệ Nhân dân đóng góp", given, "resources", "people_vnd", "total_vnd")
    for one in RATES:
        yield _of_indicators(one, community.rate(tables["indicators"], roll, one.part, one.whole))
    standing = _standing(tables["new_rural"], roll)
    yield _rate("new_rural_share", "Tỷ lệ xã đạt chuẩn nông thôn mới", standing, "new_rural", "met", "reported")
    asked = coverage.counted(roll).assign(covered=True)
    yield _rate("reported_rate", "Tỷ lệ đơn vị gửi báo cáo", asked, "reports", "reported", "expected")
    yield _rate("on_time_rate", "Tỷ lệ báo cáo đúng hạn", asked, "reports", "on_time", "dated")


def _total(rows: pd.DataFrame, measure: str) -> Any:
    """What a year's rows come to, unknown too where a 0 hides a blank."""
    added = totals.added(rows, ["year"], [measure], told=rows["covered"])
    return added[measure].iloc[0] if len(added) else None


def _sum(key: str, label: str, unit: str, found: pd.DataFrame, subject: str, measure: str, **only: Any) -> Compared:
    def tell(rows: pd.DataFrame) -> Told:
        return told(_total(rows, measure), subject, measure, rows, **only)

    return Compared(key, label, unit, subject, found, (measure,), tell)


def _indicators(key: str, label: str, unit: str, found: pd.DataFrame, codes: Iterable[str]) -> Compared:
    return _sum(key, label, unit, found, "indicators", "value", indicator=tuple(codes), column="actual")


def _rate(key: str, label: str, found: pd.DataFrame, subject: str, part: str, whole: str, **only: Any) -> Compared:
    def tell(rows: pd.DataFrame) -> Told:
        both = rows[rows[part].notna() & rows[whole].notna()]
        return share(ratio(rows, part, whole), *(told(None, subject, name, both, **only) for name in (part, whole)))

    return Compared(key, label, "", subject, found, (part, whole), tell)


def _of_indicators(one: Rate, found: pd.DataFrame) -> Compared:
    def tell(rows: pd.DataFrame) -> Told:
        both = rows[rows["part"].notna() & rows["whole"].notna()]
        of = partial(told, None, "indicators", "value", both, column="actual")
        return share(ratio(rows, "part", "whole"), of(indicator=(one.part,)), of(indicator=tuple(one.whole)))

    return Compared(one.name, one.label, "", "indicators", found, ("part", "whole"), tell)

"""The indicators of a subject over the years (R6a to R6f): of all units, and below of the same units of all years.

    R6a/models_new/2021     R6a/models_new.same/2021     R6f/works_completed.canal/absolute

Money is told in triệu đồng, a share in hundredths. Slopes and intervals are words that statistics tell of the numbers.
Does not belong here: the figures (`analysis.trends`), which terms they are made of (`indicated`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis.change import SMALLEST_BASE
from danvan.analysis.facts import Tables
from danvan.analysis.period import POINTS
from danvan.analysis.series import named
from danvan.analysis.trends import Trend, same_units, trend
from danvan.declared.series import Series
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import indicated, words
from danvan.publish.tables.basis import Basis, basis, basis_of, by_column
from danvan.publish.tables.broken import break_notes
from danvan.publish.tables.layout import Row, assemble, slug
from danvan.publish.tables.numbered import interval, label, slope, times
from danvan.publish.tables.told import BARE, Told, records

REASONS = words.REASONS | {
    "base_zero": "năm đầu không phát sinh",
    "base_small": "số năm đầu nhỏ, chỉ ghi chênh lệch",
    "units_differ": "hai năm không cùng các đơn vị",
    "coverage_low": "dưới 80% đơn vị có số liệu",
    "points": "điểm phần trăm",
    "moved": "địa giới thay đổi",
    "part_year": "năm không đủ 12 tháng",
}
RATIO = "tỷ số, chỉ ghi chênh lệch"
FEW = "số được xét quá ít, không so sánh tỷ lệ"
SAME_NOTE = (
    "“Cùng ... đơn vị”: các đơn vị, tính theo địa giới năm cuối, có số liệu của chỉ tiêu ở mọi năm; không ghi nếu mọi "
    "đơn vị đều có hoặc không đơn vị nào có. “Hai năm không cùng các đơn vị”: chênh lệch gồm cả phần do đó."
)
TREND_NOTE = (
    "Thay đổi mỗi năm: trung vị độ dốc giữa các năm (Theil - Sen) kèm khoảng tin cậy 95%, từ 5 năm đủ 12 tháng và 80% "
    "đơn vị; ít năm hơn: chênh lệch hai đầu chia số năm."
)
INTERVAL_NOTE = "Khoảng tin cậy năm cuối tính chính xác (Poisson, nhị thức)."
KINDS_NOTE = "Không ghi loại không phát sinh năm nào."
AWARDS_NOTE = "Thành tích của năm cuối còn có thể được khen thưởng ở năm sau."
ONE_YEAR = "Mới có số liệu một năm, chưa nói được xu hướng."


@dataclass(frozen=True)
class Cut:
    """The indicators that one table tells."""

    id: str
    title: str
    names: tuple[str, ...]
    note: str = ""


CUTS: Mapping[str, Cut] = {
    "models": Cut("R6a", "Mô hình “Dân vận khéo” qua các năm", (
        "models_new", "models_at_work", "models_recognised", "models_recognised_by_level", "recognition_rate",
        "plan_models", "models_by_field", "models_by_kind", "replication_rate", "replicated_places",
        "villages_with_model_rate",
    )),
    "resources": Cut("R6b", "Nguồn lực, công trình qua các năm", (
        "resources_total", "resources_state", "people_contribution", "people_share", "resources_business",
        "resources_other", "land", "land_households", "land_per_household", "labour_days", "labour_days_per_1000",
    )),
    "works": Cut("R6f", "Công trình hoàn thành qua các năm", ("works_completed", "unit_cost")),
    "community": Cut("R6c", "Dân vận ở cơ sở qua các năm", (
        "propaganda_sessions", "plan_propaganda_sessions", "propaganda_attendances", "dialogues", "plan_dialogues",
        "opinions_resolved_rate", "plan_voter_meetings", "plan_jobs_created", "security_teams", "mediation_teams",
        "mediation_rate", "letters", "letters_resolved_rate",
    )),
    "rural": Cut("R6d", "Nông thôn mới, OCOP, khen thưởng qua các năm", (
        "new_rural_communes", "new_rural_share", "model_areas", "ocop_products", "awards", "awards_by_achievement",
    ), AWARDS_NOTE),
    "submissions": Cut("R6e", "Gửi báo cáo qua các năm", ("submission_rate", "on_time_rate")),
}  # fmt: skip
# Told by event and year in T8a: a flood or an epidemic has no trend.
LEFT_OUT = ("donations_value", "donations_cash", "donations_goods_value", "donations_goods")


@kept
def models_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6a: models over the years. `roll` is of `danvan.roll`, here as in all of them."""
    return _over_years(CUTS["models"], tables, roll)


@kept
def resources_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6b: resources over the years."""
    return _over_years(CUTS["resources"], tables, roll)


@kept
def works_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6f: works by type over the years, and what a metre, a piece of each cost."""
    return _over_years(CUTS["works"], tables, roll)


@kept
def community_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6c: propaganda, dialogues, teams, letters over the years."""
    return _over_years(CUTS["community"], tables, roll)


@kept
def rural_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6d: new rural communes, OCOP, model areas, awards over the years."""
    return _over_years(CUTS["rural"], tables, roll)


@kept
def submissions_over_years(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R6e: who reported, and in time, over the years."""
    return _over_years(CUTS["submissions"], tables, roll)


def _over_years(cut: Cut, tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    trends = [trend(named(name), tables, roll) for name in cut.names]
    years = sorted(int(year) for year in roll["year"].unique())
    whole = [year for year in years if year not in set(roll.loc[roll["part_year"].astype(bool), "year"])]
    same = () if coverage.whose(roll) is not None else (SAME_NOTE,)
    notes = (*same, KINDS_NOTE, *break_notes(trends)) if len(years) > 1 else (ONE_YEAR, KINDS_NOTE)
    return assemble(
        cut.id,
        cut.title,
        _columns(years, whole),
        (row for of_all in trends for row in _rows(of_all, roll, years, whole)),
        _basis(trends, roll),
        notes=[note for note in (*notes, cut.note) if note],
    )


def _columns(years: Sequence[int], whole: Sequence[int]) -> list[ColumnSpec]:
    since = f" từ năm {whole[0]}" if len(whole) > 1 else ""
    return [
        ColumnSpec(LABEL, "Chỉ tiêu"),
        *(ColumnSpec(str(year), str(year), "tenths") for year in years),
        ColumnSpec("absolute", f"Tăng, giảm{since}", "tenths"),
        ColumnSpec("percent", "Tỷ lệ tăng, giảm", "percent"),
        ColumnSpec("reason", "Ghi chú"),
        ColumnSpec("trend", "Thay đổi mỗi năm", note=TREND_NOTE if len(years) > 1 else "", for_analysts=True),
        ColumnSpec("interval", f"Khoảng tin cậy năm {years[-1]}", note=INTERVAL_NOTE, for_analysts=True),
    ]


def _basis(trends: Sequence[Trend], roll: pd.DataFrame) -> Basis:
    """The basis of the tables that the indicators come from, with the coverage of each where it is another."""
    tables = list(dict.fromkeys(table for each in trends for table in each.one.tables))
    found = basis_of(roll, *tables) if tables else basis(roll, roll.assign(covered=True))
    told = {each.one.label: _answers(each) for each in trends if len(each.found)}
    return replace(found, coverage=by_column(told)) if told else found


def _answers(each: Trend) -> pd.DataFrame:
    """year, reported, expected of an indicator."""
    told = {year: share.split("/") for year, share in each.yearly.attrs["coverage"].items()}
    rows = [(year, int(reported), int(expected)) for year, (reported, expected) in told.items()]
    return pd.DataFrame(rows, columns=["year", "reported", "expected"])


def _rows(of_all: Trend, roll: pd.DataFrame, years: Sequence[int], whole: Sequence[int]) -> Iterator[Row]:
    """The rows of one indicator: of all units, by each kind that occurs; without kinds of the same ones too."""
    same = same_units(of_all, roll) if len(years) > 1 and not of_all.one.by else None
    for each in filter(None, (of_all, same)):
        for kind in records(each.over):
            if not each.one.by or _occurs(_of_kind(each.yearly, each.one, kind)):
                yield _row(each, kind, years, whole)


def _of_kind(rows: pd.DataFrame, one: Series, kind: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of one kind of an indicator."""
    for name in one.by:
        rows = rows[rows[name].isna() if pd.isna(kind[name]) else rows[name].eq(kind[name]).fillna(False)]
    return rows


def _occurs(yearly: pd.DataFrame) -> bool:
    return bool(yearly["value"].gt(0).any())


def _row(each: Trend, kind: Mapping[str, Any], years: Sequence[int], whole: Sequence[int]) -> Row:
    one, by = each.one, times(each.one)
    own = _of_kind(each.yearly, one, kind).set_index("year")
    found = _of_kind(each.found[["year", "unit_code", "unit_from", *one.measures, *one.by]], one, kind)
    of = {int(str(year)): rows for year, rows in found.groupby("year")}
    said = next(row for row in records(_of_kind(each.over, one, kind)))
    figures = {
        year: indicated.figure(one, _scaled(own["value"].get(year), by), of.get(year, found.iloc[:0]), years, by)
        for year in years
    }
    return Row(
        ".".join([one.name, *(slug(words.key(kind[name])) for name in one.by), *(["same"] if each.units else [])]),
        {
            LABEL: f"{label(one, kind)}{f', cùng {each.units} đơn vị' if each.units else ''}",
            **{str(year): told for year, told in figures.items()},
            **_changed(each, said, own, figures, whole),
            "trend": "" if len(years) < 2 or each.moved else _trend(said, by, figures.values()),
            "interval": indicated.estimate(interval(own.iloc[-1], by), figures[years[-1]]),
        },
    )


def _trend(said: Mapping[str, Any], by: float, figures: Iterable[Told]) -> Told | str:
    told = slope(said, by)
    return told if pd.isna(said["per_year"]) else indicated.estimate(told, *figures)


def _scaled(value: Any, by: float) -> float | None:
    return None if value is None or pd.isna(value) else float(value) * by


def _changed(
    each: Trend, said: Mapping[str, Any], own: pd.DataFrame, figures: Mapping[int, Told], whole: Sequence[int]
) -> dict[str, Any]:
    """The change of the whole years, a percentage where one means something, and why there is none."""
    one, reason = each.one, "moved" if each.moved and said["reason"] == "units_differ" else str(said["reason"])
    none = {"absolute": BARE, "percent": BARE, "reason": REASONS.get(reason, "")}
    if len(whole) < 2 or pd.isna(said["absolute"]):
        return none | ({"reason": ""} if len(whole) < 2 else {})
    first, last = int(said["first"]), int(said["last"])
    if one.unit == POINTS and reason == "coverage_low":
        return none
    if one.kind == "ratio" and own.loc[[first, last], "whole"].lt(SMALLEST_BASE).any():
        return none | {"reason": FEW}
    since = f"so với năm {first}" if first != whole[0] else ""
    why = RATIO if one.kind == "ratio" and not reason else REASONS[reason]
    now, before = figures[last], figures[first]
    percent = None if one.kind == "ratio" or pd.isna(said["percent"]) else float(said["percent"])
    return {
        "absolute": indicated.change(one, _scaled(said["absolute"], times(one)), now, before),
        "percent": BARE if percent is None else indicated.percentage(percent, now, before),
        "reason": "; ".join(filter(None, [since, why])),
    }

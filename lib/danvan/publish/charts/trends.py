"""The main indicators of a subject over the years, side by side (F9a to F9d): a clear trend in colour, others in grey.

    ── tất cả đơn vị   ┄┄ cùng các đơn vị   ░ Covid-19
    Mô hình đang hoạt động        | Tỷ lệ công nhận
    2022: 183                     | 2022: 83,3%
       mẫu mới  sáp nhập          |
     o--┼--┆--┼                   |        a bar is the exact interval, an open point a year that tells less

Does not belong here: the figures (`analysis.trends`), the tables of them (`tables.trends`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.analysis import coverage
from danvan.analysis.change import LEAST_COVERAGE
from danvan.analysis.facts import Tables
from danvan.analysis.intervals import SLOPE_POINTS
from danvan.analysis.period import POINTS
from danvan.analysis.series import named
from danvan.analysis.trends import Trend, same_units, trend
from danvan.declared.series import Series as Indicator
from danvan.publish.chart import Chart, compose
from danvan.publish.charts import parts
from danvan.publish.charts.story import Story
from danvan.publish.headlines import Subject
from danvan.publish.marks import YearNotes, panels, panels_height, style
from danvan.publish.marks.axes import Number
from danvan.publish.tables.numbered import label, short, together
from danvan.publish.tables.words import period
from danvan.vietnamese import wording

COLUMNS = 3
EMPTY = DataFrame(
    {"label": Series(dtype="string"), "year": Series(dtype="Int64")}
    | {n: Series(dtype="Float64") for n in ("value", "low", "high", "same")}
)
NAMED = 3  # indicators with a clear trend told by name in a headline
WORDS = {"form": "mẫu mới", "boundary": "sáp nhập", "standard": "chuẩn mới"}
KEYS = ("tất cả đơn vị", "cùng các đơn vị có số liệu mọi năm")
READING = "thanh dọc: khoảng tin cậy 95%; chấm rỗng: năm không đủ 12 tháng hoặc dưới 80% đơn vị; tô màu: tăng, giảm rõ"


def models_over_years(tables: Tables, roll: DataFrame) -> Chart:
    """F9a: models over the years. `roll` is of `danvan.roll`, here as in all of them."""
    names = (
        "models_new", "models_at_work", "models_recognised", "recognition_rate", "replication_rate",
        "villages_with_model_rate",
    )  # fmt: skip
    return _over_years("F9a", "Mô hình “Dân vận khéo”", names, tables, roll)


def resources_over_years(tables: Tables, roll: DataFrame) -> Chart:
    """F9b: resources and works over the years."""
    names = (
        "resources_total", "people_contribution", "people_share", "resources_state", "land", "land_households",
        "labour_days", "labour_days_per_1000", "works_completed",
    )  # fmt: skip
    return _over_years("F9b", "Nguồn lực, công trình", names, tables, roll)


def community_over_years(tables: Tables, roll: DataFrame) -> Chart:
    """F9c: propaganda, dialogues, letters, teams over the years."""
    names = (
        "propaganda_sessions", "propaganda_attendances", "dialogues", "opinions_resolved_rate", "letters",
        "letters_resolved_rate", "security_teams", "mediation_teams", "mediation_rate",
    )  # fmt: skip
    return _over_years("F9c", "Dân vận ở cơ sở", names, tables, roll)


def rural_over_years(tables: Tables, roll: DataFrame) -> Chart:
    """F9d: new rural communes, OCOP, model areas, awards over the years."""
    names = ("new_rural_communes", "new_rural_share", "model_areas", "ocop_products", "awards")
    return _over_years("F9d", "Nông thôn mới, OCOP, khen thưởng", names, tables, roll)


def _over_years(id_: str, what: str, names: Sequence[str], tables: Tables, roll: DataFrame) -> Chart:
    asked = (trend(together(named(name)), tables, roll) for name in names)
    every = {indicated(each.one): each for each in asked if len(each.found)}
    same = {name: same_units(each, roll) for name, each in every.items()}
    clear = {name: _direction(same[name] or each) for name, each in every.items()}
    notes = {name: _notes(each) for name, each in every.items()}
    frame = pd.concat([EMPTY, *(_drawn(name, each, same[name]) for name, each in every.items())], ignore_index=True)

    def draw(ax: Axes) -> Axes:
        return panels(
            frame,
            by="label",
            reference="same",
            words=KEYS if any(same.values()) else ("", ""),
            shared=False,
            columns=COLUMNS,
            number={name: number(each.one) for name, each in every.items()},
            notes=notes,
            limits=("low", "high"),
            colours={name: style.BLUE if way else style.SOFT for name, way in clear.items()},
            ax=ax,
        )

    covered = coverage.summary(roll.assign(covered=roll["status"].eq("accepted")))
    fewer = {name: each.yearly for name, each in every.items()}
    story = Story(id_, Subject(what, str), what, roll, covered, fewer=fewer)
    said, axes = _said(clear, roll), f"{len(every)} chỉ tiêu, mỗi chỉ tiêu một thang riêng từ 0"
    alt = parts.alt("Các biểu đồ đường nhỏ", axes, said, "; ".join(f"{n}: {_last(each)}" for n, each in every.items()))
    words = said, f"{story.subtitle}; {READING}", story.source, alt
    height = panels_height(list(every), COLUMNS, notes) + 0.05
    return compose(id_, *words, draw, height=height, data=frame, sample=parts.sampled(roll))


def indicated(one: Indicator) -> str:
    """The name of an indicator, with its unit where its values on a chart do not tell it."""
    return one.label if one.unit in (POINTS, "đồng") else label(one)


def _drawn(name: str, each: Trend, same: Trend | None) -> DataFrame:
    """label, year, value, low, high, and the value of the same units of all years."""
    own = each.yearly[["year", "value", "low", "high"]].assign(label=name)
    if same is None:
        return own.assign(same=pd.array([None] * len(own), dtype="Float64"))
    return own.merge(same.yearly[["year", "value"]].rename(columns={"value": "same"}), on="year", how="left")


def _notes(each: Trend) -> YearNotes:
    """The breaks, part-years and years of too few units of one indicator."""
    told = each.yearly
    low = told["reported"].astype(float) < LEAST_COVERAGE * told["expected"].astype(float)
    partial = parts.part_years(each.roll) | {int(year) for year in told.loc[low, "year"]}
    breaks: dict[int, list[str]] = {}
    for row in parts.records(each.breaks[each.breaks["kind"].isin(WORDS)]):
        breaks.setdefault(int(row.year), []).append(WORDS[row.kind])
    words = {year: ", ".join(dict.fromkeys(kinds)) for year, kinds in sorted(breaks.items())}
    return YearNotes(partial=frozenset(partial), shaded=parts.COVID, breaks=words)


def _direction(each: Trend) -> str:
    """ "tăng" or "giảm" where the interval of the slope says so; "" where it does not."""
    row = each.over.iloc[0]
    if each.moved or pd.isna(row["per_year_low"]):
        return ""
    return "tăng" if row["per_year_low"] > 0 else "giảm" if row["per_year_high"] < 0 else ""


def _said(clear: dict[str, str], roll: DataFrame) -> str:
    """The headline: which indicators rise or fall for certain over the whole years, by name where they are few."""
    whole = [year for year in parts.years(roll) if year not in parts.part_years(roll)]
    if len(whole) < 2:
        return f"Mới có số liệu của {wording.count(len(whole), 'năm')} đủ 12 tháng, chưa nói được xu hướng"
    when = f"{period(whole)[0].upper()}{period(whole)[1:]}"
    if len(whole) < SLOPE_POINTS:
        return f"{when}: chưa đủ {wording.count(SLOPE_POINTS, 'năm')} để nói chỉ tiêu nào tăng, giảm rõ"
    if not clear:
        return f"{parts.whom(roll)} không phải báo cáo các chỉ tiêu này"
    if not any(clear.values()):
        return f"{when}: chưa chỉ tiêu nào trong {wording.count(len(clear), 'chỉ tiêu')} tăng hoặc giảm rõ"
    told = [_named([name for name, way in clear.items() if way == word], word) for word in ("tăng", "giảm")]
    unclear = sum(not way for way in clear.values())
    others = [f"{wording.count(unclear, 'chỉ tiêu')} chưa rõ"] if unclear else []
    return f"{when}: {'; '.join([*filter(None, told), *others])}"


def _named(names: list[str], word: str) -> str:
    if not names:
        return ""
    if len(names) > NAMED:
        return f"{wording.count(len(names), 'chỉ tiêu')} {word} rõ"
    return f"{wording.join([parts.inside(name) for name in names])} {word} rõ"


def number(one: Indicator) -> Number:
    """How the values of an indicator are written on a chart."""
    if one.unit == POINTS:
        return parts.percent
    return wording.dong_short if one.unit == "đồng" else short


def _last(each: Trend) -> str:
    known = each.yearly.dropna(subset=["value"])
    if known.empty:
        return "chưa có số liệu"
    return f"năm {int(known['year'].iloc[-1])} {number(each.one)(float(known['value'].iloc[-1]))}"

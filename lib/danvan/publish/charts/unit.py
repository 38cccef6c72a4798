"""The main series side by side: F20 of one unit against the others, F21 of the whole district in a review.

Both take the store's tables by name. Does not belong here: one series by itself (the other modules).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame

from danvan.analysis import community, coverage, models, resources, totals
from danvan.kept import kept
from danvan.problems import UsageError
from danvan.publish.chart import Chart, Draw, compose
from danvan.publish.charts import parts
from danvan.publish.charts.story import Story
from danvan.publish.headlines import Point, Subject, by_year, compared, headline
from danvan.publish.marks import YearNotes, panels, panels_height, strips, strips_height
from danvan.publish.marks.axes import Number, plain
from danvan.publish.sources import source_of_unit
from danvan.publish.tables.words import period
from danvan.vietnamese import wording

Tables = Mapping[str, DataFrame]
Units = Callable[[Tables, DataFrame], DataFrame]
COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Main:
    """A main series: its name, its writer, and its figures by unit; a ratio has part and whole beside value."""

    name: str
    number: Number
    units: Units


@dataclass(frozen=True, eq=False)
class Review:
    """The words of a chart of all main series, and the roll that its years and stamp come from."""

    id: str
    said: str
    subtitle: str
    source: str
    roll: DataFrame


def _models(stage: str) -> Units:
    return lambda tables, roll: _valued(models.by_unit(tables["models"], roll), stage)


def _resources(measure: str) -> Units:
    return lambda tables, roll: _valued(resources.by_unit(tables["resources"], roll), measure)


def _indicator(code: str) -> Units:
    def units(tables: Tables, roll: DataFrame) -> DataFrame:
        found = community.by_unit(tables["indicators"], roll, [code])
        return found[found["asked"]]

    return units


def _rate(part: str, whole: str) -> Units:
    return lambda tables, roll: _valued(community.rate(tables["indicators"], roll, part, [whole]), "ratio")


def _valued(found: DataFrame, measure: str) -> DataFrame:
    return found.assign(value=found[measure].astype("Float64"))


RECOGNISED = "Mô hình được công nhận"
MAIN = (
    Main("Mô hình đăng ký", plain, _models("registered")),
    Main(RECOGNISED, plain, _models("recognised")),
    Main("Kinh phí huy động", wording.dong_short, _resources("total_vnd")),
    Main("Nhân dân đóng góp", wording.dong_short, _resources("people_vnd")),
    Main("Đất Nhân dân hiến (m²)", plain, _resources("land_m2")),
    Main("Ngày công", plain, _resources("labour_days")),
    Main("Buổi tuyên truyền", plain, _indicator("propaganda_sessions")),
    Main("Cuộc đối thoại", plain, _indicator("dialogues")),
    Main("Ý kiến đã giải quyết, trả lời", parts.percent, _rate("opinions_resolved", "opinions_received")),
    Main("Hòa giải thành", parts.percent, _rate("mediation_successes", "mediation_cases")),
)
WRITERS = {main.name: main.number for main in MAIN}


def profile(tables: Tables, roll: DataFrame, unit_code: str) -> Chart:
    """F20: the main series of one unit, and the median of the others of its kind; UsageError for an unknown unit."""
    own, when = coverage.one_unit(roll, unit_code), period(parts.years(roll))
    if own.empty:
        raise UsageError(f"Không có đơn vị mã “{unit_code}” {when}; hãy kiểm tra tham số unit.")
    shown, group = str(own["unit"].iloc[-1]), own["group"].iloc[-1]
    name = shown if group == "agency" else parts.inside(shown)
    found = _told(tables, roll[roll["group"] == group])
    mine = found["unit_code"].eq(unit_code)
    kept = found[found["series"].isin(found.loc[mine, "series"])]
    accepted = parts.years(own[own["status"] == "accepted"])
    from_ = source_of_unit(name, accepted, parts.years(own), sample=parts.sampled(roll))
    subtitle = f"Các chỉ tiêu chính của {name} và trung vị các đơn vị khác cùng khối, {when}"
    chart = Review("F20", _of_unit(kept, unit_code, name, own), subtitle, from_, own)
    if len(parts.years(own)) == 1:
        return _strips(chart, kept.assign(unit=kept["unit_code"]), (shown, "từng đơn vị khác", "trung vị"), unit_code)
    return _panels(chart, _beside_median(kept, unit_code), (shown, "trung vị các đơn vị khác"), _changes(own))


def review(tables: Tables, roll: DataFrame) -> Chart:
    """F21: the main series of the whole district."""
    units, years = _told(tables, roll), parts.years(roll)
    found = pd.concat([_total(rows) for _, rows in units.groupby("series", sort=False)], ignore_index=True)
    covered = coverage.summary(roll.assign(covered=roll["status"].eq("accepted")))
    fewer = {str(name): rows for name, rows in found.groupby("series", sort=False)}
    subject = Subject("Số mô hình được công nhận", parts.counted("mô hình"))
    story = Story("F21", subject, "Các chỉ tiêu chính", roll, covered, fewer=fewer, each="của mọi đơn vị")
    level = story.headline(found[found["series"] == RECOGNISED])
    if len(years) == 1 and not parts.alone(roll):
        told = {str(row.series): _amount(row) for row in parts.records(found)}
        chart = Review("F21", level, story.subtitle, story.source, roll)
        return _strips(chart, units, ("", "từng đơn vị", "trung vị; số bên phải là của chung các đơn vị"), "", told)
    said = _rising(found, covered[covered["year"].ge(parts.since(roll))], parts.part_years(roll))
    chart = Review("F21", said if len(years) > 1 else level, story.subtitle, story.source, roll)
    return _panels(chart, found, ("", ""), parts.breaks(roll))


@kept
def _told(tables: Tables, roll: DataFrame) -> DataFrame:
    """All main series of the roll's units: the unit's columns, year, value, covered, part, whole, series."""
    return pd.concat(list(_series(tables, roll)), ignore_index=True)


def _series(tables: Tables, roll: DataFrame) -> Iterator[DataFrame]:
    for main in MAIN:
        found = main.units(tables, roll)
        parted = ["part", "whole"] if "whole" in found else []
        yield found[[*coverage.UNIT, "year", "value", "covered", *parted]].assign(series=main.name)


def _total(units: DataFrame) -> DataFrame:
    """The district's year, value, reported, expected of one series; a ratio is one of sums."""
    name = units["series"].iloc[0]
    if units["whole"].notna().any():
        return totals.ratio(units, "part", "whole").rename(columns={"ratio": "value"}).assign(series=name)
    return totals.by_year(units, ["value"], of="value").assign(series=name)


def _beside_median(found: DataFrame, unit_code: str) -> DataFrame:
    """The unit's rows, with the median of the other units in the same year."""
    own = found["unit_code"] == unit_code
    medians = found[~own].groupby(["series", "year"], sort=False)["value"].median().rename("median").reset_index()
    return found.loc[own, ["series", "year", "value"]].merge(medians, on=["series", "year"], how="left")


def _changes(own: DataFrame) -> dict[int, str]:
    """A break where the unit became another one: {2020: "từ 2020: Xã Bình Tân Phú, địa giới mới"}."""
    return {year: f"từ {year}: {unit}, địa giới mới" for year, unit in parts.moved(own)}


def _of_unit(found: DataFrame, unit_code: str, name: str, own: DataFrame) -> str:
    """The headline of the unit's recognised models since its territory last changed, with the others' median."""
    rows = found[found["series"].eq(RECOGNISED) & found["year"].ge(max(_changes(own), default=0))]
    mine = rows[rows["unit_code"] == unit_code].assign(reported=lambda rows: rows["covered"].astype(int), expected=1)
    subject = Subject(f"Số mô hình được công nhận của {name}", parts.counted("mô hình"))
    said = headline(mine, "value", subject, part_years=parts.part_years(own))
    last = rows[rows["year"] == rows["year"].max()]
    middle = last.loc[last["unit_code"] != unit_code, "value"].median()
    known = pd.notna(middle) and bool(last.loc[last["unit_code"] == unit_code, "covered"].all())
    return f"{said}; trung vị các đơn vị khác là {parts.short(float(middle))}" if known else said


def _rising(found: DataFrame, covered: DataFrame, part: frozenset[int]) -> str:
    """ "So với năm 2019, năm 2022 có 07 chỉ tiêu tăng, 02 chỉ tiêu giảm": whole years that all units reported."""
    asked = [Point(int(row.year), 1, int(row.reported), int(row.expected)) for row in parts.records(covered)]
    whole, last = [point.year for point in asked[:-1] if point.full and point.year not in part], asked[-1]
    if not whole or not last.full or last.year in part:
        if last.expected == 1:
            return "Chưa có hai năm đủ báo cáo để so sánh"
        said = f"Năm {last.year} có số liệu của {last.reported}/{last.expected} đơn vị"
        return f"{said}; chưa có hai năm đủ báo cáo của mọi đơn vị để so sánh"
    points = [by_year(rows, "value") for _, rows in found.groupby("series", sort=False)]
    signs = [_sign({point.year: point for point in series}, whole[0], last.year) for series in points]
    words = {1: "tăng", -1: "giảm", 0: "không đổi", None: "không so sánh được vì thiếu số liệu"}
    counts = [f"{wording.count(signs.count(sign), 'chỉ tiêu')} {word}" for sign, word in words.items() if sign in signs]
    return f"So với năm {whole[0]}, năm {last.year} có {', '.join(counts)}"


def _sign(points: Mapping[int, Point], first: int, last: int) -> int | None:
    """1 up, -1 down, 0 level; None where the two years cannot be compared."""
    before, now = points.get(first), points.get(last)
    if before is None or now is None:
        return None
    found = compared(before, now).absolute
    return None if found is None else (found > 0) - (found < 0)


def _panels(chart: Review, found: DataFrame, keys: tuple[str, str], breaks: dict[int, str]) -> Chart:
    notes = YearNotes({}, parts.part_years(chart.roll), parts.COVID, "Covid-19", breaks)
    names = list(dict.fromkeys(found["series"]))
    median = "median" if keys[1] else None

    def draw(ax: Axes) -> Axes:
        return panels(
            found,
            by="series",
            reference=median,
            words=keys,
            shared=False,
            columns=COLUMNS,
            number=WRITERS,
            notes=notes,
            ax=ax,
        )

    return _composed(chart, found, draw, panels_height(names, COLUMNS) + 0.05, "Các biểu đồ đường nhỏ")


def _strips(
    chart: Review, found: DataFrame, keys: tuple[str, str, str], chosen: str, told: Mapping[str, str] | None = None
) -> Chart:
    def draw(ax: Axes) -> Axes:
        return strips(found, chosen=chosen, words=keys, number=WRITERS, told=told, ax=ax)

    shown = found[found["unit_code"] == chosen] if chosen else found.drop_duplicates("series")
    height = strips_height(found["series"].nunique())
    return _composed(chart, shown, draw, height, "Biểu đồ chấm, mỗi hàng một chỉ tiêu", told)


def _composed(
    chart: Review, found: DataFrame, draw: Draw, height: float, kind: str, told: Mapping[str, str] | None = None
) -> Chart:
    """The chart; `told` are the values of its series in words where those of `found` are not the ones it is of."""
    last = found.sort_values("year").drop_duplicates("series", keep="last")
    own = told or {str(row.series): _amount(row) for row in parts.records(last)}
    values = "; ".join(f"{name}: {text}" for name, text in own.items())
    axes = f"{len(last)} chỉ tiêu, mỗi chỉ tiêu một thang riêng từ 0"
    alt = parts.alt(kind, axes, chart.said, f"năm cuối {values}")
    sample = parts.sampled(chart.roll)
    return compose(
        chart.id, chart.said, chart.subtitle, chart.source, alt, draw, height=height, data=found, sample=sample
    )


def _amount(row: Any) -> str:
    return "chưa có số liệu" if pd.isna(row.value) else WRITERS[row.series](float(row.value))

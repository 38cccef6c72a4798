"""Charts of B4, B5 and B7: F5 new rural communes, F6 donations, F7 awards, F18 OCOP products, F19 model areas.

Each takes the store's table of its name. Does not belong here: counting them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.analysis import coverage, rural
from danvan.analysis import donations as given
from danvan.publish.chart import Chart
from danvan.publish.charts import parts
from danvan.publish.charts.story import (
    Story,
    over_years,
    parts_by_year,
    rows,
    total_by_year,
    with_series,
    with_value,
)
from danvan.publish.headlines import Point, Subject, by_year, of_whole
from danvan.publish.marks import Measure, outlined
from danvan.publish.tables.words import choices, dated
from danvan.vietnamese import wording

GRADES = ("model", "advanced", "standard", "none")
MET = "xã đạt chuẩn nông thôn mới"
COMPONENTS = {"unit": "string", "value": "Float64", "tonnes": "Float64"}


def new_rural(frame: DataFrame, roll: DataFrame) -> Chart:
    """F5: communes that meet the new rural standard, before the outline of those that reported; the others hatched."""
    asked = parts.communes(roll)
    yearly = rural.communes_by_year(frame, asked)
    units = rural.status_by_unit(frame, asked)
    met = by_year(yearly, "met")
    alone = parts.alone(asked)
    said = _own_status(units, asked) if alone else of_whole(met, MET, MET, part_years=parts.part_years(asked))
    covered = coverage.summary(units[units["applicable"]])
    story = Story("F5", Subject(f"Số {MET}", parts.counted("xã")), "Xã đạt chuẩn nông thôn mới", asked, covered, "xã")
    if story.single:
        grades = [choices("new_rural", "status")[grade] for grade in rural.MET]
        return rows(story, _grades(units), (Measure(),), said, point=grades)

    def draw(ax: Axes) -> Axes:
        names = ("Đạt chuẩn NTM", "Số xã có báo cáo", "Xã chưa có số liệu")
        return outlined(
            yearly,
            part="met",
            whole="reported",
            absent="absent",
            unit="xã",
            words=names,
            notes=story.notes,
            ax=ax,
        )

    yearly = yearly.assign(absent=yearly["communes"] - yearly["reported"])
    values = "; ".join(_met(each) for each in met)
    return over_years(story, yearly, said, draw, "Biểu đồ cột trước viền số xã có báo cáo", values)


def _own_status(units: DataFrame, roll: DataFrame) -> str:
    """ "Xã Bình Minh, năm 2022: đạt chuẩn"; a township and an agency are not asked."""
    last = next(parts.records(units[units["applicable"]].tail(1)), None)
    if last is None:
        return f"{parts.whom(roll)} không thuộc diện xét xã đạt chuẩn nông thôn mới"
    label = choices("new_rural", "status")[last.status] if last.covered else "chưa có số liệu"
    return f"{parts.whom(roll)}, năm {last.year}: {parts.inside(label)}"


def _met(point: Point) -> str:
    """ "2018: 7/22 (22/24 đơn vị)"."""
    known = "chưa có số liệu" if point.value is None else f"{wording.number(point.value)}/{point.reported}"
    return f"{point.year}: {known}{f' ({point.units})' if point.units else ''}"


def _grades(units: DataFrame) -> DataFrame:
    """Communes by grade, and those that did not report."""
    names, kept = choices("new_rural", "status"), units[units["applicable"]]
    status, missing = kept.loc[kept["covered"], "status"], int((~kept["covered"]).sum())
    counts = {names[grade]: int(status.eq(grade).sum()) if len(status) else None for grade in GRADES}
    told = counts | ({"Chưa có số liệu": missing} if missing else {})
    return DataFrame({"unit": list(told), "value": pd.array(list(told.values()), dtype="Int64")})


def ocop(frame: DataFrame, roll: DataFrame) -> Chart:
    """F18: OCOP products valid at the end of each year, by stars."""
    found = rural.ocop_by_year(frame, roll)
    seen = sorted({int(n) for n in found.loc[found["products"].gt(0).eq(True), "stars"]}) or [3]
    kept = found[found["stars"].isin(seen)].astype({"stars": "string"})
    named = with_series(kept, "stars", {str(n): f"{n} sao" for n in seen}, "products")
    total = found.groupby("year").agg({"products": _sum, "reported": "max", "expected": "max"}).reset_index()
    covered = coverage.of_table(roll, "ocop")
    subject = Subject("Số sản phẩm OCOP", parts.counted("sản phẩm"))
    story = Story("F18", subject, "Sản phẩm OCOP theo số sao", roll, covered, "sản phẩm")
    return parts_by_year(story, named, with_value(total, "products"))


def model_areas(frame: DataFrame, roll: DataFrame) -> Chart:
    """F19: model residential areas at the end of each year."""
    units = with_value(rural.areas_by_unit(frame, roll), "areas")
    total = with_value(rural.areas_by_year(frame, roll), "areas")
    covered = coverage.of_table(roll, "model_areas")
    subject = Subject("Số khu dân cư kiểu mẫu", parts.counted("khu"))
    return total_by_year(Story("F19", subject, "Khu dân cư kiểu mẫu", roll, covered, "khu"), total, units)


def awards(frame: DataFrame, roll: DataFrame) -> Chart:
    """F7: awards by the year they were given and who got them; none where the units that reported told of none."""
    covered = coverage.of_table(roll, "awards")
    counts = rural.awards_by_year(frame, roll).rename(columns={"award_year": "year"})
    told = counts.groupby(["year", "recipient_kind"], dropna=False)["count"].sum(min_count=1).reset_index()
    names = choices("awards", "recipient_kind")
    seen = [name for name in names if name in set(told["recipient_kind"])] or ["collective", "individual"]
    every = covered[["year", "reported"]].merge(DataFrame({"recipient_kind": seen}, dtype="string"), how="cross")
    found = every.merge(told, on=["year", "recipient_kind"], how="left")
    found["count"] = found["count"].astype("Int64").mask(found["count"].isna() & found["reported"].gt(0), 0)
    sums = found.groupby("year")["count"].sum(min_count=1).rename("value").reset_index()
    named = with_series(found, "recipient_kind", {name: names[name] for name in seen}, "count")
    subject = Subject("Số lượt khen thưởng", parts.counted("lượt khen"))
    story = Story("F7", subject, "Khen thưởng theo năm khen và đối tượng", roll, covered, "lượt khen")
    return parts_by_year(story, named, covered.merge(sums, on="year"))


def donations(frame: DataFrame, roll: DataFrame, event: str = "covid19") -> Chart:
    """F6: cash by donor, goods, and what is told apart, of one event in all years of the roll."""
    found = given.by_year(frame[frame["event"] == event], roll, ["included_in_total", "activity", "donor_kind"])
    counted, apart = (found[found["included_in_total"].eq(told).fillna(False)] for told in (True, False))
    data = _components(counted, apart)
    when = sorted(int(year) for year in found.loc[found["value_vnd"].gt(0).eq(True), "year"].unique())
    label = choices("donations", "event")[event]
    covered = coverage.of_table(roll, "donations")
    given_ = _given(counted["value_vnd"], apart["value_vnd"], known=bool(covered["reported"].sum()))
    said = f"{dated(label, when or parts.years(roll))}: {given_}"
    what = f"{label}: ủng hộ, cứu trợ theo hình thức"
    story = Story("F6", Subject(label, wording.dong_short), what, roll, covered)
    empty = given_[0].upper() + given_[1:]
    return rows(story, data, (Measure(said="said", number=wording.dong_short),), said, empty=empty)


def _components(counted: DataFrame, apart: DataFrame) -> DataFrame:
    """Rows of the chart: unit (its words), value (đồng), tonnes, said; only what was given."""
    donors, activities = choices("donations", "donor_kind"), choices("donations", "activity")
    cash = counted.groupby("donor_kind", sort=False)["cash_vnd"].sum(min_count=1)
    told = [(f"Tiền mặt: {parts.inside(donors[kind])}", cash[kind], pd.NA) for kind in donors if kind in cash]
    told.append(("Hàng hóa, hiện vật quy tiền", _sum(counted["goods_vnd"]), _sum(counted["goods_tonnes"])))
    for activity, group in apart.groupby("activity", sort=False):
        words = f"Riêng: {parts.inside(activities[activity])}"
        told.append((words, _sum(group["value_vnd"]), _sum(group["goods_tonnes"])))
    frame = DataFrame(told, columns=list(COMPONENTS)).astype(COMPONENTS)
    frame = frame[frame["value"].gt(0).fillna(False)].reset_index(drop=True)
    return frame.assign(
        said=[_worth(row.value, 0.0 if pd.isna(row.tonnes) else row.tonnes) for row in parts.records(frame)]
    )


def _sum(values: Series) -> Any:
    return values.sum(min_count=1)


def _worth(value: float, tonnes: float) -> str:
    weight = f" ({parts.short(tonnes)} tấn)" if tonnes > 0 else ""
    return f"{wording.dong_short(value)}{weight}"


def _given(counted: Series, apart: Series, *, known: bool) -> str:
    """ "ủng hộ 1,17 tỷ đồng; riêng phần ngoài tổng số 890 triệu đồng"; `known`: whether anybody reported."""
    total, beside = _sum(counted), _sum(apart)
    nothing = "không phát sinh" if known else "chưa có số liệu"
    said = [nothing if pd.isna(total) or not total else f"ủng hộ {wording.dong_short(float(total))}"]
    if pd.notna(beside) and beside > 0:
        said.append(f"riêng phần ngoài tổng số {wording.dong_short(float(beside))}")
    return "; ".join(said)

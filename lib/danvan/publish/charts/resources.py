"""Charts of what was given for works: F3 by source, F4 the people's share, F11 land and labour by commune.

Each takes the store's resources. Does not belong here: donations by event (`rural`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas import DataFrame

from danvan.analysis import coverage, resources, review
from danvan.publish.chart import Chart
from danvan.publish.charts import parts
from danvan.publish.charts.story import Story, by_unit, parts_by_year, rate_by_year, with_series, with_value
from danvan.publish.headlines import Subject
from danvan.publish.marks import Measure
from danvan.publish.sources import incomplete
from danvan.publish.tables.words import column, period
from danvan.vietnamese import wording

SOURCES = {
    "state_vnd": column("resources", "state_vnd"),
    "people_vnd": "Nhân dân đóng góp",
    "business_vnd": column("resources", "business_vnd"),
    "other_vnd": column("resources", "other_vnd"),
}
GIVEN = {"land_m2": "Đất hiến", "labour_days": "Ngày công"}


def resources_by_source(frame: DataFrame, roll: DataFrame) -> Chart:
    """F3: money for works by source."""
    sources = resources.by_source(frame, roll)
    found = with_series(sources, "source", SOURCES, "value")
    total = resources.of_measure(frame, roll, "total_vnd")
    fewer = {SOURCES[str(name)]: rows for name, rows in sources.groupby("source", sort=False)}
    number, unit = parts.money(total["value"])
    subject = Subject("Kinh phí huy động làm công trình, phần việc", wording.dong_short)
    covered = coverage.summary(coverage.measured(resources.by_unit(frame, roll), "total_vnd"))
    what = f"Kinh phí huy động theo nguồn ({unit})"
    story = Story("F3", subject, what, roll, covered, unit, number, fewer)
    return parts_by_year(story, found, total)


def people_share(frame: DataFrame, roll: DataFrame) -> Chart:
    """F4: what the people gave, of all money for works; coverage is of the units that gave both figures."""
    total = with_value(resources.by_year(frame, roll), "people_share")
    total = total.assign(reported=total["share_reported"])
    units = with_value(resources.by_unit(frame, roll), "people_share")
    idle = units["covered"] & units["total_vnd"].eq(0).fillna(False)
    units = units.assign(
        said=units["value"].map(parts.percent, na_action="ignore"),
        absent=parts.absent(units, roll).mask(idle, "không có công trình"),
    )
    subject = Subject("Tỷ lệ Nhân dân đóng góp", parts.percent, share=True)
    what = "Nhân dân đóng góp trong tổng kinh phí huy động"
    story = Story("F4", subject, what, roll, coverage.summary(coverage.measured(units, "people_vnd", "total_vnd")))
    return rate_by_year(story, total, units)


def land_and_labour(frame: DataFrame, roll: DataFrame) -> Chart:
    """F11: land given and days of labour by commune, over all years of the roll."""
    asked = parts.communes(roll)
    found = resources.by_unit(frame, asked)
    flows = {row.measure: row for row in parts.records(review.resource_flows(frame, asked))}
    told = (("land_m2", "hiến", "m² đất"), ("labour_days", "góp", "ngày công"))
    known = [_flow(flows[name], verb, of, asked) for name, verb, of in told if name in flows]
    said = f"Nhân dân {' và '.join(filter(None, known))}" if any(known) else "Chưa có số liệu về đất hiến và ngày công"
    said = f"{period(parts.years(asked)).capitalize()}: {parts.inside(said)}"
    subject = Subject("Diện tích đất hiến", lambda value: f"{wording.number(value)} m²")
    what, each = "Đất Nhân dân hiến và ngày công", "của từng xã, thị trấn"
    fewer = {label: coverage.summary(coverage.measured(found, name)) for name, label in GIVEN.items()}
    story = Story("F11", subject, what, asked, coverage.of_table(asked, "resources"), fewer=fewer, each=each)
    units = _over_period(found, asked)
    measures = (Measure("land_m2", "Đất hiến (m²)"), Measure("labour_days", "Ngày công"))
    if units.empty:
        return by_unit(story, units, measures, story.headline(units))
    return by_unit(story, units, measures, said, lead="none" if parts.alone(roll) else "amounts")


def _flow(row: Any, verb: str, of: str, roll: DataFrame) -> str:
    """ "hiến 12.300 m² đất (17/22 đơn vị)"; over several years of as many reports as are asked, of one unit years."""
    if pd.isna(row.value):
        return ""
    units = incomplete(row.reported, row.expected)
    reports = "năm" if parts.alone(roll) else "lượt báo cáo"
    units = units if len(parts.years(roll)) == 1 else units.replace("đơn vị", reports)
    return f"{verb} {wording.number(row.value)} {of}{f' ({units})' if units else ''}"


def _over_period(found: DataFrame, roll: DataFrame) -> DataFrame:
    """Sums of each unit over its years; a unit without any figure keeps the reason of its last year."""
    named = found.assign(unit=parts.unit_names(found), absent=parts.absent(found, roll))
    key = ["unit_code", "unit_from"]
    sums = named.groupby(key)[list(GIVEN)].sum(min_count=1).reset_index()
    return named.drop_duplicates(key, keep="last").drop(columns=list(GIVEN)).merge(sums, on=key)

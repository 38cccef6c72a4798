"""What breaks the years of a table of trends, in words below it: the form, a standard, an event, too few units.

Does not belong here: finding breaks (`analysis.breaks`); part-years and mergers, which `basis` tells of every table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from danvan.analysis.trends import Trend
from danvan.publish.tables import words

FORM = {
    "reworded": "Mẫu biểu năm {year} đổi cách ghi",
    "new": "Mẫu biểu từ năm {year} có cột, dòng riêng của",
    "gone": "Mẫu biểu từ năm {year} không có cột, dòng riêng của",
}
STANDARDS = {
    "new_rural": "bộ tiêu chí nông thôn mới",
    "poverty": "chuẩn nghèo",
    "ocop": "bộ tiêu chí đánh giá sản phẩm OCOP",
}
EVENTS = {"covid19": "dịch Covid-19"}
EVERY = "mọi chỉ tiêu của bảng"


def break_notes(trends: Sequence[Trend]) -> Iterator[str]:
    """A note for each break, naming the indicators that it touches."""
    found = pd.concat([trend.breaks.assign(label=trend.one.label) for trend in trends], ignore_index=True)
    for (reason, year), own in _of(found, "form").groupby(["reason", "year"], sort=False):
        yield f"{FORM[str(reason)].format(year=year)}: {_labels(own, trends)}."
    for (detail, year), own in _of(found, "standard").groupby(["detail", "year"], sort=False):
        name, _, version = str(detail).partition(" ")
        yield f"Từ năm {year} tính theo {STANDARDS.get(name, name)} {_version(version)}: {_labels(own, trends)}."
    for reason, own in _of(found, "event").groupby("reason", sort=False):
        yield f"Năm {words.runs(int(year) for year in own['year'].unique())} có {EVENTS.get(str(reason), reason)}."
    low = found[found["reason"].eq("coverage_low")].groupby("label", sort=False)["year"]
    few = [f"{label} ({words.runs(int(year) for year in years)})" for label, years in low]
    if few:
        yield f"Dưới 80% đơn vị có số liệu, không tính tỷ lệ và xu hướng: {'; '.join(few)}."


def _of(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    return found[found["kind"].eq(kind)].sort_values("year", kind="stable")


def _labels(own: pd.DataFrame, trends: Sequence[Trend]) -> str:
    labels = list(dict.fromkeys(own["label"]))
    return EVERY if 1 < len(labels) == len(trends) else "; ".join(labels)


def _version(version: str) -> str:
    return f"giai đoạn {version}" if "-" in version else f"năm {version}"

"""How a declared indicator's numbers are printed where indicators of several kinds stand in one table.

Does not belong here: the tables (`trends`, `standing`), formulas (`indicated`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan.analysis.period import POINTS
from danvan.declared.series import Series
from danvan.publish.tables import words
from danvan.vietnamese import wording

MILLION, THOUSAND = 1e-6, 1e-3
MONEY = {MILLION: "triệu đồng", THOUSAND: "nghìn đồng"}
OF_ONE = "quantity_unit"  # what a cost is told of


def times(one: Series) -> float:
    """How often a value is told: a share in hundredths, a sum of đồng in triệu, what a piece costs in nghìn."""
    if one.unit == "đồng":
        return THOUSAND if one.kind == "ratio" else MILLION
    return 100 if one.unit == POINTS else 1


def label(one: Series, kind: Mapping[str, Any] | None = None) -> str:
    """ "Tổng kinh phí huy động (triệu đồng)", "Công trình hoàn thành theo loại: kênh mương"; `kind` has its `by`."""
    which = kinds(one, kind) if kind else ""
    said = f"{one.label}: {which}" if which else one.label
    unit = unit_of(one)
    unit = f"{unit}/{kind[OF_ONE]}" if kind and OF_ONE in one.by else unit
    return said if f" {unit} " in f" {said.lower()} " else f"{said} ({unit})"


def kinds(one: Series, kind: Mapping[str, Any]) -> str:
    """Which of its kinds a row is: "kênh mương", "4 sao"; "" where it has none."""
    return ", ".join(_kind(one, name, kind[name]) for name in one.by if name != OF_ONE)


def together(one: Series) -> Series:
    """The indicator with its kinds added up: "Công trình hoàn thành theo loại" -> "Công trình hoàn thành"."""
    label = one.label.partition(" theo ")[0].rstrip(",")
    return replace(one, by=(), share=False, label=label, made_of=one.subjects) if one.by else one


def unit_of(one: Series) -> str:
    """What its printed values count."""
    return MONEY.get(times(one), one.unit)


def _kind(one: Series, name: str, value: Any) -> str:
    if name == "stars" and not pd.isna(value):
        return f"{value} sao"
    labels = words.choices(one.tables[0], name)
    said = words.said(labels, value)
    return said[:1].lower() + said[1:]


def slope(said: Mapping[str, Any], times: float) -> str:
    """ "tăng 3,2 (từ 1,0 đến 5,4)", "chưa rõ tăng, giảm (từ -1,0 đến 5,4)" of a row of `period.summary`."""
    if pd.isna(said["per_year"]):
        return "chưa đủ 3 năm so sánh được"
    by = float(said["per_year"]) * times
    told = "không đổi" if short(abs(by)) == "0" else f"{'tăng' if by > 0 else 'giảm'} {short(abs(by))}"
    if pd.isna(said["per_year_low"]):
        return f"{told} (chênh lệch hai đầu)"
    low, high = (float(said[name]) * times for name in ("per_year_low", "per_year_high"))
    clear = low > 0 or high < 0 or low == by == high
    return f"{told if clear else 'chưa rõ tăng, giảm'} (từ {short(low)} đến {short(high)})"


def interval(row: Mapping[str, Any] | pd.Series, times: float) -> str:
    """ "10,7 - 28,4" of low and high; "" where there is no exact one."""
    if pd.isna(row["low"]):
        return ""
    return f"{short(float(row['low']) * times)} - {short(float(row['high']) * times)}"


def short(value: float) -> str:
    """A number with one decimal at most, none from 100 on, two where one would leave nothing of it."""
    text = wording.number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 0.05 else 2)
    return text.rstrip("0").rstrip(",") if "," in text else text

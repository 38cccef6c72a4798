"""Headlines: one sentence that says what the figures show, computed from them, so that it cannot be wrong.

    Số mô hình đăng ký tăng 9,2%, từ 120 mô hình (năm 2018) lên 131 mô hình (năm 2022)
    Số mô hình đăng ký năm 2022 là 131 mô hình (21/22 đơn vị)      units are missing, or no year to compare with

A change is stated only between whole years in which every unit that was asked reported: with some missing in either,
the figure may rise where the thing itself falls. Does not belong here: charts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame, Series

from danvan.analysis.change import SMALLEST_BASE, Change, change
from danvan.publish.sources import incomplete
from danvan.vietnamese import wording


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value, None where unknown, and the units that it covers of those asked."""

    year: int
    value: float | None
    reported: int
    expected: int

    @property
    def full(self) -> bool:
        """Whether there is a figure of every unit that was asked."""
        return self.value is not None and self.reported == self.expected > 0

    @property
    def units(self) -> str:
        """ "21/22 đơn vị" where units are missing, else nothing."""
        return incomplete(self.reported, self.expected)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a headline is about: its words, and how prose writes a value ("131 mô hình"); `share`: values are ratios."""

    name: str
    write: Callable[[float], str]
    share: bool = False

    @property
    def inside(self) -> str:
        """The words within a sentence."""
        return self.name[0].lower() + self.name[1:]

    def said(self, point: Point) -> str:
        """A point's value in prose."""
        return wording.MISSING if point.value is None else self.write(point.value)


def headline(yearly: DataFrame, measure: str, subject: Subject, *, part_years: Collection[int] = ()) -> str:
    """The headline of a measure by year, from a frame with year, the measure, reported and expected.

    Several years: from the first whole year that all units reported to the last year, if all reported that too; else
    the level of the last year with its coverage. A last year without a figure is said to have none.
    """
    years = by_year(yearly, measure)
    last = years[-1]
    if last.value is None:
        return f"Chưa có số liệu về {subject.inside} năm {last.year}"
    whole = [point for point in years[:-1] if point.full and point.year not in part_years]
    if not whole or last.year in part_years:
        return _level(last, subject)
    return _trend(whole[0], last, subject, compared(whole[0], last))


def compared(first: Point, last: Point) -> Change:
    """What may be said of two years: nothing where units are missing in either, else what `change` says."""
    if not (first.full and last.full):
        return Change(reason="units_differ")
    return change(last.value, first.value)


def by_year(yearly: DataFrame, measure: str) -> list[Point]:
    """The points of a measure, in the order of years."""
    columns = yearly.sort_values("year")[["year", measure, "reported", "expected"]].astype(object)
    return [
        Point(int(year), None if pd.isna(value) else float(value), int(reported), int(expected))
        for year, value, reported, expected in columns.itertuples(index=False)
    ]


def _level(point: Point, subject: Subject, beside: str = "") -> str:
    notes = "; ".join(filter(None, [point.units, beside]))
    return f"{subject.name} năm {point.year} là {subject.said(point)}{f' ({notes})' if notes else ''}"


def _trend(first: Point, last: Point, subject: Subject, found: Change) -> str:
    """The sentence for what may be said of the two years."""
    if found.absolute is None:
        return _level(last, subject)
    if subject.said(first) == subject.said(last):
        return _level(last, subject, f"bằng năm {first.year}")
    if found.reason == "base_zero" and not subject.share:
        return _level(last, subject, f"năm {first.year} không phát sinh")
    verb, toward = ("tăng", "lên") if found.absolute > 0 else ("giảm", "xuống")
    return f"{subject.name} {verb}{_size(found, subject)} từ {_at(first, subject)} {toward} {_at(last, subject)}"


def _size(found: Change, subject: Subject) -> str:
    """By how much: points of a share, a percentage where one may be printed, else nothing beside the two values."""
    if subject.share and found.absolute is not None:
        return f" {wording.number(abs(found.absolute) * 100, 1)} điểm phần trăm,"
    return "" if found.percent is None else f" {wording.percent(abs(found.percent) * 100)},"


def _at(point: Point, subject: Subject) -> str:
    units = f", {point.units}" if point.units else ""
    return f"{subject.said(point)} (năm {point.year}{units})"


def of_whole(points: list[Point], words: str, subject: str, *, part_years: Collection[int] = ()) -> str:
    """ "Năm 2022 có 18/21 xã đạt chuẩn (85,7%), năm 2018 có 11/24" from parts of the units that reported.

    `words`: "xã đạt chuẩn"; `subject`: what there are no figures of. Where not all units answered, their number
    stands in place of a share, which nobody knows, and no other year stands beside.
    """
    last, known = points[-1], [point for point in points[:-1] if point.full and point.year not in part_years]
    if last.value is None:
        return f"Chưa có số liệu về {subject} năm {last.year}"
    share = "" if last.expected < SMALLEST_BASE else wording.percent(last.value / last.expected * 100)
    beside = f"{last.units} báo cáo" if last.units else share
    said = f"Năm {last.year} có {_part(last)} {words}{f' ({beside})' if beside else ''}"
    alike = bool(known) and compared(known[0], last).absolute is not None
    return f"{said}, năm {known[0].year} có {_part(known[0])}" if alike else said


def _part(point: Point) -> str:
    return f"{wording.number(point.value)}/{point.reported}"


def leading(values: Series, write: Callable[[float], str], each: str = "mỗi loại") -> str:
    """ "nhiều nhất là phát triển kinh tế (45 mô hình)" from values by name, named as within a sentence.

    Two that share the first place are told what `each` has: "xã A và xã B (mỗi xã 08 mô hình)". Nothing where no value
    is above 0, or where more than two share the first place.
    """
    known = values.dropna()
    known = known[known > 0]
    if known.empty:
        return ""
    best = known[known == known.max()]
    if len(best) > 2:
        return ""
    size = f"{each} {write(float(best.iloc[0]))}" if len(best) > 1 else write(float(best.iloc[0]))
    return f"nhiều nhất là {wording.join([str(name) for name in best.index])} ({size})"

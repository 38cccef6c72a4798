"""Where the figures of a chart come from, in words: always derived from their coverage, never typed.

Does not belong here: counting who reported (analysis.coverage).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pandas import DataFrame

from danvan.publish.tables import words

NAMED = 5  # missing units told by name; of more, the number
SAMPLE = " Số liệu minh họa."


def source(coverage: DataFrame, *, sample: bool, fewer: Mapping[str, DataFrame] | None = None) -> str:
    """ "Nguồn: báo cáo của 21/22 đơn vị; chưa có: Xã Bình Minh." from a frame with a row per year.

    Its columns: year, reported, expected and, where it has it, missing (names of the units without the figures).
    `fewer`: the coverage of parts by name, told where a part lacks more units than the whole does.
    """
    rows: list[Any] = list(coverage.itertuples(index=False))
    told = [(int(row.year), f"{row.reported}/{row.expected}") for row in rows]
    said = f"{told[0][1]} đơn vị" if len(told) == 1 else f"các đơn vị (số đơn vị có số liệu: {words.spans(told)})"
    missing = _missing(rows) if "missing" in coverage else ""
    less = _fewer(fewer or {}, {int(row.year): int(row.expected - row.reported) for row in rows})
    return f"Nguồn: báo cáo của {said if told else '0 đơn vị'}{missing}.{less}{SAMPLE if sample else ''}"


def _fewer(named: Mapping[str, DataFrame], lacking: Mapping[int, int]) -> str:
    """ " Ít đơn vị có số liệu hơn: Nguồn khác (2018: 14/25; 2019: 6/25)."; years only where there are several."""
    told = []
    for name, frame in named.items():
        rows: list[Any] = list(frame.itertuples(index=False))
        less = [
            (int(row.year), f"{row.reported}/{row.expected}")
            for row in rows
            if row.expected - row.reported > lacking.get(int(row.year), 0)
        ]
        if less:
            told.append(f"{name} ({less[0][1] if len(lacking) == 1 else words.spans(less)})")
    return f" Ít đơn vị có số liệu hơn: {', '.join(told)}." if told else ""


def source_of_unit(unit: str, covered: Iterable[int], asked: Iterable[int], *, sample: bool) -> str:
    """ "Nguồn: báo cáo của xã Bình Minh, 5/6 năm; chưa có: năm 2019."; of one year without a count, of none why."""
    years, known = sorted(int(year) for year in asked), {int(year) for year in covered}
    lacking = [year for year in years if year not in known]
    missing = f"; chưa có: năm {words.runs(lacking)}" if lacking else ""
    count = f", {len(known)}/{len(years)} năm" if len(years) > 1 else ""
    said = f"báo cáo của {unit}{count}{missing}" if years else f"{unit} không phải báo cáo biểu này"
    return f"Nguồn: {said}.{SAMPLE if sample else ''}"


def incomplete(reported: int, expected: int) -> str:
    """ "21/22 đơn vị" where units are missing, of a single one that its figure is not whole; else nothing."""
    if reported >= expected:
        return ""
    return "chưa đủ số liệu" if expected == 1 else f"{reported}/{expected} đơn vị"


def _missing(rows: list[Any]) -> str:
    """ "; chưa có: Xã Bình Minh (2021), Xã Bình Trị (2017, 2019)"; years only where there are several."""
    years: dict[str, list[int]] = {}
    for row in rows:
        for unit in row.missing:
            years.setdefault(unit, []).append(int(row.year))
    told = [f"{unit} ({words.runs(found)})" if len(rows) > 1 else unit for unit, found in years.items()]
    more = f" và {len(told) - NAMED} đơn vị khác" if len(told) > NAMED else ""
    return f"; chưa có: {', '.join(told[:NAMED])}{more}" if told else ""

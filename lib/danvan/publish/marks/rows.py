"""Bars in rows, one row per unit or kind, one area of bars per measure; the rows stand as they come.

                        Diện tích đất hiến (m²)      Ngày công
    Thị trấn Châu Ổ     [#######] 1.200              [##] 30
    Xã Bình Thuận       [//] chưa báo cáo            [//] chưa báo cáo       never as long as a value, never 0
    Xã Bình Minh        [####] 700                   0
                                                                             room before another group
    Hội Phụ nữ huyện    ...

The caller knows the official order, or puts the rows by value. Does not belong here: why a figure is absent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, bare, canvas, hatched, inset, nothing, plain, put, ruler, size_of, split
from danvan.publish.marks.labels import balanced, height_of, width_of

NAME_WIDTH, NARROW = 2.0, 1.55  # inches: wider names wrap, sooner beside several measures or tiles
TITLE, GAP, APART = 0.24, 0.08, 0.09
LINE = 0.065  # inches of air around the words of a row
ABSENT = "chưa có số liệu"


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the rows stand: wrapped names, centres and heights in inches from the top, and the whole height."""

    names: tuple[str, ...]
    centres: tuple[float, ...]
    heights: tuple[float, ...]
    total: float


def grid(names: Sequence[object], groups: Sequence[object] = (), width: float = NARROW) -> Grid:
    """Stack rows as tall as their names need within `width`, with a little room where the group changes."""
    wrapped = tuple(balanced(str(name), width, style.LABEL) for name in names)
    heights = tuple(height_of(name, style.LABEL) * 0.92 + LINE for name in wrapped)
    centres, at = [], 0.0
    for place, height in enumerate(heights):
        at += APART if groups and place and groups[place] != groups[place - 1] else 0
        centres.append(at + height / 2)
        at += height
    return Grid(wrapped, tuple(centres), heights, max(at, 0.4))


@dataclass(frozen=True, slots=True)
class Measure:
    """One area of bars: the column of values, its title and writer; columns with other words behind a bar (`said`)
    and with the reason why there is no value (`absent`)."""

    y: str = "value"
    title: str = ""
    number: Number = plain
    said: str | None = None
    absent: str | None = None


VALUE = Measure()


def ranked(
    frame: DataFrame,
    *,
    name: str = "unit",
    measures: Sequence[Measure] = (VALUE,),
    group: str | None = None,
    point: Collection[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw a horizontal bar per row and measure, its value behind it; rows named in `point` in colour, the rest grey.

    An absent value is a hatched stub with its reason. Without `point` all rows wear the colour.
    """
    ax = ax or canvas(ranked_height(frame, name=name, measures=measures, group=group))
    if frame.empty:
        return nothing(ax)
    rows = _grid(frame, name, group, measures)
    bare(ax)
    inset(ax, left=max(width_of(each, style.LABEL) for each in rows.names) + GAP, top=_head(measures))
    ax.set_ylim(rows.total, 0)
    for text, centre in zip(rows.names, rows.centres, strict=True):
        put(ax, (-GAP, ruler(ax).y(centre)), text, ha="right")
    colours = [style.BLUE if not point or str(each) in point else style.GREY for each in frame[name]]
    for area, measure in zip(split(ax, 1, len(measures), (0.12, 0)), measures, strict=True):
        _area(area, frame, measure, rows, colours)
    return ax


def ranked_height(
    frame: DataFrame, *, name: str = "unit", measures: Sequence[Measure] = (VALUE,), group: str | None = None
) -> float:
    """The height in inches that `ranked` needs."""
    return _grid(frame, name, group, measures).total + _head(measures)


def _grid(frame: DataFrame, name: str, group: str | None, measures: Sequence[Measure]) -> Grid:
    groups = frame[group].to_list() if group else ()
    return grid(frame[name].to_list(), groups, NAME_WIDTH if len(measures) == 1 else NARROW)


def _head(measures: Sequence[Measure]) -> float:
    return TITLE if any(measure.title for measure in measures) else 0.0


def _area(ax: Axes, frame: DataFrame, measure: Measure, rows: Grid, colours: Sequence[str]) -> None:
    """One measure: its title above, a bar or a stub in every row."""
    values: list[Any] = frame[measure.y].astype("Float64").astype(float).to_list()
    words = _words(frame, measure, values)
    bare(ax)
    put(ax, (0, size_of(ax)[1] + TITLE / 2), measure.title, weight="bold")
    inset(ax, right=max(width_of(text, style.LABEL) for text in words) + 0.1)
    ax.set(xlim=(0, max((v for v in values if v > 0), default=1)), ylim=(rows.total, 0))
    for value, text, centre, colour in zip(values, words, rows.centres, colours, strict=True):
        _row(ax, value, text, centre, colour)


def _words(frame: DataFrame, measure: Measure, values: Sequence[Any]) -> list[str]:
    """What stands behind each bar: the number or the given words, or why there is no number."""
    nothing_said = pd.Series(pd.NA, index=frame.index, dtype="string")
    given = frame[measure.said] if measure.said else nothing_said
    why = frame[measure.absent] if measure.absent else nothing_said
    return [
        (ABSENT if pd.isna(reason) else str(reason))
        if pd.isna(value)
        else (measure.number(value) if pd.isna(text) else str(text))
        for value, text, reason in zip(values, given, why, strict=True)
    ]


def _row(ax: Axes, value: Any, words: str, centre: float, colour: str) -> None:
    rule = ruler(ax)
    level = rule.y(centre)
    if pd.isna(value):
        hatched(ax, (0, level - 0.055), (0.2, 0.11))
        put(ax, (0.26, level), words, color=style.SOFT, style="italic")
        return
    ax.barh(centre, value, 0.13, color=colour)
    put(ax, (rule.x(value) + 0.06, level), words)

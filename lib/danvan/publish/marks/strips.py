"""One unit among the others: a row per measure, a grey dot per other unit, a tick at the median, one dot in colour.

    Mô hình đăng ký        o  oo|ooo   o    *        12 mô hình
    Diện tích đất hiến     o|o o                     chưa báo cáo
                           0                    3.900 m²

Does not belong here: which units are compared (the rows of the frame).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, bare, canvas, inset, nothing, plain, put, ruler, size_of, stroke
from danvan.publish.marks.labels import balanced, height_of, width_of

LINE, KEYS = 0.42, 0.24
NAME_WIDTH = 1.9
GAP = 0.12


def strips(
    frame: DataFrame,
    *,
    by: str = "series",
    unit: str = "unit",
    y: str = "value",
    chosen: str = "",
    words: tuple[str, str, str] = ("", "từng đơn vị khác", "trung vị"),
    told: Mapping[str, str] | None = None,
    absent: str = "chưa có số liệu",
    number: Number | Mapping[str, Number] = plain,
    ax: Axes | None = None,
) -> Axes:
    """Draw a row per value of `by`, in the order they come, each on a scale of its own from 0.

    `chosen` names the unit in colour, its value behind its row, or `absent`; without it stands there what is `told`.
    `words` name the chosen dot, the others and the tick in the line of keys.
    """
    names = [str(name) for name in dict.fromkeys(frame[by])]
    ax = ax or canvas(strips_height(len(names)))
    if frame.empty:
        return nothing(ax)
    write = {name: number if callable(number) else number[name] for name in names}
    own = {name: frame[frame[by].astype(str) == name].set_index(unit)[y].astype("Float64") for name in names}
    said = {name: _said(own[name], chosen, write[name], absent) for name in names} | dict(told or {})
    bare(ax)
    left = max(width_of(_name(name), style.LABEL) for name in names) + GAP
    right = max(width_of(text, style.LABEL, "bold") for text in said.values()) + GAP
    inset(ax, left=left, right=right, top=KEYS, bottom=0.02)
    ax.set(xlim=(-0.02, 1.03), ylim=(len(names) - 0.5, -0.5))
    _keys(ax, words if chosen else ("", *words[1:]), left)
    for place, name in enumerate(names):
        _row(ax, place, own[name], chosen)
        _words(ax, place, _name(name), said[name], write[name], own[name], known=bool(chosen))
    return ax


def strips_height(rows: int) -> float:
    """The height in inches that `strips` needs for so many rows."""
    return rows * LINE + KEYS + 0.02


def _name(name: str) -> str:
    return balanced(name, NAME_WIDTH, style.LABEL)


def _said(values: Series, chosen: str, number: Number, absent: str) -> str:
    """The value behind a row: the chosen unit's."""
    value = values.get(chosen, pd.NA)
    return absent if pd.isna(value) else number(float(value))


def _keys(ax: Axes, words: tuple[str, str, str], left: float) -> None:
    at, level = -left, size_of(ax)[1] + KEYS - 0.1
    looks = (style.BLUE, "o", 6.0), (style.GREY, "o", 4.0), (style.INK, "|", 9.0)
    for text, (colour, marker, size) in zip(words, looks, strict=True):
        if text:
            stroke(ax, (at + 0.06, level), (at + 0.06, level), color=colour, marker=marker, ms=size, linestyle="none")
            put(ax, (at + 0.16, level), text, size=style.SMALL, color=style.SOFT)
            at += 0.16 + width_of(text, style.SMALL) + 0.18


def _row(ax: Axes, place: int, values: Series, chosen: str) -> None:
    ax.axhline(place, color=style.GRID, linewidth=0.8, zorder=0.5)
    known = values.dropna().astype(float)
    scaled = known / (known.max() if len(known) and known.max() > 0 else 1)
    others = scaled[scaled.index != chosen]
    ax.plot(others, [place] * len(others), "o", ms=4, color=style.GREY, alpha=0.8, markeredgewidth=0, zorder=1)
    if len(scaled):
        ax.plot([scaled.median()], [place], "|", ms=13, color=style.INK, markeredgewidth=1.4, zorder=1.5)
    if chosen in scaled.index:
        ax.plot([scaled[chosen]], [place], "o", ms=6.5, color=style.BLUE, zorder=2)


def _words(ax: Axes, place: int, name: str, told: str, number: Number, values: Series, *, known: bool) -> None:
    """Name before the row, value behind it, the greatest value small under its end."""
    rule = ruler(ax)
    level = rule.y(place)
    put(ax, (-GAP, level), name, ha="right")
    put(ax, (rule.width + GAP / 2, level), told, weight="bold", color=style.BLUE if known else style.INK)
    if values.notna().any() and values.max() > 0:
        top = number(float(values.max()))
        below = level - 0.06 - height_of(top, style.SMALL) / 2
        put(ax, (rule.x(1), below), top, ha="right", size=style.SMALL, color=style.SOFT)

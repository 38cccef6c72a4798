"""Small multiples: one small chart over years per unit or measure, side by side.

    ── năm nay   ┄┄ trung vị huyện   ░ Covid-19   ┆ 25 → 22 đơn vị        one line of keys for all
    Bình Minh         | Bình Châu        | Bình Hải
    2022: 12          | 2022: 7          |
     .--o             |   .__.           |  //chưa có số liệu//
    2017         2022

Does not belong here: the median or whatever else the grey line is (a column of the frame).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, bare, canvas, inset, nothing, plain, put, ruler, size_of, split, stroke
from danvan.publish.marks.labels import balanced, height_of, width_of
from danvan.publish.marks.years import NO_NOTES, YearNotes, points

FOOT, KEYS = 0.2, 0.24
SHADE = style.WASH
REFERENCE, BREAK = (0, (4, 1.5)), (0, (2, 2))
ABSENT = "chưa có số liệu"
GAP = (0.16, 0.1)
VALUE = 0.21  # inches: the line of the last value below the title
PANEL = 0.68  # inches: the height of a panel's own drawing, its title apart


@dataclass(frozen=True, slots=True)
class _Look:
    """What all panels share: the columns of the frame, the years, the room for titles, the notes."""

    x: str
    y: str
    reference: str | None
    years: tuple[int, ...]
    head: float
    notes: YearNotes


def panels(
    frame: DataFrame,
    *,
    by: str = "unit",
    x: str = "year",
    y: str = "value",
    reference: str | None = None,
    words: tuple[str, str] = ("", ""),
    shared: bool = True,
    columns: int = 4,
    number: Number | Mapping[str, Number] = plain,
    notes: YearNotes = NO_NOTES,
    ax: Axes | None = None,
) -> Axes:
    """Draw a panel per value of `by`, in the order they come: title, last value, line over years; `shared`: one scale.

    `reference`: a column drawn as a grey broken line; `words` name the line and the reference in the line of keys.
    """
    names = [str(name) for name in dict.fromkeys(frame[by])]
    ax = ax or canvas(panels_height(names, columns))
    if frame.empty:
        return nothing(ax)
    own = {name: frame[frame[by].astype(str) == name].sort_values(x) for name in names}
    write = {name: number if callable(number) else number[name] for name in names}
    tops = {name: _top(frame if shared else own[name], y, reference) for name in names}
    years = tuple(sorted({int(year) for year in frame[x]}))
    look = _Look(x, y, reference, years, _head(names, columns), notes.shown(years))
    scale = f"thang chung: 0 - {write[names[0]](tops[names[0]])}" if shared else "mỗi ô một thang riêng, từ 0"
    inset(ax, top=KEYS, bottom=FOOT)
    _keys(ax, words if reference else ("", ""), look.notes, scale)
    cells = split(ax, -(-len(names) // columns), columns, GAP)
    for place, (cell, name) in enumerate(zip(cells, names, strict=False)):
        _panel(cell, _title(name, columns), own[name], tops[name], write[name], look)
        if place + columns >= len(names):
            _ends_of_years(cell, years)
    for cell in cells[len(names) :]:
        cell.remove()
    return ax


def panels_height(names: Sequence[str], columns: int = 4) -> float:
    """The height in inches that `panels` needs for panels of these names."""
    rows = -(-len(names) // columns)
    return rows * (PANEL + _head(names, columns)) + (rows - 1) * GAP[1] + KEYS + FOOT


def _title(name: str, columns: int) -> str:
    return balanced(name, (6.1 - GAP[0] * (columns - 1)) / columns, style.LABEL, "bold")


def _head(names: Sequence[str], columns: int) -> float:
    """The room above each panel that the tallest title needs."""
    return max((height_of(_title(name, columns), style.LABEL) for name in names), default=0.0) + VALUE


def _top(frame: DataFrame, y: str, reference: str | None) -> float:
    found = frame[[y, *([reference] if reference else [])]].astype("Float64").max().max()
    return float(found) if pd.notna(found) and found > 0 else 1.0


def _keys(ax: Axes, words: tuple[str, str], notes: YearNotes, scale: str) -> None:
    """One line that says, once for all panels, what the lines and the shading are."""
    wide, tall = size_of(ax)
    level, at = tall + KEYS - 0.1, 0.0
    for text, look in (
        (words[0], {"color": style.BLUE, "linewidth": 1.8}),
        (words[1], {"color": style.GREY, "linewidth": 1.2, "linestyle": REFERENCE}),
        (notes.shaded_label if notes.shaded else "", {"color": SHADE, "linewidth": 8, "solid_capstyle": "butt"}),
        (", ".join(notes.breaks.values()), {"color": style.SOFT, "linewidth": 1, "linestyle": BREAK}),
    ):
        if text:
            stroke(ax, (at, level), (at + 0.2, level), **look)
            put(ax, (at + 0.25, level), text, size=style.SMALL, color=style.SOFT)
            at += 0.25 + width_of(text, style.SMALL) + 0.16
    put(ax, (wide, level), scale, size=style.SMALL, color=style.SOFT, ha="right")


def _panel(ax: Axes, title: str, own: DataFrame, top: float, number: Number, look: _Look) -> None:
    bare(ax)
    inset(ax, left=0.05, right=0.05, top=look.head)
    above = size_of(ax)[1] + VALUE + 0.02
    put(ax, (-0.05, above), title, va="baseline", weight="bold")
    values = own.set_index(look.x)[look.y].astype("Float64").astype(float).reindex(look.years)
    if values.isna().all():
        nothing(ax, ABSENT)
        return
    ax.set(xlim=(look.years[0] - 0.5, look.years[-1] + 0.5), ylim=(0, top * 1.06))
    ax.axhline(0, color=style.INK, linewidth=0.7, zorder=0.5)
    _behind(ax, look.notes)
    if look.reference:
        other = own.set_index(look.x)[look.reference].astype("Float64").astype(float).reindex(look.years)
        ax.plot(other.index, other, color=style.GREY, linewidth=1.2, linestyle=REFERENCE, zorder=1.5, clip_on=False)
    _line(ax, values, look.notes.partial)
    last, value = points(values)[-1]
    put(
        ax,
        (-0.05, above - height_of("2", style.LABEL)),
        f"{last}: {number(value)}",
        va="baseline",
        color=style.BLUE,
        weight="bold",
    )


def _line(ax: Axes, values: Series, partial: frozenset[int]) -> None:
    ax.plot(values.index, values, color=style.BLUE, linewidth=1.6, zorder=2, clip_on=False)
    for year, value in points(values):
        face = "white" if year in partial else style.BLUE
        ax.plot([year], [value], "o", ms=3.2, color=style.BLUE, markerfacecolor=face, zorder=2.5, clip_on=False)


def _behind(ax: Axes, notes: YearNotes) -> None:
    if notes.shaded:
        ax.axvspan(notes.shaded[0] - 0.5, notes.shaded[-1] + 0.5, color=SHADE, linewidth=0, zorder=0)
    for year in notes.breaks:
        ax.axvline(year - 0.5, color=style.SOFT, linewidth=1, linestyle=BREAK, zorder=0.6)


def _ends_of_years(ax: Axes, years: Sequence[int]) -> None:
    """The first and last year under the lowest panel of a column."""
    if not ax.lines:
        return
    rule = ruler(ax)
    for year in dict.fromkeys((years[0], years[-1])):
        put(ax, (rule.x(year), -0.1), str(year), ha="center", size=style.SMALL, color=style.SOFT)

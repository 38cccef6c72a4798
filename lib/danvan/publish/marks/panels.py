"""Small multiples: one small chart over years per unit or measure, side by side.

    ── năm nay   ┄┄ trung vị huyện   ░ Covid-19   ┆ 25 → 22 đơn vị        one line of keys for all
    Bình Minh         | Bình Châu        | Bình Hải
    2022: 12          | 2022: 7          |
       sáp nhập       |                  |                                breaks of the panels' own
     .--┆-o           |   .__.           |  //chưa có số liệu//
    2017         2022

Does not belong here: the median or whatever else the grey line is, what an interval is (columns of the frame).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import (
    Number,
    Ruler,
    bare,
    canvas,
    inset,
    nothing,
    plain,
    put,
    ruler,
    size_of,
    split,
    stroke,
)
from danvan.publish.marks.labels import balanced, height_of, width_of
from danvan.publish.marks.years import NO_NOTES, YearNotes, points

FOOT, KEYS = 0.2, 0.24
SHADE = style.WASH
REFERENCE, BREAK = (0, (4, 1.5)), (0, (2, 2))
ABSENT = "chưa có số liệu"
GAP = (0.16, 0.1)
VALUE = 0.21  # inches: the line of the last value below the title
PANEL = 0.68  # inches: the height of a panel's own drawing, its title apart
WORD, AIR = 0.13, 0.05  # inches: a row of words over the breaks of a panel, between two of them
NONE: Mapping[str, YearNotes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Look:
    """What all panels share: the columns of the frame, the years, the room for titles, the notes."""

    x: str
    y: str
    reference: str | None
    limits: tuple[str, str] | None
    years: tuple[int, ...]
    head: float
    rows: int


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
    notes: YearNotes | Mapping[str, YearNotes] = NO_NOTES,
    limits: tuple[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a panel per value of `by`, in the order they come: title, last value, line over years; `shared`: one scale.

    `reference`: a column drawn as a grey broken line; `words` name the line and the reference in the line of keys.
    `limits`: columns between which a thin bar stands behind each point. `notes` of each panel have their breaks told in
    it, those of all in the line of keys; `colours` of single lines are blue where none is given.
    """
    names = [str(name) for name in dict.fromkeys(frame[by])]
    own_notes = notes if isinstance(notes, Mapping) else {}
    shared_notes = notes if isinstance(notes, YearNotes) else next(iter(own_notes.values()), NO_NOTES)
    ax = ax or canvas(panels_height(names, columns, own_notes))
    if frame.empty:
        return nothing(ax)
    own = {name: frame[frame[by].astype(str) == name].sort_values(x) for name in names}
    write = {name: number if callable(number) else number[name] for name in names}
    tops = {name: _top(frame if shared else own[name], y, reference, limits) for name in names}
    years = tuple(sorted({int(year) for year in frame[x]}))
    look = _Look(x, y, reference, limits, years, _head(names, columns), _most_rows(own_notes))
    each = {name: own_notes.get(name, shared_notes).shown(years) for name in names}
    scale = f"thang chung: 0 - {write[names[0]](tops[names[0]])}" if shared else "mỗi ô một thang riêng, từ 0"
    inset(ax, top=KEYS, bottom=FOOT)
    in_keys = shared_notes.shown(years)
    in_keys = replace(in_keys, breaks={}) if own_notes else in_keys
    _keys(ax, words if reference else ("", ""), in_keys, scale, style.SOFT if colours else style.BLUE)
    cells = split(ax, -(-len(names) // columns), columns, GAP)
    for place, (cell, name) in enumerate(zip(cells, names, strict=False)):
        colour = (colours or {}).get(name, style.BLUE)
        _panel(cell, _title(name, columns), own[name], tops[name], write[name], look, each[name], colour)
        if place + columns >= len(names):
            _ends_of_years(cell, years)
    for cell in cells[len(names) :]:
        cell.remove()
    return ax


def panels_height(names: Sequence[str], columns: int = 4, notes: Mapping[str, YearNotes] = NONE) -> float:
    """The height in inches that `panels` needs for panels of these names, with `notes` of their own."""
    rows = -(-len(names) // columns)
    head = _head(names, columns) + WORD * _most_rows(notes)
    return rows * (PANEL + head) + (rows - 1) * GAP[1] + KEYS + FOOT


def _title(name: str, columns: int) -> str:
    return balanced(name, (6.1 - GAP[0] * (columns - 1)) / columns, style.LABEL, "bold")


def _head(names: Sequence[str], columns: int) -> float:
    """The room above each panel that the tallest title needs."""
    return max((height_of(_title(name, columns), style.LABEL) for name in names), default=0.0) + VALUE


def _top(frame: DataFrame, y: str, reference: str | None, limits: tuple[str, str] | None) -> float:
    found = frame[[y, *([reference] if reference else []), *(limits or ())]].astype("Float64").max().max()
    return float(found) if pd.notna(found) and found > 0 else 1.0


def _keys(ax: Axes, words: tuple[str, str], notes: YearNotes, scale: str, colour: str) -> None:
    """One line that says, once for all panels, what the lines and the shading are."""
    wide, tall = size_of(ax)
    level, at = tall + KEYS - 0.1, 0.0
    for text, look in (
        (words[0], {"color": colour, "linewidth": 1.8}),
        (words[1], {"color": style.GREY, "linewidth": 1.2, "linestyle": REFERENCE}),
        (notes.shaded_label if notes.shaded else "", {"color": SHADE, "linewidth": 8, "solid_capstyle": "butt"}),
        (", ".join(notes.breaks.values()), {"color": style.SOFT, "linewidth": 1, "linestyle": BREAK}),
    ):
        if text:
            stroke(ax, (at, level), (at + 0.2, level), **look)
            put(ax, (at + 0.25, level), text, size=style.SMALL, color=style.SOFT)
            at += 0.25 + width_of(text, style.SMALL) + 0.16
    put(ax, (wide, level), scale, size=style.SMALL, color=style.SOFT, ha="right")


def _panel(
    ax: Axes, title: str, own: DataFrame, top: float, number: Number, look: _Look, notes: YearNotes, colour: str
) -> None:
    bare(ax)
    inset(ax, left=0.05, right=0.05, top=look.head + WORD * look.rows)
    above = size_of(ax)[1] + WORD * look.rows + VALUE + 0.02
    put(ax, (-0.05, above), title, va="baseline", weight="bold")
    frame = own.set_index(look.x).reindex(look.years)
    values = _floats(frame, look.y)
    if values.isna().all():
        nothing(ax, ABSENT)
        return
    ax.set(xlim=(look.years[0] - 0.5, look.years[-1] + 0.5), ylim=(0, top * 1.06))
    ax.axhline(0, color=style.INK, linewidth=0.7, zorder=0.5)
    _behind(ax, notes, look.rows)
    if look.reference:
        other = _floats(frame, look.reference)
        ax.plot(other.index, other, color=style.GREY, linewidth=1.2, linestyle=REFERENCE, zorder=1.5, clip_on=False)
    if look.limits:
        low, high = (_floats(frame, name) for name in look.limits)
        ax.vlines(look.years, low, high, color=style.paler(colour), linewidth=2.2, zorder=1.8)
    _line(ax, values, notes.partial, colour)
    last, value = points(values)[-1]
    level = above - height_of("2", style.LABEL)
    put(ax, (-0.05, level), f"{last}: {number(value)}", va="baseline", color=colour, weight="bold")


def _floats(frame: DataFrame, name: str) -> Series:
    return frame[name].astype("Float64").astype(float)


def _line(ax: Axes, values: Series, partial: frozenset[int], colour: str) -> None:
    ax.plot(values.index, values, color=colour, linewidth=1.6, zorder=2, clip_on=False)
    for year, value in points(values):
        face = "white" if year in partial else colour
        ax.plot([year], [value], "o", ms=3.2, color=colour, markerfacecolor=face, zorder=2.5, clip_on=False)


def _behind(ax: Axes, notes: YearNotes, rows: int) -> None:
    if notes.shaded:
        ax.axvspan(notes.shaded[0] - 0.5, notes.shaded[-1] + 0.5, color=SHADE, linewidth=0, zorder=0)
    rule, placed = ruler(ax), _placed(notes, ruler(ax)) if rows else {}
    for year, text in notes.breaks.items():
        row, left = placed.get(year, (-1, 0.0))
        up = rule.height + WORD * row
        ax.axvline(
            year - 0.5, color=style.SOFT, linewidth=1, linestyle=BREAK, zorder=0.6, ymax=max(up / rule.height, 1),
            clip_on=False,
        )  # fmt: skip
        if year in placed:
            put(ax, (left, up + WORD / 2), text, size=style.SMALL, color=style.SOFT)


def _placed(notes: YearNotes, rule: Ruler) -> dict[int, tuple[int, float]]:
    """Row above the panel and left edge of the words of each break: over its line, in the first row with room."""
    ends: list[float] = []  # of the words in each row, from left to right
    found = {}
    for year, text in notes.breaks.items():
        wide = width_of(text, style.SMALL)
        left = min(max(rule.x(year - 0.5) - wide / 2, -0.05), rule.width - wide)
        row = next((n for n, end in enumerate(ends) if left > end + AIR), len(ends))
        ends[row:] = [left + wide, *ends[row + 1 :]]
        found[year] = row, left
    return found


def _most_rows(notes: Mapping[str, YearNotes]) -> int:
    """The rows of words that the panel with the most breaks needs at most: one for each."""
    return min(2, max((len(own.breaks) for own in notes.values()), default=0))


def _ends_of_years(ax: Axes, years: Sequence[int]) -> None:
    """The first and last year under the lowest panel of a column."""
    if not ax.lines:
        return
    rule = ruler(ax)
    for year in dict.fromkeys((years[0], years[-1])):
        put(ax, (rule.x(year), -0.1), str(year), ha="center", size=style.SMALL, color=style.SOFT)

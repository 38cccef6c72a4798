"""Bars over years: parts stacked or side by side, and a part before the outline of its whole.

Does not belong here: bars by unit (`units`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, canvas, hatched, nothing, plain, put, ruler
from danvan.publish.marks.ends import Label, at_ends, label, widest
from danvan.publish.marks.labels import SIZES, fitting, height_of, width_of
from danvan.publish.marks.years import NO_KEYS, NO_NOTES, YearNotes, points, stage, widened

BAR = 0.66  # of the room of a year
GROUP, SHARE = 0.84, 0.92  # of a group of bars; of a bar in its place in the group
ROOM = 1.1  # over the highest bar, for its value
ABSENT = "chưa có\nsố liệu"


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle: `at` its centre on the years' axis, `wide` in years, from `low` upwards by `value`."""

    name: str
    year: int
    at: float
    wide: float
    low: float
    value: float


def bars(
    frame: DataFrame,
    *,
    x: str = "year",
    y: str = "value",
    by: str | None = "series",
    stacked: bool = True,
    number: Number = plain,
    scale: Number | None = None,
    unit: str = "",
    notes: YearNotes = NO_NOTES,
    colours: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar per year, its parts stacked or side by side, each with its value. Names of stacked
    parts stand beside the last bar, of others in a line above, in their order.

    A year without any figure gets a hatched stub, a partial year is paler.
    """
    ax, wide = ax or canvas(2.8), widened(frame, x, y, by)
    if wide.isna().all(axis=None):
        return nothing(ax)
    found = style.colours_of(wide.columns, colours)
    parts = _stacked(wide) if stacked else _side_by_side(wide)
    names = [_name(part, found[part.name]) for part in _last(parts)] if by and stacked else []
    keys = NO_KEYS if stacked else found
    top = wide.sum(axis=1).max() if stacked else wide.max().max()
    stage(ax, wide, top * ROOM, number, unit, notes, left=0, right=widest(names), scale=scale, keys=keys)
    for part in parts:
        face = _bar(ax, part, found[part.name], pale=part.year in notes.partial)
        if by:
            (_inside if stacked else _above)(ax, part, number(part.value), style.ink_on(face))
    if stacked:
        _totals(ax, wide.sum(axis=1, min_count=1), number)
    _stubs(ax, wide)
    at_ends(ax, names)
    return ax


def outlined(
    frame: DataFrame,
    *,
    x: str = "year",
    part: str = "value",
    whole: str = "whole",
    absent: str | None = None,
    number: Number = plain,
    scale: Number | None = None,
    unit: str = "",
    words: tuple[str, str, str] = ("", "", ""),
    notes: YearNotes = NO_NOTES,
    ax: Axes | None = None,
) -> Axes:
    """Draw the part of each year as a bar before the outline of its whole, which may change from year to year.

    `absent`: a column of how many there are no figures of, hatched upon the outline and in no number. `words` name part
    and whole beside the last bar, and what is absent above; above each bar stands "18/21".
    """
    ax = ax or canvas(2.6)
    wide = frame.set_index(x)[[part, whole]].astype("Float64").astype(float).sort_index()
    wide.columns = pd.Index(["part", "whole"])
    gaps = frame.set_index(x)[absent].astype(float) if absent else wide["whole"] * 0
    if wide["part"].isna().all():
        return nothing(ax)
    names = _part_and_whole(wide.dropna(), words)
    top = (wide["whole"] + gaps).max() * ROOM
    keys = {words[2]: style.SOFT} if gaps.gt(0).any() else NO_KEYS
    stage(ax, wide, top, number, unit, notes, left=0, right=widest(names), scale=scale, keys=keys)
    parts = dict(points(wide["part"]))
    for year, value in points(wide["whole"]):
        _outlined(ax, year, parts.get(year), value, float(gaps[year]), number, pale=year in notes.partial)
    _stubs(ax, wide[["part"]])
    at_ends(ax, names)
    return ax


def _stacked(wide: DataFrame) -> list[Part]:
    found, low = [], dict.fromkeys(wide.index, 0.0)  # a part that is absent lifts nothing
    for name in wide:
        for year, value in points(wide[name]):
            found.append(Part(str(name), year, float(year), BAR, low[year], value))
            low[year] += value
    return found


def _side_by_side(wide: DataFrame) -> list[Part]:
    each, middle = GROUP / len(wide.columns), (len(wide.columns) - 1) / 2
    return [
        Part(str(name), year, year + (place - middle) * each, each * SHARE, 0.0, value)
        for place, name in enumerate(wide)
        for year, value in points(wide[name])
    ]


def _last(parts: Sequence[Part]) -> list[Part]:
    """The last rectangle of each series that has a height."""
    return list({part.name: part for part in parts if part.value}.values())


def _name(part: Part, colour: str) -> Label:
    return label(part.name, colour, part.at + part.wide / 2, part.low + part.value / 2)


def _part_and_whole(known: DataFrame, words: Sequence[str]) -> list[Label]:
    year, part, whole = known.index[-1], known["part"].iloc[-1], known["whole"].iloc[-1]
    edge = year + BAR / 2
    named = [label(words[0], style.BLUE, edge, part / 2), label(words[1], style.SOFT, edge, (part + whole) / 2)]
    return [each for each in named if each.text]


def _bar(ax: Axes, part: Part, colour: str, *, pale: bool) -> object:
    """Draw one rectangle and return the colour of its face."""
    face = style.paler(colour) if pale else colour
    edge = colour if pale else "white"
    ax.bar(part.at, part.value, part.wide, part.low, color=face, edgecolor=edge, linewidth=0.8, zorder=2)
    return face


def _inside(ax: Axes, part: Part, text: str, ink: str) -> None:
    """Write the value in the middle of its rectangle, where it fits."""
    rule = ruler(ax)
    wide, tall = rule.x(part.at + part.wide) - rule.x(part.at), rule.y(part.value) - rule.y(0)
    if width_of(text, style.SMALL) < wide and height_of(text, style.SMALL) < tall:
        middle = rule.y(part.low + part.value / 2)
        put(ax, (rule.x(part.at), middle), text, ha="center", size=style.SMALL, color=ink)


def _above(ax: Axes, part: Part, text: str, _ink: str) -> None:
    """Write the value on top of its rectangle, where it keeps clear of the neighbours."""
    rule = ruler(ax)
    if width_of(text, style.SMALL) + 0.03 < rule.x(part.at + part.wide / SHARE) - rule.x(part.at):
        put(ax, (rule.x(part.at), rule.y(part.value) + 0.08), text, ha="center", size=style.SMALL)


def _totals(ax: Axes, totals: Series, number: Number) -> None:
    """Write the sum above each bar, in the largest size at which neighbours keep clear; at none, nothing."""
    rule = ruler(ax)
    told = [(year, total, number(total)) for year, total in points(totals)]
    size = fitting([text for *_, text in told], rule.x(1) - rule.x(0), "bold")
    for year, total, text in told if size else []:
        put(ax, (rule.x(year), rule.y(total) + 0.09), text, ha="center", weight="bold", size=size)


def _stubs(ax: Axes, wide: DataFrame) -> None:
    """A hatched stub with words where a year has no figure at all."""
    rule = ruler(ax)
    size = fitting([ABSENT], rule.x(1) - rule.x(0), sizes=SIZES[1:])
    for year in wide.index[wide.isna().all(axis=1)]:
        left, right = rule.x(year - BAR / 2), rule.x(year + BAR / 2)
        hatched(ax, (left, 0), (right - left, 0.2))
        if size:
            put(ax, ((left + right) / 2, 0.36), ABSENT, ha="center", size=size, color=style.SOFT)


def _outlined(ax: Axes, year: int, part: float | None, whole: float, gap: float, number: Number, *, pale: bool) -> None:
    rule = ruler(ax)
    if gap:
        left, low = rule.point(year - BAR / 2, whole)
        hatched(ax, (left, low), (rule.x(year + BAR / 2) - left, rule.y(whole + gap) - low))
    ax.bar(year, whole, BAR, facecolor="white", edgecolor=style.SOFT, linestyle=(0, (3, 2)), linewidth=1, zorder=1.8)
    if part is not None:
        ax.bar(year, part, BAR, color=style.paler(style.BLUE) if pale else style.BLUE, zorder=2)
        text = f"{number(part)}/{number(whole)}"
        put(ax, (rule.x(year), rule.y(whole + gap) + 0.09), text, ha="center", weight="bold")

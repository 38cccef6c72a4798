"""Lines over years.

         120 o----.    *----* 131 ------ Tổ hòa giải 131
       first   gap   peak   last         name and last value, in a column at the ends

Does not belong here: comparing the values, or saying what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, canvas, nothing, plain, put, ruler
from danvan.publish.marks.ends import AWAY, Label, at_ends, centres, label, widest
from danvan.publish.marks.labels import Box, Point, beside
from danvan.publish.marks.years import NO_NOTES, YearNotes, points, stage, widened

Stroke = tuple[Point, Point]
HEADROOM = 1.14  # over the highest point, for its value


def lines(
    frame: DataFrame,
    *,
    x: str = "year",
    y: str = "value",
    by: str | None = "series",
    number: Number = plain,
    scale: Number | None = None,
    unit: str = "",
    notes: YearNotes = NO_NOTES,
    limits: tuple[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one line per series: name and last value at its end, first value and peak beside their points.

    A missing value breaks the line; a partial year has an open marker. `number` writes values, `scale` the axis;
    `limits` are columns between which a thin bar stands behind each point.
    """
    ax, wide = ax or canvas(2.8), widened(frame, x, y, by)
    if wide.isna().all(axis=None):
        return nothing(ax)
    found = style.colours_of(wide.columns, colours)
    ends = [_end(values, found[name], number, named=by is not None) for name, values in _known(wide)]
    firsts = [_first(values, found[name], number) for name, values in _known(wide) if _starts(values)]
    bounds = [widened(frame, x, limit, by) for limit in limits or ()]
    top = max(each.max().max() for each in (wide, *bounds) if each.notna().any(axis=None))
    stage(ax, wide, top * HEADROOM, number, unit, notes, left=widest(firsts), right=widest(ends), scale=scale)
    bars: list[Stroke] = []
    for name, values in _known(wide):
        _line(ax, values, found[name], notes.partial)
        bars += _bars(ax, [each[name] for each in bounds], found[name])
    at_ends(ax, ends)
    _at_peaks(ax, wide, found, number, _at_starts(ax, firsts), [*_strokes(ax, wide), *bars])
    return ax


def _known(wide: DataFrame) -> list[tuple[str, Series]]:
    return [(str(name), wide[name]) for name in wide if wide[name].notna().any()]


def _starts(values: Series) -> bool:
    """Whether the line starts in the first of several years, where there is room for its first value."""
    return len(values) > 1 and pd.notna(values.iloc[0]) and values.last_valid_index() != values.index[0]


def _line(ax: Axes, values: Series, colour: str, partial: frozenset[int]) -> None:
    ax.plot(values.index, values, color=colour, linewidth=1.8, zorder=2, clip_on=False)
    for year, value in points(values):
        face = "white" if year in partial else colour
        ax.plot([year], [value], "o", ms=4.5, color=colour, markerfacecolor=face, zorder=2.5, clip_on=False)


def _bars(ax: Axes, bounds: Sequence[Series], colour: str) -> list[Stroke]:
    """Draw the bars behind the points, and return them as strokes for labels to keep away from."""
    if not bounds:
        return []
    low, high = bounds
    ax.vlines(low.index, low, high, colors=colour, linewidth=2.5, alpha=0.4, zorder=1.9)
    rule, tops = ruler(ax), dict(points(high))
    return [(rule.point(year, value), rule.point(year, tops[year])) for year, value in points(low)]


def _end(values: Series, colour: str, number: Number, *, named: bool) -> Label:
    """Name and last value of a series; the year too, where its last value is not of the last year."""
    year, value = points(values)[-1]
    late = "" if year == values.index[-1] else f" ({year})"
    return label(f"{values.name if named else ''} {number(value)}{late}".strip(), colour, year, value)


def _first(values: Series, colour: str, number: Number) -> Label:
    return Label(number(values.iloc[0]), colour, float(values.index[0]), float(values.iloc[0]), "normal")


def _at_starts(ax: Axes, labels: Sequence[Label]) -> list[Box]:
    """Write the first values in a column before their points; return the boxes they take."""
    boxes = []
    for each, centre in zip(labels, centres(ax, labels), strict=True):
        right, (width, height) = ruler(ax).x(each.x) - AWAY, each.size
        put(ax, (right, centre), each.text, ha="right", color=each.colour)
        boxes.append((right - width, centre - height / 2, right, centre + height / 2))
    return boxes


def _at_peaks(
    ax: Axes,
    wide: DataFrame,
    colours: Mapping[str, str],
    number: Number,
    taken: list[Box],
    strokes: Sequence[Stroke],
) -> None:
    """Write the peak of each line, and its first value where it starts late, where there is room; else nowhere."""
    rule = ruler(ax)
    within = (0.0, 0.02, rule.width, rule.height + 0.05)
    for name, values in _known(wide):
        for year in _telling(values):
            each = Label(number(values[year]), colours[name], year, values[year], "normal")
            box = beside(rule.point(each.x, each.y), each.size, within, taken, strokes)
            if box:
                taken.append(box)
                put(ax, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), each.text, ha="center", color=each.colour)


def _telling(values: Series) -> list[int]:
    """The years of the peak and of a late start, where no other label gives them."""
    known = values.dropna()
    told = {values.index[0], known.index[-1]}
    return [int(year) for year in dict.fromkeys((known.idxmax(), known.index[0])) if year not in told]


def _strokes(ax: Axes, wide: DataFrame) -> list[Stroke]:
    rule = ruler(ax)
    pairs = zip(wide.index[:-1], wide.index[1:], strict=True)
    known = {name: dict(points(wide[name])) for name in wide}
    both = [(a, b, known[name]) for a, b in pairs for name in wide if a in known[name] and b in known[name]]
    return [(rule.point(a, values[a]), rule.point(b, values[b])) for a, b, values in both]

"""The stage for marks over years: scale, years and what must be said of single years.

    tổ                                        unit of the axis
            25 → 22 đơn vị | Covid-19         what breaks the series, what marks a time
    150 -----------------------------
                                          here the mark: `lines` or `bars`
      0 -----------------------------
         2017    2018  2019  2020
         24/25   25/25                        under a year: its coverage, or that it is only a part
         từ 03/4

Years are numbers on the axis, so a year without a figure leaves its room empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, all_whole, bare, inset, put, ruler, size_of, ticks_to
from danvan.publish.marks.labels import height_of, width_of

GAP, AIR = 0.07, 0.08  # inches: between the axes and its numbers, between the words of two years
NO_KEYS: Mapping[str, str] = MappingProxyType({})
ROW = 0.17  # inches: a line of small words above the axes


@dataclass(frozen=True)
class YearNotes:
    """What single years need said: words under a year, partial years, a time to shade, breaks before a year."""

    under: Mapping[int, str] = field(default_factory=dict)
    partial: frozenset[int] = frozenset()
    shaded: tuple[int, ...] = ()
    shaded_label: str = "Covid-19"
    breaks: Mapping[int, str] = field(default_factory=dict)

    def shown(self, years: Sequence[int]) -> YearNotes:
        """The notes that concern these years; a break needs a year on either side."""
        breaks = {year: text for year, text in self.breaks.items() if min(years) < year <= max(years)}
        return YearNotes(
            self.under, self.partial, tuple(y for y in self.shaded if y in years), self.shaded_label, breaks
        )


NO_NOTES = YearNotes()


def widened(frame: DataFrame, x: str, y: str, by: str | None) -> DataFrame:
    """Years down, series across in the order they come, as floats with gaps."""
    names = frame[by].astype(str) if by else Series("", index=frame.index)
    tidy = DataFrame({"x": frame[x].astype(int), "by": names, "y": frame[y].astype("Float64")})
    wide = tidy.pivot(index="x", columns="by", values="y").sort_index()
    return wide.reindex(columns=list(dict.fromkeys(names))).astype(float)


def points(values: Series) -> list[tuple[int, float]]:
    """Year and value of what is known of a series by year."""
    known: Any = values.dropna().items()
    return [(int(year), float(value)) for year, value in known]


def stage(
    ax: Axes,
    wide: DataFrame,
    top: float,
    number: Number,
    unit: str,
    notes: YearNotes,
    *,
    left: float,
    right: float,
    scale: Number | None = None,
    keys: Mapping[str, str] = NO_KEYS,
) -> None:
    """Set the limits and write the scale, the years and their notes; `left`, `right`: inches the labels need there.

    `scale` writes the numbers of the axis where they need another form than `number`; `keys`: names and colours for
    a line above the axes, for marks that cannot name their parts in place.
    """
    years, write = [int(year) for year in wide.index], scale or number
    notes = notes.shown(years)
    ticks = [tick for tick in ticks_to(top, all_whole(wide)) if tick <= top or tick == 1]
    before = max(width_of(write(tick), style.LABEL) for tick in ticks) + GAP
    named = _flow(unit, keys, size_of(ax)[0])
    rows = max([row + 1 for row, *_ in named], default=bool(unit)) + bool(notes.shaded or notes.breaks)
    bare(ax)
    inset(ax, left=before, right=right, top=ROW * rows + 0.04)
    _limits(ax, years, max(top, ticks[-1]), left)
    under = _fitted(ax, years, notes.under)
    inset(ax, bottom=0.22 + max((height_of(under.get(year, " "), style.SMALL) for year in years), default=0))
    _scale(ax, ticks, write)
    _above(ax, unit, named, -before, rows)
    _under(ax, years, under)
    _behind(ax, notes)


def _flow(unit: str, keys: Mapping[str, str], wide: float) -> list[tuple[int, float, str, str]]:
    """Row, place, words and colour of each key, after the unit, in as many rows as they need; a soft one is hatched."""
    row, at = 0, width_of(unit, style.SMALL) + 0.2
    found = []
    for name, colour in keys.items():
        words = f"{'▨' if colour == style.SOFT else '■'} {name}"
        if at + width_of(words, style.LABEL, "bold") > wide:
            row, at = row + 1, 0.0
        found.append((row, at, words, colour))
        at += width_of(words, style.LABEL, "bold") + 0.16
    return found


def _limits(ax: Axes, years: Sequence[int], top: float, left: float) -> None:
    """Half a year of room on either side, more on the left where first values stand before their points."""
    width = ruler(ax).width
    span = years[-1] - years[0]
    before = max(0.5, (left + 0.14) * (span + 0.5) / (width - left - 0.14)) if span else 0.5
    ax.set(xlim=(years[0] - before, years[-1] + (0.2 if span and left else 0.5)), ylim=(0, top))


def _scale(ax: Axes, ticks: Sequence[float], number: Number) -> None:
    rule = ruler(ax)
    for tick in ticks:
        colour, order = (style.GRID, 0.5) if tick else (style.INK, 2.2)
        ax.axhline(tick, color=colour, linewidth=0.8, zorder=order)
        put(ax, (-GAP, rule.y(tick)), number(tick), ha="right", color=style.SOFT)


def _above(ax: Axes, unit: str, named: Sequence[tuple[int, float, str, str]], left: float, rows: int) -> None:
    """The unit of the scale and the keys, above the axes and their notes."""
    level = ruler(ax).height + ROW * (rows - 0.5) + 0.04
    put(ax, (left, level), unit, size=style.SMALL, color=style.SOFT)
    for row, at, words, colour in named:
        put(ax, (left + at, level - row * ROW), words, color=colour, weight="bold")


def _fitted(ax: Axes, years: Sequence[int], notes: Mapping[int, str]) -> Mapping[int, str]:
    """The notes on years as they are, or broken at their spaces where neighbours would touch."""
    room = ruler(ax).x(1) - ruler(ax).x(0) - AIR
    wide = {year: width_of(notes.get(year, ""), style.SMALL) for year in years}
    apart = all((wide[year] + wide.get(year + 1, 0.0)) / 2 < room for year in years)
    return notes if apart else {year: text.replace(" ", "\n") for year, text in notes.items()}


def _under(ax: Axes, years: Sequence[int], notes: Mapping[int, str]) -> None:
    """Years and their notes below the axes; where years would touch, only every second, third ... from the last."""
    rule = ruler(ax)
    widest = max(max(width_of(str(year), style.LABEL), width_of(notes.get(year, ""), style.SMALL)) for year in years)
    neighbours = [(a, b) for a in years for b in years if b == a + 1]
    touching = any(
        (width_of(notes.get(a, str(a)), style.SMALL) + width_of(notes.get(b, str(b)), style.SMALL)) / 2 + AIR
        > rule.x(1) - rule.x(0)
        for a, b in neighbours
    )
    step = max(1, -(-(widest + AIR) * (rule.right - rule.left) // rule.width)) if touching else 1
    for year in years:
        if (years[-1] - year) % step == 0:
            put(ax, (rule.x(year), -0.12), str(year), ha="center")
            put(
                ax,
                (rule.x(year), -0.21),
                notes.get(year, ""),
                ha="center",
                va="top",
                size=style.SMALL,
                color=style.SOFT,
            )


def _behind(ax: Axes, notes: YearNotes) -> None:
    """The shaded time and the breaks, each with its words above the axes."""
    rule = ruler(ax)
    level = rule.height + ROW / 2 + 0.02
    if notes.shaded:
        first, last = max(notes.shaded[0] - 0.5, rule.left), min(notes.shaded[-1] + 0.5, rule.right)
        ax.axvspan(first, last, color=style.WASH, zorder=0)
        put(
            ax,
            ((rule.x(first) + rule.x(last)) / 2, level),
            notes.shaded_label,
            ha="center",
            size=style.SMALL,
            color=style.SOFT,
        )
    for year, text in notes.breaks.items():
        ax.axvline(
            year - 0.5,
            color=style.SOFT,
            linewidth=1,
            linestyle=(0, (2, 2)),
            zorder=0.6,
            ymax=1 + ROW / rule.height,
            clip_on=False,
        )
        put(ax, (rule.x(year - 0.5) - 0.05, level), text, ha="right", size=style.SMALL, color=style.SOFT)

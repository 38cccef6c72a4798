"""What an analyst asked for, drawn: the frame of `danvan.trend` or `danvan.national` as lines over the years.

    Hộ hiến đất (hộ), số liệu minh họa        what is counted
              mẫu mới | sáp nhập              breaks before a year
       o------*-------*                       open where a year tells less
      20/25 21/25  22/25                      of how many units, under each year

A thin bar is the exact interval; several series stand side by side instead. Does not belong here: the charts of the
notebooks and reports, which have headlines and sources (`charts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from pandas import DataFrame

from danvan.analysis.change import LEAST_COVERAGE
from danvan.analysis.series import named
from danvan.declared.series import Series
from danvan.problems import UsageError
from danvan.publish.chart import ACROSS
from danvan.publish.charts.parts import COVID, trimmed
from danvan.publish.charts.trends import WORDS, indicated, number
from danvan.publish.marks import YearNotes, lines, panels, panels_height, style
from danvan.publish.marks.axes import canvas, inset, size_of
from danvan.publish.marks.labels import height_of, wrap
from danvan.publish.marks.panels import KEYS
from danvan.publish.tables.numbered import OF_ONE, kinds

COLUMNS = 4
AIR = 0.06  # inches: below the line over small multiples
EACH = ("province", "unit")  # columns of frames that tell provinces or units apart


def draw(frame: DataFrame, ax: Axes | None = None) -> Axes:
    """Draw a frame of `trend` or `national` into `ax`, or into axes of its own; UsageError for any other frame."""
    if "coverage" not in frame.attrs or not {"year", "value"} <= {*frame}:
        raise UsageError("Chỉ vẽ được bảng của dv.trend hoặc dv.national; hãy giữ nguyên các cột và attrs của bảng đó.")
    one = named(frame.attrs["name"])
    apart = [name for name in EACH if name in frame]
    told = frame.assign(series=[_name(one, row, apart) for row in frame.to_dict("records")])
    names, notes = list(dict.fromkeys(told["series"])), _notes(frame, apart)
    words = indicated(one) + (", số liệu minh họa" if frame.attrs["sample"] else "")
    how: Any = {"by": "series", "number": number(one), "notes": notes, "limits": ("low", "high")}
    if names == [""]:
        return lines(told, **{**how, "by": None}, scale=trimmed(number(one)), unit=words, ax=ax)
    last, columns = max(frame.attrs["coverage"]), min(COLUMNS, len(names))
    words = f"{words}; năm {last}: {frame.attrs['coverage'][last]} đơn vị"
    title = wrap(words, size_of(ax)[0] if ax else ACROSS, style.SUBTITLE)
    tall = height_of(title, style.SUBTITLE) + AIR
    ax = ax or canvas(panels_height(names, columns) + tall)
    inset(ax, top=tall)
    panels(told, **how, columns=columns, shared=OF_ONE not in one.by, ax=ax)
    at = 0, KEYS * 72
    ax.annotate(title, (0, 1), at, "axes fraction", "offset points", size=style.SUBTITLE, color=style.INK, va="bottom")
    return ax


def _name(one: Series, row: Mapping[Any, Any], apart: Sequence[str]) -> str:
    counted = str(row[OF_ONE]) if OF_ONE in one.by else ""
    return ", ".join(filter(None, [*(str(row[name]) for name in apart), kinds(one, row), counted]))


def _notes(frame: DataFrame, apart: Sequence[str]) -> YearNotes:
    """Of how many units each year is, and what breaks the series before it."""
    covered = frame.attrs["coverage"]
    share = {year: [int(count) for count in said.split("/")] for year, said in covered.items()}
    low = {year for year, (reported, expected) in share.items() if reported < LEAST_COVERAGE * expected}
    breaks: dict[int, list[str]] = {}
    part = set()
    for year, reasons in zip(frame["year"], frame["breaks"], strict=True):
        for kind in (reason.partition(":")[0] for reason in reasons):
            if kind in WORDS:
                breaks.setdefault(int(year), []).append(WORDS[kind])
            if kind == "part_year":
                part.add(int(year))
    words = {year: ", ".join(dict.fromkeys(said)) for year, said in breaks.items()}
    under = {} if apart else {int(year): said for year, said in covered.items()}
    return YearNotes(under, frozenset(part | low), COVID, breaks=words)

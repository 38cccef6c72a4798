"""A grid of tiles, units by years: a number on a shade of its size, or the words of a state on that state's own look.

                      2019              2020
                    25 → 22 đơn vị  |
    Bình Minh       [  3  ]         | [////chưa báo cáo////]
    Bình Châu       [  0  ]         | [xxxxx trả lại xxxxx]          0 is a white tile

Does not belong here: which states there are (the caller gives their look and words).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from pandas import DataFrame

from danvan.publish.marks import style
from danvan.publish.marks.axes import Number, bare, canvas, hatched, inset, nothing, plain, put, ruler, size_of
from danvan.publish.marks.labels import SIZES, Box, fitting, width_of
from danvan.publish.marks.rows import GAP, Grid, grid

HEAD, NOTE = 0.22, 0.17
AIR = 0.012  # inches between a tile and its place


@dataclass(frozen=True, slots=True)
class Tile:
    """How a tile without a number looks: its words, face and hatch; without a face there is no tile at all."""

    words: str
    face: str | None
    hatch: str = ""
    edge: str = style.EDGE


def tiles(
    frame: DataFrame,
    *,
    row: str = "unit",
    column: str = "year",
    y: str = "value",
    state: str | None = None,
    kinds: Mapping[str, Tile] | None = None,
    said: str | None = None,
    group: str | None = None,
    number: Number = plain,
    breaks: Mapping[int, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tiles of `frame`, one per row of it; rows and columns stand in the order they first come.

    A state named in `kinds` looks as that says, with the words of the column `said` where it has any; every other
    tile shows its number. `breaks`: words for a broken line before a column.
    """
    ax = ax or canvas(tiles_height(frame, row=row, group=group))
    if frame.empty:
        return nothing(ax)
    rows, places = _rows(frame, row, group)
    columns = list(dict.fromkeys(frame[column]))
    bare(ax)
    inset(ax, bottom=max(0.0, size_of(ax)[1] - rows.total - HEAD - NOTE))  # tiles keep their height in taller axes
    inset(ax, left=max(width_of(each, style.LABEL) for each in rows.names) + GAP, top=HEAD + NOTE)
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(rows.total, 0))
    _heads(ax, rows, columns, breaks or {})
    top = max((float(value) for value in frame[y].dropna()), default=0.0)
    for record in frame.to_dict("records"):
        box = _box(ax, rows, places[record[row]], columns.index(record[column]))
        kind = (kinds or {}).get(str(record[state])) if state else None
        if kind:
            _worded(ax, box, kind, record[said] if said else pd.NA)
        elif pd.notna(record[y]):
            _numbered(ax, box, float(record[y]), top, number)
    return ax


def tiles_height(frame: DataFrame, *, row: str = "unit", group: str | None = None) -> float:
    """The height in inches that `tiles` needs."""
    return _rows(frame, row, group)[0].total + HEAD + NOTE


def _rows(frame: DataFrame, row: str, group: str | None) -> tuple[Grid, dict[object, int]]:
    once = frame.drop_duplicates(row)
    names = once[row].to_list()
    return grid(names, once[group].to_list() if group else ()), {name: place for place, name in enumerate(names)}


def _heads(ax: Axes, rows: Grid, columns: Sequence[Any], breaks: Mapping[int, str]) -> None:
    rule = ruler(ax)
    for name, centre in zip(rows.names, rows.centres, strict=True):
        put(ax, (-GAP, rule.y(centre)), name, ha="right")
    for place, column in enumerate(columns):
        put(ax, (rule.x(place), rule.height + HEAD / 2), str(column), ha="center", weight="bold")
        if place and column in breaks:
            top = 1 + (HEAD + NOTE) / rule.height
            ax.axvline(
                place - 0.5, ymax=top, color=style.INK, linewidth=1, linestyle=(0, (2, 2)), clip_on=False, zorder=3
            )
            at = (rule.x(place - 0.5) - 0.05, rule.height + HEAD + NOTE / 2)
            put(ax, at, breaks[column], ha="right", size=style.SMALL, color=style.SOFT)


def _box(ax: Axes, rows: Grid, row: int, column: int) -> Box:
    rule = ruler(ax)
    middle, half = rule.y(rows.centres[row]), rows.heights[row] / 2 - AIR
    return rule.x(column - 0.5) + 2 * AIR, middle - half, rule.x(column + 0.5) - 2 * AIR, middle + half


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _numbered(ax: Axes, box: Box, value: float, top: float, number: Number) -> None:
    face = style.SHADES(value / top) if value > 0 and top > 0 else "#FFFFFF"
    _plain(ax, box, face)
    put(ax, _middle(box), number(value), ha="center", color=style.ink_on(face))


def _plain(ax: Axes, box: Box, face: Any) -> None:
    rule = ruler(ax)
    wide, tall = (box[2] - box[0]) / rule.width, (box[3] - box[1]) / rule.height
    corner = (box[0] / rule.width, box[1] / rule.height)
    patch = Rectangle(corner, wide, tall, transform=ax.transAxes, facecolor=face, edgecolor=style.EDGE, linewidth=0.5)
    ax.add_patch(patch)


def _worded(ax: Axes, box: Box, kind: Tile, said: Any) -> None:
    """A tile of a state; its words stand on a plain ground inside the hatching, and are left out where too wide."""
    if kind.face is None:
        return
    words = kind.words if pd.isna(said) else str(said)
    if kind.hatch:
        hatched(ax, box[:2], (box[2] - box[0], box[3] - box[1]), face=kind.face, hatch=kind.hatch, edge=kind.edge)
    else:
        _plain(ax, box, kind.face)
    size = fitting([words], box[2] - box[0], sizes=SIZES[1:])
    if size:
        ground = {"facecolor": kind.face, "edgecolor": "none", "pad": 0.8} if kind.hatch else None
        put(ax, _middle(box), words, ha="center", size=size, color=style.ink_on(kind.face), bbox=ground)

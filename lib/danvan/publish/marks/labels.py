"""Measuring text and finding room for it: wrapped lines, a column of labels, a place beside a point.

All lengths are inches; a box is (left, bottom, right, top). Nothing here draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from danvan.publish.marks import style

Box = tuple[float, float, float, float]
Point = tuple[float, float]

DPI = 160
LINE = 1.32  # line height over font size: room for the stacked tone marks of "Ẫ"
AIR = 0.02
SIZES = (style.LABEL, style.SMALL, 6.5, 6.0)  # points: as large as there is room, never below the last
BREAK = re.compile(r"(?<!\bnăm) | (?!\d)")  # any space but that of "năm 2022"


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, weight: str = "normal") -> float:
    """The width of the widest line of `text` set at `size` points."""
    font = FontProperties(family=style.FONT, size=size, weight=weight)
    measure: Any = _renderer().get_text_width_height_descent
    return max((float(measure(line, font, ismath=False)[0]) for line in text.split("\n")), default=0.0) / DPI


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]


def height_of(text: str, size: float) -> float:
    """The height that the lines of `text` need at `size` points."""
    return len(text.split("\n")) * size * LINE / 72


def wrap(text: str, width: float, size: float, weight: str = "normal") -> str:
    """Break `text` at spaces (BREAK) so that each line fits `width`; a single word that is wider stays whole."""
    space = 0.36 * size / 72  # inches: a little more than the font's own
    lines: list[str] = []
    room = 0.0
    for word in BREAK.split(text):
        wide = width_of(word, size, weight)  # by the word, so that each is measured once for all charts
        if lines and space + wide <= room:
            lines[-1] = f"{lines[-1]} {word}"
            room -= space + wide
        else:
            lines.append(word)
            room = width - wide
    return "\n".join(lines)


def fitting(
    texts: Iterable[str], room: float, weight: str = "normal", *, sizes: Sequence[float] = SIZES
) -> float | None:
    """The first of `sizes` at which every text is narrower than `room`; None where none is."""
    told = list(texts)
    return next((size for size in sizes if all(width_of(text, size, weight) < room - 0.04 for text in told)), None)


def balanced(text: str, width: float, size: float, weight: str = "normal") -> str:
    """`text` in as few lines as `wrap` needs, but of much the same length, so that no word is left alone."""
    lines = len(wrap(text, width, size, weight).split("\n"))
    tight, loose = width / 2, width
    for _ in range(6 if lines > 1 else 0):
        middle = (tight + loose) / 2
        fits = len(wrap(text, middle, size, weight).split("\n")) == lines
        tight, loose = (tight, middle) if fits else (middle, loose)
    return wrap(text, loose, size, weight)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres as near to `wanted` as they can be without overlap, between `low` and `high`, in the order of `wanted`.

    Least squares: each label is moved down by the heights below it, the rest is an isotonic regression.
    Where the heights need more room than there is, the labels run on above `high` rather than overlap.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    below = [0.0, *accumulate(heights[i] for i in order)]
    centre = [below[k] + heights[i] / 2 for k, i in enumerate(order)]
    risen = _rising([wanted[i] - c for i, c in zip(order, centre, strict=True)])
    room = max(low, high - below[-1])
    placed = [min(max(value, low), room) + c for value, c in zip(risen, centre, strict=True)]
    return [placed[order.index(i)] for i in range(len(wanted))]


def _rising(values: Iterable[float]) -> list[float]:
    """The nearest non-decreasing sequence: neighbours out of order are pooled to their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pool = (value, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    return [mean for mean, count in pools for _ in range(count)]


def box_at(point: Point, width: float, height: float, across: float, up: float) -> Box:
    """The box of a label beside `point`: -1, 0 or 1 says left, centred or right, and below, level or above."""
    gap = 0.06
    left = point[0] + across * gap - width * (1 - across) / 2
    bottom = point[1] + up * gap - height * (1 - up) / 2
    return (left, bottom, left + width, bottom + height)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes, each with a little air, share any area."""
    across = one[0] < other[2] + AIR and other[0] < one[2] + AIR
    return across and one[1] < other[3] + AIR and other[1] < one[3] + AIR


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether the straight line from `start` to `end` passes through `box` (Liang-Barsky)."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        run = end[axis] - start[axis]
        near, far = box[axis] - start[axis], box[axis + 2] - start[axis]
        if run == 0:
            if near > 0 or far < 0:
                return False
            continue
        first, last = sorted((near / run, far / run))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


BESIDE = ((0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def beside(
    point: Point, size: Point, within: Box, taken: Sequence[Box], strokes: Sequence[tuple[Point, Point]]
) -> Box | None:
    """The best free box for a label of `size` near `point`: no text under it, few strokes; None where all are taken."""
    boxes = [box_at(point, *size, across, up) for across, up in BESIDE]
    inside = [b for b in boxes if b[0] >= within[0] and b[2] <= within[2] and b[1] >= within[1] and b[3] <= within[3]]
    free = [b for b in inside if not any(overlap(b, other) for other in taken)]
    return min(free, key=lambda b: sum(crosses(b, *stroke) for stroke in strokes), default=None)

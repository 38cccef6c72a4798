"""Axes measured in inches: an area to draw in, smaller areas inside it, text and hatched "no figure here" marks.

Does not belong here: anything that knows what a row or a year is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from pandas import DataFrame

from danvan.publish.marks import style
from danvan.publish.marks.labels import DPI, Point
from danvan.vietnamese import wording

Number = Callable[[float], str]


def plain(value: float) -> str:
    """A whole number, or one with a decimal where it has a fraction: "1.200", "31,2"."""
    return wording.number(value, 0 if float(value).is_integer() else 1)


def canvas(height: float, width: float = 6.3) -> Axes:
    """Axes that fill a figure of their own, outside pyplot's list of figures; for a mark drawn alone."""
    return Figure(figsize=(width, height), dpi=DPI).add_axes((0.01, 0.02, 0.98, 0.96))


def size_of(ax: Axes) -> Point:
    """Width and height of the axes in inches."""
    box, figure = ax.get_position(), ax.get_figure(root=True)
    assert figure is not None
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


def inset(ax: Axes, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0) -> None:
    """Take so many inches off the sides of the axes, to make room for labels outside them."""
    box, (width, height) = ax.get_position(), size_of(ax)
    x, y = box.width / width, box.height / height
    ax.set_position(
        (box.x0 + left * x, box.y0 + bottom * y, box.width - (left + right) * x, box.height - (top + bottom) * y)
    )


def split(ax: Axes, rows: int, columns: int, gap: Point) -> list[Axes]:
    """Cut the area of `ax` into a grid of axes, row by row, `gap` inches apart across and down."""
    ax.set_axis_off()
    figure, box, (width, height) = ax.figure, ax.get_position(), size_of(ax)
    x, y = box.width / width, box.height / height
    wide, tall = (width - gap[0] * (columns - 1)) / columns, (height - gap[1] * (rows - 1)) / rows
    return [
        figure.add_axes(
            (box.x0 + c * (wide + gap[0]) * x, box.y1 - (r * (tall + gap[1]) + tall) * y, wide * x, tall * y)
        )
        for r in range(rows)
        for c in range(columns)
    ]


def bare(ax: Axes) -> None:
    """Take away ticks, their labels and the frame; marks write their own."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.set_facecolor("none")


@dataclass(frozen=True, slots=True)
class Ruler:
    """From data to inches inside the axes, counted from their lower left corner."""

    width: float
    height: float
    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Inches from the left edge."""
        return (value - self.left) / (self.right - self.left) * self.width

    def y(self, value: float) -> float:
        """Inches from the lower edge."""
        return (value - self.low) / (self.high - self.low) * self.height

    def point(self, x: float, y: float) -> Point:
        """Both at once."""
        return self.x(x), self.y(y)


def ruler(ax: Axes) -> Ruler:
    """The ruler of the axes as they stand now; set position and limits first."""
    return Ruler(*size_of(ax), *ax.get_xlim(), *ax.get_ylim())


def put(ax: Axes, at: Point, text: str, **how: Any) -> Text:
    """Write `text` at a place in inches from the axes' lower left corner, inside them or not."""
    width, height = size_of(ax)
    words = {"size": style.LABEL, "color": style.INK, "va": "center", "linespacing": 1.1, **how}
    return ax.text(at[0] / width, at[1] / height, text, transform=ax.transAxes, **words)


def hatched(
    ax: Axes, at: Point, size: Point, *, face: str = style.WASH, hatch: str = "////", edge: str = style.EDGE
) -> None:
    """Draw the mark of an absent figure, at a place and of a size in inches; it is never as long as a value."""
    width, height = size_of(ax)
    corner, spans = (at[0] / width, at[1] / height), (size[0] / width, size[1] / height)
    ax.add_patch(
        Rectangle(
            corner,
            *spans,
            transform=ax.transAxes,
            facecolor=face,
            edgecolor=edge,
            hatch=hatch,
            linewidth=0.5,
            clip_on=False,
        )
    )


def stroke(ax: Axes, start: Point, end: Point, **how: Any) -> None:
    """Draw a straight line between two places in inches from the axes' lower left corner, inside them or not."""
    width, height = size_of(ax)
    across, up = [start[0] / width, end[0] / width], [start[1] / height, end[1] / height]
    ax.plot(across, up, transform=ax.transAxes, clip_on=False, **how)


def ticks_to(top: float, whole: bool, most: int = 4) -> list[float]:
    """Round values from 0 to at least `top`; whole numbers only where the figures are counts."""
    if not top > 0:
        return [0.0, 1.0]
    found = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(0, top)
    return [float(t) for t in found if t >= 0]


def all_whole(wide: DataFrame) -> bool:
    """Whether every known figure is a whole number."""
    return bool((wide.isna() | (wide % 1 == 0)).all(axis=None))


def nothing(ax: Axes, text: str = "Chưa có số liệu") -> Axes:
    """Fill the axes with the mark of absent figures and say so: an empty chart is an answer too."""
    bare(ax)
    width, height = size_of(ax)
    hatched(ax, (0, 0), (width, height))
    put(
        ax,
        (width / 2, height / 2),
        text,
        ha="center",
        color=style.SOFT,
        bbox={"facecolor": "white", "edgecolor": "none"},
    )
    return ax

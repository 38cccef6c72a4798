"""Names in a column at the right end of a mark, in place of a legend: moved apart, led to their points by a thin line.

Does not belong here: which words a series gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from danvan.publish.marks import style
from danvan.publish.marks.axes import put, ruler, stroke
from danvan.publish.marks.labels import Point, balanced, height_of, spread, width_of

NAME_WIDTH = 1.4  # inches: wider names wrap
AWAY = 0.1  # inches from the axes, or from a point, to its label


@dataclass(frozen=True, slots=True)
class Label:
    """Words for one point of the data, with their colour."""

    text: str
    colour: str
    x: float
    y: float
    weight: str = "bold"

    @property
    def size(self) -> Point:
        """Width and height of the words in inches."""
        return width_of(self.text, style.LABEL, self.weight), height_of(self.text, style.LABEL)


def label(text: str, colour: str, x: float, y: float) -> Label:
    """A label whose words are wrapped to the column."""
    return Label(balanced(text, NAME_WIDTH, style.LABEL, "bold"), colour, float(x), float(y))


def widest(labels: Sequence[Label]) -> float:
    """The room in inches that a column of these labels needs beside the axes; 0 for none."""
    return max((each.size[0] + AWAY + 0.04 for each in labels), default=0.0)


def centres(ax: Axes, labels: Sequence[Label]) -> list[float]:
    """The heights in inches at which the labels stand level with their points, or as near as the others let them."""
    rule = ruler(ax)
    return spread([rule.y(each.y) for each in labels], [each.size[1] for each in labels], -0.06, rule.height + 0.1)


def at_ends(ax: Axes, labels: Sequence[Label]) -> None:
    """Write the labels in a column right of the axes."""
    rule = ruler(ax)
    left = rule.width + AWAY
    for each, centre in zip(labels, centres(ax, labels), strict=True):
        put(ax, (left, centre), each.text, color=each.colour, weight=each.weight)
        start = rule.point(each.x, each.y)
        if abs(centre - start[1]) > 0.05 or left - start[0] > 0.5:
            toward = (start[0] + 0.05, start[1]), (left - 0.03, centre)
            stroke(ax, *toward, color=each.colour, linewidth=0.6, zorder=1.5)

"""Charts of what the bench measured: a bar for each way of each question, and costs against sizes.

Does not belong here: the charts of reports (`publish`).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING

from danvan.bench.rounds import Answer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

DOTS = 130  # an inch
NAME_HEIGHT = 1.25  # of a name on a logarithmic axis, as a ratio
OURS, OTHERS = "#1f5f8b", ("#b35c00", "#5b6770", "#7a3e9d", "#3b7d3b", "#8a1c12")

End = tuple[float, int, "Annotation"]  # what a line costs at its end, the size there, its name


def costs(answers: Sequence[Answer]) -> bytes:
    """A part for each question: a bar for each way, the fastest and the slowest round as a line."""
    heights = [len(answer.spent) + 1.2 for answer in answers]
    figure = _figure(0.38 * sum(heights))
    parts = figure.subplots(len(answers), 1, squeeze=False, height_ratios=heights)
    for (axes,), answer in zip(parts, answers, strict=True):
        names, spent = list(answer.spent), list(answer.spent.values())
        middle = [median(own) for own in spent]
        spread = [[median(own) - min(own) for own in spent], [max(own) - median(own) for own in spent]]
        axes.barh(names, middle, xerr=spread, color=[OURS if "danvan" in name else "#b5bcc4" for name in names])
        axes.set_xlabel(answer.question.counted, fontsize=8)
        axes.invert_yaxis()
        _plain(axes, answer.question.title)
    return _png(figure)


def curves(points: Sequence[Answer]) -> bytes:
    """A part for each curve: what each way costs against the number of files, both on logarithmic axes."""
    titles = list(dict.fromkeys(point.question.curve for point in points))
    figure = _figure(4.2 * len(titles))
    for (axes,), title in zip(figure.subplots(len(titles), 1, squeeze=False), titles, strict=True):
        of_curve = [point for point in points if point.question.curve == title]
        _curve(axes, of_curve)
        _plain(axes, title)
    return _png(figure)


def _curve(axes: Axes, points: Sequence[Answer]) -> None:
    colours, ends = iter(OTHERS), list[End]()
    sizes = [point.question.each for point in points]
    for name in dict.fromkeys(name for point in points for name in point.spent):
        colour = OURS if "danvan" in name else next(colours)
        at = {point.question.each: median(point.spent[name]) for point in points if name in point.spent}
        axes.plot(list(at), list(at.values()), marker="o", color=colour)
        label = axes.annotate(name, (0, 0), xytext=(8, 0), textcoords="offset points", va="center", color=colour)
        ends.append((at[max(at)], max(at), label))
    _apart(ends)
    axes.set(xscale="log", yscale="log", xlabel="số tệp", ylabel=points[0].question.counted)
    axes.set_xticks(sizes, labels=[str(size) for size in sizes], minor=False)
    axes.set_xticks([], minor=True)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", ","))
    axes.margins(x=0.15)


def _apart(ends: list[End]) -> None:
    """Put the name of each line at its end, from the lowest up, none over another."""
    low = 0.0
    for cost, size, label in sorted(ends, key=lambda end: end[0]):
        low = max(cost, low * NAME_HEIGHT)
        label.xy = (size, low)


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(8, height), layout="constrained")


def _plain(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    figure.savefig(out, dpi=DOTS)
    return out.getvalue()

"""Finds texts of a figure that touch each other or leave the page, as a reader would see it."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from danvan.publish.marks import style

TOLERANCE = 1.5  # pixels of 160 to the inch: less than a hair


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its box in pixels."""
    with style.styled():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts if drawn(text)]


def drawn(text: Text) -> bool:
    """Whether a text belongs to axes that are shown; hidden axes keep theirs."""
    return text.axes is None or (text.axes.get_visible() and (text.axes.axison or text in text.axes.texts))


def faults(figure: Figure) -> list[str]:
    """What a reader would stumble over: pairs of texts that share area, and texts cut by the edge of the figure."""
    found = boxes(figure)
    touching = [f"“{a}” x “{b}”" for (a, one), (b, other) in combinations(found, 2) if touch(one, other)]
    return touching + [f"“{text}” ..." for text, box in found if not inside(figure.bbox, box)]


def touch(one: Bbox, other: Bbox) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > TOLERANCE and tall > TOLERANCE


def inside(page: Bbox, box: Bbox) -> bool:
    across = page.x0 - 0.5 <= box.x0 and box.x1 <= page.x1 + 0.5
    return across and page.y0 - 0.5 <= box.y0 and box.y1 <= page.y1 + 0.5

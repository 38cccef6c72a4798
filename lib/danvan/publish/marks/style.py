"""Colours, text sizes and matplotlib's settings: the one look of every chart.

The series colours stand at 4.5:1 or more on white, so that a label may wear its series' colour, and stay apart
from each other under the three kinds of colour blindness; a test computes both.
Does not belong here: where anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.colors import LinearSegmentedColormap, to_rgb

FONT = "DejaVu Sans"  # comes with matplotlib and has every Vietnamese letter
SVG_FONTS = "'DejaVu Sans', Verdana, sans-serif"  # Verdana: the same widths, on every Windows

BLUE, RUST, GREEN, PLUM, GREY = SERIES = "#1565B0", "#C24E00", "#00594D", "#9C3587", "#767676"
INK, SOFT, GRID, WASH = "#1F1F1F", "#595959", "#DCDCDC", "#F1EFE9"
EDGE = "#9C968A"
STAMP = "#A62B00"
SHADES = LinearSegmentedColormap.from_list("shades", ["#E6F0FA", "#6FA8DC", "#174E87"])

HEADLINE, SUBTITLE, LABEL, SMALL = 11.5, 9.0, 8.0, 7.0  # points, at the printed width of 16 cm

SETTINGS: Any = {
    "font.family": [FONT],
    "font.size": LABEL,
    "axes.unicode_minus": True,
    "axes.linewidth": 0.8,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "svg.hashsalt": "danvan",
    "path.simplify": False,
    "text.parse_math": False,
}


@contextmanager
def styled() -> Iterator[None]:
    """Within this block matplotlib knows our settings and nobody else's; after it, everything is as before."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield


def colours_of(series: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A colour for each series: the given one, else the next of the palette; grey once the palette is used up."""
    chosen = dict(given or {})
    free = iter([c for c in SERIES if c not in chosen.values()])
    return {name: chosen.get(name) or next(free, GREY) for name in series}


def paler(colour: str) -> tuple[float, float, float]:
    """Halfway to white: the fill of a bar that stands for a part of a year."""
    red, green, blue = to_rgb(colour)
    return (1 + red) / 2, (1 + green) / 2, (1 + blue) / 2


def luminance(colour: Any) -> float:
    """Relative luminance as WCAG 2 defines it: 0 black, 1 white."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Any, other: Any) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(background: Any) -> str:
    """The ink, black or white, that reads better on `background`: one of the two always has 4.5:1."""
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, background))

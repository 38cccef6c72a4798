"""A chart as it is published: one picture that says what it shows, of whom it knows, and that travels alone.

    SỐ LIỆU MINH HỌA          only where sample data went in
    Headline, computed        bold, wrapped
    Subtitle                  what is drawn, years, unit
    +----------------------+
    |  drawn by a mark     |
    +----------------------+
    Nguồn: báo cáo của 21/22 đơn vị; ...

Does not belong here: how a kind of chart is drawn (`marks`), which charts there are (`charts`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pandas import DataFrame
from PIL import Image

from danvan.files import write_whole
from danvan.inert import printable
from danvan.publish.marks import style
from danvan.publish.marks.labels import DPI, balanced, height_of, width_of, wrap
from danvan.publish.table import SAMPLE

WIDTH = 6.3  # inches: the 16 cm between the margins of an A4 page
MARGIN = 0.06
ACROSS = WIDTH - 2 * MARGIN
Draw = Callable[[Axes], object]
PALETTE = 256  # colours of the saved PNG: as many as one byte tells, a third of the bytes


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawn chart; `headline` and `source` are computed, `data` is the tidy frame that was drawn."""

    id: str
    headline: str
    subtitle: str
    alt: str
    source: str
    figure: Figure
    data: DataFrame
    sample: bool = False

    @cached_property
    def png(self) -> bytes:
        """The picture, 160 dots to the inch, for a screen."""
        return self.picture(DPI)

    def picture(self, dots: int) -> bytes:
        """The picture as PNG, `dots` to the inch, in few colours; the same bytes for the same chart."""
        drawn = self.figure.dpi
        with style.styled():
            self.figure.set_dpi(dots)
            canvas = FigureCanvasAgg(self.figure)
            canvas.draw()  # type: ignore[no-untyped-call]
            self.figure.set_dpi(drawn)
            picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")  # type: ignore[no-untyped-call]
        out = BytesIO()
        few = picture.quantize(PALETTE, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(out, "PNG", compress_level=6, dpi=(dots, dots))
        return out.getvalue()

    @cached_property
    def svg(self) -> bytes:
        """The drawing with its text as text: small, searchable, sharp; the same bytes for the same chart."""
        out = BytesIO()
        said = {"Date": None, "Creator": None, "Title": self.headline, "Description": self.alt}
        with style.styled():
            self.figure.savefig(out, format="svg", metadata=said)
        return printable(out.getvalue().decode()).replace(f"'{style.FONT}'", style.SVG_FONTS).encode()

    def save(self, folder: Path, name: str | None = None) -> list[Path]:
        """Write `name`.png and `name`.svg (the id where no name is given) into `folder`; return their paths."""
        files = {folder / f"{name or self.id}.png": self.png, folder / f"{name or self.id}.svg": self.svg}
        for path, content in files.items():
            write_whole(path, content)
        return list(files)

    def _repr_html_(self) -> str:
        picture = b64encode(self.png).decode("ascii")
        return (
            f'<figure class="danvan-chart" id="{escape(self.id)}">'
            f'<img src="data:image/png;base64,{picture}" alt="{escape(self.alt)}" '
            'style="width:16cm;max-width:100%;height:auto">'
            f"<figcaption>Biểu đồ {escape(self.id)}. {escape(self.subtitle)}</figcaption></figure>"
        )


def compose(
    id: str,
    headline: str,
    subtitle: str,
    source: str,
    alt: str,
    draw: Draw,
    *,
    height: float,
    data: DataFrame,
    sample: bool,
) -> Chart:
    """Set the words of a chart, let `draw` fill the axes between them, `height` inches tall, and return the chart."""
    headline, subtitle, source, alt = map(printable, (headline, subtitle, source, alt))
    head = [] if not sample else [(SAMPLE, 8.5, "bold", style.STAMP)]
    head += [(headline, style.HEADLINE, "bold", style.INK), (subtitle, style.SUBTITLE, "normal", style.SOFT)]
    foot = [(source, style.SMALL, "normal", style.SOFT)]
    above = [(balanced(text, ACROSS, size, weight), size, weight, colour) for text, size, weight, colour in head]
    below = [(wrap(text, ACROSS, size, weight), size, weight, colour) for text, size, weight, colour in foot]
    top, bottom = _height(above), _height(below)
    with style.styled():
        figure = Figure(figsize=(WIDTH, round(top + height + bottom, 2)), dpi=DPI)
        figure.patch.set_facecolor("white")
        _write(figure, above, figure.get_figheight())
        _write(figure, below, bottom)
        draw(_area(figure, bottom, height))
    return Chart(id, headline, subtitle, alt, source, figure, data, sample)


Line = tuple[str, float, str, str]


def _height(lines: list[Line]) -> float:
    return sum(height_of(text, size) + 0.05 for text, size, _, _ in lines) + 0.1


def _write(figure: Figure, lines: list[Line], top: float) -> None:
    """Set `lines` one under the other from `top` inches downwards; the stamp gets a frame that cannot be missed."""
    tall = figure.get_figheight()
    edge = top - 0.07
    for text, size, weight, colour in lines:
        stamped = text == SAMPLE
        artist = figure.text(
            (WIDTH - MARGIN - width_of(text, size, weight) - 0.05 if stamped else MARGIN) / WIDTH,
            edge / tall,
            text,
            size=size,
            weight=weight,
            color=colour,
            va="top",
            linespacing=1.15,
        )
        if stamped:
            artist.set_bbox({"facecolor": "white", "edgecolor": colour, "linewidth": 1.2, "pad": 2.5})
        edge -= height_of(text, size) + 0.05


def _area(figure: Figure, bottom: float, height: float) -> Axes:
    tall = figure.get_figheight()
    return figure.add_axes((MARGIN / WIDTH, bottom / tall, ACROSS / WIDTH, height / tall))

"""A band above a finished picture, so that what it says travels with the picture: "DỰ THẢO - LƯU HÀNH NỘI BỘ".

Does not belong here: drawing a chart (`chart`), what is stamped.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from PIL import Image, ImageDraw, ImageFont

from danvan.publish.chart import PALETTE
from danvan.publish.marks import style

HIGH = 0.042  # of the width
ROOT = re.compile(r"<svg [^>]*>")
TALL, BOX = re.compile(r'height="([\d.]+)pt"'), re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
BOLD = Path("fonts", "ttf", "DejaVuSans-Bold.ttf")


@lru_cache(maxsize=256)  # a chart is a file, and stands in its notebook
def stamped_png(picture: bytes, words: str) -> bytes:
    """The PNG with a band of `words` above it; the same bytes for the same picture, nothing but its dots kept."""
    with Image.open(BytesIO(picture)) as drawn:
        dots, below = drawn.info.get("dpi"), drawn.convert("RGB")
    high = round(HIGH * below.width) if words else 0
    whole = Image.new("RGB", (below.width, below.height + high), "white")
    whole.paste(below, (0, high))
    if words:
        middle = (below.width // 2, high // 2)
        ImageDraw.Draw(whole).text(middle, words, fill=style.STAMP, font=_font(round(high * 0.55)), anchor="mm")
    out = BytesIO()
    few = whole.quantize(PALETTE, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6, **({"dpi": dots} if dots else {}))
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(mpl.get_data_path(), BOLD)), size)


def stamped_svg(drawing: bytes, words: str) -> bytes:
    """The SVG of a chart with a band of `words` above it, as text; as it is where there are no words."""
    if not words:
        return drawing
    said = drawing.decode()
    root = ROOT.search(said)
    tall, box = (found.search(root[0]) if root else None for found in (TALL, BOX))
    if root is None or tall is None or box is None:
        raise ValueError("not a drawing of a chart")
    wide, high = float(box[1]), HIGH * float(box[1])
    tag = root[0].replace(tall[0], f'height="{float(tall[1]) + high:.2f}pt"')
    tag = tag.replace(box[0], f'viewBox="0 {-high:.2f} {box[1]} {float(box[2]) + high:.2f}"')
    band = (
        f'<rect x="0" y="{-high:.2f}" width="{wide:.2f}" height="{high:.2f}" fill="white"/>'
        f'<text x="{wide / 2:.2f}" y="{-0.3 * high:.2f}" text-anchor="middle" font-family="{style.SVG_FONTS}" '
        f'font-weight="bold" font-size="{0.55 * high:.2f}" fill="{style.STAMP}">{escape(words)}</text>'
    )
    return said.replace(root[0], tag + band, 1).encode()

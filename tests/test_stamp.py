from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from danvan.publish.stamp import stamped_png, stamped_svg

WORDS = "DỰ THẢO - LƯU HÀNH NỘI BỘ"
SVG = b'<?xml version="1.0"?><svg width="453.6pt" height="100pt" viewBox="0 0 453.6 100" xmlns="http://www.w3.org/2000/svg"><g/></svg>'


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1008, 400), "blue").save(out, "PNG", dpi=(160, 160))
    return out.getvalue()


def test_a_band_stands_above_the_picture_and_covers_nothing() -> None:
    stamped = Image.open(io.BytesIO(stamped_png(picture(), WORDS)))
    high = stamped.height - 400
    assert stamped.width == 1008 and high > 30 and round(stamped.info["dpi"][0]) == 160
    colours = stamped.convert("RGB")
    assert colours.getpixel((5, high + 5)) == (0, 0, 255)
    assert colours.getpixel((5, 5)) == (255, 255, 255)
    assert len({colours.getpixel((x, high // 2)) for x in range(200, 800)}) > 2


def test_the_same_picture_gives_the_same_bytes_without_metadata() -> None:
    assert stamped_png(picture(), WORDS) == stamped_png(picture(), WORDS)
    assert not {b"tEXt", b"iTXt", b"zTXt"} & {stamped_png(picture(), WORDS)[i : i + 4] for i in range(3000)}


def test_without_words_a_picture_keeps_its_size() -> None:
    assert Image.open(io.BytesIO(stamped_png(picture(), ""))).height == 400
    assert stamped_svg(SVG, "") == SVG


def test_a_drawing_gets_the_words_as_text_above_it() -> None:
    root = ElementTree.fromstring(stamped_svg(SVG, WORDS))
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == [WORDS]
    left, top, wide, tall = map(float, root.get("viewBox", "").split())
    assert (left, wide) == (0, 453.6) and top < 0 and tall == pytest.approx(100 - top, abs=0.02)
    assert root.get("height") == f"{tall:.2f}pt"


def test_what_is_no_drawing_of_a_chart_is_not_stamped() -> None:
    with pytest.raises(ValueError, match="not a drawing"):
        stamped_svg(b"<svg/>", WORDS)

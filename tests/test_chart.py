from __future__ import annotations

import re
from io import BytesIO

import matplotlib as mpl
import pandas as pd
import pytest
from drawn_text import boxes, faults
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from danvan.publish.chart import Chart, compose
from danvan.publish.marks import bars

HEADLINE = "Số mô hình đăng ký tăng 9,2%, từ 120 mô hình (năm 2018) lên 131 mô hình (năm 2022)"
LONG = "Tổ An ninh nhân dân, tổ bảo vệ dân phố và tổ hòa giải của từng xã, thị trấn, giai đoạn 2017 - 2022"


def drawn(
    headline: str = HEADLINE,
    *,
    subtitle: str = LONG,
    source: str = "Nguồn: báo cáo của 21/22 đơn vị.",
    sample: bool = True,
) -> Chart:
    frame = pd.DataFrame({"year": [2021, 2022], "series": "Kinh tế", "value": [120, 131]})
    alt = "Biểu đồ cột <chồng> & “đúng”"
    return compose(
        "F1", headline, subtitle, source, alt, lambda ax: bars(frame, ax=ax), height=2.0, data=frame, sample=sample
    )


def test_the_same_chart_has_the_same_bytes():
    one, other = drawn(), drawn()
    assert one.png == other.png
    assert one.svg == other.svg


def test_settings_of_the_user_change_nothing():
    with mpl.rc_context({"font.size": 30, "savefig.dpi": 10, "svg.fonttype": "path", "axes.facecolor": "red"}):
        other = drawn()
        assert (other.png, other.svg) == (drawn().png, drawn().svg)
    assert drawn().png == other.png


def test_the_picture_is_16_cm_wide_small_and_of_few_colours():
    picture = Image.open(BytesIO(drawn().png))
    assert picture.mode == "P"
    assert picture.width == 1008
    assert picture.width / picture.info["dpi"][0] * 2.54 == pytest.approx(16, abs=0.05)
    assert len(drawn().png) < 60_000


def test_the_drawing_keeps_text_as_text_and_says_neither_date_nor_maker():
    svg = drawn().svg.decode()
    assert "Số mô hình đăng ký" in svg
    assert "Verdana" in svg
    assert not re.search(r"20\d\d-\d\d-\d\d|matplotlib v|dc:date", svg, re.I)
    assert "http://www.w3.org" in svg  # its names, nothing it would fetch
    assert not re.search(r'(?:href|src)="(?!#)', svg)


def test_headline_subtitle_and_source_stand_in_the_picture():
    found = " ".join(text.replace("\n", " ") for text, _ in boxes(drawn().figure))
    for words in (HEADLINE, LONG, "Nguồn: báo cáo của 21/22 đơn vị.", "SỐ LIỆU MINH HỌA"):
        assert words in found


def test_only_sample_figures_are_stamped():
    assert "SỐ LIỆU MINH HỌA" not in [text for text, _ in boxes(drawn(sample=False).figure)]


@settings(max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # drawing is slow to shrink
@given(
    st.lists(
        st.sampled_from(
            [
                "Nhân",
                "dân",
                "hiến",
                "194.152",
                "m²",
                "đất,",
                "xã",
                "Bình",
                "Thạnh",
                "và",
                "Bình",
                "Thanh",
                "(21/22",
                "đơn",
                "vị)",
            ]
        ),
        min_size=1,
        max_size=60,
    )
)
def test_words_of_any_length_keep_apart_and_inside(words):
    text = " ".join(words)
    assert faults(drawn(text, subtitle=text, source=text).figure) == []


def test_saved_files_are_named_by_id_or_as_asked(tmp_path):
    assert [path.name for path in drawn().save(tmp_path / "a")] == ["F1.png", "F1.svg"]
    assert [path.name for path in drawn().save(tmp_path / "a", "02_models_F1")] == [
        "02_models_F1.png",
        "02_models_F1.svg",
    ]
    assert (tmp_path / "a" / "F1.png").read_bytes() == drawn().png


def test_html_shows_the_picture_with_its_text_for_the_blind():
    html = drawn()._repr_html_()
    assert 'alt="Biểu đồ cột &lt;chồng&gt; &amp; “đúng”"' in html
    assert f"<figcaption>Biểu đồ F1. {LONG}</figcaption>" in html
    assert "data:image/png;base64," in html

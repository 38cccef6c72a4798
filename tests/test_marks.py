from __future__ import annotations

import string
import unicodedata
from itertools import combinations, pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from drawn_text import boxes, faults
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib import _pylab_helpers, font_manager
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.ft2font import FT2Font

from danvan.publish.marks import (
    Measure,
    Tile,
    YearNotes,
    bars,
    lines,
    outlined,
    panels,
    ranked,
    strips,
    style,
    tiles,
)  # fmt: skip
from danvan.publish.marks.axes import plain, size_of
from danvan.publish.marks.labels import balanced, beside, crosses, overlap, spread, width_of, wrap

# Machado, Oliveira, Fernandes (2009), full strength, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
FIELDS = ("Phát triển kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")
COVID = YearNotes(
    under={2017: "24/25 đv\ntừ 03/4/2017", 2020: "22/22 đv"}, partial=frozenset({2017}), shaded=(2020, 2021),
    breaks={2020: "25 → 22 đơn vị"},
)  # fmt: skip


def lab(colour: str, kind: str) -> np.ndarray:
    linear = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)])
    xyz = TO_XYZ @ np.clip(BLINDNESS[kind] @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def texts(ax: Axes) -> list[str]:
    return [text for text, _ in boxes(ax.figure)]


def tidy(text: str) -> pd.DataFrame:
    """A pipe table of series by years: an empty cell is <NA>."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = [
        (int(year), name, value or None) for name, *values in rows for year, value in zip(head[1:], values, strict=True)
    ]
    frame = pd.DataFrame(cells, columns=["year", "series", "value"])
    return frame.assign(value=pd.to_numeric(frame["value"]).astype("Float64"))


# Colours, letters, numbers


@pytest.mark.parametrize("colour", [*style.SERIES, style.INK, style.SOFT, style.STAMP])
def test_series_and_words_stand_out_on_white(colour):
    assert style.contrast(colour, "white") >= 4.5  # more than the 3:1 of a line, since labels wear the colour too


def test_contrast_is_that_of_wcag():
    assert style.contrast("black", "white") == pytest.approx(21)
    assert style.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_series_stay_apart_for_the_colour_blind(kind):
    for one, other in combinations(style.SERIES, 2):
        assert np.linalg.norm(lab(one, kind) - lab(other, kind)) > 12, (one, other)


@pytest.mark.parametrize("share", np.linspace(0, 1, 41))
def test_a_number_reads_on_every_shade_of_tile(share):
    shade = style.SHADES(share)
    assert style.contrast(style.ink_on(shade), shade) >= 4.5


def test_more_series_than_colours_are_grey_and_given_colours_stay():
    found = style.colours_of(["a", "b", "c", "d", "e", "f", "g"], {"b": style.BLUE})
    assert found["b"] == style.BLUE
    assert found["a"] != style.BLUE
    assert found["g"] == style.GREY


def test_the_font_has_every_vietnamese_letter():
    font = FT2Font(font_manager.findfont(style.FONT))
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    letters = [*vowels, *"đ", *string.ascii_lowercase]
    asked = "".join(letters) + "".join(letters).upper() + string.digits + "→×²…“”–-%/()+:;.,■ \u00a0"
    assert [letter for letter in asked if not font.get_char_index(ord(letter))] == []


@pytest.mark.parametrize(("value", "text"), [(1200, "1.200"), (31.2, "31,2"), (0, "0"), (1169715, "1.169.715")])
def test_numbers_are_vietnamese(value, text):
    assert plain(value) == text


def test_settings_of_others_neither_matter_nor_change():
    with mpl.rc_context({"font.size": 31, "hatch.linewidth": 9}):
        with style.styled():
            assert mpl.rcParams["font.size"] == style.LABEL
        assert mpl.rcParams["font.size"] == 31


# Finding room

LABELS = st.lists(st.tuples(st.floats(-1, 4), st.floats(0.1, 0.4)), min_size=1, max_size=7)


@given(LABELS)
def test_spread_labels_never_overlap_and_stay_in_their_room(labels):
    wanted, heights = [w for w, _ in labels], [h for _, h in labels]
    placed = spread(wanted, heights, 0.0, 3.0)
    ends = sorted((p - h / 2, p + h / 2) for p, h in zip(placed, heights, strict=True))
    assert all(after[0] >= before[1] - 1e-9 for before, after in pairwise(ends))
    assert ends[0][0] >= -1e-9
    assert ends[-1][1] <= 3.0 + 1e-9


@given(LABELS)
def test_spread_keeps_the_order_of_the_points(labels):
    placed = spread([w for w, _ in labels], [h for _, h in labels], 0.0, 3.0)
    for (a, _), (b, _), one, other in [
        (*pair, *spot) for pair, spot in zip(combinations(labels, 2), combinations(placed, 2), strict=True)
    ]:
        assert a == b or (one < other) == (a < b)


def test_labels_with_room_stay_level_with_their_points():
    assert spread([2.0, 0.5, 1.2], [0.2, 0.2, 0.2], 0, 3) == pytest.approx([2.0, 0.5, 1.2])


def test_two_labels_of_one_point_share_the_way():
    assert spread([1.0, 1.0], [0.2, 0.2], 0, 3) == pytest.approx([0.9, 1.1])


WORDS = st.lists(
    st.sampled_from(
        ["xã", "Bình", "Minh", "hiến", "đất", "làm", "đường", "2022", "năm", "giao", "thông", "nông", "thôn"]
    ),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.floats(0.8, 5))
def test_wrapped_lines_fit_and_lose_no_word(words, width):
    for broken in (wrap(" ".join(words), width, 9), balanced(" ".join(words), width, 9)):
        assert broken.replace("\n", " ") == " ".join(words)
        assert all(width_of(line, 9) <= width + 0.02 for line in broken.split("\n"))


@given(WORDS, st.floats(0.8, 5))
def test_balanced_lines_are_no_more_than_wrapped_ones(words, width):
    text = " ".join(words)
    assert balanced(text, width, 9).count("\n") == wrap(text, width, 9).count("\n")


def test_a_year_stays_with_its_word():
    assert "năm\n2022" not in wrap("đăng ký năm 2022", width_of("đăng ký năm", 9) + 0.05, 9)


def test_a_stroke_through_a_box_is_seen():
    assert crosses((0, 0, 1, 1), (-1, 0.5), (2, 0.5))
    assert not crosses((0, 0, 1, 1), (-1, 2), (2, 2))
    assert crosses((0, 0, 1, 1), (0.5, -1), (0.5, 2))


def test_a_label_goes_where_nothing_is():
    taken = [(0.9, 1.0, 1.1, 1.3)]  # above the point
    box = beside((1.0, 1.0), (0.2, 0.1), (0, 0, 2, 2), taken, [])
    assert box is not None
    assert not overlap(box, taken[0])
    assert beside((1.0, 1.0), (3.0, 0.1), (0, 0, 2, 2), [], []) is None


# Lines


def test_a_missing_year_breaks_the_line_and_is_never_zero():
    ax = lines(tidy("series|2019|2020|2021|2022\nTổ hòa giải|120||131|140"))
    drawn = next(line for line in ax.lines if len(line.get_xdata()) == 4)
    assert np.isnan(drawn.get_ydata()[1])
    assert 0 not in drawn.get_ydata()


def test_a_lone_point_between_gaps_is_still_seen():
    ax = lines(tidy("series|2019|2020|2021\nA||7|"))
    markers = [line for line in ax.lines if line.get_marker() == "o"]
    assert [tuple(line.get_xydata()[0]) for line in markers] == [(2020, 7)]


def test_lines_are_named_at_their_ends_without_a_legend():
    ax = lines(tidy("series|2021|2022\nTổ hòa giải|120|131\nTổ an ninh|90|"), number=plain)
    assert ax.get_legend() is None
    assert "Tổ hòa giải 131" in texts(ax)
    assert "Tổ an ninh 90\n(2021)" in texts(ax) or "Tổ an ninh 90 (2021)" in texts(ax)


def test_first_and_peak_values_are_told():
    assert {"120", "171"} <= set(texts(lines(tidy("series|2019|2020|2021\nA|120|171|131"))))


def test_a_part_year_has_an_open_marker_and_its_words():
    ax = lines(tidy("series|2017|2018\nA|5|9"), notes=COVID)
    faces = {tuple(line.get_xydata()[0]): line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"}
    assert faces[(2017, 5)] == "white"
    assert faces[(2018, 9)] != "white"
    assert any("từ 03/4/2017" in text for text in texts(ax))


def test_covid_and_mergers_are_marked_where_they_are_and_only_there():
    both = texts(lines(tidy("series|2019|2020|2021|2022\nA|1|2|3|4"), notes=COVID))
    assert {"Covid-19", "25 → 22 đơn vị"} <= set(both)
    assert not {"Covid-19", "25 → 22 đơn vị"} & set(texts(lines(tidy("series|2017|2018\nA|1|2"), notes=COVID)))
    assert "25 → 22 đơn vị" not in texts(lines(tidy("series|2020|2021\nA|1|2"), notes=COVID))


@pytest.mark.parametrize("mark", [lines, bars])
def test_nothing_known_is_said(mark):
    assert texts(mark(tidy("series|2019|2020\nA||"))) == ["Chưa có số liệu"]


def test_axis_numbers_have_their_own_writer_and_unit():
    ax = lines(
        tidy("series|2021|2022\nA|0.31|0.857"), number=lambda v: f"{v:.3f}", scale=lambda v: f"{v:.0%}", unit="tỷ đồng"
    )
    assert {"50%", "tỷ đồng", "A 0.857"} <= set(texts(ax))


FIGURES = st.one_of(st.none(), st.floats(0, 50_000_000_000, allow_subnormal=False), st.integers(0, 40))


@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # drawing is slow to shrink
@given(st.lists(st.lists(FIGURES, min_size=6, max_size=6), min_size=1, max_size=5), st.sampled_from([1, 2, 6]))
def test_labels_of_lines_and_bars_never_touch(series, years):
    names = [*FIELDS, "Nông thôn mới"]
    cells = [
        (2017 + n, name, value) for name, row in zip(names, series, strict=False) for n, value in enumerate(row[:years])
    ]
    frame = pd.DataFrame(cells, columns=["year", "series", "value"]).astype({"value": "Float64"})
    for mark in (lines, bars):
        assert faults(mark(frame, notes=COVID, unit="mô hình").figure) == []


# Bars


def test_stacked_parts_have_their_values_and_totals():
    found = texts(bars(tidy("series|2021|2022\nNhà nước|40|50\nNhân dân|60|25")))
    assert {"40", "50", "60", "25", "100", "75", "Nhà nước", "Nhân dân"} <= set(found)


def test_an_absent_part_lifts_nothing_and_has_no_bar():
    ax = bars(tidy("series|2021\nA|3\nB|\nC|4"))
    assert [(patch.get_y(), patch.get_height()) for patch in ax.patches] == [(0, 3), (3, 4)]


def test_a_year_without_figures_has_a_hatched_stub_not_a_zero():
    ax = bars(tidy("series|2021|2022\nA||5"))
    assert any("chưa có\nsố liệu" in text for text in texts(ax))
    assert [patch.get_hatch() for patch in ax.patches if patch.get_hatch()]
    assert "0" not in [text.get_text() for text in ax.texts if text.get_weight() == "bold"]


def test_a_year_of_nothing_is_a_told_zero():
    ax = bars(tidy("series|2021|2022\nA|0|5"), by=None)
    assert "0" in [text.get_text() for text in ax.texts if text.get_weight() == "bold"]


def test_bars_side_by_side_are_named_above():
    ax = bars(tidy("series|2021|2022\nĐăng ký|9|8\nCông nhận|5|6"), stacked=False)
    assert {"■ Đăng ký", "■ Công nhận", "9", "5"} <= set(texts(ax))
    assert faults(ax.figure) == []


def test_a_part_stands_before_the_outline_of_its_changing_whole():
    frame = pd.DataFrame({"year": [2019, 2020, 2022], "value": [11, None, 18], "whole": [24, 21, 21]}).astype("Int64")
    ax = outlined(frame, words=("Đạt chuẩn", "Tổng số xã"), notes=COVID)
    assert {"11/24", "18/21", "Đạt chuẩn", "Tổng số xã"} <= set(texts(ax))
    assert not [text for text in texts(ax) if text.endswith("/21") and text.startswith(("0", "."))]
    narrow = [patch for patch in ax.patches if patch.get_width() < 1]  # the shaded time is wider
    assert [patch.get_height() for patch in narrow][:2] == [24, 11]


# By unit


def test_rows_stand_as_they_come_with_one_colour_for_the_point():
    frame = pd.DataFrame({"unit": ["Xã Bình Minh", "Xã Bình An"], "value": [3, 9]})
    ax = ranked(frame, point=["Xã Bình An"])
    (area,) = [each for each in ax.figure.axes if each.patches]
    assert [to_hex(patch.get_facecolor()).upper() for patch in area.patches] == [style.GREY, style.BLUE]
    assert [patch.get_width() for patch in area.patches] == [3, 9]
    high = {text: box.y0 for text, box in boxes(ax.figure)}
    assert high["Xã Bình Minh"] > high["Xã Bình An"]


def test_a_unit_without_a_figure_has_a_hatched_stub_with_the_reason():
    frame = pd.DataFrame(
        {"unit": ["A", "B", "C"], "value": pd.array([4, None, 0], dtype="Int64"), "why": [None, "chưa báo cáo", None]}
    )
    ax = ranked(frame, measures=(Measure(absent="why"),))
    (area,) = [each for each in ax.figure.axes if each.patches]
    assert [patch.get_hatch() for patch in area.patches if patch.get_hatch()] == ["////"]
    assert {"4", "chưa báo cáo", "0"} <= set(texts(ax))


def test_two_measures_share_the_names_and_keep_their_own_scale():
    frame = pd.DataFrame({"unit": ["A", "B"], "land": [9000.0, 10.0], "days": [1, 2]})
    ax = ranked(frame, measures=(Measure("land", "Đất (m²)"), Measure("days", "Ngày công")))
    assert texts(ax).count("A") == 1
    assert [area.get_xlim()[1] for area in ax.figure.axes if area.patches] == [9000, 2]


KINDS = {
    "not_received": Tile("chưa báo cáo", style.WASH, "////"),
    "returned": Tile("trả lại", "#FBE3D6", "xxxx"),
    "none": Tile("", None),
}


def tiled() -> pd.DataFrame:
    states = ["value", "value", "not_received", "returned", "value", "none"]
    values = pd.array([0, 7, None, None, 3, None], dtype="Int64")
    return pd.DataFrame({"unit": list("AABBCC"), "year": [2019, 2020] * 3, "value": values, "state": states})


def test_tiles_tell_zero_from_absent_from_returned_from_no_such_unit():
    ax = tiles(tiled(), state="state", kinds=KINDS, breaks={2020: "25 → 22 đơn vị"})
    assert {"0", "7", "3", "chưa báo cáo", "trả lại", "25 → 22 đơn vị", "2019"} <= set(texts(ax))
    assert sorted(patch.get_hatch() or "" for patch in ax.patches) == ["", "", "", "////", "xxxx"]
    faces = [to_hex(patch.get_facecolor()) for patch in ax.patches if not patch.get_hatch()]
    assert faces[0] == "#ffffff"
    assert len(set(faces)) == 3


@pytest.mark.parametrize("columns", [2, 6, 9])
def test_words_that_do_not_fit_a_tile_are_left_out(columns):
    frame = pd.DataFrame(
        {"unit": "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "year": range(2014, 2014 + columns), "value": pd.NA}
    )
    ax = tiles(frame.assign(state="not_received"), state="state", kinds=KINDS)
    assert faults(ax.figure) == []
    assert len(ax.patches) == columns


def panelled() -> pd.DataFrame:
    rows = [(unit, year, value) for unit, values in {"A": (1, None, 3), "B": (10, 20, 30), "C": (None,) * 3}.items()
            for year, value in zip((2019, 2020, 2021), values, strict=True)]  # fmt: skip
    return pd.DataFrame(rows, columns=["unit", "year", "value"]).astype({"value": "Float64"}).assign(median=5.0)


def test_panels_share_a_scale_or_do_not():
    for shared, tops in ((True, {30}), (False, {5, 30})):
        ax = panels(panelled(), shared=shared, reference="median", words=("xã", "trung vị"))
        found = {round(each.get_ylim()[1] / 1.06) for each in ax.figure.axes[1:] if each.lines}
        assert found == tops
        assert {"2021: 3", "2021: 30", "chưa có số liệu", "trung vị"} <= set(texts(ax))
        assert faults(ax.figure) == []


def test_panels_stand_in_the_order_they_come():
    places = {text: (-round(box.y0), box.x0) for text, box in boxes(panels(panelled(), columns=2).figure)}
    assert sorted("ABC", key=places.__getitem__) == ["A", "B", "C"]


def test_one_unit_stands_out_among_the_others():
    frame = pd.DataFrame({"series": ["Đất", "Đất", "Đất", "Công", "Công", "Công"], "unit": list("ABC") * 2,
                          "value": pd.array([1, 2, 9, None, 4, 4], dtype="Int64")})  # fmt: skip
    ax = strips(frame, chosen="A", words=("Xã A", "khác", "trung vị"))
    assert {"1", "chưa có số liệu", "Xã A", "9"} <= set(texts(ax))
    assert [
        tuple(line.get_xdata())
        for line in ax.lines
        if line.get_color() == style.BLUE and line.axes.transData == line.get_transform()
    ] == [(1 / 9,)]


@pytest.mark.parametrize("mark", [
    lambda ax: lines(tidy("series|2021|2022\nA|1|2"), ax=ax), lambda ax: bars(tidy("series|2021|2022\nA|1|2"), ax=ax),
    lambda ax: ranked(pd.DataFrame({"unit": ["A"], "value": [1]}), ax=ax), lambda ax: tiles(tiled(), ax=ax),
    lambda ax: panels(panelled(), ax=ax), lambda ax: strips(tidy("series|2021\nA|1").assign(unit="u"), ax=ax),
])  # fmt: skip
def test_a_mark_draws_into_given_axes_or_its_own_and_leaves_pyplot_alone(mark):
    own = mark(None)
    assert isinstance(own, Axes)
    assert mark(own.figure.add_axes((0.1, 0.1, 0.8, 0.8))) in own.figure.axes
    assert not _pylab_helpers.Gcf.figs
    assert min(size_of(own)) > 0.2

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.publish.headlines import Point, Subject, headline, leading, of_whole
from danvan.vietnamese import wording

MODELS = Subject("Số mô hình đăng ký", lambda value: wording.count(int(value), "mô hình"))
SHARE = Subject("Tỷ lệ hòa giải thành", lambda value: wording.percent(value * 100), share=True)


def yearly(text: str) -> pd.DataFrame:
    """Years drawn as "2018: 120 25/25": value (? = unknown), units that reported and were asked."""
    rows = []
    for line in text.split(";"):
        year, value, units = line.replace(":", "").split()
        reported, expected = units.split("/")
        rows.append((int(year), None if value == "?" else float(value), int(reported), int(expected)))
    kinds = {"year": "Int64", "value": "Float64", "reported": "Int64", "expected": "Int64"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("2018: 120 25/25; 2022: 131 22/22", "tăng 9,2%, từ 120 mô hình (năm 2018) lên 131 mô hình (năm 2022)"),
        ("2018: 120 25/25; 2022: 90 22/22", "giảm 25,0%, từ 120 mô hình (năm 2018) xuống 90 mô hình (năm 2022)"),
        ("2018: 120 25/25; 2022: 131 21/22", "năm 2022 là 131 mô hình (21/22 đơn vị)"),  # one is missing: no direction
        ("2018: 90 23/25; 2019: 140 25/25; 2022: 131 22/22", "giảm 6,4%, từ 140 mô hình (năm 2019) xuống 131 mô hình (năm 2022)"),
        ("2018: 90 24/25; 2022: 131 22/22", "năm 2022 là 131 mô hình"),
        ("2018: 120 25/25; 2022: 120 22/22", "năm 2022 là 120 mô hình (bằng năm 2018)"),
        ("2018: 3 25/25; 2022: 8 22/22", "tăng từ 03 mô hình (năm 2018) lên 08 mô hình (năm 2022)"),  # base below 5: no percentage
        ("2018: 0 25/25; 2022: 8 22/22", "năm 2022 là 08 mô hình (năm 2018 không phát sinh)"),
        ("2018: ? 0/25; 2022: 131 22/22", "năm 2022 là 131 mô hình"),  # nothing to compare with
        ("2018: ? 0/25; 2019: 99 25/25; 2022: 198 22/22", "tăng 100,0%, từ 99 mô hình (năm 2019) lên 198 mô hình (năm 2022)"),
        ("2022: 131 22/22", "năm 2022 là 131 mô hình"),
        ("2022: 131 21/22", "năm 2022 là 131 mô hình (21/22 đơn vị)"),
        ("2018: 120 19/25; 2022: 131 22/22", "năm 2022 là 131 mô hình"),  # 76 % of the units then
        ("2018: 120 25/25; 2022: 131 17/22", "năm 2022 là 131 mô hình (17/22 đơn vị)"),  # 77 % now
        ("2018: 0 12/25; 2022: 131 22/22", "năm 2022 là 131 mô hình"),
    ],
)  # fmt: skip
def test_a_headline_says_what_may_be_said(drawn, said):
    assert headline(yearly(drawn), "value", MODELS) == f"Số mô hình đăng ký {said}"


def test_a_part_year_is_no_base():
    frame = yearly("2017: 60 25/25; 2018: 120 25/25; 2022: 131 22/22")
    assert "từ 120 mô hình (năm 2018)" in headline(frame, "value", MODELS, part_years={2017})
    assert headline(frame[:2], "value", MODELS, part_years={2017}).endswith("năm 2018 là 120 mô hình")
    assert headline(frame[:1], "value", MODELS, part_years={2017}).endswith("năm 2017 là 60 mô hình")


def test_no_figure_is_said_to_be_none_and_never_zero():
    said = headline(yearly("2021: 120 22/22; 2022: ? 0/22"), "value", MODELS)
    assert said == "Chưa có số liệu về số mô hình đăng ký năm 2022"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("2018: 0.80 25/25; 2022: 0.857 22/22", "tăng 5,7 điểm phần trăm, từ 80,0% (năm 2018) lên 85,7% (năm 2022)"),
        ("2018: 0.90 25/25; 2022: 0.857 22/22", "giảm 4,3 điểm phần trăm, từ 90,0% (năm 2018) xuống 85,7% (năm 2022)"),
        ("2018: 0.8571 25/25; 2022: 0.8572 22/22", "năm 2022 là 85,7% (bằng năm 2018)"),
        ("2018: 0 25/25; 2022: 0.05 22/22", "tăng 5,0 điểm phần trăm, từ 0,0% (năm 2018) lên 5,0% (năm 2022)"),
    ],
)
def test_a_share_moves_by_points(drawn, said):
    assert headline(yearly(drawn), "value", SHARE) == f"Tỷ lệ hòa giải thành {said}"


COUNTS = st.integers(0, 3000)


@given(COUNTS, COUNTS, st.integers(23, 25), st.integers(20, 22))
def test_the_verb_is_true_and_years_with_missing_units_are_never_compared(before, now, then_reported, now_reported):
    frame = yearly(f"2018: {before} {then_reported}/25; 2022: {now} {now_reported}/22")
    said = headline(frame, "value", MODELS)
    compared = (then_reported, now_reported) == (25, 22)
    assert (" tăng " in said) == (compared and now > before > 0)
    assert (" giảm " in said) == (compared and now < before)
    assert compared or "2018" not in said
    assert ("%" in said) <= (compared and before >= 5)


def points(text: str) -> list[Point]:
    return [
        Point(*row)
        for row in yearly(text).astype(object).where(lambda frame: frame.notna(), None).itertuples(index=False)
    ]


def test_a_part_of_all_units_has_its_share_once_all_answered():
    met = "xã đạt chuẩn nông thôn mới"
    assert of_whole(points("2018: 11 24/24; 2022: 18 21/21"), met, met) == (
        "Năm 2022 có 18/21 xã đạt chuẩn nông thôn mới (85,7%), năm 2018 có 11/24"
    )
    assert (
        of_whole(points("2022: 17 20/21"), met, met)
        == "Năm 2022 có 17/20 xã đạt chuẩn nông thôn mới (20/21 đơn vị báo cáo)"
    )
    assert "2018" not in of_whole(points("2018: 7 22/24; 2022: 18 21/21"), met, met)
    assert "2018" not in of_whole(points("2018: 3 10/24; 2022: 18 21/21"), met, met)
    later = of_whole(points("2017: 6 24/24; 2019: 11 24/24; 2022: 18 21/21"), met, met, part_years={2017})
    assert later.endswith(", năm 2019 có 11/24")
    assert of_whole(points("2022: ? 0/21"), met, met) == "Chưa có số liệu về xã đạt chuẩn nông thôn mới năm 2022"


def test_the_greatest_is_named_while_it_is_one_or_two():
    def said(**values: int | None) -> str:
        return leading(pd.Series(values, dtype="Int64"), plain)

    plain = wording.number
    assert said(kinh_tế=45, văn_hóa=3) == "nhiều nhất là kinh_tế (45)"
    assert said(a=4, b=4, c=1) == "nhiều nhất là a và b (mỗi loại 4)"
    assert said(a=4, b=4, c=4) == ""
    assert said(a=0, b=None) == ""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese import wording
from danvan.vietnamese.dates import is_part_of_year, parse_date, parse_year, period_in, years_in

APRIL_3 = dt.date(2017, 4, 3)
CERTAIN = [
    ("03/4/2017", APRIL_3, "day"),
    ("3/4/2017", APRIL_3, "day"),
    ("03.4.2017", APRIL_3, "day"),
    ("3-4-2017", APRIL_3, "day"),
    ("03 / 4 / 2017", APRIL_3, "day"),
    ("'03/04/2017.", APRIL_3, "day"),
    ("ngày 03/4/2017", APRIL_3, "day"),
    ("ngày 03 tháng 4 năm 2017", APRIL_3, "day"),
    ("Ngày 03, tháng 04, năm 2017", APRIL_3, "day"),
    ("3 tháng 4 năm 2017", APRIL_3, "day"),
    ("3/4 năm 2017", APRIL_3, "day"),
    ("3–4–2017", APRIL_3, "day"),
    ("2017/04/03", APRIL_3, "day"),
    ("2017-04-03", APRIL_3, "day"),
    ("2017-04-03 00:00:00", APRIL_3, "day"),
    ("03/04/2017 00:00:00", APRIL_3, "day"),
    ("4-6-2020", dt.date(2020, 6, 4), "day"),
    (42828, APRIL_3, "day"),
    (42828.75, APRIL_3, "day"),
    (APRIL_3, APRIL_3, "day"),
    (dt.datetime(2017, 4, 3, 8, 30), APRIL_3, "day"),
    (dt.date(2020, 4, 6), dt.date(2020, 4, 6), "day"),
    ("tháng 4/2017", dt.date(2017, 4, 1), "month"),
    ("Tháng 4 năm 2017", dt.date(2017, 4, 1), "month"),
    ("T4/2017", dt.date(2017, 4, 1), "month"),
    ("12/2021", dt.date(2021, 12, 1), "month"),
    ("quý II/2021", dt.date(2021, 4, 1), "quarter"),
    ("Quý 4 năm 2021", dt.date(2021, 10, 1), "quarter"),
    ("Q2-2021", dt.date(2021, 4, 1), "quarter"),
    ("năm 2021", dt.date(2021, 1, 1), "year"),
    ("2021", dt.date(2021, 1, 1), "year"),
    (2021, dt.date(2021, 1, 1), "year"),
    (2021.0, dt.date(2021, 1, 1), "year"),
]


@pytest.mark.parametrize(("said", "value", "precision"), CERTAIN)
def test_dates_as_people_write_them(said: str | float | dt.date, value: dt.date, precision: str) -> None:
    reading = parse_date(said)
    assert (reading.value, reading.precision, reading.confidence) == (value, precision, "certain")


def test_the_mac_counts_from_1904() -> None:
    assert parse_date(41366, date1904=True).value == APRIL_3


@pytest.mark.parametrize(
    ("said", "value", "reason"),
    [
        ("03/4/17", APRIL_3, "two_digit_year"),
        ("04/25/2020", dt.date(2020, 4, 25), "month_first"),
        ("QĐ số 12 ngày 03/4/2017", APRIL_3, "text_around"),
        ("Bình Sơn, ngày 03 tháng 4 năm 2017", APRIL_3, "text_around"),
        ("42828", APRIL_3, "serial_as_text"),
    ],
)
def test_doubtful_dates_say_so(said: str, value: dt.date, reason: str) -> None:
    reading = parse_date(said)
    assert (reading.value, reading.confidence, reading.reason) == (value, "doubtful", reason)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("31/02/2021", "impossible"),
        ("00/4/2017", "impossible"),
        ("25/13/2021", "impossible"),
        ("13/2021", "impossible"),
        ("03/4/2107", "out_of_range"),
        (dt.datetime(1899, 12, 31), "out_of_range"),
        (dt.date(1900, 1, 1), "out_of_range"),
        (0, "out_of_range"),
        (31022021, "out_of_range"),
        (float("nan"), "unreadable"),
        ("03/4/2017 - 10/4/2017", "two_values"),
        ("03/4/2017 hoặc 10/4", "two_values"),
        ("l3/4/2017", "unreadable"),
        ("ngày     tháng     năm 2022", "incomplete"),
        ("ngày ... tháng ... năm 2022", "incomplete"),
        ("", "blank"),
        (" - ", "blank"),
        ("không rõ", "unreadable"),
        ("12/15", "unreadable"),
        ("4/17", "unreadable"),
        ("1/2/3/2017", "unreadable"),
    ],
)
def test_what_is_no_date_gives_none(said: str | float | dt.date, reason: str) -> None:
    reading = parse_date(said)
    assert (reading.value, reading.precision, reading.reason) == (None, None, reason)


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2021", 2021), (" 2021 ", 2021), (2021, 2021), (2021.0, 2021), ("năm 2021", 2021), ("Năm báo cáo: 2021", 2021),
        (dt.date(2021, 12, 15), 2021), ("2.021", None), ("2021?", None), ("-2021", None), (2021.5, None), ("2017-2022", None), ("12/2021", None),
        ("21", None), (21, None), ("", None), (44197, None), (float("inf"), None), ("năm học 2021 2022", None),
        (dt.date(1905, 7, 13), None), ("hai nghìn", None),
    ],
)  # fmt: skip
def test_parse_year(said: str | float | dt.date, year: int | None) -> None:
    assert parse_year(said) == year


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("BÁO CÁO NĂM 2021", [2021]),
        ("giai đoạn 2017 - 2022", [2017, 2022]),
        ("giai đoạn 2017-2022", [2017, 2022]),
        ("Từ ngày 15/12/2020 đến ngày 14/12/2021", [2020, 2021]),
        ("BC DVK 2021 (sửa).xlsx", [2021]),
        ("ngày 03.4.2017", [2017]),
        ("NĂM 2021, so với 2020 và 2021", [2021, 2020]),
        ("Số 12021 và 2.020.000 đồng", []),
        ("Nghị quyết 1986, 1990, 2100, 2101", [1990, 2100]),
        ("", []),
    ],
)
def test_years_in_a_title(title: str, years: list[int]) -> None:
    assert years_in(title) == years


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("BÁO CÁO SƠ KẾT 6 THÁNG ĐẦU NĂM 2021", "6T"),
        ("sơ kết 6 tháng", "6T"),
        ("Kết quả sáu tháng đầu năm", "6T"),
        ("bao cao 6 thang dau nam 2021", "6T"),
        ("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021", "6T"),
        ("BÁO CÁO NĂM 2021", "N"),
        ("Kết quả công tác dân vận năm 2021", "N"),
        ("Kết quả năm 2021, phương hướng 6 tháng đầu năm 2022", "N"),
        ("Tổng kết cả năm", "N"),
        ("(Kèm theo Báo cáo ngày 15 tháng 12 năm 2021)", None),
        ("Báo cáo 9 tháng đầu năm 2021", None),
        ("Báo cáo quý II năm 2021", None),
        ("Báo cáo tháng 4 năm 2021", None),
        ("Sơ kết 5 năm, giai đoạn 2017 - 2022", None),
        ("6 tháng cuối năm 2021", None),
        ("Danh mục mô hình", None),
    ],
)
def test_the_period_that_a_title_names(title: str, period: str | None) -> None:
    assert period_in(title) == period


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_a_printed_date_reads_back(day: dt.date) -> None:
    for printed in (wording.day(day), wording.day_long(day), day.isoformat()):
        assert parse_date(printed).value == day
    serial = (day - dt.date(1899, 12, 30)).days
    assert parse_date(serial).value == day
    assert parse_date(serial - 1462, date1904=True).value == day


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    reading = parse_date(text)
    assert (reading.value is None) == (reading.precision is None)
    assert parse_year(text) is None or years_in(text)
    assert period_in(text) in ("N", "6T", None)


@pytest.mark.parametrize(
    "text",
    ["từ 03/4 đến 5/4/2021", "03 - 05/4/2021", "từ ngày 3 đến ngày 5 tháng 4 năm 2021", "03/4/2021 đến 5/4", "3 và 5/4/2021"],
)  # fmt: skip
def test_several_days_are_no_one_day(text: str) -> None:
    assert (parse_date(text).value, parse_date(text).reason) == (None, "two_values")


def test_one_day_beside_a_number_is_that_day() -> None:
    for text in ("QĐ 120 ngày 18/1/2021", "120/QĐ-UBND - 18/1/2021", "Thôn 5, ngày 18 tháng 1 năm 2021"):
        assert parse_date(text).value == dt.date(2021, 1, 18)


@pytest.mark.parametrize(
    "text",
    [
        "Quý 1",
        "QUÝ IV NĂM 2021",
        "Q3",
        "Số liệu 9 tháng đầu năm",
        "Tháng 3/2021",
        "Quy II",
        "6 tháng cuối năm",
        "9T",
        "T9",
    ],
)
def test_parts_of_a_year_that_are_no_report_period(text: str) -> None:
    assert is_part_of_year(text)


@pytest.mark.parametrize(
    "text",
    [
        "6 tháng đầu năm 2021",
        "Năm 2021",
        "Quý IV và cả năm 2021",
        "B3 Chỉ tiêu",
        "Quý khách",
        "12 tháng năm 2021",
        "6T",
        "12T",
        "T13",
    ],
)
def test_report_periods_are_no_parts_of_a_year(text: str) -> None:
    assert not is_part_of_year(text)

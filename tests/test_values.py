"""One cell read for its column: the right value, or a finding; never a silently wrong number."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import Column, form
from danvan.intake.beside import Beside
from danvan.intake.reading import Context, Reading
from danvan.intake.sheet import Fault, Value
from danvan.intake.values import read
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import Separators, infer_separators
from danvan.vietnamese.units import Unit

MILLION = Context(scale=1_000_000)


def column(path: str) -> Column:
    table, name = path.split(".")
    return form().table(table).column(name)


def said(path: str, value: Value | None, context: Context | None = None) -> Reading:
    return read(column(path), value, form(), context or Context())


def codes(reading: Reading) -> list[str]:
    return [code for code, _ in reading.found]


@pytest.mark.parametrize(
    ("path", "cell", "value", "found"),
    [
        ("resources.total_vnd", 380_000_000.0, 380_000_000, []),
        ("resources.total_vnd", "380.000.000", 380_000_000, []),
        ("resources.total_vnd", "380.000.000đ", 380_000_000, []),
        ("resources.total_vnd", "380.000.000 đồng", 380_000_000, []),
        ("resources.total_vnd", "380 000 000", 380_000_000, []),
        ("resources.total_vnd", "380,000,000", 380_000_000, []),
        ("resources.total_vnd", "380tr", 380_000_000, ["Đ05"]),
        ("resources.total_vnd", "380 tr.đ", 380_000_000, ["Đ05"]),
        ("resources.total_vnd", "0,38 tỷ", 380_000_000, ["Đ05"]),
        ("resources.total_vnd", "1 tỷ 200", 1_200_000_000, ["Đ05"]),
        ("resources.total_vnd", "1tỷ2", 1_200_000_000, ["Đ05"]),
        ("resources.total_vnd", "2 tỷ 350 triệu", 2_350_000_000, ["Đ05"]),
        ("resources.quantity", "31,2", 31.2, []),
        ("resources.land_m2", "0,25 ha", 2500.0, ["Đ05"]),
        ("resources.land_m2", "2.500 m2", 2500.0, None),
        ("models.households", "31 hộ", 31, []),
        ("models.households", "12 chục", 120, ["Đ05"]),
        ("models.households", 44.99999999999999, 45, ["Đ05"]),
        ("models.participants", "1,602", 1602, ["Đ05"]),
        ("models.participants", "1.602", 1602, []),
        ("models.participants", "1,602 lượt người", 1602, ["Đ05"]),
        ("resources.total_vnd", 380_000_000.0000001, 380_000_000, ["Đ05"]),
        ("resources.total_vnd", 10_732_000.0000001, 10_732_000, ["Đ05"]),
        ("resources.total_vnd", 1_358_023.7, 1_358_024, ["Đ05"]),
        ("resources.total_vnd", 10**12, 10**12, ["Đ92"]),
        ("resources.labour_days", "120 ngày", 120.0, []),
        ("resources.quantity", "3 tấn 200 kg", 3.2, ["Đ05"]),
        ("new_rural.criteria_met", "19/19", 19, ["Đ05"]),
        ("new_rural.criteria_met", "17/19 tiêu chí", 17, ["Đ05"]),
        ("awards.count", "03 lượt khen", 3, []),
        ("awards.count", "03", 3, []),
        ("models.households", "mười hai", 12, None),
        ("resources.land_m2", "gần 1.000m2", 1000.0, ["Đ04"]),
    ],
)
def test_numbers(path: str, cell: Value, value: Any, found: list[str] | None) -> None:
    reading = said(path, cell)
    assert (reading.value, type(reading.value)) == (value, type(value))
    assert found is None or codes(reading) == found


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("models.households", "10-15"),
        ("models.households", "12/15"),
        ("models.households", 2.5),
        ("models.households", "2,5"),
        ("models.households", "45 giảm"),
        ("models.households", "45 tá"),
        ("models.households", "5 năm"),
        ("models.participants", "602 người"),
        ("awards.count", "03 đề nghị"),
        ("new_rural.criteria_met", "12/15"),
        ("resources.total_vnd", "12345678901234567890"),
        ("resources.total_vnd", 10**13),
        ("resources.total_vnd", "(500.000)"),
        ("resources.total_vnd", 12_345.5),
        ("models.participants", 10**9),
        ("resources.land_m2", 10**10),
        ("models.households", -5.0),
        ("models.households", "-5"),
        ("models.households", "nhiều"),
        ("models.households", "dự kiến 2"),
        ("awards.count", "03 TT, 06 CN"),
        ("resources.land_m2", "5 sào"),
        ("resources.land_m2", "5 hộ"),
        ("resources.land_m2", "5sao"),
        ("resources.labour_days", "62 buổi"),
        ("resources.total_vnd", "5.000.000 hứa"),
        ("resources.total_vnd", 380.0),
        ("resources.total_vnd", "900 m"),
        ("resources.total_vnd", Fault("#REF!", "error")),
        ("resources.total_vnd", Fault("công thức không có kết quả", "no_result")),
        ("ocop.stars", 6.0),
        ("models.households", dt.date(2021, 4, 3)),
    ],
)
def test_what_cannot_be_known_is_refused_with_a_finding(path: str, cell: Value) -> None:
    reading = said(path, cell)
    assert (reading.value, reading.state) == (None, "unreadable")
    assert codes(reading)


@pytest.mark.parametrize("cell", [-5.0, "-5", "(5)", "(500.000)", "−5 hộ"])
def test_numbers_below_nought_are_told_as_such(cell: Value) -> None:
    assert codes(said("models.households", cell)) == ["Đ27"]


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "–", "...", "chưa có số liệu", "báo cáo sau"])
def test_blank_is_never_zero(cell: str | None) -> None:
    assert said("models.households", cell).state == "blank"
    assert said("models.households", cell).value is None


@pytest.mark.parametrize("cell", [0.0, "0", "không", "Không có", "KPS", "không phát sinh"])
def test_zero_is_a_value(cell: Value) -> None:
    assert (said("models.households", cell).value, said("models.households", cell).state) == (0, "zero")


def test_a_column_in_millions_counts_millions_but_not_what_says_its_own_unit() -> None:
    assert said("resources.total_vnd", 380.0, MILLION).value == 380_000_000
    assert said("resources.total_vnd", 95.5, MILLION).value == 95_500_000
    assert said("resources.total_vnd", "380.000.000 đồng", MILLION).value == 380_000_000
    assert said("resources.total_vnd", "0,38 tỷ", MILLION).value == 380_000_000


def test_separators_are_decided_by_the_column() -> None:
    context = Context(separators=infer_separators(["2.500", "12.000", "1.250.000", "31,5"]))
    reading = said("resources.land_m2", "2.500", context)
    assert (reading.value, codes(reading)) == (2500.0, [])


def test_a_doubtful_separator_keeps_its_value_and_warns() -> None:
    reading = said("resources.land_m2", "2.500")
    assert (reading.value, codes(reading)) == (2500.0, ["Đ03"])


@pytest.mark.parametrize(
    ("path", "cell", "name"),
    [
        ("models.field", "VH-XH", "culture_society"),
        ("models.field", "an ninh - quốc phòng", "defence_security"),
        ("models.field", "XD HTCT", "political_system"),
        ("models.kind", "tập thể", "collective"),
        ("models.recognised_level", "Cấp huyện", "district"),
    ],
)
def test_choices_as_people_write_them(path: str, cell: str, name: str) -> None:
    assert said(path, cell).value == name


def test_an_unknown_choice_is_proposed_never_taken() -> None:
    reading = said("models.field", "Văn hóa xả hội")
    assert (reading.value, codes(reading)) == (None, ["Đ06"])
    assert "Văn hóa - xã hội" in str(reading.found[0][1]["proposals"])


@pytest.mark.parametrize(
    ("cell", "flag"), [("x", True), ("Có", True), ("đạt", True), ("Không", False), ("chưa", False), (True, True),
     ("√", True), ("ü", True), ("û", False), ("xong", True), ("Không đạt", False), ("đang thi công", False)]
)  # fmt: skip
def test_flags(cell: Value, flag: bool) -> None:
    assert said("resources.completed", cell).value is flag


def test_flags_are_answered_in_words_of_their_own() -> None:
    assert said("donations.included_in_total", "Đã bao gồm").value is True
    assert said("donations.included_in_total", "Chưa tính").value is False
    assert codes(said("models.implemented", "đang thi công")) == ["Đ06"]
    assert said("models.implemented", "-").state == "blank"


def test_dates_and_years() -> None:
    assert said("documents.issued_on", "03/4/2017").value == dt.date(2017, 4, 3)
    assert said("documents.issued_on", "31/02/2021").state == "unreadable"
    assert said("models.first_year", "năm 2019").value == 2019
    assert said("models.first_year", 2019.0).value == 2019
    assert said("models.first_year", "lâu rồi").state == "unreadable"


def test_a_date_shown_without_its_day_says_none() -> None:
    december = dt.date(2021, 12, 1)
    assert codes(said("documents.issued_on", december, Context(format="mm/yyyy"))) == ["Đ02"]
    assert codes(said("documents.issued_on", december, Context(format="mmm-yy"))) == ["Đ02"]
    assert codes(said("documents.issued_on", dt.date(2021, 12, 8), Context(format="mm/yyyy"))) == ["Đ03-day"]
    assert codes(said("documents.issued_on", december, Context(format="dd/mm/yyyy"))) == []


def test_text_keeps_codes_as_text() -> None:
    assert said("models.model_id", "01.003").value == "01.003"
    assert said("documents.number", 71.0).value == "71"


@given(st.integers(1_000, 10**13 - 1))
def test_any_amount_as_it_is_printed_reads_back(amount: int) -> None:
    assert said("resources.total_vnd", wording.number(amount)).value == amount
    assert said("resources.total_vnd", wording.dong(amount)).value == amount


@given(st.integers(0, 10**25), st.sampled_from(["resources.total_vnd", "models.households", "resources.land_m2"]))
def test_no_number_is_taken_that_could_not_be_stored_exactly(number: int, path: str) -> None:
    for cell in (str(number), wording.number(number), float(number)):
        value = said(path, cell).value
        assert value is None or (isinstance(value, int | float) and value < 2**53)


def test_a_serial_number_of_a_day_counts_from_1904_where_the_workbook_does() -> None:
    column = form().table("documents").column("issued_on")
    assert read(column, 41366.0, form(), Context(date1904=True)).value == dt.date(2017, 4, 3)
    assert read(column, dt.date(2017, 4, 3), form()) == Reading(dt.date(2017, 4, 3), "value")
    bare = read(column, 42828.0, form())
    assert (bare.value, codes(bare)) == (dt.date(2017, 4, 3), ["Đ03-day"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [("45 hộ", 45), ("45 gia đình", 45), ("12 trường hợp", 12), ("số hộ: 12", 12), ("45 hộ tham gia", 45)],
)
def test_words_for_what_the_column_counts_stay(cell: str, value: int) -> None:
    assert (said("models.households", cell).value, codes(said("models.households", cell))) == (value, [])


def test_more_words_than_the_columns_are_told() -> None:
    reading = said("models.households", "45 hộ nghèo")
    assert (reading.value, codes(reading)) == (45, ["Đ91"])


@pytest.mark.parametrize(
    ("path", "cell", "found"),
    [
        ("models.households", "12 người", ["Đ71"]),
        ("models.households", "12 lượt", ["Đ71"]),
        ("models.households", "12 tháng", ["Đ71"]),
        ("models.households", "12 giờ", ["Đ02"]),
        ("resources.total_vnd", "380,000.000", ["Đ02"]),
        ("documents.issued_on", "từ 03/4 đến 5/4/2021", ["Đ02"]),
        ("documents.issued_on", "03 - 05/4/2021", ["Đ02"]),
    ],
)
def test_what_is_of_another_kind_or_two_things_is_refused(path: str, cell: str, found: list[str]) -> None:
    reading = said(path, cell)
    assert (reading.value, reading.state, codes(reading)) == (None, "unreadable", found)


def test_a_number_bears_the_unit_of_its_header_unless_it_has_its_own() -> None:
    hectares = Context(measure=Unit("ha"))
    assert said("resources.land_m2", 0.25, hectares).value == 2500.0
    assert codes(said("resources.land_m2", 0.25, hectares)) == ["Đ05"]
    assert said("resources.land_m2", "850 m2", hectares).value == 850.0
    thousands = Context(measure=Unit("hộ", Decimal(1000)))
    assert [said("models.households", cell, thousands).value for cell in (1.2, "1,2", "1,2 nghìn")] == [
        1200,
        1200,
        1200,
    ]
    foreign = Context(foreign=True)
    assert (said("resources.land_m2", 5.0, foreign).value, said("resources.land_m2", "0", foreign).value) == (None, 0.0)
    assert said("resources.land_m2", "850 m2", foreign).value == 850.0


def test_a_promise_is_blank_with_a_warning() -> None:
    for cell in ("chưa có số liệu", "chưa tổng hợp được", "báo cáo sau"):
        reading = said("resources.land_m2", cell)
        assert (reading.value, reading.state, codes(reading)) == (None, "blank", ["Đ72"])


def test_numbers_are_judged_by_those_beside_them() -> None:
    millions = Context(scale=1_000_000, beside=Beside((Decimal(95), Decimal(180_000_000), Decimal(210))))
    assert codes(said("resources.total_vnd", 180_000_000.0, millions)) == ["Đ73"]
    assert codes(said("resources.total_vnd", "180.000.000", millions)) == ["Đ73"]
    assert said("resources.total_vnd", "180.000.000 đồng", millions).value == 180_000_000
    assert [said("resources.total_vnd", cell, millions).value for cell in ("500 nghìn", "500k")] == [500_000] * 2
    areas = Context(beside=Beside((Decimal("2.5"), Decimal(850), Decimal(3425))))
    assert (said("resources.land_m2", 2.5, areas).value, codes(said("resources.land_m2", 2.5, areas))) == (2.5, ["Đ74"])
    assert codes(said("resources.land_m2", "31,2", areas)) == []
    work = Context(separators=Separators(".", ","), beside=Beside((Decimal(3726), Decimal("3711.49"))))
    assert [codes(said("resources.labour_days", cell, work)) for cell in ("4,512", "3.512", "45,12")] == [
        ["Đ74"],
        [],
        [],
    ]


def test_the_unit_column_says_what_a_quantity_counts() -> None:
    lamps = Context(unit="bóng")
    assert [codes(said("resources.quantity", cell, lamps)) for cell in ("12", "12 bóng", "12 cột", "12 m")] == [
        [],
        [],
        ["Đ71"],
        ["Đ02"],
    ]
    assert said("resources.quantity", "12 bóng").unit == "bóng"


def test_what_is_not_known_yet_is_said_for_days_and_years_too() -> None:
    for path in ("models.decision_date", "models.first_year"):
        assert (said(path, "chưa có").state, codes(said(path, "chưa có"))) == ("blank", ["Đ72"])
        assert codes(said(path, "-")) == []

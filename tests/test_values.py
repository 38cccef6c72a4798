"""One cell read for its column: the right value, or a finding; never a silently wrong number."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import Column, form
from danvan.intake.sheet import Fault, Value
from danvan.intake.values import Context, Reading, read, separators_of
from danvan.vietnamese import wording

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
        ("resources.total_vnd", "380.000.000đ", 380_000_000, ["Đ05"]),
        ("resources.total_vnd", "380.000.000 đồng", 380_000_000, ["Đ05"]),
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
        ("awards.count", "03 tập thể", 3, ["Đ05"]),
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
        ("models.households", -5.0),
        ("models.households", "-5"),
        ("models.households", "nhiều"),
        ("models.households", "dự kiến 2"),
        ("awards.count", "03 TT, 06 CN"),
        ("resources.land_m2", "5 sào"),
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
    context = Context(separators=separators_of(["2.500", "12.000", "1.250.000", "31,5"]))
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
    ("cell", "flag"), [("x", True), ("Có", True), ("đạt", True), ("Không", False), ("chưa", False), (True, True)]
)
def test_flags(cell: Value, flag: bool) -> None:
    assert said("resources.completed", cell).value is flag


def test_dates_and_years() -> None:
    assert said("documents.issued_on", "03/4/2017").value == dt.date(2017, 4, 3)
    assert said("documents.issued_on", "31/02/2021").state == "unreadable"
    assert said("models.first_year", "năm 2019").value == 2019
    assert said("models.first_year", 2019.0).value == 2019
    assert said("models.first_year", "lâu rồi").state == "unreadable"


def test_text_keeps_codes_as_text() -> None:
    assert said("models.model_id", "01.003").value == "01.003"
    assert said("documents.number", 71.0).value == "71"


@given(st.integers(1_000, 10**13))
def test_any_amount_as_it_is_printed_reads_back(amount: int) -> None:
    assert said("resources.total_vnd", wording.number(amount)).value == amount
    assert said("resources.total_vnd", wording.dong(amount)).value == amount

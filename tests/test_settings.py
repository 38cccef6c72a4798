from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.settings import Settings, settings
from danvan.paths import workspace
from danvan.problems import DeclarationError, UsageError

ROOT = Path(__file__).parents[1]
OURS = settings(workspace(ROOT))
TEXT = (ROOT / "danvan.toml").read_text("utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Settings:
    assert old in TEXT
    (tmp_path / "danvan.toml").write_text(TEXT.replace(old, new), encoding="utf-8")
    return settings(workspace(tmp_path))


def test_the_office_of_binh_son() -> None:
    assert (OURS.district_code, OURS.district_name) == ("524", "Bình Sơn")
    assert OURS.agency_lines == ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN")
    assert OURS.signer == ""
    assert OURS.first_day == date(2017, 4, 3)


def test_a_year_ends_on_14_december_and_a_half_year_on_14_june() -> None:
    assert OURS.period_end(2021, "N") == date(2021, 12, 14)
    assert OURS.period_end(2021, "6T") == date(2021, 6, 14)
    with pytest.raises(UsageError, match="“Q1” không có; hãy ghi N"):
        OURS.period_end(2021, "Q1")


@pytest.mark.parametrize(
    ("year", "deadline"),
    [
        (2021, date(2021, 12, 16)),  # Tuesday
        (2018, date(2018, 12, 18)),  # Friday
        (2019, date(2019, 12, 17)),  # Saturday
        (2017, date(2017, 12, 18)),  # Thursday
    ],
)
def test_the_deadline_skips_weekends(year: int, deadline: date) -> None:
    assert OURS.deadline(year, "N") == deadline


@given(st.integers(2000, 2100), st.sampled_from(["N", "6T"]))
def test_a_deadline_is_a_working_day_with_as_many_working_days_before_it(year: int, period: str) -> None:
    end, deadline = OURS.period_end(year, period), OURS.deadline(year, period)
    after = [end + timedelta(days=n + 1) for n in range((deadline - end).days)]
    assert deadline.weekday() < 5
    assert sum(day.weekday() < 5 for day in after) == OURS.deadline_working_days


@pytest.mark.parametrize(("year", "communes"), [(2017, 25), (2019, 25), (2020, 22), (2022, 22)])
def test_who_is_expected(year: int, communes: int) -> None:
    units = OURS.expected(year, "N")
    assert len(units) == communes + 4
    assert units[0].full_name == "Thị trấn Châu Ổ"
    assert [u.code for u in units[-4:]] == ["CQ-MTTQ", "CQ-PN", "CQ-CA", "CQ-NV"]


def test_nobody_reports_to_a_district_that_is_no_more() -> None:
    assert OURS.expected(2025, "N") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('signer = ""', 'sign = ""', r"danvan.toml: \[office\] sign không được dùng; có thể là: .*signer"),
        ("[reporting]", "[report]", "danvan.toml: phần “report” không được dùng"),
        ("[office]", "x = 1\n[office]", "danvan.toml: phần “x” không được dùng"),
        (
            'district_code = "524"',
            "district_code = 524",
            r"\[office\] district_code: “524” không đúng kiểu; .*ngoặc kép",
        ),
        ('district_code = "524"', 'district_code = "999"', "mã “999” không có trong danh mục đơn vị"),
        ('"CQ-PN"', '"cq-pn"', "mã “cq-pn” không có trong danh mục đơn vị"),
        ("deadline_working_days = 2", "deadline_working_days = -2", "deadline_working_days: “-2” .*số nguyên không âm"),
        ("deadline_working_days = 2", "deadline_working_days = true", "deadline_working_days: “True” không đúng kiểu"),
        ("deadline_working_days = 2", "deadline_working_days = 2.0", "deadline_working_days: “2.0” không đúng kiểu"),
        ("first_day = 2017-04-03", 'first_day = "03/4/2017"', "first_day: .*như 2017-04-03"),
        ("first_day = 2017-04-03", "first_day = 2017-04-03T00:00:00", "first_day: .*như 2017-04-03"),
        ('year_end = "14/12"', 'year_end = "31/11"', "year_end: “31/11” không phải ngày của mọi năm"),
        ('year_end = "14/12"', 'year_end = "29/2"', "year_end: “29/2” không phải ngày của mọi năm"),
        ('signer_title = "CHỦ TỊCH"', "", r"\[office\] signer_title: chưa khai báo"),
        ('"CQ-MTTQ", ', "1, ", r"\[reporting\] agencies: .*danh sách"),
        ('"binh_son.csv"', '"thang_binh.csv"', "không có tệp “thang_binh.csv” .*binh_son.csv"),
        ("[office]", "[office", "danvan.toml: sai cú pháp TOML"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        changed(tmp_path, old, new)


def test_what_may_be_left_out(tmp_path: Path) -> None:
    kept = [line for line in TEXT.splitlines() if not line.startswith(("signer =", "year_end", "half", "deadline"))]
    (tmp_path / "danvan.toml").write_text("\n".join(kept), encoding="utf-8")
    assert settings(workspace(tmp_path)) == OURS


def test_a_file_beside_the_settings_goes_before_the_bundled_one(tmp_path: Path) -> None:
    line = "1,Bình An,commune,524,2004-01-01,,,,\n"
    header = "code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis\n"
    (tmp_path / "binh_son.csv").write_text(header + line, encoding="utf-8")
    ours = changed(tmp_path, "year_end", "year_end")
    assert [u.full_name for u in ours.expected(2021, "N")][:2] == [
        "Xã Bình An",
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
    ]


def test_settings_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "danvan.toml").write_bytes(TEXT.encode("utf-16"))
    with pytest.raises(DeclarationError, match="không phải mã UTF-8"):
        settings(workspace(tmp_path))

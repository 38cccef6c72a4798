"""A bracket is left out of a header only where it leaves the figures of the column what they are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from danvan.declared.form import form
from danvan.intake.headers import header_words, with_years

WORDS = with_years(header_words(form()), 2021)


def meaning(*path: str) -> Mapping[str, str]:
    return WORDS.meaning(path)


@pytest.mark.parametrize("name", ["Tổng kinh phí", "Số hộ tham gia", "Thực hiện trong kỳ", "Thực hiện", "Ngày công"])
@pytest.mark.parametrize(
    "said",
    [
        "kế hoạch", "dự kiến", "2017-2021", "từ 2017 đến nay", "từ 2017 - 2021", "ước", "năm 2020", "quý IV",
        "đvt: 100 công", "ha, m2", "đã cấp", "theo nghị quyết",
    ],
)  # fmt: skip
def test_a_bracket_that_nobody_understands_makes_another_column(name: str, said: str) -> None:
    found = meaning(f"{name} ({said})")
    assert "resources" not in found and "models" not in found
    assert found.get("indicators") != "actual"


@pytest.mark.parametrize("said", ["lũy kế", "luỹ kế"])
def test_what_is_cumulative_is_never_what_was_done(said: str) -> None:
    assert meaning(f"Tổng kinh phí ({said})") == {}
    assert meaning(f"Thực hiện ({said})") == {"indicators": "cumulative"}
    assert meaning(f"Thực hiện trong kỳ ({said})") == {}


def test_a_year_in_brackets_counts_as_the_year() -> None:
    assert meaning("Thực hiện (năm 2021)") == {"indicators": "actual"}
    assert meaning("Thực hiện (năm 2020)") == {"indicators": "same_period_last_year"}
    assert meaning("Tổng kinh phí (năm 2021)")["resources"] == "total_vnd"
    assert meaning("Kế hoạch (năm 2021)") == {"indicators": "plan"}


@pytest.mark.parametrize(
    ("header", "table", "column"),
    [
        ("Tổng kinh phí (nghìn đồng)", "resources", "total_vnd"),
        ("Tổng kinh phí (đvt nghìn đồng) (5=6+7+8)", "resources", "total_vnd"),
        ("Tổng kinh phí (nếu có)", "resources", "total_vnd"),
        ("Ngân sách Nhà nước (NSNN)", "resources", "state_vnd"),
        ("Doanh nghiệp (DN)", "resources", "business_vnd"),
        ("Ngày công (1)", "resources", "labour_days"),
        ("Số hộ tham gia (hộ)", "models", "households"),
        ("Tên công trình (ghi rõ tên)", "resources", "work_name"),
        ("Địa bàn (thôn, tổ dân phố)", "models", "place"),
        ("Tinh trang (moi, tiep tuc)", "models", "status"),
        ("Tiền mặt - triệu đồng", "donations", "cash_vnd"),
        ("Nhân dân đóng góp hiện vật", "resources", "people_inkind_vnd"),
    ],
)
def test_brackets_that_leave_the_figures_what_they_are(header: str, table: str, column: str) -> None:
    assert meaning(header)[table] == column


@pytest.mark.parametrize(
    ("path", "column"),
    [
        (("Hiến đất", "Diện tích (ha)"), "land_m2"),
        (("Nhân dân đóng góp (triệu đồng)", "Hiện vật (quy tiền)"), "people_inkind_vnd"),
        (("Nhân dân đóng góp (triệu đồng)", "Tiền"), "people_cash_vnd"),
    ],
)
def test_units_in_groups_are_passed_over(path: tuple[str, ...], column: str) -> None:
    assert meaning(*path)["resources"] == column


@pytest.mark.parametrize("over", ["Kế hoạch", "Dự kiến", "Lũy kế", "Giai đoạn 2017 - 2021", "Năm 2020"])
def test_a_group_of_other_figures_is_not_passed_over(over: str) -> None:
    assert meaning(over, "Tổng kinh phí") == {}


def test_groups_of_years_and_plans() -> None:
    assert meaning("Kế hoạch", "2021") == {"indicators": "plan"}
    assert meaning("Năm 2020", "Thực hiện") == {"indicators": "same_period_last_year"}
    assert meaning("Năm 2021", "Thực hiện") == {"indicators": "actual"}
    assert meaning("Kết quả thực hiện giai đoạn 2017 - 2021", "2021") == {"indicators": "actual"}
    assert meaning("Kế hoạch", "2020") == {}
    assert meaning("Kết quả thực hiện kế hoạch", "Thực hiện")["indicators"] == "actual"
    assert WORDS.older_year(("Thực hiện", "2019")) == 2019
    assert WORDS.older_year(("Kế hoạch", "2019")) is None


def test_the_whole_year_and_the_half() -> None:
    half = with_years(header_words(form()), 2021, "6T")
    assert meaning("Cả năm") == {"indicators": "actual"}
    assert meaning("6 tháng đầu năm") == {}
    assert half.meaning(("6 tháng đầu năm",)) == {"indicators": "actual"}
    assert half.meaning(("Cả năm",)) == {}

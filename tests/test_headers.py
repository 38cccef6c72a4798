"""A header means the columns whose declared words it says, whatever its case, brackets and levels."""

from __future__ import annotations

import pytest

from danvan.declared.form import form
from danvan.intake.headers import header_words, scale_over

WORDS = header_words(form())


@pytest.mark.parametrize(
    ("path", "table", "column"),
    [
        (("TÊN MÔ HÌNH/ĐIỂN HÌNH",), "models", "model_name"),
        (("Tổng kinh phí (triệu đồng)",), "resources", "total_vnd"),
        (("Nhân dân đóng góp", "Tiền"), "resources", "people_cash_vnd"),
        (("Hiến đất", "Diện tích (m2)"), "resources", "land_m2"),
        (("Chia ra", "Doanh nghiệp"), "resources", "business_vnd"),
        (("Thực hiện",), "indicators", "actual"),
    ],
)
def test_meanings(path: tuple[str, ...], table: str, column: str) -> None:
    assert WORDS.meaning(path)[table] == column


def test_what_no_form_says_means_nothing() -> None:
    assert WORDS.meaning(("Số điện thoại Zalo",)) == {}


@pytest.mark.parametrize("said", ["Thực hiện (%)", "Thực hiện %", "Thực hiện (% KH)", "Thực hiện (phần trăm)"])
def test_percentages_are_no_figures_of_the_form(said: str) -> None:
    assert WORDS.meaning((said,)) == {}
    assert WORDS.meaning((said, "Thực hiện")) == {}
    assert WORDS.indicator(("Hộ nghèo (%)",)) is None


def test_a_unit_after_a_comma_is_no_word_of_the_header() -> None:
    assert WORDS.meaning(("Diện tích đất hiến, ha",))["resources"] == "land_m2"


def test_tone_marks_matter() -> None:
    assert WORDS.meaning(("Tên mô hinh",)) == {}


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Tổng kinh phí (triệu đồng)", 1_000_000),
        ("Đơn vị tính: nghìn đồng", 1000),
        ("ĐVT: tr.đ", 1_000_000),
        ("Đơn vị tính: đồng", 1),
        ("ĐVT: 1.000đ", 1000),
        ("ĐVT: 1000đ", 1000),
        ("ĐVT: x1.000 đồng", 1000),
        ("ĐVT: 1.000.000 đồng", 1_000_000),
        ("ĐVT: 10^6 đồng", 1_000_000),
        ("ĐVT: 10.000 đồng", None),
        ("Tổng kinh phí (1.000 đ)", 1000),
        ("Tổng kinh phí (nghìn)", 1000),
        ("Tổng kinh phí, triệu đồng", 1_000_000),
        ("Tổng kinh phí (ĐVT: 1.000đ)", 1000),
        ("Đơn vị tính: triệu đồng, m2", 1_000_000),
        ("Tổng kinh phí (k)", 1000),
        ("Diện tích đất hiến (m2)", None),
        ("Tổng kinh phí", None),
        ("Nhân dân đóng góp hiện vật (quy tiền)", None),
    ],
)
def test_scales(text: str, scale: int | None) -> None:
    assert scale_over((text,)) == scale


def test_every_declared_header_word_finds_its_own_column() -> None:
    for table in form().tables.values():
        for column in table.columns:
            for word in form().headers_of(table.name, column.name):
                assert WORDS.meaning((word,))[table.name] == column.name, (table.name, word)

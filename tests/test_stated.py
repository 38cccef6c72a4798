"""A line, a bracket or the end of a header states a unit of money in many ways; an amount states none."""

from __future__ import annotations

import pytest

from danvan.vietnamese.stated import is_statement, money_stated, names_money, without_leads, without_unit

THOUSANDS = [
    "Đơn vị: nghìn đồng", "Đơn vị: 1.000đ", "Đơn vị: 1.000 đồng", "Đơn vị : Nghìn đồng", "(Đơn vị: ngàn đồng)",
    "đơn vị nghìn đồng", "ĐV tính: nghìn đồng", "Tính bằng nghìn đồng", "Đơn vị tiền: nghìn đồng", "Nghìn đồng",
    "(Nghìn đồng)", "1.000 đồng", "Don vi tinh: nghin dong", "ĐVT: k", "ĐVT: 1.000", "Đơn vị tính: 1000",
    "ĐVT: ng.đ", "Đơn vị tính là nghìn đồng", "đơn vị 1 000 đồng",
]  # fmt: skip
AMONG_WORDS = [
    "Năm 2021 (ĐVT: nghìn đồng)", "HUY ĐỘNG NGUỒN LỰC (Đơn vị tính: nghìn đồng)", "NGUỒN LỰC\nĐVT: nghìn đồng",
    "Đơn vị tính: Kinh phí: nghìn đồng; diện tích: m2; ngày công: công", "(Kinh phí tính: nghìn đồng)",
    "(Số tiền tính bằng nghìn đồng)", "Ghi chú: số tiền tính bằng nghìn đồng", "Tiền mặt (đvt nghìn đ)",
    "Tiền mặt (ng.đ)", "Tiền mặt (k)", "Tiền mặt - nghìn đồng", "Tiền mặt [nghìn đồng]",
]  # fmt: skip


@pytest.mark.parametrize("text", [*THOUSANDS, *AMONG_WORDS])
@pytest.mark.parametrize(("word", "scale"), [("nghìn", 10**3), ("triệu", 10**6)])
def test_money_by_thousands_and_millions(text: str, word: str, scale: int) -> None:
    said = text.replace("nghìn", word).replace("Nghìn", word)
    assert [int(unit.scale) for unit in money_stated(said)] == [scale if said != text else 1000]


@pytest.mark.parametrize("text", THOUSANDS)
def test_lines_that_say_nothing_else(text: str) -> None:
    assert is_statement(text)


@pytest.mark.parametrize("text", AMONG_WORDS)
def test_titles_and_headers_are_more_than_a_unit(text: str) -> None:
    assert not is_statement(text) or text.startswith("(")


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí: 500 triệu đồng",
        "Huy động hàng trăm triệu đồng",
        "Hội đồng nhân dân",
        "Hoạt động cộng đồng",
        "Đơn vị: xã Bình Minh",
        "ĐVT: người",
        "Số: 1000",
        "Ủy ban nhân dân tỉnh",
    ],
)
def test_amounts_and_other_words_state_no_unit(text: str) -> None:
    assert money_stated(text) == ()
    assert not names_money(text)


@pytest.mark.parametrize(
    "text", ["ĐVT: USD", "Số liệu tính theo nghìn đồng trừ cột 5", "Phong trào nông dân triệu đồng"]
)
def test_what_may_be_a_unit_is_named_but_not_stated(text: str) -> None:
    assert money_stated(text) == ()
    assert names_money(text)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Tiền mặt - triệu đồng", "Tiền mặt"),
        ("Tiền mặt triệu đồng", "Tiền mặt"),
        ("Tiền mặt/triệu đồng", "Tiền mặt"),
        ("Diện tích đất hiến, ha", "Diện tích đất hiến"),
        ("Tên công trình, phần việc", "Tên công trình, phần việc"),
        ("Lồng ghép - dân vận", "Lồng ghép - dân vận"),
        ("Nghìn đồng", "Nghìn đồng"),
    ],
)
def test_a_header_without_its_unit(label: str, name: str) -> None:
    assert without_unit(label) == name


def test_leads_go_and_units_stay() -> None:
    assert without_leads("ĐVT: tr.đồng") == "tr.đồng"
    assert without_leads("số tiền tính bằng triệu đồng") == "triệu đồng"
    assert without_leads("đvt: 100 công") == "100 công"

"""Totals are checked against the rows they stand for, sums and counts alike."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import submit

HEADER = """
    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
"""
ONE = "    | 1 | Kênh A | Kênh mương | 300000000 | x |\n"
TWO = "    | 2 | Kênh B | Kênh mương | 500000000 | x |\n"


def told(drawn: str) -> tuple[int, list[str | None]]:
    """How many works are read, and where totals are held to be wrong."""
    found = submit(B2=sheet(drawn, "NL"))
    return len(found.rows["resources"]), [p.cell for p in found.problems if p.code == "K04"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("| Tổng cộng: 3 công trình |", ["A4"]),
        ("| Tổng cộng: 2 công trình |", []),
        ("| Tổng số 3 công trình |", ["A4"]),
        ("| Cộng (03 công trình) |", ["A4"]),
        ("| Cộng | 3 |", ["B4"]),
        ("| Cộng | 3 công trình |", ["B4"]),
        ("| Cộng | 02 |", []),
        ("|  | Tổng cộng: 3 công trình |  | 800000000 |", ["B4"]),
        ("|  | Tổng cộng |  | 900000000 |", ["D4"]),
        ("|  | TONG CONG |  | 800000000 |", []),
    ],
)
def test_a_total_says_how_much_and_how_many(line: str, wrong: list[str]) -> None:
    assert told(HEADER + ONE + TWO + f"    {line}\n") == (2, wrong)


@pytest.mark.parametrize(
    "words",
    ["T.Cộng", "TC", "Tổng kinh phí", "Tổng hợp", "Tổng cộng toàn xã năm 2021", "Cộng trang 1", "Mang sang", "TONG CONG",
     "Tong so", "Cong I", "Cộng các công trình", "Bằng chữ: Tám trăm triệu đồng", "Bang chu: tam tram trieu dong"],
)  # fmt: skip
def test_words_of_totals_are_no_works(words: str) -> None:
    assert told(HEADER + ONE + TWO + f"    |  | {words} |  | 800000000 |  |\n") == (2, [])


def test_every_page_may_have_its_own_total() -> None:
    page_one = HEADER + ONE + "    |  | Cộng |  | 300000000 |\n"
    page_two = HEADER + TWO + "    |  | Cộng |  | 500000000 |\n"
    assert told(page_one + page_two) == (2, [])
    assert told(page_one + page_two.replace("| 500000000 |\n", "| 800000000 |\n")) == (2, [])
    assert told(page_one + page_two.replace("| 500000000 |\n", "| 700000000 |\n")) == (2, ["D7"])


THREE = "    | 3 | Kênh C | Kênh mương | 700000000 | x |\n"
SECTIONS = HEADER + "    | I | Giao thông |\n" + ONE + TWO + "    | II | Thủy lợi |\n" + THREE


@pytest.mark.parametrize(
    ("words", "amount", "wrong"),
    [("Cộng", 1500000000, []), ("Cộng:", 1500000000, []), ("Cộng", 700000000, []), ("Cộng", 1400000000, ["D7"]),
     ("Tổng cộng", 1500000000, []), ("Tổng cộng", 700000000, ["D7"]), ("Cộng II", 1500000000, ["D7"])],
)  # fmt: skip
def test_a_bare_total_under_sections_is_that_of_its_section_or_of_all(
    words: str, amount: int, wrong: list[str]
) -> None:
    assert told(SECTIONS + f"    |  | {words} |  | {amount} |\n") == (3, wrong)


@pytest.mark.parametrize("words", ["Cộng", "Tổng số"])
def test_a_total_amid_the_rows_is_of_those_since_the_total_before(words: str) -> None:
    def drawn(amount: int) -> str:
        return f"    |  | {words} |  | {amount} |\n"

    last = THREE + drawn(700000000) + "    |  | Tổng cộng |  | 1500000000 |\n"
    assert told(HEADER + ONE + TWO + drawn(800000000) + last)[1] == []
    assert told(HEADER + ONE + TWO + drawn(900000000) + last)[1][:1] == ["D4"]


def test_a_wrong_total_is_held_against_the_nearest_rows() -> None:
    found = submit(B2=sheet(SECTIONS + "    |  | Cộng |  | 1400000000 |\n", "NL"))
    (said,) = [p.message for p in found.problems if p.code == "K04"]
    assert "1.500.000.000" in said


@pytest.mark.parametrize("place", ["Toàn xã", "Cả xã", "TC"])
def test_a_word_of_a_total_beside_the_item_makes_no_total(place: str) -> None:
    found = submit(B1=sheet(f"""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Địa bàn | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
        | 1 | Hũ gạo | VHXH | TT | Hội LHPN xã | {place} | 2021 | Mới | Xã | x | Chưa xét |
    """, "MH"))  # fmt: skip
    assert [row.values["model_name"] for row in found.rows["models"]] == ["Hũ gạo"]

"""Personal data is covered; names of models, places and plain numbers are left alone."""

from __future__ import annotations

import pytest

from danvan.intake.personal import screen

# All persons here are invented.
CANARIES = [
    ("hỗ trợ hộ ông Nguyễn Văn Mẫu sửa nhà", "hỗ trợ hộ ông [đã che] sửa nhà"),
    ("bà Trần Thị Ví Dụ hiến 200 m2 đất", "bà [đã che] hiến 200 m2 đất"),
    ("liên hệ 0905 000 111", "liên hệ [đã che]"),
    ("SĐT 0905.000.111", "SĐT [đã che]"),
    ("CCCD 051000000001", "CCCD [đã che]"),
    ("Lê Văn Thử, SN 1965", "[đã che], [đã che]"),
    ("đồng chí Phạm Thị Mẫu phụ trách", "đồng chí [đã che] phụ trách"),
]

PLAIN = [
    "Thắp sáng đường quê",
    "2 giảm, 4 giữ",
    "Học tập và làm theo Bác Hồ",
    "Tổ phụ nữ giúp nhau làm kinh tế, 12 hộ tham gia",
    "Hỗ trợ hộ nghèo 380.000.000 đồng",
    "Đường Nguyễn Tự Tân nối dài",
    "71/KH-UBND ngày 07/8/2020",
    "Ông bà mẫu mực, con cháu thảo hiền",
    "3240.0905123456",
]


@pytest.mark.parametrize(("text", "covered"), CANARIES)
def test_personal_data_is_covered(text: str, covered: str) -> None:
    assert screen(text) == (covered, True)


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_alone(text: str) -> None:
    assert screen(text) == (text, False)


@pytest.mark.parametrize("text", [t for t, _ in CANARIES])
def test_screening_twice_changes_nothing(text: str) -> None:
    once, _ = screen(text)
    assert screen(once) == (once, False)

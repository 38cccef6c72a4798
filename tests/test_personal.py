"""Personal data is covered, and named before it leaves; names of models, places and plain numbers are left alone."""

from __future__ import annotations

import pytest

from danvan.vietnamese.personal import found, screen

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


LEAVING = [
    ("hỗ trợ hộ ông Nguyễn Văn Mẫu sửa nhà", "tên người", "Nguyễn Văn Mẫu"),
    ("Lê Hoàng Mẫu Thử dạy lớp xóa mù", "tên người", "Lê Hoàng Mẫu Thử"),
    ("TRẦN THỊ VÍ DỤ", "tên người", "TRẦN THỊ VÍ DỤ"),
    ("liên hệ (0255) 3000 111", "số điện thoại", "(0255) 3000 111"),
    ("zalo 84905000111", "số điện thoại", "84905000111"),
    ("số 212000001 cấp năm 2010", "số định danh", "212000001"),
    ("SN 1965", "ngày, năm sinh", "SN 1965"),
    ("mau.thu@vidu.vn", "địa chỉ thư điện tử", "mau.thu@vidu.vn"),
]


@pytest.mark.parametrize(("text", "kind", "said"), LEAVING)
def test_what_is_likely_personal_is_named(text: str, kind: str, said: str) -> None:
    assert (kind, said) in list(found(text))


@pytest.mark.parametrize(
    "text",
    [
        *(text for text in PLAIN if text != "3240.0905123456"),
        "Học tập tư tưởng Hồ Chí Minh",
        "hộ ông [đã che] sửa nhà",
        "Trường THCS Lê Hồng Phong",
        "12.345.678.900 đồng; 844.200.000; 0,123456789; 2017-2022; 21085-2020-001",
    ],
)
def test_what_is_plain_may_leave(text: str) -> None:
    assert list(found(text)) == []

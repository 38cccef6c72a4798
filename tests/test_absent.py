from __future__ import annotations

from pathlib import Path

import pytest

from danvan.declared.absent import absent
from danvan.declared.settings import settings
from danvan.paths import workspace

OFFICE = settings(workspace(Path(__file__).parents[1]))


@pytest.mark.parametrize(
    ("code", "years", "said"),
    [
        ("21O85", [2022], "Không có đơn vị mã “21O85” trong danh mục đơn vị; có phải 21085 (Xã Bình Minh)?"),
        ("Bình Minh", [2022], "Không có đơn vị mã “Bình Minh” trong danh mục đơn vị; có phải 21085 (Xã Bình Minh)?"),
        ("xyz", [2022], "Không có đơn vị mã “xyz” trong danh mục đơn vị; hãy xem cột code của danh mục."),
        (
            "21076",
            [2021, 2022],
            "Xã Bình Thới (mã 21076) không phải báo cáo năm 2021 và 2022: từ ngày 01/02/2020 thuộc Thị trấn Châu Ổ "
            "(mã 21040); hãy chọn năm trước đó, hoặc đơn vị khác.",
        ),
        (
            "CQ-TT",
            [2022],
            "Thanh tra huyện (mã CQ-TT) không phải báo cáo năm 2022: đơn vị này không có tên trong [reporting] "
            "agencies của danvan.toml.",
        ),
    ],
)
def test_a_code_that_nobody_reports_under_is_told_with_what_to_do(code: str, years: list[int], said: str) -> None:
    assert absent(code, years, OFFICE) == said


def test_a_unit_that_was_not_there_yet_says_since_when_it_is() -> None:
    assert absent("21040", [2003], OFFICE).endswith("không phải báo cáo năm 2003: đơn vị này có từ ngày 01/01/2004.")

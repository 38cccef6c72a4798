"""Rows of column marks under a header."""

from __future__ import annotations

import pytest

from danvan.intake.labels import is_marks


@pytest.mark.parametrize(
    "drawn",
    [
        "A|B|1|2|3",
        "1|2|3|4",
        "A|B|1=2+3|2|3",
        "A|B|1|2|3=2/1|4",
        "1|2|3|4=3*2|5=(4/3)x100",
        "(1)|(2)|(3)",
        "[1]|[2]|[3]",
        "(A)|(B)|(1)|(2)",
        "A|B|-1|-2|-3",  # "(1)" as Excel takes it
        "A|B|C|1|2",
        "a|b|1|2",
        "A|B|C|D|E|F|G|H|I|K|L|M|N|1",
        "A|B|C|D|Đ|E|G|H|I|K|L",
        "1|2|3a|3b|4",
        "(1)\u200b|\ufeff(2)|\u200b(3)",
    ],
)
def test_column_marks_count_from_one_or_a(drawn: str) -> None:
    assert is_marks(drawn.split("|"))


@pytest.mark.parametrize("drawn", ["x|y|z", "1|a|3", "2|3|4", "1|2", "2017|2018|2019", "A|C|1|2", "1|Bình An|2"])
def test_other_short_texts_and_numbers_are_no_marks(drawn: str) -> None:
    assert not is_marks(drawn.split("|"))

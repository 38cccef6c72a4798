from __future__ import annotations

import random

import pytest

from danvan.vietnamese.order import sort_key

LISTS = [
    "an ăn ân ban can dan đan en ên gan in nan on ôn ơn pan un ưn van xan yn",
    "ma mà mả mã má mạ",
    "bà bá bạ bác",
    "hoa hòa hóa hoan hoàn",
]


@pytest.mark.parametrize("words", LISTS)
def test_letters_then_tones(words: str) -> None:
    shuffled = random.Random(1).sample(words.split(), len(words.split()))
    assert sorted(shuffled, key=sort_key) == words.split()


def test_communes_in_the_order_of_the_alphabet() -> None:
    communes = ["Bình An", "Bình Dương", "Bình Đông", "Bình Thanh", "Bình Thạnh", "Bình Thanh Tây", "Bình Trung"]
    shuffled = random.Random(2).sample(communes, len(communes))
    assert sorted(shuffled, key=sort_key) == communes


def test_case_marks_and_tone_placement_do_not_count() -> None:
    assert sort_key("VH-XH")[:2] == sort_key("vh xh")[:2]
    assert sort_key("Bình Hoà")[:2] == sort_key("bình hòa")[:2]
    assert sort_key("Ω") > sort_key("y")

"""Sentences keep which figure each of their numbers is."""

from __future__ import annotations

import pytest

from danvan.publish.prose import Number, Once, Sentence, join, sentence, together

COUNT = Number("131", "T2/total/registered")


def test_a_sentence_reads_as_text_and_knows_its_numbers() -> None:
    said = sentence("Toàn huyện có {count} mô hình.", count=COUNT)
    assert str(said) == "Toàn huyện có 131 mô hình."
    assert said.numbers == (COUNT,)


def test_sentences_go_into_sentences() -> None:
    inside = sentence("tăng {more} mô hình", more=Number("03", "R3/registered/absolute"))
    said = sentence("Có {count} mô hình, {change}", count=COUNT, change=inside) + "."
    assert str(said) == "Có 131 mô hình, tăng 03 mô hình."
    assert [number.figure for number in said.numbers] == ["T2/total/registered", "R3/registered/absolute"]


def test_a_part_that_is_not_given_is_told() -> None:
    with pytest.raises(KeyError, match="count"):
        sentence("Có {count} mô hình.")


@pytest.mark.parametrize(
    ("parts", "read"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")]
)
def test_sentences_are_joined_as_a_list(parts: list[str], read: str) -> None:
    assert str(join([Sentence((part,)) for part in parts])) == read


def test_a_paragraph_says_once_what_holds_for_all_of_it() -> None:
    why, names = Once(", không so sánh với năm 2017"), Once(", chưa gồm xã Bình Phú")
    first = sentence("Mô hình: {n} (27/29 đơn vị{names}){why}.", n=Number("36", "T2/a"), names=names, why=why)
    again = sentence("Công nhận: {n} (27/29 đơn vị{names}){why}.", n=Number("16", "T2/b"), names=names, why=why)
    (whole,) = together([first, again])
    assert str(whole) == (
        "Mô hình: 36 (27/29 đơn vị, chưa gồm xã Bình Phú), không so sánh với năm 2017. Công nhận: 16 (27/29 đơn vị)."
    )
    assert [number.figure for number in whole.numbers] == ["T2/a", "T2/b"]
    same = sentence("{n} và {n}", n=Number("36", "T2/a"))
    assert str(*together([same])) == "36 và 36"  # numbers and plain words are said as often as they stand there
    assert together([]) == []

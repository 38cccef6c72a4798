"""Sentences keep which figure each of their numbers is."""

from __future__ import annotations

import pytest

from danvan.publish.prose import Number, Sentence, join, sentence

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

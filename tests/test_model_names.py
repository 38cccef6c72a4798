from __future__ import annotations

import pytest

from danvan.declared.model_names import same_model


@pytest.mark.parametrize(
    "name",
    [
        "Hũ gạo tình thương",
        "“HŨ GẠO TÌNH THƯƠNG”",
        "Mô hình Hũ gạo - tình thương",
        "MH: Hũ gạo tình thương.",
        "Mô hình, điển hình Dân vận khéo “Hũ gạo tình thương”",
    ],
)
def test_case_punctuation_and_generic_words_make_no_other_name(name: str) -> None:
    assert same_model(name) == "hũ gạo tình thương"


def test_a_tone_mark_or_another_word_does() -> None:
    assert same_model("Hủ gạo tình thương") != same_model("Hũ gạo tình thương")
    assert same_model("Mô hình") == "mô hình"

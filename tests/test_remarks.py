"""Comments and text boxes are told at the cell they hang on, without the name of who wrote them."""

from __future__ import annotations

from danvan.intake.remarks import gathered, without_author


def test_several_texts_of_one_cell_are_joined_and_blank_ones_left_out() -> None:
    assert gathered([((1, 1), "a "), ((1, 1), "b"), ((2, 1), "  ")]) == {(1, 1): "a; b"}


def test_only_the_author_at_the_start_is_left_out() -> None:
    assert without_author("Hai:\n12 mô hình của Hai: tốt", ["Ba", "Hai", ""]) == "12 mô hình của Hai: tốt"
    assert without_author("12 mô hình", ["Hai"]) == "12 mô hình"

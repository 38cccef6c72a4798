"""What opening a workbook has to say reaches the findings, with sheet and cell."""

from __future__ import annotations

import pytest
from drawing import sheet, workbook

from danvan.intake.caveats import caveats
from danvan.intake.sheet import Sheet
from danvan.intake.workbook import Workbook
from danvan.vietnamese.legacy import encode_tcvn3


def found(sheet: Sheet) -> list[tuple[str, str | None]]:
    return [(p.code, p.cell) for p in caveats(Workbook("xlsx", "", (sheet,)))]


def test_counts_that_differ_stop_acceptance_and_name_both() -> None:
    (said,) = caveats(Workbook("xlsx", "", (Sheet("Biểu 1", {(1, 1): 5.0}, counted=3),)))
    assert (said.code, said.severity, said.sheet) == ("Đ40", "E", "Biểu 1")
    assert "“Biểu 1”" in said.message and "3 ô" in said.message and "1 ô" in said.message


def test_counts_that_agree_or_are_unknown_say_nothing() -> None:
    assert found(Sheet("A", {(1, 1): 5.0}, counted=1)) == []
    assert found(Sheet("A", {(1, 1): 5.0})) == []


def test_decoded_text_is_a_repair_where_fonts_are_known_else_a_warning() -> None:
    sent = {(1, 1): "Tæ", (2, 1): "Tæ"}
    decoded = {"cells": dict.fromkeys(sent, "Tổ"), "as_sent": sent, "encodings": ("TCVN3",)}
    one = {**decoded, "as_sent": {(2, 1): "Tæ"}}
    assert found(Sheet("A", **decoded)) == [("Đ21", None)]
    assert found(Sheet("A", **one)) == [("Đ21", "A2")]
    assert found(Sheet("A", **decoded, fonts_known=False)) == [("Đ42", None)]


def test_text_that_may_be_of_an_old_encoding_is_told_with_what_it_may_say() -> None:
    (said,) = caveats(Workbook("xlsx", "", (Sheet("A", {(2, 1): "Phuù Long"}),)))
    assert (said.code, said.severity, said.cell) == ("Đ45", "W", "A2")
    assert "“Phú Long”" in said.message


def test_comments_and_text_boxes_are_told_at_their_cell() -> None:
    (said,) = caveats(Workbook("xlsx", "", (Sheet("A", {}, remarks={(5, 2): "12  mô hình" + "x" * 500}),)))
    assert (said.code, said.severity, said.cell) == ("Đ41", "W", "B5")
    assert "12 mô hình" in said.message and len(said.message) < 400


@pytest.mark.parametrize(
    ("text", "severity"), [("Đã kiểm tra", "F"), ("Đồng chí Bí thư xem lại", "F"), ("ĐVT: triệu đồng", "W")]
)
def test_a_comment_matters_where_it_holds_figures_or_units(text: str, severity: str) -> None:
    (said,) = caveats(Workbook("xlsx", "", (Sheet("A", {}, remarks={(5, 2): text}),)))
    assert (said.code, said.severity) == ("Đ41", severity)


def test_garbled_text_is_told_at_its_cell() -> None:
    cells = {
        (1, 1): "Hi\ufffdn đất", (2, 1): "XÃ£ BÃ¬nh", (3, 1): encode_tcvn3("Hiến đất làm đường"),
        (4, 1): "Hiến đất làm đường", (5, 1): "£60 m²",
    }  # fmt: skip
    assert found(Sheet("A", cells)) == [("Đ43", "A1"), ("Đ43", "A2"), ("Đ43", "A3")]


def test_a_value_of_another_workbook_is_told_at_its_cell() -> None:
    assert found(Sheet("A", {(1, 1): 5.0, (2, 1): 6.0}, linked=frozenset({(2, 1)}))) == [("Đ44", "A2")]


def test_a_text_of_which_a_part_is_struck_through_is_doubted() -> None:
    drawn = sheet("| Đường cũ Đường hoa mới |", partly_struck={(1, 1): (("Đường cũ ", True), ("Đường hoa mới", False))})
    (told,) = caveats(workbook(drawn))
    assert (told.code, told.severity, told.cell) == ("Đ55", "W", "A1")
    assert "“Đường cũ”" in told.message

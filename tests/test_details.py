"""What a container says beside the values makes one sheet with them, whatever the container."""

from __future__ import annotations

import pytest

from danvan.intake.formats.details import NO_RESULT, Details, shown
from danvan.intake.sheet import Fault
from danvan.vietnamese.legacy import encode_tcvn3


def test_faults_stand_in_place_of_values_and_what_is_said_of_empty_cells_is_left_out() -> None:
    details = Details(
        counted=2, faults={(1, 1): NO_RESULT}, struck={(1, 1), (9, 9)}, linked={(1, 2), (9, 9)}, hidden_rows={3},
        hidden_columns={4}, merged=[(1, 1, 1, 2)], remarks=[((5, 5), "a"), ((5, 5), "b")],
    )  # fmt: skip
    sheet = details.sheet("A", {(1, 1): 0.0, (1, 2): 5.0}, hidden=True)
    assert sheet.cells == {(1, 1): NO_RESULT, (1, 2): 5.0}
    assert (sheet.struck, sheet.linked, sheet.counted, sheet.hidden) == ({(1, 1)}, {(1, 2)}, 2, True)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({3}, {4}, ((1, 1, 1, 2),))
    assert sheet.remarks == {(5, 5): "a; b"}


def test_text_is_put_in_unicode_by_its_font() -> None:
    sent = encode_tcvn3("Tổ hòa giải")
    sheet = Details(fonts={(1, 1): ".VnTime"}).sheet("A", {(1, 1): sent})
    assert (sheet.cells, sheet.as_sent, sheet.encodings) == ({(1, 1): "Tổ hòa giải"}, {(1, 1): sent}, ("TCVN3",))


def test_what_could_not_be_walked_was_not_counted() -> None:
    assert Details(walked=False).sheet("A", {}).counted is None


@pytest.mark.parametrize("text", ["#REF!", " #DIV/0! ", "#N/A"])
def test_errors_of_excel_are_told_in_files_that_hold_only_what_it_showed(text: str) -> None:
    assert shown(text) == Fault(text.strip(), "error")


def test_other_text_stays_text() -> None:
    assert [shown(text) for text in ("#1", "REF!", " x ")] == ["#1", "REF!", " x "]

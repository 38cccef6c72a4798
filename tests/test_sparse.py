"""Two lone cells in far corners are refused; a large sheet that is filled is not."""

from __future__ import annotations

import pytest

from danvan.intake.formats.sparse import refuse_sparse
from danvan.problems import UnreadableWorkbook


def grid(*rows: tuple[int, str]) -> bytes:
    return b"".join(b'<row r="%d"><c r="%b"><v>1</v></c></row>' % (row, at.encode()) for row, at in rows)


def test_far_corners_are_refused() -> None:
    with pytest.raises(UnreadableWorkbook, match="“Biểu 1” có ô nằm quá xa bảng: vùng đến XFD1048576"):
        refuse_sparse(grid((1, "A1"), (1048576, "XFD1048576")), "Biểu 1")


@pytest.mark.parametrize("at", ["J1048576", "ZZ99999", "XFD700"])
def test_what_no_child_has_memory_for_is_refused(at: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=at):
        refuse_sparse(grid((1, "A1"), (int(at.lstrip("JZXFD")), at)), "Biểu 1")


@pytest.mark.parametrize("at", ["A9999999", "AAAA1", "A99999999999999999999"])
def test_places_that_no_sheet_has_are_refused(at: str) -> None:
    with pytest.raises(UnreadableWorkbook, match="quá xa bảng"):
        refuse_sparse(grid((1, "A1"), (2, at)), "Biểu 1")


def test_a_long_or_a_wide_sheet_is_not() -> None:
    refuse_sparse(grid((1, "A1"), (1048576, "C1048576")), "A")
    refuse_sparse(grid((1, "A1"), (600, "XFD600")), "A")
    refuse_sparse(b"", "A")

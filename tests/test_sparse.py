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


def test_a_long_or_a_wide_sheet_is_not() -> None:
    refuse_sparse(grid((1, "A1"), (1048576, "C1048576")), "A")
    refuse_sparse(grid((1, "A1"), (900, "XFD900")), "A")
    refuse_sparse(b"", "A")

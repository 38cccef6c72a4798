"""Formulas of binary workbooks, token by token: only a reference to another workbook leads there."""

from __future__ import annotations

import struct

import pytest

from danvan.intake.formats.tokens import XLS, XLSB, Outside

OWN, OTHER = 0, 1
XLS_CELL, XLS_AREA = (b"\x5a" + struct.pack("<3H", OTHER, 0, 0)), (b"\x3b" + struct.pack("<5H", OTHER, 0, 1, 0, 1))
XLSB_CELL = b"\x5a" + struct.pack("<HIH", OTHER, 0, 0)


@pytest.mark.parametrize(
    "before",
    [
        b"\x1e\x3a\x01",  # a whole number whose bytes look like a reference
        b"\x1f" + b"\x3a" * 8,
        b"\x17\x02\x00:\x01",  # text
        b"\x17\x02\x01:\x00\x01\x00",
        b"\x44\x3a\x01\x3a\x01",  # a cell of the same sheet
        b"\x25" + b"\x3a\x01" * 4,
        b"\x19\x04\x01\x00" + b"\x3a\x01" * 2,  # CHOOSE with its table of jumps
        b"\x19\x40\x3a\x01",
        b"\x60" + b"\x3a" * 7,  # an array whose values stand behind the formula
        b"\x29\x3a\x01",
        b"\x21\x3a\x01",
        b"\x42\x3a\x01\x3a",
    ],
    ids=lambda tokens: hex(tokens[0]),
)
def test_what_stands_before_a_reference_is_passed_over_whole(before: bytes) -> None:
    outside = Outside(XLS, frozenset({OTHER}))
    assert not outside.reached(before + b"\x1d\x01")
    assert outside.reached(before + XLS_CELL)
    assert outside.reached(before + XLS_AREA)


def test_sheets_of_the_own_workbook_are_not_outside() -> None:
    assert not Outside(XLS, frozenset({OTHER})).reached(b"\x3a" + struct.pack("<3H", OWN, OTHER, OTHER))


def test_longer_references_and_texts_of_xlsb() -> None:
    outside = Outside(XLSB, frozenset({OTHER}))
    before = b"\x17\x02\x00:\x00\x01\x00" + b"\x44" + b"\x3a" * 6 + b"\x25" + b"\x3a" * 12
    assert not outside.reached(before)
    assert outside.reached(before + XLSB_CELL)


def test_names_lead_outside_by_other_names_too() -> None:
    named = [b"\x23\x03\x00\x00\x00", b"\x1e\x05\x00", XLS_CELL]
    outside = Outside(XLS, frozenset({OTHER})).with_names(named)
    assert outside.names == {1, 3}
    assert [outside.reached(b"\x43" + struct.pack("<I", n)) for n in (1, 2, 3)] == [True, False, True]


def test_a_formula_that_cannot_be_followed_is_told_where_links_exist() -> None:
    assert Outside(XLS, frozenset({OTHER})).reached(b"\x1b\x00")
    assert not Outside(XLS, frozenset()).reached(b"\x1b\x00")

"""A zip is unpacked only to what it says, and its parts have names of their own that stay inside."""

from __future__ import annotations

import zipfile

import pytest
from hostile.good import parts as good_parts
from hostile.good import zipped
from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.formats import packed
from danvan.problems import UnreadableWorkbook


def unpacked(data: bytes) -> dict[str, bytes]:
    return {entry.filename: part for entry, part in packed.parts(data)}


def code(data: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as refused:
        unpacked(data)
    return refused.value.problem.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_part_comes_out_as_it_went_in(method: int) -> None:
    wanted = {n: d if isinstance(d, bytes) else d.encode() for n, d in good_parts().items()}
    assert unpacked(zipped(good_parts(), method)) == wanted


def test_names_are_one_whatever_their_case_and_slashes() -> None:
    assert packed.plain("\\XL\\Sheet.xml") == packed.plain("/xl/sheet.XML") == "xl/sheet.xml"
    assert code(zipped({"xl/a.xml": "1", "XL\\A.xml": "2"})) == "X13"


@pytest.mark.parametrize("name", ["../a", "xl/../../a", "..\\a", "C:\\a"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert code(zipped({name: "1"})) == "X13"


def test_a_part_has_one_name_in_its_place_and_in_the_list() -> None:
    data = zipped({"xl/a.xml": "1", "xl/đề án.xml": "2"})
    assert set(unpacked(data)) == {"xl/a.xml", "xl/đề án.xml"}
    assert code(data.replace(b"xl/a.xml", b"xl?a.xml", 1)) == "X10"
    assert code(data.replace(b"PK\x03\x04", b"PK\x03\x05", 1)) == "X10"


def test_a_part_is_never_larger_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 1000)
    assert code(zipped({"a": "x" * 1001})) == "X11"
    monkeypatch.setattr(packed, "MOST_TOGETHER", 1500)
    assert code(zipped({"a": "x" * 900, "b": "x" * 900})) == "X11"
    monkeypatch.setattr(packed, "MOST_PARTS", 1)
    assert code(zipped({"a": "x", "b": "x"})) == "X16"


@given(st.integers(0, 400), st.integers(0, 7))
def test_a_flipped_bit_is_seen_or_changes_nothing_that_is_read(place: int, bit: int) -> None:
    data = bytearray(zipped({"a.xml": "<a>xã Bình Minh</a>" * 9}))
    whole = unpacked(bytes(data))
    data[place % len(data)] ^= 1 << bit
    try:
        read = unpacked(bytes(data))
    except UnreadableWorkbook:
        return
    assert list(read.values()) == list(whole.values()) or not read

"""A file is told by its bytes; what is no workbook is refused in one Vietnamese sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.sheet import Fault, address, column_letter, position_of, text_of
from danvan.intake.workbook import kind_of, open_workbook
from danvan.problems import UnreadableWorkbook


def zipped(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.4", "không phải là bảng tính"),
        (b"PK\x03\x04 cut off", "bị hỏng"),
        (zipped("word/document.xml"), "không phải là bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=said):
        kind_of(data)


def test_kinds_by_their_bytes() -> None:
    assert kind_of(zipped("xl/workbook.xml")) == "xlsx"
    assert kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) == "xls"


def test_a_broken_workbook_is_refused_not_a_traceback(tmp_path: Path) -> None:
    for name, data in {
        "a.xlsx": zipped("xl/workbook.xml"),
        "b.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableWorkbook, match="hỏng"):
            open_workbook(tmp_path / name)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_addresses_there_and_back(row: int, column: int) -> None:
    assert position_of(address((row, column))) == (row, column)


def test_column_letters_of_excel() -> None:
    assert [column_letter(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_text_as_a_person_sees_it() -> None:
    values = [2500.0, 31.2, "  Bình  Minh ", dt.datetime(2021, 4, 3), Fault("#REF!", "error")]
    assert [text_of(v) for v in values] == ["2500", "31.2", "Bình Minh", "03/4/2021", "#REF!"]

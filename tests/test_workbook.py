"""A file is told by its bytes; what is no workbook is refused in one Vietnamese sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import get_args

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.formats.kinds import Kind
from danvan.intake.sheet import Fault, Sheet, address, column_letter, position_of, text_of
from danvan.intake.workbook import READERS, open_workbook, read_workbook
from danvan.problems import UnreadableWorkbook


def zipped(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return memory.getvalue()


def xlsx() -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("A").write_number("B2", 7)
    book.close()
    return memory.getvalue()


def xls() -> bytes:
    memory = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("A").write(1, 1, 7)
    book.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize(("data", "kind"), [(xlsx(), "xlsx"), (xls(), "xls")])
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a"])
def test_names_do_not_matter(tmp_path: Path, data: bytes, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    book = open_workbook(tmp_path / name)
    assert book.kind == kind
    assert [s.cells for s in book.sheets] == [{(2, 2): 7.0}]
    assert [s.counted for s in book.sheets] == [1]


def test_every_kind_has_its_reader() -> None:
    assert set(READERS) == set(get_args(Kind))


def test_a_panic_of_the_fast_reader_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(_: bytes) -> tuple[list[Sheet], bool]:
        raise PanicException

    monkeypatch.setitem(READERS, "xlsx", panic)
    with pytest.raises(UnreadableWorkbook, match="hỏng"):
        read_workbook(xlsx())


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWorkbook, match="Không đọc được tệp"):
        open_workbook(tmp_path / "a.xlsx")


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
    assert [text_of(v) for v in values] == ["2500", "31,2", "Bình Minh", "03/4/2021", "#REF!"]

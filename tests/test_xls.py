"""The old .xls: values, errors, merges and the font of every cell."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Callable

import pytest
import xlrd
import xlwt

from danvan.intake.formats.biff import stream_of
from danvan.intake.formats.kinds import OLE
from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook
from danvan.vietnamese.legacy import encode_tcvn3


def test_values_dates_errors_merges_and_legacy_fonts() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("MO HINH")
    legacy = xlwt.easyxf("font: name .VnTime")
    sheet.write_merge(0, 0, 0, 2, encode_tcvn3("Tổ hòa giải"), legacy)
    sheet.write(1, 0, 131)
    sheet.write(1, 1, dt.datetime(2017, 4, 3), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.row(1).set_cell_error(2, "#REF!")
    sheet.write(2, 0, "Bình Minh")
    hidden = book.add_sheet("phu")
    hidden.visibility = 1
    memory = io.BytesIO()
    book.save(memory)
    first, second = read_workbook(memory.getvalue()).sheets
    assert first.cells == {
        (1, 1): "Tổ hòa giải", (2, 1): 131.0, (2, 2): dt.datetime(2017, 4, 3),
        (2, 3): Fault("#REF!", "error"), (3, 1): "Bình Minh",
    }  # fmt: skip
    assert first.merged == ((1, 1, 1, 3),)
    assert list(first.as_sent) == [(1, 1)]
    assert first.encodings == ("TCVN3",)
    assert (first.counted, second.counted) == (5, 0)
    assert second.hidden


def saved(fill: Callable[[xlwt.Worksheet], None]) -> Sheet:
    book = xlwt.Workbook()
    fill(book.add_sheet("A"))
    memory = io.BytesIO()
    book.save(memory)
    (sheet,) = read_workbook(memory.getvalue()).sheets
    return sheet


def test_runs_of_one_cell_are_decoded_each_by_its_own_font() -> None:
    plain, old = xlwt.easyfont("name Times New Roman"), xlwt.easyfont("name .VnTime")

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write_rich_text(0, 0, (("Mô hình: ", plain), (encode_tcvn3("hiến đất"), old), (" làm đường", plain)))

    assert saved(fill).cells == {(1, 1): "Mô hình: hiến đất làm đường"}


def test_strike_through_and_blank_text() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "bỏ", xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 1, "   ")
        sheet.write(0, 2, None, xlwt.easyxf("font: struck_out on"))

    sheet = saved(fill)
    assert (sheet.cells, sheet.struck, sheet.counted) == ({(1, 1): "bỏ"}, {(1, 1)}, 1)


def test_a_formula_that_was_never_calculated_is_a_fault() -> None:
    sheet = saved(lambda sheet: sheet.write(0, 0, xlwt.Formula("1+1")))
    assert sheet.cells == {(1, 1): Fault("công thức không có kết quả", "no_result")}
    assert sheet.counted == 1


def test_what_xlrd_refuses_is_read_without_fonts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise xlrd.XLRDError("Workbook corruption")

    monkeypatch.setattr(xlrd, "open_workbook", refuse)

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, encode_tcvn3("Hiến đất làm đường liên thôn"))
        sheet.row(1).set_cell_error(0, "#REF!")
        sheet.write(2, 0, "  ")

    sheet = saved(fill)
    assert sheet.cells == {(1, 1): "Hiến đất làm đường liên thôn", (2, 1): Fault("#REF!", "error")}
    assert (sheet.counted, sheet.fonts_known, sheet.encodings) == (2, False, ("TCVN3",))


def test_a_header_that_claims_more_than_the_file_is_refused_before_the_fast_reader_sees_it() -> None:
    data = bytearray(OLE + bytes(600))
    data[30:32], data[44:48] = b"\x09\x00", b"\xff\xff\xff\x7f"
    with pytest.raises(UnreadableWorkbook, match="cắt cụt"):
        read_workbook(bytes(data))


def test_zeros_of_a_writer_that_leaves_calculating_to_excel_are_faults() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, 5)
    for row in (1, 2):
        sheet.write(row, 0, xlwt.Formula("A1*2"))
    memory = io.BytesIO()
    book.save(memory)
    stream = stream_of(memory.getvalue()) or b""
    never, done = b"\x03" + bytes(5) + b"\xff\xff\x00\x00", struct.pack("<dH", 10, 2)
    assert stream.count(never) == 2
    (zeros,) = read_workbook(stream.replace(never, bytes(8) + b"\x02\x00")).sheets
    assert zeros.cells == {
        (1, 1): 5.0,
        (2, 1): Fault("công thức không có kết quả", "no_result"),
        (3, 1): zeros.cells[2, 1],
    }
    (right,) = read_workbook(stream.replace(never, done)).sheets
    assert right.cells == {(1, 1): 5.0, (2, 1): 10.0, (3, 1): 10.0}
    assert (zeros.counted, right.counted) == (3, 3)


@pytest.mark.parametrize("mac", [False, True])
def test_dates_times_and_lengths_of_time_by_their_format(mac: bool) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.parent.dates_1904 = mac
        for row, (serial, form) in enumerate(
            [(42828, "DD/MM/YYYY"), (0.25, "h:mm"), (1.25, "[h]:mm:ss"), (-5, "DD/MM/YYYY")]
        ):
            sheet.write(row, 0, serial, xlwt.easyxf(num_format_str=form))

    sheet = saved(fill)
    day = dt.datetime(2021, 4, 4) if mac else dt.datetime(2017, 4, 3)
    assert sheet.cells == {(1, 1): day, (2, 1): "06:00:00", (3, 1): "30:00:00", (4, 1): -5.0}
    assert sheet.date1904 == mac


@pytest.mark.parametrize("mac", [False, True])
def test_what_xlrd_refuses_keeps_its_hidden_parts_and_its_days(monkeypatch: pytest.MonkeyPatch, mac: bool) -> None:
    def refuse(**_: object) -> None:
        raise xlrd.XLRDError("Workbook corruption")

    monkeypatch.setattr(xlrd, "open_workbook", refuse)

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.parent.dates_1904 = mac
        sheet.write(0, 0, 5)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True

    sheet = saved(fill)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.date1904) == ({3}, {2}, mac)

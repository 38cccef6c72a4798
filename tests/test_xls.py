"""The old .xls: values, errors, merges and the font of every cell."""

from __future__ import annotations

import datetime as dt
import io

import xlwt

from danvan.intake.sheet import Fault
from danvan.intake.workbook import read_workbook
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
    assert second.hidden

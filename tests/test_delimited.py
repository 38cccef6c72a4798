"""Text files: encoding and delimiter are decided by what is in them."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.intake.sheet import Fault, Sheet
from danvan.intake.workbook import read_workbook
from danvan.vietnamese.legacy import encode_tcvn3

TABLE = "TT;Tên mô hình;Kinh phí\r\n1;Hũ gạo tình thương;2.500\r\n2;Tổ hòa giải, thôn Bắc;3.000\r\n"
CELLS = {
    (1, 1): "TT", (1, 2): "Tên mô hình", (1, 3): "Kinh phí",
    (2, 1): "1", (2, 2): "Hũ gạo tình thương", (2, 3): "2.500",
    (3, 1): "2", (3, 2): "Tổ hòa giải, thôn Bắc", (3, 3): "3.000",
}  # fmt: skip
MARKS = str.maketrans({"\u0300": "Ì", "\u0309": "Ò", "\u0303": "Þ", "\u0301": "ì", "\u0323": "ò"})


def opened(data: bytes) -> Sheet:
    book = read_workbook(data)
    assert book.kind == "csv"
    (sheet,) = book.sheets
    return sheet


def cp1258(text: str) -> bytes:
    """Windows-1258: vowels of their own, tones as marks after them."""
    out = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0309\u0303\u0301\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tone or not tone))
        out += (base + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        cp1258(TABLE),
        unicodedata.normalize("NFC", TABLE).replace(";", "\t").encode(),
        TABLE.replace(";", "|").encode(),
        ("sep=;\r\n" + TABLE).encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16 bare", "cp1258", "tab", "bar", "declared"],
)
def test_the_same_table_in_every_encoding(data: bytes) -> None:
    sheet = opened(data)
    assert sheet.cells == CELLS
    assert sheet.counted == len(CELLS)


def test_latin_text_of_windows() -> None:
    assert opened("a;café\nb;façade\n".encode("cp1252")).cells[2, 2] == "façade"


def test_commas_quotes_and_line_breaks_in_fields() -> None:
    sheet = opened('TT,Tên,Số\n1,"Hũ gạo, tình ""thương""\nthôn Bắc",5\n2,,\n'.encode())
    assert sheet.cells[2, 2] == 'Hũ gạo, tình "thương"\nthôn Bắc'
    assert sheet.cells[3, 1] == "2"
    assert sheet.counted == len(sheet.cells) == 7


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    assert opened("TT;Tỷ lệ\n1;31,2\n2;85,7\n".encode()).cells[2, 2] == "31,2"


def test_legacy_text_is_told_by_evidence_since_fonts_are_unknown() -> None:
    rows = [encode_tcvn3(r) for r in ("TT;Tên mô hình", "1;Tổ hòa giải thôn Bắc", "2;Hiến đất làm đường")]
    for encoding in ("utf-8", "latin-1"):
        sheet = opened("\n".join(rows).encode(encoding))
        assert sheet.cells[3, 2] == "Hiến đất làm đường"
        assert (sheet.encodings, sheet.fonts_known) == (("TCVN3",), False)


def test_errors_are_told_as_errors() -> None:
    assert opened("TT;Số hộ\n1;#REF!\n2;5\n".encode()).cells[2, 2] == Fault("#REF!", "error")

"""What a number format shows is read as it is seen, and told where other digits are seen than the cell holds."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlwt
from drawing import sheet
from drawn_submission import book_of, sent, severities, sheets, taken

from danvan.intake.shown import is_odd, problems_of_format, value_shown
from danvan.intake.workbook import Workbook, read_workbook

AT = (1, 1)
SHEETS = {"B2": "NL", "B3": "CT"}


def seen(number: float, code: str) -> tuple[object, list[str]]:
    drawn = sheet(f"| {number} |", formats={AT: code})
    return value_shown(drawn, AT), [p.message for p in problems_of_format(drawn, AT)]


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (1, "0%", "100%"),
        (0.857, "0.0%", "85,7%"),
        (45, '0"%"', "45%"),
        (5, '0" sào"', "5 sào"),
        (45, '0" người"', "45 người"),
        (45, '"gần "0', "gần 45"),
        (45, '">"0', ">45"),
        (45, "\\~0", "~45"),
        (45, "-0", "-45"),
        (5, "#,##0\\ [$₫-42A]", "5 đ"),
        (5, "[$$-409]#,##0", "$5"),
        (1210.4, '#,##0" m2"', "1210,4 m2"),
        (3, '"21085-"000', "21085-003"),
    ],
)
def test_words_of_a_format_are_read_as_if_typed(number: float, code: str, said: str) -> None:
    assert is_odd(code)
    assert seen(number, code) == (said, [])


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (380000, '#,##0".000"', "380.000.000"),
        (45, '0"00"', "4500"),
        (380000, '#,##0," nghìn"', "380 nghìn"),
        (380, '#,##0" nghìn"', "380 nghìn"),
    ],
)
def test_other_digits_are_told(number: float, code: str, said: str) -> None:
    value, told = seen(number, code)
    assert value == said
    assert len(told) == 1


@pytest.mark.parametrize(
    ("code", "scale", "wanted"),
    [
        ("#,##0,", 1, 161_600_000),
        ("#,##0,", None, 161_600_000),
        ("#,##0,,", 1, 161_600_000),
        ("#,##0,", 10**6, 161_600_000),
        ("#,##0,", 1000, "161600"),
        ("#,##0,,", 10**6, "161,6"),
    ],
)
def test_thousands_left_out_are_read_so_only_where_they_are_stated(
    code: str, scale: int | None, wanted: float | str
) -> None:
    drawn = sheet("| 161600000 |", formats={AT: code})
    assert value_shown(drawn, AT, scale) == wanted
    (told,) = problems_of_format(drawn, AT, scale)
    assert (told.code, "đã đọc là 161.600.000" in told.message) == ("Đ95", not isinstance(wanted, str))


@pytest.mark.parametrize(("number", "code"), [(2.5, "0.000"), (2.5, "#,##0.000"), (45, ";;;"), (45, '"-"')])
def test_numbers_that_look_like_thousands_or_nothing_are_told(number: float, code: str) -> None:
    assert is_odd(code)
    value, told = seen(number, code)
    assert value == number
    assert len(told) == 1


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", '0;-0;"-"', "#,##0", "0.00", "#,##0.0", "@", "00", "# ?/?", "0.00E+00", "#,##0;[Red]-#,##0",
        "#,##0;(#,##0)", "0;-0;;@", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "#\\ ##0",
        "_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* \"-\"??\\ _₫_-;_-@_-", "[$-42A]dd mmmm yyyy", "dd/mm/yyyy",
    ],
)  # fmt: skip
def test_formats_that_show_the_number_itself(code: str) -> None:
    assert not is_odd(code)
    for number in (45.0, -45.0, 0.0, 0.25):
        assert seen(number, code) == (number, [])


@pytest.mark.parametrize(
    ("form_name", "at", "number", "code", "wanted"),
    [
        ("B2", "H3", 1, "0%", "E"),
        ("B2", "H3", 45, '0"%"', "E"),
        ("B2", "G3", 5, '0" sào"', "E"),
        ("B2", "H3", 45, '0" người"', "E"),
        ("B2", "H3", 45, "-0", "E"),
        ("B2", "H3", 45, '"gần "0', "W"),
        ("B2", "H3", 45, ";;;", "W"),
        ("B2", "G3", 2.5, "0.000", "W"),
        ("B2", "H3", 45, '0" hộ"', ""),
        ("B2", "G3", 1210, '#,##0" m2"', ""),
        ("B2", "H3", 45, "#,##0;(#,##0)", ""),
        ("B3", "E3", 1, "0%", "E"),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_formats_in_a_workbook(form_name: str, at: str, number: float, code: str, wanted: str, kind: str) -> None:
    book = book_of(sheets())
    name = SHEETS[form_name]
    if kind == "xlsx":
        book[name][at], book[name][at].number_format = number, code
        found = sent(book)
    else:
        found = taken(_as_xls(book, name, at, number, code))
    assert {p for p in severities(found, name, at) if p != "F"} == set(wanted)


def _as_xls(book: openpyxl.Workbook, name: str, at: str, number: float, code: str) -> Workbook:
    made = xlwt.Workbook()
    for one in book:
        drawn = made.add_sheet(one.title)
        for cell in (cell for row in one.iter_rows() for cell in row if cell.value is not None):
            if (one.title, cell.coordinate) == (name, at):
                drawn.write(cell.row - 1, cell.column - 1, number, xlwt.easyxf(num_format_str=code))
            else:
                drawn.write(cell.row - 1, cell.column - 1, cell.value)
    memory = io.BytesIO()
    made.save(memory)
    return read_workbook(memory.getvalue())

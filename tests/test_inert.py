"""What becomes of a text before it stands in a file of ours."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from lxml import etree
from nasty import FORMULAS, any_text

from danvan.inert import csv_line, formula, printable


@given(any_text)
def test_what_is_left_is_what_xml_can_hold(text: str) -> None:
    element = etree.Element("a", b=printable(text))
    element.text = printable(text)
    assert etree.fromstring(etree.tostring(element)).text == (printable(text) or None)
    assert printable(printable(text)) == printable(text)


def test_vietnamese_and_what_is_written_with_it_stays() -> None:
    text = "Tổ “Ba V” – xã Bình Hòa\n\t½ − 5 \U0001f600 \u0323 ㎡"
    assert printable(text) == text
    assert printable("a\x00\x1b[2J\ud800\ufffeb\r\nc\rd") == "a[2Jb\nc\nd"


@pytest.mark.parametrize("text", ["=1", "+1", "-5 mô hình", "@x", "\t1", " =1", "\r=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula(text: str) -> None:
    assert formula(text)


@pytest.mark.parametrize("text", ["", "Ba V", "5 - 6", "a=b", "“-”", "1+1"])
def test_what_it_does_not(text: str) -> None:
    assert not formula(text)


def cells(line: str, delimiter: str) -> list[str]:
    """What a spreadsheet makes of a line; one that knows nothing of quotes too."""
    (row,) = csv.reader([line], delimiter=delimiter) if "\n" not in line else [line.splitlines()]
    return [*row, *re.split(rf"[{delimiter}\t\n]", line)]


@given(any_text, any_text)
def test_no_cell_of_a_line_is_a_formula_whichever_sign_divides_it(one: str, other: str) -> None:
    for delimiter in ",;\t":
        assert not [cell for cell in cells(csv_line([one, 2020, other]), ";") if formula(cell)], delimiter


@pytest.mark.parametrize("text", FORMULAS)
def test_the_words_stay_behind_the_apostrophe(text: str) -> None:
    (row,) = (
        csv.reader([csv_line([text, 1])], strict=True) if "\n" not in printable(text) else [[csv_line([text]), "1"]]
    )
    assert row[0].strip('"').replace("'", "") == printable(text).replace("'", "")


def test_numbers_are_numbers() -> None:
    assert csv_line([-5, 2.5, None, "có"]) == "-5,2.5,,có"

"""Formulas written as text that lead to another workbook, directly or by a name."""

from __future__ import annotations

import re

import pytest

from danvan.intake.formats.links import EXCEL, OPEN_DOCUMENT, outside

NAMES = [("đơn_giá", "'[1]Biểu 1'!$A$2"), ("của_ta", "Sheet1!$A$1"), ("", "[1]A!B1")]


@pytest.mark.parametrize(
    ("formula", "leads"),
    [
        ("[1]Sheet1!B5", True),
        ("SUM('[BC 2020.xlsx]Biểu 1'!B5:B9)", True),
        ("'[BC 2020.xls]Sheet1'!R5C2", True),
        ("'D:\\BC\\[BC 2020.xls]Sheet1'!B5", True),
        ("R[-1]C[2]+1", False),
        ("SUM(Table1[Số hộ])", False),
        ("Sheet1!B5", False),
        ("2*đơn_giá", True),
        ("2*đơn_giá_cũ", False),
        ("của_ta", False),
    ],
)
def test_formulas_of_excel(formula: str, leads: bool) -> None:
    assert (re.search(outside(EXCEL, NAMES), formula) is not None) == leads
    assert (re.search(outside(EXCEL, NAMES).encode(), formula.encode()) is not None) == leads


@pytest.mark.parametrize(
    ("formula", "leads"),
    [
        ("of:=['file:///D:/BC%202020.ods'#$Sheet1.B5]", True),
        ("of:=SUM(['../BC 2020.xlsx'#$'Biểu 1'.B5:.B9])", True),
        ("of:=[$'Biểu 1'.B5]", False),
        ('of:=[.A1]&"#"', False),
    ],
)
def test_formulas_of_open_document(formula: str, leads: bool) -> None:
    assert (re.search(outside(OPEN_DOCUMENT, []), formula) is not None) == leads

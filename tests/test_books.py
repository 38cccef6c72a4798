"""Any text in any place of a workbook: it is a text, it is that very text, and the file can be opened."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import example, given
from lxml import etree
from nasty import FORMULAS, ODD, acting, any_text, parts
from python_calamine import CalamineWorkbook

from danvan.books import CUT, Book, apart, fitting
from danvan.inert import formula, printable

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(text: str) -> bytes:
    """A workbook with the text wherever a text can stand."""
    out = io.BytesIO()
    with Book(out) as book:
        book.set_properties({"title": text})
        page, bold, struck = (
            book.add_worksheet("A"),
            book.add_format({"bold": True}),
            book.add_format({"font_strikeout": True}),
        )
        page.write_string(0, 0, text, bold)
        page.write_string(1, 0, text)
        page.write_url(2, 0, "internal:'A'!A1", bold, text)
        page.write_rich_string(3, 0, struck, text, "sau", bold)
        page.write_comment("A1", text)
        page.add_table(5, 0, 6, 0, columns=[{"header": f"C{text[:100]}", "header_format": bold}])
        page.set_footer(f"&L{text[:80].replace('&', '&&')}")
    return out.getvalue()


def cells(data: bytes) -> list[str]:
    """The first column as a reader sees it that decodes what Excel decodes."""
    return [str(row[0]) for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()]


@given(any_text)
@example("\r=_x0041_")
@example("<r>_x0041_</r>")
def test_any_text_stays_that_very_text(text: str) -> None:
    data = written(text)
    assert acting(data) == []
    said = printable(text)
    assert cells(data)[:6] == [said, said, said, said + "sau", "", f"C{printable(text[:100])}"]


@pytest.mark.parametrize("text", [*FORMULAS, *ODD])
def test_names_of_table_columns_are_what_their_cells_say(text: str) -> None:
    """Otherwise Excel says that the file is damaged: it decodes "_x0041_" in both."""
    (table,) = [root for name, root in parts(written(text)) if "/tables/" in name]
    name = table.find(f".//{SHEETS}tableColumn").get("name")
    assert re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), name) == f"C{printable(text[:100])}"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_none_after_its_cell_was_edited_either(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(text)))["A"]
    for cell in (sheet["A1"], sheet["A2"], sheet["A3"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", formula(text))
    assert sheet["A1"].font.b
    assert sheet["A3"].hyperlink.location == "'A'!A1"


def test_what_is_too_long_for_a_cell_says_so() -> None:
    assert fitting("xã" * 16_000) == "xã" * 16_000
    long = fitting("\U0001f600" * 20_000)
    assert long.endswith(CUT) and len(long.encode("utf-16-le")) <= 2 * 32_767
    assert cells(written("=" + "a" * 40_000))[0].endswith(CUT)


def test_pieces_make_the_whole() -> None:
    assert apart("Ba V") == ["Ba V"]
    assert apart("_x005F_x0041_") == ["_", "x005F_", "x0041_"]
    assert apart("<r>a</r>") == ["<", "r>a</r>"]
    assert apart("") == [""]


def test_every_part_is_well_formed() -> None:
    for text in ODD:
        assert {root.tag for _, root in parts(written(text)) if isinstance(root, etree._Element)}

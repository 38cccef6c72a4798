from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.publish.columns import ColumnSpec, typed
from danvan.publish.dictionary import sheet_rows
from danvan.publish.sheet import Grid, wrapped
from danvan.publish.table import PublishedTable
from danvan.publish.workbook import sheet_names, write_tables

COLUMNS = (
    ColumnSpec("order", "TT"),
    ColumnSpec("label", "Đơn vị"),
    ColumnSpec("models", "Số mô hình", "count", "mô hình"),
    ColumnSpec("total_vnd", "Tổng kinh phí", "money", "đồng"),
    ColumnSpec("land_m2", "Đất hiến", "decimal", "m2"),
    ColumnSpec("share", "Tỷ lệ", "percent"),
    ColumnSpec("day", "Ngày", "date"),
)
ROWS = [
    ["", "Xã, thị trấn", 3, 380_000_000, 31.25, 0.5, None],
    ["1", "=1+1", 3, 380_000_000, 31.25, 0.5, date(2022, 12, 15)],
    ["2", "Xã Bình Thạnh", 0, None, None, None, None],
    ["", "Tổng số", 3, 380_000_000, 31.25, 0.5, None],
]
TABLE = PublishedTable(
    id="T6",
    title="Nguồn lực, năm 2022",
    frame=typed(ROWS, COLUMNS),
    columns=COLUMNS,
    unit_line="đồng",
    notes=("Năm 2022, số liệu chưa gồm: Xã Bình Thạnh (thiếu số liệu).",),
    source="Nguồn: biểu B2, báo cáo của các đơn vị.",
    coverage="21/22 đơn vị",
    sample=True,
    total_row=True,
    period="Năm 2022",
    block_label="Khối",
    roles=("block", "data", "data", "total"),
    not_applicable=frozenset({(2, "share")}),
)


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    write_tables([TABLE, replace(TABLE, id="T10", sample=False)], tmp_path / "tables.xlsx")
    return openpyxl.load_workbook(tmp_path / "tables.xlsx")


def test_a_contents_sheet_then_one_sheet_per_table_in_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Mục lục", "T6", "T10", "Từ điển"]
    contents = book["Mục lục"]
    assert [cell.value for cell in contents[5]] == [
        "T6",
        "Nguồn lực, năm 2022",
        "Năm 2022",
        "21/22 đơn vị",
        "biểu B2, báo cáo của các đơn vị.",
    ]
    assert contents["A5"].hyperlink.location == "'T6'!A1"
    assert contents["A2"].value == "SỐ LIỆU MINH HỌA"
    assert book["T6"]["A1"].hyperlink.location == "'Mục lục'!A1"


def test_the_excel_table_has_the_data_rows_only_and_sums_stand_below(book: openpyxl.Workbook) -> None:
    sheet = book["T6"]
    (table,) = sheet.tables.values()
    assert table.ref == "A5:H7"
    assert [column.name for column in table.tableColumns] == [
        "Khối",
        "TT",
        "Đơn vị",
        "Số mô hình",
        "Tổng kinh phí",
        "Đất hiến (m2)",
        "Tỷ lệ",
        "Ngày",
    ]
    assert [cell.value for cell in sheet[6]][:4] == ["Xã, thị trấn", 1, "=1+1", 3]
    assert [cell.value for cell in sheet[8]][:4] == ["Cộng", None, "Xã, thị trấn", 3]
    assert [cell.value for cell in sheet[9]][:4] == ["Cộng", None, "Tổng số", 3]
    assert sheet["C9"].font.bold


def test_what_stands_around_the_table(book: openpyxl.Workbook) -> None:
    sheet = book["T6"]
    assert sheet["A2"].value == "T6. Nguồn lực, năm 2022"
    assert sheet["A3"].value == "SỐ LIỆU MINH HỌA"
    assert sheet["A4"].value == "Đơn vị tính: đồng"
    below = [sheet.cell(row, 1).value for row in range(10, 14)]
    assert below == [*TABLE.footer]
    assert book["T10"]["A3"].value is None


def test_numbers_are_numbers_and_the_three_kinds_of_absence_stay_apart(book: openpyxl.Workbook) -> None:
    sheet = book["T6"]
    assert (sheet["E6"].value, sheet["E6"].data_type) == (380_000_000, "n")
    assert (sheet["G6"].value, sheet["G6"].number_format) == (0.5, "0.0%")
    assert sheet["F6"].number_format == "#,##0.00"
    assert sheet["H6"].value.date() == date(2022, 12, 15)
    assert (sheet["D7"].value, sheet["D7"].number_format) == (0, '#,##0;-#,##0;"-"')
    assert (sheet["E7"].value, sheet["G7"].value) == ("…", "x")


def test_no_text_is_ever_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = ["=1+1", '=HYPERLINK("http://x")', "@SUM(1)", "+1", "http://x.example", "mailto:a@b", "-2"]
    columns = (ColumnSpec("label", "=Tên"), ColumnSpec("other", "http://x"))
    frame = typed([[text, text] for text in texts], columns)
    table = PublishedTable("T1", "=1", frame, columns, roles=("data",) * len(texts))
    write_tables([table], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["T1"]
    assert [sheet.cell(row, 1).value for row in range(6, 6 + len(texts))] == texts
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    assert not [part for part in parts if "<f>" in part or 'TargetMode="External"' in part]


def test_print_set_up_panes_and_page_numbers(book: openpyxl.Workbook) -> None:
    sheet = book["T6"]
    assert sheet.freeze_panes == "D6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.paperSize == 9
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_tables([PublishedTable.from_json(TABLE.to_json())], tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_nothing_says_who_or_when(tmp_path: Path) -> None:
    write_tables([TABLE], tmp_path / "t.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "t.xlsx").properties
    assert not properties.creator
    assert properties.created.year == 2000


def test_a_table_without_rows_says_so_and_is_no_excel_table(tmp_path: Path) -> None:
    empty = replace(TABLE, frame=typed([], COLUMNS), roles=(), not_applicable=frozenset(), total_row=False)
    write_tables([empty], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["T6"]
    assert not sheet.tables
    assert sheet["A6"].value == "Không có dòng số liệu nào."


def test_the_same_table_comes_once_and_another_of_its_id_gets_a_number() -> None:
    other = replace(TABLE, title="Khác")
    assert list(sheet_names([TABLE, TABLE, other])) == ["T6", "T6 (2)"]


def test_tables_come_in_the_order_of_their_numbers() -> None:
    ids = ["R1", "T10", "T2", "T17a", "T17", "H1-21085", "T1b", "T1a"]
    found = list(sheet_names([replace(TABLE, id=id_) for id_ in ids]))
    assert found == ["T1a", "T1b", "T2", "T10", "T17", "T17a", "R1", "H1-21085"]


@given(st.lists(st.text(alphabet="aAbB ", max_size=3), min_size=1, max_size=6))
def test_column_names_are_unique_whatever_the_case(labels: list[str]) -> None:
    columns = tuple(ColumnSpec(f"c{n}", label) for n, label in enumerate(labels))
    headings = Grid(PublishedTable("T1", "Tên", typed([], columns), columns)).headings
    assert len({heading.casefold() for heading in headings}) == len(headings)
    assert all(heading.strip() for heading in headings)


def test_column_names_in_the_file_are_what_the_cells_say(book: openpyxl.Workbook) -> None:
    sheet = book["T6"]
    (table,) = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[5]]


def test_lines_of_a_wrapped_text() -> None:
    assert wrapped("một hai ba", 100) == 1
    assert wrapped("Hội nghị đối thoại của người đứng đầu", 12) == 4
    assert wrapped("x" * 50, 10) >= 5
    assert wrapped("", 10) == 1


def test_text_stays_within_what_excel_allows(book: openpyxl.Workbook) -> None:
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)


def test_years_are_numbers_and_bare_cells_are_empty(tmp_path: Path) -> None:
    columns = (ColumnSpec("label", "Năm"), ColumnSpec("percent", "Tỷ lệ", "percent"))
    rows = [["2021", 0.5], ["2022", None], ["Tổng số", None]]
    table = PublishedTable(
        id="T6a", title="Theo năm", frame=typed(rows, columns), columns=columns, roles=("data", "data", "total"),
        total_row=True, bare=frozenset({(1, "percent"), (2, "percent")}),
    )  # fmt: skip
    assert "“" not in table.legend
    assert PublishedTable.from_json(table.to_json()).bare == table.bare
    write_tables([table], tmp_path / "tables.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["T6a"]
    assert [[cell.value for cell in row] for row in sheet["A6:B8"]] == [[2021, 0.5], [2022, None], ["Tổng số", None]]


def test_the_last_sheet_is_the_data_dictionary(tmp_path):
    """Every column of the store and every indicator, as `danvan dictionary` tells them."""
    path = tmp_path / "tables.xlsx"
    write_tables([TABLE], path)
    sheet = openpyxl.load_workbook(path)["Từ điển"]
    rows = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert rows == sheet_rows()
    assert {(row[0], row[1]) for row in rows} >= {("resources", "labour_days"), ("indicators", "propaganda_sessions")}

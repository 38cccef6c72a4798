from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from danvan.declared import form as declared
from danvan.declared.form import Form, Table, form
from danvan.declared.places import Unit, load_places
from danvan.declared.settings import settings as read_settings
from danvan.intake.blocks import find_blocks
from danvan.intake.reader import read_submissions
from danvan.intake.roles import assign
from danvan.intake.template import Content, blank, write_workbook
from danvan.intake.template.edition import Edition
from danvan.intake.workbook import read_workbook
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError

PLACES = Path(declared.__file__).parent / "places"
YEARS = range(2017, 2026)
COMMUNE = Unit("21085", "Bình Minh", "commune", "524", dt.date(2004, 1, 1), None)
TOWNSHIP = Unit("21040", "Châu Ổ", "township", "524", dt.date(2004, 1, 1), None)
AGENCY = Unit("CQ-PN", "Hội Liên hiệp Phụ nữ huyện", "agency", "524", dt.date(2004, 1, 1), None)
GUIDE, HIDDEN = "Hướng dẫn", ["_danhmuc", "_phienban"]
DAYS = {"period_start": dt.date(2021, 12, 15), "period_end": dt.date(2022, 12, 14)}
CANAL = {
    "work_name": "Kiên cố hóa kênh mương Đồng Lớn",
    "model_id": "21085-2020-001",
    "work_type": "canal",
    "quantity": 0.9,
    "quantity_unit": "km",
    "total_vnd": 380_000_000,
    "state_vnd": 200_000_000,
    "people_cash_vnd": 180_000_000,
    "business_vnd": 0,
    "labour_days": "120 công",
    "completed": True,
}
FILLED: Content = {
    "cover": [{**DAYS, "revision": 2, "document_number": "15/BC-UBND", "phone": "0905000000"}],
    "models": [{"model_name": "2 giảm, 4 giữ", "field": "political_system", "first_year": 2020, "households": 12}],
    "resources": [CANAL, {"work_name": "Đường xóm 3", "total_vnd": "1,2 tỷ", "state_vnd": 5, "completed": "chưa xong"}],
    "indicators": [{"indicator": "propaganda_sessions", "plan": 20, "actual": 24.5, "note": "02 buổi trực tuyến"}],
    "documents": [{"kind": "KH", "number": 71, "symbol": "KH-UBND", "issued_on": dt.date(2020, 8, 7)}],
    "ocop": [{"product": "Hành tím", "stars": 3}],
}


def written(content: Content | None = None, **changes: Any) -> bytes:
    arguments: dict[str, Any] = {"form": form(), "unit": COMMUNE, "year": 2022, "period": "N"}
    out = io.BytesIO()
    write_workbook(out, content=content or {}, district_name="Bình Sơn", **{**arguments, **changes})
    return out.getvalue()


def opened(content: Content | None = None, *, results: bool = False, **changes: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(content, **changes)), data_only=results)


def texts(sheet: Worksheet) -> list[str]:
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def headers(sheet: Worksheet) -> dict[tuple[str, ...], tuple[int, int]]:
    """Header path -> (column, first row of the body), of every table of the sheet."""
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for marks in (r for r in range(1, sheet.max_row) if sheet.cell(r, 1).value == "A"):
        for column in range(1, sheet.max_column + 1):
            if sheet.cell(marks, column).value is None:
                continue
            path: list[str] = []
            row = marks - 1
            while row > 0:
                at = next((m for m in merged if (row, column) in {(r, c) for r, c in cells(merged[m])}), (row, column))
                label = sheet.cell(*at).value
                if label is None or not sheet.cell(*at).font.bold or not sheet.cell(*at).border.top.style:
                    break
                path.insert(0, label)
                row = at[0] - 1
            found.setdefault(tuple(path), (column, marks + 1))
    return found


def cells(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            yield row, column


def column_of(sheet: Worksheet, *path: str) -> int:
    return headers(sheet)[path][0]


def total_row(sheet: Worksheet) -> int | None:
    return next((r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value == "Tổng số"), None)


def checks(sheet: Worksheet, cell: str) -> Any:
    return next((v for v in sheet.data_validations.dataValidation if cell in v.sqref), None)


# Sheets and their heads


def test_a_commune_gets_every_sheet_and_an_agency_only_those_it_reports() -> None:
    of_commune, of_agency = opened().sheetnames, opened(unit=AGENCY).sheetnames
    assert of_commune == [GUIDE, *form().sheets(), *HIDDEN]
    assert [name.split()[0] for name in of_agency] == ["Hướng", "B0", "B1", "B4", "B6", "B7", "B8", *HIDDEN]


def test_only_the_lists_and_the_stamp_are_hidden() -> None:
    book = opened()
    assert [s.title for s in book if s.sheet_state != "visible"] == HIDDEN
    assert book.active.title == GUIDE


def test_each_sheet_says_what_it_is_whose_and_for_when() -> None:
    for sheet in opened({"cover": [DAYS]}).worksheets[1:-2]:
        said = texts(sheet)
        assert said[0] == f"Biểu số: {sheet.title.split()[0]}"
        assert "Ban hành theo hướng dẫn của UBND huyện Bình Sơn" in said
        assert "Đơn vị báo cáo: Xã Bình Minh" in said
        assert "Đơn vị nhận báo cáo: UBND huyện Bình Sơn" in said
        assert "Năm 2022 (từ ngày 15/12/2021 đến ngày 14/12/2022)" in said


def test_the_half_year_and_a_period_without_known_days_are_said_plainly() -> None:
    assert "6 tháng năm 2022" in texts(opened(period="6T")["B8 Nhận xét"])
    assert "Năm 2022" in texts(opened()["B8 Nhận xét"])


def test_titles_are_upper_case_and_stacked_tables_keep_their_own() -> None:
    book = opened()
    assert 'DANH MỤC MÔ HÌNH, ĐIỂN HÌNH "DÂN VẬN KHÉO"' in texts(book["B1 Mô hình"])
    stacked = texts(book["B5 Nông thôn mới"])
    assert "NÔNG THÔN MỚI" in stacked
    assert [t for t in stacked if re.match("[abc]\\)", t)] == [
        form().table(name).title for name in ("new_rural", "ocop", "model_areas")
    ]


def test_money_has_its_unit_line_and_only_money() -> None:
    with_line = [s.title.split()[0] for s in opened() if "Đơn vị tính: đồng" in texts(s)]
    assert with_line == ["B2", "B4"]


def test_tables_end_with_two_signatures_without_names_and_the_cover_with_none() -> None:
    book = opened()
    for sheet in book.worksheets[2:-2]:
        assert texts(sheet)[-4:] == [
            "Người lập biểu",
            "Thủ trưởng đơn vị",
            "(Ký, ghi rõ họ tên)",
            "(Ký, ghi rõ họ tên)",
        ]
    assert "Thủ trưởng đơn vị" not in texts(book["B0 Thông tin chung"])


def test_the_guide_tells_the_three_kinds_of_nothing_and_where_to_send() -> None:
    sheet = opened()[GUIDE]
    said = texts(sheet)
    assert sheet.max_column == 1
    assert 12 <= len(said) <= 16
    assert any("để trống nghĩa là chưa có số liệu" in t for t in said)
    assert any(t.startswith("6. Số 0 nghĩa là đã kiểm tra") for t in said)
    assert any("“Biểu không phát sinh”" in t for t in said)
    assert "Nơi nhận: UBND huyện Bình Sơn" in said[-1]


# Columns


@pytest.mark.parametrize("unit", [COMMUNE, TOWNSHIP, AGENCY], ids=lambda u: u.type)
@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_its_own_columns_under_headers_that_the_form_knows(year: int, unit: Unit) -> None:
    book = opened(unit=unit, year=year)
    for name, tables in form().sheets().items():
        rows = [t for t in tables if t.layout != "fields" and unit.type in t.reported_by]
        if not rows:
            assert name not in book.sheetnames or tables[0].layout == "fields"
            continue
        known = {" > ".join(path) for path in headers(book[name])}
        for table in rows:
            assert_columns(table, year, known)


def assert_columns(table: Table, year: int, known: set[str]) -> None:
    for column in table.columns:
        said = known & set(form().headers_of(table.name, column.name))
        assert bool(said) == column.valid_in(year), (table.name, column.name)
        header = form().header_in(table.name, column.name, year)
        assert not (header and column.valid_in(year)) or header in said


def test_grouped_headers_span_their_columns_and_others_reach_down() -> None:
    sheet = opened()["B2 Nguồn lực"]
    cash, goods = (
        column_of(sheet, "Nhân dân đóng góp", "Tiền"),
        column_of(sheet, "Nhân dân đóng góp", "Hiện vật (quy tiền)"),
    )
    land, households = column_of(sheet, "Hiến đất", "Diện tích (m2)"), column_of(sheet, "Hiến đất", "Số hộ")
    assert (goods, households) == (cash + 1, land + 1)
    assert column_of(sheet, "STT") == 1


def test_column_marks_count_figures_letter_words_and_show_the_sum() -> None:
    sheet = opened()["B2 Nguồn lực"]
    marks = [c.value for c in sheet[headers(sheet)[("STT",)][1] - 1]]
    assert marks == ["A", "B", "C", "D", 1, "E", "2=(3+4+5+6+7)", 3, 4, 5, 6, 7, 8, 9, 10, "F"]


@pytest.mark.parametrize("year", YEARS)
def test_indicators_have_the_rows_of_the_unit_and_year(year: int) -> None:
    for unit in (COMMUNE, TOWNSHIP):
        sheet = opened(unit=unit, year=year)["B3 Chỉ tiêu"]
        rows = sheet.iter_rows(min_row=1, max_col=3, values_only=True)
        said = [r for r in rows if re.fullmatch(r"\d\d", str(r[0]))]
        wanted = [(i.row, i.label, i.unit) for i in form().indicators if i.applies(year, unit.type)]
        assert said == wanted


def test_every_unit_of_every_time_gets_its_workbook() -> None:
    places = load_places(*sorted(PLACES.glob("*binh_son.csv")), district="524")
    for day, period in ((dt.date(2019, 12, 14), "N"), (dt.date(2022, 12, 14), "N"), (dt.date(2025, 6, 14), "6T")):
        for unit in places.at(day):
            data = written(unit=unit, year=day.year, period=period)
            rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("B0 Thông tin chung").to_python()
            said = {row[0]: row[1] for row in rows}
            assert said["Mã đơn vị"] == unit.code
            assert said["Tên đơn vị báo cáo"] == unit.full_name
            assert said["Năm báo cáo"] == day.year


# Content


def test_values_keep_their_types_and_words_of_the_form() -> None:
    sheet = opened(FILLED)["B2 Nguồn lực"]
    row = headers(sheet)[("STT",)][1]
    canal = {" > ".join(path): sheet.cell(row, column).value for path, (column, _) in headers(sheet).items()}
    assert canal == {
        "STT": 1,
        "Tên công trình, phần việc": "Kiên cố hóa kênh mương Đồng Lớn",
        "Thuộc mô hình (mã)": "21085-2020-001",
        "Loại công trình": "Kênh mương",
        "Khối lượng": 0.9,
        "ĐVT": "km",
        "Tổng kinh phí": 380_000_000,
        "Ngân sách Nhà nước": 200_000_000,
        "Nhân dân đóng góp > Tiền": 180_000_000,
        "Nhân dân đóng góp > Hiện vật (quy tiền)": None,
        "Doanh nghiệp": 0,
        "Nguồn khác": None,
        "Hiến đất > Diện tích (m2)": None,
        "Hiến đất > Số hộ": None,
        "Ngày công": "120 công",
        "Hoàn thành trong năm": "Có",
    }
    assert sheet.cell(row + 1, column_of(sheet, "Tổng kinh phí")).value == "1,2 tỷ"
    assert sheet.cell(row + 1, column_of(sheet, "Hoàn thành trong năm")).value == "chưa xong"


def test_codes_are_text_and_dates_are_dates() -> None:
    book = opened({**FILLED, "cover": [{"unit_code": "01234", "phone": "0905000000"}]})
    cover = {row[0].value: row[1] for row in book["B0 Thông tin chung"].iter_rows(max_col=2)}
    assert (cover["Mã đơn vị"].value, cover["Mã đơn vị"].number_format) == ("01234", "@")
    assert cover["Điện thoại"].value == "0905000000"
    sheet = book["B6 Văn bản"]
    row = headers(sheet)[("STT",)][1]
    number, day = sheet.cell(row, column_of(sheet, "Số")), sheet.cell(row, column_of(sheet, "Ngày ban hành"))
    assert (number.value, number.data_type, number.number_format) == ("71", "s", "@")
    assert (day.value, day.number_format) == (dt.datetime(2020, 8, 7), "dd/mm/yyyy")


def test_what_the_cover_is_not_told_is_known_beforehand_and_a_given_value_stands() -> None:
    rows = opened({"cover": [{"unit_name": "Bình Minh", "revision": None}]})["B0 Thông tin chung"].iter_rows(max_col=2)
    said = {row[0].value: row[1].value for row in rows}
    assert said["Tên đơn vị báo cáo"] == "Bình Minh"
    assert (said["Mã đơn vị"], said["Năm báo cáo"], said["Kỳ báo cáo"]) == ("21085", 2022, "Năm")
    assert said["Lần gửi"] is None


def test_a_total_adds_what_excel_adds_and_over_nothing_it_is_empty() -> None:
    sheet, results = opened(FILLED)["B2 Nguồn lực"], opened(FILLED, results=True)["B2 Nguồn lực"]
    row = total_row(sheet)
    assert row
    total, state, business, other = (
        column_of(sheet, h) for h in ("Tổng kinh phí", "Ngân sách Nhà nước", "Doanh nghiệp", "Nguồn khác")
    )
    top = headers(sheet)[("STT",)][1]
    letter = sheet.cell(row, total).column_letter
    area = f"{letter}{top}:{letter}{row - 1}"
    assert sheet.cell(row, total).value == f'=IF(COUNT({area})=0,"",SUM({area}))'
    assert results.cell(row, total).value == 380_000_000
    assert results.cell(row, state).value == 200_000_005
    assert results.cell(row, business).value == 0
    assert str(results.cell(row, other).value).strip() == ""


def test_an_empty_total_is_a_text_and_no_formula_without_a_result() -> None:
    xml = zipfile.ZipFile(io.BytesIO(written())).read("xl/worksheets/sheet4.xml").decode()
    found = re.findall(r"<c ([^>]*)><f>[^<]*</f><v>([^<]*)</v>", xml)
    assert len(found) == 9
    assert all('t="str"' in attributes and not value.strip() for attributes, value in found)


def test_only_tables_with_columns_that_add_have_a_total() -> None:
    with_total = {s.title.split()[0] for s in opened() if total_row(s)}
    assert with_total == {"B1", "B2", "B4", "B7"}


def test_empty_rows_follow_the_content_and_have_no_numbers() -> None:
    sheet = opened({"models": [{"model_name": f"Mô hình {n}"} for n in range(1, 31)]})["B1 Mô hình"]
    top, bottom = headers(sheet)[("STT",)][1], total_row(sheet)
    assert bottom
    numbers = [sheet.cell(r, 1).value for r in range(top, bottom)]
    assert numbers == [*range(1, 31), *[None] * 5]
    blank_rows = opened()["B1 Mô hình"]
    assert 15 <= (total_row(blank_rows) or 0) - headers(blank_rows)[("STT",)][1] <= 30


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1), max_size=20))
@settings(max_examples=15)
def test_text_stays_the_text_it_is_never_a_formula_or_a_link(lines: list[str]) -> None:
    lines = ["=1+1", '=HYPERLINK("http://x")', "+84", "@a", "http://x.vn", "123", *lines]
    sheet = opened({"remarks": [{"section": "strengths", "text": line} for line in lines]})["B8 Nhận xét"]
    column, top = headers(sheet)[("Nội dung",)]
    found = [sheet.cell(top + n, column) for n in range(len(lines))]
    assert [c.value for c in found] == lines
    assert {c.data_type for c in found} == {"s"}
    assert not any(c.hyperlink for c in found)


@pytest.mark.parametrize(
    ("content", "changes", "told"),
    [
        ({"resources": [CANAL]}, {"unit": AGENCY}, "Bảng “resources” không có trong biểu mẫu năm 2022"),
        ({"models": [{"model_id": "x"}]}, {"year": 2018}, "“models.model_id” không có trong biểu mẫu năm 2018"),
        ({"models": [{"ten": "x"}]}, {}, "“models.ten” không có"),
        ({"indicators": [{"indicator": "police_forums", "actual": 1}]}, {"year": 2018}, "police_forums"),
        ({"indicators": [{"indicator": "population"}] * 2}, {}, "“population” có hai dòng"),
        ({"cover": [{}, {}]}, {}, "Bìa của xã Bình Minh năm 2022 có 2 dòng"),
        ({}, {"unit": replace(COMMUNE, type="district")}, "Không có biểu nào dành cho huyện Bình Minh"),
        ({"remarks": [{"text": "a" * 32_768}]}, {}, "dài quá 32767 ký tự"),
    ],
)
def test_content_that_would_be_lost_is_refused(content: Content, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(DanvanError, match=re.escape(told)):
        written(content, **changes)


def test_an_indicator_without_values_may_be_named_though_the_unit_lacks_it() -> None:
    opened({"indicators": [{"indicator": "police_forums", "actual": None}]}, year=2018)


def test_an_unknown_period_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match="Kỳ báo cáo “Q1” không có trong biểu mẫu; hãy chọn một trong: N, 6T"):
        written(period="Q1")


# Entry


def test_choices_and_flags_drop_down_from_the_hidden_lists() -> None:
    book = opened()
    sheet = book["B1 Mô hình"]
    for name, wanted in (
        ("Lĩnh vực", [c.label for c in form().table("models").column("field").choice]),
        ("Cấp công nhận cao nhất", ["Cấp xã", "Cấp huyện", "Cấp tỉnh", "Trung ương"]),
        ("Đã triển khai", ["Có", "Không"]),
    ):
        column, top = headers(sheet)[(name,)]
        rule = checks(sheet, sheet.cell(top, column).coordinate)
        assert rule.type == "list"
        assert rule.showErrorMessage
        assert rule.errorStyle in (None, "stop")
        area = re.fullmatch(r"_danhmuc!(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)", rule.formula1)
        assert area
        assert [row[0].value for row in book["_danhmuc"][area[1].replace("$", "")]] == wanted


def test_suggestions_are_offered_and_other_words_accepted() -> None:
    sheet = opened()["B2 Nguồn lực"]
    column, top = headers(sheet)[("ĐVT",)]
    rule = checks(sheet, sheet.cell(top, column).coordinate)
    assert rule.type == "list"
    assert not rule.showErrorMessage


@pytest.mark.parametrize(
    ("sheet", "path", "kind", "low", "high"),
    [
        ("B1 Mô hình", ("Số hộ tham gia",), "whole", "0", None),
        ("B1 Mô hình", ("Năm đăng ký lần đầu",), "whole", "1990", "2022"),
        ("B1 Mô hình", ("Ngày quyết định công nhận",), "date", "32874", "45291"),
        ("B2 Nguồn lực", ("Tổng kinh phí",), "whole", "0", None),
        ("B2 Nguồn lực", ("Hiến đất", "Diện tích (m2)"), "decimal", "0", None),
        ("B3 Chỉ tiêu", ("Thực hiện trong kỳ",), "decimal", "0", None),
        ("B5 Nông thôn mới", ("Số tiêu chí đạt",), "whole", "0", "19"),
        ("B5 Nông thôn mới", ("Số sao",), "whole", "1", "5"),
    ],
)
def test_cells_refuse_what_cannot_be(sheet: str, path: tuple[str, ...], kind: str, low: str, high: str | None) -> None:
    page = opened()[sheet]
    column, top = headers(page)[path]
    rule = checks(page, page.cell(top, column).coordinate)
    assert (rule.type, rule.formula1, rule.formula2) == (kind, low, high)
    assert rule.operator in (("greaterThanOrEqual",) if high is None else (None, "between"))
    assert rule.showErrorMessage
    assert rule.error.startswith("Ô này chỉ nhận")
    assert rule.prompt


def test_the_rules_reach_down_to_the_last_row_and_no_further() -> None:
    sheet = opened()["B2 Nguồn lực"]
    column, bottom = column_of(sheet, "Tổng kinh phí"), total_row(sheet)
    assert bottom
    assert checks(sheet, sheet.cell(bottom - 1, column).coordinate)
    assert not checks(sheet, sheet.cell(bottom, column).coordinate)


def test_a_declared_prompt_is_what_the_clerk_reads() -> None:
    sheet = opened()["B1 Mô hình"]
    column, top = headers(sheet)[("Mã mô hình",)]
    rule = checks(sheet, sheet.cell(top, column).coordinate)
    assert rule.prompt == form().table("models").column("model_id").prompt
    assert not rule.showErrorMessage


def test_a_clerk_reads_what_must_be_filled_and_what_must_not_stand_there() -> None:
    sheet = opened()["B1 Mô hình"]

    def prompt(name: str) -> str | None:
        column, top = headers(sheet)[(name,)]
        rule = checks(sheet, sheet.cell(top, column).coordinate)
        return rule and rule.prompt

    assert prompt("Tên mô hình, điển hình") == "Bắt buộc ghi."
    assert prompt("Lĩnh vực") == "Bắt buộc ghi. Chọn một giá trị trong danh sách."
    assert prompt("Khối chủ trì") == "Chọn một giá trị trong danh sách."
    assert prompt("Cách làm") == "Không ghi họ tên, số điện thoại, số giấy tờ của người dân."
    assert prompt("Địa bàn (thôn, KDC)") is None


def test_messages_fit_what_excel_shows() -> None:
    for sheet in opened(unit=TOWNSHIP):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255


def test_headers_are_locked_without_a_password_and_data_cells_are_free() -> None:
    book = opened(FILLED)
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    sheet = book["B2 Nguồn lực"]
    column, top = headers(sheet)[("Tổng kinh phí",)]
    bottom = total_row(sheet) or 0
    assert [sheet.cell(r, column).protection.locked for r in (top - 2, top - 1, top, bottom - 1, bottom)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert not sheet.protection.insertRows
    fixed = book["B3 Chỉ tiêu"]
    top = headers(fixed)[("Mã số",)][1]
    assert [fixed.cell(top, c).protection.locked for c in range(1, 9)] == [True] * 3 + [False] * 5
    cover = book["B0 Thông tin chung"]
    row = next(r for r in range(1, 30) if cover.cell(r, 1).value == "Mã đơn vị")
    assert (cover.cell(row, 1).protection.locked, cover.cell(row, 2).protection.locked) == (True, False)


# The page


def test_pages_are_a4_one_page_wide_numbered_with_headers_repeated_and_held() -> None:
    book = opened()
    for sheet in book.worksheets[:-2]:
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in ((2,) if sheet.title == "B1 Mô hình" else (None, 1))
        assert int(sheet.page_setup.fitToHeight) == 0
        assert sheet.oddFooter.center.text == "Trang &P/&N"
        assert sheet.oddFooter.left.text == f"Phiên bản biểu {book.custom_doc_props['form_version'].value}"
    across = [s.title.split()[0] for s in book.worksheets[:-2] if s.page_setup.orientation == "landscape"]
    assert {"B1", "B2", "B3", "B4"} <= set(across)
    assert not {"Hướng", "B0", "B5", "B8"} & set(across)
    models = book["B1 Mô hình"]
    top = headers(models)[("STT",)][1]
    assert models.freeze_panes == f"D{top}"
    assert models.print_title_rows == f"${top - 2}:${top - 1}"
    assert models.print_title_cols == "$A:$C"
    assert book["B2 Nguồn lực"].print_title_cols is None
    assert book["B5 Nông thôn mới"].freeze_panes is None


def test_every_cell_is_in_times_new_roman() -> None:
    for sheet in opened(FILLED).worksheets:
        for row in sheet.iter_rows():
            assert {(c.font.name, c.font.scheme) for c in row} == {("Times New Roman", None)}


def test_columns_are_wide_enough_for_numbers_and_their_total() -> None:
    sheet = opened({"resources": [{"work_name": str(n), "state_vnd": 900_000_000_000} for n in range(9)]})[
        "B2 Nguồn lực"
    ]
    letter = get_column_letter(column_of(sheet, "Ngân sách Nhà nước"))
    assert sheet.column_dimensions[letter].width > len("8.100.000.000.000")


def test_a_row_of_long_text_is_tall_enough_and_a_short_one_is_left_to_excel() -> None:
    told = "Nhân dân góp công, góp tiền và hiến đất. " * 10
    sheet = opened({"remarks": [{"text": told}, {"text": "Ngắn"}]})["B8 Nhận xét"]
    column, top = headers(sheet)[("Nội dung",)]
    width = sheet.column_dimensions[get_column_letter(column)].width
    assert sheet.row_dimensions[top].height >= 15.75 * len(told) / (width * 1.15)
    assert sheet.row_dimensions[top + 1].height is None


def test_a_fraction_is_shown_where_there_is_one() -> None:
    sheet = opened(FILLED)["B2 Nguồn lực"]
    column, top = headers(sheet)[("Khối lượng",)]
    cell = sheet.cell(top, column)
    assert cell.number_format == "#,##0"
    rules = [
        r for area, rules in sheet.conditional_formatting._cf_rules.items() if cell.coordinate in area for r in rules
    ]
    assert [r.dxf.numFmt.formatCode for r in rules] == ["#,##0.0##"]


# Stamp, sample, bytes


def test_the_form_version_unit_year_and_period_are_stamped_as_text() -> None:
    book = opened()
    stamp = {row[0].value: row[1].value for row in book["_phienban"].iter_rows()}
    version = book.custom_doc_props["form_version"].value
    assert stamp == {"form_version": version, "unit_code": "21085", "year": "2022", "period": "N"}
    assert re.fullmatch("[0-9a-f]{12}", version)


def test_the_version_follows_what_clerks_see_and_nothing_else() -> None:
    def version(of: Form, year: int = 2022) -> str:
        return Edition(of, COMMUNE, year, "N", "Bình Sơn").version

    def changed(**changes: Any) -> Form:
        models = form().table("models")
        columns = tuple(replace(c, **changes) if c.name == "outcome" else c for c in models.columns)
        return replace(form(), headers=(), tables={**form().tables, "models": replace(models, columns=columns)})

    same = version(changed())
    assert version(changed(seen_as=("Kết quả khác",))) == same
    assert version(changed(label="Kết quả")) != same
    assert version(form(), 2019) != version(form(), 2022)


def test_a_sample_says_so_where_people_and_programs_look() -> None:
    mark = form().words.sample_mark
    book = opened(sample=True)
    assert f"{mark} - không phải số liệu thật" in texts(book["B0 Thông tin chung"])
    assert book.properties.category == mark
    real = opened()
    assert not any(mark in t for s in real for t in texts(s))
    assert real.properties.category is None


def test_no_person_is_named_in_the_properties() -> None:
    assert not opened().properties.creator
    assert not opened().properties.lastModifiedBy


def test_the_same_content_gives_the_same_bytes_and_no_clock_is_read() -> None:
    first = written(FILLED, sample=True)
    assert written(FILLED, sample=True) == first
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert {p.date_time for p in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+", parts.read("docProps/core.xml"))) == {b"2017-04-03T00:00:00"}


def test_a_path_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "mẫu" / "a.xlsx"
    write_workbook(target, form=form(), unit=COMMUNE, year=2022, period="N", content=FILLED, district_name="Bình Sơn")
    assert target.read_bytes() == written(FILLED)
    assert list(target.parent.iterdir()) == [target]


# The blank workbook


def test_a_blank_carries_models_that_go_on_and_last_years_figures() -> None:
    kept = {"model_id": "21085-2020-001", "model_name": "Ba V", "field": "economy", "first_year": 2020}
    last_year: Content = {
        "models": [
            {**kept, "status": "continued", "result": "recognised", "households": 120, "implemented": True},
            {"model_name": "Hũ gạo tình thương", "status": "ended"},
        ],
        "indicators": [
            {"indicator": "population", "actual": 9876, "plan": 3},
            {"indicator": "order_protection_teams", "actual": 4},
        ],
    }
    out = io.BytesIO()
    blank(out, form=form(), unit=COMMUNE, year=2022, period="N", district_name="Bình Sơn", last_year=last_year, **DAYS)
    book = openpyxl.load_workbook(out)
    models = book["B1 Mô hình"]
    top = headers(models)[("STT",)][1]
    said = {path[0]: models.cell(top, column).value for path, (column, _) in headers(models).items()}
    assert {k: v for k, v in said.items() if v is not None} == {
        "STT": 1,
        "Mã mô hình": "21085-2020-001",
        "Tên mô hình, điển hình": "Ba V",
        "Lĩnh vực": "Phát triển kinh tế",
        "Năm đăng ký lần đầu": 2020,
    }
    assert "Hũ gạo tình thương" not in texts(models)
    figures = book["B3 Chỉ tiêu"]
    rows = [r for r in figures.iter_rows(values_only=True) if r[1] == "Dân số trung bình"]
    assert rows == [("34", "Dân số trung bình", "người", None, None, 9876, None, None)]
    assert "Năm 2022 (từ ngày 15/12/2021 đến ngày 14/12/2022)" in texts(models)


LAST_YEAR: Content = {
    "models": [{"model_name": "Ba V", "field": "economy", "first_year": 2020, "status": "continued"}],
    "indicators": [{"indicator": "population", "actual": 9876.0}, {"indicator": "news_items"}],
    "new_rural": [{"status": "standard", "criteria_met": 19, "recognised_year": 2017, "standard_version": "2016-2020"}],
    "ocop": [{"product": "Hành tím", "stars": 3, "recognised_year": 2020}],
    "model_areas": [{"name": "Khu dân cư thôn Tân Phước", "recognised_year": 2020, "decision": "894/QĐ-UBND"}],
}


def carried_over(unit: Unit = COMMUNE, last_year: Content = LAST_YEAR) -> bytes:
    out = io.BytesIO()
    blank(out, form=form(), unit=unit, year=2022, period="N", district_name="Bình Sơn", last_year=last_year, **DAYS)
    return out.getvalue()


def tinted(sheet: Worksheet) -> list[Any]:
    return [c.value for row in sheet.iter_rows() for c in row if c.fill.start_color.rgb == "FFDDEBF7"]


def test_what_was_filled_in_beforehand_is_told_apart_may_be_changed_and_asks_to_be_looked_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(carried_over()))
    assert tinted(book["B1 Mô hình"]) == ["Ba V", "Phát triển kinh tế", 2020]
    assert tinted(book["B3 Chỉ tiêu"]) == [9876]
    assert tinted(book["B5 Nông thôn mới"]) == [
        "Đạt chuẩn nông thôn mới", 2017, "2016 - 2020",
        "Hành tím", 3, 2020,
        "Khu dân cư thôn Tân Phước", 2020, "894/QĐ-UBND",
    ]  # fmt: skip
    assert len(tinted(book["B0 Thông tin chung"])) == 7
    for sheet in book:
        assert all(not c.protection.locked for r in sheet.iter_rows() for c in r if c.value in tinted(sheet))
    asking = [s.title.split()[0] for s in book if any(t.startswith("Lưu ý: ô nền xanh") for t in texts(s))]
    assert asking == ["B0", "B1", "B3", "B5"]


def test_a_filled_workbook_has_no_such_cells() -> None:
    assert not [value for sheet in opened(FILLED) for value in tinted(sheet)]


def test_nothing_that_a_unit_or_year_lacks_is_carried() -> None:
    blank_of_agency = openpyxl.load_workbook(io.BytesIO(carried_over(AGENCY, {"models": LAST_YEAR["models"]})))
    assert tinted(blank_of_agency["B1 Mô hình"]) == ["Ba V", "Phát triển kinh tế", 2020]
    out, known = io.BytesIO(), {"models": [{**LAST_YEAR["models"][0], "model_id": "21085-2019-001"}]}
    blank(out, form=form(), unit=COMMUNE, year=2019, period="N", district_name="Bình Sơn", last_year=known)
    assert "21085-2019-001" not in texts(openpyxl.load_workbook(out)["B1 Mô hình"])


def test_a_wide_sheet_is_printed_on_two_pages_with_its_title_on_the_first() -> None:
    sheet = opened()["B1 Mô hình"]
    title = next(r for r in sheet.merged_cells.ranges if str(sheet.cell(r.min_row, r.min_col).value).startswith("DANH"))
    across = [sheet.column_dimensions[get_column_letter(c)].width for c in range(1, sheet.max_column + 1)]
    assert title.min_col == 4
    assert sum(across[: title.max_col]) * 0.8 < 130 < sum(across) * 0.6
    assert sheet.page_setup.pageOrder == "overThenDown"


# Writer and reader are neighbours


def test_a_blank_sent_back_untouched_brings_what_was_carried_and_asks_for_the_rest() -> None:
    office = read_settings(Workspace(Path(__file__).parents[1]))
    (told,) = read_submissions(read_workbook(carried_over()), "2022/21085/a.xlsx", form(), office)
    assert "unplaced" not in {c.role for c in told.cells}
    assert [r.values["product"] for r in told.rows["ocop"]] == ["Hành tím"]
    assert [r.values["name"] for r in told.rows["model_areas"]] == ["Khu dân cư thôn Tân Phước"]
    (rural,) = told.rows["new_rural"]
    assert (rural.values["status"], rural.values["criteria_met"]) == ("standard", None)
    asked = {p.message for p in told.problems if p.severity == "E"}
    labels = {form().table("models").column(n).label for n in ("status", "registered_level", "implemented", "result")}
    assert {f"Thiếu “{label}”." for label in labels} <= asked


@pytest.mark.parametrize("unit", [COMMUNE, TOWNSHIP, AGENCY], ids=lambda u: u.type)
@pytest.mark.parametrize("year", [2018, 2019, 2022, 2025])
def test_the_reader_finds_every_table_with_all_its_columns_and_no_stray_cell(unit: Unit, year: int) -> None:
    found = []
    for sheet in read_workbook(written(unit=unit, year=year)).sheets:
        blocks = find_blocks(sheet, form())
        for block in blocks:
            assert set(block.columns.values()) == {c.name for c in form().table(block.table).columns_in(year)}
            assert not block.unknown
        found += [b.table for b in blocks]
        assert not [p for p, role in assign(sheet, blocks, form()).roles.items() if role.role == "unplaced"]
    assert found == [t.name for t in form().expected(unit.type) if t.layout != "fields"]

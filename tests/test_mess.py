"""What real submissions look like: every known kind of mess, drawn inside an otherwise good workbook, in the words of real cells.

Wanted is a right value, or a finding at the cell that says so; never a silently wrong number, never a lost cell
(`drawn_submission.taken` counts the cells of every workbook read here). A test that is expected to fail says what happens now.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import shutil
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import drawn_files
import openpyxl
import pytest
import xlsxwriter
from drawing import sheet, workbook
from drawn_submission import (
    DOCUMENTS,
    FIGURES,
    GOOD,
    MODELS,
    OFFICE,
    WORKS,
    book_of,
    cell,
    changed,
    covers,
    errors,
    figure,
    figure_of,
    figure_rows,
    grid,
    row_of,
    said,
    saved,
    sent,
    several,
    severities,
    sheets,
    submit,
    taken,
    unit_of,
)
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from danvan.declared.form import form
from danvan.intake.ingest import ingest
from danvan.intake.register import Entry
from danvan.intake.sheet import Fault, Sheet, Value, text_of
from danvan.intake.submission import Submission
from danvan.intake.template import write_workbook
from danvan.intake.workbook import open_workbook, read_workbook
from danvan.paths import Workspace
from danvan.problems import UnreadableWorkbook
from danvan.publish.workbook import write_tables
from danvan.vietnamese.legacy import encode_tcvn3, encode_vni

ROOT = Path(__file__).parents[1]


def but(*case: Any, now: str) -> Any:
    """A case that does not come out right yet, with what happens now."""
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=now))


def fails(now: str) -> pytest.MarkDecorator:
    """A test that does not come out right yet, with what happens now."""
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=now)


def in_font(name: str, cells: Mapping[str, str], page: str = "NL", **forms: Any) -> Submission:
    """A good workbook in which some cells of a sheet are typed in a font."""
    book = book_of(sheets(**forms))
    for at, text in cells.items():
        book[page][at] = text
        book[page][at].font = Font(name=name)
    return sent(book)


def fixed(found: Submission, code: str) -> bool:
    return any(p.code == code and p.severity == "F" for p in found.problems)


def value_at(found: Submission, table: str, row: int, column: str) -> Any:
    read = row_of(found, table, row)
    return None if read is None else read.values.get(column)


def silent(found: Submission, page: str, *cells: str) -> list[str]:
    """The cells that nobody is asked to look at."""
    return [at for at in cells if not severities(found, page, at) & {"E", "W"}]


# Encoding and typing


@pytest.mark.parametrize(
    ("at", "text", "column", "wanted"),
    [
        ("B4", "hiÕn ®Êt lµm ®\u00adêng", "work_name", "hiến đất làm đường"),
        ("B4", "Tæ hßa gi¶i", "work_name", "Tổ hòa giải"),
        ("B4", "D©n vËn khÐo", "work_name", "Dân vận khéo"),
        ("C4", encode_tcvn3("Kênh mương"), "work_type", "canal"),
    ],
)
def test_kind_01_tcvn3_text_in_its_font(at: str, text: str, column: str, wanted: str) -> None:
    found = in_font(".VnTime", {at: text}, B2=WORKS)
    told = said(found, "NL", "resources", at, column)
    told.is_right(wanted)
    assert fixed(found, "Đ21")


def test_kind_01_tcvn3_name_of_the_unit() -> None:
    book = book_of(sheets({"Tên đơn vị báo cáo": "X· B×nh Th¹nh", "Mã đơn vị": "21046"}))
    book["Bìa"]["B3"].font = Font(name=".VnTime")
    found = sent(book, "2021/21046/a.xlsx")
    assert (found.unit_code, errors(found)) == ("21046", [])


def test_kind_01_tcvn3_unit_line() -> None:
    tall = sheet("""
        | Đơn vị tính: triệu đồng | | | | |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 380 | x |
    """, "NL")  # fmt: skip
    found = in_font(".VnTime", {"A1": "§¬n vÞ tÝnh: triÖu ®ång"}, B2=tall)
    assert value_at(found, "resources", 3, "total_vnd") == 380_000_000


def test_kind_02_small_letters_that_look_like_capitals() -> None:
    found = in_font(".VnTimeH", {"E2": "®¬n vÞ tÝnh", "B2": encode_tcvn3("tên công trình, phần việc")})
    assert value_at(found, "resources", 3, "quantity_unit") == "m"
    assert value_at(found, "resources", 3, "work_name") == "Kiên cố hóa kênh N1"
    assert errors(found) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("hieán ñaát laøm ñöôøng", "hiến đất làm đường"), ("Toå hoøa giaûi", "Tổ hòa giải")],
)
def test_kind_03_vni(text: str, wanted: str) -> None:
    found = in_font("VNI-Times", {"B4": text})
    said(found, "NL", "resources", "B4", "work_name").is_right(wanted)


def test_kind_03_vni_name_of_the_unit() -> None:
    book = book_of(sheets({"Tên đơn vị báo cáo": "Xaõ Bình Thaïnh", "Mã đơn vị": None}))
    book["Bìa"]["B3"].font = Font(name="VNI-Times")
    assert sent(book).unit_code == "21046"


def test_kind_04_half_of_a_column_in_an_old_font() -> None:
    found = in_font(".VnTime", {"B4": encode_tcvn3("Đường xóm Đông")})
    names = [value_at(found, "resources", row, "work_name") for row in (3, 4, 5)]
    assert names == ["Kiên cố hóa kênh N1", "Đường xóm Đông", "Nhà văn hóa thôn Tây"]


def test_kind_04_two_fonts_in_one_cell() -> None:
    book = book_of(sheets())
    book["NL"]["B4"] = CellRichText(
        TextBlock(InlineFont(rFont="Times New Roman"), "Vận động "),
        TextBlock(InlineFont(rFont=".VnTime"), "hiÕn ®Êt lµm ®\u00adêng"),
    )
    said(sent(book), "NL", "resources", "B4", "work_name").is_right_or_flagged("Vận động hiến đất làm đường")


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni])
def test_kind_05_a_sheet_whose_old_font_was_changed(encode: Callable[[str], str]) -> None:
    old = replace(WORKS, cells={p: encode(v) if isinstance(v, str) else v for p, v in WORKS.cells.items()})
    found = submit(B2=old)
    for row in (3, 4, 5):
        told = said(found, "NL", "resources", f"B{row}", "work_name")
        wanted = str(WORKS.cells[row, 2])
        assert told.value is not None or errors(found)
        if told.value is not None:
            told.is_right_or_flagged(wanted)


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni])
def test_kind_05_one_cell_whose_old_font_was_changed(encode: Callable[[str], str]) -> None:
    cell("B2", "B4", encode("Vận động hiến đất làm đường")).is_right_or_flagged("Vận động hiến đất làm đường")


def test_kind_06_decomposed_letters_everywhere() -> None:
    def nfd(drawn: Sheet) -> Sheet:
        cells = {p: unicodedata.normalize("NFD", v) if isinstance(v, str) else v for p, v in drawn.cells.items()}
        return replace(drawn, cells=cells)

    found = submit(B1=nfd(MODELS), B2=nfd(WORKS), B3=nfd(FIGURES))
    assert errors(found) == []
    assert value_at(found, "models", 3, "model_name") == unicodedata.normalize("NFC", "Hũ gạo tình thương")
    told = unit_of(unicodedata.normalize("NFD", "Xã Bình Thạnh"))
    assert told.value == "21046"


@pytest.mark.parametrize("name", ["Xã Bình Hoà", "Xã Bình Hòa", "xã Bình hoà"])
def test_kind_07_old_and_new_place_of_the_tone(name: str) -> None:
    assert unit_of(name).value == "21079"
    unit_of(name, "21079").is_right("21079")


def test_kind_07_old_and_new_place_of_the_tone_in_headers_and_choices() -> None:
    cell("B2", "C5", "Nhà văn hoá").is_right("culture_house")
    cell("B1", "C3", "Văn hoá - xã hội").is_right("culture_society")


@pytest.mark.parametrize("name", ["Binh Thanh", "Xa Binh Thanh", "BINH THANH"])
def test_kind_08_no_diacritics_is_ambiguous(name: str) -> None:
    unit_of(name).is_refused()


def test_kind_08_no_diacritics_where_only_one_unit_can_be_meant() -> None:
    unit_of("Binh Minh", "21085").is_right_or_flagged("21085")
    assert unit_of("Binh Minh").value in ("21085", None)


@pytest.mark.parametrize("text", ["Duong GTNT", "Kenh muong"])
def test_kind_08_no_diacritics_in_a_choice(text: str) -> None:
    told = cell("B2", "C4", text)
    told.is_right_or_flagged({"Duong GTNT": "rural_road", "Kenh muong": "canal"}[text])


def test_kind_09_another_units_name_by_mistake() -> None:
    unit_of("Xã Bình Trung", "21061").is_flagged()


def test_kind_09_misspelled_label_of_a_figure() -> None:
    at = figure_rows().index("propaganda_sessions") + 2
    found = submit(B3=changed(FIGURES, {f"B{at}": "Hội nghị, buổi truyên truyền", f"E{at}": 12.0}))
    if figure_of(found, "propaganda_sessions").value != 12:
        assert severities(found, "CT", f"B{at}") & {"E", "W"}


def test_kind_09_code_and_label_of_two_figures() -> None:
    at = figure_rows().index("letters_resolved") + 2
    found = submit(B3=changed(FIGURES, {f"A{at}": "19", f"E{at}": 3.0}))
    assert {"E", "W"} & (severities(found, "CT", f"A{at}") | severities(found, "CT", f"B{at}"))


@pytest.mark.parametrize(("text", "wanted"), [("Kênh mươg", "canal"), ("Nhà văn hó", "culture_house")])
def test_kind_09_misspelled_choice(text: str, wanted: str) -> None:
    cell("B2", "C3", text).is_right_or_flagged(wanted)


def test_kind_09_misspelled_month() -> None:
    cell("B6", "E3", "ngày 25 thang 5 năm 2021").is_right_or_flagged(dt.date(2021, 5, 25))


@pytest.mark.parametrize("name", ["Xã Bình Mĩ", "Xã Bình Mỹ"])
def test_kind_10_i_and_y(name: str) -> None:
    told = unit_of(name, "21106")
    told.is_right_or_flagged("21106")
    assert unit_of(name).value in ("21106", None)


@pytest.mark.parametrize("text", ["Ðường GTNT", "ÐƯỜNG GTNT", "D-ường GTNT"])
def test_kind_11_a_d_with_a_bar_typed_otherwise(text: str) -> None:
    cell("B2", "C4", text).is_right_or_flagged("rural_road")


def test_kind_11_icelandic_eth_in_unit_header_and_name() -> None:
    assert unit_of("Xã Bình Ðông").value == "21049"
    found = submit(B2=changed(WORKS, {"E2": "ÐVT", "B4": "Ðường xóm Ðông"}))
    assert value_at(found, "resources", 4, "quantity_unit") == "m"
    assert value_at(found, "resources", 4, "work_name") == "Đường xóm Đông"


@pytest.mark.parametrize(
    "name", ["Xã Bình Thanh ", "Xã Bình\u00a0Thanh", "\tXã Bình Thanh", "Xã Bình Thanh\u200b", "Xã  Bình  Thanh"]
)
def test_kind_12_spaces_that_nobody_sees(name: str) -> None:
    assert unit_of(name).value == "21091"
    unit_of(name, "21091").is_right("21091")


@pytest.mark.parametrize("text", ["380\u00a0000\u00a0000", " 380000000 ", "380000000\u200b", "\t380000000"])
def test_kind_12_spaces_that_nobody_sees_in_numbers(text: str) -> None:
    cell("B2", "F3", text).is_right(380_000_000)


def test_kind_12_a_cell_of_white_space_only_is_blank() -> None:
    book = book_of(sheets())
    book["NL"]["G4"] = "\u00a0 \t"
    read = row_of(taken(saved(book)), "resources", 4)
    assert read is not None
    assert read.states["land_m2"] == "blank"


@pytest.mark.parametrize(("text", "wanted"), [("1O", 10), ("l2", 12), ("O4", 4), ("O", 0)])
def test_kind_13_letters_for_digits(text: str, wanted: int) -> None:
    told = cell("B2", "H3", text)
    assert told.value in (None, wanted)
    told.is_flagged()


def test_kind_13_letters_for_digits_in_an_amount() -> None:
    told = cell("B2", "F3", "38O.OOO.OOO")
    assert told.value in (None, 380_000_000)
    told.is_flagged()


@pytest.mark.parametrize(
    ("at", "text", "wanted"),
    [
        ("C3", "\u041aênh mương", "canal"),  # Cyrillic
        ("C4", "Ｄ\u00adương GTNT", None),
        ("C5", "Nhà v\u0103n hó\u0430", "culture_house"),
    ],
)
def test_kind_14_lookalike_letters_in_a_choice(at: str, text: str, wanted: str | None) -> None:
    cell("B2", at, text).is_right_or_flagged(wanted)


def test_kind_14_lookalike_digits() -> None:
    cell("B2", "H3", "１２").is_right_or_flagged(12)
    cell("B2", "F3", "３８０．０００．０００").is_right_or_flagged(380_000_000)


def test_kind_14_lookalike_letters_in_the_unit() -> None:
    told = unit_of("Xã \u0412ình Minh", "21085")  # Cyrillic
    told.is_right_or_flagged("21085")


def test_kind_14_lookalike_letters_in_a_name_make_no_second_model() -> None:
    found = submit(B1=changed(MODELS, {"B4": "Hũ g\u0430o tình thương".replace("a", "a"), "C4": "VHXH"}))
    twice = submit(B1=changed(MODELS, {"B4": "Hũ gạ\u043e tình thương", "C4": "VHXH"}))
    assert value_at(found, "models", 4, "model_name") is not None
    assert severities(twice, "MH", "B4") & {"E", "W"}


def test_kind_15_mojibake_of_the_unit() -> None:
    told = unit_of("XÃ£ BÃ¬nh Minh", "21085")
    told.is_right_or_flagged("21085")


def test_kind_15_mojibake_of_a_name() -> None:
    cell("B2", "B4", "XÃ£ BÃ¬nh").is_right_or_flagged("Xã Bình")
    cell("B2", "B4", "Kiên cố hóa kênh".encode().decode("cp1252")).is_right_or_flagged("Kiên cố hóa kênh")


def test_kind_15_mojibake_that_lost_letters() -> None:
    lost = "Hiến đất làm đường".encode().decode("cp1252", errors="replace")
    cell("B2", "B4", lost).is_flagged()


# Numbers and units


def test_kind_16_dot_thousands_typed_on_an_english_pc() -> None:
    told = cell("B2", "G3", 2.5)  # typed 2.500, beside 850 and 3425
    told.is_flagged()


def test_kind_16_dot_thousands_typed_on_an_english_pc_as_a_count() -> None:
    cell("B1", "K3", 2.5).is_refused()
    figure("propaganda_attendances", 2.5).is_refused()


def test_kind_16_dot_thousands_typed_on_an_english_pc_as_money() -> None:
    cell("B2", "F3", 380.5).is_flagged()


def test_kind_16_dot_thousands_as_text_beside_larger_ones() -> None:
    told = cell("B2", "G3", "2.500", G4="12.000", G5="3.425")
    assert told.value == 2500


def test_kind_16_dot_thousands_as_text_alone_is_doubtful() -> None:
    found = submit(B2=changed(WORKS, {"G3": "2.500", "G4": None, "G5": None}))
    told = said(found, "NL", "resources", "G3", "land_m2")
    assert told.value in (2500, None)
    told.is_right_or_flagged(2500)


def test_kind_17_decimal_comma_as_text() -> None:
    cell("B2", "G3", "31,2").is_right(31.2)
    cell("B4", "I2", "31,2").is_right(31.2)


def test_kind_17_decimal_comma_eaten_by_excel() -> None:
    told = cell("B4", "I2", 312.0, I3="28,5")  # 31,2 typed where the comma parts thousands
    told.is_right_or_flagged(312)


@pytest.mark.parametrize(
    "text",
    ["380.000.000đ", "380.000.000 đồng", "380,000,000", "380 000 000", "380.000.000,00", "380.000.000", "380.000.000 VNĐ"],
)  # fmt: skip
def test_kind_18_amounts_with_separators(text: str) -> None:
    cell("B2", "F3", text).is_right(380_000_000)


def test_kind_18_comma_and_dot_in_one_amount() -> None:
    cell("B2", "F3", "380,000.000").is_right_or_flagged(380_000_000)


def test_kind_18_comma_and_dot_thousands_in_one_column() -> None:
    told = cell("B2", "F3", "380,000,000", F4="95.500.000", F5="210.000.000")
    told.is_right_or_flagged(380_000_000)
    cell("B2", "F4", "95.500.000", F3="380,000,000", F5="210,000,000").is_right_or_flagged(95_500_000)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("380tr", 380_000_000),
        ("380 tr.đ", 380_000_000),
        ("0,38 tỷ", 380_000_000),
        ("380 triệu", 380_000_000),
        ("1 tỷ 200", 1_200_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1tỷ2", 1_200_000_000),
        ("2 tỷ 350 triệu", 2_350_000_000),
    ],
)
def test_kind_19_scale_words(text: str, wanted: int) -> None:
    cell("B2", "F3", text).is_right(wanted)


@pytest.mark.parametrize(
    ("at", "head", "figure_said", "column", "wanted"),
    [
        ("G", "Diện tích đất hiến (ha)", 0.25, "land_m2", 2500),
        ("G", "Đất hiến (sào)", 5.0, "land_m2", None),
        ("G", "Đất hiến (1.000 m2)", 1.2, "land_m2", 1200),
        ("I", "Ngày công (giờ)", 960.0, "labour_days", 120),
        ("H", "Số hộ hiến đất (khẩu)", 40.0, "land_households", None),
        ("D", "Khối lượng (km)", 0.9, "quantity", 900),  # beside ĐVT m
    ],
)
def test_kind_52_another_unit_in_the_header(
    at: str, head: str, figure_said: float, column: str, wanted: int | None
) -> None:
    others: dict[str, Value | None] = {f"{at}4": None, f"{at}5": None}
    found = submit(B2=changed(WORKS, {f"{at}2": head, f"{at}3": figure_said, **others}))
    told = said(found, "NL", "resources", f"{at}3", column)
    if not severities(found, "NL", f"{at}2") & {"E", "W"}:
        told.is_right_or_flagged(wanted)


def test_kind_52_another_unit_in_the_unit_column_of_a_figure() -> None:
    at = figure_rows().index("population") + 2
    found = submit(B3=changed(FIGURES, {f"C{at}": "nghìn người", f"E{at}": 5.0}))
    if figure_of(found, "population").value != 5000:
        assert {"E", "W"} & (severities(found, "CT", f"C{at}") | severities(found, "CT", f"E{at}"))


def test_kind_32_a_column_of_percentages_is_not_the_figures() -> None:
    found = submit(B3=changed(FIGURES, {"E1": "Thực hiện (%)", "E2": 85.0}))
    assert [f for f in found.figures if f.column == "actual" and f.value is not None] == []
    assert "E" in severities(found, "CT", "E1")


MILLIONS = sheet("""
    | TT | Tên công trình | Loại công trình | Tổng kinh phí (triệu đồng) | Hoàn thành |
    | 1 | Kênh N1 | Kênh mương | 95 | x |
    | 2 | Kênh N2 | Kênh mương | 180000000 | x |
    | 3 | Kênh N3 | Kênh mương | 210 | x |
""", "NL")  # fmt: skip


def test_kind_20_dong_among_millions() -> None:
    found = submit(B2=MILLIONS)
    said(found, "NL", "resources", "D3", "total_vnd").is_flagged()
    said(found, "NL", "resources", "D2", "total_vnd").is_right(95_000_000)


def test_kind_20_millions_among_dong() -> None:
    cell("B2", "F4", 180.0).is_flagged()
    cell("B2", "F4", "180").is_flagged()


def test_kind_20_a_whole_column_of_millions_under_dong() -> None:
    found = submit(B2=changed(WORKS, {"F3": 380.0, "F4": 95.5, "F5": 210.0}))
    assert silent(found, "NL", "F3", "F4", "F5") == []


@pytest.mark.parametrize(("text", "unit"), [("900m", None), ("0,9km", "m"), ("900 mét", None), ("900 md", None), ("900 md", "m")])  # fmt: skip
def test_kind_21_lengths(text: str, unit: str | None) -> None:
    found = submit(B2=changed(WORKS, {"D3": text, "E3": unit}))
    read = row_of(found, "resources", 3)
    assert read is not None
    told = said(found, "NL", "resources", "D3", "quantity")
    told.is_right_or_flagged(900)
    if not told.doubted:
        assert read.values["quantity_unit"] == "m"


@pytest.mark.parametrize("text", ["2.500 m2", "2.500 m²", "2500m2", "0,25 ha", "2.500m2"])
def test_kind_22_areas(text: str) -> None:
    told = cell("B2", "G3", text)
    assert told.value == 2500
    assert "E" not in told.severities  # "2.500" alone may be doubted


@pytest.mark.parametrize("text", ["5 sào", "2 công đất", "1 mẫu"])
def test_kind_22_local_areas_are_never_converted(text: str) -> None:
    cell("B2", "G3", text).is_refused()


@pytest.mark.parametrize(("text", "wanted"), [("03 tập thể", 3), ("03 TT", 3)])
def test_kind_23_counts_with_words(text: str, wanted: int) -> None:
    cell("B7", "H2", text).is_right(wanted)


@pytest.mark.parametrize(("text", "wanted"), [("01 mô hình", 1), ("02 MH", 2), ("mười hai", 12)])
def test_kind_23_counts_with_words_among_the_figures(text: str, wanted: int) -> None:
    told = figure("models_planned", text)
    assert (told.value, told.state) == (wanted, "value")
    told.is_right(wanted)


def test_kind_23_a_count_whose_word_is_another_thing() -> None:
    cell("B7", "H2", "03 cá nhân").is_flagged()  # the row says collective


@pytest.mark.parametrize("text", ["03 TT, 03 CN", "03 TT; 06 CN", "3 tập thể và 6 cá nhân", "3TT+6CN"])
def test_kind_24_two_values_in_one_cell(text: str) -> None:
    cell("B7", "H2", text).is_refused()


@pytest.mark.parametrize("text", ["12 người", "12 lượt", "12 tháng"])
def test_kind_23_a_count_of_something_else(text: str) -> None:
    cell("B1", "K3", text).is_flagged()


def test_kind_24_two_values_in_one_cell_among_the_figures() -> None:
    figure("complaints", "03 TT, 03 CN").is_refused()


def test_kind_25_twelve_of_fifteen_or_a_date() -> None:
    figure("mediation_successes", "12/15").is_refused()
    figure("mediation_successes", dt.date(2021, 12, 15)).is_refused()
    cell("B1", "K3", dt.date(2021, 12, 15)).is_refused()


@pytest.mark.parametrize(
    ("form_name", "at", "text", "wanted"),
    [
        ("B2", "G3", "gần 1.000m2", 1000),
        ("B1", "K3", "hơn 200", 200),
        ("B2", "F3", "trên 5 tỷ", 5_000_000_000),
        ("B1", "K3", "khoảng 30", 30),
        ("B1", "K3", "~30", 30),
        ("B1", "K3", ">=30", 30),
    ],
)
def test_kind_26_approximate(form_name: str, at: str, text: str, wanted: int) -> None:
    told = cell(form_name, at, text)
    told.is_warned(wanted)
    assert told.approx


@pytest.mark.parametrize("text", ["10-15", "từ 5 đến 7", "10 – 15", "5 đến 7"])
def test_kind_27_ranges(text: str) -> None:
    cell("B1", "K3", text).is_refused()
    figure("complaints", text).is_refused()


@pytest.mark.parametrize("text", ["không", "Không", "ko", "k", "không có", "0", "không phát sinh", "KPS", 0.0])
def test_kind_28_words_for_zero(text: Value) -> None:
    told = figure("complaints", text)
    assert (told.value, told.state) == (0, "zero")
    told.is_right(0)
    counted = cell("B1", "K3", text)
    assert (counted.value, counted.state) == (0, "zero")


@pytest.mark.parametrize("text", ["-", "–", "...", "…", None])
def test_kind_29_marks_of_nothing_are_blank_not_zero(text: str | None) -> None:
    told = figure("complaints", text)
    assert (told.value, told.state) == (None, "blank")
    again = cell("B2", "G4", text)
    assert (again.value, again.state) == (None, "blank")


@pytest.mark.parametrize("text", ["//", "nt", '"', "”", "-nt-"])
@pytest.mark.parametrize(("at", "above"), [("C4", "canal"), ("E4", "m"), ("G4", 1200)])
def test_kind_29_ditto_marks(text: str, at: str, above: Any) -> None:
    told = cell("B2", at, text)
    assert told.value in (above, None), told
    if told.value is None:
        told.is_flagged()


@pytest.mark.parametrize("text", ["x", "X", "v", "✓", "Có", "Đạt"])
def test_kind_30_marks_for_yes(text: str) -> None:
    cell("B2", "J3", text).is_right(True)


@pytest.mark.parametrize(("text", "wanted"), [("không", False), ("Chưa", False), ("-", None), ("có thể", None)])
def test_kind_30_marks_for_no_and_for_nothing(text: str, wanted: bool | None) -> None:
    told = cell("B2", "J3", text)
    assert told.value is wanted
    if wanted is None:
        told.is_flagged()


@pytest.mark.parametrize("text", ["chưa tổng hợp được", "chưa có số liệu", "đang rà soát", "báo cáo sau"])
def test_kind_31_not_known_yet_is_missing(text: str) -> None:
    for told in (figure("complaints", text), cell("B2", "G3", text)):
        assert told.value is None
        assert told.state in ("blank", "unreadable")
        told.is_flagged()


@pytest.mark.parametrize("text", ["85,7%", "đạt 100%", "100% KH", 0.857, "85.7"])
def test_kind_32_percentages_are_no_counts(text: Value) -> None:
    figure("complaints", text).is_refused()
    cell("B1", "K3", text).is_refused()


def test_kind_33_numbers_stored_as_text() -> None:
    cell("B1", "K3", "03").is_right(3)
    cell("B1", "K3", "'03").is_right_or_flagged(3)
    figure("complaints", "03").is_right(3)
    cell("B2", "F3", "380000000").is_right(380_000_000)


@pytest.mark.parametrize("text", ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A"])
def test_kind_34_errors_of_excel(text: str) -> None:
    book = book_of(sheets())
    book["NL"]["F3"] = text
    found = sent(book)
    said(found, "NL", "resources", "F3", "total_vnd").is_refused()


@pytest.mark.parametrize("at", ["B3", "C3", "E3", "L3"])
def test_kind_34_errors_anywhere_in_a_sheet(at: str) -> None:
    found = submit(B2=changed(WORKS, {at: Fault("#REF!", "error")}))
    assert severities(found, "NL", at) & {"E", "W"}


def test_kind_35_formula_without_its_result() -> None:
    book = book_of(sheets())
    book["NL"]["F3"] = "=SUM(F4:F5)"
    said(sent(book), "NL", "resources", "F3", "total_vnd").is_refused()


def linked(formula: str) -> Submission:
    """A good workbook, one cell of which is a formula with the result 131."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    for one in sheets():
        page = book.add_worksheet(one.name)
        for (row, column), value in one.cells.items():
            page.write(row - 1, column - 1, value)
    book.get_worksheet_by_name("NL").write_formula("I3", formula, None, 131)
    book.close()
    return taken(read_workbook(memory.getvalue()))


def test_kind_36_link_to_another_workbook() -> None:
    told = said(linked("='[BC 2020.xlsx]Sheet1'!B5"), "NL", "resources", "I3", "labour_days")
    assert told.value in (131, None)
    told.is_flagged()


def test_kind_36_formula_of_this_workbook_is_its_result() -> None:
    said(linked("=SUM(I4:I5)"), "NL", "resources", "I3", "labour_days").is_right(131)


@pytest.mark.parametrize("text", [-5.0, "-5", "(5)"])
def test_kind_37_negative_correction(text: Value) -> None:
    cell("B1", "K3", text).is_flagged()
    figure("complaints", text).is_flagged()
    cell("B2", "F3", -5_000_000.0).is_flagged()


def test_kind_38_days_of_labour() -> None:
    cell("B2", "I3", "120 công").is_right(120)
    cell("B2", "I3", "120 ngày công").is_right(120)


def test_kind_38_days_by_people_and_hours() -> None:
    cell("B2", "I3", "120 ngày/45 người").is_flagged()
    told = cell("B2", "I3", "960 giờ")
    assert told.value in (None, 120)
    told.is_flagged()


def test_kind_39_value_that_stands_only_in_a_comment() -> None:
    book = book_of(sheets(B2=changed(WORKS, {"G3": None})))
    book["NL"]["G3"].comment = Comment("1.200 m2", "x")
    found = sent(book)
    told = said(found, "NL", "resources", "G3", "land_m2")
    assert told.value is None
    told.is_flagged()


def test_kind_39_value_that_stands_only_in_a_text_box() -> None:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    for one in sheets(B2=changed(WORKS, {"G3": None})):
        page = book.add_worksheet(one.name)
        for (row, column), value in one.cells.items():
            page.write(row - 1, column - 1, value)
    book.get_worksheet_by_name("NL").insert_textbox("G3", "Đất hiến: 1.200 m2")
    book.close()
    found = taken(read_workbook(memory.getvalue()))
    assert [p for p in found.problems if p.sheet == "NL" and p.severity in ("E", "W")]


def test_kind_40_hidden_precision() -> None:
    cell("B2", "D3", 33.3333).is_right(33.3333)
    cell("B1", "K3", 33.3333).is_refused()
    millions = changed(MILLIONS, {"D3": 33.3333})
    said(submit(B2=millions), "NL", "resources", "D3", "total_vnd").is_right_or_flagged(33_333_300)


# Dates and years


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("03/4/2017", dt.date(2017, 4, 3)),
        ("4/6/2020", dt.date(2020, 6, 4)),
        ("03-04-2017", dt.date(2017, 4, 3)),
        ("3.4.2017", dt.date(2017, 4, 3)),
        ("ngày 03 tháng 4 năm 2017", dt.date(2017, 4, 3)),
    ],
)
def test_kind_41_dates_as_text(text: str, wanted: dt.date) -> None:
    cell("B6", "E2", text).is_right_or_flagged(wanted)


def test_kind_41_day_and_month_swapped_by_excel() -> None:
    told = cell(
        "B6", "E2", dt.date(2021, 4, 6), E3="25/5/2021", E4="30/11/2021"
    )  # typed 4/6/2021: the others stayed text
    told.is_flagged()


def test_kind_42_serial_of_a_date() -> None:
    cell("B6", "E2", 42828.0).is_right_or_flagged(dt.date(2017, 4, 3))
    cell("B6", "E2", "42828").is_right_or_flagged(dt.date(2017, 4, 3))


@pytest.mark.parametrize(
    "text", ["tháng 4/2017", "quý II/2021", "Q2-2021", 2021.0, "năm 2021", "12/2021", "31/02/2021"]
)
def test_kind_43_no_day_is_made_up(text: Value) -> None:
    told = cell("B6", "E2", text)
    assert told.value is None
    told.is_flagged()


@pytest.mark.parametrize("text", ["năm 2021", "2021", 2021.0, "Năm 2021 "])
def test_kind_43_years(text: Value) -> None:
    cell("B7", "A2", text).is_right(2021)


@pytest.mark.parametrize("text", ["12/2021", dt.date(2021, 12, 1), "tháng 4/2021", "quý II/2021", "Q2-2021"])
def test_kind_43_years_said_by_month_or_quarter(text: Value) -> None:
    cell("B7", "A2", text).is_right_or_flagged(2021)


def test_kind_43_impossible_year() -> None:
    cell("B7", "A2", 21.0).is_flagged()
    cell("B7", "A2", "20221").is_flagged()


def test_kind_44_last_years_title() -> None:
    found = submit(B1=changed(MODELS, {"A1": "DANH MỤC MÔ HÌNH DÂN VẬN KHÉO NĂM 2020"}))
    assert [p.sheet for p in found.problems if p.code == "K20"] == ["MH"]
    assert "E" in severities(found, "MH", "A1")


def test_kind_44_another_period_in_the_title() -> None:
    found = submit(B1=changed(MODELS, {"A1": "DANH MỤC MÔ HÌNH 6 THÁNG ĐẦU NĂM 2021"}))
    assert severities(found, "MH", "A1") & {"E", "W"}


def test_kind_43_a_year_to_come() -> None:
    cell("B7", "A2", 2025.0).is_flagged()


def test_kind_44_year_of_the_cover_against_its_days() -> None:
    found = submit(fields={"Từ ngày": "15/12/2019", "Đến ngày": "14/12/2020"})
    assert "K20" in {p.code for p in found.problems if p.severity == "E"}


@pytest.mark.parametrize("value", [0.0, "1900-01-00", dt.datetime(1899, 12, 31), "00/01/1900"])
def test_kind_45_the_day_that_never_was(value: Value) -> None:
    told = cell("B6", "E2", value)
    assert told.value is None
    assert told.state == "blank" or told.doubted


@pytest.mark.parametrize("mac", [False, True])
def test_kind_45_date_system_of_1904(mac: bool) -> None:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"date_1904": mac})
    shown = book.add_format({"num_format": "dd/mm/yyyy"})
    for one in sheets(B6=changed(DOCUMENTS, {"E2": None, "E3": None})):
        page = book.add_worksheet(one.name)
        for (row, column), value in one.cells.items():
            page.write(row - 1, column - 1, value)
        if one.name == "VB":
            page.write_datetime("E2", dt.datetime(2021, 3, 16), shown)
            page.write_datetime("E3", dt.datetime(2021, 5, 25), book.add_format({"num_format": "General"}))
    book.close()
    found = taken(read_workbook(memory.getvalue()))
    said(found, "VB", "documents", "E2", "issued_on").is_right(dt.date(2021, 3, 16))
    said(found, "VB", "documents", "E3", "issued_on").is_right_or_flagged(dt.date(2021, 5, 25))


# Layout


def test_kind_46_two_levels_of_merged_headers() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Nhân dân đóng góp | < | Hiến đất | < | Hoàn thành |
        | ^ | ^ | ^ | ^ | Tiền | Hiện vật (quy tiền) | Diện tích (m2) | Số hộ | ^ |
        | 1 | Kênh N1 | Kênh mương | 180000000 | 100000000 | 80000000 | 1200 | 4 | x |
    """, "NL"))  # fmt: skip
    read = row_of(found, "resources", 3)
    assert read is not None
    names = ("total_vnd", "people_cash_vnd", "people_inkind_vnd", "land_m2", "land_households")
    assert [read.values[n] for n in names] == [180_000_000, 100_000_000, 80_000_000, 1200, 4]
    assert errors(found) == []


def test_kind_46_three_levels_of_merged_headers() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Kinh phí (triệu đồng) | < | < | < | Hoàn thành |
        | ^ | ^ | ^ | Tổng kinh phí | Trong đó | < | < | ^ |
        | ^ | ^ | ^ | ^ | Ngân sách Nhà nước | Nhân dân đóng góp tiền | Doanh nghiệp | ^ |
        | 1 | Kênh N1 | Kênh mương | 380 | 200 | 150 | 30 | x |
    """, "NL"))  # fmt: skip
    read = row_of(found, "resources", 4)
    assert read is not None
    names = ("total_vnd", "state_vnd", "people_cash_vnd", "business_vnd")
    assert [read.values[n] for n in names] == [380_000_000, 200_000_000, 150_000_000, 30_000_000]
    assert errors(found) == []


def test_kind_47_merged_body_cells_fill_down() -> None:
    found = submit(B1=sheet("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |
        | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét |
        | 2 | Nồi cháo yêu thương | ^ | TT | ^ | 2021 | Mới | Xã | x | Chưa xét |
        | 3 | Ngày chủ nhật xanh | ^ | TT | ^ | 2021 | Mới | Xã | x | Chưa xét |
    """, "MH"))  # fmt: skip
    rows = found.rows["models"]
    assert [r.values["lead_unit"] for r in rows] == ["Hội LHPN xã"] * 3
    assert [r.values["field"] for r in rows] == ["culture_society"] * 3
    assert errors(found) == []


def test_kind_47_one_amount_merged_over_two_works_is_not_counted_twice() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 380000000 | x |
        | 2 | Kênh N2 | Kênh mương | ^ | x |
    """, "NL"))  # fmt: skip
    total = sum(r.values["total_vnd"] or 0 for r in found.rows["resources"])  # type: ignore[misc]
    assert total == 380_000_000
    assert "E" in severities(found, "NL", "D2") | severities(found, "NL", "D3")


def test_kind_48_row_of_column_marks() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Ngân sách Nhà nước | Doanh nghiệp | Hoàn thành |
        | A | B | C | 1=(2+3) | 2 | 3 | 4 |
        | 1 | Kênh N1 | Kênh mương | 380000000 | 200000000 | 180000000 | x |
    """, "NL"))  # fmt: skip
    assert [r.row for r in found.rows["resources"]] == [3]
    assert {c.role for c in found.cells if c.sheet == "NL" and c.row == 2} == {"column_marks"}
    assert errors(found) == []


@pytest.mark.parametrize("marks", ["| A | B | 1 | 2=(3+4) | 3 | 4 | 5 |", "| (1) | (2) | (3) | (4)=(5)+(6) | (5) | (6) | (7) |", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 |"])  # fmt: skip
def test_kind_48_column_marks_of_other_kinds(marks: str) -> None:
    found = submit(B2=sheet(f"""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Ngân sách Nhà nước | Doanh nghiệp | Hoàn thành |
        {marks}
        | 1 | Kênh N1 | Kênh mương | 380000000 | 200000000 | 180000000 | x |
    """, "NL"))  # fmt: skip
    assert [r.row for r in found.rows["resources"]] == [3]
    assert errors(found) == []


def test_kind_49_header_repeated_on_each_printed_page() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 380000000 | x |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 2 | Kênh N2 | Kênh mương | 95000000 | x |
    """, "NL"))  # fmt: skip
    assert [r.row for r in found.rows["resources"]] == [2, 4]
    assert {c.role for c in found.cells if c.sheet == "NL" and c.row == 3} == {"header"}
    assert errors(found) == []


def sections(*titles: str) -> Sheet:
    head = "| TT | Tên mô hình | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét |\n"
    body = "".join(
        f"| {title} |\n| {n} | Mô hình {letter} | TT | Hội Nông dân xã | 2021 | Mới | Xã | x | Chưa xét |\n"
        for n, (title, letter) in enumerate(zip(titles, "ABCD", strict=False), 1)
    )
    return sheet(head + body, "MH")


@pytest.mark.parametrize(
    "titles",
    [
        ("I. LĨNH VỰC KINH TẾ", "II. LĨNH VỰC VĂN HÓA - XÃ HỘI", "III. LĨNH VỰC QUỐC PHÒNG - AN NINH"),
        ("a) Lĩnh vực phát triển kinh tế", "b) Lĩnh vực văn hóa - xã hội", "c) Quốc phòng - an ninh"),
        ("* Kinh tế", "* Văn hóa - xã hội", "* An ninh - quốc phòng"),
        ("1.1 Kinh tế", "1.2 Văn hóa - xã hội", "1.3 Quốc phòng - an ninh"),
        ("I | LĨNH VỰC KINH TẾ", "II | VHXH", "III | QPAN"),
        ("- Kinh tế:", "- Văn hóa, xã hội:", "- Quốc phòng, an ninh:"),
        ("I. Lĩnh vực kinh tế (01 mô hình)", "II. Văn hóa - xã hội: 01 mô hình", "III. Quốc phòng - an ninh (1 MH)"),
    ],
)
def test_kind_50_sections_carry_the_field(titles: tuple[str, ...]) -> None:
    found = submit(B1=sections(*titles))
    rows = found.rows["models"]
    assert [r.values["model_name"] for r in rows] == ["Mô hình A", "Mô hình B", "Mô hình C"]
    assert [r.values["field"] for r in rows] == ["economy", "culture_society", "defence_security"]
    assert errors(found) == []


TOTAL = "| TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |\n"
TWO = "| 1 | Kênh N1 | Kênh mương | 380000000 | x |\n| 2 | Kênh N2 | Kênh mương | 20000000 | x |\n"


@pytest.mark.parametrize(
    ("word", "top"),
    [
        *itertools.product(["Cộng I", "Tổng cộng", "TỔNG SỐ", "Cộng:", "Tổng cộng (I+II)", "CỘNG TOÀN XÃ"], [False]),
        *itertools.product(["Tổng cộng", "TỔNG SỐ", "Cộng:", "CỘNG TOÀN XÃ"], [True]),
        ("Cộng I", True),
        ("Tổng cộng (I+II)", True),
    ],
)
@pytest.mark.parametrize("first", [False, True])
def test_kind_51_totals_are_no_rows(word: str, top: bool, first: bool) -> None:
    line = f"| {word} | | | 400000000 | |\n" if first else f"| | {word} | | 400000000 | |\n"
    found = submit(B2=sheet(TOTAL + (line + TWO if top else TWO + line), "NL"))
    assert [r.values["work_name"] for r in found.rows["resources"]] == ["Kênh N1", "Kênh N2"]
    assert errors(found) == []


def test_kind_51_a_part_of_the_row_above_is_no_row() -> None:
    part = "| | Trong đó: vốn xã | Kênh mương | 180000000 | x |\n"
    found = submit(B2=sheet(TOTAL + "| 1 | Kênh N1 | Kênh mương | 380000000 | x |\n" + part, "NL"))
    assert [r.row for r in found.rows["resources"]] == [2] or {"E", "W"} & (
        severities(found, "NL", "B3") | severities(found, "NL", "D3")
    )


@pytest.mark.parametrize("top", [False, True])
def test_kind_51_a_wrong_total_is_an_error(top: bool) -> None:
    line = "| | Tổng cộng | | 450000000 | |\n"
    found = submit(B2=sheet(TOTAL + (line + TWO if top else TWO + line), "NL"))
    assert "E" in severities(found, "NL", "D2" if top else "D4")


@pytest.mark.parametrize("text", ["Tổng cộng: 12 mô hình", "Tổng số có 12 mô hình", "Cộng: 12 MH"])
def test_kind_51_a_total_in_words(text: str) -> None:
    found = submit(B1=changed(MODELS, {"B6": text}))
    assert [r.row for r in found.rows["models"]] == [3, 4, 5]
    assert severities(found, "MH", "B6") & {"E", "W"}  # there are three


def test_kind_51_a_right_total_in_words() -> None:
    found = submit(B1=changed(MODELS, {"B6": "Tổng cộng: 03 mô hình"}))
    assert [r.row for r in found.rows["models"]] == [3, 4, 5]
    assert errors(found) == []


def test_kind_51_subtotals_of_sections_are_not_added() -> None:
    found = submit(B2=sheet(TOTAL + """
        | I | Thôn Đông | | | |
        | 1 | Kênh N1 | Kênh mương | 380000000 | x |
        | | Cộng I | | 380000000 | |
        | II | Thôn Tây | | | |
        | 1 | Kênh N2 | Kênh mương | 20000000 | x |
        | | Cộng II | | 20000000 | |
        | | TỔNG SỐ | | 400000000 | |
    """.replace("\n        ", "\n").strip("\n"), "NL"))  # fmt: skip
    assert [r.values["work_name"] for r in found.rows["resources"]] == ["Kênh N1", "Kênh N2"]
    assert errors(found) == []


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("| | | | ĐVT: triệu đồng | |\n", "Tổng kinh phí"),
        ("| Đơn vị tính: Triệu đồng | | | | |\n", "Tổng kinh phí"),
        ("", "Tổng kinh phí (triệu đồng)"),
        ("", "Tổng kinh phí (tr.đ)"),
        ("", "Tổng kinh phí\\n(Triệu đồng)"),
        ("", "Tổng kinh phí (Tr. đồng)"),
        ("", "Tổng kinh phí (ĐVT: triệu đồng)"),
        ("| ĐVT: Tr.đồng | | | | |\n", "Tổng kinh phí"),
    ],
)
def test_kind_52_unit_of_money_in_a_line_or_a_header(line: str, head: str) -> None:
    drawn = sheet(f"{line}| TT | Tên công trình | Loại công trình | {head} | Hoàn thành |\n| 1 | Kênh N1 | Kênh mương | 380,5 | x |", "NL")  # fmt: skip
    found = submit(B2=drawn)
    at = f"D{3 if line else 2}"
    said(found, "NL", "resources", at, "total_vnd").is_right(380_500_000)


@pytest.mark.parametrize(
    "line",
    [
        "Đơn vị tính: 1.000 đồng",
        "ĐVT: nghìn đồng",
        "ĐVT: 1.000đ",
        "ĐVT: 1000đ",
    ],
)
def test_kind_52_thousands_in_the_unit_line(line: str) -> None:
    found = submit(B2=sheet(f"| {line} | | | | |\n{TOTAL}| 1 | Kênh N1 | Kênh mương | 380000 | x |", "NL"))
    said(found, "NL", "resources", "D3", "total_vnd").is_right_or_flagged(380_000_000)


def test_kind_52_unit_line_under_the_header() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Đất hiến | Hoàn thành |
        | | | | Triệu đồng | m2 | |
        | 1 | Kênh N1 | Kênh mương | 380 | 1200 | x |
    """, "NL"))  # fmt: skip
    said(found, "NL", "resources", "D3", "total_vnd").is_right_or_flagged(380_000_000)


def test_kind_52_unit_that_changes_row_by_row() -> None:
    found = submit(B2=changed(WORKS, {"D3": 0.9, "E3": "km", "D4": 450.0, "E4": "m"}))
    rows = [r for r in found.rows["resources"] if r.row in (3, 4)]
    read = [(r.values["quantity"], r.values["quantity_unit"]) for r in rows]
    assert read[0] in ((0.9, "km"), (900, "m"))
    assert read[1] == (450, "m")


def test_kind_52_amounts_each_with_its_own_unit() -> None:
    found = submit(B2=changed(WORKS, {"F3": "380 triệu", "F4": "95.500.000 đồng", "F5": "1,2 tỷ"}))
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 1_200_000_000]


def test_kind_52_a_unit_column_for_money() -> None:
    found = submit(B2=sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Đơn vị tính kinh phí | Hoàn thành |
        | 1 | Kênh N1 | Kênh mương | 380 | triệu đồng | x |
        | 2 | Kênh N2 | Kênh mương | 95000000 | đồng | x |
    """, "NL"))  # fmt: skip
    said(found, "NL", "resources", "D2", "total_vnd").is_right_or_flagged(380_000_000)
    said(found, "NL", "resources", "D3", "total_vnd").is_right_or_flagged(95_000_000)


def test_kind_53_signature_block() -> None:
    signed = {"B7": "Nơi nhận:", "G7": "TM. ỦY BAN NHÂN DÂN", "B8": "- UBND huyện;", "G8": "CHỦ TỊCH", "B9": "- Lưu: VT.",
              "G11": "Nguyễn Văn Mẫu", "B6": "Bình Minh, ngày 14 tháng 12 năm 2021"}  # fmt: skip
    found = submit(B2=changed(WORKS, signed))
    assert [r.row for r in found.rows["resources"]] == [3, 4, 5]
    assert errors(found) == []
    roles = {c.cell: c.role for c in found.cells if c.sheet == "NL" and c.row > 5}
    assert {roles[at] for at in ("B7", "G7", "G8", "G11")} == {"signature"}
    assert "Nguyễn Văn Mẫu" not in str(found.to_dict())


def test_kind_53_preparer_and_head() -> None:
    signed = {"B7": "Người lập biểu", "G7": "Thủ trưởng đơn vị", "B8": "(Ký, ghi rõ họ tên)", "G8": "(Ký, đóng dấu)",
              "B10": "Trần Thị Ví Dụ", "G10": "Nguyễn Văn Mẫu"}  # fmt: skip
    found = submit(B1=changed(MODELS, signed))
    assert [r.row for r in found.rows["models"]] == [3, 4, 5]
    assert errors(found) == []
    assert "Ví Dụ" not in str(found.to_dict())


def shifted(drawn: Sheet, rows: int, columns: int = 0) -> Sheet:
    return replace(
        drawn,
        cells={(r + rows, c + columns): v for (r, c), v in drawn.cells.items()},
        merged=tuple((t + rows, le + columns, b + rows, r + columns) for t, le, b, r in drawn.merged),
    )


def test_kind_54_national_header_and_agency() -> None:
    above = {"A1": "ỦY BAN NHÂN DÂN", "F1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A2": "XÃ BÌNH MINH",
             "F2": "Độc lập - Tự do - Hạnh phúc", "A3": "Số: 15/BC-UBND", "F3": "Bình Minh, ngày 14 tháng 12 năm 2021"}  # fmt: skip
    found = submit(B2=changed(shifted(WORKS, 4), above))
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 210_000_000]
    assert errors(found) == []
    roles = {c.cell: c.role for c in found.cells if c.sheet == "NL" and c.row < 4}
    assert {roles[at] for at in ("A1", "F1", "A2", "F2", "A3")} <= {"letterhead", "field", "title"}


def test_kind_55_a_table_not_at_a1_with_blank_rows_and_columns() -> None:
    cells = {(r + 3 + (r > 3), c + 2 + (c > 4)): v for (r, c), v in WORKS.cells.items()}
    found = submit(B2=replace(WORKS, cells=cells))
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 210_000_000]
    assert errors(found) == []


def test_kind_55_several_tables_on_a_sheet() -> None:
    below = {(r + 8, c): v for (r, c), v in MODELS.cells.items()}
    found = submit(
        B1=None,
        B2=replace(WORKS, cells={**WORKS.cells, **below}),
        fields={"Biểu không phát sinh": "B4, B5, B6, B7, B8"},
    )
    assert (len(found.rows["resources"]), len(found.rows["models"])) == (3, 3)
    assert errors(found) == []


def test_kind_55_tables_side_by_side() -> None:
    beside = {(r, c + 12): v for (r, c), v in MODELS.cells.items()}
    found = submit(
        B1=None,
        B2=replace(WORKS, cells={**WORKS.cells, **beside}),
        fields={"Biểu không phát sinh": "B4, B5, B6, B7, B8"},
    )
    assert (len(found.rows["resources"]), len(found.rows["models"])) == (3, 3)
    assert [r.values["work_name"] for r in found.rows["resources"]] == [WORKS.cells[r, 2] for r in (3, 4, 5)]
    assert errors(found) == []


def test_kind_55_one_list_printed_in_two_halves_side_by_side() -> None:
    found = submit(B7=sheet("""
        | Năm khen thưởng | Năm thành tích | Cấp khen thưởng | Hình thức | Đối tượng | Số lượng | | Năm khen thưởng | Năm thành tích | Cấp khen thưởng | Hình thức | Đối tượng | Số lượng |
        | 2021 | 2020 | Xã | Giấy khen | Tập thể | 3 | | 2021 | 2020 | Huyện | Giấy khen | Cá nhân | 5 |
    """, "KT"))  # fmt: skip
    assert [r.values["count"] for r in found.rows["awards"]] == [3, 5]
    assert [p.severity for p in found.problems if p.code == "Đ81"] == ["W"]
    assert errors(found) == []


YEARS_ACROSS = sheet("""
    | Mã số | Chỉ tiêu | Đơn vị tính | 2019 | 2020 | 2021 |
    | '15 | Tổ hòa giải ở cơ sở | tổ | 7 | 6 | 5 |
    | '16 | Hòa giải viên | người | 35 | 31 | 27 |
""", "CT")  # fmt: skip


@pytest.mark.parametrize("label", ["{}", "Năm {}", "TH năm {}", "Thực hiện năm {}"])
def test_kind_56_years_across_columns(label: str) -> None:
    heads = {f"{letter}1": label.format(year) for letter, year in zip("DEF", (2019, 2020, 2021), strict=True)}
    found = submit(B3=changed(YEARS_ACROSS, heads))
    if errors(found):
        assert {f.value for f in found.figures if (f.indicator, f.column) == ("mediation_teams", "actual")} <= {5, None}
        return
    assert figure_of(found, "mediation_teams").value == 5
    assert figure_of(found, "mediation_teams", "same_period_last_year").value == 6


def test_kind_56_years_across_columns_as_numbers() -> None:
    found = submit(B3=YEARS_ACROSS)
    assert figure_of(found, "mediation_teams").value == 5
    assert figure_of(found, "mediation_teams", "same_period_last_year").value == 6


def test_kind_56_older_years_are_restated() -> None:
    found = submit(B3=YEARS_ACROSS)
    older = [f for f in found.figures if f.column == "restated"]
    assert [(f.indicator, f.year, f.value, f.cell) for f in older] == [
        ("mediation_teams", 2019, 7, "D2"),
        ("mediators", 2019, 35, "D3"),
    ]
    assert errors(found) == []


def test_kind_56_older_years_keep_their_units_and_their_faults() -> None:
    found = submit(B3=changed(YEARS_ACROSS, {"D2": "07 tổ", "D3": "khoảng 30", "A4": "17", "D4": "?"}))
    older = {f.indicator: f for f in found.figures if f.column == "restated"}
    assert (older["mediation_teams"].value, older["mediators"].value) == (7, 30)
    assert "W" in severities(found, "CT", "D3")


def test_kind_56_the_year_of_the_cover_says_what_the_years_across_mean() -> None:
    longer = sheet("""
        | SO SÁNH NĂM 2019 VÀ NĂM 2019 |
        | Mã số | Chỉ tiêu | Đơn vị tính | 2019 | 2020 | 2021 |
        | '15 | Tổ hòa giải ở cơ sở | tổ | 7 | 6 | 5 |
    """, "CT")  # fmt: skip
    found = submit("a.xlsx", B3=longer)
    assert figure_of(found, "mediation_teams").value == 5
    assert [(f.value, f.year) for f in found.figures if f.column == "restated"] == [(7, 2019)]


def test_kind_56_years_across_columns_with_a_word() -> None:
    found = submit(
        B3=changed(YEARS_ACROSS, {"D1": None, "D2": None, "D3": None, "E1": "TH năm 2020", "F1": "TH năm 2021"})
    )
    assert errors(found) == []


def test_kind_56_indicators_in_columns() -> None:
    found = submit(B3=sheet("""
        | Tổ hòa giải ở cơ sở | Hòa giải viên | Vụ việc hòa giải tiếp nhận | Vụ việc hòa giải thành | Đơn khiếu nại |
        | 6 | 31 | 12 | 9 | 0 |
    """, "CT"))  # fmt: skip
    if not [p for p in found.problems if p.severity == "E" and p.code not in ("K01", "K02")]:
        codes = ("mediation_teams", "mediators", "mediation_cases", "mediation_successes", "complaints")
        assert [figure_of(found, code).value for code in codes] == [6, 31, 12, 9, 0]


def test_kind_56_transposed_table_of_works() -> None:
    turned = replace(WORKS, cells={(c, r): v for (r, c), v in WORKS.cells.items() if r > 1})
    found = submit(B2=turned)
    read = [r.values["total_vnd"] for r in found.rows.get("resources", [])]
    assert read == [380_000_000, 95_500_000, 210_000_000] or errors(found)


def of_unit(name: str, page: str) -> Sheet:
    return changed(shifted(WORKS, 1), {"A1": f"Đơn vị báo cáo: {name}"}, page)


def owners(found: list[Submission], page: str) -> set[str | None]:
    """Whose rows the rows of a sheet became."""
    return {one.unit_code for one in found for r in one.rows.get("resources", []) if r.sheet == page}


def test_kind_57_two_communes_a_sheet_each() -> None:
    pages = [of_unit("Xã Bình Minh", "Bình Minh"), of_unit("Xã Bình An", "Bình An")]
    found = several(workbook(*sheets(B2=pages)))
    assert owners(found, "Bình Minh") == {"21085"}
    assert owners(found, "Bình An") == {"21064"}


def test_kind_57_another_communes_sheet_alone() -> None:
    found = several(workbook(*sheets(B2=of_unit("Xã Bình An", "NL"))))
    assert "21085" not in owners(found, "NL") or any("E" in p.severity for one in found for p in one.problems)


def test_kind_57_two_communes_stacked_on_a_sheet() -> None:
    first = changed(shifted(WORKS, 1), {"A1": "XÃ BÌNH MINH"})
    second = changed(shifted(WORKS, 9), {"A9": "XÃ BÌNH AN"})
    both = replace(first, cells={**first.cells, **{p: v for p, v in second.cells.items() if p[0] > 8}})
    found = several(workbook(*sheets(B2=both)))
    rows = {(one.unit_code, r.row > 8) for one in found for r in one.rows.get("resources", [])}
    assert rows == {("21085", False), ("21064", True)} or any(
        p.sheet == "NL" and p.severity == "E" for one in found for p in one.problems
    )


def test_kind_57_one_sheet_per_quarter() -> None:
    pages = [changed(FIGURES, {"E2": float(n)}, f"Quý {n}") for n in (1, 2, 3, 4)]
    found = submit(B3=pages)
    assert [p.sheet for p in found.problems if p.code == "Đ76"] == ["Quý 1", "Quý 2", "Quý 3", "Quý 4"]
    assert not [f for f in found.figures if f.value is not None]


def test_kind_57_quarters_beside_the_year() -> None:
    pages = [changed(FIGURES, {"E2": float(n)}, f"Quý {n}") for n in (1, 2, 3, 4)]
    found = submit(B3=[*pages, FIGURES])
    assert errors(found) == []
    assert {p.sheet for p in found.problems if p.code == "Đ77"} == {"Quý 1", "Quý 2", "Quý 3", "Quý 4"}
    assert {f.sheet for f in found.figures if f.value} == {"CT"}


def test_kind_58_hidden_rows() -> None:
    book = book_of(sheets())
    book["NL"].row_dimensions[4].hidden = True
    found = sent(book)
    assert value_at(found, "resources", 4, "total_vnd") == 95_500_000
    assert [p for p in found.problems if p.severity == "W" and p.sheet == "NL" and p.row == 4]


def test_kind_58_filtered_rows() -> None:
    book = book_of(sheets())
    book["NL"].auto_filter.ref = "A2:J5"
    book["NL"].auto_filter.add_filter_column(2, ["Kênh mương"])
    for row in (4, 5):
        book["NL"].row_dimensions[row].hidden = True
    found = sent(book)
    assert [r.row for r in found.rows["resources"]] == [3, 4, 5]
    assert {p.row for p in found.problems if p.severity == "W" and p.sheet == "NL"} == {4, 5}


def test_kind_58_hidden_column() -> None:
    book = book_of(sheets())
    book["NL"].column_dimensions["F"].hidden = True
    found = sent(book)
    assert value_at(found, "resources", 3, "total_vnd") == 380_000_000
    assert [p for p in found.problems if p.sheet == "NL" and p.severity == "W" and covers(p.cell, p.cell or "A1")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_kind_58_hidden_sheet_beside_the_visible_one(state: str) -> None:
    book = book_of(sheets(extra=[changed(WORKS, {"F3": 1.0}, "NL (2)")]))
    book["NL (2)"].sheet_state = state
    found = sent(book)
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 210_000_000]
    assert [p for p in found.problems if p.severity == "W" and p.sheet == "NL (2)"]
    assert errors(found) == []


def test_kind_58_hidden_sheet_alone() -> None:
    book = book_of(sheets())
    book["NL"].sheet_state = "hidden"
    found = sent(book)
    assert len(found.rows["resources"]) == 3
    assert [p for p in found.problems if p.severity == "W" and p.sheet == "NL"]


def test_kind_58_very_hidden_notes_of_a_program() -> None:
    book = book_of(sheets(extra=[grid("_meta", ["version", "2021"], ["key", "abc"])]))
    book["_meta"].sheet_state = "veryHidden"
    assert errors(sent(book)) == []


@pytest.mark.parametrize("name", ["Sheet1", "BM1 (2)", "bieu 01", "B2 Nguồn lực", "B1 Mô hình"])
def test_kind_59_names_of_sheets_say_nothing(name: str) -> None:
    found = submit(B2=changed(WORKS, {}, name))
    assert len(found.rows["resources"]) == 3
    assert errors(found) == []


def test_kind_59_a_copied_sheet_left_in() -> None:
    found = submit(B2=[changed(WORKS, {}, "BM1"), changed(WORKS, {}, "BM1 (2)")])
    assert "Đ20" in {p.code for p in found.problems if p.severity == "E"}


def test_kind_60_columns_reordered() -> None:
    turned = {(r, 11 - c if r > 1 else c): v for (r, c), v in WORKS.cells.items()}
    found = submit(B2=replace(WORKS, cells=turned))
    read = row_of(found, "resources", 3)
    assert read is not None
    assert (read.values["total_vnd"], read.values["land_m2"], read.values["labour_days"]) == (380_000_000, 1200, 120)
    assert errors(found) == []


def test_kind_60_columns_reordered_with_their_marks() -> None:
    found = submit(B2=sheet("""
        | TT | Loại công trình | Hoàn thành | Tên công trình | Tổng kinh phí |
        | A | C | 2 | B | 1 |
        | 1 | Kênh mương | x | Kênh N1 | 380000000 |
    """, "NL"))  # fmt: skip
    assert [r.row for r in found.rows["resources"]] == [3]
    assert errors(found) == []


@pytest.mark.parametrize(
    "head", ["Tên MH", "Tên mô hình/điển hình", "Nội dung", "TÊN MÔ HÌNH", "Tên mô hình “Dân vận khéo”"]
)
def test_kind_60_column_renamed(head: str) -> None:
    found = submit(B1=changed(MODELS, {"B2": head}))
    if value_at(found, "models", 3, "model_name") == "Hũ gạo tình thương":
        assert errors(found) == []
    else:
        assert "Đ11" in {p.code for p in found.problems if p.severity == "E"}
        assert [p for p in found.problems if p.sheet == "MH"]


def test_kind_60_columns_added() -> None:
    found = submit(B1=changed(MODELS, {"N2": "Ghi chú 2", "N3": "mới nhận bàn giao 12"}))
    assert value_at(found, "models", 3, "model_name") == "Hũ gạo tình thương"
    (noted,) = [c for c in found.cells if (c.sheet, c.cell) == ("MH", "N3")]
    assert noted.role == "note" or {"E", "W"} & (severities(found, "MH", "N3") | severities(found, "MH", "N2"))


def test_kind_60_a_column_left_out() -> None:
    cells = {p: v for p, v in WORKS.cells.items() if p[1] != 6}
    found = submit(B2=replace(WORKS, cells=cells))
    assert "Đ12" in {p.code for p in found.problems if p.severity == "E" and p.sheet == "NL"}


def test_kind_61_a_list_of_models_in_one_cell() -> None:
    found = submit(B1=changed(MODELS, {"B4": "1. Thắp sáng đường quê\n2. Hũ gạo nghĩa tình", "M4": "02 mô hình"}))
    names = [r.values["model_name"] for r in found.rows["models"]]
    both = {"Thắp sáng đường quê", "Hũ gạo nghĩa tình"} <= set(names)
    assert both or "E" in severities(found, "MH", "B4")


def test_kind_61_a_line_break_in_a_name_is_a_space() -> None:
    cell("B2", "B3", "Kiên cố hóa\nkênh N1").is_right("Kiên cố hóa kênh N1")
    found = submit(B2=changed(WORKS, {"B2": "Tên công trình,\nphần việc", "F2": "Tổng\nkinh phí"}))
    assert errors(found) == []


def test_kind_61_a_list_of_amounts_in_one_cell() -> None:
    cell("B2", "F3", "380.000.000\n95.000.000").is_refused()


def test_kind_62_struck_through_row_is_deleted() -> None:
    book = book_of(sheets())
    for letter in "ABCDEFGHIJ":
        book["NL"][f"{letter}4"].font = Font(strike=True)
    found = sent(book)
    assert [r.row for r in found.rows["resources"]] == [3, 5]
    assert [p for p in found.problems if p.severity == "W" and p.sheet == "NL" and p.row == 4]


def test_kind_62_one_struck_through_figure() -> None:
    book = book_of(sheets())
    book["NL"]["F4"].font = Font(strike=True)
    said(sent(book), "NL", "resources", "F4", "total_vnd").is_flagged()


def test_kind_62_colour_means_nothing() -> None:
    book = book_of(sheets())
    for letter in "ABCDEFGHIJ":
        book["NL"][f"{letter}4"].font = Font(color="FFFF0000")
    found = sent(book)
    assert [r.row for r in found.rows["resources"]] == [3, 4, 5]
    assert errors(found) == []


def test_kind_63_headers_of_another_year() -> None:
    old = sheet("""
        | TT | Tên MH | Thuộc lĩnh vực | TT/CN | Đơn vị thực hiện | Địa bàn | Năm ĐK | Tình trạng | Cấp ĐK | Triển khai | Kết quả xét | Số hộ | Lượt người | Hiệu quả |
        | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN xã | Thôn Đông | 2021 | Mới | Xã | x | Chưa xét | 35 | 120 | Tốt |
    """, "MH")  # fmt: skip
    found = submit(B1=old)
    read = row_of(found, "models", 2)
    assert read is not None
    assert (read.values["households"], read.values["participants"], read.values["field"]) == (
        35,
        120,
        "culture_society",
    )
    assert errors(found) == []


def test_kind_63_a_column_that_came_later() -> None:
    found = submit(
        "2018/21085/a.xlsx",
        {"Năm báo cáo": 2018.0, "Từ ngày": "15/12/2017", "Đến ngày": "14/12/2018", "Ngày ký": "14/12/2018"},
        B1=changed(
            MODELS, {"A1": None, "N2": "Mã mô hình", "N3": "21085-2018-001", "F3": 2018.0, "F4": 2018.0, "F5": 2018.0}
        ),
        B2=changed(WORKS, {"A1": None}),
    )
    assert value_at(found, "models", 3, "model_name") == "Hũ gạo tình thương"
    assert value_at(found, "models", 3, "model_id") == "21085-2018-001" or {"E", "W"} & (
        severities(found, "MH", "N2") | severities(found, "MH", "N3")
    )


def test_kind_63_a_figure_that_came_later() -> None:
    found = submit(B3=changed(FIGURES, {"A44": "'14", "B44": "Tổ bảo vệ an ninh, trật tự", "E44": 3.0}))
    assert figure_of(found, "order_protection_teams").value in (None, 3)
    assert severities(found, "CT", "B44") | severities(found, "CT", "E44")


# Formats


def texts(book_sheets: tuple[Sheet, ...]) -> dict[tuple[str, tuple[int, int]], str]:
    return {(s.name, p): text_of(v) for s in book_sheets for p, v in s.cells.items()}


@pytest.mark.parametrize("kind", ["xlsx", "xlsm", "xls", "xlsb", "ods", "spreadsheetml"])
@pytest.mark.parametrize("suffix", ["xls", "xlsx", "dat"])
def test_kind_64_formats_are_told_by_their_bytes(kind: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(getattr(drawn_files, kind)(sheets()))
    book = open_workbook(path)
    assert texts(book.sheets) == texts(tuple(sheets()))
    assert taken(book).clean


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1258"), ("\t", "utf-16")]
)
def test_kind_64_text_with_separators(separator: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(drawn_files.csv(WORKS, separator, encoding))
    (only,) = open_workbook(path).sheets
    found = submit(B2=replace(only, name="NL"))
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 210_000_000]
    assert value_at(found, "resources", 3, "work_name") == "Kiên cố hóa kênh N1"
    assert errors(found) == []


def test_kind_64_web_page_saved_as_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(drawn_files.html(WORKS))
    (only,) = open_workbook(path).sheets
    found = submit(B2=replace(only, name="NL"))
    assert [r.values["total_vnd"] for r in found.rows["resources"]] == [380_000_000, 95_500_000, 210_000_000]


@pytest.mark.parametrize(
    ("data", "said_of_it"),
    [
        (
            drawn_files.zipped({"word/document.xml": "<w:document/>", "[Content_Types].xml": "<Types/>"}),
            "Word|không phải",
        ),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF|không phải"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh|không phải"),
        (b"\x89PNG\r\n\x1a\n", "ảnh|không phải"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (drawn_files.xlsx([WORKS])[:3000], "hỏng"),
        (b"", "rỗng"),
    ],
)
def test_kind_64_what_is_no_workbook_is_refused_by_what_it_is(data: bytes, said_of_it: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableWorkbook, match=said_of_it):
        open_workbook(path)


# Process and content


@pytest.fixture
def inbox(tmp_path: Path) -> Workspace:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", tmp_path)
    return Workspace(tmp_path)


def put(inbox: Workspace, name: str, drawn: list[Sheet]) -> None:
    path = inbox.root / "data" / "raw" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn_files.xlsx(drawn))


def entries(inbox: Workspace) -> dict[str, Entry]:
    return {e.submission.file: e for e in ingest(inbox).entries if e.submission}


def year(value: int, **more: Value | None) -> dict[str, Value | None]:
    """The fields of a cover of another year."""
    return {"Năm báo cáo": float(value), "Từ ngày": f"15/12/{value - 1}", "Đến ngày": f"14/12/{value}",
            "Ngày ký": f"14/12/{value}", **more}  # fmt: skip


def test_kind_65_revised_files_by_their_cover_not_by_their_names(inbox: Workspace) -> None:
    again = sheets({"Lần gửi": 2.0, "Lý do điều chỉnh": "Sửa kinh phí"}, B2=changed(WORKS, {"F3": 390000000.0}))
    put(inbox, "2021/21085/BC DVK 2021.xlsx", sheets())
    put(inbox, "2021/21085/BC DVK 2021 (sửa).xlsx", again)
    folder = inbox.root / "data" / "raw" / "2021" / "21085"
    shutil.copy(folder / "BC DVK 2021.xlsx", folder / "Copy of BC DVK 2021.xlsx")
    found = {name.rsplit("/", 1)[1]: e.status for name, e in entries(inbox).items()}
    assert found["BC DVK 2021 (sửa).xlsx"] == "accepted"
    assert sorted(s for n, s in found.items() if "sửa" not in n) == ["duplicate", "superseded"]


def test_kind_65_two_files_of_one_revision_clash(inbox: Workspace) -> None:
    put(inbox, "2021/21085/a.xlsx", sheets())
    put(inbox, "2021/21085/BC DVK 2021 lần 2 final.xlsx", sheets(B2=changed(WORKS, {"F3": 390000000.0})))
    found = entries(inbox)
    assert sorted(e.status for e in found.values()) == ["accepted", "returned"]


def test_kind_65_same_content_saved_anew_is_a_copy(inbox: Workspace) -> None:
    put(inbox, "2021/21085/a.xlsx", sheets())
    path = inbox.root / "data" / "raw" / "2021" / "21085" / "b.xls"
    path.write_bytes(drawn_files.xls(sheets()))
    assert sorted(e.status for e in entries(inbox).values()) in (["accepted", "duplicate"], ["accepted", "returned"])


def test_kind_65_lock_file_is_no_submission(inbox: Workspace) -> None:
    put(inbox, "2021/21085/BC DVK 2021.xlsx", sheets())
    (inbox.root / "data" / "raw" / "2021" / "21085" / "~$BC DVK 2021.xlsx").write_bytes(b"\x05User" + bytes(160))
    found = {name.rsplit("/", 1)[1]: e.status for name, e in entries(inbox).items()}
    assert found.pop("BC DVK 2021.xlsx") == "accepted"
    assert set(found.values()) <= {"refused"}


def test_kind_66_last_years_file_sent_again(inbox: Workspace) -> None:
    same = {"A1": None}
    put(inbox, "2020/21085/a.xlsx", sheets(year(2020), B1=changed(MODELS, {**same, "F3": 2020.0, "F4": 2020.0, "F5": 2020.0}), B2=changed(WORKS, same)))  # fmt: skip
    put(inbox, "2021/21085/a.xlsx", sheets(B1=changed(MODELS, {**same, "F3": 2020.0, "F4": 2020.0, "F5": 2020.0, "G3": "Duy trì", "G4": "Duy trì", "G5": "Duy trì"}), B2=changed(WORKS, same)))  # fmt: skip
    copied = entries(inbox)["2021/21085/a.xlsx"].submission
    assert copied is not None
    assert "K19" in {p.code for p in copied.problems}


def test_kind_66_another_communes_file_with_the_name_changed(inbox: Workspace) -> None:
    put(inbox, "2021/21085/a.xlsx", sheets())
    put(inbox, "2021/21064/a.xlsx", sheets({"Mã đơn vị": "21064", "Tên đơn vị báo cáo": "Xã Bình An"}))
    codes = [{p.code for p in e.submission.problems} for e in entries(inbox).values() if e.submission]
    assert any("K19" in c for c in codes)


@pytest.mark.parametrize("title", ["XÃ BÌNH AN", "UBND XÃ BÌNH AN", "Đơn vị: Xã Bình An", "DANH MỤC MÔ HÌNH DÂN VẬN KHÉO XÃ BÌNH AN NĂM 2021"])  # fmt: skip
def test_kind_66_cover_and_title_name_two_units(title: str) -> None:
    found = several(workbook(*sheets(B1=changed(shifted(MODELS, 1), {"A1": title}))))
    assert any(severities(one, "MH", "A1") & {"E", "W"} for one in found) or "21085" not in {
        one.unit_code for one in found if one.rows.get("models")
    }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("UBND xã Bình Minh", "21085"),
        ("X.Bình Minh", "21085"),
        ("B.Minh", "21085"),
        ("Ủy ban nhân dân xã Bình Minh", "21085"),
        ("XÃ BÌNH MINH", "21085"),
        ("Bình Minh", "21085"),
        ("TT Châu Ổ", "21040"),
        ("TT. Châu Ổ", "21040"),
        ("Thị trấn", "21040"),
        ("Thị trấn Châu Ổ", "21040"),
    ],
)
def test_kind_67_names_of_units(name: str, wanted: str) -> None:
    told = unit_of(name)
    assert told.value == wanted or (told.value is None and "E" in told.severities), told
    unit_of(name, wanted).is_right_or_flagged(wanted)


@pytest.mark.parametrize("name", ["Đảng ủy xã", "UBND xã", "Hội Phụ nữ"])
def test_kind_67_names_that_say_no_unit(name: str) -> None:
    unit_of(name).is_refused()


@pytest.mark.parametrize("name", ["Hội LHPN xã Bình Minh", "Công an xã Bình Minh"])
def test_kind_67_a_mass_organisation_of_a_commune(name: str) -> None:
    told = unit_of(name)
    assert told.value in (None, "21085")
    told.is_flagged()


@pytest.mark.parametrize("name", ["Xã Bình Thới", "Xã Bình Thanh Đông", "Xã Bình Phú"])
def test_kind_67_old_names_after_a_merger(name: str) -> None:
    unit_of(name).is_refused()


def test_kind_67_new_names_before_a_merger() -> None:
    told = unit_of("Xã Bình Thanh", year=2019, B1=None, B2=None, B3=None)
    told.is_refused()


@pytest.mark.parametrize(
    "name",
    [
        "Hũ gạo tình thương",
        "HŨ GẠO TÌNH THƯƠNG",
        "Mô hình “Hũ gạo tình thương”",
        " Hũ  gạo tình thương.",
    ],
)
def test_kind_68_one_model_twice(name: str) -> None:
    found = submit(B1=changed(MODELS, {"B4": name}))
    assert len(found.rows["models"]) == 3
    assert severities(found, "MH", "B4") & {"E", "W"}


def test_kind_68_a_model_spelled_otherwise_next_year(inbox: Workspace) -> None:
    before = changed(MODELS, {"A1": None, "B3": "Thắp sáng đường quê", "F3": 2020.0, "F4": 2020.0, "F5": 2020.0})
    after = changed(
        MODELS, {"A1": None, "B3": "Ánh sáng đường quê", "F3": 2020.0, "G3": "Duy trì", "B4": "Ngày chủ nhật xanh"}
    )
    put(inbox, "2020/21085/a.xlsx", sheets(year(2020), B1=before, B2=changed(WORKS, {"A1": None})))
    put(inbox, "2021/21085/a.xlsx", sheets(B1=after, B2=changed(WORKS, {"F3": 391000000.0})))
    later = entries(inbox)["2021/21085/a.xlsx"].submission
    assert later is not None
    assert "K08" in {p.code for p in later.problems}


def test_kind_68_one_model_from_commune_and_agency(inbox: Workspace) -> None:
    put(inbox, "2021/21085/a.xlsx", sheets())
    put(
        inbox,
        "2021/CQ-PN/a.xlsx",
        sheets({"Mã đơn vị": "CQ-PN", "Tên đơn vị báo cáo": "Hội Liên hiệp Phụ nữ huyện"}, B2=None, B3=None),
    )
    codes = [
        p.code for e in entries(inbox).values() if e.submission for p in e.submission.problems if p.severity == "W"
    ]
    assert "K09" in codes or "K31" in codes or any("trùng" in p.message for e in entries(inbox).values() if e.submission for p in e.submission.problems)  # fmt: skip


@pytest.mark.parametrize("text", ["KT; VH-XH", "KT, VHXH", "Kinh tế + Văn hóa - xã hội", "KT/QPAN"])
def test_kind_69_a_model_in_two_fields(text: str) -> None:
    cell("B1", "C3", text).is_refused()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kinh tế", "economy"),
        ("PTKT", "economy"),
        ("VHXH", "culture_society"),
        ("AN-QP", "defence_security"),
        ("QPAN", "defence_security"),
        ("XD HTCT", "political_system"),
        ("Hệ thống chính trị", "political_system"),
        ("quốc phòng - an ninh", "defence_security"),
        ("VĂN HÓA – XÃ HỘI", "culture_society"),
        ("QP - AN", "defence_security"),
    ],
)
def test_kind_70_fields_as_people_write_them(text: str, wanted: str) -> None:
    cell("B1", "C3", text).is_right(wanted)


@pytest.mark.parametrize("text", ["dự kiến 2 MH", "đăng ký 3, đạt 2", "từ 2017 đến nay 12 mô hình", "12 (lũy kế)"])
def test_kind_71_planned_and_cumulative_are_not_done(text: str) -> None:
    figure("models_registered_economy", text).is_refused()
    figure("complaints", text).is_refused()


def test_kind_71_a_column_of_right_percentages_is_told_and_not_used() -> None:
    found = submit(B3=changed(FIGURES, {"I1": "Tỷ lệ (%)", "D2": 20.0, "E2": 15.0, "I2": 75.0}))
    assert errors(found) == []
    assert "W" in severities(found, "CT", "I1")


def test_kind_71_percentage_that_is_not_the_ratio() -> None:
    found = submit(B3=changed(FIGURES, {"I1": "Tỷ lệ (%)", "D2": 20.0, "E2": 15.0, "I2": 90.0}))
    assert {"E", "W"} & (severities(found, "CT", "I2") | severities(found, "CT", "I1"))


@pytest.mark.parametrize(
    "text",
    [
        "Giúp hộ ông Nguyễn Văn A, SN 1965, CCCD 051065000123, SĐT 0905000333, hộ nghèo, bị bệnh",
        "hộ bà Trần Thị B (thôn Đông) hiến 200 m2",
        "Liên hệ 0905.000.333",
        "CMND 212345678",
    ],
)
def test_kind_72_personal_data_is_covered(text: str) -> None:
    found = submit(B1=changed(MODELS, {"M3": text}), B2=changed(WORKS, {"B3": text}))
    everything = str(found.to_dict())
    for secret in ("Nguyễn Văn A", "Trần Thị B", "051065000123", "0905000333", "0905.000.333", "212345678"):
        assert secret not in everything
    assert "W" in severities(found, "MH", "M3")
    assert "W" in severities(found, "NL", "B3")


FORMULAS = ['=HYPERLINK("http://x","y")', "=cmd|'/c calc'!A1", "+1+cmd", "@SUM(A1)", "-2+3"]


@pytest.mark.parametrize("text", FORMULAS)
def test_kind_72_text_that_looks_like_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    write_tables([drawn_files.published(text)], tmp_path / "tables.xlsx")
    found = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    cells = [c for s in found for row in s.iter_rows() for c in row if c.value == text]
    assert cells
    assert {c.data_type for c in cells} == {"s"}


@pytest.mark.parametrize("text", FORMULAS)
def test_kind_72_text_that_looks_like_a_formula_stays_text_in_blank_workbooks(text: str) -> None:
    memory = io.BytesIO()
    unit = next(u for u in form_units() if u.code == "21085")
    content = {"models": [{"model_name": text}]}
    write_workbook(memory, form=form(), unit=unit, year=2021, period="N", content=content, district_name="Bình Sơn")
    with zipfile.ZipFile(memory) as archive:
        assert b"cmd" not in b"".join(archive.read(n) for n in archive.namelist() if "/externalLink" in n)
    found = openpyxl.load_workbook(memory)
    assert [c.data_type for s in found for row in s.iter_rows() for c in row if c.value == text] == ["s"]


def form_units() -> list[Any]:
    return list(OFFICE.places.at(dt.date(2021, 12, 14)))


def test_every_kind_has_its_test() -> None:
    """One to 72, none left out."""
    named = {int(name.split("_")[2]) for name in globals() if name.startswith("test_kind_")}
    assert named == set(range(1, 73))


def undiacritic(drawn: Sheet) -> Sheet:
    texts = {p: v.replace("đ", "d").replace("Đ", "D") for p, v in drawn.cells.items() if isinstance(v, str)}
    plain = {p: unicodedata.normalize("NFD", v).encode("ascii", "ignore").decode() for p, v in texts.items()}
    return replace(drawn, cells={**drawn.cells, **plain})


@pytest.mark.parametrize("name", sorted(GOOD))
def test_kind_8_a_table_typed_without_diacritics_reads_alike(name: str) -> None:
    pages = [GOOD[name]] if isinstance(GOOD[name], Sheet) else GOOD[name]
    good, bare = submit(), submit(**{name: [undiacritic(page) for page in pages]})
    for table, rows in good.rows.items():
        told = {c.name for c in form().table(table).columns if c.type != "text"}
        wanted, read = (
            [{n: r.values[n] for n in told & r.values.keys()} for r in of] for of in (rows, bare.rows[table])
        )
        assert read == wanted
    wanted, read = ([(f.indicator, f.column, f.value) for f in of.figures] for of in (good, bare))
    assert read == wanted

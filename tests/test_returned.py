"""What goes back to a commune: its own content, wrong cells marked and explained, and a list with links."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from drawing import sheet
from test_reader import MODELS, cover, read

from danvan.cli import main
from danvan.declared.form import form
from danvan.intake import returned
from danvan.intake.cover import find_cover
from danvan.intake.marked import Going, marked
from danvan.intake.mended import compare
from danvan.intake.sheet import Fault, Sheet
from danvan.intake.submission import Submission
from danvan.intake.workbook import open_workbook
from danvan.paths import Workspace
from danvan.problems import Place, problem

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sample" / "2018"

WORKS = sheet("""
    | CÔNG TRÌNH CỦA XÃ | < | < | < | < |
    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
    | 1 | =HYPERLINK("x") | Kênh mương | nhiều | x |
    | 2 | Đường N2 | Đường GTNT | gần 3 triệu | x |
    | 3 | Giúp hộ ông Lê Văn Thử | Nhà ở | | x |
""", "NL")  # fmt: skip


def going(*sheets: Sheet, asked: tuple[object, ...] = ()) -> Going:
    return Going("Xã Bình Minh", read(*sheets), sheets, asked)  # type: ignore[arg-type]


def opened(one: Going) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marked(one)))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(going(cover(), MODELS, WORKS))


def test_the_list_comes_first_and_then_the_communes_own_sheets(book) -> None:
    assert [s.title for s in book if s.sheet_state == "visible"] == ["Cần sửa", "Bìa", "MH", "NL"]
    assert book.active.title == "Cần sửa"


def test_values_and_merges_are_as_they_came_and_no_text_is_a_formula(book) -> None:
    works = book["NL"]
    assert [c.value for c in works[3]] == [1, '=HYPERLINK("x")', "Kênh mương", "nhiều", "x"]
    assert works["B3"].data_type == "s"
    assert [str(r) for r in works.merged_cells.ranges] == ["A1:E1"]
    assert works["B5"].value == "Giúp hộ ông Lê Văn Thử"


def test_wrong_cells_are_coloured_with_a_note_that_says_what_to_write(book) -> None:
    wrong, doubtful, empty = (book["NL"][cell] for cell in ("D3", "D4", "D5"))
    assert wrong.fill.start_color.rgb == "FFFFC7CE" == empty.fill.start_color.rgb
    assert doubtful.fill.start_color.rgb == "FFFFF2CC"
    assert wrong.comment.text.startswith("PHẢI SỬA: Không đọc được “nhiều” là số tiền")
    assert "Cách sửa: Ghi lại bằng số tiền, ví dụ 380.000.000." in wrong.comment.text
    assert doubtful.comment.text.startswith("XEM LẠI: ")
    assert empty.comment.text == "PHẢI SỬA: Thiếu “Tổng kinh phí”.\nCách sửa: Điền ô này."
    assert book["NL"]["C3"].comment is None


def test_the_list_names_every_finding_with_a_link_and_shows_no_person(book) -> None:
    found = book["Cần sửa"]
    head = next(r for r in found.iter_rows() if r[0].value == "TT")
    assert [c.value for c in head] == ["TT", "Trang", "Ô", "Đang ghi", "Vì sao", "Cách sửa"]
    lines = {row[2].value: row for row in found.iter_rows(min_row=head[0].row + 1)}
    assert lines["D3"][2].hyperlink.location == "'NL'!D3"
    assert lines["D3"][3].value == "nhiều"
    assert "Thử" not in str([[c.value for c in row] for row in found.iter_rows()])
    assert [row[2].fill.start_color.rgb for row in lines.values()] == sorted(
        row[2].fill.start_color.rgb for row in lines.values()
    )  # what must be mended comes first


def test_the_same_submission_gives_the_same_bytes() -> None:
    assert marked(going(cover(), MODELS, WORKS)) == marked(going(cover(), MODELS, WORKS))


def test_what_was_asked_before_has_a_sheet_of_its_own() -> None:
    before = [problem("Đ01", Place("MH", 3, "C3"), label="Lĩnh vực"), problem("Đ26")]
    sheets = (cover(), MODELS, WORKS)
    told = read(*sheets)
    done = opened(Going("Xã Bình Minh", told, sheets, tuple(compare(before, told.problems))))["Đã sửa"]
    assert done["A1"].value == "So với lần gửi trước: đã sửa 2/2 chỗ được yêu cầu"
    assert [c.value for c in done[5]] == ["2", "MH", "C3", "Thiếu “Lĩnh vực”.", "Đã sửa"]


def test_what_is_still_wrong_comes_first_with_a_link() -> None:
    sheets = (cover(), MODELS, replace(WORKS, name="B2 'mới' của xã"))
    told = read(*sheets)
    (still,) = [p for p in told.problems if p.cell == "D3"]
    before = [problem("Đ01", Place("MH", 3, "C3"), label="Lĩnh vực"), still]
    done = opened(Going("Xã Bình Minh", told, sheets, tuple(compare(before, told.problems))))["Đã sửa"]
    assert [(done.cell(r, 3).value, done.cell(r, 5).value) for r in (4, 5)] == [("D3", "Chưa sửa"), ("C3", "Đã sửa")]
    assert done["C4"].hyperlink.location == "'B2 ''mới'' của xã'!D3"


def test_findings_stand_in_the_order_of_the_sheets_and_what_the_office_must_do_is_left_out() -> None:
    sheets = (cover(), replace(WORKS, name="Z"), replace(MODELS, name="A"))
    told = Submission("a", "", problems=(
        problem("N01"), problem("Đ01", Place("A", 3, "C3"), label="x"), problem("Đ01", Place("Z", 9, "C9"), label="x"),
        problem("Đ01", Place("Z", 10, "B10"), label="x"), problem("Đ26"),
    ))  # fmt: skip
    found = opened(Going("Xã", told, sheets))["Cần sửa"]
    assert [r[0] for r in found.iter_rows(min_row=7, min_col=3, max_col=3, values_only=True)] == [
        "", "C9", "B10", "C3",
    ]  # fmt: skip


def test_a_formula_without_a_result_takes_no_width_and_a_merge_over_empty_columns_stays() -> None:
    drawn = sheet("""
        | Kính gửi: Ủy ban nhân dân huyện | < | < |
        | TT | Tên mô hình |
        | 1 | Hũ gạo |
    """, "MH")  # fmt: skip
    drawn = replace(drawn, cells={**drawn.cells, (3, 1): Fault("công thức không có kết quả", "no_result")})
    page = opened(Going("Xã", Submission("a", ""), [drawn]))["MH"]
    assert [str(r) for r in page.merged_cells.ranges] == ["A1:C1"]
    assert page.column_dimensions["A"].width < 8


def test_names_that_clash_or_are_too_long_for_excel_are_changed() -> None:
    drawn = [replace(MODELS, name=n) for n in ("Cần sửa", "a/b", "x" * 40)]
    assert opened(Going("X", Submission("a", ""), drawn)).sheetnames == ["Cần sửa (2)", "Cần sửa", "a_b", "x" * 31]


def test_a_hidden_part_with_a_finding_is_shown() -> None:
    hidden = replace(WORKS, hidden=True, hidden_rows=frozenset({3, 1}), hidden_columns=frozenset({4}))
    works = opened(going(cover(), MODELS, hidden))["NL"]
    told = {p.cell for p in read(cover(), MODELS, hidden).problems}
    assert "D3" in told
    assert (works.sheet_state, works.row_dimensions[3].hidden, works.row_dimensions[1].hidden) == (
        "visible",
        False,
        True,
    )
    assert not works.column_dimensions["D"].hidden


def test_returned_writes_what_no_accepted_report_has_mended(tmp_path, capsys) -> None:
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    for path in (*SAMPLE.glob("21073*/*"), *SAMPLE.glob("21043*/*")):
        copy = made.raw / path.relative_to(SAMPLE.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    made.returned("2018").mkdir(parents=True)
    (made.returned("2018") / "21043_2018_can_sua.xlsx").write_bytes(b"mended meanwhile")
    assert main(["--workspace", str(tmp_path), "returned", "--year", "2018"]) == 0
    assert capsys.readouterr().out == "Đã lập 1 tệp trong outputs/2018/returned.\n"
    assert [p.name for p in made.returned("2018").iterdir()] == ["21073_2018_can_sua.xlsx"]
    raw = find_cover(list(open_workbook(next(SAMPLE.glob("21073*/*"))).sheets), form())
    persons = {str(raw.read(n, form()).value) for n in ("preparer", "approver", "phone")}
    sent_back = openpyxl.load_workbook(made.returned("2018") / "21073_2018_can_sua.xlsx")
    shown = [str(v) for sheet in sent_back for row in sheet.iter_rows(values_only=True) for v in row if v is not None]
    assert len(persons) == 3
    assert [text for text in shown if any(person in text for person in persons)] == []
    assert main(["--workspace", str(tmp_path), "returned", "--year", "2031"]) == 2
    assert "Chưa nhận báo cáo nào của năm 2031" in capsys.readouterr().err


SUMS = sheet("""
    | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành trong năm |
    | 1 | Mương N1 | Kênh mương | 3000000 | x |
    | 2 | Đường N2 | Đường | 5000000 | x |
    | | | | | |
    | | Tổng số | | 8000000 | |
""", "NL")  # fmt: skip


def test_a_total_adds_itself_up_where_it_is_the_sum_that_it_states() -> None:
    assert opened(going(cover(), MODELS, SUMS))["NL"]["D5"].value == '=IF(COUNT(D2:D4)=0,"",SUM(D2:D4))'
    data = io.BytesIO(marked(going(cover(), MODELS, SUMS)))
    assert openpyxl.load_workbook(data, data_only=True)["NL"]["D5"].value == 8000000
    wrong = replace(SUMS, cells={**SUMS.cells, (5, 4): 9000000.0})
    assert opened(going(cover(), MODELS, wrong))["NL"]["D5"].value == 9000000


def test_columns_offer_the_lists_of_the_form_again() -> None:
    lists = opened(going(cover(), MODELS, SUMS))["NL"].data_validations.dataValidation
    assert {str(v.sqref) for v in lists if v.type == "list"} == {"C2:C4", "E2:E4"}


def test_what_was_struck_through_stays_struck_through() -> None:
    pieces = (("Mương ", True), ("N1", False))
    struck = replace(SUMS, struck=frozenset({(3, 2)}), partly_struck={(2, 2): pieces})
    data = marked(going(cover(), MODELS, struck))
    assert openpyxl.load_workbook(io.BytesIO(data))["NL"]["B3"].font.strike
    back = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)["NL"]["B2"].value
    assert [str(part) for part in back] == ["Mương ", "N1"]
    assert back[0].font.strike


def test_the_line_that_asks_for_a_signature_is_no_person() -> None:
    signed = sheet("""
        | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì |
        | 1 | Hũ gạo | VHXH | TT | Hội LHPN |
        | Người lập biểu | | | Thủ trưởng đơn vị | |
        | (Ký, họ tên) | | | (Ký, ghi rõ họ tên, đóng dấu) | |
        | Trần Văn Thử | | | | |
    """)
    told = {c.cell: c.text for c in read(cover(), signed).cells if c.role == "signature"}
    assert told["A4"] == "(Ký, họ tên)"
    assert told["D4"] == "(Ký, ghi rõ họ tên, đóng dấu)"
    assert "Thử" not in told["A5"]


def test_files_of_one_name_whose_unit_nobody_knows_get_names_of_their_own() -> None:
    taken: list[str] = []
    for _ in range(3):
        taken.append(returned._free("bc_2022_can_sua.xlsx", taken))
    assert taken == ["bc_2022_can_sua.xlsx", "bc_2022_can_sua_2.xlsx", "bc_2022_can_sua_3.xlsx"]

"""Header words confirmed by a person: data beside danvan.toml that any workbook is read by from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from drawing import sheet, workbook
from test_reader import FIGURES, MODELS, OFFICE, cover

from danvan.declared.form import form
from danvan.declared.header_words import with_header_words
from danvan.intake.check import check
from danvan.intake.reader import read_submissions
from danvan.paths import Workspace
from danvan.problems import DeclarationError

ROOT = Path(__file__).parents[1]
HEAD = "table,column,header,who,date\n"
OWN_WORDS = (
    HEAD
    + """\
resources,work_name,Hạng mục đầu tư,Văn phòng,2021-12-20
resources,work_type,Nhóm hạng mục,Văn phòng,2021-12-20
resources,total_vnd,"Vốn thực hiện > Cả thảy",Văn phòng,2021-12-20
resources,completed,Nghiệm thu rồi,Văn phòng,2021-12-20
"""
)
WORKS = sheet("""
    | Hạng mục đầu tư | Nhóm hạng mục | Vốn thực hiện | < | Nghiệm thu rồi |
    | ^ | ^ | Cả thảy | Ngân sách Nhà nước | ^ |
    | Kênh N1 | Kênh mương | 380000000 | 380000000 | x |
""", "đầu tư")  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "header_words.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_workbook_with_its_own_words_reads_after_adding_lines(tmp_path) -> None:
    book = workbook(cover(), MODELS, WORKS, FIGURES)
    before = read_submissions(book, "2021/21085/a.xlsx", form(), OFFICE)[0]
    assert "resources" not in before.rows
    known = with_header_words(form(), written(tmp_path, OWN_WORDS))
    after = read_submissions(book, "2021/21085/a.xlsx", known, OFFICE)[0]
    assert after.clean
    (row,) = after.rows["resources"]
    assert (row.values["work_name"], row.values["total_vnd"], row.at["total_vnd"]) == ("Kênh N1", 380_000_000, "C3")


def test_an_unknown_column_proposes_the_line_to_add() -> None:
    odd = sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành | Số ngày công lao động |
        | 1 | Kênh N1 | Kênh mương | 380000000 | x | 12 |
    """, "NL")  # fmt: skip
    told = read_submissions(workbook(cover(), MODELS, odd, FIGURES), "a.xlsx", form(), OFFICE)[0]
    (found,) = [p for p in told.problems if p.code == "Đ10"]
    assert "“resources,labour_days,Số ngày công lao động,...”" in found.remedy


def test_a_column_that_a_person_rules_out_is_not_used(tmp_path) -> None:
    odd = sheet("""
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành | Đơn vị thi công |
        | 1 | Kênh N1 | Kênh mương | 380000000 | x | Công ty Mẫu |
    """, "NL")  # fmt: skip
    book = workbook(cover(), MODELS, odd, FIGURES)
    known = with_header_words(form(), written(tmp_path, HEAD + "resources,ignored,Đơn vị thi công,A,2021-12-20\n"))
    told = read_submissions(book, "2021/21085/a.xlsx", known, OFFICE)[0]
    assert [(p.severity, p.cell) for p in told.problems if p.code == "Đ79"] == [("F", "F1")]
    assert told.clean
    assert [c.role for c in told.cells if c.cell == "F2" and c.sheet == "NL"] == ["note"]


def test_without_the_file_the_form_is_as_it_is(tmp_path) -> None:
    assert with_header_words(form(), tmp_path / "header_words.csv") is form()


@pytest.mark.parametrize(("line", "said"), [
    ("works,work_name,Hạng mục,A,2021-12-20", "header_words.csv, dòng 2: không có bảng “works”; các bảng: cover, models,"),
    ("resources,name,Hạng mục,A,2021-12-20", "dòng 2: bảng resources không có cột “name”; các cột: work_name,"),
    ("resources,work_name,,A,2021-12-20", "dòng 2: thiếu “header”"),
    ("resources,work_name,Hạng mục,,2021-12-20", "dòng 2: thiếu “who”"),
    ("resources,work_name,Hạng mục,A,20/12/2021", "dòng 2: “20/12/2021” không phải là ngày; hãy ghi như 2021-12-14."),
    ("resources,work_name,Tổng kinh phí,A,2021-12-20", "dòng 2: “Tổng kinh phí” đã là tiêu đề của cột total_vnd"),
    ("resources,work_name,---,A,2021-12-20", "dòng 2: “---” không có chữ nào"),
])  # fmt: skip
def test_a_wrong_line_is_told_with_its_place(tmp_path, line, said) -> None:
    with pytest.raises(DeclarationError) as error:
        with_header_words(form(), written(tmp_path, HEAD + line + "\n"))
    assert said in str(error.value)


def test_a_file_without_its_columns_or_not_in_utf_8_is_told(tmp_path) -> None:
    with pytest.raises(DeclarationError, match="dòng 1: thiếu cột who, date"):
        with_header_words(form(), written(tmp_path, "table,column,header\n"))
    (tmp_path / "header_words.csv").write_bytes(HEAD.encode() + "resources,work_name,Hạng mục,A,x".encode("utf-16"))
    with pytest.raises(DeclarationError, match="không phải mã UTF-8"):
        with_header_words(form(), tmp_path / "header_words.csv")


def test_a_check_knows_the_words_of_its_workspace(tmp_path) -> None:
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for drawn in (cover(), WORKS):
            paper = book.add_worksheet(drawn.name)
            for (row, column), value in drawn.cells.items():
                paper.write(row - 1, column - 1, value)
            for top, left, bottom, right in drawn.merged:
                paper.merge_range(top - 1, left - 1, bottom - 1, right - 1, drawn.cells[top, left])
    (before,) = check(made, [tmp_path / "a.xlsx"])
    written(tmp_path, OWN_WORDS)
    (after,) = check(made, [tmp_path / "a.xlsx"])
    assert [len(v.submission.rows.get("resources", ())) for v in (before, after)] == [0, 1]

"""Declared corrections: applied visibly before reading, and failing loudly where the cell no longer says what they expect."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from drawing import workbook
from test_reader import FIGURES, MODELS, OFFICE, RESOURCES, cover

from danvan.declared.corrections import corrections
from danvan.declared.form import form
from danvan.intake.corrected import read_corrected, refuse_unmatched
from danvan.intake.ingest import ingest
from danvan.intake.reader import read_submissions
from danvan.intake.submission import Submission
from danvan.paths import Workspace
from danvan.problems import DanvanError, DeclarationError
from danvan.store.read import load

ROOT = Path(__file__).parents[1]
FILE = "2021/21085/a.xlsx"
TOTAL = {"sheet": "NL", "cell": "D2", "expect": "380000000", "value": 38_000_000, "reason": "Thừa một số 0"}


def declared(folder: Path, *entries: dict[str, object]) -> Path:
    path = folder / "corrections.toml"
    lines = []
    for entry in entries:
        lines.append("[[correction]]")
        for key, value in {"who": "Văn phòng", "date": "@2021-12-21", **entry}.items():
            said = f'"{value}"' if isinstance(value, str) and not value.startswith("@") else str(value).lstrip("@")
            lines.append(f"{key} = {said}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def told(folder: Path, *entries: dict[str, object]) -> Submission:
    book = workbook(cover(), MODELS, RESOURCES, FIGURES)
    known = corrections(declared(folder, *entries))
    (one,) = read_corrected(book, FILE, known, lambda b: read_submissions(b, FILE, form(), OFFICE))
    return one


@pytest.mark.parametrize("whose", [{"file": FILE}, {"unit": "21085", "year": 2021}])
def test_a_correction_is_read_and_told(tmp_path, whose) -> None:
    one = told(tmp_path, {**TOTAL, **whose})
    assert one.rows["resources"][0].values["total_vnd"] == 38_000_000
    (found,) = [p for p in one.problems if p.code == "Đ90"]
    assert (found.severity, found.sheet, found.cell, found.said) == ("F", "NL", "D2", "380000000")
    assert found.message == "Đã đọc “380000000” thành “38000000” theo khai báo đính chính: Thừa một số 0."
    assert one.clean


@pytest.mark.parametrize("whose", [{"file": "2021/khác.xlsx"}, {"unit": "21085", "year": 2020},
                                   {"unit": "21085", "year": 2021, "period": "6T"}])  # fmt: skip
def test_one_meant_for_another_report_changes_nothing(tmp_path, whose) -> None:
    one = told(tmp_path, {**TOTAL, **whose})
    assert one.rows["resources"][0].values["total_vnd"] == 380_000_000
    assert "Đ90" not in [p.code for p in one.problems]


def test_a_cell_can_be_emptied_or_filled(tmp_path) -> None:
    emptied = told(tmp_path, {**TOTAL, "file": FILE, "value": ""})
    assert emptied.rows["resources"][0].states["total_vnd"] == "blank"
    filled = told(tmp_path, {**TOTAL, "file": FILE, "cell": "F2", "expect": "", "value": "x"})
    assert any(c.cell == "F2" for c in filled.cells)


def test_two_corrections_of_one_cell_follow_each_other(tmp_path) -> None:
    second = {**TOTAL, "file": FILE, "expect": "38000000", "value": 39_000_000}
    assert told(tmp_path, {**TOTAL, "file": FILE}, second).rows["resources"][0].values["total_vnd"] == 39_000_000


def test_it_fails_where_the_source_was_mended_or_the_place_is_wrong(tmp_path) -> None:
    with pytest.raises(DanvanError) as mended:
        told(tmp_path, {**TOTAL, "file": FILE, "expect": "38"})
    assert str(mended.value) == (
        "corrections.toml, mục 1: ô D2 trang “NL” của 2021/21085/a.xlsx đang ghi “380000000”, không phải “38”; "
        "nếu xã đã sửa thì bỏ mục này."
    )
    with pytest.raises(DanvanError, match=r"mục 1: tệp .* không có trang “NL 2”; các trang: Bìa, MH"):
        told(tmp_path, {**TOTAL, "file": FILE, "sheet": "NL 2"})


def test_one_for_a_report_never_received_fails(tmp_path) -> None:
    received = [Submission(FILE, "", "21085", year=2021, period="N")]
    for whose, said in (
        ({"file": "b.xlsx"}, "không có tệp “b.xlsx”"),
        ({"unit": "21085", "year": 2020}, "đơn vị 21085 năm 2020"),
    ):
        with pytest.raises(DanvanError, match=said):
            refuse_unmatched(corrections(declared(tmp_path, {**TOTAL, **whose})), received)
    refuse_unmatched(corrections(declared(tmp_path, {**TOTAL, "file": FILE})), received)


def test_no_person_is_told(tmp_path) -> None:
    named = {**TOTAL, "file": FILE, "cell": "B2", "expect": "Kênh N1", "value": "Nhà hộ ông Lê Văn Thử", "reason": "x"}
    assert "Thử" not in str(told(tmp_path, named).to_dict())


@pytest.mark.parametrize(("change", "said"), [
    ({"file": FILE, "reson": "x"}, "mục 1: không có khóa “reson”; các khóa: file, unit,"),
    ({"file": FILE, "cell": "2D"}, "mục 1: “2D” không phải là ô; hãy ghi như G11."),
    ({"file": FILE, "reason": ""}, "mục 1: “reason” để trống"),
    ({"file": FILE, "date": "hôm qua"}, "mục 1: “date” ghi sai kiểu"),
    ({}, "mục 1: hãy ghi file, hoặc unit và year; không ghi cả hai."),
    ({"file": FILE, "unit": "21085", "year": 2021}, "mục 1: hãy ghi file, hoặc unit và year; không ghi cả hai."),
])  # fmt: skip
def test_a_wrong_declaration_is_told_with_its_place(tmp_path, change, said) -> None:
    with pytest.raises(DeclarationError) as error:
        corrections(declared(tmp_path, {**TOTAL, **change}))
    assert f"corrections.toml, {said}" in str(error.value)


def test_what_is_no_toml_or_of_another_shape_is_told(tmp_path) -> None:
    path = tmp_path / "corrections.toml"
    for text, said in (
        ("[[correction]", "sai cú pháp TOML"),
        ("[correction]\nfile = 'a'", "hai dấu ngoặc"),
        ("[[sua]]\nfile = 'a'", "không có mục “sua”"),
        ("[[correction]]\nfile = 'a'", "mục 1: thiếu sheet, cell, expect, value, reason, who, date."),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DeclarationError) as error:
            corrections(path)
        assert said in str(error.value)
    assert corrections(tmp_path / "none.toml") == ()


def test_ingest_applies_corrections_again_when_they_change(tmp_path) -> None:
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    path = made.raw / FILE
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as book:
        for drawn in (cover(), MODELS, RESOURCES, FIGURES):
            paper = book.add_worksheet(drawn.name)
            for (row, column), value in drawn.cells.items():
                paper.write(row - 1, column - 1, value)
    ingest(made)
    assert load("resources", workspace=made)["total_vnd"].tolist() == [380_000_000]
    declared(tmp_path, {**TOTAL, "file": FILE})
    ingest(made)
    assert load("resources", workspace=made)["total_vnd"].tolist() == [38_000_000]
    assert "Đ90" in load("problems", workspace=made)["code"].tolist()
    declared(tmp_path, {**TOTAL, "file": "khác.xlsx"})
    with pytest.raises(DanvanError, match="không có tệp"):
        ingest(made)

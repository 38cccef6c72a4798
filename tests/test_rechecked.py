"""An edited report: what still says what the data say, in whatever printed form, is left alone; the rest is listed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from drawn_tables import drawn_tables, of_period

from danvan.declared.settings import settings
from danvan.paths import workspace
from danvan.publish import tables
from danvan.publish.cited import Figures
from danvan.publish.document import Document, Paragraph, TableBlock, letter
from danvan.publish.prose import sentence
from danvan.publish.rechecked import Rechecked, Typed, differing, rechecked
from danvan.publish.word import docx_bytes, read_report, write_docx
from danvan.publish.word.about import Made

FIGURES = Figures({"T6a": tables.resources_by_year(drawn_tables()["resources"], of_period())})
TOTAL, SHARE, LAND = (f"T6a/2021/{name}" for name in ("total_vnd", "people_share", "land_m2"))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (TOTAL, "380.000.000"), (TOTAL, "380 triệu đồng"), (TOTAL, "380.000.000 đồng"), (TOTAL, " 380  triệu đồng"),
        (SHARE, "47,4%"), (LAND, "…"),
    ],
)  # fmt: skip
def test_every_printed_form_of_a_figure_is_right(figure: str, text: str) -> None:
    assert list(differing([(figure, text)], FIGURES)) == []


@pytest.mark.parametrize(
    ("figure", "text", "told"),
    [
        (TOTAL, "385 triệu đồng", f"{TOTAL}: báo cáo ghi “385 triệu đồng”, số liệu là 380.000.000."),
        (TOTAL, "", f"{TOTAL}: số đã bị xóa khỏi báo cáo, số liệu là 380.000.000."),
        (SHARE, "47%", f"{SHARE}: báo cáo ghi “47%”, số liệu là 47,4%."),
        ("T6a/2016/total_vnd", "5", "T6a/2016/total_vnd: báo cáo ghi “5”, nay không còn số này."),
        ("T99/x/y", "5", "T99/x/y: báo cáo ghi “5”, nay không còn số này."),
    ],
)
def test_what_differs_is_told_with_both(figure: str, text: str, told: str) -> None:
    assert [str(each) for each in differing([(figure, text)], FIGURES)] == [told]


# --- a document as an officer edits it -------------------------------------------------------------------------------

TABLE = FIGURES.tables["T6a"]
TOLD = sentence("Năm 2021, huy động {n}, Nhân dân đóng góp {share}.", n=FIGURES.number(TOTAL, "money"),
                share=FIGURES.number(SHARE, "percent"))  # fmt: skip
LETTER = letter(settings(workspace(Path(__file__).parents[1])))
DOCUMENT = Document(LETTER, 2022, "Kết quả năm 2022", (Paragraph(TOLD), TableBlock(TABLE)), (), "2021-2022")
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Edit = Callable[[Any], None]


def checked(path: Path) -> Rechecked:
    """What is found of a file; one that lost what was in it is held against the same report made anew."""
    read = read_report(path)
    assert read.period == "2021-2022"
    return rechecked(read, read.made or read_report(docx_bytes(DOCUMENT)).made or Made(), FIGURES)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write_docx(DOCUMENT, tmp_path / "report.docx")
    return tmp_path / "report.docx"


def edited(path: Path, edit: Edit) -> Path:
    """The file after an officer's edit."""
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    return path


def controls(document: Any) -> list[Any]:
    return list(document.element.body.iter(qn("w:sdt")))


def test_a_report_as_it_was_made_is_right(made: Path) -> None:
    found = checked(made)
    assert found == Rechecked((), (), ())
    assert list(found.lines()) == ["Mọi con số đều khớp số liệu."]


def test_a_changed_number_is_the_only_one_listed(made: Path) -> None:
    def change(document: Any) -> None:
        controls(document)[0].find(f".//{qn('w:t')}").text = "400 triệu đồng"

    found = checked(edited(made, change))
    assert [(one.figure, one.said, one.now) for one in found.differing] == [(TOTAL, "400 triệu đồng", "380.000.000")]
    assert (found.lost, found.typed, found.wrong) == ((), (), True)


def test_a_tracked_change_counts_as_made(made: Path) -> None:
    def change(document: Any) -> None:
        (run,) = controls(document)[0].find(qn("w:sdtContent"))
        run.addnext(parse_xml(f"<w:ins {NS}><w:r><w:t>4</w:t></w:r><w:r><w:t>00 triệu đồng</w:t></w:r></w:ins>"))
        run.getparent().replace(run, parse_xml(f"<w:del {NS}><w:r><w:delText>380 triệu đồng</w:delText></w:r></w:del>"))

    found = checked(edited(made, change))
    assert [(one.figure, one.said) for one in found.differing] == [(TOTAL, "400 triệu đồng")]
    assert not found.typed


def test_numbers_of_a_deleted_row_are_counted_and_nothing_else(made: Path) -> None:
    def delete(document: Any) -> None:
        row = document.tables[-1].rows[1 + TABLE.keys.index("2021")]
        row._tr.getparent().remove(row._tr)

    found = checked(edited(made, delete))
    figures = {TABLE.figure(row, name) for row, name in TABLE.formulas if TABLE.keys[row] == "2021"}
    assert (set(found.lost), found.differing, found.typed) == (figures, (), ())
    assert next(found.lines()).startswith(
        f"{len(figures)} con số đã bị xóa hoặc mất dấu nên không kiểm được: T6a/2021/"
    )


def test_what_is_typed_in_is_told_with_its_line_and_is_no_mistake(made: Path) -> None:
    def add(document: Any) -> None:
        line = next(p for p in document.paragraphs if p.text.startswith("Năm 2021"))
        line.insert_paragraph_before("Năm 2023 phấn đấu có 12 mô hình.")
        line.insert_paragraph_before("Nhân dân đồng tình.")

    found = checked(edited(made, add))
    assert found.typed == (Typed(("2023", "12"), "Năm 2023 phấn đấu có 12 mô hình."),)
    assert not found.wrong
    assert "1 đoạn có số gõ tay, chưa đối chiếu với số liệu; người viết tự kiểm tra." in list(found.lines())


def test_a_number_pasted_over_its_mark_is_lost_and_typed(made: Path) -> None:
    def paste(document: Any) -> None:
        first = controls(document)[0]
        for mark in (first.getprevious(), first.getnext()):
            mark.getparent().remove(mark)
        first.getparent().replace(first, parse_xml(f"<w:r {NS}><w:t>390 triệu đồng</w:t></w:r>"))

    found = checked(edited(made, paste))
    assert found.lost == (TOTAL,)
    assert [one.figures for one in found.typed] == [("390",)]
    assert found.wrong


def test_a_note_or_title_that_was_changed_by_hand_is_told(made: Path) -> None:
    def change(document: Any) -> None:
        title = next(p for p in document.paragraphs if p.text.startswith("Bảng T6a"))
        title.runs[0].text = title.runs[0].text.replace("2022", "2023")

    (typed,) = checked(edited(made, change)).typed
    assert typed.figures == ("2023",)


@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")], ids="-".join)
def test_libreoffice_keeps_every_number(made: Path, formats: tuple[str, ...]) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")

    def converted(path: Path) -> Path:
        for to in formats:
            folder = path.parent / f"to {to}"
            own = f"-env:UserInstallation={(made.parent / 'office').as_uri()}"
            order = [office, own, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)]
            subprocess.run(order, check=True, capture_output=True, timeout=240)
            path = folder / f"{path.stem}.{to}"
        return path

    def change(document: Any) -> None:
        controls(document)[1].find(f".//{qn('w:t')}").text = "50,0%"

    assert checked(converted(made)) == Rechecked((), (), ())
    found = checked(converted(edited(made, change)))
    assert [(one.figure, one.said) for one in found.differing] == [(SHARE, "50,0%")]
    assert (found.lost, found.typed) == ((), ())

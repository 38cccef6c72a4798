"""A report of half-years says so wherever it names one, and compares with the same half of the year before."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from drawn_tables import drawn_tables, of_period, of_year

import danvan
from danvan.cli import main
from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.ingest import ingest
from danvan.intake.template import Content, write_workbook
from danvan.paths import Workspace
from danvan.publish.document import Document, Item, Letter, Paragraph, TableBlock
from danvan.publish.report import Stand, report
from danvan.publish.tables import words
from danvan.publish.word import read_numbers, read_report
from danvan.runs.halves import due
from danvan.runs.plan import Span
from danvan.runs.report import HALF, write_report
from danvan.vietnamese.text import clean

ROOT = Path(__file__).parents[1]

HALVES = {name: frame.assign(period="6T") for name, frame in drawn_tables().items()}
FRAMES = {**HALVES, "remarks": HALVES["problems"].assign(section="", text="", approved=False)}
LETTER = Letter(("UBND",), "UBND huyện Bình Sơn", "Bình Sơn", "BC-UBND", (), (), "", "", "")
WHOLE_YEAR = re.compile(r"(?<!tháng đầu )(?<!cùng kỳ )\b[Nn]ăm 2022\b|so với năm|cuối năm 20")


@pytest.fixture(scope="module")
def made() -> Document:
    roll, both = of_year().assign(period="6T"), of_period().assign(period="6T")
    return report(Stand((2022,), FRAMES, roll, (FRAMES, both), half=True), LETTER, f"2022{HALF}")


def test_the_subject_names_the_half_year(made: Document) -> None:
    assert made.subject == "Kết quả thực hiện phong trào thi đua “Dân vận khéo” 6 tháng đầu năm 2022"


def test_no_sentence_tells_of_a_whole_year(made: Document) -> None:
    texts = [str(block.text) for block in made.blocks if isinstance(block, Paragraph | Item)]
    assert len(texts) > 8
    assert [text for text in texts if WHOLE_YEAR.search(text)] == []
    assert any("cùng kỳ năm 2021" in text for text in texts)


def test_no_title_and_no_head_of_a_table_tells_of_a_whole_year(made: Document) -> None:
    tables = [block.table for block in made.every_block() if isinstance(block, TableBlock)]
    said = [text for table in tables for text in (table.title, *(column.label for column in table.columns))]
    assert [text for text in said if WHOLE_YEAR.search(text)] == []
    assert sum("6 tháng đầu năm 2022" in table.title for table in tables) > len(tables) / 2


@pytest.mark.parametrize(
    ("years", "said"),
    [([2022], "6 tháng đầu năm 2022"), ([2021, 2022], "6 tháng đầu các năm 2021 - 2022")],
)
def test_halves_by_name(years: list[int], said: str) -> None:
    assert words.period(years, half=True) == said
    assert words.halved("Năm 2022 có 5, bằng năm 2021") == "6 tháng đầu năm 2022 có 5, bằng 6 tháng đầu năm 2021"


# Half-years of real workbooks: what 22 communes and 4 agencies sent, from their cells to Word.
DIALOGUES = {"21085": (3, 5)}  # unit -> in the first half of 2021, of 2022; every other commune 10 and 10


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    here = Workspace(tmp_path_factory.mktemp("half") / "ws")
    here.settings.parent.mkdir(parents=True)
    here.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    office = settings(here)
    for place, year in enumerate((2021, 2022)):
        days = {"period_start": date(year - 1, 12, 15), "period_end": date(year, 6, 14)}
        for unit in office.expected(year, "6T"):
            dialogues = DIALOGUES.get(unit.code, (10, 10))[place]
            signed = {"preparer": "Công chức Văn phòng", "approver": "Chủ tịch", "signed_on": date(year, 6, 15)}
            content: Content = {"cover": [{**days, **signed, "revision": 1}]}
            if unit.type != "agency":
                content["indicators"] = [{"indicator": "dialogues", "plan": 12, "actual": dialogues}]
            path = here.raw / str(year) / f"{unit.code} 6 tháng {year}.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_workbook(path, form=form(), unit=unit, year=year, period="6T", content=content,
                           district_name=office.district_name)  # fmt: skip
    ingest(here)
    return here


def test_half_year_workbooks_reach_word_with_their_numbers(workspace: Workspace, tmp_path: Path) -> None:
    path = write_report(workspace, Span("2022", (2022,)), tmp_path / "report.docx", half=True)
    numbers = {("T11/total/dialogues", "215"), ("R3/dialogues/before", "213"), ("R3/dialogues/now", "215"),
               ("R3/dialogues/percent", "0,9%"), ("R3/dialogues/absolute", "02"), ("T17a/total/reported", "26")}  # fmt: skip
    assert numbers <= set(read_numbers(path))
    said = clean(" ".join(read_report(path).lines))
    change = "■ cuộc, tăng ■ so với cùng kỳ năm 2021 (tăng ■ cuộc; năm 2021 có dịch Covid-19)"
    (told,) = re.findall(
        r"6 tháng đầu năm 2022, hội nghị đối thoại của người đứng đầu với Nhân dân: (.*?)\. [A-ZĐ]", said
    )
    assert told == change
    assert "Biểu đồ" not in said  # of what nobody told there is nothing to draw


def test_the_main_job_makes_the_report_of_a_half_year_and_no_year_of_nothing(workspace: Workspace) -> None:
    shutil.copytree(ROOT / "notebooks", workspace.notebooks, dirs_exist_ok=True)
    assert (danvan.years(workspace=workspace), danvan.years(period=None, workspace=workspace)) == ([], [2021, 2022])
    for _ in range(2):
        assert main(["--workspace", str(workspace.root), "run"]) == 0
        assert (workspace.outputs / "2022-6T" / "report.docx").is_file()
        assert not (workspace.outputs / "2022" / "index.html").exists()
        said = (workspace.outputs / "ket_qua.txt").read_text(encoding="utf-8")
        assert "6 tháng đầu năm 2022: 26/26 đơn vị có báo cáo được chấp nhận" in said
        assert "2022-6T: báo cáo 6 tháng đầu năm 2022: outputs/2022-6T/report.docx" in said


@pytest.mark.parametrize(
    ("whole", "halves", "year", "found"),
    [
        ([2021, 2022], [2023], None, [2023]),
        ([2021, 2022], [2020, 2022], None, []),
        ([], [2021, 2022], None, [2022]),
        ([2021, 2022], [2022, 2023], 2022, []),
        ([2022], [2021, 2023], 2021, [2021]),
        ([2022], [], None, []),
    ],
)
def test_a_half_year_is_due_where_its_year_is_not_over(
    whole: list[int], halves: list[int], year: int | None, found: list[int]
) -> None:
    assert due(whole, halves, year) == found


def test_a_number_of_a_half_year_goes_back_to_its_cells(workspace: Workspace) -> None:
    cells = danvan.trace("T11/total/dialogues", years=2022, period="6T", workspace=workspace)
    assert (len(cells), cells["value"].sum()) == (22, 215)
    (own,) = cells[cells["file"].str.contains("21085")].to_dict("records")
    assert (own["file"], own["text"], own["value"]) == ("2022/21085 6 tháng 2022.xlsx", "5", 5)

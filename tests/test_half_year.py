"""A report of half-years says so wherever it names one, and compares with the same half of the year before."""

from __future__ import annotations

import re

import pytest
from drawn_tables import drawn_tables, of_period, of_year

from danvan.publish.document import Document, Item, Letter, Paragraph, TableBlock
from danvan.publish.report import Stand, report
from danvan.publish.tables import words
from danvan.runs.report import HALF

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

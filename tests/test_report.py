"""The report's outline and what it stands on: every number a figure of a table, every part there, for any years."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, of_period, of_year

from danvan.publish.document import Block, ChartBlock, Document, Heading, Letter, Paragraph, Quote, TableBlock, Task
from danvan.publish.report import Stand, figures, report

REMARKS = drawn("""
    unit_code | year | section     | text                    | approved
    21040     | 2022 | strengths   | Nhân dân đồng thuận.    | có
    21043     | 2022 | strengths   | nhân dân  đồng thuận.   | có
    21043     | 2022 | limitations | Kinh phí còn ít.        | không
    21040     | 2021 | strengths   | Của năm trước.          | có
""", "remarks")  # fmt: skip
FRAMES = {**drawn_tables(), "remarks": REMARKS}
EMPTY = {name: frame.iloc[:0] for name, frame in FRAMES.items()}
ROLLS = {"year": of_year(), "period": of_period()}
LETTER = Letter(
    ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"), "UBND huyện Bình Sơn", "Bình Sơn", "BC-UBND", (), ("Lưu: VT",), "", "", ""
)
OUTLINE = [
    (1, "TÌNH HÌNH CHUNG"), (1, "KẾT QUẢ TRIỂN KHAI THỰC HIỆN"), (2, "Công tác lãnh đạo, chỉ đạo"), (2, "Kết quả thực hiện"),
    (3, "Kết quả trên các lĩnh vực"), (4, "Phát triển kinh tế"), (4, "Văn hóa - xã hội"), (4, "Quốc phòng - an ninh"),
    (4, "Xây dựng hệ thống chính trị"), (3, "Mô hình, điển hình “Dân vận khéo”"),
    (3, "Đánh giá, công nhận và khen thưởng"), (1, "ĐÁNH GIÁ CHUNG"), (2, "Ưu điểm"), (2, "Hạn chế, vướng mắc"),
    (1, "PHƯƠNG HƯỚNG, NHIỆM VỤ"), (1, "KIẾN NGHỊ, ĐỀ XUẤT"),
]  # fmt: skip


def stand(of: str, frames: dict[str, pd.DataFrame] = FRAMES) -> Stand:
    years = tuple(sorted(int(year) for year in ROLLS[of]["year"].unique()))
    return Stand(years, frames, ROLLS[of], (frames, ROLLS["period"]))


@cache
def made(of: str, *, empty: bool = False) -> Document:
    """The report of the drawn year or period; it takes seconds, and nobody changes it."""
    return report(stand(of, EMPTY if empty else FRAMES), LETTER, "2022")


def of_kind(document: Document, *kinds: type) -> list[Block]:
    return [block for block in document.every_block() if isinstance(block, kinds)]


@pytest.mark.parametrize("of", ROLLS)
def test_the_outline_stands_whatever_the_years(of: str) -> None:
    for document in (made(of), made(of, empty=True)):
        assert [(b.level, b.text) for b in of_kind(document, Heading)] == OUTLINE  # type: ignore[union-attr]


def test_the_subject_names_the_years() -> None:
    assert made("year").subject == "Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2022"
    subject = made("period").subject
    assert subject == "Sơ kết thực hiện phong trào thi đua “Dân vận khéo” giai đoạn 2021 - 2022"


@pytest.mark.parametrize("of", ROLLS)
def test_every_number_of_a_sentence_is_a_figure_of_a_table(of: str) -> None:
    known = figures(stand(of))
    numbers = [n for b in of_kind(made(of), Paragraph) for n in b.text.numbers]  # type: ignore[union-attr]
    assert len(numbers) > 10
    assert [n.figure for n in numbers if not known.has(n.figure)] == []


def test_approved_remarks_of_the_last_year_are_quoted_once_with_who_wrote_them() -> None:
    quotes = of_kind(made("period"), Quote)
    assert quotes == [Quote("Nhân dân đồng thuận.", "thị trấn Châu Ổ và xã Bình Thuận")]


def test_what_only_a_person_can_judge_is_left_as_a_task() -> None:
    tasks = [block.text for block in of_kind(made("year"), Task)]  # type: ignore[union-attr]
    assert [task.split(",")[0] for task in tasks] == [
        "đặc điểm tình hình", "đánh giá ưu điểm", "đánh giá hạn chế", "phương hướng", "kiến nghị",
    ]  # fmt: skip


def test_tables_and_charts_come_from_their_one_definition() -> None:
    document = made("period")
    tables = [block.table.id for block in of_kind(document, TableBlock)]  # type: ignore[union-attr]
    assert len(set(tables)) == len(tables)
    assert {"T2", "T3c", "T6c", "T9b", "T15", "T17", "R3"} <= set(tables)
    assert of_kind(document, ChartBlock)
    assert len(document.appendices) == 10

"""Sentences of the reports: comparisons against cases written by hand, and the published review's facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from drawn_tables import drawn_tables, of_period, of_year

from danvan.analysis.change import Change, change
from danvan.analysis.trace import Formula
from danvan.publish import catalogue, sentences
from danvan.publish.cited import Figures
from danvan.publish.columns import LABEL, ColumnSpec, typed
from danvan.publish.prose import Sentence
from danvan.publish.sentences.about import About, quoted
from danvan.publish.sentences.comparing import Thing, comparison, stated
from danvan.publish.table import MISSING, PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.against import FEW
from danvan.publish.tables.words import inside

MODELS = Thing("registered", "mô hình")
SESSIONS = Thing("propaganda_sessions", "buổi")
MEETINGS = Thing("propaganda_sessions", "buổi", met=True)
MONEY = Thing("total_vnd", style="money")
WORK = Thing("total_vnd", style="money_full")
LAND = Thing("land_m2", "m2", style="number")
RATE = Thing("recognition_rate", style="percent")


@dataclass(frozen=True)
class Case:
    """Figures of two years, (reported, expected, missing) of each, and what is said of them."""

    text: str
    now: float | None
    before: float | None
    thing: Thing = MODELS
    units: tuple[int, int, str] = (22, 22, "")
    units_before: tuple[int, int, str] = (22, 22, "")
    alike: bool = True
    part_year: bool = False
    few: bool = False
    year: int = 2023
    half: bool = False


A, B = "Xã Bình Trị", "Xã Bình Trị, Thị trấn Châu Ổ"
CASES = [
    # up
    Case("131 mô hình, tăng 9,2% so với năm 2022 (tăng 11 mô hình)", 131, 120),
    Case("08 mô hình, tăng 60,0% so với năm 2022 (tăng 03 mô hình)", 8, 5),
    Case("1.250 buổi, tăng 25,0% so với năm 2022 (tăng 250 buổi)", 1250, 1000, SESSIONS),
    Case("30 mô hình, tăng 200,0% so với năm 2022 (tăng 20 mô hình)", 30, 10),
    Case("1,17 tỷ đồng, tăng 17,0% so với năm 2022 (tăng 169,72 triệu đồng)", 1_169_715_000, 1_000_000_000, MONEY),
    Case("380.000.000 đồng, tăng 90,0% so với năm 2022 (tăng 180.000.000 đồng)", 380_000_000, 200_000_000, WORK),
    Case("34.176,5 m2, tăng 9,2% so với năm 2022 (tăng 2.892,5 m2)", 34176.5, 31284, LAND),
    # down
    Case("45 mô hình, giảm 10,0% so với năm 2022 (giảm 05 mô hình)", 45, 50),
    Case("16 mô hình, giảm 23,8% so với năm 2022 (giảm 05 mô hình)", 16, 21),
    Case("13,23 tỷ đồng, giảm 4,9% so với năm 2022 (giảm 686,3 triệu đồng)", 13_233_500_000, 13_919_800_000, MONEY),
    # too little for a percentage that is not 0,0%
    Case("20.001 buổi, tăng 01 buổi so với năm 2022", 20001, 20000, SESSIONS),
    # equal
    Case("45 mô hình, không thay đổi so với năm 2022", 45, 45),
    Case("03 mô hình, không thay đổi so với năm 2022", 3, 3),
    # small bases
    Case("07 mô hình, tăng 03 mô hình so với năm 2022", 7, 4),
    Case("01 mô hình, giảm 03 mô hình so với năm 2022", 1, 4),
    # from zero, to zero
    Case("05 mô hình, kỳ trước không phát sinh", 5, 0),
    Case("không phát sinh (năm 2022 có 12 mô hình)", 0, 12),
    Case("không phát sinh (năm 2022 có 03 mô hình)", 0, 3),
    Case("không phát sinh, kỳ trước cũng không phát sinh", 0, 0),
    # missing
    Case("45 mô hình, chưa có số liệu so sánh", 45, None, units_before=(0, 22, "")),
    Case("không phát sinh, chưa có số liệu so sánh", 0, None, units_before=(0, 22, "")),
    Case("chưa có số liệu (năm 2022 có 45 mô hình)", None, 45, units=(0, 22, "")),
    Case("chưa có số liệu (năm 2022 có 45 mô hình, 21/22 đơn vị)", None, 45, units=(0, 22, ""), units_before=(21, 22, A)),
    # partial, of the same units
    Case("131 mô hình (21/22 đơn vị, chưa gồm xã Bình Trị), tăng 9,2% so với năm 2022 (tăng 11 mô hình; tính trên cùng "
         "các đơn vị có số liệu)", 131, 120, units=(21, 22, A), units_before=(21, 22, A)),
    Case("07 mô hình (20/22 đơn vị, chưa gồm xã Bình Trị, thị trấn Châu Ổ), tăng 03 mô hình so với năm 2022 (tính trên "
         "cùng các đơn vị có số liệu)", 7, 4, units=(20, 22, B), units_before=(20, 22, B)),
    # partial, of other units
    Case("131 mô hình (21/22 đơn vị, chưa gồm xã Bình Trị), tăng 11 mô hình so với năm 2022 (năm 2022: 22/22 đơn vị); hai kỳ không cùng các đơn vị có số liệu", 131, 120, units=(21, 22, A), alike=False),
    Case("120 mô hình, giảm 11 mô hình so với năm 2022 (năm 2022: 20/22 đơn vị); hai kỳ không cùng các đơn vị có số liệu", 120, 131, units_before=(20, 22, B), alike=False),
    Case("120 mô hình, không thay đổi so với năm 2022 (năm 2022: 20/22 đơn vị); hai kỳ không cùng các đơn vị có số liệu", 120, 120, units_before=(20, 22, B), alike=False),
    # too few units
    Case("90 mô hình (17/22 đơn vị), giảm 30 mô hình so với năm 2022 (năm 2022: 22/22 đơn vị), không tính tỷ lệ do còn "
         "nhiều đơn vị chưa có số liệu", 90, 120, units=(17, 22, "a, b, c, d, e, f"), alike=False),
    Case("120 mô hình, tăng 30 mô hình so với năm 2022 (năm 2022: 15/22 đơn vị), không tính tỷ lệ do còn nhiều đơn vị "
         "chưa có số liệu", 120, 90, units_before=(15, 22, ""), alike=False),
    # merged units, all of which reported; then one that did not
    Case("131 mô hình, tăng 9,2% so với năm 2019 (tăng 11 mô hình; năm 2019 có 25 đơn vị, kỳ này 22 đơn vị)", 131, 120,
         units_before=(25, 25, ""), year=2020),
    Case("131 mô hình, tăng 11 mô hình so với năm 2019 (năm 2019: 24/25 đơn vị); hai kỳ không cùng các đơn vị có số liệu", 131, 120, units_before=(24, 25, A), alike=False, year=2020),
    # part of a year
    Case("131 mô hình, không so sánh với năm 2017 do có kỳ báo cáo không đủ cả năm", 131, 80, part_year=True, year=2018),
    Case("80 mô hình, không so sánh với năm 2016 do có kỳ báo cáo không đủ cả năm", 80, None, part_year=True, year=2017),
    Case("không phát sinh, không so sánh với năm 2017 do có kỳ báo cáo không đủ cả năm", 0, 8, part_year=True, year=2018),
    # half-years
    Case("45 mô hình, tăng 12,5% so với cùng kỳ năm 2020 (tăng 05 mô hình)", 45, 40, year=2021, half=True),
    Case("38 mô hình, giảm 5,0% so với cùng kỳ năm 2020 (giảm 02 mô hình)", 38, 40, year=2021, half=True),
    # Covid-19, which kept people from meeting in 2020 and 2021
    Case("35 buổi, giảm 30,0% so với năm 2019 (giảm 15 buổi; năm 2020 có dịch Covid-19)", 35, 50, MEETINGS, year=2020),
    Case("57 buổi, tăng 62,9% so với năm 2021 (tăng 22 buổi; năm 2021 có dịch Covid-19)", 57, 35, MEETINGS, year=2022),
    Case("35 buổi, giảm 30,0% so với năm 2020 (giảm 15 buổi)", 35, 50, MEETINGS, year=2021),
    # percentage points
    Case("85,7%, tăng 2,1 điểm phần trăm so với năm 2022", 18 / 21, 0.8359, RATE),
    Case("83,3%, giảm 2,3 điểm phần trăm so với năm 2022", 0.8333, 0.8559, RATE),
    Case("96,2%, không thay đổi so với năm 2022", 25 / 26, 25 / 26, RATE),
    Case("4,0%, tăng 4,0 điểm phần trăm so với năm 2022", 0.04, 0.0, RATE),
    Case("0,0%, giảm 4,0 điểm phần trăm so với năm 2022", 0.0, 0.04, RATE),
    Case("85,7%, chưa có số liệu so sánh", 18 / 21, None, RATE, units_before=(0, 22, "")),
    Case("90,0%, không so sánh tỷ lệ với năm 2022 do còn nhiều đơn vị chưa có số liệu", 0.9, 0.8, RATE,
         units_before=(17, 22, ""), alike=False),
    Case("90,0% (18/22 đơn vị), không so sánh tỷ lệ với năm 2022 do còn nhiều đơn vị chưa có số liệu", 0.9, 0.8, RATE,
         units=(18, 22, ""), units_before=(17, 22, ""), alike=False),
    Case("90,0% (21/22 đơn vị, chưa gồm xã Bình Trị), tăng 10,0 điểm phần trăm so với năm 2022 (năm 2022: 22/22 đơn vị); hai kỳ không cùng các đơn vị có số liệu", 0.9, 0.8, RATE, units=(21, 22, A),
         alike=False),
    Case("90,0%, không so sánh với năm 2017 do có kỳ báo cáo không đủ cả năm", 0.9, 0.8, RATE, part_year=True, year=2018),
]  # fmt: skip


def table(id_: str, key: str, **cells: Any) -> PublishedTable:
    """A table of one row, whose numbers have formulas and so an id."""
    columns = tuple(
        ColumnSpec(name, name, "text" if isinstance(value, str) else "decimal") for name, value in cells.items()
    )
    formulas = {(0, column.name): Formula("sum", ()) for column in columns if column.format != "text"}
    frame = typed([list(cells.values())], columns)
    return PublishedTable(id_, id_, frame, columns, roles=("data",), keys=(key,), formulas=formulas)


def about(case: Case) -> About:
    """The tables of one compared figure, with what `analysis.change` finds of it."""
    shares = [reported / expected for reported, expected, _ in (case.units, case.units_before)]
    found = change(case.now, case.before, coverage=min(shares), same_units=case.alike, part_year=case.part_year)
    compared = _rate(case, found) if case.thing is RATE else _figure(case, found)
    units = {
        f"{name}{suffix}": value
        for suffix, of in (("", case.units), ("_before", case.units_before))
        for name, value in zip(("reported", "expected", "missing"), of, strict=True)
    }
    key = case.thing.key
    return About(Figures({compared.id: compared, "R5": table("R5", key, **units)}), (case.year,), case.half)


def _figure(case: Case, found: Change) -> PublishedTable:
    reason = words.REASONS[found.reason]
    if found.reason in ("units_differ", "coverage_low"):
        reason += " (21/22 và 22/22 đơn vị)"
    return table("R3", case.thing.key, **{LABEL: ""}, before=case.before, now=case.now, absolute=found.absolute,
                 percent=found.percent, reason=reason)  # fmt: skip


def _rate(case: Case, found: Change) -> PublishedTable:
    """R4 tells points whatever the base, unless it is of too few."""
    reason = FEW if case.few else words.REASONS[found.reason].replace(words.REASONS["base_small"], "")
    points = None if found.absolute is None or case.few or found.reason == "coverage_low" else 100 * found.absolute
    reason = "" if found.reason == "base_zero" else reason
    return table("R4", case.thing.key, before=case.before, now=case.now, points=points, reason=reason)


def test_there_are_enough_cases() -> None:
    assert len({case.text for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_a_figure_is_compared_in_the_right_words(case: Case) -> None:
    said = stated(about(case), case.thing)
    assert str(said) == case.text
    assert said is not None
    assert all(about(case).figures.has(number.figure) for number in said.numbers)


def test_what_neither_year_tells_is_not_said() -> None:
    assert stated(about(Case("", None, None, units=(0, 22, ""), units_before=(0, 22, ""))), MODELS) is None


def test_a_rate_of_too_few_is_not_said() -> None:
    few, unheard = Case("", 0.5, 1.0, RATE, few=True), Case("", 0.9, 0.8, RATE, units=(17, 22, ""), alike=False)
    assert stated(about(few), RATE) is None
    assert stated(about(unheard), RATE) is None
    assert str(comparison(about(few), RATE)) == "không so sánh tỷ lệ với năm 2022 do số được xét quá ít"


def test_a_comparison_stands_alone() -> None:
    assert str(comparison(about(Case("", 45, 40)), MODELS)) == "tăng 12,5% so với năm 2022 (tăng 05 mô hình)"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2 giảm, 4 giữ", "“2 giảm, 4 giữ”"),
        ('Diễn đàn "Công an xã lắng nghe ý kiến Nhân dân"', "Diễn đàn “Công an xã lắng nghe ý kiến Nhân dân”"),
    ],
)
def test_names_are_quoted_once(name: str, said: str) -> None:
    assert quoted(name) == said


def test_units_within_a_sentence() -> None:
    assert [inside(name) for name in ("Xã Bình Minh", "Thị trấn Châu Ổ", "Công an huyện")] == [
        "xã Bình Minh", "thị trấn Châu Ổ", "Công an huyện",
    ]  # fmt: skip


def _drawn(frames: dict[str, pd.DataFrame], roll: pd.DataFrame) -> About:
    names = (*sentences.TABLES, *sentences.COMPARED)
    years = tuple(sorted({int(year) for year in roll["year"]}))
    return About(Figures({name: catalogue.table(name, frames, roll) for name in names}), years)


def _said(of: About) -> list[Sentence]:
    parts = (sentences.documents, sentences.listed, sentences.submissions, sentences.models, sentences.resources, sentences.works,
             sentences.donations, sentences.rural, sentences.community, sentences.awards, sentences.strengths,
             sentences.limitations, sentences.parts)  # fmt: skip
    return [one for part in parts for one in part(of)] + sentences.field(of, "economy")


@pytest.mark.parametrize("roll", [of_year(), of_period()], ids=["year", "period"])
def test_what_has_no_figure_is_left_out(roll: pd.DataFrame) -> None:
    frames = drawn_tables()
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    for of in (_drawn(frames, roll), _drawn(empty, roll)):
        for said in _said(of):
            assert str(said).endswith(".")
            assert all(of.figures.printed(number.figure) not in ("", MISSING) for number in said.numbers)


def test_without_tables_nothing_is_said() -> None:
    assert _said(About(Figures({}), (2022,))) == []


def test_a_year_of_few_reports() -> None:
    of = _drawn(drawn_tables(), of_year())
    texts = [str(said) for said in _said(of)]
    assert "Năm 2022, có 3/4 đơn vị gửi báo cáo, 03 báo cáo gửi đúng hạn. Chưa báo cáo: xã Bình Thạnh." in texts
    assert "Còn đơn vị chưa báo cáo (nêu tại mục I)." in texts
    said = "Đến cuối năm 2022, có 1/1 xã đạt chuẩn nông thôn mới; tổng số có 02 xã, còn xã chưa có số liệu."
    assert any(text.startswith(said) for text in texts)
    assert not any("%" in text for text in texts if "xã đạt chuẩn" in text)

"""The answers of the notebooks: each number is that of its table, coverage beside, nothing claimed of too few."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, MTTQ, absent, accepted, office
from drawn_tables import ALL, drawn_tables, of_period, of_year, unmerged

from danvan.analysis import coverage
from danvan.analysis.linking import threads
from danvan.publish import answers
from danvan.publish.answers import Answer
from danvan.publish.cited import Figures, written

FRAMES = drawn_tables()
FRAMES["models"] = threads(FRAMES["models"], (), {})
YEAR, PERIOD = of_year(), of_period()


def every(roll: pd.DataFrame) -> dict[str, Answer]:
    return {
        "submissions": answers.submissions(roll),
        "models": answers.models(FRAMES["models"], roll),
        "resources": answers.resources(FRAMES, roll),
        "community": answers.community(FRAMES, roll),
        "new_rural": answers.new_rural(FRAMES, roll),
        "review": answers.review(FRAMES, roll, FRAMES, PERIOD),
    }


def lines(answer: Answer) -> list[str]:
    return [str(said) for said in answer.sentences]


@pytest.mark.parametrize("roll", [YEAR, PERIOD], ids=["year", "period"])
def test_every_number_is_a_figure_of_a_table_it_hands_on(roll: pd.DataFrame) -> None:
    for name, answer in every(roll).items():
        assert 1 <= len(answer.sentences) <= 5, name
        figures = Figures({table.id: table for table in answer.cited})
        for number in (n for said in answer.sentences for n in said.numbers):
            value = figures.value(number.figure)
            styles = ("count", "number", "money", "percent", "points")
            assert value is not None
            assert number.text in {written(abs(value), style) for style in styles} | {f"{value:.0f}"}, number


@pytest.mark.parametrize("code", ["21040", "21043", "CQ-MTTQ"])
def test_the_numbers_of_one_unit_are_of_its_own_tables(code: str) -> None:
    own = coverage.one_unit(PERIOD, code)
    placed = answers.commune(FRAMES, own, PERIOD)
    made = [answers.models(FRAMES["models"], own), answers.resources(FRAMES, own), placed]
    for answer in made:
        cited = {number.figure.partition("/")[0] for said in answer.sentences for number in said.numbers}
        assert all(name.endswith(f"-{code}") for name in cited)
        assert {table.id for table in answer.cited} == cited
        assert answer is placed or "đơn vị" not in " ".join(lines(answer))


def test_who_is_missing_is_named_with_why() -> None:
    assert lines(answers.submissions(YEAR))[:2] == [
        "Năm 2022, số liệu dựa trên báo cáo được chấp nhận của 3/4 đơn vị; đã gửi 03 báo cáo: 03 đúng hạn.",
        "Số liệu chưa gồm: xã Bình Thạnh (chưa báo cáo).",
    ]


def test_forms_of_too_few_are_told_and_carry_no_rate() -> None:
    assert lines(answers.submissions(YEAR))[2].startswith("Chưa đủ 80% đơn vị nên không nêu tỷ lệ tăng, giảm: ")
    said = " ".join(lines(answers.resources(FRAMES, YEAR)))
    assert "(2/3 đơn vị, chưa gồm xã Bình Thạnh)" in said
    assert "%" not in said


def test_a_year_in_which_nobody_reported_is_no_zero() -> None:
    none = unmerged(coverage.roll(absent(CHAU_O, BINH_THUAN, BINH_THANH, MTTQ), office(*FOUR)))
    empty = {name: rows.iloc[:0] for name, rows in FRAMES.items()}
    assert lines(answers.models(empty["models"], none)) == ["Các đơn vị chưa có số liệu về mô hình năm 2022."]
    assert "chưa có số liệu về kinh phí" in lines(answers.resources(empty, none))[0]
    assert "chưa có số liệu" in lines(answers.community(empty, none))[0]


def test_one_unit_that_did_not_report_says_so() -> None:
    own = coverage.one_unit(YEAR, "21046")
    assert lines(answers.submissions(own)) == [
        "Năm 2022, xã Bình Thạnh chưa có số liệu (chưa báo cáo): không phải là bằng không."
    ]
    assert lines(answers.models(FRAMES["models"], own)) == ["Xã Bình Thạnh chưa có số liệu về mô hình năm 2022."]


def test_an_agency_is_not_asked_for_works_and_indicators() -> None:
    own = coverage.one_unit(YEAR, "CQ-MTTQ")
    said = [*lines(answers.resources(FRAMES, own)), *lines(answers.community(FRAMES, own))]
    assert all("không phải báo cáo về" in one for one in said)


def test_rates_of_fewer_than_five_are_left_out() -> None:
    roll = unmerged(coverage.roll(accepted(*FOUR, present=ALL), office(*FOUR)))
    (recognised,) = [line for line in lines(answers.models(FRAMES["models"], roll)) if "công nhận" in line]
    assert "đã xét" in recognised
    assert "%" not in recognised


def test_the_page_links_each_number_and_stamps_the_sample() -> None:
    answer = replace(answers.models(FRAMES["models"], YEAR), sample=True)
    html = answer._repr_html_()
    assert '<a href="#T2/total/registered">03</a>' in html
    assert html.index("SỐ LIỆU MINH HỌA") < html.index("Trả lời")
    assert str(answer).startswith("Trả lời (mọi đơn vị phải báo cáo, năm 2022)\n")

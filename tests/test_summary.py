"""The closing words of an ingest: how many reported, who is missing, what was sent back and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from danvan.declared.settings import settings
from danvan.intake.register import register
from danvan.intake.submission import Submission
from danvan.intake.summary import Summary, backs, periods
from danvan.paths import Workspace
from danvan.problems import Place, problem

OFFICE = settings(Workspace(Path(__file__).parents[1]))


def summary(*submissions: Submission, days: Mapping[str, dt.date] = {}) -> Summary:
    entries, count = tuple(register(submissions, days, OFFICE)), len(submissions)
    return Summary(tuple(periods(entries, OFFICE)), tuple(backs(entries)), count, count, OFFICE, lambda: iter(()))


def sent(file: str, unit: str, revision: int = 1, *, wrong: bool = False) -> Submission:
    place = OFFICE.places.get(unit, OFFICE.period_end(2021, "N"))
    assert place is not None
    found = (problem("K22", Place("B4", 9, "L9")),) if wrong else ()
    return Submission(file, file, unit, place.valid_from, 2021, "N", revision, problems=found)


def test_who_reported_and_who_did_not() -> None:
    lines = summary(*(sent(u.code, u.code) for u in OFFICE.expected(2021, "N") if u.code != "21085")).lines()
    assert (
        lines[1]
        == "Năm 2021: 25/26 đơn vị có báo cáo được chấp nhận, 0 muộn, 25 không rõ ngày nhận; chưa báo cáo: Xã Bình Minh."
    )


def test_what_was_returned_is_named_with_its_first_reason() -> None:
    lines = summary(sent("2021/a.xlsx", "21085", wrong=True)).lines([2021])
    assert lines[-1] == "Trả lại 2021/a.xlsx: B4, L9: Chưa ghi khoản này đã tính trong tổng số nêu trên hay chưa."


def test_what_a_later_revision_mended_is_not_returned_any_more() -> None:
    done = summary(sent("a.xlsx", "21085", wrong=True), sent("b.xlsx", "21085", 2))
    assert done.back == ()
    assert done.years == [2021]


def test_late_goes_by_the_first_file_of_a_unit() -> None:
    files = (sent("a.xlsx", "21085", wrong=True), sent("b.xlsx", "21085", 2))
    days = {"a.xlsx": dt.date(2021, 12, 15), "b.xlsx": dt.date(2021, 12, 30)}
    done = summary(*files, days=days)
    assert "1/26 đơn vị có báo cáo được chấp nhận, 0 muộn;" in done.lines()[1]


def test_a_year_whose_files_were_all_returned_is_told() -> None:
    lines = summary(sent("2021/a.xlsx", "21085", wrong=True)).lines()
    assert lines[1].startswith("Năm 2021: 0/26 đơn vị")
    assert lines[2].startswith("Trả lại 2021/a.xlsx")

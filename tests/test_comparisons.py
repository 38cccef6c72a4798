"""Each comparison with other submissions: silent where it should be, and told with its cell where something disagrees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.comparisons import Others, compare
from danvan.intake.submission import Figure, Row, Submission
from danvan.paths import Workspace
from danvan.problems import Problem

OFFICE = settings(Workspace(Path(__file__).parents[1]))
OLD, MERGED = dt.date(2004, 1, 1), dt.date(2020, 2, 1)
LETTERS = {"actual": "E", "same_period_last_year": "F"}
MODEL: dict[str, Any] = {"model_name": "Hũ gạo tình thương", "status": "continued", "field": "culture_society"}
AWARD: dict[str, Any] = {"decision_number": "500/QĐ-UBND", "decision_date": dt.date(2021, 12, 2), "level": "district"}


def sent(unit: str = "21085", year: int = 2021, period: str = "N", since: dt.date = OLD, **other: Any) -> Submission:
    """A submission with its figures by code (`actual`, `last`) and its rows by table."""
    actual, last = other.pop("actual", {}), other.pop("last", {})
    tables = {name: rows for name, rows in other.items() if name in form().tables}
    rest = {name: value for name, value in other.items() if name not in tables}
    figures = [_figure("actual", n, *f) for n, f in enumerate(actual.items(), start=1)]
    figures += [_figure("same_period_last_year", n, *f) for n, f in enumerate(last.items(), start=1)]
    rows = {name: [_row(n, v) for n, v in enumerate(values, start=9)] for name, values in tables.items()}
    given = {"file": f"{year}/{unit}/{period}.xlsx", "sha256": f"{unit}{year}{period}", **rest}
    shown = {"forms_present": tuple(rows), "rows": rows, "figures": tuple(figures)}
    return Submission(unit_code=unit, unit_from=since, year=year, period=period, revision=1, **{**shown, **given})


def _figure(column: str, row: int, code: str, value: float | None) -> Figure:
    state = "blank" if value is None else "value"
    return Figure(code, column, value, state, str(value), "B3", row, f"{LETTERS[column]}{row}")


def _row(number: int, values: dict[str, Any]) -> Row:
    return Row("B", number, values, {name: f"{chr(66 + n)}{number}" for n, name in enumerate(values)}, {})


def found(told: Submission, *accepted: Submission, beside: tuple[Submission, ...] = ()) -> list[Problem]:
    return compare(told, Others(form(), OFFICE, accepted, beside))


def codes(told: Submission, *accepted: Submission, beside: tuple[Submission, ...] = ()) -> list[tuple[str, str, Any]]:
    return [(p.code, p.severity, p.cell) for p in found(told, *accepted, beside=beside)]


# --- K08 ------------------------------------------------------------------------------------------------------


def models(*rows: dict[str, Any], year: int = 2021, **other: Any) -> Submission:
    return sent(year=year, models=[{**MODEL, **row} for row in rows], **other)


def test_a_model_that_goes_on_was_there_last_year() -> None:
    assert codes(models({}), models({"status": "new"}, year=2020)) == []
    other = models({"model_name": "Ba V", "status": "ended"}, year=2020)
    assert codes(models({}), other) == [("K08", "W", "B9")]
    assert codes(models({"status": "new"}), other) == []


def test_a_model_that_was_there_goes_on_or_ended() -> None:
    now = models({"model_name": "Ba V", "status": "new"})
    (problem,) = found(now, models({}, year=2020))
    assert (problem.code, problem.severity, problem.sheet, problem.cell) == ("K08", "W", "B", None)
    assert "“Hũ gạo tình thương” có trong báo cáo năm 2020" in problem.message
    assert codes(now, models({"status": "ended"}, year=2020)) == []


def test_a_model_is_known_by_its_code_or_its_name() -> None:
    code = {"model_id": "21085-2019-001"}
    assert codes(models({**code, "model_name": "Ánh sáng đường quê"}), models({**code}, year=2020)) == []
    assert codes(models({"model_name": "HŨ GẠO  TÌNH THƯƠNG", **code}), models({}, year=2020)) == []


def test_a_model_written_otherwise_is_proposed() -> None:
    now, then = models({"model_name": "Ánh sáng đường quê"}), models({"model_name": "Thắp sáng đường quê"}, year=2020)
    assert [p.message.rpartition(";")[2] for p in found(now, then)] == [
        " có thể là “Thắp sáng đường quê”.",
        " có thể là “Ánh sáng đường quê”.",
    ]


def test_models_are_not_compared_with_a_list_that_is_not_there() -> None:
    assert codes(models({}), sent(year=2020)) == []
    assert codes(models({})) == []
    assert codes(models({}), sent(year=2020, forms_with_nothing=("models",))) == [("K08", "W", "B9")]


# --- K12 of older years ---------------------------------------------------------------------------------------


def test_a_figure_of_a_year_before_last_never_replaces_that_years_own() -> None:
    earlier = sent(year=2019, actual={"mediators": 33.0})
    again = Figure("mediators", "restated", 35.0, "value", "35", "B3", 1, "D1", 2019)
    (problem,) = found(sent(figures=(again,)), earlier)
    assert (problem.code, problem.severity, problem.cell) == ("K12", "W", "D1")
    assert "năm 2019: ghi lại là 35, báo cáo đã nhận của năm đó là 33" in problem.message
    same = Figure("mediators", "restated", 33.0, "value", "33", "B3", 1, "D1", 2019)
    assert codes(sent(figures=(same,)), earlier) == []
    assert codes(sent(figures=(again,)), sent(year=2018, actual={"mediators": 33.0})) == []


# --- K09, K15, K19 across units -------------------------------------------------------------------------------


def test_a_model_of_a_commune_and_of_an_agency() -> None:
    commune = models({"status": "new"})
    agency = models({"status": "new", "model_name": "hũ gạo TÌNH THƯƠNG"}, unit="CQ-PN")
    neighbour = models({"status": "new"}, unit="21088")
    assert codes(commune, beside=(commune, agency, neighbour)) == [("K09", "W", "B9")]
    (problem,) = found(agency, beside=(commune, agency, neighbour))
    assert "Xã Bình Minh và Xã Bình Long" in problem.message
    assert codes(commune, beside=(commune, neighbour)) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, True),
        ({"decision_date": None}, True),
        ({"decision_date": dt.date(2021, 11, 2)}, False),
        ({"decision_number": "501/QĐ-UBND"}, False),
    ],
)
def test_a_decision_that_commune_and_district_report(changed: dict[str, Any], told: bool) -> None:
    commune = sent(awards=[{**AWARD, "award_year": 2021}])
    agency = sent("CQ-NV", awards=[{**AWARD, "award_year": 2021, **changed}] * 2)
    expected = [("K15", "W", "B9")] if told else []
    assert codes(commune, beside=(commune, agency)) == expected
    assert codes(agency, beside=(commune, agency)) == expected


def test_decisions_of_communes_are_their_own() -> None:
    own = sent(awards=[{**AWARD, "level": "commune"}])
    agency = sent("CQ-NV", awards=[AWARD])
    assert codes(own, beside=(own, agency)) == []
    shared = sent(awards=[AWARD])
    assert codes(shared, beside=(shared, sent("21088", awards=[AWARD]))) == []


COPIED = [
    {**MODEL, "status": "new", "participants": 120},
    {**MODEL, "status": "new", "model_name": "Ba V", "households": 40},
]


def test_a_list_of_models_copied_from_another_unit() -> None:
    own, other = sent(models=COPIED), sent("21088", models=COPIED[::-1])
    assert codes(own, beside=(own, other)) == [("K19", "W", None)]
    assert "Xã Bình Long" in found(own, beside=(own, other))[0].message
    changed = sent("21088", models=[COPIED[0], {**COPIED[1], "households": 41}])
    assert codes(own, beside=(own, changed)) == []
    one = sent(models=COPIED[:1])
    assert codes(one, beside=(one, sent("21088", models=COPIED[:1]))) == []


def test_a_list_of_models_copied_from_last_year() -> None:
    last = sent(year=2020, models=COPIED)
    now = sent(models=[{**row, "status": "continued"} for row in COPIED])
    assert [(p.code, p.severity, p.sheet) for p in found(now, last)] == [("K19", "W", "B")]
    names = [{"model_name": r["model_name"], "status": "continued"} for r in COPIED]
    assert codes(sent(models=names), sent(year=2020, models=names)) == []


def test_the_same_file_from_another_unit_or_year() -> None:
    own, other = sent(sha256="ab"), sent("21088", sha256="ab")
    assert codes(own, beside=(own, other)) == [("K19", "W", None)]
    assert codes(own, beside=(own, sent("21088", sha256="ab", file=own.file))) == []  # one file of two units
    assert codes(own, beside=(own, sent(sha256="ab", file="copy.xlsx"))) == []  # the register tells of duplicates
    assert codes(own, sent(year=2020, sha256="ab")) == [("K19", "W", None)]


# --- K10, K14 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (20, 40, False), (20, 41, True), (20, 10, False), (20, 9, True), (20, 0, True),
        (4, 12, False), (4, 0, False), (4, 40, True), (4, 39, False), (1, 10, True), (0, 50, False),
        (None, 50, False),
    ],
)  # fmt: skip
def test_large_changes_of_an_indicator(before: float | None, now: float, told: bool) -> None:
    last = sent(year=2020, actual={"propaganda_sessions": before})
    assert codes(sent(actual={"propaganda_sessions": now}), last) == ([("K10", "W", "E1")] if told else [])


def test_a_change_is_told_in_words() -> None:
    def told(before: float, now: float) -> str:
        last = sent(year=2020, actual={"health_cards": before})
        return found(sent(actual={"health_cards": now}), last)[0].message

    assert told(20, 45).endswith("45, kỳ trước 20 (tăng 125,0%).")
    assert told(20, 8).endswith("(giảm 60,0%).")
    assert told(20, 240).endswith("(gấp 12 lần).")
    assert told(2000, 2).endswith("(chỉ bằng 1/1.000).")


@pytest.mark.parametrize(
    ("before", "now", "told"), [(10, 13, []), (10, 14, ["K14"]), (10, 6, ["K14"]), (3, 4, []), (10, 21, ["K10", "K14"])]
)
def test_stocks_move_slowly(before: float, now: float, told: list[str]) -> None:
    last = sent(year=2020, actual={"mediation_teams": before})
    problems = found(sent(actual={"mediation_teams": now}), last)
    assert [(p.code, p.severity, p.cell) for p in problems] == [(code, "W", "E1") for code in told]


def test_a_year_after_a_part_year_is_compared_by_its_stocks_and_tenfold_changes_only() -> None:
    # The movement began on 03/4/2017.
    base = {"propaganda_sessions": 10, "dialogues": 10, "mediation_teams": 10}
    now = {"propaganda_sessions": 25, "dialogues": 100, "mediation_teams": 14}
    last = sent(year=2017, actual=base)
    assert codes(sent(year=2018, actual=now), last) == [("K10", "W", "E2"), ("K14", "W", "E3")]
    assert len(codes(sent(year=2019, actual=now), sent(year=2018, actual=base))) == 3


def test_the_totals_of_works_in_trieu_among_dong() -> None:
    last = sent(year=2020, resources=[{"total_vnd": 380_000_000, "labour_days": 40}, {"total_vnd": 20_000_000}])
    now = sent(resources=[{"total_vnd": 3_000, "labour_days": 30}, {"total_vnd": 380_000}])
    (problem,) = found(now, last)
    assert (problem.code, problem.severity, problem.cell) == ("K10", "W", "B10")
    assert "Tổng kinh phí" in problem.message
    assert codes(sent(resources=[{"total_vnd": 400_000_000, "labour_days": None}]), last) == []
    assert codes(now, sent(year=2020)) == []


# --- K11, K12 -------------------------------------------------------------------------------------------------


def test_a_year_holds_its_first_half() -> None:
    half = sent(period="6T", actual={"dialogues": 4, "mediation_teams": 6})
    assert codes(sent(actual={"dialogues": 4, "mediation_teams": 6}), half) == []
    assert codes(sent(actual={"dialogues": 3, "mediation_teams": 5}), half) == [("K11", "E", "E1")]
    assert codes(half, sent(actual={"dialogues": 3})) == []


def test_last_years_figure_is_the_one_received() -> None:
    last = sent(year=2020, actual={"dialogues": 6, "news_items": None})
    assert codes(sent(last={"dialogues": 6, "news_items": 3}), last) == []
    assert codes(sent(last={"dialogues": 7}), last) == [("K12", "E", "F1")]
    (problem,) = found(sent(last={"dialogues": 7}), last)
    assert "cùng kỳ ghi 7, báo cáo năm 2020 đã nhận là 6." in problem.message
    assert codes(sent(last={"dialogues": None}), last) == []
    assert codes(sent(last={"dialogues": 7}), sent(year=2019, actual={"dialogues": 6})) == []


def test_last_half_year_is_compared_with_a_half_year() -> None:
    told = sent(period="6T", last={"dialogues": 3})
    assert codes(told, sent(year=2020, actual={"dialogues": 6})) == []
    assert codes(told, sent(year=2020, period="6T", actual={"dialogues": 2})) == [("K12", "E", "F1")]


def test_a_merged_unit_continues_all_it_was_merged_from() -> None:
    # Bình Thanh (2020) was Bình Thanh Tây and Bình Thanh Đông.
    west = sent("21091", 2019, actual={"dialogues": 3, "mediation_teams": 5})
    east = sent("21097", 2019, actual={"dialogues": 4, "mediation_teams": 5})
    now = {"unit": "21091", "year": 2020, "since": MERGED}
    assert codes(sent(**now, last={"dialogues": 7}), west, east) == []
    (problem,) = found(sent(**now, last={"dialogues": 3}), west, east)
    assert (problem.code, problem.cell) == ("K12", "F1")
    assert "(cộng của Xã Bình Thanh Tây và Xã Bình Thanh Đông)" in problem.message
    assert codes(sent(**now, last={"dialogues": 3}), west) == []  # a part of them is no base
    assert codes(sent(**now, actual={"mediation_teams": 10}), west, east) == []


def test_what_a_predecessor_does_not_have_adds_nothing_and_what_it_left_blank_is_unknown() -> None:
    # Châu Ổ took in Bình Thới in 2020; ward guards exist in townships only.
    none = Figure("ward_guard_teams", "actual", None, "not_applicable", "", "B3", 1, None)
    town = sent("21040", 2019, actual={"ward_guard_teams": 6})
    told = sent("21040", 2020, since=MERGED, last={"ward_guard_teams": 5})
    assert codes(told, town, sent("21076", 2019, figures=(none,))) == [("K12", "E", "F1")]
    assert codes(told, town, sent("21076", 2019, actual={"ward_guard_teams": None})) == []


# --- all of them ----------------------------------------------------------------------------------------------


def test_what_is_of_no_known_unit_is_not_compared() -> None:
    assert compare(Submission("a.xlsx", "ab", year=2021, period="N"), Others(form(), OFFICE)) == []


CROWD = (
    models({"model_name": "Tổ tự quản"}, year=2020, actual={"dialogues": 5}),
    sent("21088", 2020, actual={"dialogues": 50}),
    sent(period="6T", actual={"dialogues": 50}),
)
BESIDE = (
    sent(models=COPIED, awards=[AWARD]),
    *(sent(unit, models=COPIED, awards=[AWARD], sha256="same") for unit in ("CQ-PN", "21088", "CQ-MTTQ", "21061")),
)


@given(st.permutations(CROWD), st.permutations(BESIDE))
def test_the_order_of_the_others_changes_nothing(accepted: list[Submission], beside: list[Submission]) -> None:
    told = sent(models=COPIED, awards=[AWARD], actual={"dialogues": 11}, last={"dialogues": 6})
    expected = found(told, *CROWD, beside=BESIDE)
    assert {p.code for p in expected} == {"K08", "K09", "K10", "K11", "K12", "K15", "K19"}
    assert found(told, *accepted, beside=tuple(beside)) == expected

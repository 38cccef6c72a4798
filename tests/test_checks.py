"""Each check of one workbook: silent where it should be, and told with its cell where something disagrees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from danvan.declared.form import form
from danvan.declared.model_names import same_model
from danvan.declared.places import Unit
from danvan.declared.settings import settings
from danvan.intake.checks import check
from danvan.intake.submission import CellRole, Figure, Row, Submission
from danvan.paths import Workspace
from danvan.problems import Problem

PLACES = settings(Workspace(Path(__file__).parents[1])).places
DAY = dt.date(2021, 12, 14)
MODEL: dict[str, Any] = {
    "model_id": "21085-2021-001", "model_name": "Hũ gạo tình thương", "field": "economy", "status": "new", "first_year": 2021,
    "implemented": True, "result": "recognised", "recognised_level": "commune", "decision_number": "12/QĐ-UBND",
}  # fmt: skip


def row(number: int = 9, /, **values: Any) -> Row:
    at = {name: f"{chr(66 + n)}{number}" for n, name in enumerate(values)}
    return Row("B", number, values, at, {n: "blank" for n, v in values.items() if v is None})


def figures(**values: float | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(code, "actual", value, "blank" if value is None else "value", "", "B3", n, f"E{n}")
        for n, (code, value) in enumerate(values.items(), start=1)
    )


def more(first: int, column: str, **values: float) -> tuple[Figure, ...]:
    """Further columns of the rows that `figures` gives, each in its own sheet column."""
    letter = {"plan": "D", "same_period_last_year": "F", "cumulative": "G"}[column]
    return tuple(
        Figure(code, column, value, "value", str(value), "B3", n, f"{letter}{n}")
        for n, (code, value) in enumerate(values.items(), start=first)
    )


def cell(at: str, text: str, role: str = "value", column: str | None = None, table: str = "indicators") -> CellRole:
    return CellRole("B3", int(at[1:]), at, role, table, column, text)


def found(unit: str = "21085", **content: Any) -> list[Problem]:
    submission = Submission("a.xlsx", "ab", unit, dt.date(2004, 1, 1), 2021, "N", 1, **content)
    known: Unit | None = PLACES.get(unit, DAY)
    return check(submission, known, None, form())


def codes(*args: str, **content: Any) -> list[str]:
    return [p.code for p in found(*args, **content)]


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("K05", {"opinions_received": 5, "opinions_resolved": 6}, {"opinions_received": 6, "opinions_resolved": 6}),
        ("K05", {"mediation_cases": 5, "mediation_successes": 6}, {"mediation_cases": 6, "mediation_successes": 0}),
        ("K05", {"poor_households": 60, "near_poor_households": 50, "households": 100}, {"poor_households": 50, "near_poor_households": 50, "households": 100}),
        ("K05", {"villages": 4, "villages_with_model": 5}, {"villages": 4, "villages_with_model": 4}),
        ("K25", {"propaganda_sessions": 0, "propaganda_attendances": 50}, {"propaganda_sessions": 0, "propaganda_attendances": 0}),
        ("K26", {"complaints": 1, "denunciations": 0, "petitions": 2, "letters_resolved": 4}, {"complaints": 1, "denunciations": 0, "petitions": 2, "letters_resolved": 3}),
        ("K27", {"propaganda_sessions": 10, "propaganda_attendances": 49}, {"propaganda_sessions": 10, "propaganda_attendances": 50}),
        ("K28", {"mediation_teams": 6, "mediators": 17}, {"mediation_teams": 6, "mediators": 18}),
    ],
)  # fmt: skip
def test_rules_between_figures(code: str, wrong: dict[str, float], right: dict[str, float]) -> None:
    assert codes(figures=figures(**wrong)) == [code]
    assert codes(figures=figures(**right)) == []


def test_a_rule_over_a_blank_says_nothing() -> None:
    assert codes(figures=figures(opinions_received=None, opinions_resolved=6)) == []


def test_what_a_figure_needs_may_not_be_blank_either() -> None:
    (told,) = found(figures=figures(propaganda_attendances=614, propaganda_sessions=None))
    assert (told.code, told.cell) == ("K25", "E1")
    assert "để trống" in told.message
    unreadable = Figure("propaganda_sessions", "actual", None, "unreadable", "?", "B3", 2, "E2")
    assert codes(figures=(*figures(propaganda_attendances=614), unreadable)) == []


def test_a_row_that_cannot_be_read_yet_makes_no_count_wrong() -> None:
    unread = Row("B", 9, {**MODEL, "field": None}, {}, {"field": "unreadable"})
    content = {"rows": {"models": [unread]}, "forms_present": ("models",)}
    assert codes(figures=figures(models_registered_economy=1, models_recognised=1), **content) == []
    assert codes(figures=figures(models_registered_economy=2, models_recognised=1), **content) == ["K01"]


def test_a_figure_declared_as_nothing_stands_nowhere() -> None:
    nothing = Figure("models_registered_economy", "actual", 0.0, "zero", "không phát sinh", "", 0, None)
    (told,) = found(figures=(nothing,), rows={"models": [row(**MODEL)]}, forms_present=("models",))
    assert (told.code, told.sheet, told.row, told.cell) == ("K01", None, None, None)


def test_a_missing_field_is_told_at_its_empty_cell() -> None:
    model = {**MODEL, "decision_number": None}
    head = CellRole("B", 8, "N8", "header", "models", "decision_number", "Số quyết định")
    empty = Row("B", 9, model, {"model_name": "C9"}, {"decision_number": "blank"})
    told = [(p.code, p.cell) for p in found(rows={"models": [empty]}, cells=(head,))]
    assert told == [("Đ01", "N9")]


DOCUMENT: dict[str, Any] = {
    "number": "12", "symbol": "KH-UBND", "issuer": "UBND xã", "issued_on": dt.date(2021, 3, 17)
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, ["K34"]),
        ({"number": "012", "issuer": "UBND Xã", "issued_on": None}, ["K34"]),
        ({"issuer": "Đảng ủy xã"}, []),
        ({"symbol": "BC-UBND"}, []),
        ({"issued_on": dt.date(2020, 3, 17)}, []),
        ({"number": None}, []),
    ],
)
def test_a_document_is_listed_once(changed: dict[str, Any], told: list[str]) -> None:
    assert codes(rows={"documents": [row(**DOCUMENT), row(10, **{**DOCUMENT, **changed})]}) == told


def test_a_document_of_a_year_to_come_is_doubted() -> None:
    (told,) = found(rows={"documents": [row(**{**DOCUMENT, "issued_on": dt.date(2022, 1, 5)})]})
    assert (told.code, told.severity, told.cell) == ("K32", "W", "E9")


def test_models_by_field_and_recognised_equal_their_rows() -> None:
    content = {"rows": {"models": [row(**MODEL)]}, "forms_present": ("models",)}
    assert codes(figures=figures(models_registered_economy=1, models_recognised=1), **content) == []
    assert codes(figures=figures(models_registered_economy=2, models_recognised=0), **content) == ["K01", "K02"]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("K03", {"implemented": False}),
        ("K29", {"first_year": 2020}),
        ("K32", {"first_year": 2022, "status": "continued"}),
        ("K29", {"status": "replicated", "first_year": 2020, "replicated_places": 0}),
        ("K29", {"result": "not_recognised"}),
        ("Đ01", {"decision_number": None}),
        ("K30", {"model_id": None, "status": "continued", "first_year": 2020}),
    ],
)
def test_what_must_agree_within_a_model(code: str, changed: dict[str, Any]) -> None:
    assert codes(rows={"models": [row(**MODEL)]}) == []
    assert codes(rows={"models": [row(**{**MODEL, **changed})]}) == [code]


def test_a_last_day_before_the_first_is_told() -> None:
    days = {"date_from": dt.date(2021, 6, 1), "date_to": dt.date(2021, 5, 1)}
    assert [(p.code, p.cell) for p in found(rows={"donations": [row(**days)]}) if p.code == "K33"] == [("K33", "B9")]
    assert "K33" not in codes(rows={"donations": [row(**{**days, "date_to": dt.date(2021, 6, 1)})]})


def test_a_model_listed_twice_whatever_its_spelling() -> None:
    again = {**MODEL, "model_name": "HŨ GẠO  tình thương"}
    problems = found(rows={"models": [row(9, **MODEL), row(12, **again)]})
    assert [(p.code, p.cell) for p in problems] == [("K09", "C12")]


@pytest.mark.parametrize(
    ("total", "code"),
    [(380_000_000, None), (380_001_000, None), (381_900_000, None), (382_000_000, "K06"), (38_000_000, "K06")],
)
def test_parts_make_the_total_within_its_tolerance(total: int, code: str | None) -> None:
    # 1.000 đồng or 0,5 % of the total, whichever is more.
    parts = {"total_vnd": total, "state_vnd": 200_000_000, "people_cash_vnd": 180_000_000}
    assert [c for c in codes(rows={"resources": [row(**parts)]}) if c == "K06"] == ([code] if code else [])


def test_a_high_share_of_the_people_warns() -> None:
    parts = {"total_vnd": 100_000_000, "state_vnd": 5_000_000, "people_cash_vnd": 95_000_000}
    assert codes(rows={"resources": [row(**parts)]}) == ["K07"]


def test_a_township_has_no_new_rural_status_and_a_commune_no_ward_guards() -> None:
    status = {"status": "standard", "recognised_year": 2019, "standard_version": "2016-2020"}
    assert codes("21040", rows={"new_rural": [row(**status)]}) == ["K16"]
    assert codes("21085", rows={"new_rural": [row(**status)]}) == []
    assert codes("21085", figures=figures(ward_guard_teams=2)) == ["K17"]
    assert codes("21040", figures=figures(ward_guard_teams=2)) == []


def test_a_cumulative_figure_holds_the_period() -> None:
    done = figures(dialogues=4, security_teams=6)
    assert codes(figures=(*done, *more(1, "cumulative", dialogues=4, security_teams=5))) == []
    (problem,) = found(figures=(*done, *more(1, "cumulative", dialogues=3)))
    assert (problem.code, problem.severity, problem.cell) == ("K13", "E", "G1")


ROUND = {"propaganda_sessions": 20, "news_items": 30, "voter_meetings": 10, "health_cards": 600, "jobs_created": 120}


def test_figures_that_are_all_whole_tens() -> None:
    (problem,) = found(figures=figures(**ROUND, dialogues=3))
    assert (problem.code, problem.severity, problem.sheet) == ("K24", "W", "B3")
    assert codes(figures=figures(**{**ROUND, "jobs_created": 121})) == []
    assert codes(figures=figures(**dict(list(ROUND.items())[:4]))) == []


def test_more_than_three_times_the_population_in_one_model() -> None:
    people = figures(population=4_000)
    assert codes(figures=people, rows={"models": [row(**MODEL, participants=12_000)]}) == []
    (problem,) = found(figures=people, rows={"models": [row(**MODEL, participants=12_001)]})
    assert (problem.code, problem.severity, problem.cell) == ("K23", "W", "K9")
    assert codes(rows={"models": [row(**MODEL, participants=12_001)]}) == []


AWARD: dict[str, Any] = {
    "award_year": 2021, "decision_number": "114/QĐ-UBND", "decision_date": dt.date(2021, 12, 2), "level": "commune",
    "recipient_kind": "collective", "count": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"level": "district"}, True),
        ({"level": "district", "decision_number": "114 / qđ-ubnd"}, True),
        ({"level": "district", "decision_date": None}, True),
        ({"level": "district", "decision_date": dt.date(2021, 12, 3)}, False),
        ({"level": "district", "decision_date": None, "award_year": 2020}, False),
        ({"level": "district", "decision_number": "115/QĐ-UBND"}, False),
        ({"level": "district", "decision_number": None}, False),
        ({"recipient_kind": "individual"}, False),
    ],
)
def test_an_award_decision_stands_at_one_level(changed: dict[str, Any], told: bool) -> None:
    problems = found(rows={"awards": [row(9, **AWARD), row(10, **{**AWARD, **changed})]})
    assert [(p.code, p.severity, p.cell) for p in problems] == ([("K15", "E", "E10")] if told else [])


@pytest.mark.parametrize(
    ("head", "text", "told"),
    [
        ("Tỷ lệ (%) thực hiện so với kế hoạch", "85,7", False),
        ("Tỷ lệ (%) thực hiện so với kế hoạch", "85,8", True),
        ("Tỷ lệ %", "0.8571428571428571", False),
        ("Tỷ lệ %", "85,7%", False),
        ("Tỷ lệ %", "86%", True),
        ("So với cùng kỳ (%)", "120", False),
        ("Tăng, giảm so với cùng kỳ (%)", "20", False),
        ("Tăng, giảm so với cùng kỳ (%)", "25", True),
        ("TH/CK (%)", "120", False),
        ("TH/CK (%)", "85,7", True),
        ("TH/KH (%)", "120", True),
        ("So sánh (%)", "85,7", False),
        ("So sánh (%)", "120", False),
        ("So sánh (%)", "86", True),
        ("Tỷ lệ (%)", "120", True),
        ("Kinh phí", "86", False),
    ],
)
def test_a_column_of_percentages_beside_its_parts(head: str, text: str, told: bool) -> None:
    # 18 of 21 planned are 85,714 %; 18 after 15 are 120 %, or 20 % more.
    given = (
        *figures(dialogues=18),
        *more(1, "plan", dialogues=21),
        *more(1, "same_period_last_year", dialogues=15),
    )
    problems = found(figures=given, cells=(cell("H0", head, "header"), cell("H1", text, "note")))
    assert [(p.code, p.severity, p.cell, p.said) for p in problems] == ([("K21", "E", "H1", text)] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đạt 85,7%", False),
        ("85,7%", False),
        ("Tỷ lệ hòa giải thành 85,8%", True),
        ("Bằng 90,0% kế hoạch", False),
        ("Bằng 91% kế hoạch", True),
        ("Lãi suất 6,5%", False),
        ("Đạt 80%, năm trước 75%", False),
        ("Nhiều vụ phức tạp", False),
    ],
)
def test_a_percentage_in_a_note(text: str, told: bool) -> None:
    # 18 of 21 cases settled are 85,714 %; 18 of 20 planned are 90 %.
    given = (*figures(mediation_cases=21, mediation_successes=18), *more(2, "plan", mediation_successes=20))
    problems = found(figures=given, cells=(cell("H2", text, column="note"),))
    assert [(p.code, p.cell) for p in problems] == ([("K21", "H2")] if told else [])


@pytest.mark.parametrize(("text", "told"), [("47,4", False), ("47,5", True)])
def test_the_share_of_the_people_in_a_work(text: str, told: bool) -> None:
    # 180 of 380 million are 47,368 %.
    work = {"total_vnd": 380_000_000, "state_vnd": 200_000_000, "people_cash_vnd": 180_000_000}
    cells = (
        CellRole("B", 8, "Q8", "header", "resources", None, "Tỷ lệ Nhân dân đóng góp (%)"),
        CellRole("B", 9, "Q9", "note", "resources", None, text),
    )
    assert codes(rows={"resources": [row(**work)]}, cells=cells) == (["K21"] if told else [])


def test_a_code_given_to_two_models_is_told_and_stops_nothing() -> None:
    coded = {**MODEL, "model_id": "21085-2021-001"}
    other = {**coded, "model_name": "Nồi cháo yêu thương", "model_id": "21085 - 2021 - 001"}
    (told,) = found(rows={"models": [row(9, **coded), row(12, **other)]})
    assert (told.code, told.severity) == ("K09", "W")
    assert "đã ghi cho mô hình khác ở dòng 9" in told.message


@pytest.mark.parametrize(
    "name", ["Mô hình “Hũ gạo tình thương”", "MH Hũ gạo tình thương", "Mô hình DVK: Hũ gạo tình thương"]
)
def test_generic_words_before_a_name_make_no_other_model(name: str) -> None:
    again = {**MODEL, "model_name": name}
    assert codes(rows={"models": [row(9, **MODEL), row(12, **again)]}) == ["K09"]
    assert same_model("Mô hình") == "mô hình"
    assert same_model("Mô hình hóa") != same_model("hóa nông")


@pytest.mark.parametrize(
    ("table", "column"),
    [("awards", "award_year"), ("awards", "achievement_year"), ("ocop", "recognised_year"), ("models", "first_year")],
)
def test_a_year_to_come_is_told(table: str, column: str) -> None:
    assert [(p.code, p.cell) for p in found(rows={table: [row(9, **{column: 2025})]}) if p.code == "K32"] == [
        ("K32", "B9")
    ]
    assert "K32" not in codes(rows={table: [row(9, **{column: 2021})]})

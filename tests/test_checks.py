"""Each check of one workbook: silent where it should be, and told with its cell where something disagrees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from danvan.declared.form import form
from danvan.declared.places import Unit
from danvan.declared.settings import settings
from danvan.intake.checks import check
from danvan.intake.submission import Figure, Row, Submission
from danvan.paths import Workspace
from danvan.problems import Problem

PLACES = settings(Workspace(Path(__file__).parents[1])).places
DAY = dt.date(2021, 12, 14)
MODEL: dict[str, Any] = {
    "model_id": "21085-2021-001", "model_name": "Hũ gạo tình thương", "field": "economy", "status": "new", "first_year": 2021,
    "implemented": True, "result": "recognised", "recognised_level": "commune", "decision_number": "12/QĐ-UBND",
}  # fmt: skip


def row(number: int = 9, **values: Any) -> Row:
    at = {name: f"{chr(66 + n)}{number}" for n, name in enumerate(values)}
    return Row("B", number, values, at, {n: "blank" for n, v in values.items() if v is None})


def figures(**values: float | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(code, "actual", value, "blank" if value is None else "value", "", "B3", n, f"E{n}")
        for n, (code, value) in enumerate(values.items(), start=1)
    )


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


def test_models_by_field_and_recognised_equal_their_rows() -> None:
    content = {"rows": {"models": [row(**MODEL)]}, "forms_present": ("models",)}
    assert codes(figures=figures(models_registered_economy=1, models_recognised=1), **content) == []
    assert codes(figures=figures(models_registered_economy=2, models_recognised=0), **content) == ["K01", "K02"]


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("K03", {"implemented": False}),
        ("K29", {"first_year": 2020}),
        ("K29", {"first_year": 2022, "status": "continued"}),
        ("K29", {"status": "replicated", "first_year": 2020, "replicated_places": 0}),
        ("K29", {"result": "not_recognised"}),
        ("Đ01", {"decision_number": None}),
        ("K30", {"model_id": None, "status": "continued", "first_year": 2020}),
    ],
)
def test_what_must_agree_within_a_model(code: str, changed: dict[str, Any]) -> None:
    assert codes(rows={"models": [row(**MODEL)]}) == []
    assert codes(rows={"models": [row(**{**MODEL, **changed})]}) == [code]


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

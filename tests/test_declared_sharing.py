"""What counts people is declared, and a wrong declaration stops with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.declared.form import FORMS, form
from danvan.declared.sharing import read_sharing, sharing
from danvan.problems import DeclarationError

TEXT = (FORMS / "sharing.toml").read_text("utf-8")


def broken(tmp_path: Path, old: str, new: str) -> None:
    assert old in TEXT
    (tmp_path / "sharing.toml").write_text(TEXT.replace(old, new), encoding="utf-8")
    read_sharing(tmp_path / "sharing.toml")


def test_persons_participations_and_households_are_people() -> None:
    said = sharing()
    for code in ("mediators", "propaganda_attendances", "jobs_abroad", "poor_households"):
        assert said.counts_people(code)
    assert said.rows_of_people("resources", "land_households") == {}
    assert said.rows_of_people("models", "participants") == {}


def test_models_teams_cases_and_money_are_not() -> None:
    said = sharing()
    for code in ("security_teams", "complaints", "mediation_cases", "models_recognised"):
        assert not said.counts_people(code)
    assert said.rows_of_people("resources", "total_vnd") is None
    assert said.rows_of_people("register", "accepted") is None


def test_awards_count_people_in_the_rows_of_persons_and_households_alone() -> None:
    assert sharing().rows_of_people("awards", "count") == {"recipient_kind": ("individual", "household")}


def test_what_is_internal_or_restricted_leaves_as_totals_and_is_among_what_is_guarded() -> None:
    totals = {i.code for i in form().indicators if sharing().as_total(i.code)}
    assert {"enlistment_quota", "enlisted", "complaints", "letters_resolved", "clearance_households_agreed"} <= totals
    assert totals == {i.code for i in form().indicators if i.sensitivity != "public"}
    assert totals <= set(sharing().indicators)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"lượt người", "hộ"]', '"hộ gia đình"]', "không có chỉ tiêu hay cột nào tính bằng “hộ gia đình”"),
        ('table = "awards"', 'table = "prizes"', "bảng “prizes” không có cột “count”"),
        ('"household"]', '"family"]', "không có lựa chọn “family”"),
        ('by_unit = ["public"]', 'by_unit = ["open"]', "không có mức “open”; các mức: public, internal, restricted"),
        ("least = 3", 'least = "3"', "“least” là “3”; phải là số nguyên"),
        ('by = "recipient_kind"', 'with = "x"', "some_rows thứ 1: khóa “with” không được dùng"),
    ],
)
def test_a_wrong_declaration_stops(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=f"sharing.toml: .*{said}|sharing.toml: {said}"):
        broken(tmp_path, old, new)

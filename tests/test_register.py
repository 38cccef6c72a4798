"""What came when, what counts, who is missing: duplicates, clashes, revisions, late ones, units that changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.settings import Settings, settings
from danvan.intake.register import Entry, received, register
from danvan.intake.submission import Submission
from danvan.paths import Workspace
from danvan.problems import DanvanError, problem

OFFICE: Settings = settings(Workspace(Path(__file__).parents[1]))
SINCE = dt.date(2004, 1, 1)


def sent(file: str, revision: int = 1, *, wrong: bool = False, sha: str = "", year: int = 2021) -> Submission:
    found = (problem("K22"),) if wrong else ()
    return Submission(file, sha or file, "21085", SINCE, year, "N", revision, problems=found)


def statuses(entries: list[Entry]) -> dict[str, str]:
    return {e.submission.file: e.status for e in entries if e.submission}


def test_the_highest_revision_without_errors_counts() -> None:
    entries = register([sent("a"), sent("b", 2), sent("c", 3, wrong=True)], {}, OFFICE)
    assert statuses(entries) == {"a": "superseded", "b": "accepted", "c": "returned"}


def test_a_copy_of_the_same_bytes_is_a_duplicate_whichever_came_first_counts() -> None:
    days = {"a": dt.date(2021, 12, 20), "b": dt.date(2021, 12, 14)}
    assert statuses(register([sent("a", sha="x"), sent("b", sha="x")], days, OFFICE)) == {
        "a": "duplicate",
        "b": "accepted",
    }


def test_two_different_files_of_one_revision_clash() -> None:
    entries = register([sent("a"), sent("b")], {}, OFFICE)
    assert statuses(entries) == {"a": "accepted", "b": "returned"}
    clash = next(e for e in entries if e.status == "returned").submission
    assert clash is not None
    assert [p.code for p in clash.problems if p.severity == "E"] == ["N02"]


def test_who_did_not_report_has_a_line_of_its_own() -> None:
    entries = register([sent("a")], {}, OFFICE)
    missing = [e for e in entries if e.status == "not_received"]
    assert len(missing) == 22 + 4 - 1
    assert all(e.submission is None for e in missing)


@pytest.mark.parametrize(("year", "units"), [(2019, 25), (2020, 22)])
def test_expected_are_the_units_valid_at_the_end_of_the_period(year: int, units: int) -> None:
    entries = register([sent("a", year=year)], {}, OFFICE)
    assert sum(not (e.unit_code or "").startswith("CQ-") for e in entries) == units


def test_days_late_count_from_the_deadline() -> None:
    # 14/12/2021 is a Tuesday; two working days later is Thursday 16/12.
    days = {"a": dt.date(2021, 12, 16), "b": dt.date(2021, 12, 20)}
    late = {e.submission.file: e.days_late for e in register([sent("a"), sent("b", 2)], days, OFFICE) if e.submission}
    assert late == {"a": 0, "b": 4}


def test_a_file_without_a_day_of_receipt_is_neither_late_nor_in_time() -> None:
    entry = next(e for e in register([sent("a")], {}, OFFICE) if e.submission)
    assert (entry.received_on, entry.days_late) == (None, None)
    assert entry.submission is not None
    assert [p.code for p in entry.submission.problems] == ["N01"]


@given(st.permutations([sent("a"), sent("b", 2, sha="y"), sent("c", 2, sha="y"), sent("d", 3, wrong=True)]))
def test_the_order_of_files_changes_nothing(files: list[Submission]) -> None:
    assert register(files, {}, OFFICE) == register(sorted(files, key=lambda s: s.file), {}, OFFICE)


def test_the_log_is_read_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "intake_log.csv").write_text("file,received_on\nA/a.xlsx,2021-12-14\n", encoding="utf-8")
    assert received(tmp_path) == {"2021/A/a.xlsx": dt.date(2021, 12, 14)}


@pytest.mark.parametrize(
    ("text", "said"),
    [("file,ngay\na,2021-12-14\n", "thiếu cột received_on"), ("file,received_on\na,hôm qua\n", "dòng 2: “hôm qua”")],
)
def test_a_wrong_log_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "intake_log.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DanvanError, match=said):
        received(tmp_path)

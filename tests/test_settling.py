"""One period is settled before the next is compared with it, whatever order the files come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_comparisons import OFFICE, sent

from danvan.declared.form import form
from danvan.intake.register import Entry
from danvan.intake.settling import others_of, settle
from danvan.intake.submission import Submission
from danvan.problems import problem

FIRST = sent(year=2019, actual={"dialogues": 5})
WRONG = sent(year=2020, actual={"dialogues": 6}, last={"dialogues": 4})
AFTER_WRONG = sent(year=2021, last={"dialogues": 7})


def statuses(entries: list[Entry]) -> dict[str, str]:
    return {e.submission.file: e.status for e in entries if e.submission}


def settled(*submissions: Submission) -> list[Entry]:
    return settle(submissions, {}, form(), OFFICE)


def test_what_disagrees_with_last_year_is_returned_and_no_base_for_the_next() -> None:
    assert statuses(settled(AFTER_WRONG, WRONG, FIRST)) == {
        FIRST.file: "accepted",
        WRONG.file: "returned",
        AFTER_WRONG.file: "accepted",
    }


def test_the_revision_that_counts_is_the_base() -> None:
    first = sent(year=2020, actual={"dialogues": 6}, file="1")
    second = sent(year=2020, actual={"dialogues": 7}, file="2", sha256="2")
    object.__setattr__(second, "revision", 2)
    told = settled(AFTER_WRONG, first, second)
    assert statuses(told) == {"1": "superseded", "2": "accepted", AFTER_WRONG.file: "accepted"}


def test_the_half_year_is_settled_before_the_year() -> None:
    year, half = sent(actual={"dialogues": 3}), sent(period="6T", actual={"dialogues": 4})
    assert statuses(settled(year, half)) == {year.file: "returned", half.file: "accepted"}
    refused = sent(period="6T", actual={"dialogues": 4}, problems=(problem("K22"),))
    assert statuses(settled(year, refused)) == {year.file: "accepted", half.file: "returned"}


def test_what_is_of_no_known_unit_or_year_is_registered_all_the_same() -> None:
    lost = Submission("x.xlsx", "x", problems=(problem("Đ26"),))
    assert statuses(settled(lost, FIRST)) == {"x.xlsx": "returned", FIRST.file: "accepted"}


@given(st.permutations((FIRST, WRONG, AFTER_WRONG, sent("21088", 2020), sent(period="6T", actual={"dialogues": 2}))))
def test_the_order_of_the_files_changes_nothing(submissions: list[Submission]) -> None:
    assert settled(*submissions) == settled(*sorted(submissions, key=lambda s: s.file))


def test_a_single_submission_is_compared_with_what_was_accepted() -> None:
    others = others_of(settled(FIRST, WRONG), 2020, form(), OFFICE)
    assert [s.file for s in others.accepted] == [FIRST.file]

"""What changed between two states: only what differs, by unit and measure, with the file that made it so; what a unit
had not reported is never a zero.
"""

from __future__ import annotations

from typing import Any

import hypothesis
import pandas as pd
import pytest
from drawn_states import BEFORE, FRAMES, RESENT, ROLL, of_unit, resent, state, with_value, without
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis.restated import COMPARED, State, figures, reports, totals
from danvan.store.schema import FACTS


def changed(now: State, before: State = BEFORE) -> list[dict[str, Any]]:
    return figures(before, now).to_dict("records")  # type: ignore[return-value]


def of(rows: list[dict[str, Any]], measure: str) -> dict[str, Any]:
    (row,) = [row for row in rows if row["measure"] == measure]
    return row


def test_nothing_differs_from_itself() -> None:
    told = figures(BEFORE, BEFORE)
    assert told.empty
    assert totals(BEFORE, BEFORE, told).empty
    assert reports(BEFORE, BEFORE, FACTS).empty


def test_a_figure_that_was_sent_anew_tells_old_new_and_the_file() -> None:
    (row,) = changed(state(with_value("resources", "total_vnd", 0, 390_000_000), resent()))
    assert (row["year"], row["unit"], row["measure"], row["before"], row["now"], row["why"], row["file"]) == (
        2021, "Thị trấn Châu Ổ", "total_vnd", 380_000_000, 390_000_000, "new_file", RESENT,
    )  # fmt: skip
    assert (row["lack_before"], row["lack_now"]) == ("", "")


def test_the_same_file_read_otherwise_is_said_so() -> None:
    (row,) = changed(state(with_value("indicators", "value", 0, 8)))
    assert (row["why"], row["before"], row["now"]) == ("read_anew", 7, 8)


def test_a_blank_is_no_zero() -> None:
    (row,) = changed(state(with_value("resources", "total_vnd", 0, pd.NA), resent()))
    assert pd.isna(row["now"])
    assert row["lack_now"] == "blank"


@pytest.mark.parametrize("status", ["not_received", "returned", "refused"])
def test_a_unit_that_reported_only_later_had_no_figures_rather_than_zeros(status: str) -> None:
    rows = changed(BEFORE, without(status))
    assert {row["why"] for row in rows} == {"received"}
    assert {row["lack_before"] for row in rows} == {status}
    assert all(pd.isna(row["before"]) for row in rows)
    assert of(rows, "total_vnd")["now"] == 380_000_000


def test_a_report_that_was_withdrawn_takes_its_figures_with_it() -> None:
    rows = changed(without("returned"))
    assert {(row["why"], row["lack_now"]) for row in rows} == {("withdrawn", "returned")}


def test_a_unit_that_had_none_before_goes_from_zero() -> None:
    """Bình Thuận reported 2021 with the form of models and no model in it."""
    model = FRAMES["models"].iloc[[0]].assign(unit_code="21043", file="21043-2021.xlsx")
    rows = changed(state({"models": pd.concat([FRAMES["models"], model], ignore_index=True)}))
    assert (of(rows, "registered")["before"], of(rows, "registered")["now"]) == (0, 1)


def test_a_form_that_was_not_in_the_report_gives_no_zero() -> None:
    gone = ROLL.assign(forms_present=ROLL["forms_present"].where(~of_unit(), "resources"))
    before = State({**FRAMES, "models": FRAMES["models"].iloc[1:]}, gone)
    row = of(changed(BEFORE, before), "registered")
    assert pd.isna(row["before"])
    assert row["lack_before"] == "not_covered"


def test_a_unit_that_was_not_asked_is_told_so() -> None:
    before = State(without().tables, ROLL[~of_unit()])
    assert {row["lack_before"] for row in changed(BEFORE, before)} == {"not_asked"}
    assert reports(before, BEFORE, FACTS)[["before", "now"]].to_numpy().tolist() == [["not_asked", "accepted"]]


def test_who_reported_since_is_told() -> None:
    (row,) = reports(without(), BEFORE, FACTS).to_dict("records")
    assert (row["table"], row["before"], row["now"], row["why"]) == ("", "not_received", "accepted", "received")


def test_a_form_that_came_with_a_later_file_is_told() -> None:
    gone = ROLL.assign(forms_present=ROLL["forms_present"].where(~of_unit(), "resources"))
    told = reports(State(FRAMES, gone), BEFORE, ["models", "resources"])
    assert told[["table", "before", "now"]].to_numpy().tolist() == [["models", "not_covered", "covered"]]


def test_sums_over_all_units_tell_how_many_reported() -> None:
    before = without()
    told = totals(before, BEFORE, figures(before, BEFORE))
    row = of(told.to_dict("records"), "total_vnd")  # type: ignore[arg-type]
    assert (pd.isna(row["before"]), row["now"], row["units_before"], row["units_now"]) == (True, 380_000_000, 2, 3)


def test_models_joined_since_change_the_number_of_the_whole_period() -> None:
    """Two rows become one model: no figure of a unit and year changes, the period's number does."""
    apart = FRAMES["models"].assign(thread=pd.array([1, 2, 3, 4], "Int64"), maybe=pd.array([1, 2, 3, 4], "Int64"))
    joined = apart.assign(thread=pd.array([1, 1, 3, 4], "Int64"))
    before, now = state({"models": apart}), state({"models": joined})
    assert figures(before, now).empty
    (row,) = totals(before, now, figures(before, now)).to_dict("records")
    assert (row["measure"], row["before"], row["now"]) == ("distinct", 4, 3)
    assert pd.isna(row["year"])


def test_figures_stand_in_the_order_of_the_forms() -> None:
    subjects = [row["subject"] for row in changed(without())]
    assert subjects == sorted(subjects, key=list(COMPARED).index)


def test_states_without_any_row_can_be_compared() -> None:
    none = state({name: frame.iloc[:0] for name, frame in FRAMES.items()}, ROLL.assign(status="not_received"))
    assert figures(none, none).empty
    assert {row["lack_before"] for row in changed(BEFORE, none)} == {"not_received"}
    assert reports(none, none, FACTS).empty


@hypothesis.settings(max_examples=10)
@given(st.sampled_from(["total_vnd", "state_vnd", "land_m2", "labour_days"]), st.integers(0, 10**9), st.integers(0, 2))
def test_any_change_of_a_value_is_told_once_with_its_difference_and_changes_the_sum_as_much(
    measure: str, value: int, row: int
) -> None:
    now = state(with_value("resources", measure, row, value))
    told = figures(BEFORE, now)
    old = FRAMES["resources"].at[row, measure]
    assert len(told) == (0 if not pd.isna(old) and old == value else 1)
    sums = totals(BEFORE, now, told)
    assert len(sums) == len(told)
    if len(told) and not pd.isna(old):
        assert sums["now"].iloc[0] - sums["before"].iloc[0] == told["now"].iloc[0] - told["before"].iloc[0]

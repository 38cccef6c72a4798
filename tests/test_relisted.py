"""Which items of the lists came, went or are told otherwise; the sums are told elsewhere."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_states import BEFORE, FRAMES, resent, state, with_value, without

from danvan.analysis.relisted import NAMED, compared, items
from danvan.analysis.restated import COMPARED, State


def told(now: State, before: State = BEFORE) -> list[dict[str, Any]]:
    return items(before, now).to_dict("records")  # type: ignore[return-value]


def test_nothing_differs_from_itself() -> None:
    assert items(BEFORE, BEFORE).empty


def test_a_model_that_appeared_and_one_that_vanished() -> None:
    models = FRAMES["models"]
    other = pd.concat([models.iloc[1:], models.iloc[[0]].assign(model_name="Vườn sạch")], ignore_index=True)
    rows = told(state({"models": other}, resent()))
    assert [(row["change"], row["item"], row["unit"], row["year"], row["why"]) for row in rows] == [
        ("appeared", "Vườn sạch", "Thị trấn Châu Ổ", 2021, "new_file"),
        ("vanished", "Tổ tự quản", "Thị trấn Châu Ổ", 2021, "new_file"),
    ]


def test_a_model_whose_result_is_another_tells_old_and_new() -> None:
    (row,) = told(state(with_value("models", "result", 0, "outstanding")))
    assert (row["change"], row["item"], row["column"], row["before"], row["now"]) == (
        "changed", "Tổ tự quản", "result", "recognised", "outstanding",
    )  # fmt: skip


def test_a_name_written_otherwise_is_the_same_model() -> None:
    (row,) = told(state(with_value("models", "model_name", 0, "Mô hình TỔ TỰ QUẢN")))
    assert (row["change"], row["column"], row["now"]) == ("changed", "model_name", "Mô hình TỔ TỰ QUẢN")


def test_a_blank_that_was_filled_is_told() -> None:
    (row,) = told(state(with_value("models", "decision_number", 0, "12/QĐ-UBND")))
    assert pd.isna(row["before"])
    assert row["now"] == "12/QĐ-UBND"


def test_a_status_is_that_of_the_unit() -> None:
    (row,) = told(state(with_value("new_rural", "status", 0, "advanced")))
    assert (row["table"], row["item"], row["before"], row["now"]) == ("new_rural", "", "standard", "advanced")


def test_two_items_of_one_name_are_told_apart_by_their_order() -> None:
    twice = pd.concat([FRAMES["ocop"], FRAMES["ocop"]], ignore_index=True)
    (row,) = told(state({"ocop": twice}))
    assert (row["change"], row["item"]) == ("appeared", "Hành tím")


def test_all_of_a_report_that_came_later_appears() -> None:
    rows = told(BEFORE, without())
    assert {(row["change"], row["why"]) for row in rows} == {("appeared", "received")}
    assert {row["table"] for row in rows} == {"models", "resources"}


def test_a_remark_that_is_no_longer_approved_is_told() -> None:
    said = drawn("unit_code|year|section|text|approved\n21040|2021|strengths|Tốt.|có", "remarks")
    before = state({"remarks": said})
    (row,) = told(state({"remarks": said.assign(approved=False)}), before)
    assert (row["item"], row["column"], row["before"], row["now"]) == ("Tốt.", "approved", True, False)


@pytest.mark.parametrize("table", NAMED)
def test_what_is_summed_is_left_to_the_sums(table: str) -> None:
    summed = COMPARED[table][0] if table in COMPARED else ()
    assert compared(table)
    assert not set(compared(table)) & set(summed)

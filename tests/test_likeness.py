"""Names that are alike, and lives that one model can have lived: what is proposed to a person, and what is not."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from drawn_frames import drawn

from danvan.analysis.likeness import LEAST, SAME, Lines, likeness, pairs, rows_of

OLD, MERGED, LATEST = date(2004, 1, 1), date(2020, 2, 1), date(2025, 7, 1)
HEIRS = {("21097", OLD): ("21091", MERGED), ("21091", OLD): ("21091", MERGED), ("21091", MERGED): ("21109", LATEST)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thắp sáng đường quê", "ánh sáng đường quê"),
        ("hũ gạo tình thương", "hủ gạo tình thương"),
        ("xây dựng nông thôn mới", "nhân dân góp công xây dựng nông thôn mới"),
        ("thắp sáng đường quê", "thap sang duong que"),
    ],
)
def test_names_that_are_alike(one: str, other: str) -> None:
    assert LEAST <= likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 giảm 4 giữ", "3 giảm 4 giữ"),
        ("tổ tự quản số 1", "tổ tự quản số 2"),
        ("nồi cháo yêu thương", "hũ gạo tình thương"),
        ("camera an ninh", "ánh đèn an ninh"),
        ("hoa", "đường hoa"),
    ],
)
def test_names_of_two_models(one: str, other: str) -> None:
    assert likeness(one, other) < LEAST


def test_the_same_name_is_more_alike_than_one_with_another_tone() -> None:
    assert likeness("bình thanh xanh", "bình thanh xanh") == SAME > likeness("bình thanh xanh", "bình thạnh xanh")


def test_units_are_in_one_line_where_one_went_over_into_the_other() -> None:
    lines = Lines(HEIRS)
    assert lines.joined(("21097", OLD), ("21091", MERGED))
    assert lines.joined(("21109", LATEST), ("21097", OLD))
    assert not lines.joined(("21097", OLD), ("21091", OLD))
    assert lines.after(("21097", OLD))[-1] == ("21109", LATEST)


HEAD = "unit_code | unit_from | year | model_id | model_name | first_year | status | field | kind\n"
BEFORE = "21091 | 2004-01-01 | 2019 | | Thắp sáng đường quê | 2017 | continued | economy | collective\n"
AFTER = "21091 | 2020-02-01 | 2020 | | Ánh sáng đường quê | 2017 | continued | economy | collective\n"


def found(*rows: str) -> list[tuple[int, int]]:
    """The pairs among rows that are a thread each, by their places."""
    threads = [[row] for row in rows_of(drawn(HEAD + "".join(rows), "models"))]
    return [(p.earlier.at, p.later.at) for p in pairs(threads, Lines(HEIRS))]


def test_a_life_that_can_go_through_both_rows_is_a_pair() -> None:
    assert found(BEFORE, AFTER) == [(0, 1)] == found(BEFORE, AFTER.replace("| 2017", "|"))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("| 2017", "| 2020"),  # registered after the earlier report
        ("| 2017", "| 2018"),  # a name that is merely alike wants the same first year,
        ("economy", "culture_society"),  # field
        ("collective", "individual"),  # and kind
        ("continued", "new"),
        ("2020-02-01", "2019-01-01"),  # a unit that nothing went over into
    ],
)
def test_a_life_that_cannot_is_none(said: str, instead: str) -> None:
    assert found(BEFORE, AFTER.replace(said, instead)) == []


def test_an_ended_model_does_not_go_on() -> None:
    assert found(BEFORE.replace("continued", "ended"), AFTER) == []


def test_the_same_name_may_stand_beside_another_field_code_and_first_year() -> None:
    coded = BEFORE.replace("2019 | |", "2019 | 21091-2017-001 |")
    other = "21091 | 2020-02-01 | 2020 | 21091-2018-004 | THẮP SÁNG đường quê | 2018 | continued | culture_society | individual\n"
    assert found(coded, other) == [(0, 1)]
    assert found(coded, AFTER.replace("2020 | |", "2020 | 21091-2018-004 |")) == []


def test_two_reports_of_one_year_are_compared_only_within_a_line_of_units() -> None:
    sibling = BEFORE.replace("21091", "21097")
    assert found(BEFORE, sibling) == []
    assert found(BEFORE, sibling, AFTER) == [(0, 2), (1, 2)]


def test_threads_that_lie_between_each_other_in_time_are_compared_where_they_meet() -> None:
    rows = rows_of(drawn(HEAD + "".join(BEFORE.replace("2019", year) for year in ("2017", "2019")) + AFTER.replace("2020 |", "2018 |").replace("2020-02-01", "2004-01-01"), "models"))  # fmt: skip
    (pair,) = pairs([rows[:2], rows[2:]], Lines(HEIRS))
    assert {(p.earlier.slot.year, p.later.slot.year) for p in (pair,)} == {(2017, 2018)}


def test_every_two_threads_give_one_pair_at_most() -> None:
    rows = rows_of(drawn(HEAD + BEFORE + AFTER + AFTER.replace("2020 |", "2021 |", 1), "models"))
    told = list(pairs([[row] for row in rows], Lines(HEIRS)))
    assert len(told) == len(list(combinations(rows, 2)))

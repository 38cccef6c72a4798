"""Which rows are one model over the years: by code, by name within a unit, by what a person signed - or proposed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from drawn_frames import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.analysis.linking import ALONE, doubled_codes, linked, proposals, threads, unconfirmed
from danvan.declared.model_links import ModelLink, Named
from danvan.problems import DanvanError

OLD, MERGED = date(2004, 1, 1), date(2020, 2, 1)
HEIRS = {("21097", OLD): ("21091", MERGED), ("21091", OLD): ("21091", MERGED)}


def models(rows: str) -> pd.DataFrame:
    """Rows of "unit_code | unit_from | year | model_id | model_name | first_year | status", the rest alike."""
    head = "unit_code | unit_from | year | model_id | model_name | first_year | status\n"
    return drawn(head + rows.strip(), "models").assign(field="economy", kind="collective")


def told(frame: pd.DataFrame, links=(), heirs=ALONE) -> list[int]:
    return threads(frame, links, heirs)["thread"].tolist()


def decision(year: int, name: str, other_year: int, other: str, same: bool, unit="21091", other_unit="21091"):
    one, other_row = Named(unit, year, name), Named(other_unit, other_year, other)
    return ModelLink("model_links.csv, dòng 2", one, other_row, same)


LIVES = """
    21091 | 2004-01-01 | 2017 |                | Thắp sáng đường quê | 2017 | new
    21091 | 2004-01-01 | 2018 |                | “THẮP SÁNG đường quê” | 2017 | continued
    21091 | 2004-01-01 | 2019 |                | Ánh sáng đường quê  | 2017 | continued
    21091 | 2004-01-01 | 2018 |                | Hũ gạo              | 2018 | new
"""


def test_a_name_within_a_unit_links_and_one_that_is_alike_is_proposed() -> None:
    frame = models(LIVES)
    found = threads(frame)
    assert found["thread"].tolist() == [0, 0, 1, 2]
    assert found["maybe"].tolist() == [0, 0, 0, 2]
    assert unconfirmed(found) == 1
    (row,) = proposals(frame).to_dict("records")
    assert (row["year"], row["model_name"], row["other_year"], row["other_name"]) == (
        2018, "“THẮP SÁNG đường quê”", 2019, "Ánh sáng đường quê",
    )  # fmt: skip
    assert (row["likeness"], row["why"]) == (86, "like_name")


def test_a_person_joins_and_parts_and_either_way_nothing_is_left_to_propose() -> None:
    frame = models(LIVES)
    for same, groups in ((True, [0, 0, 0, 1]), (False, [0, 0, 1, 2])):
        link = decision(2019, "ánh sáng đường quê", 2018, "Thắp sáng đường quê", same)
        assert told(frame, [link]) == groups
        assert unconfirmed(threads(frame, [link])) == len(proposals(frame, [link])) == 0


def test_what_a_person_parted_stays_apart_whatever_name_or_code_says() -> None:
    rows = """
        21091 | 2004-01-01 | 2018 | 21091-2018-001 | Tổ tự quản | 2018 | new
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Tổ tự quản | 2018 | continued
        21091 | 2004-01-01 | 2020 | 21091-2018-001 | Tổ tự quản | 2018 | continued
    """
    parted = decision(2018, "Tổ tự quản", 2019, "Tổ tự quản", False)
    assert told(models(rows)) == [0, 0, 0]
    assert told(models(rows), [parted]) == [0, 1, 1]  # the later rows go on from the nearest
    assert proposals(models(rows), [parted]).empty


def test_a_person_goes_before_a_code_and_before_a_name() -> None:
    rows = """
        21091 | 2004-01-01 | 2018 | 21091-2018-001 | Tổ tự quản     | 2018 | new
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Đoạn đường hoa | 2018 | continued
        21091 | 2004-01-01 | 2019 |                | Tổ tự quản 3   | 2018 | continued
        21091 | 2004-01-01 | 2020 |                | Đoạn đường hoa | 2018 | continued
    """
    assert told(models(rows)) == [0, 0, 1, 0]
    signed = [decision(2018, "Tổ tự quản", 2019, "Tổ tự quản 3", True)]
    assert told(models(rows), signed) == [0, 1, 0, 1]


def test_a_code_links_whatever_the_name_and_two_codes_keep_the_same_name_apart() -> None:
    rows = """
        21091 | 2004-01-01 | 2018 | 21091-2018-001 | Tổ tự quản       | 2018 | new
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Đoạn đường hoa   | 2018 | continued
        21091 | 2004-01-01 | 2020 | 21091-2019-007 | Đoạn đường hoa   | 2019 | continued
    """
    assert told(models(rows)) == [0, 0, 1]
    assert proposals(models(rows))["why"].tolist() == ["same_name,other_code"]


def test_a_code_that_one_report_gives_twice_says_nothing_and_is_told() -> None:
    rows = """
        21091 | 2004-01-01 | 2018 | 21091-2018-001 | Tổ tự quản     | 2018 | new
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Tổ tự quản     | 2018 | continued
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Đoạn đường hoa | 2018 | continued
    """
    assert told(models(rows)) == [0, 0, 1]
    assert doubled_codes(models(rows))["model_name"].tolist() == ["Tổ tự quản", "Đoạn đường hoa"]
    assert doubled_codes(models(rows).iloc[:0])["model_id"].empty


ACROSS = """
    21091 | 2004-01-01 | 2019 |                | Tủ sách của thôn | 2018 | continued
    21097 | 2004-01-01 | 2019 |                | Hũ gạo           | 2018 | continued
    21091 | 2020-02-01 | 2020 | 21091-2018-001 | Tủ sách của thôn | 2018 | continued
    21091 | 2020-02-01 | 2020 | 21091-2018-002 | Hũ gạo           | 2018 | continued
    21091 | 2020-02-01 | 2021 | 21091-2018-002 | Hũ gạo tình thương | 2018 | continued
"""


def test_over_a_merger_the_same_name_is_a_proposal_until_a_person_confirms_it() -> None:
    frame = models(ACROSS)
    assert told(frame, heirs=HEIRS) == [0, 1, 2, 3, 3]
    found = proposals(frame, heirs=HEIRS)
    assert found["why"].tolist() == ["same_name,other_unit"] * 2
    assert unconfirmed(threads(frame, heirs=HEIRS)) == 2
    signed = [decision(2019, "Hũ gạo", 2020, "Hũ gạo", True, unit="21097")]
    assert told(frame, signed, HEIRS) == [0, 1, 2, 1, 1]
    assert unconfirmed(threads(frame, signed, HEIRS)) == 1


def test_units_that_nothing_went_over_into_share_no_model() -> None:
    assert proposals(models(ACROSS)).empty


def test_a_code_kept_over_a_merger_links_where_the_names_are_alike() -> None:
    rows = """
        21097 | 2004-01-01 | 2019 | 21097-2018-001 | Hũ gạo tình thương | 2018 | continued
        21091 | 2020-02-01 | 2020 | 21097-2018-001 | Hủ gạo tình thương | 2018 | continued
        21091 | 2004-01-01 | 2019 | 21091-2018-001 | Tổ tự quản         | 2018 | continued
        21091 | 2020-02-01 | 2020 | 21091-2018-001 | Đoạn đường hoa     | 2018 | continued
    """
    assert told(models(rows), heirs=HEIRS) == [0, 0, 1, 2]


def test_a_name_that_both_predecessors_had_is_proposed_with_each() -> None:
    rows = """
        21091 | 2004-01-01 | 2019 | | Tổ tự quản | 2018 | continued
        21097 | 2004-01-01 | 2019 | | Tổ tự quản | 2017 | continued
        21091 | 2020-02-01 | 2020 | | Tổ tự quản | 2017 | continued
        21091 | 2020-02-01 | 2020 | | Đường hoa  | 2020 | new
    """
    found = proposals(models(rows), heirs=HEIRS)
    assert found["unit_code"].tolist() == ["21091", "21097"]
    both = [decision(2019, "Tổ tự quản", 2020, "Tổ tự quản", True, unit=unit) for unit in ("21091", "21097")]
    assert told(models(rows), both, HEIRS) == [0, 0, 0, 1]


def test_a_half_year_belongs_to_its_year() -> None:
    frame = models(LIVES)
    halves = pd.concat([frame.assign(period="6T"), frame], ignore_index=True)
    assert told(halves) == [0, 0, 1, 2] * 2
    link = decision(2019, "Ánh sáng đường quê", 2018, "Thắp sáng đường quê", True)
    assert told(halves, [link]) == [0, 0, 0, 1] * 2


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            decision(2019, "Ánh sáng đường quê", 2018, "Thắp đường quê", True),
            "không có .* mô hình “Thắp đường quê”, gần nhất là “thắp sáng đường quê”",
        ),
        (
            decision(2019, "Ánh sáng đường quê", 2021, "Hũ gạo", False),
            "chưa có báo cáo nào .* của đơn vị 21091 năm 2021",
        ),
    ],
)
def test_a_decision_on_a_row_that_is_there_no_more_fails(link: ModelLink, said: str) -> None:
    with pytest.raises(DanvanError, match=f"model_links.csv, dòng 2: .*{said}"):
        threads(models(LIVES), [link])


def test_a_frame_that_was_linked_stays_as_it_is_and_an_empty_one_can_be() -> None:
    frame = threads(models(LIVES), [decision(2019, "Ánh sáng đường quê", 2018, "Thắp sáng đường quê", True)])
    assert linked(frame) is frame
    assert linked(models(LIVES).iloc[:0])[["thread", "maybe"]].empty
    assert unconfirmed(linked(models(LIVES).iloc[:0])) == 0


NAMES = ["Tổ tự quản", "Tổ tự quản thôn", "Hũ gạo", "Hủ gạo", "Hũ gạo tình thương"]
UNITS = [("21091", OLD, range(2017, 2020)), ("21097", OLD, range(2017, 2020)), ("21091", MERGED, range(2020, 2023))]


@st.composite
def districts(draw) -> pd.DataFrame:
    """Reports of two communes that became one: every name once in a report, codes in any way."""
    rows = []
    for code, since, years in UNITS:
        for year in years:
            for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)):
                model_id = draw(st.sampled_from(["", "21091-2017-001", "21091-2017-002"]))
                first = draw(st.sampled_from(["", "2017"]))
                rows.append(f"{code} | {since} | {year} | {model_id} | {name} | {first} | continued")
    return models("\n".join(rows)) if rows else models(LIVES).iloc[:0]


def decisions(frame: pd.DataFrame):
    """At most one decision between any two rows of different reports."""
    rows = list(frame[["unit_code", "year", "model_name"]].itertuples(index=False, name=None))
    pairs = [(a, b) for a in rows for b in rows if a[:2] < b[:2]]
    made = [st.builds(lambda p, same: (decision(p[0][1], p[0][2], p[1][1], p[1][2], same, p[0][0], p[1][0]),), st.sampled_from(pairs), st.booleans())] if pairs else []  # fmt: skip
    return st.one_of(st.just(()), *made)


def partition(frame: pd.DataFrame, column: str) -> set[frozenset[object]]:
    return {frozenset(rows.index) for _, rows in frame.groupby(column)}


@settings(max_examples=25, deadline=None)
@given(districts(), st.data())
def test_threads_part_the_rows_in_any_order_and_never_join_two_of_one_report(frame, data) -> None:
    links = data.draw(decisions(frame))
    found = threads(frame, links, HEIRS)
    named = found.set_index([found["unit_code"], found["year"], found["model_name"]])["thread"]
    for link in links:
        one, other = (named[row.unit, row.year, row.name] for row in (link.one, link.other))
        assert bool(one == other) == link.same
    assert sorted(at for group in partition(found, "thread") for at in group) == sorted(frame.index)
    for column in ("thread", "maybe"):
        assert not found.duplicated(["unit_code", "unit_from", "year", "period", column]).any()
    assert found.groupby("thread")["maybe"].nunique().le(1).all()
    shuffled = frame.loc[data.draw(st.permutations(list(frame.index)))]
    again = threads(shuffled, links, HEIRS)
    assert partition(again, "thread") == partition(found, "thread")
    assert partition(again, "maybe") == partition(found, "maybe")


@settings(max_examples=25, deadline=None)
@given(districts())
def test_confirming_every_proposal_leaves_the_count_that_was_told(frame) -> None:
    found, proposed = threads(frame, (), HEIRS), proposals(frame, (), HEIRS)
    assert unconfirmed(found) == len(proposed)
    confirmed = [
        decision(row.year, row.model_name, row.other_year, row.other_name, True, row.unit_code, row.other_unit_code)
        for row in proposed.itertuples()
    ]
    signed = threads(frame, confirmed, HEIRS)
    assert signed["thread"].nunique() == found["maybe"].nunique()
    for row in confirmed[:1]:
        assert threads(frame, [row], HEIRS)["thread"].nunique() == found["thread"].nunique() - 1

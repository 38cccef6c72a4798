from __future__ import annotations

from pathlib import Path

import pytest

from danvan.declared.form import form
from danvan.declared.standards import Standard, load_standards, standards
from danvan.problems import DeclarationError

HEADER = "name,kind,version,first,last,applies_to,source"


def loaded(tmp_path: Path, *lines: str) -> tuple[Standard, ...]:
    path = tmp_path / "standards.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return load_standards(path, form())


def in_force(name: str, year: int) -> list[str]:
    return [one.version for one in standards() if one.name == name and one.first <= year <= one.last]


def test_the_versions_in_force_by_year() -> None:
    assert [in_force("new_rural", year) for year in (2015, 2017, 2020, 2021)] == [
        ["2011-2015"], ["2016-2020"], ["2016-2020"], ["2021-2025"],
    ]  # fmt: skip
    assert [in_force("poverty", year) for year in (2020, 2021, 2022)] == [["2016-2020"], ["2016-2020"], ["2022-2025"]]
    assert [bool(in_force("covid19", year)) for year in range(2019, 2023)] == [False, True, True, False]


def test_versions_of_new_rural_are_those_that_communes_choose_from() -> None:
    chosen = {choice.name for choice in form().table("new_rural").column("standard_version").choice}
    assert {one.version for one in standards() if one.name == "new_rural"} == chosen


def test_an_event_touches_everything_and_a_standard_what_it_measures() -> None:
    poverty = next(one for one in standards() if one.name == "poverty")
    covid = next(one for one in standards() if one.name == "covid19")
    assert poverty.touches("indicators.poor_households")
    assert not poverty.touches("indicators.dialogues")
    assert covid.touches("indicators.dialogues")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,standard,1,2011,2015,ocop.stars,", "dòng 2: thiếu nguồn"),
        ("a,standard,1,2016,2015,ocop.stars,QĐ", "dòng 2: năm cuối 2015 đứng trước năm đầu 2016"),
        ("a,standard,1,2011,2015,ocop.sao,QĐ", "dòng 2: không có cột hay chỉ tiêu “ocop.sao”"),
        ("a,law,1,2011,2015,ocop.stars,QĐ", "dòng 2: “kind” là “law”; phải là một trong: standard, event"),
        ("a,standard,1,nay,2015,ocop.stars,QĐ", "dòng 2: “nay” không phải là năm"),
        ("a,standard,1,2011", "dòng 2: số ô khác số cột"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        loaded(tmp_path, line)


def test_two_versions_at_one_time_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="dòng 3: “a 2” chồng lên thời gian của “1”"):
        loaded(tmp_path, "a,standard,1,2011,2015,ocop.stars,QĐ", "a,standard,2,2015,,ocop.stars,QĐ")

"""Whose a file is, which units can be meant in it, and who is asked, of offices above the district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan.declared.places import load_places
from danvan.declared.settings import Settings, settings
from danvan.declared.territory import Territory
from danvan.paths import Workspace

ONE = settings(Workspace(Path(__file__).parents[1]))
PLACES = """code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis
VN,Việt Nam,country,,2004-01-01,,,,
01,Hà Nội,city,VN,2004-01-01,,,,
51,Quảng Ngãi,province,VN,2004-01-01,,,,
001,Ba Đình,district,01,2004-01-01,2025-06-30,,,
524,Bình Sơn,district,51,2004-01-01,2025-06-30,,,
525,Trà Bồng,district,51,2004-01-01,2025-06-30,,,
00001,Bình An,commune,001,2004-01-01,2025-06-30,,,
21064,Bình An,commune,524,2004-01-01,2020-01-31,21067,2020-02-01,NQ
21067,Bình Hải,commune,524,2004-01-01,2020-01-31,21067,2020-02-01,NQ
21067,Bình Hải,commune,524,2020-02-01,2025-06-30,21067,2025-07-01,NQ
21067,Vạn Tường,commune,51,2025-07-01,,,,
21115,Trà Giang,commune,525,2004-01-01,2025-06-30,,,
"""


@pytest.fixture
def country(tmp_path: Path) -> Settings:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    return replace(ONE, district_code="VN", agencies=(), places=load_places(tmp_path / "places.csv", district="VN"))


def test_an_office_of_one_district_has_that_one_wherever_a_file_lies() -> None:
    territory = Territory(ONE)
    assert territory.districts == {"524": "51"}
    assert territory.of_file("a.xlsx") == territory.of_unit("nobody") == "524"
    assert territory.office_of("524") is ONE


def test_districts_lie_in_provinces_and_a_province_is_one_once_it_has_communes_of_its_own(country: Settings) -> None:
    assert Territory(country).districts == {"001": "01", "51": "51", "524": "51", "525": "51"}
    assert Territory(replace(country, district_code="51")).districts == {"51": "51", "524": "51", "525": "51"}


@pytest.mark.parametrize(
    ("file", "district"),
    [
        ("51 Quảng Ngãi/524 Bình Sơn/2021/21067 Bình Hải/a.xlsx", "524"),
        ("524/2021/a.xlsx", "524"),
        ("sample/525_Tra_Bong/a.xlsx", "525"),
        ("51 Quảng Ngãi/2026/a.xlsx", "51"),
        ("2021/524.xlsx", None),
        ("5240 Bình Sơn/a.xlsx", None),
    ],
)
def test_the_nearest_folder_with_a_code_says_whose_a_file_is(country: Settings, file: str, district: str) -> None:
    assert Territory(country).of_file(file) == district


def test_a_unit_lies_in_the_district_of_the_day(country: Settings) -> None:
    territory = Territory(country)
    assert territory.of_unit("21067", date(2021, 12, 14)) == "524"
    assert territory.of_unit("21067", date(2025, 12, 14)) == "51"
    assert territory.of_unit("21064", date(2025, 12, 14)) == "524"  # it is no more
    assert territory.of_unit("99999", date(2025, 12, 14)) is None


def test_only_a_districts_own_units_can_be_meant_in_its_files(country: Settings) -> None:
    day = date(2019, 12, 14)
    assert country.places.find("Xã Bình An", day).unit is None  # there are two
    own = Territory(country).office_of("524")
    found = own.places.find("Xã Bình An", day).unit
    assert found and found.code == "21064"
    assert [unit.code for unit in own.expected(2021, "N")] == ["21067"]
    assert [unit.full_name for unit in own.places.above(found)] == ["Huyện Bình Sơn", "Tỉnh Quảng Ngãi", "Việt Nam"]
    assert {unit.name for unit in own.places.reporting} == {"Bình An", "Bình Hải", "Vạn Tường"}


def test_who_is_asked_lies_below_the_office_and_within_what_is_asked_for(country: Settings) -> None:
    codes = lambda office, year: [unit.code for unit in office.expected(year, "N")]  # noqa: E731
    assert codes(country, 2019) == ["00001", "21064", "21067", "21115"]
    assert codes(country, 2025) == ["21067"]
    assert codes(country.within(["51"]), 2019) == ["21064", "21067", "21115"]
    assert codes(country.within(["01", "525"]), 2019) == ["00001", "21115"]
    assert codes(replace(country, district_code="524"), 2025) == []
    assert codes(replace(country, district_code="524").within(["51"]), 2025) == []

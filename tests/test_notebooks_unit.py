"""Every table and chart of the notebooks for one unit: a commune, a township, an agency, one merged away, one changed."""

from __future__ import annotations

import inspect
from datetime import date
from functools import cache

import pandas as pd
import pytest
from drawn_district import OFFICE, district, frame

from danvan.analysis import coverage
from danvan.analysis.boundaries import with_heirs
from danvan.problems import UsageError
from danvan.publish import catalogue, charts
from danvan.publish.chart import Chart

COMMUNE, TOWNSHIP, AGENCY, GONE, RENAMED = "21085", "21040", "CQ-CA", "21076", "21091"
PERIOD = tuple(range(2017, 2023))
CASES = [(COMMUNE, (2019,)), (AGENCY, (2019,)), (TOWNSHIP, PERIOD), (AGENCY, PERIOD), (GONE, PERIOD)]
FRAMES = {
    "models_by_field": "models", "models_by_stage": "models", "recognised_by_unit": "models",
    "registered_by_unit": "models", "resources_by_source": "resources", "people_share": "resources",
    "land_and_labour": "resources", "new_rural": "new_rural", "ocop": "ocop", "model_areas": "model_areas",
    "awards": "awards", "donations": "donations",
}  # fmt: skip
OF_ALL = {"T3c", "T6c"}  # tables on the units of a date need all units


@cache
def drawn(*years: int) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    tables, roll = district(years, lost=0.1)
    tables = {name: rows.assign(row=pd.array(range(1, len(rows) + 1), dtype="Int64")) for name, rows in tables.items()}
    models = tables["models"].assign(thread=range(len(tables["models"])))
    rest = {"documents": frame("documents", []), "problems": frame("problems", []), "remarks": frame("remarks", [])}
    day = OFFICE.period_end(max(years), "N")
    return {**tables, **rest, "models": models.assign(maybe=models["thread"])}, with_heirs(roll, OFFICE.places, day)


def chart(name: str, tables: dict[str, pd.DataFrame], roll: pd.DataFrame) -> Chart:
    function = getattr(charts, name)
    first = next(iter(inspect.signature(function).parameters))
    given = {"roll": [], "tables": [tables]}.get(first, [tables[FRAMES.get(name, "indicators")]])
    return function(*given, roll)


def made(code: str, years: tuple[int, ...]) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    tables, roll = drawn(*years)
    return tables, coverage.one_unit(roll, code)


@pytest.mark.parametrize(("code", "years"), CASES)
def test_every_table_names_the_unit_in_its_id_and_title(code: str, years: tuple[int, ...]) -> None:
    tables, own = made(code, years)
    name = own["unit"].iloc[-1]
    for id_, entry in catalogue.TABLES.items():
        if id_ in OF_ALL:
            with pytest.raises(UsageError, match="mọi đơn vị"):
                entry.made(tables, own)
            continue
        table = entry.made(tables, drawn(*years)[1], code) if entry.among else entry.made(tables, own)
        assert table.id == f"{id_}-{code}"
        assert table.title.startswith(f"{name}: ")
        assert ("các đơn vị" in table.source) == entry.among
        assert not table.coverage


@pytest.mark.parametrize(("code", "years"), CASES)
def test_every_chart_names_the_unit_and_says_nothing_of_others(code: str, years: tuple[int, ...]) -> None:
    tables, own = made(code, years)
    for name in sorted(set(charts.__all__) - {"profile"}):
        shown = chart(name, tables, own)
        assert shown.subtitle.startswith(f"{own['unit'].iloc[-1]}: "), name
        said = f"{shown.headline} {shown.subtitle} {shown.source}".replace("dưới 80% đơn vị", "")  # how to read it
        assert not [word for word in ("đơn vị", "từng xã", "toàn huyện", "lượt báo cáo") if word in said], said


def test_an_agency_is_told_not_to_be_asked_for_works() -> None:
    tables, own = made(AGENCY, (2022,))
    shown = chart("resources_by_source", tables, own)
    assert shown.headline.startswith("Công an huyện không phải báo cáo về kinh phí")
    assert shown.source.startswith("Nguồn: Công an huyện không phải báo cáo biểu này.")


def test_a_unit_that_went_into_another_says_so() -> None:
    tables, own = made(GONE, PERIOD)
    notes = catalogue.TABLES["T2"].made(tables, own).notes
    assert "Sau năm 2019, Xã Bình Thới không còn là một đơn vị riêng, nay thuộc Thị trấn Châu Ổ." in notes


def test_years_of_another_territory_are_told_and_not_compared() -> None:
    tables, own = made(TOWNSHIP, PERIOD)
    note = "Từ năm 2020, Thị trấn Châu Ổ có địa giới mới; số liệu các năm trước theo địa giới cũ."
    assert note in catalogue.TABLES["T2"].made(tables, own).notes
    both = own[own["year"].isin([2019, 2020])]
    compared = catalogue.TABLES["R3"].made(tables, both)
    assert compared.frame["percent"].isna().all()
    headline = chart("propaganda", tables, own).headline
    assert not [year for year in (2017, 2018, 2019) if f"năm {year}" in headline]


def test_a_list_by_unit_of_one_unit_has_one_row_that_is_its_total() -> None:
    tables, own = made(COMMUNE, (2022,))
    table = catalogue.TABLES["T3"].made(tables, own)
    assert table.keys == ("total",)
    assert table.frame["label"].tolist() == ["Xã Bình Minh"]


def test_the_unit_of_a_roll_is_the_last_it_was() -> None:
    _, roll = drawn(*PERIOD)
    assert coverage.whose(roll) is None
    own = coverage.whose(coverage.one_unit(roll, RENAMED))
    assert own is not None
    assert (own["unit"], own["unit_from"]) == ("Xã Bình Thanh", date(2020, 2, 1))

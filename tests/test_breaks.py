from __future__ import annotations

from datetime import date

import pandas as pd
from drawn_district import OFFICE
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, NEW, THREE, Unit, absent, accepted, drawn, office

from danvan.analysis import boundaries, coverage, totals
from danvan.analysis.breaks import breaks

NEW_CHAU_O = Unit("21040", "Châu Ổ", "township", NEW)


def told(
    *registers: pd.DataFrame, by_year: dict[int, tuple[Unit, ...]] | None = None, of: str = ""
) -> list[list[object]]:
    """The breaks of works in the years of the registers."""
    return frame(*registers, by_year=by_year, subjects=(of,) if of else ()).to_numpy().tolist()


def frame(
    *registers: pd.DataFrame, by_year: dict[int, tuple[Unit, ...]] | None = None, subjects: tuple[str, ...] = ()
) -> pd.DataFrame:
    roll = coverage.roll(pd.concat(registers), office(*(() if by_year else THREE), by_year=by_year))
    works = drawn("unit_code | year | total_vnd\n 21040 | 2018 | 5", "resources")
    return breaks(roll, totals.by_unit(works, roll, "resources", ["total_vnd"]), subjects)


def test_years_that_all_reported_in_one_form_have_no_break() -> None:
    assert told(accepted(*THREE, year=2022), accepted(*THREE, year=2023), of="resources.labour_days") == []


def test_a_part_year_and_covid() -> None:
    found = told(*(accepted(*THREE, year=year) for year in (2017, 2018, 2019, 2020)))
    assert found == [[2017, "part_year", "part_year", ""], [2020, "event", "covid19", ""]]


def test_a_column_that_is_new_or_said_in_other_words() -> None:
    years = [accepted(*THREE, year=year) for year in (2018, 2019)]
    assert told(*years, of="models.decision_date") == [[2019, "form", "new", "models.decision_date"]]
    assert told(*years, of="resources.total_vnd") == [[2019, "form", "reworded", "resources.total_vnd"]]
    assert told(*years, of="resources.quantity_unit") == []


def test_an_indicator_that_is_new_or_gone() -> None:
    assert told(*(accepted(*THREE, year=y) for y in (2018, 2019)), of="indicators.police_forums") == [
        [2019, "form", "new", "indicators.police_forums"]
    ]
    assert told(*(accepted(*THREE, year=y) for y in (2024, 2025)), of="indicators.ward_guard_teams") == [
        [2025, "form", "gone", "indicators.ward_guard_teams"]
    ]


def test_a_standard_breaks_what_it_measures_where_its_version_changes() -> None:
    years = [accepted(*THREE, year=year) for year in (2021, 2022, 2023)]
    covid = [2021, "event", "covid19", ""]
    assert told(*years, of="indicators.poor_households") == [
        covid,
        [2022, "standard", "new_version", "poverty 2022-2025"],
    ]
    assert told(*years, of="new_rural.status") == [covid]  # the version of 2021-2025 is there from the first year on
    assert told(*years, of="indicators.dialogues") == [covid]


def test_other_units_and_low_coverage() -> None:
    some = [accepted(CHAU_O, year=2022), absent(BINH_THUAN, BINH_THANH, year=2022)]
    assert told(*some, accepted(*THREE, year=2023)) == [
        [2022, "coverage", "coverage_low", "1/3"], [2023, "coverage", "units_differ", ""],
    ]  # fmt: skip


def test_a_merger_also_where_one_unit_only_changes_its_territory() -> None:
    by_year = {2018: THREE, 2019: (NEW_CHAU_O, BINH_THANH)}
    years = accepted(*THREE, year=2018), accepted(NEW_CHAU_O, BINH_THANH, year=2019)
    assert told(*years, by_year=by_year) == [[2019, "boundary", "merged", "3 > 2"]]
    alone = {2018: (CHAU_O,), 2019: (NEW_CHAU_O,)}
    one = accepted(CHAU_O, year=2018), accepted(NEW_CHAU_O, year=2019)
    assert told(*one, by_year=alone) == [[2019, "boundary", "merged", "1 > 1"]]


def test_on_the_units_of_a_date_the_boundary_is_no_break() -> None:
    units = {year: tuple(OFFICE.expected(year, "N")) for year in (2019, 2020)}
    sent = [accepted(*own, year=year) for year, own in units.items()]  # type: ignore[arg-type]
    roll = coverage.roll(pd.concat(sent), OFFICE)
    found = totals.by_unit(
        drawn("unit_code | year | total_vnd\n 21040 | 2018 | 5", "resources"), roll, "resources", ["total_vnd"]
    )
    kinds = {}
    for day in (date(2017, 12, 14), date(2020, 12, 14), date(2025, 12, 14)):
        moved = boundaries.carried(found, OFFICE.places, day, ["total_vnd"], boundaries.of_table("resources"))
        kinds[day.year] = breaks(roll, moved)["kind"].tolist()
    assert kinds == {2017: ["boundary", "event"], 2020: ["event"], 2025: ["event"]}
    assert breaks(roll, found)["detail"].tolist() == ["25 > 22", ""]

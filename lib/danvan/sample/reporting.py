"""Who reports in the sample, and for which days: the units of 2017-2022 with what they were merged from.

Does not belong here: which of the reports arrives (`deliveries`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from danvan.declared.places import Places, Unit, load_places
from danvan.declared.settings import BUNDLED

DISTRICT_CODE, DISTRICT_NAME = "524", "Bình Sơn"
AGENCIES = ("CQ-MTTQ", "CQ-PN", "CQ-CA", "CQ-NV")
YEARS = range(2017, 2023)
PART_YEAR = 2017
BEFORE_MERGER, AFTER_MERGER = date(2019, 12, 14), date(2020, 12, 14)


@cache
def places() -> Places:
    """Return the units and agencies of Bình Sơn."""
    return load_places(BUNDLED / "binh_son.csv", BUNDLED / "agencies_binh_son.csv", district=DISTRICT_CODE)


def period_start(year: int) -> date:
    """Return the first day of the reporting year; the movement began on 03/4/2017."""
    return date(2017, 4, 3) if year == PART_YEAR else date(year - 1, 12, 15)


def period_end(year: int) -> date:
    """Return the last day of the reporting year."""
    return date(year, 12, 14)


@cache
def units(year: int) -> tuple[Unit, ...]:
    """Return the units that report in `year`, in official order: the communes, then the four agencies."""
    return tuple(u for u in places().at(period_end(year)) if u.type != "agency" or u.code in AGENCIES)


def reports() -> Iterator[tuple[Unit, int]]:
    """Yield every unit with every year it reports on."""
    return ((unit, year) for year in YEARS for unit in units(year))


@cache
def parts(unit: Unit) -> tuple[str, ...]:
    """Return the codes of the communes of 2017-2019 that `unit` consists of; none for an agency."""
    if unit.type == "agency":
        return ()
    return tuple(u.code for u in places().predecessors(unit, BEFORE_MERGER))


def siblings(home: str) -> tuple[str, ...]:
    """Return the codes of the communes that became one with `home` in 2020; itself alone where it was not merged."""
    unit = places().get(home, BEFORE_MERGER)
    heir = places().successor(unit, AFTER_MERGER) if unit else None
    return parts(heir) if heir else (home,)


def predecessors(unit: Unit, year: int) -> list[Unit]:
    """Return the units of the year before `year` that `unit` continues: itself, or what it was merged from."""
    return places().predecessors(unit, period_end(year - 1))

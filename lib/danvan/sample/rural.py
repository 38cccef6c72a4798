"""B5: the status of new rural communes, products of OCOP, model residential areas, as they stand at a year's end.

Does not belong here: what a commune did for them.
"""

from __future__ import annotations

from typing import Any

from danvan.declared.places import Unit
from danvan.sample import facts, names
from danvan.sample.dice import roll
from danvan.sample.reporting import parts

Row = dict[str, Any]
OCOP_VALID_YEARS = 3
# Later steps of communes that met the standard: unit, year, status.
FURTHER_STEPS = {
    "21070": ((2020, "advanced"), (2022, "model")),
    "21082": ((2021, "advanced"),),
    "21088": ((2022, "advanced"),),
}
OCOP = (
    (facts.ONION_UNIT, facts.ONION_PRODUCT, facts.ONION_STARS, facts.ONION_YEAR),
    ("21112", "Nước mắm Bình Châu", 3, 2020),
    ("21058", "Mật ong Bình Khương", 3, 2021),
    ("21046", "Chả cá Bình Thạnh", 3, 2020),
    ("21046", "Nước mắm Bình Thạnh", 3, 2022),
    ("21103", "Trà gừng Bình Hiệp", 3, 2022),
    ("21055", "Gạo hữu cơ Bình Nguyên", 4, 2022),
)
MODEL_AREAS = (
    ("21070", "Mỹ Huệ", 2018),
    ("21082", "Phú Lễ", 2019),
    ("21085", "Tân Phước", 2020),
    ("21073", "Phú Long", 2020),
    ("21070", "Đông Yên", 2021),
    ("21088", "Long Yên", 2021),
    ("21055", "Nam Bình", 2021),
    ("21052", "Mỹ Tân", 2022),
    ("21061", "Lệ Thủy", 2022),
    ("21091", "Tham Hội", 2022),
)
STANDARD_VERSIONS = ((2015, "2011-2015"), (2020, "2016-2020"), (2025, "2021-2025"))
ALL_CRITERIA = 19


def status(unit: Unit, year: int) -> tuple[str, int | None]:
    """Return the status at the end of `year` and the year of its recognition; merged communes need all parts."""
    if unit.type == "township":
        return "not_applicable", None
    years = [names.communes()[home].standard_year for home in parts(unit)]
    met = _met(unit, years)
    if met is None or met > year:
        return "none", None
    steps = [("standard", met), *((s, y) for y, s in FURTHER_STEPS.get(unit.code, ()) if y <= year)]
    return steps[-1]


def _met(unit: Unit, years: list[int | None]) -> int | None:
    """The year in which the last part met the standard; a commune merged from parts that had not met it together."""
    known = [y for y in years if y is not None]
    if not known:
        return None
    return max(known) if len(known) == len(years) or max(known) >= unit.valid_from.year else None


def new_rural(unit: Unit, year: int) -> list[Row]:
    """Return B5a: one row."""
    name, since = status(unit, year)
    if name == "not_applicable":
        return [{"status": name}]
    if since is None:
        met = min(roll(9, 12, unit.code, "criteria") + (year - 2017), 17)
        return [{"status": name, "criteria_met": met}]
    version = next(v for last, v in STANDARD_VERSIONS if since <= last)
    number = roll(300, 2200, unit.code, since, "decision")
    return [
        {
            "status": name,
            "criteria_met": ALL_CRITERIA,
            "recognised_year": since,
            "decision": f"{number}/QĐ-UBND",
            "standard_version": version,
        }
    ]


def ocop(unit: Unit, year: int) -> list[Row]:
    """Return B5b: the products whose stars are valid at the end of `year`."""
    return [
        {"product": product, "stars": stars, "recognised_year": since}
        for code, product, stars, since in OCOP
        if code == unit.code and since <= year < since + OCOP_VALID_YEARS
    ]


def model_areas(unit: Unit, year: int) -> list[Row]:
    """Return B5c: the model residential areas recognised by the end of `year`."""
    return [
        {
            "name": f"Khu dân cư thôn {village}",
            "recognised_year": since,
            "decision": f"{roll(200, 3100, code, village, 'decision')}/QĐ-UBND",
        }
        for code, village, since in MODEL_AREAS
        if code == unit.code and since <= year
    ]

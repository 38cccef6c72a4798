"""B2: the works of a commune in a year, what they cost, who paid, and the land and labour that people gave.

Does not belong here: how a figure is typed.
"""

from __future__ import annotations

from typing import Any

from danvan.declared.places import Unit
from danvan.sample import facts, lives, names
from danvan.sample.dice import chance, pick, roll, shuffled
from danvan.sample.reporting import parts

Row = dict[str, Any]
STEP_VND = 100_000
TYPES = ("rural_road",) * 5 + ("canal", "culture_house", "street_light", "bridge", "environment") * 2 + (
    "school", "house", "production", "other",
)  # fmt: skip
# Two works of more than a thousand million, so that such a sum is written somewhere: their cost in STEP_VND.
GREAT = {("21112", 2022): 12_000, ("21043", 2021): 13_000}


def rows(unit: Unit, year: int) -> list[Row]:
    """Return B2 of `unit` in `year`: two to four works, the canal of the published review among them."""
    villages = [v for home in parts(unit) for v in names.communes()[home].villages]
    chosen = shuffled(villages, unit.code, year, "works")[: roll(2, 4, unit.code, year, "count")]
    found = [_work(unit, year, number, village) for number, village in enumerate(chosen)]
    return [_canal(unit, year), *found] if (unit.code, year) == (facts.CANAL_UNIT, facts.CANAL_YEAR) else found


def _work(unit: Unit, year: int, number: int, village: str) -> Row:
    draw = (unit.code, year, village, "work")
    kind = "rural_road" if (unit.code, year) in GREAT and not number else pick(TYPES, *draw)
    called, least, most, measure, few, many = names.WORKS[kind]
    cost = roll(least * 10, most * 10, *draw, "cost")
    if not number:
        cost = GREAT.get((unit.code, year), cost)
    at = lives.place(unit, village)
    return {
        "work_name": pick(called, *draw, "name").format(at=at[0].lower() + at[1:]),
        "model_id": _model(unit, year, kind),
        "work_type": kind,
        "quantity": roll(few, many, *draw, "quantity"),
        "quantity_unit": measure,
        **_paid(cost, draw),
        **_given(kind, draw),
        "completed": chance(90, *draw, "completed"),
    }


def _model(unit: Unit, year: int, kind: str) -> str | None:
    """The code of the commune's model that such a work belongs to, where it has one at work."""
    wanted = {"street_light": "Thắp sáng đường quê", "environment": "Ngày chủ nhật xanh"}.get(kind)
    rows = lives.rows(unit, year) if wanted and year >= lives.CODES_FROM else []
    return next((r["model_id"] for r in rows if r["model_name"] == wanted and r["implemented"]), None)


def _paid(cost: int, draw: tuple[object, ...]) -> Row:
    """The cost by source, in whole steps; a source that gave nothing is left blank or written as 0."""
    people = cost * roll(20, 60, *draw, "people") // 100
    inkind = people * roll(0, 45, *draw, "in kind") // 100
    business = cost * roll(4, 15, *draw, "business") // 100 if chance(35, *draw, "has business") else 0
    other = cost * roll(2, 8, *draw, "other") // 100 if chance(20, *draw, "has other") else 0
    nothing = 0 if chance(50, *draw, "writes zero") else None
    return {
        "total_vnd": cost * STEP_VND,
        "state_vnd": (cost - people - business - other) * STEP_VND,
        "people_cash_vnd": (people - inkind) * STEP_VND,
        "people_inkind_vnd": inkind * STEP_VND or nothing,
        "business_vnd": business * STEP_VND or nothing,
        "other_vnd": other * STEP_VND or nothing,
    }


def _given(kind: str, draw: tuple[object, ...]) -> Row:
    found: Row = {"land_m2": None, "land_households": None, "labour_days": None}
    if kind in ("rural_road", "culture_house", "bridge") and chance(72, *draw, "land"):
        found["land_m2"] = roll(85, 2390, *draw, "m2")
        found["land_households"] = max(1, found["land_m2"] // roll(28, 92, *draw, "per household"))
    if kind != "street_light" and chance(80, *draw, "labour"):
        found["labour_days"] = roll(14, 325, *draw, "days")
    return found


def _canal(unit: Unit, year: int) -> Row:
    """The canal of the published review."""
    model = next(r for r in lives.rows(unit, year) if r["first_year"] == 2020 and r["field"] == "economy")
    people = facts.CANAL_PEOPLE_CASH_VND, facts.CANAL_PEOPLE_INKIND_VND
    business, other = 30_000_000, 20_000_000
    return {
        "work_name": facts.CANAL_MODEL,
        "model_id": model["model_id"],
        "work_type": "canal",
        "quantity": facts.CANAL_M,
        "quantity_unit": "m",
        "total_vnd": facts.CANAL_TOTAL_VND,
        "state_vnd": facts.CANAL_TOTAL_VND - sum(people) - business - other,
        "people_cash_vnd": people[0],
        "people_inkind_vnd": people[1],
        "business_vnd": business,
        "other_vnd": other,
        "land_m2": 640,
        "land_households": 17,
        "labour_days": 286,
        "completed": True,
    }

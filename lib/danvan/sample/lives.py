"""The life of every model, from the year it is registered to the year it ends, and the rows of B1 that tell of it.

A model is known by the commune it began in and its name; from 2020 it has a code, which a merged commune keeps.
Does not belong here: what goes wrong in a report (`faults`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from danvan.declared.places import Unit
from danvan.sample import names
from danvan.sample.dice import chance, pick, roll, shuffled
from danvan.sample.facts import CANAL_MODEL, CANAL_YEAR, END_YEAR, LISTED_MODELS
from danvan.sample.names import Idea
from danvan.sample.reporting import YEARS, parts, siblings
from danvan.vietnamese.text import fold

Row = dict[str, Any]
CODES_FROM = 2020
NAMED_SINCE = {"Ba V": 2018, "Chuỗi liên kết sản xuất và tiêu thụ hành tím": 2018, CANAL_MODEL: 2020}
FORUM = 'Diễn đàn "Công an xã lắng nghe ý kiến Nhân dân"'
FORUM_SINCE = {"CQ-CA": 2019, "21088": 2019, "21112": 2020}
LED_BY_ONE = ("farmers", "women", "veterans", "youth")
AT_WORK = ("new", "continued", "replicated")


@dataclass(frozen=True, slots=True)
class Life:
    """A model of the commune or agency `home`, registered in `first_year`; a `lasting` one never pauses or ends."""

    home: str
    idea: Idea
    first_year: int
    lasting: bool

    @property
    def name(self) -> tuple[str, str]:
        """What its figures are drawn by."""
        return self.home, self.idea.name


@cache
def lives(unit: Unit) -> tuple[Life, ...]:
    """Return all models that `unit` or its predecessors ever had."""
    return tuple(life for home in parts(unit) or (unit.code,) for life in _of_home(home))


def _of_home(home: str) -> Iterator[Life]:
    ideas = names.ideas()
    if home in FORUM_SINCE:
        yield Life(home, ideas[FORUM], FORUM_SINCE[home], True)
    for number, idea in enumerate(i for i in ideas.values() if i.only == home and i.name != FORUM):
        yield Life(home, idea, NAMED_SINCE.get(idea.name, 2017 + 2 * number), True)
    if home in names.communes():
        yield from _listed(home)
        yield from _further(home)


def _listed(home: str) -> Iterator[Life]:
    """Two of the published list's names for each commune: over 25 communes all 21 occur, none twice after a merger."""
    at = list(names.communes()).index(home)
    for step in (0, 8):
        yield Life(home, names.ideas()[LISTED_MODELS[(at + step) % len(LISTED_MODELS)]], YEARS[0], True)


def _further(home: str) -> Iterator[Life]:
    """More models; communes that will be merged share the ideas out, so that none is twice afterwards."""
    commune, merged = names.communes()[home], siblings(home)
    open_to = shuffled([i for i in names.further_ideas() if commune.coast or not i.coast], merged[0], "ideas")
    mine = shuffled(open_to[merged.index(home) :: len(merged)], home, "mine")
    count = roll(4, 10, home, "models") if len(merged) == 1 else roll(2, 4, home, "models")
    for idea in mine[:count]:
        yield Life(home, idea, pick((*YEARS, 2017), home, idea.name, "first"), False)


def status_in(life: Life, year: int) -> str | None:
    """Return the state of a model in `year`; None before it is registered and after it ended."""
    if year < life.first_year:
        return None
    state = "new"
    for later in range(life.first_year + 1, year + 1):
        if state == "ended":
            return None
        state = _next(life, state, later)
    return state


def _next(life: Life, state: str, year: int) -> str:
    if not life.lasting and chance(8, *life.name, year, "ends"):
        return "ended"
    if not life.lasting and state != "paused" and chance(6, *life.name, year, "pauses"):
        return "paused"
    return "replicated" if chance(18, *life.name, year, "spreads") else "continued"


def rows(unit: Unit, year: int) -> list[Row]:
    """Return B1 of `unit` in `year`; columns that the year's form lacks are left out by the layout."""
    codes = _codes(unit)
    found = [(life, status) for life in lives(unit) if (status := status_in(life, year))]
    return [_row(unit, year, life, status, codes[life]) for life, status in found]


@cache
def _codes(unit: Unit) -> dict[Life, str]:
    codes: dict[Life, str] = {}
    for life in lives(unit):
        number = 1 + sum(other.first_year == life.first_year for other in codes)
        codes[life] = f"{unit.code}-{life.first_year}-{number:03}"
    return codes


def _row(unit: Unit, year: int, life: Life, status: str, code: str) -> Row:
    draw = (*life.name, year)
    implemented = status != "new" or chance(90, *draw, "implemented") or life.idea.name == CANAL_MODEL
    level = pick(("commune",) * 14 + ("district",) * 5 + ("province",), *life.name, "level")
    return {
        "model_id": code if year >= CODES_FROM else None,
        "model_name": spelled(life, year),
        "field": life.idea.field,
        "kind": _kind(life),
        **_lead(unit, life),
        "first_year": life.first_year,
        "status": status,
        "registered_level": level,
        "implemented": implemented,
        **_judged(unit, life, year, level, implemented and status in AT_WORK),
        "replicated_places": roll(1, 4, *draw, "places") if status == "replicated" else None,
        **_reach(draw, implemented and status in AT_WORK),
        "description": pick(names.DESCRIPTIONS[life.idea.field], *life.name, "how"),
        "outcome": pick(names.OUTCOMES[life.idea.field], *draw, "outcome") if implemented else None,
    }


def spelled(life: Life, year: int) -> str:
    """Return the model's name as the report of `year` writes it; before there were codes only as it still compares."""
    if year == END_YEAR or not chance(30, *life.name, year, "spelling"):
        return life.idea.name
    ways = [s for s in life.idea.spellings if year >= CODES_FROM or fold(s) == fold(life.idea.name)]
    return pick(ways, *life.name, year, "way") if ways else life.idea.name


def _kind(life: Life) -> str:
    alone = not life.lasting and life.idea.lead in LED_BY_ONE and chance(35, *life.name, "kind")
    return "individual" if alone else "collective"


def _lead(unit: Unit, life: Life) -> Row:
    if unit.type == "agency":
        return {"lead_unit": unit.full_name, "lead_block": unit.block, "place": None}
    block, called = names.LEADS[life.idea.lead]
    at = place(unit, pick(names.communes()[life.home].villages, *life.name, "village"))
    kind = "thị trấn" if unit.type == "township" else "xã"
    lead = called.format(kind=kind, village=at[0].lower() + at[1:])
    return {"lead_unit": lead, "lead_block": block, "place": at}


def place(unit: Unit, village: str) -> str:
    """Return a village as the unit writes it: "Thôn Mỹ Long", "Tổ dân phố 1"."""
    if village.startswith("Tổ dân phố"):
        return village
    return f"{'Tổ dân phố' if unit.type == 'township' else 'Thôn'} {village}"


def _judged(unit: Unit, life: Life, year: int, registered: str, considered: bool) -> Row:
    """The outcome of the yearly appraisal, with level and decision where the model is recognised."""
    lot = roll(1, 100, *life.name, year, "judged")
    famous = life.idea.name == CANAL_MODEL and year == CANAL_YEAR
    if not considered or (lot > 68 and not famous):
        return {"result": "not_considered"}
    if lot > 56 and not famous:
        return {"result": "not_recognised"}
    outstanding = lot <= 9 or famous
    level = "district" if outstanding and registered == "commune" else registered
    return {
        "result": "outstanding" if outstanding else "recognised",
        "recognised_level": level,
        **_decision(unit, year, level),
    }


def _decision(unit: Unit, year: int, level: str) -> Row:
    by = unit.code if level == "commune" else level
    days = {"commune": (20, 30, 11), "district": (4, 10, 12), "province": (11, 13, 12), "central": (11, 13, 12)}
    first, last, month = days[level]
    number = roll(40, 480, by, year, "decision")
    return {
        "decision_number": f"{number}/QĐ-UBND",
        "decision_date": date(year, month, roll(first, last, by, year, "decided")),
    }


def _reach(draw: tuple[object, ...], at_work: bool) -> Row:
    households = roll(12, 160, *draw, "households") if at_work and chance(85, *draw, "knows households") else None
    people = roll(35, 940, *draw, "participants") if at_work and chance(80, *draw, "knows participants") else None
    return {"households": households, "participants": people}

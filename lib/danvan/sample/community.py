"""The figures of rows 01-35 of B3: what a commune of 2017-2019 did in a year, and what it has.

A merged commune's figures are the sums of its parts'. The year 2017 is a part-year; Covid-19 thins out gatherings
in 2020-2021. None is a cell left blank. Does not belong here: rows 36-42, which follow from the list of models.
"""

from __future__ import annotations

from functools import cache

from danvan.sample import names
from danvan.sample.dice import chance, roll, shared_out
from danvan.sample.facts import END_YEAR, MEDIATION_TEAMS, SECURITY_AND_WARD_TEAMS
from danvan.sample.names import Commune
from danvan.sample.reporting import PART_YEAR, YEARS

Figures = dict[str, int | None]
TOWNSHIP = "21040"
WARD_GUARD_TEAMS = 6
# Percent of an ordinary year: gatherings (rows 01-11), other work.
GATHERINGS = {2017: 72, 2018: 97, 2019: 100, 2020: 71, 2021: 62, 2022: 95}
OTHER_WORK = {2017: 74, 2018: 98, 2019: 100, 2020: 93, 2021: 84, 2022: 99}
MAY_BE_BLANK = ("news_items", "inspections", "inspected_bodies", "health_cards", "jobs_abroad")


def figures(home: str, year: int) -> Figures:
    """Return the figures of the commune `home` in `year`, by code of the indicator."""
    commune = names.communes()[home]
    found: Figures = {
        **_meetings(home, year),
        **_teams(home, year),
        **_letters(home, year),
        **_clearance(commune, year),
        **_people(commune, year),
        **_welfare(home, year),
    }
    return {code: None if _left_blank(home, year, code) else value for code, value in found.items()}


def _left_blank(home: str, year: int, code: str) -> bool:
    return code in MAY_BE_BLANK and chance(5, home, year, code, "blank")


def _flow(home: str, year: int, code: str, low: int, high: int, season: dict[int, int] = OTHER_WORK) -> int:
    """A commune's usual amount, of this year's season, some percent more or less."""
    usual = roll(low, high, home, code)
    return usual * season[year] * roll(92, 108, home, year, code) // 10_000


def _meetings(home: str, year: int) -> Figures:
    sessions = _flow(home, year, "propaganda_sessions", 14, 46, GATHERINGS)
    dialogues = max(1, _flow(home, year, "dialogues", 2, 4, GATHERINGS))
    received = _flow(home, year, "opinions_received", 9, 38, GATHERINGS)
    inspections = roll(1, 4, home, year, "inspections")
    found: Figures = {
        "propaganda_sessions": sessions,
        "propaganda_attendances": sessions * roll(38, 92, home, "crowd") + roll(0, 9, home, year, "crowd"),
        "news_items": _flow(home, year, "news_items", 11, 64),
        "inspections": inspections,
        "inspected_bodies": inspections + roll(0, 3, home, year, "inspected"),
        "dialogues": dialogues,
        "dialogue_attendances": dialogues * roll(35, 88, home, year, "dialogue") + roll(0, 7, home, year),
        "opinions_received": received,
        "opinions_resolved": received - roll(0, min(3, received), home, year, "opinions"),
        "voter_meetings": max(2, _flow(home, year, "voter_meetings", 3, 6, GATHERINGS)),
    }
    if year >= 2019:
        found["police_forums"] = roll(0, 1 if year in (2020, 2021) else 2, home, year, "forums")
    return found


def _teams(home: str, year: int) -> Figures:
    security, mediation = _final_teams()[home]
    cases = _flow(home, year, "mediation_cases", 6, 19)
    found: Figures = {
        "security_teams": security - _not_yet(home, year, security, "security"),
        "mediation_teams": mediation - _not_yet(home, year, mediation, "mediation"),
        "mediation_cases": cases,
        "mediation_successes": cases - roll(0, 2, home, year, "failed") if cases > 2 else cases,
    }
    found["mediators"] = int(found["mediation_teams"] or 0) * 5 + roll(0, 3, home, "mediators")
    if home == TOWNSHIP:
        found["ward_guard_teams"] = WARD_GUARD_TEAMS
    return found


@cache
def _final_teams() -> dict[str, tuple[int, int]]:
    """Teams of security and of mediation at the end: the district's published sums, shared out by villages."""
    villages = {c.code: len(c.villages) for c in names.communes().values()}
    in_communes = [0 if code == TOWNSHIP else n for code, n in villages.items()]
    security = shared_out(SECURITY_AND_WARD_TEAMS - WARD_GUARD_TEAMS, in_communes)
    mediation = shared_out(MEDIATION_TEAMS, list(villages.values()))
    return dict(zip(villages, zip(security, mediation, strict=True), strict=True))


def _not_yet(home: str, year: int, teams: int, which: str) -> int:
    """How many of the final teams did not stand yet: at most one, where the step is small."""
    founded = roll(YEARS[0] - 4, END_YEAR, home, which, "last founded")
    return int(teams >= 4 and year < founded)


def _letters(home: str, year: int) -> Figures:
    complaints = roll(0, 4, home, year, "complaints")
    denunciations = roll(0, 1, home, year, "denunciations")
    petitions = _flow(home, year, "petitions", 6, 21)
    received = complaints + denunciations + petitions
    about_land = roll(0, min(4, received), home, year, "land") if names.communes()[home].industry else 0
    return {
        "complaints": complaints,
        "denunciations": denunciations,
        "petitions": petitions,
        "letters_resolved": received - roll(0, min(2, received), home, year, "open"),
        "letters_land_clearance": about_land,
    }


def _clearance(commune: Commune, year: int) -> Figures:
    if not commune.industry:
        return {"clearance_households_approached": 0, "clearance_households_agreed": 0}
    approached = _flow(commune.code, year, "clearance", 24, 96)
    agreed = approached - roll(0, 7, commune.code, year, "refused")
    return {"clearance_households_approached": approached, "clearance_households_agreed": agreed}


def _people(commune: Commune, year: int) -> Figures:
    since = year - PART_YEAR
    population = commune.population + commune.population * 6 * since // 1000 + roll(0, 9, commune.code, year)
    households = population * 100 // roll(362, 384, commune.code, "household")
    poor = households * roll(62, 104, commune.code, "poor") // 1000
    near_poor = households * roll(48, 86, commune.code, "near poor") // 1000
    for _ in range(since):
        poor, near_poor = poor * 89 // 100, near_poor * 95 // 100
    return {
        "population": population,
        "households": households,
        "poor_households": poor,
        "near_poor_households": near_poor,
        "villages": len(commune.villages),
    }


def _welfare(home: str, year: int) -> Figures:
    quota = roll(5, 11, home, "quota") + roll(0, 1, home, year, "quota")
    return {
        "enlistment_quota": quota,
        "enlisted": quota,
        "health_cards": _flow(home, year, "health_cards", 420, 1640),
        "jobs_created": _flow(home, year, "jobs_created", 84, 265),
        "jobs_abroad": roll(0, 9, home, year, "abroad"),
    }

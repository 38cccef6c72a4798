"""B6, B7 and B8: documents issued, awards, remarks.

Does not belong here: decisions that recognise a model (`lives`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from danvan.declared.places import Unit
from danvan.sample import facts, lives, names
from danvan.sample.dice import chance, pick, roll

Row = dict[str, Any]
KEEPER = "CQ-NV"  # the agency that reports the district's documents and awards
# The district's awards besides the published ones: year of the award, of the achievement, kind, count.
DISTRICT_AWARDS = (
    (2018, 2017, "collective", 2),
    (2018, 2017, "individual", 4),
    (2019, 2018, "collective", 4),
    (2019, 2018, "individual", 2),
    (2020, 2019, "collective", 3),
    (2020, 2019, "individual", 5),
    (facts.AWARD_YEAR, facts.ACHIEVEMENT_YEAR, "collective", facts.AWARDED_COLLECTIVES),
    (facts.AWARD_YEAR, facts.ACHIEVEMENT_YEAR, "individual", facts.AWARDED_INDIVIDUALS),
    (2022, 2021, "collective", 4),
    (2022, 2021, "individual", 6),
)


def documents(unit: Unit, year: int) -> list[Row]:
    """Return B6: the four published documents, by the agency that keeps them and again by some communes."""
    issued = [row for reported, row in facts.DOCUMENTS if reported == year]
    if unit.code == KEEPER:
        return issued
    known = unit.type != "agency" and chance(20, unit.code, year, "documents")
    return [row for row in issued if known and not chance(35, unit.code, row["number"], "document")]


def awards(unit: Unit, year: int) -> list[Row]:
    """Return B7; the same decision is reported by one unit only."""
    if unit.code == KEEPER:
        return list(_of_district(year))
    if unit.code == "CQ-MTTQ" and year == facts.END_YEAR:
        return [_award(year, year, "province", "merit", "collective", 1, "1184/QĐ-UBND", date(year, 12, 9))]
    return [] if unit.type == "agency" else list(_of_commune(unit, year))


def _award(year: int, achieved: int, level: str, form: str, kind: str, count: int, number: str, day: date) -> Row:
    return {
        "award_year": year,
        "achievement_year": achieved,
        "decision_number": number,
        "decision_date": day,
        "level": level,
        "form": form,
        "recipient_kind": kind,
        "count": count,
    }


def _of_district(year: int) -> Iterator[Row]:
    number = f"{roll(210, 940, KEEPER, year, 'award')}/QĐ-UBND"
    for awarded, achieved, kind, count in DISTRICT_AWARDS:
        if awarded == year:
            yield _award(year, achieved, "district", "certificate", kind, count, number, date(year, 3, 18))


def _of_commune(unit: Unit, year: int) -> Iterator[Row]:
    number = f"{roll(60, 390, unit.code, year, 'award')}/QĐ-UBND"
    day = date(year, 12, roll(1, 12, unit.code, year, "award"))
    for kind, percent, most in (("collective", 60, 4), ("individual", 65, 7), ("household", 25, 9)):
        if chance(percent, unit.code, year, kind, "award"):
            form = pick(("certificate", "certificate", "commendation"), unit.code, year, kind, "form")
            count = roll(1, most, unit.code, year, kind, "awarded")
            row = _award(year, year, "commune", form, kind, count, number, day)
            yield {**row, "model_id": _awarded_model(unit, year)} if kind == "collective" else row


def _awarded_model(unit: Unit, year: int) -> str | None:
    best = [r["model_id"] for r in lives.rows(unit, year) if r["result"] == "outstanding"]
    return best[0] if best else None


def remarks(unit: Unit, year: int) -> list[Row]:
    """Return B8: what went well and what did not, at times with more."""
    sections = ["strengths", "limitations"]
    sections += [s for s in ("causes", "proposals", "directions") if chance(50, unit.code, year, s, "section")]
    return [
        {
            "section": section,
            "text": pick(names.REMARKS[section], unit.code, year, section),
            "approved": chance(60, unit.code, year, section, "approved"),
        }
        for section in sections
    ]

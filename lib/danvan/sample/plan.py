"""The planned content of every workbook: what a unit would report of a year if nothing went wrong.

Pure: the same on every machine, `Content` as the blank workbook takes it (table -> rows of column -> typed value).
Does not belong here: mistakes and habits of writing (`faults`), sheets and cells (`layout2017`, `layout2019`).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from danvan.declared.form import Indicator, form
from danvan.declared.places import Unit
from danvan.sample import community, giving, lives, names, papers, rural, works
from danvan.sample.community import Figures
from danvan.sample.deliveries import Delivery, accepted
from danvan.sample.dice import chance, roll
from danvan.sample.reporting import YEARS, parts, period_end, period_start, places, predecessors

Row = dict[str, Any]
Content = dict[str, list[Row]]
PLANNED_FLOWS = ("propaganda_sessions", "news_items", "dialogues", "voter_meetings", "jobs_created")


def content(delivery: Delivery) -> Content:
    """Return what the unit of `delivery` would report if nothing went wrong."""
    unit, year = delivery.unit, delivery.year
    found: Content = {"models": lives.rows(unit, year)}
    if unit.type != "agency":
        found |= {
            "resources": works.rows(unit, year),
            "indicators": indicators(unit, year),
            "new_rural": rural.new_rural(unit, year),
            "ocop": rural.ocop(unit, year),
            "model_areas": rural.model_areas(unit, year),
        }
    found |= {
        "donations": giving.rows(unit, year),
        "documents": papers.documents(unit, year),
        "awards": papers.awards(unit, year),
        "remarks": papers.remarks(unit, year),
    }
    return {"cover": [_cover(delivery, found)], **found}


def _cover(delivery: Delivery, found: Content) -> Row:
    unit, year = delivery.unit, delivery.year
    party_style = chance(15, unit.code, year, "party style")
    number = roll(3, 96, unit.code, year, "document")
    return {
        "unit_code": unit.code,
        "unit_name": unit.full_name,
        "report_year": year,
        "period": "N",
        "period_start": period_start(year),
        "period_end": period_end(year),
        "revision": delivery.revision,
        "revision_reason": delivery.reason,
        "document_number": f"{number:02}-BC/ĐU" if party_style else f"{number}/BC-UBND",
        "forms_with_nothing": ", ".join(form().table(t).form for t, rows in found.items() if not rows) or None,
        "preparer": names.person(unit.code, year // 3, "preparer"),
        "phone": names.phone(unit.code, year // 3, "preparer"),
        "approver": names.person(unit.code, "approver"),
        "signed_on": date(year, 12, 14),
    }


def indicators(unit: Unit, year: int) -> list[Row]:
    """Return B3 of a commune: every indicator that it has in `year`."""
    return [_indicator(i, unit, year) for i in form().indicators if i.applies(year, unit.type)]


def _indicator(indicator: Indicator, unit: Unit, year: int) -> Row:
    code = indicator.code
    actual = actuals(unit, year)[code]
    return {
        "indicator": code,
        "plan": _planned(indicator, unit, year, actual),
        "actual": actual,
        "same_period_last_year": last_year(unit, year, code),
        "cumulative": cumulative(unit, year, code) if indicator.kind == "flow" else None,
    }


def _planned(indicator: Indicator, unit: Unit, year: int, actual: int | None) -> int | None:
    if indicator.kind == "plan":
        return actual
    if indicator.code not in PLANNED_FLOWS or actual is None:
        return None
    return max(1, actual * roll(88, 112, unit.code, year, indicator.code, "plan") // 100)


@cache
def actuals(unit: Unit, year: int) -> Figures:
    """Return the figures of B3 of a commune in `year` by code; None is a blank, in a part as in the whole."""
    of_parts = [community.figures(home, year) for home in parts(unit)]
    codes = dict.fromkeys(code for figures in of_parts for code in figures)
    summed = {c: _sum([f[c] for f in of_parts if c in f]) for c in codes}
    return {**summed, **_of_models(unit, year)}


def _sum(values: list[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if len(known) == len(values) else None


def _of_models(unit: Unit, year: int) -> Figures:
    """Rows 36-42, which follow from the list of models."""
    rows = lives.rows(unit, year)
    fields = Counter(r["field"] for r in rows)
    at_work = {r["place"] for r in rows if r["implemented"] and r["status"] in lives.AT_WORK}
    by_field = [c.name for c in form().table("models").column("field").choice]
    return {
        "villages_with_model": len(at_work),
        "models_planned": max(2, len(rows) + roll(-1, 1, unit.code, year, "planned")),
        **{f"models_registered_{field}": fields[field] for field in by_field},
        "models_recognised": sum(r["result"] in ("recognised", "outstanding") for r in rows),
    }


def last_year(unit: Unit, year: int, code: str) -> int | None:
    """Return the accepted figure of the year before; blank where a predecessor's is missing or was no indicator yet."""
    before = predecessors(unit, year) if year > YEARS[0] else []
    if not before or not all(accepted(u.code, year - 1) for u in before):
        return None
    stated = [actuals(u, year - 1)[code] for u in before if code in actuals(u, year - 1)]
    return _sum(stated) if stated else None


def cumulative(unit: Unit, year: int, code: str) -> int | None:
    """Return the commune's own count since 2017, or since there is the indicator; blank where this year is."""
    this_year = actuals(unit, year).get(code)
    before = predecessors(unit, year) if year > YEARS[0] else []
    return None if this_year is None else this_year + sum(_so_far(u, year - 1, code) for u in before)


def _so_far(unit: Unit, year: int, code: str) -> int:
    before = predecessors(unit, year) if year > YEARS[0] else []
    return (actuals(unit, year).get(code) or 0) + sum(_so_far(u, year - 1, code) for u in before)


def accepted_contents(year: int) -> dict[str, Content]:
    """Return what counts in the end: the planned content of each unit whose workbook is accepted in `year`, by code."""
    known = [u.code for u in places().at(period_end(year))]
    found = {code: accepted(code, year) for code in known}
    return {code: content(delivery) for code, delivery in found.items() if delivery}

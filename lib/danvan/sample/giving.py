"""B4: what was given to whom in need; the sums for Covid-19 in 2021 are the published ones, shared out.

Agencies pass on what communes collected, so they report nothing for Covid-19: it would count twice.
Does not belong here: money for works (`works`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from danvan.declared.places import Unit
from danvan.sample import facts, names
from danvan.sample.dice import chance, pick, roll, shared_out
from danvan.sample.reporting import parts, units

Row = dict[str, Any]
THOUSAND = 1000
SACK_KG = 50


def rows(unit: Unit, year: int) -> list[Row]:
    """Return B4 of `unit` in `year`."""
    if unit.type == "agency":
        return list(_of_agency(unit, year))
    return [*_covid(unit, year), *_flood(unit, year), *_poor_fund(unit, year)]


def _row(event: str, activity: str, days: tuple[date, date], donor: str, **given: Any) -> Row:
    return {
        "event": event,
        "date_from": days[0],
        "date_to": days[1],
        "activity": activity,
        "donor_kind": donor,
        "included_in_total": True,
        **given,
    }


def _covid(unit: Unit, year: int) -> Iterator[Row]:
    if year == facts.COVID_YEAR:
        yield from _covid_2021().get(unit.code, ())
    if year == 2020 and chance(45, unit.code, "covid 2020"):
        days = date(2020, 4, 1), date(2020, 5, 15)
        yield _row("covid19", "donation", days, "collective", cash_vnd=roll(20, 95, unit.code, "covid 2020") * 100_000)


@cache
def _covid_2021() -> dict[str, list[Row]]:
    """The rows of 2021 by commune: cash of collectives and of individuals, goods, and the relief at the station."""
    communes = [u for u in units(facts.COVID_YEAR) if parts(u)]
    found: dict[str, list[Row]] = {u.code: [] for u in communes}
    for donor, total in (("collective", facts.COVID_COLLECTIVES_VND), ("individual", facts.COVID_INDIVIDUALS_VND)):
        for unit, amount in zip(communes, shared_out(total // THOUSAND, _weights(communes, donor, 85)), strict=True):
            if amount:
                found[unit.code].append(_cash(unit, donor, amount * THOUSAND))
    sacks = shared_out(facts.COVID_GOODS_KG // SACK_KG, _weights(communes, "goods", 75))
    values = shared_out(facts.COVID_GOODS_VND // THOUSAND, sacks)
    for unit, count, value in zip(communes, sacks, values, strict=True):
        if count:
            found[unit.code].append(_goods(unit, count * SACK_KG, value * THOUSAND))
    found[facts.RELIEF_UNIT].append(_relief())
    return found


def _weights(communes: list[Unit], what: str, percent: int) -> list[int]:
    """How much each commune gives: by its people, more or less; the rest of the `percent` give nothing."""
    people = [sum(names.communes()[home].population for home in parts(u)) for u in communes]
    return [
        n * roll(45, 190, u.code, what, "weight") // 100 if chance(percent, u.code, what, "gives") else 0
        for u, n in zip(communes, people, strict=True)
    ]


def _cash(unit: Unit, donor: str, amount: int) -> Row:
    activity = pick(("donation", "donation", "donation", "vaccine_fund", "kitchen"), unit.code, donor, "activity")
    return _row("covid19", activity, (date(2021, 6, 1), date(2021, 9, 30)), donor, cash_vnd=amount)


def _goods(unit: Unit, kg: int, value: int) -> Row:
    in_tonnes = kg >= 1500 and kg % 100 == 0
    return _row(
        "covid19",
        pick(("donation", "donation", "checkpoint"), unit.code, "goods activity"),
        (date(2021, 7, 10), date(2021, 9, 20)),
        pick(("collective", "individual", "unclassified"), unit.code, "goods donor"),
        goods=pick(names.GOODS["covid19"], unit.code, "goods"),
        goods_quantity=kg / 1000 if in_tonnes else kg,
        goods_unit="tấn" if in_tonnes else "kg",
        goods_vnd=value,
    )


def _relief() -> Row:
    row = _row(
        "covid19", "relief_for_returnees", (date(2021, 7, 25), date(2021, 10, 20)), "unclassified",
        place=facts.RELIEF_PLACE, cash_vnd=facts.RELIEF_VND,
    )  # fmt: skip
    return {**row, "included_in_total": False}


def _flood(unit: Unit, year: int) -> Iterator[Row]:
    """The storm and floods of autumn 2020."""
    if year != 2020:
        return
    days = date(2020, 10, 20), date(2020, 12, 5)
    if chance(70, unit.code, "flood"):
        yield _row("flood2020", "donation", days, "individual", cash_vnd=roll(85, 620, unit.code, "flood") * 100_000)
    if chance(55, unit.code, "flood goods"):
        goods = pick(names.GOODS["flood2020"], unit.code, "flood goods")
        unit_of = {"mì tôm, nước uống": "thùng", "quần áo, chăn màn": "bộ", "gạo": "kg"}[goods]
        count = roll(45, 380, unit.code, "flood count")
        each = {"thùng": 110, "bộ": 85, "kg": 14}[unit_of] * THOUSAND
        yield _row(
            "flood2020", "donation", days, pick(("collective", "unclassified"), unit.code, "flood donor"),
            goods=goods, goods_quantity=count, goods_unit=unit_of, goods_vnd=count * each,
        )  # fmt: skip


def _poor_fund(unit: Unit, year: int) -> Iterator[Row]:
    days = date(year, 10, 17), date(year, 11, 18)
    if chance(12, unit.code, year, "no poor fund"):
        return
    yield _row(
        "poor_fund", "donation", days, "individual", cash_vnd=roll(62, 395, unit.code, year, "poor fund") * 100_000
    )
    if chance(55, unit.code, year, "collectives"):
        cash = roll(40, 240, unit.code, year, "collectives") * 100_000
        yield _row("poor_fund", "donation", days, "collective", cash_vnd=cash)
    if chance(40, unit.code, year, "gifts"):
        gifts = roll(18, 130, unit.code, year, "gifts")
        yield _row(
            "poor_fund", "donation", days, "unclassified",
            goods="quà Tết", goods_quantity=gifts, goods_unit="suất", goods_vnd=gifts * 300_000,
        )  # fmt: skip


def _of_agency(unit: Unit, year: int) -> Iterator[Row]:
    days = date(year, 10, 17), date(year, 11, 18)
    if unit.code == "CQ-MTTQ":
        cash = roll(650, 1480, unit.code, year, "poor fund") * 100_000
        yield _row("poor_fund", "donation", days, "enterprise", cash_vnd=cash)
    if unit.code == "CQ-PN" and year != facts.COVID_YEAR:
        cash = roll(90, 310, unit.code, year, "women") * 100_000
        yield _row("other", "donation", days, "collective", cash_vnd=cash)

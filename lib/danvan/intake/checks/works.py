"""K06, K07: the money of a row adds up, and who it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.declared.form import Column
from danvan.intake.checks.facts import Facts, at
from danvan.intake.submission import Row
from danvan.problems import Problem, problem
from danvan.vietnamese import wording

PARTS_TOLERANCE_VND = 1000
PARTS_TOLERANCE_SHARE = 0.005
HIGH_PEOPLE_SHARE = 0.9
PEOPLE = ("people_cash_vnd", "people_inkind_vnd")


def parts_make_total(facts: Facts) -> Iterator[Problem]:
    """K06: a total equals the sum of its declared parts, within 1.000 đồng or 0,5 %; K07: a high people's share."""
    for table in facts.form.tables.values():
        parts = [c for c in table.columns if c.part_of]
        for row in facts.rows(table.name) if parts else ():
            yield from _parts(row, parts[0].part_of or "", parts)


def _parts(row: Row, whole: str, parts: list[Column]) -> Iterator[Problem]:
    total = row.values.get(whole)
    given = [v for c in parts if isinstance(v := row.values.get(c.name), int)]
    if not isinstance(total, int) or not given or any(row.states.get(c.name) == "unreadable" for c in parts):
        return
    if abs(sum(given) - total) > max(PARTS_TOLERANCE_VND, PARTS_TOLERANCE_SHARE * total):
        words = {"said_number": wording.number(total), "counted": wording.number(sum(given))}
        yield problem("K06", at(row, whole), **words)
    people = sum(v for name in PEOPLE if isinstance(v := row.values.get(name), int))
    if total and people / total > HIGH_PEOPLE_SHARE:
        yield problem("K07", at(row, whole), share=wording.percent(100 * people / total))

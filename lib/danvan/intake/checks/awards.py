"""K15: an award decision is of one level and counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from danvan.declared.form import Form
from danvan.intake.checks.facts import Facts, at
from danvan.intake.submission import Row
from danvan.problems import Problem, problem
from danvan.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Decision:
    """What tells one decision from another: its number, and its day or else the year of the award."""

    number: str
    day: dt.date | None
    year: object

    def same(self, other: Decision) -> bool:
        """Whether both can be one decision; numbers are given anew by every office, so days decide where known."""
        if self.number != other.number:
            return False
        return self.day == other.day if self.day and other.day else self.year == other.year


def decision_of(row: Row) -> Decision | None:
    """Return the decision that a row of the awards names, or None."""
    number, day = row.values.get("decision_number"), row.values.get("decision_date")
    if not isinstance(number, str) or not fold(number):
        return None
    return Decision(fold(number), day if isinstance(day, dt.date) else None, row.values.get("award_year"))


def decided_once(facts: Facts) -> Iterator[Problem]:
    """K15: one decision does not stand at two levels; several rows of one level (by recipients) are in order."""
    earlier: list[tuple[Decision, Row]] = []
    for row in facts.rows("awards"):
        decision, level = decision_of(row), row.values.get("level")
        if decision is None or level is None:
            continue
        other = next((r for d, r in earlier if d.same(decision) and r.values.get("level") != level), None)
        if other is not None:
            words = {"number": row.values["decision_number"], "other": other.row}
            yield problem(
                "K15",
                at(row, "level"),
                **words,
                level=_label(facts.form, level),
                other_level=_label(facts.form, other.values.get("level")),
            )
        earlier.append((decision, row))


def _label(form: Form, level: object) -> str:
    return next((c.label for c in form.table("awards").column("level").choice if c.name == level), str(level))

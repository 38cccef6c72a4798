"""K15: an award decision that a commune and the district both report."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.intake.checks.awards import decision_of
from danvan.intake.checks.facts import at
from danvan.intake.comparisons.others import Others, called
from danvan.intake.submission import Submission
from danvan.problems import Problem, problem

OWN_LEVEL = "commune"


def decided_elsewhere(submission: Submission, others: Others) -> Iterator[Problem]:
    """K15: told once for each decision; communes number their own decisions alike, so these are never compared."""
    agency = others.unit(submission).type == "agency"
    told: list[str] = []
    for row in submission.rows.get("awards", ()):
        decision = decision_of(row)
        if decision is None or decision.number in told or row.values.get("level") == OWN_LEVEL:
            continue
        units = dict.fromkeys(
            unit
            for unit, other in others.awards.get(decision.number, ())
            if (unit.type == "agency") != agency and (its := decision_of(other)) and its.same(decision)
        )
        if units:
            told.append(decision.number)
            number = row.values["decision_number"]
            yield problem("K15-elsewhere", at(row, "decision_number"), number=number, others=called(units))

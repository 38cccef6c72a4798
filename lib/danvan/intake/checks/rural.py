"""K16: who can have a status of new rural development, and what a status needs."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.intake.checks.facts import Facts, at, conditional
from danvan.problems import Problem, problem

MEETS_STANDARD = frozenset({"standard", "advanced", "model"})


def new_rural(facts: Facts) -> Iterator[Problem]:
    """K16: a township has no status; a commune that meets the standard says since when and by which standard."""
    for row in facts.rows("new_rural"):
        status = row.values.get("status")
        if facts.unit and facts.unit.type == "township" and status not in (None, "not_applicable"):
            labels = {c.name: c.label for c in facts.form.table("new_rural").column("status").choice}
            yield problem("K16", at(row, "status"), text=labels.get(str(status), status))
        if status in MEETS_STANDARD:
            yield from conditional(row, facts, "new_rural", ("recognised_year", "standard_version"))

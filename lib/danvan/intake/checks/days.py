"""K33: what is told from one day to another ends after it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan.intake.checks.facts import Facts, at
from danvan.problems import Problem, problem
from danvan.vietnamese import wording

FROM, TO = "date_from", "date_to"


def days_in_order(facts: Facts) -> Iterator[Problem]:
    """K33: each row of a table with a first and a last day has them in this order."""
    for table in facts.form.tables.values():
        if {FROM, TO} <= {column.name for column in table.columns}:
            for row in facts.rows(table.name):
                first, last = row.values.get(FROM), row.values.get(TO)
                if isinstance(first, dt.date) and isinstance(last, dt.date) and first > last:
                    yield problem("K33", at(row, FROM), first=wording.day(first), last=wording.day(last))

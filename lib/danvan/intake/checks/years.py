"""K32: nothing of a year to come can have happened."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.intake.checks.facts import Facts, at
from danvan.problems import Problem, problem


def years_to_come(facts: Facts) -> Iterator[Problem]:
    """K32: every year that a row names - registered, recognised, awarded - is the report's year or before it."""
    year = facts.submission.year
    for table in facts.form.tables.values():
        columns = [c for c in table.columns if c.type == "year"]
        for row in facts.rows(table.name) if year and columns else ():
            for column in columns:
                said = row.values.get(column.name)
                if isinstance(said, int) and said > (year or said):
                    yield problem("K32", at(row, column.name), label=column.label, text=said, year=year)

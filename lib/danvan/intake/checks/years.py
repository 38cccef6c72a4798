"""K32: nothing of a year to come can have happened, and hardly a document of one been issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan.intake.checks.facts import Facts, at
from danvan.problems import Problem, problem
from danvan.vietnamese import wording


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


def documents_to_come(facts: Facts) -> Iterator[Problem]:
    """K32: the day of a document is not after the year of the report."""
    year, column = facts.submission.year, facts.form.table("documents").column("issued_on")
    for row in facts.rows("documents") if year else ():
        day = row.values.get(column.name)
        if isinstance(day, dt.date) and day.year > (year or day.year):
            words = {"label": column.label, "text": wording.day(day), "year": year}
            yield problem("K32-day", at(row, column.name), **words)

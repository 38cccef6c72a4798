"""Every printed number has a formula whose facts, added up anew, give it again; and each fact has its cells."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
import pytest
from test_published_tables import every, frames, period, year  # noqa: F401 - fixtures

from danvan.analysis.trace import Facts, Formula
from danvan.publish.table import PublishedTable

UNTRACED = "year"  # a year in a cell is mostly a label, which no formula gives


def numbers(table: PublishedTable) -> Iterator[tuple[str, float, Formula | None]]:
    """The known numbers of a table with their ids and formulas."""
    for row in range(len(table.frame)):
        for column in table.columns:
            value = table.value(row, column)
            formula = table.formulas.get((row, column.name))
            if column.numeric and value is not None and (formula or column.format != UNTRACED):
                yield table.figure(row, column.name), float(value), formula


def untrue(tables: list[PublishedTable], facts: Facts) -> list[tuple[str, float, float | None]]:
    """The numbers whose formula is missing or gives something else; nothing is 0 where no row says anything."""
    found = []
    for table in tables:
        for figure, value, formula in numbers(table):
            again = facts.value(formula) if formula else math.nan
            if not math.isclose(value, again or 0.0, rel_tol=1e-9):
                found.append((figure, value, again))
    return found


@pytest.mark.parametrize("of", ["year", "period"])
def test_every_number_of_every_table_follows_from_its_formula(
    frames: dict[str, pd.DataFrame],
    of: str,
    request: pytest.FixtureRequest,  # noqa: F811
) -> None:
    roll = request.getfixturevalue(of)
    made = every(frames, roll)
    assert sum(len(list(numbers(table))) for table in made) > 100
    assert untrue(made, Facts(frames, roll)) == []

"""The sample's tables, number by number: each follows from its cells, and changes exactly with those it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pytest
from drawn_tables import every_table
from test_trace import numbers, untrue

import danvan
from danvan.analysis.trace import Facts, Formula
from danvan.paths import Workspace
from danvan.publish.table import PublishedTable

YEARS = [2017, 2018, 2019, 2020, 2021, 2022]


@dataclass(frozen=True)
class Review:
    """All tables of some years, and what they are made of."""

    data: Mapping[str, pd.DataFrame]
    roll: pd.DataFrame
    cells: pd.DataFrame

    @cached_property
    def tables(self) -> list[PublishedTable]:
        return every_table(dict(self.data), self.roll)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.data, self.roll, self.cells)

    @property
    def figures(self) -> dict[str, float | None]:
        return {
            table.figure(row, name): table.value(row, next(c for c in table.columns if c.name == name))
            for table in self.tables
            for row, name in table.formulas
        }

    def made_of(self, file: str, sheet: str, cell: str) -> set[str]:
        """The figures whose trace leads to a cell."""
        return {
            table.figure(row, name)
            for table in self.tables
            for (row, name), formula in table.formulas.items()
            if self._leads(formula, (file, sheet), cell)
        }

    def _leads(self, formula: Formula, place: tuple[str, str], cell: str) -> bool:
        facts = (fact for term in formula.terms for fact in self.facts.facts(term) if (fact.file, fact.sheet) == place)
        return any(said.address == cell for fact in facts for said in fact.cells)


@pytest.fixture(scope="module")
def review(district: tuple[Workspace, Any]) -> Review:
    here = district[0]
    data = danvan.tables(years=YEARS, workspace=here)
    data["problems"] = danvan.load("problems", years=YEARS, workspace=here)
    return Review(data, danvan.roll(years=YEARS, workspace=here), danvan.load("cells", years=YEARS, workspace=here))


def test_every_number_of_the_review_follows_from_its_facts(review: Review) -> None:
    assert sum(len(list(numbers(table))) for table in review.tables) > 2000
    assert untrue(review.tables, review.facts) == []


CHANGES = [
    ("resources", "total_vnd", 1_000_000),
    ("resources", "land_m2", 7.0),
    ("resources", "labour_days", 3.0),
    ("resources", "people_cash_vnd", 1_000_000),
    ("donations", "cash_vnd", 500_000),
    ("indicators", "value", 1.0),
    ("awards", "count", 1),
]


@pytest.mark.parametrize(("name", "measure", "more"), CHANGES, ids=[f"{name}.{column}" for name, column, _ in CHANGES])
def test_the_numbers_that_change_with_a_cell_are_those_traced_to_it(
    review: Review, name: str, measure: str, more: float
) -> None:
    frame = review.data[name]
    fits = frame[measure].gt(0) & frame["year"].eq(2021)
    if name == "indicators":
        fits &= frame["column"].eq("actual") & frame["indicator"].eq("mediation_cases")
    at = frame.index[fits][0]
    changed = frame.copy()
    changed.loc[at, measure] += more
    told = Review({**review.data, name: changed}, review.roll, review.cells)
    before, after = review.figures, told.figures
    moved = {figure for figure, value in after.items() if value != before[figure]}
    row = frame.loc[at]
    column = row["column"] if name == "indicators" else measure
    own = review.cells
    cell = own.loc[
        own["file"].eq(row["file"])
        & own["sheet"].eq(row["sheet"])
        & own["row"].eq(row["row"])
        & own["column"].eq(column),
        "cell",
    ].iloc[0]
    assert moved == review.made_of(row["file"], row["sheet"], cell)
    assert moved

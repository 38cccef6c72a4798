"""The sample's tables, number by number: each follows from its cells, and changes exactly with those it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pytest
from drawn_tables import every_table
from test_trace import numbers, untrue

import danvan
from danvan.analysis.coverage import PLACE
from danvan.analysis.trace import Facts, Term
from danvan.paths import Workspace
from danvan.publish.table import PublishedTable

YEARS = [2017, 2018, 2019, 2020, 2021, 2022]
Cell = tuple[str, str, str]  # file, sheet, address


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

    @property
    def estimates(self) -> set[str]:
        """The figures that statistics tell of others, where a few of these may change and nothing be seen."""
        made = ((table, place, formula.op) for table in self.tables for place, formula in table.formulas.items())
        return {table.figure(*place) for table, place, op in made if op == "estimate"}

    def made_of(self, cells: set[Cell]) -> set[str]:
        """The figures whose trace leads to one of the cells."""
        terms = {term for table in self.tables for formula in table.formulas.values() for term in formula.terms}
        leading = {term for term in terms if self._leads(term, cells)}
        return {
            table.figure(row, name)
            for table in self.tables
            for (row, name), formula in table.formulas.items()
            if leading.intersection(formula.terms)
        }

    def _leads(self, term: Term, cells: set[Cell]) -> bool:
        facts = self.facts.facts(term)
        return any((fact.file, fact.sheet, said.address) in cells for fact in facts for said in fact.cells)

    def cell(self, row: pd.Series, column: str) -> Cell:
        """The cell that says a column of a row of a table."""
        place = [row["file"], row["sheet"], row["row"], column]
        found = self.cells.set_index([*PLACE, "column"])["cell"]
        return row["file"], row["sheet"], str(found[tuple(place)])


@pytest.fixture(scope="module")
def review(district: tuple[Workspace, Any]) -> Review:
    here = district[0]
    data = danvan.tables(years=YEARS, workspace=here)
    data["problems"] = danvan.load("problems", years=YEARS, workspace=here)
    return Review(data, danvan.roll(years=YEARS, workspace=here), danvan.load("cells", years=YEARS, workspace=here))


def test_every_number_of_the_review_follows_from_its_facts(review: Review) -> None:
    assert sum(len(list(numbers(table))) for table in review.tables) > 2000
    assert untrue(review.tables, review.facts) == []


# What is changed at once: figures of the works; of the other forms. All tables are made again for each.
CHANGES = {
    "works": (
        ("resources", "total_vnd", 1_000_000),
        ("resources", "land_m2", 7.0),
        ("resources", "labour_days", 3.0),
        ("resources", "people_cash_vnd", 1_000_000),
    ),
    "others": (("donations", "cash_vnd", 500_000), ("indicators", "value", 1.0), ("awards", "count", 1)),
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_the_numbers_that_change_with_cells_are_those_traced_to_them(
    review: Review, changes: Sequence[tuple[str, str, float]]
) -> None:
    data, cells = dict(review.data), set()
    for name, measure, more in changes:
        frame = data[name].copy()
        fits = frame[measure].gt(0) & frame["year"].eq(2021)
        if name == "indicators":
            fits &= frame["column"].eq("actual") & frame["indicator"].eq("mediation_cases")
        at = frame.index[fits][0]
        frame.loc[at, measure] += more
        cells.add(review.cell(frame.loc[at], "actual" if name == "indicators" else measure))
        data[name] = frame
    before, after = review.figures, Review(data, review.roll, review.cells).figures
    moved = {figure for figure, value in after.items() if value != before[figure]}
    depending = review.made_of(cells)
    assert sorted(moved - depending) == []
    assert sorted(depending - moved - review.estimates) == []
    assert moved - review.estimates

"""Cells of the sample's workbooks are changed, read again, and the numbers of the Word report that change are those
whose trace leads to one of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from test_pipeline import change_number

import danvan
from danvan.analysis.coverage import PLACE
from danvan.analysis.trace import Facts, Term
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.publish import catalogue
from danvan.publish.table import PublishedTable
from danvan.publish.word import read_numbers
from danvan.runs.plan import Span
from danvan.runs.report import write_whole_report
from danvan.runs.trace import facts_of

YEAR = 2021
Cell = tuple[str, str, str]  # file, sheet, address
# What is changed, in one row each: table, columns (or the indicator), and by how much, enough to be seen in print.
CHANGES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("resources", ("land_m2",), 1_000),
    ("resources", ("land_households",), 40),
    ("resources", ("labour_days",), 500),
    ("resources", ("total_vnd", "state_vnd"), 90_000_000),
    ("indicators", ("news_items",), 77),
    ("indicators", ("mediation_cases",), 60),
    ("indicators", ("inspections",), 33),
    ("donations", ("cash_vnd",), 50_000_000),
    ("awards", ("count",), 9),
    ("ocop", ("stars",), 1),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Report:
    """The report of a year as Word has it, and where its numbers come from."""

    here: Workspace

    @cached_property
    def made(self) -> tuple[Path, tuple[PublishedTable, ...]]:
        """The Word file, and the tables that its figures are of."""
        path = self.here.root / "report.docx"
        return path, write_whole_report(self.here, Span(str(YEAR), (YEAR,)), path)

    @cached_property
    def texts(self) -> dict[str, set[str]]:
        """What each figure says, wherever it stands."""
        found: dict[str, set[str]] = {}
        for figure, text in read_numbers(self.made[0]):
            found.setdefault(figure, set()).add(text)
        return found

    def depending(self, cells: set[Cell]) -> set[str]:
        """The figures whose trace leads to one of the cells."""
        kept: dict[tuple[tuple[int, ...], Term], bool] = {}

        def leads(years: tuple[int, ...], term: Term) -> bool:
            if (years, term) not in kept:
                facts = self.facts(years).facts(term)
                kept[years, term] = any((f.file, f.sheet, said.address) in cells for f in facts for said in f.cells)
            return kept[years, term]

        return {
            table.figure(row, name)
            for years, table in self.tables
            for (row, name), formula in table.formulas.items()
            if any(leads(years, term) for term in formula.terms)
        }

    @cached_property
    def tables(self) -> list[tuple[tuple[int, ...], PublishedTable]]:
        """The tables that the report's figures are of, each with the years that it needs."""
        ids, known = {figure.partition("/")[0] for figure in self.texts}, danvan.years(workspace=self.here)
        cited = [table for table in self.made[1] if table.id in ids]
        assert {table.id for table in cited} == ids
        return [(tuple(catalogue.entry(table.id).years([YEAR], known)), table) for table in cited]

    @cached_property
    def facts(self) -> Callable[[tuple[int, ...]], Facts]:
        """What the figures of some years are made of, once for all tables of those years."""
        return cache(lambda years: facts_of(self.here, years))


@pytest.fixture(scope="module")
def before(district: tuple[Workspace, Any], tmp_path_factory: pytest.TempPathFactory) -> Report:
    root = tmp_path_factory.mktemp("before") / "ws"
    shutil.copytree(district[0].root, root)
    return Report(Workspace(root))


def chosen(here: Workspace, dice: Random) -> Iterator[tuple[Cell, int]]:
    """For each change the cells of a row of an accepted report that are plain numbers, and what a clerk would change
    with them: the total below, the year so far.
    """
    cells = danvan.load("cells", years=YEAR, workspace=here)
    register = danvan.load("register", years=YEAR, workspace=here)
    cells = cells[cells["file"].isin(register.loc[register["status"].eq("accepted"), "file"])]
    answers = danvan.load("indicators", years=YEAR, workspace=here)
    for table, columns, more in CHANGES:
        own = cells[cells["table"].eq(table) & cells["text"].str.fullmatch(r"[1-9]\d*")]
        if table == "indicators":
            own = own.merge(answers.loc[answers["indicator"].isin(columns), ["file", "sheet", "row"]].drop_duplicates())
            columns = ("actual", "cumulative")
        if table == "ocop":
            own = own[own["text"].eq("3")]
        of = own[own["column"].isin(columns)]
        whole = [row for _, row in of[of["role"].eq("value")].groupby(PLACE) if len(row) == len(columns)]
        row = dice.choice(whole)
        total = of[of["role"].eq("total") & of["file"].eq(row["file"].iloc[0]) & of["sheet"].eq(row["sheet"].iloc[0])]
        for cell in pd.concat([row, total])[["file", "sheet", "cell"]].itertuples(index=False, name=None):
            yield cell, more


@pytest.mark.parametrize("seed", [2])
def test_the_numbers_that_change_are_those_traced_to_the_cells(before: Report, tmp_path: Path, seed: int) -> None:
    shutil.copytree(before.here.root, tmp_path / "ws")
    after = Report(Workspace(tmp_path / "ws"))
    changed: set[Cell] = set()
    for (file, sheet, cell), more in chosen(before.here, Random(seed)):
        change_number(after.here.raw / file, sheet, cell, more)
        changed.add((file, sheet, cell))
    assert ingest(after.here).read == len({file for file, _, _ in changed})
    fates = [danvan.load("register", years=YEAR, workspace=one.here)["status"] for one in (before, after)]
    pd.testing.assert_series_equal(*fates)
    # a product with another star is one product as before; any other number that a cell is in must say so
    both = before.texts.keys() & after.texts.keys()
    moved = {figure for figure in both if before.texts[figure] != after.texts[figure]}
    depending = before.depending(changed) | after.depending(changed)
    assert sorted(moved - depending) == []
    assert sorted(figure for figure in (depending & both) - moved if "ocop" not in figure.split("/")) == []
    assert (before.texts.keys() ^ after.texts.keys()) <= depending
    assert len(moved) > len(changed)

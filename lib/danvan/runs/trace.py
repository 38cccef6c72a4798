"""Follows a figure of a year or period back to its cells, as the tables stand now.

Does not belong here: making tables (`publish.catalogue`), telling what was found (`publish.traced`).
"""

from __future__ import annotations

from collections.abc import Sequence

import danvan
from danvan.analysis.trace import Facts
from danvan.paths import Workspace
from danvan.publish import catalogue, traced
from danvan.publish.table import PublishedTable
from danvan.runs.plan import spans
from danvan.store.manifest import read_manifest

Period = tuple[int, int]


def trace(workspace: Workspace, figure: str, year: int | None = None, period: Period | None = None) -> traced.Traced:
    """Return the figure called `figure` with its formula, parts and cells: of a year, a period, or the latest year.

    UsageError, with what there is, for an unknown table, figure, year or unit.
    """
    years = _years(workspace, year, period)
    table, facts = _made(workspace, figure.partition("/")[0], years)
    return traced.traced(table, figure, facts)


def listed(workspace: Workspace, table: str, year: int | None = None, period: Period | None = None) -> dict[str, str]:
    """Return the figures of a table as printed, by id."""
    made, _ = _made(workspace, table, _years(workspace, year, period))
    texts = {c.name: c for c in made.columns}
    return {made.figure(row, name): made.text(row, texts[name]) for row, name in made.formulas}


def _years(workspace: Workspace, year: int | None, period: Period | None) -> list[int]:
    return list(spans(read_manifest(workspace.processed).years, year, period)[0].years)


class FactsOfTables:
    """What the figures of published tables are made of: the facts of just the years, and the unit, of a table.

    Which row counts, of a document that is listed twice, hangs on the years and units beside.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._made: dict[tuple[tuple[int, ...], str], Facts] = {}

    def __call__(self, table: PublishedTable) -> Facts:
        """Return the facts of the years and the unit of `table`."""
        scopes = {term.scope for formula in table.formulas.values() for term in formula.terms}
        years = tuple(sorted({year for scope in scopes for year, _, _ in scope}))
        asked = years, catalogue.unit_of(table.id)
        if asked not in self._made:
            self._made[asked] = facts_of(self.workspace, *asked)
        return self._made[asked]


def facts_of(workspace: Workspace, years: Sequence[int], unit: str = "") -> Facts:
    """Return what all figures of `years` are made of, of one unit where its code is given.

    UsageError for a unit that reports in none of them.
    """
    roll = danvan.roll(years=years, unit=unit, workspace=workspace)
    data = danvan.tables(years=years, workspace=workspace)
    return Facts(data, roll, danvan.load("cells", years=years, workspace=workspace))


def _made(workspace: Workspace, table: str, years: Sequence[int]) -> tuple[PublishedTable, Facts]:
    years = catalogue.entry(table).years(years, read_manifest(workspace.processed).years)
    facts = facts_of(workspace, years, catalogue.unit_of(table))
    problems = danvan.load("problems", years=years, workspace=workspace)
    return catalogue.table(table, {**facts.tables, "problems": problems}, facts.roll), facts

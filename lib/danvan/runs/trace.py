"""Follows a figure of a year or period back to its cells, as the tables stand now.

Does not belong here: making tables (`publish.catalogue`), telling what was found (`publish.traced`).
"""

from __future__ import annotations

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


def _made(workspace: Workspace, table: str, years: list[int]) -> tuple[PublishedTable, Facts]:
    roll = danvan.roll(years=years, workspace=workspace)
    data = danvan.tables(years=years, workspace=workspace)
    data["problems"] = danvan.load("problems", years=years, workspace=workspace)
    cells = danvan.load("cells", years=years, workspace=workspace)
    return catalogue.table(table, data, roll), Facts(data, roll, cells)

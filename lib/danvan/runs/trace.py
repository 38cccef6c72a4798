"""Follows a figure of a year or period back to its cells, as the tables stand now.

Does not belong here: making tables (`publish.catalogue`), telling what was found (`publish.traced`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

import danvan
from danvan.analysis.trace import Fact, Facts
from danvan.declared.settings import ANNUAL, HALF_YEAR
from danvan.paths import Workspace
from danvan.publish import catalogue, traced
from danvan.publish.table import PublishedTable

CELLS = {
    "role": "string", "term": "string", "unit": "string", "year": "Int64", "file": "string", "sheet": "string",
    "row": "Int64", "cell": "string", "column": "string", "item": "string", "text": "string", "value": "Float64",
}  # fmt: skip


def trace(workspace: Workspace, figure: str, years: Sequence[int], period: str = ANNUAL) -> traced.Traced:
    """Return the figure called `figure` of tables of `years`, or of their halves, with its formula, parts and cells.

    UsageError, with what there is, for an unknown table, figure, year or unit.
    """
    table, facts = made(workspace, figure.partition("/")[0], years, period)
    return traced.traced(table, figure, facts)


def listed(workspace: Workspace, table: str, years: Sequence[int], period: str = ANNUAL) -> dict[str, str]:
    """Return the figures of a table of `years`, or of their halves, as printed, by id."""
    of, _ = made(workspace, table, years, period)
    texts = {c.name: c for c in of.columns}
    return {of.figure(row, name): of.text(row, texts[name]) for row, name in of.formulas}


def cells(found: traced.Traced) -> pd.DataFrame:
    """Return what a figure is made of as a frame, a cell a row: CELLS.

    The values of a term's rows add up to it (of a count of different ones, they are what is told apart): of several
    cells that say one value together the first has it, the others <NA>. What the register says has no file and no cell.
    `attrs`: figure, table, row, column, text, value, and formula: [{role, what, value}], a term each.
    """
    rows = [
        {"role": term.role, "term": term.what, "unit": part.unit, "year": part.year, **said}
        for term in found.terms
        for part in term.parts
        for fact in part.facts
        if fact.told
        for said in _said(fact)
    ]
    frame = pd.DataFrame(rows, columns=list(CELLS)).astype(CELLS)
    names = ("figure", "table", "row", "column", "text", "value")
    formula = [{"role": term.role, "what": term.what, "value": term.value} for term in found.terms]
    frame.attrs = {**{name: getattr(found, name) for name in names}, "formula": formula}
    return frame


def _said(fact: Fact) -> Iterator[dict[str, object]]:
    """The cells that say a fact, the first with its value; where no cell does, its place alone."""
    place = {"file": fact.file or None, "sheet": fact.sheet or None, "row": fact.row or None, "item": fact.item or None}
    cells = [{"cell": cell.address, "column": cell.column, "text": cell.text} for cell in fact.cells]
    for number, cell in enumerate(cells or [{}]):
        yield {**place, **cell, "value": None if number else fact.value}


class FactsOfTables:
    """What the figures of published tables are made of: the facts of just the years, and the unit, of a table.

    Which row counts, of a document that is listed twice, hangs on the years and units beside.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._of_years: dict[tuple[int, ...], Facts] = {}
        self._of_units: dict[tuple[tuple[int, ...], str], Facts] = {}

    def __call__(self, table: PublishedTable) -> Facts:
        """Return the facts of the years and the unit of `table`."""
        scopes = {term.scope for formula in table.formulas.values() for term in formula.terms}
        years = tuple(sorted({year for scope in scopes for year, _, _ in scope}))
        if years not in self._of_years:
            self._of_years[years] = facts_of(self.workspace, years)
        facts, unit = self._of_years[years], _whose(table.id)
        if not unit:
            return facts
        return self._of_units.setdefault((years, unit), facts.of_unit(unit))


def facts_of(workspace: Workspace, years: Sequence[int], period: str = ANNUAL) -> Facts:
    """Return what all figures of `years`, or of their halves, are made of."""
    roll = danvan.roll(years=years, period=period, workspace=workspace)
    data = danvan.tables(years=years, period=period, workspace=workspace)
    return Facts(data, roll, danvan.load("cells", years=years, period=period, workspace=workspace))


def made(workspace: Workspace, table: str, years: Sequence[int], period: str = ANNUAL) -> tuple[PublishedTable, Facts]:
    """Return a table of `years`, or of their halves, by its id, and what it is made of.

    UsageError where there is none such, or where its unit reports in none of them.
    """
    entry = catalogue.entry(table)
    period = ANNUAL if entry.of_years == "before" else period  # the years before are whole
    years = entry.years(years, danvan.years(period=None if period == HALF_YEAR else ANNUAL, workspace=workspace))
    facts = facts_of(workspace, years, period)
    if unit := _whose(table):
        danvan.roll(years=years, unit=unit, period=period, workspace=workspace)  # there is such a unit
        facts = facts.of_unit(unit)
    problems = danvan.load("problems", years=years, period=period, workspace=workspace)
    return catalogue.table(table, {**facts.tables, "problems": problems}, facts.roll), facts


def _whose(table: str) -> str:
    """The code of the unit whose facts a table is made of; "" of all, as for the ranks of one unit among others."""
    entry = catalogue.TABLES.get(table.partition("-")[0])
    return "" if entry and entry.among else catalogue.unit_of(table)

"""Pages that follow each number of a run's tables back to its cells: one page a table, one section a number.

    <run>/trace/T6a.html#2021/total_vnd

Does not belong here: what a number is made of (`traced`), the pages that show the numbers (`site`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from danvan.analysis.trace import Fact, Facts
from danvan.publish.site import TRACE, Run, write_page
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.traced import Part, TracedTerm, figures, number, traced

FactsOf = Callable[[PublishedTable], Facts]


@dataclass(frozen=True, slots=True)
class _Part:
    """One unit's part as the page prints it: the files and sheets it comes from, each with its cells."""

    unit: str
    year: int
    value: str
    places: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Term:
    role: str
    what: str
    value: str
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One number as the page prints it; `place` is its anchor."""

    figure: str
    place: str
    row: str
    column: str
    text: str
    terms: tuple[_Term, ...]


def write_traces(folder: Path, run: Run, tables: Iterable[PublishedTable], facts: FactsOf) -> list[Path]:
    """Write a page for each table that has figures below `folder`/trace; return their paths. `facts` gives a table's.

    DanvanError where a table prints a number that its facts do not give.
    """
    return [_write(folder, run, table, facts(table)) for table in tables if table.formulas]


def _write(folder: Path, run: Run, table: PublishedTable, facts: Facts) -> Path:
    path = folder / TRACE / f"{table.id}.html"
    write_page(path, "trace.html", run=run, table=table, figures=list(_figures(table, facts)))
    return path


def _figures(table: PublishedTable, facts: Facts) -> Iterator[_Figure]:
    for figure in figures(table):
        found = traced(table, figure, facts)
        place = figure.removeprefix(f"{table.id}/")
        yield _Figure(figure, place, found.row, found.column, found.text, tuple(_term(term) for term in found.terms))


def _term(term: TracedTerm) -> _Term:
    return _Term(term.role, term.what, number(term.value), tuple(_part(part) for part in term.parts))


def _part(part: Part) -> _Part:
    told = [fact for fact in part.facts if fact.told]
    places = groupby(told, key=_place)
    cells = tuple((place, tuple(text for fact in own for text in _cells(fact))) for place, own in places)
    return _Part(part.unit, part.year, number(part.value), cells)


def _place(fact: Fact) -> str:
    if not fact.file:
        return f"sổ nhận báo cáo: {words.STATUSES.get(fact.item, fact.item).lower()}"
    return f"{fact.file}, trang “{fact.sheet}”"


def _cells(fact: Fact) -> Iterator[str]:
    if fact.file and not fact.cells:
        yield f"dòng {fact.row}"
    for cell in fact.cells:
        yield f"{cell.address} “{cell.text}”"

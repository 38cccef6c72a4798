"""Pages that follow each number of a run's tables back to its cells: a section a number, a few pages a table.

    <run>/trace/T6a.html#2021/total_vnd, T6a.2.html#2022/total_vnd

Does not belong here: what a number is made of (`traced`), its words (`provenance`), the pages that show the numbers
(`site`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from danvan.analysis.trace import Facts
from danvan.publish import provenance
from danvan.publish.rendered import divided, rendered, size, write_page
from danvan.publish.site import TRACE, Run
from danvan.publish.table import PublishedTable
from danvan.publish.traced import every, figures

FactsOf = Callable[[PublishedTable], Facts]


def write_traces(folder: Path, run: Run, tables: Iterable[PublishedTable], facts: FactsOf) -> dict[str, str]:
    """Write the pages of each table that has figures below `folder`/trace; return where each figure is followed back,
    by its id. `facts` gives what a table is made of.

    DanvanError where a table prints a number that its facts do not give.
    """
    led: dict[str, str] = {}
    for table in tables:
        if any(figure not in led for figure in figures(table)):  # several notebooks show one
            led |= _write(folder, run, table, facts(table))
    return led


def _write(folder: Path, run: Run, table: PublishedTable, facts: Facts) -> dict[str, str]:
    pages = divided(_sections(table, facts), lambda section: size(section[1]))
    files = [f"{TRACE}/{table.id}{f'.{number}' if number > 1 else ''}.html" for number in range(1, len(pages) + 1)]
    for number, (file, sections) in enumerate(zip(files, pages, strict=True), 1):
        write_page(folder / file, "trace.html", run=run, table=table, number=number, files=files, sections=sections)
    return {figure: f"{file}#{_name(figure)}" for file, page in zip(files, pages, strict=True) for figure, _ in page}


def _sections(table: PublishedTable, facts: Facts) -> Iterator[tuple[str, str]]:
    """Each figure of a table with what is said of it."""
    for figure in every(table, facts):
        yield figure.figure, rendered("figure.html", figure=figure, name=_name(figure.figure), said=provenance)


def _name(figure: str) -> str:
    return figure.partition("/")[2]

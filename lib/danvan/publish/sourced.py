"""Pages that follow each number of a run's tables back to its cells: one page a table, one section a number.

    <run>/trace/T6a.html#2021/total_vnd

Does not belong here: what a number is made of (`traced`), its words (`provenance`), the pages that show the numbers
(`site`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from danvan.analysis.trace import Facts
from danvan.publish import provenance
from danvan.publish.site import TRACE, Run, write_page
from danvan.publish.table import PublishedTable
from danvan.publish.traced import every

FactsOf = Callable[[PublishedTable], Facts]


def write_traces(folder: Path, run: Run, tables: Iterable[PublishedTable], facts: FactsOf) -> list[Path]:
    """Write a page for each table that has figures below `folder`/trace; return their paths. `facts` gives a table's.

    DanvanError where a table prints a number that its facts do not give.
    """
    return [_write(folder, run, table, facts(table)) for table in tables if table.formulas]


def _write(folder: Path, run: Run, table: PublishedTable, facts: Facts) -> Path:
    path = folder / TRACE / f"{table.id}.html"
    write_page(path, "trace.html", run=run, table=table, figures=every(table, facts), said=provenance)
    return path

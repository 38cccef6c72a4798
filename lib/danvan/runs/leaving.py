"""The notebooks, charts, tables, pages and report of a package, each from what two states of the store make of it.

Does not belong here: the rules (`publish.shared`), when there is a package at all (`share`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from danvan.files import write_whole
from danvan.paths import Workspace
from danvan.publish import shared, site, word
from danvan.publish.document import Document
from danvan.publish.stamp import stamped_png, stamped_svg
from danvan.publish.table import PublishedTable
from danvan.publish.workbook import write_tables
from danvan.runs.ledger import about, unit_names
from danvan.runs.plan import Job, Span
from danvan.runs.report import whole_report


@dataclass(frozen=True)
class Made:
    """What one state of the store makes: notebooks, charts and tables in folders below `folder`, and the report."""

    folder: Path
    report: Document
    cited: tuple[PublishedTable, ...]
    tables: dict[str, list[PublishedTable]] = field(default_factory=dict)  # by path of the notebook's file of tables

    @property
    def every(self) -> list[PublishedTable]:
        """All tables, of notebooks and of the report."""
        return [*(table for tables in self.tables.values() for table in tables), *self.cited]


def read_made(workspace: Workspace, span: Span, folder: Path) -> Made:
    """What the executed notebooks of `folder` made, and the report of the same store."""
    report, cited = whole_report(workspace, span)
    found = {
        path.relative_to(folder).as_posix(): [PublishedTable.from_json(said) for said in json.loads(path.read_bytes())]
        for path in sorted(folder.rglob("tables/*.json"))
    }
    return Made(folder, report, cited, found)


def write_package(
    workspace: Workspace, span: Span, asked: Sequence[Job], made: Made, twin: Made, rules: shared.Leaving, target: Path
) -> None:
    """Write notebooks, charts, tables, pages and report as they leave."""
    said, parts = about(workspace, span), unit_names(workspace, span, asked)
    said = replace(said, stamp=rules.stamp, shared=True)
    for folder in (*parts, ""):
        _notebooks(folder, made, twin, rules, target)
        _charts(made.folder / folder, twin.folder / folder, target / folder, rules)
        part = said.part(parts[folder]) if folder else said
        shown = [rules.table(*pair) for pair in _pairs(folder, made, twin)]
        if tables := [table for table in shown if isinstance(table, PublishedTable)]:
            write_tables(tables, target / folder / site.TABLES, title=part.title, stamp=rules.stamp)
        site.write_site(target / folder, part, None if folder else parts)
        _stamp(target / folder, rules.stamp)
    template = workspace.report_template if workspace.report_template.is_file() else None
    word.write_docx(shared.document(made.report, twin.report, rules), target / site.REPORT, template)


def _pairs(folder: str, made: Made, twin: Made) -> Iterator[tuple[PublishedTable, PublishedTable | None]]:
    """The tables of the notebooks of one folder with their twins."""
    for path, tables in made.tables.items():
        if Path(path).parent.parent == Path(folder):
            others = {table.id: table for table in twin.tables.get(path, ())}
            yield from ((table, others.get(table.id)) for table in tables)


def _notebooks(folder: str, made: Made, twin: Made, rules: shared.Leaving, target: Path) -> None:
    shown = {table._repr_html_(): (table, other) for table, other in _pairs(folder, made, twin)}
    for path in sorted((made.folder / folder / site.NOTEBOOKS).glob("*.ipynb")):
        place = path.relative_to(made.folder)
        one, other = (json.loads((of.folder / place).read_bytes()) for of in (made, twin))
        left = shared.notebook(path.stem, one, other, shown, rules)
        _write_notebook(target / place, left)


def _stamp(folder: Path, stamp: str) -> None:
    """Stamp the notebooks, whose pages have their own."""
    for path in sorted((folder / site.NOTEBOOKS).glob("*.ipynb")):
        _write_notebook(path, shared.stamped(json.loads(path.read_bytes()), stamp))


def _write_notebook(path: Path, said: shared.Node) -> None:
    write_whole(path, (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def _charts(made: Path, twin: Path, target: Path, rules: shared.Leaving) -> None:
    """The charts that their twins equal, with their band."""
    for path in sorted((made / site.CHARTS).glob("*.png")):
        drawing = path.with_suffix(".svg")
        if all(_same(one, twin / site.CHARTS / one.name) for one in (path, drawing)):
            write_whole(target / site.CHARTS / path.name, stamped_png(path.read_bytes(), rules.stamp))
            write_whole(target / site.CHARTS / drawing.name, stamped_svg(drawing.read_bytes(), rules.stamp))
        else:
            rules.out(f"Biểu đồ {path.stem.rpartition('_')[2]}: {shared.NOT_SHARED}")


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and other.read_bytes() == one.read_bytes()

"""The right half as one act: notebooks of a year or a period, executed, made a site, published whole or not at all.

    jobs -> .<label>.staged/{notebooks, charts, tables} -> tables.xlsx, figures.json, index.html, run.json -> <label>/

A run that fails leaves <label>/ as it was, and what it had made in .<label>.failed/.
Does not belong here: kernels (execute), what is said of a run (ledger), pages (publish).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from danvan import load
from danvan.files import replace_folder, sync_all
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.publish import site, word
from danvan.publish.ids import write_figures
from danvan.publish.sourced import FactsOf, write_traces
from danvan.publish.table import PublishedTable
from danvan.publish.workbook import write_tables
from danvan.runs import reuse
from danvan.runs.copies import at_once
from danvan.runs.execute import Outcome, execute_all
from danvan.runs.ledger import about, unit_names, write_ledger
from danvan.runs.plan import Job, Runs, Span, jobs
from danvan.runs.report import write_whole_report
from danvan.runs.trace import FactsOfTables

Report = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Published:
    """One finished run: where it is, and how much is in it."""

    span: Span
    folder: Path
    pages: int = 0
    charts: int = 0
    standing: bool = False  # nothing changed: it is the one of before

    def line(self) -> str:
        """What it is, for people."""
        place = Path(self.folder.parent.name, self.folder.name, "index.html").as_posix()
        if self.standing:
            return f"{self.span.label}: không có gì thay đổi, kết quả trước vẫn đúng: {place}"
        return f"{self.span.label}: {self.pages} trang, {self.charts} biểu đồ, bảng Excel: {place}"


def run(workspace: Workspace, runs: Runs, spans: Sequence[Span], report: Report) -> list[Published]:
    """Execute and publish `spans`; UsageError or DanvanError before anything starts, or one naming all that failed.

    A span whose notebooks all ran is published also where another one failed; one that nothing changed for stands.
    """
    plans = {span: jobs(workspace, runs, span) for span in spans}
    load("models", workspace=workspace)  # a signed link that fits no model any more fails here, not in every notebook
    changed = [span for span in spans if not reuse.published(workspace, span.label, plans[span])]
    asked = [job for span in changed for job in plans[span]]
    with _staged(workspace, changed):
        failed = [outcome for outcome in _executed(workspace, runs, asked, report) if outcome.failure]
        sound = [span for span in changed if span.label not in {outcome.job.label for outcome in failed}]
        made = {span: _publish(workspace, span, plans[span], runs.workers) for span in sound}
    if made or not failed:
        site.write_index(workspace.outputs)
    if failed:
        raise _told(workspace, failed, [span.label for span in made])
    return [made.get(span) or Published(span, workspace.output(span.label), standing=True) for span in spans]


def _executed(workspace: Workspace, runs: Runs, asked: Sequence[Job], report: Report) -> list[Outcome]:
    done: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        done.append(outcome)
        report("Chạy sổ tay", len(done), len(asked))

    if not asked:
        return []
    report("Chạy sổ tay", 0, len(asked))
    return execute_all(workspace, asked, runs, tell)


@contextmanager
def _staged(workspace: Workspace, spans: Sequence[Span]) -> Iterator[None]:
    """Give each span an empty folder to be made in; what is not published in the end is kept as evidence."""
    for span in spans:
        shutil.rmtree(workspace.staged(span.label), ignore_errors=True)
        workspace.staged(span.label).mkdir(parents=True)
    try:
        yield
    finally:
        for span in spans:
            if workspace.staged(span.label).exists():
                replace_folder(workspace.staged(span.label), workspace.failed(span.label))


def _told(workspace: Workspace, failed: Sequence[Outcome], published: Sequence[str]) -> DanvanError:
    """All failures, one a line, then what was published all the same, and what stays as it was."""
    labels = list(dict.fromkeys(outcome.job.label for outcome in failed))
    kept = [label for label in labels if workspace.output(label).exists()]
    last = [f"Đã lập xong: {', '.join(published)}."] if published else []
    last += [f"Kết quả trước của {', '.join(kept)} vẫn được giữ nguyên."] if kept else []
    return DanvanError("\n".join([*(str(outcome.failure) for outcome in failed), *last]))


def _publish(workspace: Workspace, span: Span, ran: Sequence[Job], workers: int) -> Published:
    """Make the tables, the site and the ledger of a staged run, and put it in the place of the one before."""
    staged, target = workspace.staged(span.label), workspace.output(span.label)
    whole, parts = about(workspace, span), unit_names(workspace, span, ran)
    tables, facts = _tables(staged), FactsOfTables(workspace)
    cited, traces, *_ = at_once(
        [
            partial(_report, workspace, span, staged / site.REPORT, tables),
            partial(_sourced, staged, tables, whole, facts),
            *(partial(_part, staged / folder, whole.part(name), facts) for folder, name in parts.items()),
        ],
        workers,
    )
    pages = len(site.write_site(staged, whole, parts, traces).notebooks)  # what the sites of parts hold is found in it
    write_figures([*tables, *cited], staged)
    write_ledger(workspace, span, ran, whole)
    for kept in (workspace.templates(span.label), workspace.returned(span.label)):  # written there by other hands
        if kept.is_dir():
            shutil.copytree(kept, staged / kept.name)
    charts = len(list(staged.rglob("charts/*.png")))
    sync_all()
    replace_folder(staged, target)
    reuse.mark_published(workspace, span.label, ran)
    shutil.rmtree(workspace.failed(span.label), ignore_errors=True)
    return Published(span, target, pages, charts)


def _part(folder: Path, what: site.Run, facts: FactsOf) -> None:
    """Finish the folder of one unit."""
    own = _tables(folder)
    site.write_site(folder, what, None, _sourced(folder, own, what, facts))
    write_figures(own, folder)


def _sourced(folder: Path, tables: Sequence[PublishedTable], what: site.Run, facts: FactsOf) -> dict[str, str]:
    """Write the workbook of all tables and the traces of their numbers; return where each number is followed back."""
    if tables:
        write_tables(tables, folder / site.TABLES, title=what.title)
    return write_traces(folder, what, tables, facts)


def _tables(folder: Path) -> list[PublishedTable]:
    """The tables that the notebooks of `folder` published."""
    said = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("tables/*.json")))
    return [PublishedTable.from_json(table) for tables in said for table in tables]


def _report(workspace: Workspace, span: Span, path: Path, tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """Write the report; return the tables that it prints and no notebook does."""
    cited = write_whole_report(workspace, span, path)
    printed = {figure.partition("/")[0] for figure, _ in word.read_numbers(path)}
    return [table for table in cited if table.id in printed - {table.id for table in tables}]

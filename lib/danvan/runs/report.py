"""Makes the Word report of a year, a half-year or a period from the store, and holds an edited one against it.

Does not belong here: what a report says (`publish.report`), the document (`publish.word`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

import danvan
from danvan.declared.settings import ANNUAL, HALF_YEAR, settings
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.publish import word
from danvan.publish.document import Document, letter
from danvan.publish.rechecked import Rechecked, rechecked
from danvan.publish.report import Data, Stand, figures, report
from danvan.publish.site import REPORT
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.word.about import Made
from danvan.runs.plan import Span, asked

HALF = "-6T"  # after the label of a half-year


def write_report(workspace: Workspace, span: Span, path: Path | None = None, *, half: bool = False) -> Path:
    """Write the report of a year, its first half or a period to `path` (outputs/<label>/report.docx); return it.

    DanvanError where the office's template lacks what a report needs; UsageError where no half-year was reported.
    """
    label = f"{span.label}{HALF}" if half else span.label
    target = path or workspace.output(label) / REPORT
    word.write_docx(_made(workspace, span, label, half=half), target, _template(workspace))
    return target


def whole_report(workspace: Workspace, span: Span) -> tuple[Document, tuple[PublishedTable, ...]]:
    """Return the report of a year or period and all tables that it prints or cites."""
    stand = _stand(workspace, span.years, half=False)
    known = figures(stand)
    return report(stand, letter(settings(workspace)), span.label, known), tuple(known.tables.values())


def write_whole_report(workspace: Workspace, span: Span, path: Path) -> tuple[PublishedTable, ...]:
    """Write the report of a year or period to `path`; return all tables that it prints or cites."""
    document, cited = whole_report(workspace, span)
    word.write_docx(document, path, _template(workspace))
    return cited


def _made(workspace: Workspace, span: Span, label: str, *, half: bool) -> Document:
    return report(_stand(workspace, span.years, half=half), letter(settings(workspace)), label)


def _template(workspace: Workspace) -> Path | None:
    return workspace.report_template if workspace.report_template.is_file() else None


def write_own_template(workspace: Workspace) -> Path:
    """Write the template of reports where the office may edit it; UsageError where it already has one."""
    if workspace.report_template.exists():
        raise UsageError(f"Đã có {workspace.report_template.name}; hãy đổi tên tệp cũ nếu muốn lấy lại mẫu gốc.")
    word.write_template(workspace.report_template)
    return workspace.report_template


def check_report(workspace: Workspace, path: Path) -> Rechecked:
    """Return what an edited report no longer has from the data, in the order of the text.

    A file that does not say any more what was in it is held against a report made anew. UsageError where the file is no
    report of danvan's; DanvanError where it cannot be opened.
    """
    read = word.read_report(path)
    if not read.period:
        raise UsageError(f"{path.name} không phải là báo cáo do danvan lập, hoặc đã mất dấu của từng số.")
    label = read.period.removesuffix(HALF)
    half = label != read.period
    span = _span(workspace, label, half=half)
    as_made = read.made
    if as_made is None:
        anew = word.docx_bytes(_made(workspace, span, read.period, half=half), _template(workspace))
        as_made = word.read_report(anew).made or Made()
    return rechecked(read, as_made, figures(_stand(workspace, span.years, half=half)))


def _span(workspace: Workspace, label: str, *, half: bool) -> Span:
    first, _, last = label.partition("-")
    return asked(workspace, *((None, (int(first), int(last))) if last else (int(first),)), half=half)


def _stand(workspace: Workspace, years: Sequence[int], *, half: bool) -> Stand:
    """What a report of years or half-years stands on; the documents of the years before are those of whole years."""
    kind = HALF_YEAR if half else ANNUAL
    known = danvan.years(period=None if half else ANNUAL, workspace=workspace)
    own = _data(workspace, years, kind)
    if own[1].empty:
        raise UsageError(f"Chưa nhận báo cáo nào của {words.period(years, half=half)}; hãy kiểm tra lại kỳ báo cáo.")
    two = [year for year in (years[-1] - 1, years[-1]) if year in known]
    before = _data(workspace, earlier, ANNUAL) if (earlier := [year for year in known if year < years[0]]) else None
    return Stand(tuple(years), *own, _data(workspace, two, kind), before, half)


def _data(workspace: Workspace, years: Sequence[int], kind: str) -> tuple[Data, pd.DataFrame]:
    data = danvan.tables(years=years, period=kind, workspace=workspace)
    return data, danvan.roll(years=years, period=kind, workspace=workspace)

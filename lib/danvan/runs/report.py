"""Makes the Word report of a year or a period from the store, and holds an edited one against it.

Does not belong here: what a report says (`publish.report`), the document (`publish.word`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

import danvan
from danvan.declared.settings import settings
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.publish import word
from danvan.publish.document import letter
from danvan.publish.rechecked import Differing, differing
from danvan.publish.report import Data, Stand, figures, report
from danvan.publish.site import REPORT
from danvan.runs.plan import Span, spans
from danvan.store.manifest import read_manifest


def asked(workspace: Workspace, year: int | None, period: tuple[int, int] | None) -> Span:
    """Return the year or period to report on, by default the latest year; UsageError where it is not there."""
    return spans(read_manifest(workspace.processed).years, year, period)[0]


def write_report(workspace: Workspace, span: Span, path: Path | None = None) -> Path:
    """Write the report of a year or period to `path` (outputs/<label>/report.docx); return it.

    DanvanError where the office's template lacks what a report needs.
    """
    target = path or workspace.output(span.label) / REPORT
    template = workspace.report_template if workspace.report_template.is_file() else None
    made = report(_stand(workspace, span.years), letter(settings(workspace)), span.label)
    word.write_docx(made, target, template)
    return target


def write_own_template(workspace: Workspace) -> Path:
    """Write the template of reports where the office may edit it; UsageError where it already has one."""
    if workspace.report_template.exists():
        raise UsageError(f"Đã có {workspace.report_template.name}; hãy đổi tên tệp cũ nếu muốn lấy lại mẫu gốc.")
    word.write_template(workspace.report_template)
    return workspace.report_template


def check_report(workspace: Workspace, path: Path) -> list[Differing]:
    """Return the numbers of an edited report that no longer equal the data, in the order of the text.

    UsageError where the file is no report of danvan's; DanvanError where it cannot be opened.
    """
    numbers, label = word.read_numbers(path), word.read_period(path)
    if not label:
        raise UsageError(f"{path.name} không phải là báo cáo do danvan lập, hoặc đã mất dấu của từng số.")
    return list(differing(numbers, figures(_stand(workspace, _span(workspace, label).years))))


def _span(workspace: Workspace, label: str) -> Span:
    first, _, last = label.partition("-")
    known = read_manifest(workspace.processed).years
    return spans(known, None, (int(first), int(last)))[0] if last else spans(known, int(first))[0]


def _stand(workspace: Workspace, years: Sequence[int]) -> Stand:
    known = read_manifest(workspace.processed).years
    two = [year for year in (years[-1] - 1, years[-1]) if year in known]
    before = [year for year in known if year < years[0]]
    earlier = _data(workspace, before) if before else None
    return Stand(tuple(years), *_data(workspace, years), _data(workspace, two), earlier)


def _data(workspace: Workspace, years: Sequence[int]) -> tuple[Data, pd.DataFrame]:
    return danvan.tables(years=years, workspace=workspace), danvan.roll(years=years, workspace=workspace)

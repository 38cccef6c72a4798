"""The half-years that the main job makes a report of: those of a year that is not over.

    outputs/2023-6T/report.docx

Does not belong here: what a report says (`publish.report`), years and periods (`run`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan.paths import Workspace
from danvan.runs.plan import Span
from danvan.runs.report import write_report


def due(whole: Sequence[int], halves: Sequence[int], year: int | None = None) -> list[int]:
    """Return the year of which there are half-years in `halves` and no whole one in `whole`: the last one, if it comes
    after all whole years, or the `year` that is asked for.
    """
    open_ = [one for one in halves if one not in whole and (one == year if year else one > max(whole, default=0))]
    return open_[-1:]


def write_halves(workspace: Workspace, years: Iterable[int]) -> dict[str, str]:
    """Write the report of the first half of each year; return what to say of each, by the name of its folder."""
    said = {}
    for year in years:
        path = write_report(workspace, Span(str(year), (year,)), half=True)
        said[path.parent.name] = (
            f"{path.parent.name}: báo cáo 6 tháng đầu năm {year}: outputs/{path.parent.name}/{path.name}"
        )
    return said

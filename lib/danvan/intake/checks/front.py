"""Đ01, Đ02, K29: the cover, complete and in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan.intake.checks.facts import Facts
from danvan.problems import Problem, problem
from danvan.vietnamese import wording


def cover_complete(facts: Facts) -> Iterator[Problem]:
    """Đ01, Đ02: the cover's required fields are there and can be read; a further revision says why."""
    if facts.cover is None:
        return
    for column in facts.form.table("cover").columns:
        reading = facts.cover.read(column.name, facts.form)
        wanted = column.need == "required" and column.name not in (
            "report_year",
            "period",
            "revision",
            "unit_code",
        )
        wanted |= column.name == "revision_reason" and (facts.submission.revision or 1) > 1
        place = facts.cover.place(column.name)
        if reading.state == "blank" and wanted:
            yield problem("Đ01", place, label=column.label)
        for code, words in reading.found:
            yield problem(code, place, **words)


def period_in_order(facts: Facts) -> Iterator[Problem]:
    """K29: the period ends after it starts."""
    if facts.cover is None:
        return
    start, end = (facts.cover.read(n, facts.form).value for n in ("period_start", "period_end"))
    if isinstance(start, dt.date) and isinstance(end, dt.date) and start > end:
        rule = f"Kỳ báo cáo từ ngày {wording.day(start)} lại sau đến ngày {wording.day(end)}."
        yield problem("K29", facts.cover.place("period_start"), rule=rule)

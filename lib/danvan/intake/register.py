"""The register of submissions: what came from whom and when, which revision counts, and who has not reported.

Times of receipt come from intake logs (`intake_log.csv` beside the files), never from a file's own date.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from danvan.declared.settings import Settings
from danvan.intake.submission import Submission
from danvan.paths import INTAKE_LOG
from danvan.problems import DanvanError, problem
from danvan.vietnamese.dates import parse_date

Status = Literal["not_received", "returned", "superseded", "accepted", "duplicate", "refused"]
LOG_COLUMNS = ("file", "received_on")


@dataclass(frozen=True)
class Entry:
    """One line of the register; a unit that did not report has no submission."""

    unit_code: str | None
    unit_from: dt.date | None
    year: int
    period: str
    status: Status
    submission: Submission | None = None
    received_on: dt.date | None = None
    days_late: int | None = None

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The fixed order of the register: by year, period, unit, file."""
        return self.year, self.period, self.unit_code or "", self.submission.file if self.submission else ""


def received(raw: Path) -> dict[str, dt.date]:
    """Return the day each file arrived, by its path below `raw`, from every intake log under it."""
    days: dict[str, dt.date] = {}
    for log in sorted(raw.rglob(INTAKE_LOG)):
        for line, row in _log_rows(log):
            day = parse_date(row["received_on"])
            if day.value is None or day.precision != "day":
                raise DanvanError(
                    f"{log.name}, dòng {line}: “{row['received_on']}” không phải là ngày nhận; ghi như 2021-12-14."
                )
            days[(log.parent / row["file"]).relative_to(raw).as_posix()] = day.value
    return days


def _log_rows(log: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with log.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [c for c in LOG_COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise DanvanError(f"{log.name}: thiếu cột {', '.join(missing)}.")
            yield from enumerate(reader, start=2)
    except UnicodeDecodeError as error:
        raise DanvanError(f"{log.name}: không phải UTF-8; hãy lưu lại bằng mã UTF-8.") from error


def register(submissions: Sequence[Submission], days: Mapping[str, dt.date], settings: Settings) -> list[Entry]:
    """Return one entry for each file and one for each expected unit without any, in a fixed order."""
    groups: dict[tuple[str, int, str], list[Submission]] = defaultdict(list)
    entries: list[Entry] = []
    for submission in sorted(submissions, key=lambda s: s.file):
        if submission.unit_code is None or not submission.year or not submission.period:
            entries.append(_entry(submission, "refused" if submission.refused else "returned", days, settings))
        else:
            groups[submission.unit_code, submission.year, submission.period].append(submission)
    for group in groups.values():
        entries += _settled(group, days, settings)
    return sorted([*entries, *_missing(groups, settings)], key=lambda e: e.order)


def _settled(group: list[Submission], days: Mapping[str, dt.date], settings: Settings) -> Iterator[Entry]:
    """Settle the files of one unit and period: copies, clashes, and the highest revision without errors."""
    inorder = sorted(group, key=lambda s: (days.get(s.file, dt.date.max), s.file))
    first_of = {s.sha256: s for s in reversed(inorder)}
    originals = [s for s in inorder if first_of[s.sha256] is s]
    for copy in inorder:
        if first_of[copy.sha256] is not copy:
            yield _entry(copy, "duplicate", days, settings)
    originals = list(_without_clashes(originals))
    good = [s for s in originals if s.clean]
    counted = max(good, key=lambda s: s.revision or 0, default=None)
    for submission in originals:
        status: Status = "accepted" if submission is counted else "superseded" if submission.clean else "returned"
        yield _entry(submission, status, days, settings)


def _without_clashes(originals: list[Submission]) -> Iterator[Submission]:
    """Different files with the same revision number: the later one is an error, since no one can tell which counts."""
    by_revision: dict[int | None, Submission] = {}
    for submission in originals:
        other = by_revision.setdefault(submission.revision, submission)
        if other is submission:
            yield submission
        else:
            clash = problem("N02", revision=submission.revision or "?", other=other.file)
            yield replace(submission, problems=(*submission.problems, clash))


def _entry(submission: Submission, status: Status, days: Mapping[str, dt.date], settings: Settings) -> Entry:
    day = days.get(submission.file)
    late = None
    if day and submission.year and submission.period:
        late = max(0, (day - settings.deadline(submission.year, submission.period)).days)
    if day is None:
        submission = replace(submission, problems=(*submission.problems, problem("N01")))
    return Entry(
        submission.unit_code,
        submission.unit_from,
        submission.year or 0,
        submission.period or "N",
        status,
        submission,
        day,
        late,
    )


def _missing(groups: Mapping[tuple[str, int, str], object], settings: Settings) -> Iterator[Entry]:
    for year, period in sorted({(year, period) for _, year, period in groups}):
        for unit in settings.expected(year, period):
            if (unit.code, year, period) not in groups:
                yield Entry(unit.code, unit.valid_from, year, period, "not_received")

"""Checks workbooks one by one for the person who fills or collects them; nothing is stored.

    file -> Submission -> Verdict -> one JSON document (`document`) or lines for a clerk (`lines`)

Does not belong here: finding what is wrong (`reader`, `checks`), comparing with earlier files (`compared`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan.declared.form import form
from danvan.declared.header_words import with_header_words
from danvan.declared.settings import HALF_YEAR, Settings, settings
from danvan.inert import named
from danvan.intake.fence import Desk, Fence, fence
from danvan.intake.mended import Asked, line
from danvan.intake.sheet import Position, address, position_of
from danvan.intake.submission import Figure, Row, Submission
from danvan.paths import Workspace
from danvan.problems import Problem, UnreadableWorkbook, problem

if TYPE_CHECKING:
    from danvan.intake.earlier import Earlier

APPROXIMATE = "Đ04"
EXITS = {"accepted": 0, "returned": 3, "refused": 1}


@dataclass(frozen=True)
class Verdict:
    """What is said of one unit's report in one file; `file` is the name as the person gave it.

    `asked` is what was asked of the revision before, where the files were compared with the store.
    """

    file: str
    submission: Submission
    unit_name: str | None = None
    asked: tuple[Asked, ...] = ()

    @property
    def status(self) -> str:
        """accepted, returned or refused."""
        if self.submission.refused:
            return "refused"
        return "accepted" if self.submission.clean else "returned"


def check(workspace: Workspace, files: Sequence[Path], *, against_store: bool = False) -> list[Verdict]:
    """Return a verdict for each unit of each file, `against_store` beside what was received before.

    DanvanError where the settings are wrong; a file that cannot be read is a verdict.
    """
    earlier = None
    if against_store:
        from danvan.intake.earlier import Earlier  # which loads pandas: an ordinary check does without

        earlier = Earlier(workspace)
    with fence(lambda: _desk(workspace), most=len(files), at_once=True) as children:
        clerk = _Clerk(workspace, settings(workspace), earlier, children)
        begun = [(path, clerk.begin(path)) for path in files]
        return [verdict for path, answer in begun for verdict in clerk.verdicts(path, answer)]


def _desk(workspace: Workspace) -> Desk:
    return Desk(with_header_words(form(), workspace.header_words), settings(workspace))


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """0 where all is accepted, 3 where some workbook has errors, 1 where some file was refused."""
    statuses = {v.status for v in verdicts}
    return next((EXITS[s] for s in ("refused", "returned") if s in statuses), 0)


def _refused(file: Path, refusal: UnreadableWorkbook) -> Verdict:
    """The verdict on a file that was not read."""
    found = refusal.problem
    return Verdict(named(file), Submission(named(Path(file.name)), "", refused=found.text, problems=(found,)))


@dataclass(frozen=True)
class _Clerk:
    """Who checks files, and by what; `earlier` is None where they stand for themselves."""

    workspace: Workspace
    office: Settings
    earlier: Earlier | None
    children: Fence

    def begin(self, path: Path) -> Future[list[Submission]]:
        return self.children.begin("read", path, _below_raw(path, self.workspace))

    def verdicts(self, path: Path, answer: Future[list[Submission]]) -> list[Verdict]:
        try:
            return [self.verdict(path, told) for told in answer.result()]
        except UnreadableWorkbook as refusal:
            return [_refused(path, refusal)]

    def verdict(self, path: Path, told: Submission) -> Verdict:
        asked: list[Asked] = []
        if self.earlier is not None:
            told = replace(told, problems=(*told.problems, *self.earlier.findings(told)))
            asked = self.earlier.asked(told)
        unit = next((u for u in self.office.places.units if u.key == (told.unit_code, told.unit_from)), None)
        return Verdict(str(path), told, unit.full_name if unit else None, tuple(asked))


def _below_raw(path: Path, workspace: Workspace) -> str:
    """The path below data/raw, whose folders may say unit and year; of a file elsewhere only its name is known."""
    try:
        return path.resolve().relative_to(workspace.raw.resolve()).as_posix()
    except ValueError:
        return path.name


def document(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Return what `check --json` prints: plain data, dates as ISO text."""
    return {"files": [_entry(v) for v in verdicts]}


def not_begun(missing: Iterable[Path], reason: str) -> dict[str, Any]:
    """Return what `check --json` prints where it was used wrongly: the reason, and the files that are not there."""
    wrong = problem("N04", reason=reason)
    told = (Verdict(str(f), Submission(f.name, "", refused=reason, problems=(wrong,))) for f in missing)
    return {"files": [_entry(verdict) for verdict in told], "error": reason}


def _entry(verdict: Verdict) -> dict[str, Any]:
    told = verdict.submission
    spans = _Spans(told)
    tables = {} if told.refused else {name: [_row(r, told) for r in rows] for name, rows in told.rows.items()}
    if told.figures:
        approximate = {(p.sheet, p.cell) for p in told.problems if p.code == APPROXIMATE}
        tables["indicators"] = [_figure(f, told, approximate) for f in told.figures]
    return {
        "file": verdict.file,
        "unit_code": told.unit_code,
        "year": told.year,
        "period": told.period,
        "revision": told.revision,
        "status": verdict.status,
        "tables": tables,
        "problems": [_problem(p, spans) for p in told.problems],
        "cells": dict(sorted(Counter(c.role for c in told.cells).items())),
    }


def _row(row: Row, told: Submission) -> dict[str, Any]:
    return {
        **{name: _plain(value) for name, value in row.values.items()},
        "unit_code": told.unit_code,
        "year": told.year,
        "sheet": row.sheet,
        "row": row.row,
        "at": dict(row.at),
        "states": dict(row.states),
        "approx": list(row.approx),
    }


def _figure(figure: Figure, told: Submission, approximate: set[tuple[str | None, str | None]]) -> dict[str, Any]:
    return {
        "indicator": figure.indicator,
        "column": figure.column,
        "value": figure.value,
        "state": figure.state,
        "text": figure.text,
        "unit_code": told.unit_code,
        "year": figure.year or told.year,
        "sheet": figure.sheet or None,
        "row": figure.row or None,
        "at": {"value": figure.cell} if figure.cell else {},
        "states": {} if figure.state == "value" else {"value": figure.state},
        "approx": ["value"] if figure.cell and (figure.sheet, figure.cell) in approximate else [],
    }


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _problem(found: Problem, spans: _Spans) -> dict[str, Any]:
    names = ("code", "severity", "sheet", "row", "said", "message", "remedy")
    return {**{n: getattr(found, n) for n in names}, "cell": found.cell or spans.of(found)}


class _Spans:
    """The ranges that a finding without a cell speaks of: a row's non-empty part, or a sheet's."""

    def __init__(self, told: Submission) -> None:
        self.rows: dict[tuple[str, int | None], list[Position]] = {}
        for cell in told.cells:
            for row in (cell.row, None):
                self.rows.setdefault((cell.sheet, row), []).append(position_of(cell.cell))

    def of(self, found: Problem) -> str | None:
        """Return the range in A1; None for the whole file."""
        places = self.rows.get((found.sheet, found.row or None)) if found.sheet else None
        if not places:
            return None
        first = address((min(r for r, _ in places), min(c for _, c in places)))
        last = address((max(r for r, _ in places), max(c for _, c in places)))
        return first if first == last else f"{first}:{last}"


SEVERITIES = {"E": "Phải sửa", "W": "Xem lại", "F": "Đã tự chuyển"}
VERDICTS = {"accepted": "ĐẠT", "returned": "CẦN SỬA", "refused": "KHÔNG ĐỌC ĐƯỢC"}


def lines(verdict: Verdict) -> Iterator[str]:
    """Return what a clerk reads: the verdict, then the findings sheet by sheet with cell, what is wrong, what to do."""
    told = verdict.submission
    yield f"{verdict.file}: {VERDICTS[verdict.status]}"
    if told.refused:
        yield f"  {told.refused}"
        return
    half = "6 tháng đầu " if told.period == HALF_YEAR else ""
    when = f"{half}năm {told.year}" if told.year else "chưa rõ năm"
    whose = ", ".join([verdict.unit_name or "chưa rõ đơn vị", when])
    yield f"  {whose}, lần gửi {told.revision or '?'}: {told.errors} lỗi phải sửa, {told.warnings} điều cần xem lại."
    for sheet, found in _by_sheet(told.problems).items():
        yield f"  Trang “{sheet}”" if sheet else "  Cả tệp"
        yield from (words for p in found if p.severity != "F" for words in _told(p))
        if repaired := [p.cell or "cả trang" for p in found if p.severity == "F"]:
            yield f"    [{SEVERITIES['F']}] {', '.join(repaired)}: không cần sửa."
    if verdict.asked:
        mended = sum(a.mended for a in verdict.asked)
        yield f"  So với lần gửi trước: đã sửa {mended}/{len(verdict.asked)} chỗ được yêu cầu"
        yield from (f"    {line(asked)}" for asked in verdict.asked)


def _by_sheet(problems: Iterable[Problem]) -> Mapping[str | None, list[Problem]]:
    """The findings of each sheet, what must be mended first, then from top to bottom."""
    found: dict[str | None, list[Problem]] = {}
    for each in problems:
        found.setdefault(each.sheet, []).append(each)
    severities = list(SEVERITIES)
    return {s: sorted(ps, key=lambda p: (severities.index(p.severity), p.row or 0)) for s, ps in found.items()}


def _told(found: Problem) -> Iterator[str]:
    where = f"ô {found.cell}" if found.cell else f"dòng {found.row}" if found.row else "cả trang"
    said = f", đang ghi “{found.said}”" if found.said and found.cell else ""
    yield f"    [{SEVERITIES[found.severity]}] {where if found.sheet else 'cả tệp'}{said}: {found.message}"
    yield f"      Cách sửa: {found.remedy}"

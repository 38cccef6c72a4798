"""The left half as one act: every workbook under data/raw read, checked, registered, and committed to the store.

An unchanged workbook is not read again; a file that cannot be read is refused with its name and the others go on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from danvan.declared.form import FORMS, Form, form
from danvan.declared.settings import Settings, settings
from danvan.files import sha256
from danvan.intake.reader import READER_VERSION, read_submission
from danvan.intake.register import Entry, received, register
from danvan.intake.submission import Submission
from danvan.intake.workbook import read_workbook
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import DanvanError, Problem, UnreadableWorkbook, problem
from danvan.store import readings
from danvan.store.schema import TABLES
from danvan.store.write import commit

LOCK_PREFIX = "~$"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Summary:
    """What an ingest did, for the closing words of a command."""

    entries: tuple[Entry, ...]
    files: int
    read: int
    settings: Settings

    @property
    def years(self) -> list[int]:
        """The years that have an accepted submission, ascending."""
        return sorted({e.year for e in self.entries if e.status == "accepted"})

    @property
    def returned(self) -> list[Entry]:
        """The submissions sent back or refused that no later revision has mended."""
        counted = {(e.unit_code, e.year, e.period) for e in self.entries if e.status == "accepted"}
        wrong = (e for e in self.entries if e.status in ("returned", "refused"))
        return [e for e in wrong if (e.unit_code, e.year, e.period) not in counted]

    def lines(self, years: Iterable[int] | None = None) -> list[str]:
        """Return the closing summary in Vietnamese: who reported, and what was returned and why."""
        wanted = sorted(years) if years is not None else self.years
        told = [e for e in self.returned if e.year in wanted or not e.year]
        return [
            f"Có {self.files} tệp; đọc mới {self.read}, các tệp khác không đổi.",
            *(self._year_line(year) for year in wanted),
            *(self._returned_line(entry) for entry in told),
        ]

    def _year_line(self, year: int) -> str:
        status = Counter(e.status for e in self.entries if e.year == year)
        expected = len(self.settings.expected(year, "N"))
        late = sum(bool(e.days_late) for e in self.entries if e.year == year and e.status == "accepted")
        missing = [self._name(e) for e in self.entries if e.year == year and e.status == "not_received"]
        line = f"Năm {year}: {status['accepted']}/{expected} đơn vị có báo cáo được nhận, {late} muộn"
        return line + (f"; chưa báo cáo: {', '.join(missing)}." if missing else ".")

    def _returned_line(self, entry: Entry) -> str:
        submission = entry.submission
        assert submission is not None
        reason = submission.refused or next((_told(p) for p in submission.problems if p.severity == "E"), "")
        verb = "Từ chối" if entry.status == "refused" else "Trả lại"
        return f"{verb} {submission.file}: {reason}"

    def _name(self, entry: Entry) -> str:
        unit = next((u for u in self.settings.places.units if u.key == (entry.unit_code, entry.unit_from)), None)
        return unit.full_name if unit else str(entry.unit_code)


def _told(found: Problem) -> str:
    place = ", ".join(str(p) for p in (found.sheet, found.cell) if p)
    return f"{place}: {found.message}" if place else found.message


def ingest(workspace: Workspace, progress: Progress | None = None) -> Summary:
    """Read all of data/raw into the store and return what was done; DanvanError where there is nothing to read."""
    files = raw_files(workspace)
    office = settings(workspace)
    known = _Readings(workspace, form(), office)
    submissions = []
    for number, path in enumerate(files, start=1):
        submissions.append(known.submission(path))
        if progress:
            progress(number, len(files))
    _refuse_mixture(submissions)
    entries = register(submissions, received(workspace.raw), office)
    commit(workspace.processed, frames(entries, form()), {s.file: s.sha256 for s in submissions})
    readings.prune(workspace.processed, known.used)
    return Summary(tuple(entries), len(files), known.read, office)


def raw_files(workspace: Workspace) -> list[Path]:
    """Return the files received, in a fixed order; DanvanError where data/raw is missing or empty."""
    if not workspace.raw.is_dir():
        raise DanvanError(
            f"Thiếu thư mục {workspace.raw}; hãy tạo thư mục này và chép các tệp Excel của các đơn vị vào, "
            "hoặc chạy `danvan sample` để có dữ liệu minh họa."
        )
    files = sorted(p for p in workspace.raw.rglob("*") if p.is_file() and _is_submission(p))
    if not files:
        raise DanvanError(
            f"Thư mục {workspace.raw} chưa có tệp nào; hãy chép các tệp Excel của các đơn vị vào, "
            "hoặc chạy `danvan sample` để có dữ liệu minh họa."
        )
    return files


def _is_submission(path: Path) -> bool:
    return path.name != INTAKE_LOG and not path.name.startswith(".")


class _Readings:
    """Reads workbooks, or takes what was read of the same bytes at the same place under the same declarations."""

    def __init__(self, workspace: Workspace, form: Form, office: Settings) -> None:
        self.workspace, self.form, self.office = workspace, form, office
        self.used: set[str] = set()
        self.read = 0
        self.declared = _declared_hash(workspace)

    def submission(self, path: Path) -> Submission:
        file = path.relative_to(self.workspace.raw).as_posix()
        data = path.read_bytes()
        key = sha256("|".join((sha256(data), file, self.declared)).encode())
        self.used.add(key)
        kept = readings.get(self.workspace.processed, key)
        if kept is not None:
            return Submission.from_dict(kept)
        submission = self._read(data, file)
        readings.put(self.workspace.processed, key, submission.to_dict())
        self.read += 1
        return submission

    def _read(self, data: bytes, file: str) -> Submission:
        try:
            if file.rpartition("/")[2].startswith(LOCK_PREFIX):
                raise UnreadableWorkbook("Đây là tệp khóa tạm của Excel, không phải báo cáo; hãy xóa tệp này.")
            return read_submission(read_workbook(data), file, self.form, self.office)
        except UnreadableWorkbook as refusal:
            reason = str(refusal)
            year = next((int(p) for p in file.split("/") if p.isdigit() and len(p) == 4), None)
            refused = problem("N03", reason=reason)
            return Submission(file, sha256(data), year=year, refused=reason, problems=(refused,))


def _declared_hash(workspace: Workspace) -> str:
    """The hash of all that reading depends on beside the workbook: the reader, the form, the places, the settings."""
    whole = hashlib.sha256(str(READER_VERSION).encode())
    places = FORMS.parent / "places"
    for path in (*sorted(FORMS.iterdir()), *sorted(places.iterdir()), workspace.settings):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def _refuse_mixture(submissions: Sequence[Submission]) -> None:
    """Sample and real workbooks in one run would make figures of both; refuse, naming one of each."""
    sample = next((s.file for s in submissions if s.sample), None)
    real = next((s.file for s in submissions if not s.sample and not s.refused), None)
    if sample and real:
        raise DanvanError(
            f"data/raw có cả số liệu minh họa ({sample}) và số liệu thật ({real}); "
            "hãy chuyển thư mục data/raw/sample ra ngoài rồi chạy lại."
        )


def frames(entries: Sequence[Entry], form: Form) -> dict[str, pd.DataFrame]:
    """Return the tables of the store: facts of accepted submissions only, and what all files hold and lack."""
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for entry in entries:
        records["register"].append(_register_record(entry))
        if entry.submission is not None:
            common = _common(entry, entry.submission)
            records["cells"] += [{**common, **_fields(c)} for c in entry.submission.cells]
            records["problems"] += [{**common, **_finding(p)} for p in entry.submission.problems]
            if entry.status == "accepted":
                _facts(records, common, entry.submission, form)
    return {table: pd.DataFrame.from_records(rows) for table, rows in records.items()}


def _common(entry: Entry, submission: Submission) -> dict[str, Any]:
    return {
        "unit_code": entry.unit_code,
        "unit_from": entry.unit_from,
        "year": entry.year,
        "period": entry.period,
        "revision": submission.revision,
        "file": submission.file,
    }


def _register_record(entry: Entry) -> dict[str, Any]:
    submission = entry.submission
    common = {
        k: getattr(entry, k) for k in ("unit_code", "unit_from", "year", "period", "status", "received_on", "days_late")
    }
    if submission is None:
        return common
    return {
        **common,
        "revision": submission.revision,
        "file": submission.file,
        "sha256": submission.sha256,
        "errors": submission.errors,
        "warnings": submission.warnings,
        "unplaced": submission.unplaced,
        "forms_present": ",".join(submission.forms_present),
        "forms_with_nothing": ",".join(submission.forms_with_nothing),
        "sample": submission.sample,
    }


def _fields(cell: Any) -> dict[str, Any]:
    return {name: getattr(cell, name) for name in ("sheet", "row", "cell", "role", "table", "column", "text")}


def _finding(found: Problem) -> dict[str, Any]:
    names = ("sheet", "row", "code", "severity", "cell", "said", "message", "remedy")
    return {name: getattr(found, name) for name in names}


def _facts(
    records: dict[str, list[dict[str, Any]]], common: Mapping[str, Any], submission: Submission, form: Form
) -> None:
    for table, rows in submission.rows.items():
        stored = {c.name for c in form.table(table).columns if c.stored}
        for row in rows:
            values = {k: v for k, v in row.values.items() if k in stored}  # noqa: PD011 - a mapping
            records[table].append({**common, "sheet": row.sheet, "row": row.row, **values})
    for figure in submission.figures:
        names = ("sheet", "row", "indicator", "column", "value", "state", "text")
        records["indicators"].append({**common, **{n: getattr(figure, n) for n in names}})

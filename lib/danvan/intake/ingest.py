"""The left half as one act: every workbook under data/raw read, checked, registered, and committed to the store.

An unchanged workbook is not read again; a file that cannot be read is refused with its name and the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from danvan.declared.corrections import corrections
from danvan.declared.form import FORMS, Form, form
from danvan.declared.header_words import with_header_words
from danvan.declared.settings import Settings, settings
from danvan.files import sha256
from danvan.intake.comparisons import Others
from danvan.intake.corrected import read_corrected, refuse_unmatched
from danvan.intake.frames import frames
from danvan.intake.reader import READER_VERSION, read_submissions
from danvan.intake.register import received
from danvan.intake.settling import others_of, settle
from danvan.intake.submission import Submission
from danvan.intake.summary import Summary
from danvan.intake.workbook import Workbook, read_workbook
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import DanvanError, UnreadableWorkbook, problem
from danvan.store.readings import get, prune, put
from danvan.store.write import commit

LOCK_PREFIX = "~$"
Progress = Callable[[int, int], None]


def ingest(workspace: Workspace, progress: Progress | None = None) -> Summary:
    """Read all of data/raw into the store and return what was done; DanvanError where there is nothing to read."""
    files = raw_files(workspace)
    office = settings(workspace)
    declared = with_header_words(form(), workspace.header_words)
    known = _Readings(workspace, declared, office)
    submissions = list(known.all(files, progress))
    _refuse_mixture(submissions)
    refuse_unmatched(known.corrections, submissions)
    entries = settle(submissions, received(workspace.raw), declared, office)
    commit(workspace.processed, frames(entries, declared), {s.file: s.sha256 for s in submissions})
    prune(workspace.processed, known.used)
    return Summary(tuple(entries), len(files), known.read, office)


def others_received(workspace: Workspace, told: Submission) -> Others:
    """Return what `told` is compared with where it is only checked: all that data/raw holds, settled as ingest does."""
    office, declared = settings(workspace), with_header_words(form(), workspace.header_words)
    submissions = list(_Readings(workspace, declared, office).all(raw_files(workspace)))
    entries = settle(submissions, received(workspace.raw), declared, office)
    beside = [s for s in submissions if (s.year, s.period) == (told.year, told.period)]
    return others_of(entries, told.year or 0, declared, office, beside=beside)


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
        self.corrections = corrections(workspace.corrections)
        self.declared = _declared_hash(workspace)

    def all(self, files: Sequence[Path], progress: Progress | None = None) -> Iterator[Submission]:
        """Yield what every file says, in the order of the files."""
        for number, path in enumerate(files, start=1):
            yield from self.submissions(path)
            if progress:
                progress(number, len(files))

    def submissions(self, path: Path) -> list[Submission]:
        file = path.relative_to(self.workspace.raw).as_posix()
        data = path.read_bytes()
        key = sha256("|".join((sha256(data), file, self.declared)).encode())
        self.used.add(key)
        kept = get(self.workspace.processed, key)
        if kept is not None:
            return [Submission.from_dict(one) for one in kept["submissions"]]
        read = self._read(data, file)
        put(self.workspace.processed, key, {"submissions": [one.to_dict() for one in read]})
        self.read += 1
        return read

    def _read(self, data: bytes, file: str) -> list[Submission]:
        try:
            if file.rpartition("/")[2].startswith(LOCK_PREFIX):
                raise UnreadableWorkbook("Đây là tệp khóa tạm của Excel (tên bắt đầu bằng ~$), không phải báo cáo.")
            return read_corrected(read_workbook(data), file, self.corrections, lambda book: self._told(book, file))
        except UnreadableWorkbook as refusal:
            reason = str(refusal)
            year = next((int(p) for p in file.split("/") if p.isdigit() and len(p) == 4), None)
            refused = problem("N03", reason=reason)
            return [Submission(file, sha256(data), year=year, refused=reason, problems=(refused,))]

    def _told(self, workbook: Workbook, file: str) -> list[Submission]:
        return read_submissions(workbook, file, self.form, self.office)


def _declared_hash(workspace: Workspace) -> str:
    """The hash of all that reading depends on beside the workbook: the reader and everything declared."""
    whole = hashlib.sha256(str(READER_VERSION).encode())
    places = FORMS.parent / "places"
    own = (p for p in (workspace.settings, workspace.header_words, workspace.corrections) if p.is_file())
    for path in (*sorted(FORMS.iterdir()), *sorted(places.iterdir()), *own):
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

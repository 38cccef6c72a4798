"""The left half as one act: every workbook under data/raw read, checked, registered, and committed to the store.

An unchanged workbook is not read again; a file that cannot be read is refused with its name and the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.declared.corrections import corrections
from danvan.declared.form import FORMS, Form, form
from danvan.declared.header_words import with_header_words
from danvan.declared.settings import Settings, settings
from danvan.files import sha256
from danvan.inert import named
from danvan.intake.comparisons import Others
from danvan.intake.corrected import refuse_unmatched
from danvan.intake.envelope import digest
from danvan.intake.fence import Desk, Fence, fence, in_order
from danvan.intake.frames import frames
from danvan.intake.reader import READER_VERSION
from danvan.intake.register import received
from danvan.intake.reread import refuse_reread
from danvan.intake.settling import others_of, settle
from danvan.intake.submission import Submission
from danvan.intake.summary import Summary
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import DanvanError, UnreadableWorkbook
from danvan.store.readings import get, packed, prune, put
from danvan.store.write import commit

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
PASSING = frozenset({"X05", "X17", "X18", "X19"})  # what may end otherwise on another day
Progress = Callable[[int, int], None]


def ingest(workspace: Workspace, progress: Progress | None = None, accepted_by: str = "") -> Summary:
    """Read all of data/raw into the store and return what was done; DanvanError where there is nothing to read, or
    where this version of the reader reads values otherwise than the one before and nobody accepted that.
    """
    files = raw_files(workspace)
    office = settings(workspace)
    declared = with_header_words(form(), workspace.header_words)
    known = _Readings(workspace, declared, office)
    submissions = list(known.all(files, progress))
    _refuse_mixture(submissions)
    refuse_unmatched(known.corrections, submissions)
    entries = settle(submissions, received(workspace.raw), declared, office)
    made, inputs = frames(entries, declared), {s.file: s.sha256 for s in submissions}
    refuse_reread(workspace, made, inputs, READER_VERSION, accepted_by)
    commit(workspace.processed, made, inputs, beside=_beside(workspace), reader=READER_VERSION)
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
    """Return the files received, in a fixed order, and what only stands for one, which is refused by its name.

    DanvanError where data/raw is missing or empty.
    """
    if not workspace.raw.is_dir():
        raise DanvanError(
            f"Thiếu thư mục {workspace.raw}; hãy tạo thư mục này và chép các tệp Excel của các đơn vị vào, "
            "hoặc chạy `danvan sample` để có dữ liệu minh họa."
        )
    files = sorted(p for p in workspace.raw.rglob("*") if _is_submission(p))
    if not files:
        raise DanvanError(
            f"Thư mục {workspace.raw} chưa có tệp nào; hãy chép các tệp Excel của các đơn vị vào, "
            "hoặc chạy `danvan sample` để có dữ liệu minh họa."
        )
    return files


def _is_submission(path: Path) -> bool:
    """Whether a name is a submission's; a folder is none, unless it is named as a workbook or but a link."""
    if path.name == INTAKE_LOG or path.name.startswith("."):
        return False
    return not path.is_dir() or path.is_symlink() or path.suffix.lower() in WORKBOOKS


@dataclass(frozen=True)
class _Begun:
    """A file whose reading has begun; `kept` is what was read of it before, `key` what it is kept under."""

    file: str
    sha256: str = ""
    key: str = ""
    kept: dict[str, Any] | None = None
    answer: Future[tuple[list[Submission], bytes]] | None = None
    refused: UnreadableWorkbook | None = None


class _Readings:
    """Reads workbooks, or takes what was read of the same bytes at the same place under the same declarations."""

    def __init__(self, workspace: Workspace, form: Form, office: Settings) -> None:
        self.workspace = workspace
        self.used: set[str] = set()
        self.read = 0
        self.corrections = corrections(workspace.corrections)
        self.declared = _declared_hash(workspace)
        self.desk = Desk(form, office, tuple(self.corrections))

    def all(self, files: Sequence[Path], progress: Progress | None = None) -> Iterator[Submission]:
        """Yield what every file says, in the order of the files; some are read while others are taken."""
        with fence(lambda: self.desk, most=len(files)) as children:
            begun = (self._begun(path, children) for path in files)
            for number, each in enumerate(in_order(begun, children.ahead), start=1):
                yield from self._told(each)
                if progress:
                    progress(number, len(files))

    def _begun(self, path: Path, children: Fence) -> _Begun:
        file = named(path.relative_to(self.workspace.raw))
        try:
            digested = digest(path)
        except UnreadableWorkbook as refusal:
            return _Begun(file, refused=refusal)
        key = self._key(digested, file)
        kept = get(self.workspace.processed, key)
        answer = None if kept else children.begin("keep", path, file)
        return _Begun(file, digested, key, kept, answer)

    def _key(self, digested: str, file: str) -> str:
        return sha256(f"{digested}|{file}|{self.declared}".encode())

    def _told(self, begun: _Begun) -> list[Submission]:
        if begun.kept is not None:
            self.used.add(begun.key)
            return [Submission.from_dict(one) for one in begun.kept["submissions"]]
        try:
            if begun.answer is None:
                raise begun.refused or AssertionError(begun)
            told, packed_ = begun.answer.result()
        except UnreadableWorkbook as refusal:
            told = [_refused(begun, refusal)]
            if refusal.problem.code in PASSING or begun.refused:
                return told
            packed_ = packed({"submissions": [one.to_dict() for one in told]})
        key = self._key(told[0].sha256, begun.file)  # of the bytes that were read, should they have changed meanwhile
        put(self.workspace.processed, key, packed_)
        self.used.add(key)
        self.read += 1
        return told


def _refused(begun: _Begun, refusal: UnreadableWorkbook) -> Submission:
    """A file that is not read, in the year that its folders name."""
    year = next((int(p) for p in begun.file.split("/") if p.isdigit() and len(p) == 4), None)
    found = refusal.problem
    return Submission(begun.file, begun.sha256, year=year, refused=found.text, problems=(found,))


def _declared_hash(workspace: Workspace) -> str:
    """The hash of all that reading depends on beside the workbook: the reader and everything declared."""
    whole = hashlib.sha256(str(READER_VERSION).encode())
    places = FORMS.parent / "places"
    own = (p for p in (workspace.settings, workspace.header_words, workspace.corrections) if p.is_file())
    for path in (*sorted(FORMS.iterdir()), *sorted(places.iterdir()), *own):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def _beside(workspace: Workspace) -> dict[str, str]:
    """The hashes of what reading hangs on beside the workbooks, by path from the workspace."""
    own = (workspace.settings, workspace.header_words, workspace.corrections)
    files = (path for path in (*own, *workspace.raw.rglob(INTAKE_LOG)) if path.is_file())
    return {path.relative_to(workspace.root).as_posix(): sha256(path.read_bytes()) for path in files}


def _refuse_mixture(submissions: Sequence[Submission]) -> None:
    """Sample and real workbooks in one run would make figures of both; refuse, naming one of each."""
    sample = next((s.file for s in submissions if s.sample), None)
    real = next((s.file for s in submissions if not s.sample and not s.refused), None)
    if sample and real:
        raise DanvanError(
            f"data/raw có cả số liệu minh họa ({sample}) và số liệu thật ({real}); "
            "hãy chuyển thư mục data/raw/sample ra ngoài rồi chạy lại."
        )

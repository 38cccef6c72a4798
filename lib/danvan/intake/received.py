"""The files below data/raw, and what they say: read in children, or taken from what was read of the same bytes.

    reading(workspace) -> Reading           all that reading hangs on; may be sent to another process
      .all(files)                           what each says, in their order, some being read while others are taken
      .keep(files)                          the same, only kept: what a batch is for whoever reads many at once

Does not belong here: what follows from what they say (`settling`, `provinces`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from danvan.declared.corrections import corrections
from danvan.declared.form import FORMS, form
from danvan.declared.header_words import with_header_words
from danvan.declared.settings import BUNDLED, place_files, settings
from danvan.files import sha256
from danvan.inert import named
from danvan.intake.envelope import digest
from danvan.intake.fence import Desk, Fence, fence, in_order
from danvan.intake.reader import READER_VERSION
from danvan.intake.submission import Submission
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import DanvanError, UnreadableWorkbook, problem
from danvan.store.readings import get, packed, put

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
PASSING = frozenset({"X05", "X17", "X18", "X19"})  # what may end otherwise on another day
LIBRARY = Path(__file__).parents[1]
Progress = Callable[[int, int], None]


class File(NamedTuple):
    """A file below data/raw: its path there, its name in the store, its hash ("" where it cannot be opened), and the
    code of its district ("" where its folders name none of several).
    """

    path: str
    name: str
    sha256: str
    district: str


class Told(NamedTuple):
    """What one file says; `key` is what that is kept under, "" where it is not kept, `new` whether it was read now."""

    submissions: list[Submission]
    key: str
    new: bool


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
    """A file whose reading has begun; `kept` is what was read of it before."""

    file: File
    kept: dict[str, Any] | None = None
    answer: Future[tuple[list[Submission], bytes]] | None = None
    refused: UnreadableWorkbook | None = None


@dataclass(frozen=True)
class Reading:
    """Reads workbooks, or takes what was read of the same bytes at the same place under the same declarations.

    `declared` is the hash of these and of the reader, whose version is `reader`; `children` is how many read at once,
    0 as many as there are cores.
    """

    workspace: Workspace
    desk: Desk
    declared: str
    reader: int
    children: int = 0

    def file(self, path: Path) -> File:
        """What is known of a file before it is read."""
        below = path.relative_to(self.workspace.raw)
        name = named(below)
        try:
            digested = digest(path)
        except UnreadableWorkbook:
            digested = ""
        return File(str(below), name, digested, self.desk.territory.of_file(name) or "")

    def all(self, files: Sequence[File]) -> Iterator[Told]:
        """Yield what every file says, in the order of the files; some are read while others are taken."""
        with fence(lambda: self.desk, most=min(len(files), self.children or len(files))) as children:
            begun = (self._begun(file, children) for file in files)
            yield from map(self._told, in_order(begun, children.ahead))

    def keep(self, files: Sequence[File]) -> list[bool]:
        """Read what is not kept yet, and keep it; return of each file whether it was read now."""
        return [told.new for told in self.all(files)]

    def _begun(self, file: File, children: Fence) -> _Begun:
        path = self.workspace.raw / file.path
        if not file.district:
            return _Begun(file, refused=UnreadableWorkbook(problem("N05")))
        if not file.sha256:
            try:
                file = file._replace(sha256=digest(path))
            except UnreadableWorkbook as refused:
                return _Begun(file, refused=refused)
        kept = get(self.workspace.processed, self.key(file))
        return _Begun(file, kept, None if kept else children.begin("keep", path, file.name))

    def key(self, file: File) -> str:
        """What is read of a file is kept under this."""
        return f"{file.district}/{sha256(f'{file.sha256}|{file.name}|{self.declared}'.encode())}"

    def _told(self, begun: _Begun) -> Told:
        if begun.kept is not None:
            return Told([Submission.from_dict(one) for one in begun.kept["submissions"]], self.key(begun.file), False)
        try:
            if begun.answer is None:
                raise begun.refused or AssertionError(begun)
            told, packed_ = begun.answer.result()
        except UnreadableWorkbook as refused:
            told = [_refused(begun.file, refused)]
            if refused.problem.code in PASSING or begun.refused:
                return Told(told, "", False)
            packed_ = packed({"submissions": [one.to_dict() for one in told]})
        key = self.key(begun.file._replace(sha256=told[0].sha256))  # of the bytes that were read, should they have
        put(self.workspace.processed, key, packed_)  # changed meanwhile
        return Told(told, key, True)


def reading(workspace: Workspace) -> Reading:
    """Return how the workbooks of `workspace` are read; DeclarationError where what it declares is wrong."""
    office, declared = settings(workspace), with_header_words(form(), workspace.header_words)
    desk = Desk(declared, office, tuple(corrections(workspace.corrections)))
    return Reading(workspace, desk, _declared_hash(workspace), READER_VERSION)


def _refused(file: File, refused: UnreadableWorkbook) -> Submission:
    """A file that is not read, in the year that its folders name."""
    year = next((int(p) for p in file.name.split("/") if p.isdigit() and len(p) == 4), None)
    found = refused.problem
    return Submission(file.name, file.sha256, year=year, refused=found.text, problems=(found,))


def _declared_hash(workspace: Workspace) -> str:
    """The hash of all that reading depends on beside the workbook: the reader and everything declared."""
    whole = hashlib.sha256(str(READER_VERSION).encode())
    own = (p for p in (workspace.settings, workspace.header_words, workspace.corrections) if p.is_file())
    places = place_files(workspace).values()
    for path in dict.fromkeys((*sorted(FORMS.iterdir()), *sorted(BUNDLED.iterdir()), *own, *places)):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


@cache
def settled_by() -> str:
    """The hash of the modules that make tables of what was read, and of those that they stand on."""
    whole = hashlib.sha256()
    rooms = (LIBRARY / room for room in ("intake", "store", "declared", "vietnamese"))
    for path in sorted((*LIBRARY.glob("*.*"), *(path for room in rooms for path in room.rglob("*.*")))):
        if "__pycache__" not in path.parts:
            whole.update(path.relative_to(LIBRARY).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()

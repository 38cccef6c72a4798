"""What a process reads while it makes something: as long as all of it stands, so does what was made.

    ["models", [2021, 2022], "9f2c..."]     a table of the store, the years asked for (null: all), its state
    ["notes/targets.csv", "5b1e..."]        any other file that was opened, or folder that was listed, and its state
    ["", "git"]                             a program that was started: nobody knows what it reads, so this never stands

One line of JSON each, written as it is read. Python tells of each file that it opens; what opens files by itself is
asked where it is called (`unseen`). Not seen are a mere look whether a file is there, and libraries that are not named
here: a run declares such files (`declare`). Does not belong here: what is done again (runs.reuse), the store.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from importlib.util import source_from_cache
from pathlib import Path
from typing import IO, Any

from danvan import unseen
from danvan.files import sha256
from danvan.paths import Workspace

NOTES = "DANVAN_READS"  # in the environment: the file to note in; without it nothing is noted
MACHINE = ("/dev", "/etc", "/lib", "/proc", "/sys", "/usr")
LIBRARY = Path(__file__).parent
LISTINGS = ("os.listdir", "os.scandir")
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")
SEARCHING = ("importlib", "_frozen_importlib", "pkgutil", "zipimport")  # they list folders to find modules
NOT_READING = os.O_WRONLY | os.O_TRUNC | os.O_EXCL
PROGRAM = ""  # stands for what a program reads
ABSENT = ""  # the state of what is not there


class _Notes:
    """The open file of notes, and what stands in it."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._out: IO[str] = path.open("a", encoding="utf-8")
        self._seen = set[str]()
        self._own = threading.local()
        known = (workspace.processed, workspace.outputs, LIBRARY, sys.prefix, sys.base_prefix)
        self._ignored = (*map(str, known), *MACHINE)
        self._inside, self._scratch = str(workspace.root), (tempfile.gettempdir(), str(Path.home() / ".cache"))

    def note(self, *words: Any) -> None:
        line = json.dumps(words, ensure_ascii=False)
        if line not in self._seen:
            self._seen.add(line)
            self._out.write(line + "\n")
            self._out.flush()

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: notes what is opened for reading, listed or started."""
        if event == "open":
            path, _, flags = arguments
            self.opened([] if flags & NOT_READING else [path])
        elif event == "sqlite3.connect":
            self.opened(unseen.database(arguments[0]))
        elif event in LISTINGS and not _caller(2).startswith(SEARCHING):
            self.opened([arguments[0] or "."])
        elif event in PROGRAMS:
            self.note(PROGRAM, os.fsdecode(arguments[0] or "?"))

    def opened(self, places: Iterable[Any]) -> None:
        """Note the state of files and folders, each once; what is no path is passed over."""
        if getattr(self._own, "busy", False):  # by what is done here
            return
        self._own.busy = True
        try:
            for place in places:
                if isinstance(place, str | bytes | os.PathLike):
                    self._opened(os.path.abspath(os.fsdecode(place)))  # noqa: PTH100 - links stay as they are named
        finally:
            self._own.busy = False

    def _opened(self, name: str) -> None:
        if name in self._seen:
            return
        self._seen.add(name)
        path = Path(name)
        if path.parent.name == "__pycache__":  # the module that was compiled
            path = Path(source_from_cache(name))
        passing = name.startswith(self._scratch) and not name.startswith(self._inside)
        if not passing and not name.startswith(self._ignored):
            self.note(str(path), state_of(path))


_notes: _Notes | None = None


def watch() -> None:
    """Note from now on what this process reads, in the file that the environment names.

    Not noted is what another hash stands for or nobody keeps: the store (`note`), outputs, libraries, scratch files.
    """
    global _notes  # noqa: PLW0603 - a process has one audit hook for its whole life
    named = os.environ.get(NOTES)
    if named and _notes is None:
        _notes = _Notes(Path(named), Workspace(Path.cwd()))
        unseen.ask(_notes.opened)
        sys.addaudithook(_notes.heard)


def declare(path: Path, files: Iterable[Path]) -> None:
    """Begin the notes in `path` with files and folders that a person says are read, there or not."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps([str(file), state_of(file)], ensure_ascii=False) + "\n" for file in files)


def state_of(path: Path) -> str:
    """The hash of a file, or of the names in a folder; `ABSENT` where there is neither."""
    if path.is_dir():
        return sha256("\n".join(sorted(one.name for one in path.iterdir())).encode("utf-8", "surrogateescape"))
    return sha256(path.read_bytes()) if path.is_file() else ABSENT


def _caller(depth: int) -> str:
    """The name of the module `depth` calls above this one."""
    return str(sys._getframe(depth).f_globals.get("__name__"))


def note(table: str, years: Sequence[int] | None, state: str) -> None:
    """Note that a table of the store was read; nothing is noted where nobody watches."""
    if _notes is not None:
        _notes.note(table, None if years is None else list(years), state)


def noted(path: Path) -> list[list[Any]]:
    """The notes in a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

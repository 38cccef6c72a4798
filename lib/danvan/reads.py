"""What a process reads while it makes something: as long as all of it stands, so does what was made.

    ["models", [2021, 2022], "9f2c..."]     a table of the store, the years asked for (null: all), its state
    ["notes/targets.csv", "5b1e..."]        any other file that Python opened, and the hash of what was read

One line of JSON each, written as it is read. Does not belong here: what is done again (runs.reuse), the store.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from importlib.util import source_from_cache
from pathlib import Path
from typing import IO, Any

from danvan.files import sha256
from danvan.paths import Workspace

NOTES = "DANVAN_READS"  # in the environment: the file to note in; without it nothing is noted
MACHINE = ("/dev", "/etc", "/lib", "/proc", "/sys", "/usr")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LIBRARY = Path(__file__).parent


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

    def opened(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: notes a file that is opened for reading, with the hash of its bytes, once."""
        if event != "open" or getattr(self._own, "busy", False) or not _reading(arguments):
            return
        name = os.fsdecode(arguments[0])
        if name in self._seen:
            return
        self._seen.add(name)
        self._own.busy = True
        try:
            self._opened(Path(os.path.abspath(name)))  # noqa: PTH100 - links stay as they are named
        finally:
            self._own.busy = False

    def _opened(self, path: Path) -> None:
        if path.parent.name == "__pycache__":  # the module that was compiled
            path = Path(source_from_cache(str(path)))
        name = str(path)
        passing = name.startswith(self._scratch) and not name.startswith(self._inside)
        if not passing and not name.startswith(self._ignored) and path.is_file():
            self.note(name, sha256(path.read_bytes()))


_notes: _Notes | None = None


def watch() -> None:
    """Note from now on what this process reads, in the file that the environment names.

    Not noted is what another hash stands for or nobody keeps: the store (`note`), outputs, libraries, scratch files.
    """
    global _notes  # noqa: PLW0603 - a process has one audit hook for its whole life
    named = os.environ.get(NOTES)
    if named and _notes is None:
        _notes = _Notes(Path(named), Workspace(Path.cwd()))
        sys.addaudithook(_notes.opened)


def note(table: str, years: Sequence[int] | None, state: str) -> None:
    """Note that a table of the store was read; nothing is noted where nobody watches."""
    if _notes is not None:
        _notes.note(table, None if years is None else list(years), state)


def _reading(arguments: tuple[Any, ...]) -> bool:
    path, mode, flags = arguments
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return not set(mode) & set("wax+") if isinstance(mode, str) else not flags & WRITING


def noted(path: Path) -> list[list[Any]]:
    """The notes in a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

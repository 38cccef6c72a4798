"""Whether a run that is asked again has anything to do: one look at the names, sizes and times of all it hangs on.

    data/processed/standing/2022.json     what was seen when it was done, and what is said while that is still so

Nothing is opened and nothing heavy imported: where anything at all looks different the run itself finds out what
changed, by content. Does not belong here: which notebooks run again (reuse).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from danvan.files import sha256, write_whole
from danvan.paths import Workspace
from danvan.reads import LIBRARY, PROGRAM, noted

SETTLED_NS = 2_000_000_000  # a file may change again within one tick of its clock; the coarsest, FAT's, is 2 seconds
NOT_LOOKED_AT = ("__pycache__", "readings", "executed", "standing")  # none of them changes what is made
LATEST = "moi-nhat"  # the run that names neither year nor period
Seen = tuple[Any, ...]  # a file: its path, size, and the times it was changed; a package: its name and version


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: the years and periods that it is about, its closing lines, whether reports go back."""

    labels: tuple[str, ...]
    lines: tuple[str, ...]
    returned: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The state of all that goes into a run, at one moment; `settled` where a later change cannot look the same."""

    state: str
    settled: bool


def look(workspace: Workspace) -> Look:
    """Look at everything that goes into a run: submissions, declarations, notebooks, library, packages."""
    now = time.time_ns()
    beside = [_seen(entry) for entry in os.scandir(workspace.root) if entry.is_file()]
    files = [*beside, *_below(workspace.raw), *_below(workspace.notebooks), *_below(LIBRARY)]
    settled = not any(now - SETTLED_NS <= moment <= now for file in files for moment in file[2:])
    programs = [(name,) for folder in sys.path for name in _installed(folder)]
    return Look(_state([(sys.version,), *programs, *files]), settled)


def found(workspace: Workspace, name: str, now: Look) -> Ended | None:
    """Return how the run called `name` ended the last time, where it would end so again with nothing to do."""
    try:
        kept = json.loads(_record(workspace, name).read_bytes())
        if kept["seen"] != now.state or kept["made"] != _made(workspace, kept["labels"], kept["read"]):
            return None
        return Ended(tuple(kept["labels"]), tuple(kept["lines"]), kept["returned"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def keep(workspace: Workspace, name: str, seen: Look, ended: Ended) -> None:
    """Note that the run called `name`, begun when all looked as `seen`, was done."""
    path = _record(workspace, name)
    notes = (path for label in ended.labels for path in (workspace.executed / label).glob("*/*/reads.jsonl"))
    read = sorted({words[0] for note in notes for words in noted(note) if len(words) == 2})
    if not seen.settled or PROGRAM in read:
        path.unlink(missing_ok=True)
        return
    known = {"seen": seen.state, "made": _made(workspace, ended.labels, read), "read": read}
    write_whole(path, json.dumps({**known, **asdict(ended)}, ensure_ascii=False).encode())


def _record(workspace: Workspace, name: str) -> Path:
    return workspace.standing / f"{name}.json"


def _made(workspace: Workspace, labels: Sequence[str], read: Iterable[str]) -> str:
    """The state of what a run leaves: the store, its outputs; and of files that its notebooks read besides."""
    folders = (workspace.processed, *map(workspace.output, labels))
    return _state([*(file for folder in folders for file in _below(folder)), *map(_stated, read)])


def _below(folder: Path | str) -> Iterator[Seen]:
    """What is seen of every file below a folder."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if not entry.is_dir():
            yield _seen(entry)
        elif entry.name not in NOT_LOOKED_AT:
            yield from _below(entry.path)


def _seen(entry: os.DirEntry[str]) -> Seen:
    try:
        return entry.path, *_times(entry.stat())
    except FileNotFoundError:  # a link to nothing
        return (entry.path,)


def _stated(name: str) -> Seen:
    path = Path(name)
    return (name, *_times(path.stat())) if path.exists() else (name,)


def _times(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _installed(folder: str) -> Iterator[str]:
    """The names and versions of what is installed in a folder of sys.path."""
    try:
        yield from (entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(".dist-info"))
    except OSError:
        return


def _state(seen: Iterable[Seen]) -> str:
    return sha256("\n".join(map(str, sorted(seen))).encode("utf-8", "backslashreplace"))

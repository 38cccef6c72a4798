"""The hashes of what commands write for people beside the runs: indexes, packages, workbooks that go back or out.

    outputs/.danvan.sums.json     {"chia_se_2022.zip": sha256, "2022/returned/21085_2022_can_sua.xlsx": ...}

Noted is what a command wrote, never what changed otherwise, so that `verify` finds that. Does not belong here: the
files of a run, whose hashes are in its `run.json`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from danvan.files import SEAL, sealed, sha256, write_whole
from danvan.paths import LEDGER, Workspace


def files(workspace: Workspace) -> Iterator[Path]:
    """The files below outputs that are meant for people: neither the log nor what is staged, failed or locked."""
    own = (workspace.log, workspace.result)
    for above, folders, names in os.walk(workspace.outputs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and (path := Path(above, name)) not in own:
                yield path


def sums(workspace: Workspace) -> dict[str, str]:
    """What was noted: {file below outputs: sha256}; nothing where that cannot be read."""
    try:
        said: dict[str, str] = json.loads(workspace.sums.read_bytes())
        return {name: digest for name, digest in said.items() if name != SEAL}
    except (OSError, ValueError, AttributeError):
        return {}


def ledgers(workspace: Workspace) -> dict[str, Any]:
    """The `run.json` of each published run by its folder; {} of one that cannot be read."""
    return {path.parent.name: _read(path) for path in sorted(workspace.outputs.glob(f"[!.]*/{LEDGER}"))}


def _read(path: Path) -> Any:
    try:
        said = json.loads(path.read_bytes())
    except ValueError:
        return {}
    return said if isinstance(said, dict) and isinstance(said.get("files"), dict) else {}


@contextmanager
def noted(workspace: Workspace, *, anew: bool = False) -> Iterator[None]:
    """Note the hashes of what the block writes, however it ends; `anew` of all that is there, since nobody knows what a
    command that was stopped had written.
    """
    before = {} if anew or not workspace.sums.is_file() else _seen(workspace)
    try:
        yield
    finally:
        _note(workspace, before)


def _seen(workspace: Workspace) -> dict[Path, tuple[int, int, int]]:
    stats = ((path, path.lstat()) for path in files(workspace))
    return {path: (stat.st_size, stat.st_mtime_ns, stat.st_ino) for path, stat in stats}


def _note(workspace: Workspace, before: Mapping[Path, tuple[int, int, int]]) -> None:
    """Leave out what a `run.json` says the same of, and what the command took away."""
    now = _seen(workspace)
    written = [path for path, seen in now.items() if before.get(path) != seen]
    known = sums(workspace)
    gone = {_name(workspace, path) for path in before if path not in now}
    if not written and not gone & set(known):
        return
    hashes = {_name(workspace, path): sha256(path.read_bytes()) for path in written}
    in_runs = {f"{label}/{name}": d for label, said in ledgers(workspace).items() for name, d in _files(said)}
    told = {name: digest for name, digest in {**known, **hashes}.items() if name not in gone}
    own = {name: digest for name, digest in told.items() if in_runs.get(name) != digest and Path(name).name != LEDGER}
    write_whole(workspace.sums, sealed(dict(sorted(own.items()))))


def _files(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from said.get("files", {}).items()


def _name(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.outputs).as_posix()

"""Which notebooks need not run again: what each made is kept beside what it hung on, and stands while that does.

    data/processed/executed/2022/-/02_models/made.json          key: notebook, parameters, library, packages, settings
                                             reads.jsonl        the tables and files that it read (danvan.reads)
                                             notebooks/ charts/ tables/

So a run that failed does only what failed when it is done again, and one that nothing has changed for does nothing.
Does not belong here: running a notebook (execute), publishing (run).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from danvan.files import sealed, sha256, write_whole
from danvan.paths import LEDGER, Workspace
from danvan.reads import LIBRARY, noted, state_of
from danvan.runs.plan import Job
from danvan.store.manifest import NAME, read_manifest
from danvan.store.read import state

MADE, READS = "made.json", "reads.jsonl"
NOTES = (MADE, READS)
DECLARED = (".toml", ".csv", ".docx")  # files of the office beside danvan.toml: places, links, words, its template
WHOLE = "-"  # the folder of jobs that are of no single unit


def kept(workspace: Workspace, job: Job) -> Path:
    """The folder in which what `job` makes is kept."""
    return workspace.executed / job.label / (job.folder or WHOLE) / job.name


def making(workspace: Workspace, job: Job) -> Path:
    """The folder in which `job` makes it anew, beside what is kept."""
    return kept(workspace, job).with_name(f".{job.name}.staged")


def mark(workspace: Workspace, job: Job, folder: Path) -> None:
    """Write into `folder` what the notebook that made it hung on, and the hash of each file there."""
    files = {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in _files(folder)}
    _note(folder, {"key": key(workspace, job), "files": files})


def stands(workspace: Workspace, job: Job) -> bool:
    """Whether what `job` made the last time is what it would make now."""
    folder = kept(workspace, job)
    try:
        said = json.loads((folder / MADE).read_bytes())
        if said["key"] != key(workspace, job) or not _whole(folder, said["files"]):
            return False
        return _unchanged(workspace, noted(folder / READS))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def mark_published(workspace: Workspace, label: str, jobs: Sequence[Job]) -> None:
    """Note what a whole run that was published hung on."""
    ledger = sha256((workspace.output(label) / LEDGER).read_bytes())
    _note(workspace.executed / label, {"key": _whole_key(workspace, jobs), "ledger": ledger})


def published(workspace: Workspace, label: str, jobs: Sequence[Job]) -> bool:
    """Whether what was published as `label` is what would be made now, to the byte."""
    try:
        said = json.loads((workspace.executed / label / MADE).read_bytes())
        ledger = (workspace.output(label) / LEDGER).read_bytes()
        same = (said["key"], said["ledger"]) == (_whole_key(workspace, jobs), sha256(ledger))
        whole = same and _whole(workspace.output(label), json.loads(ledger)["files"])
        return whole and all(stands(workspace, job) for job in jobs)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def _whole_key(workspace: Workspace, jobs: Sequence[Job]) -> str:
    """A run hangs on what its notebooks made and, for its report and traces, on the whole store."""
    paths = (workspace.processed / NAME, *(kept(workspace, job) / MADE for job in jobs))
    return sha256(json.dumps([surroundings(workspace), *(sha256(path.read_bytes()) for path in paths)]).encode())


def _note(folder: Path, said: dict[str, object]) -> None:
    write_whole(folder / MADE, sealed(said))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in NOTES)


def _whole(folder: Path, files: Mapping[str, str]) -> bool:
    return all(_is(folder / name, hashed) for name, hashed in files.items())


def _unchanged(workspace: Workspace, notes: list[list[Any]]) -> bool:
    asked = [words for words in notes if len(words) == 3]
    manifest = read_manifest(workspace.processed) if asked else None
    tables = (manifest is not None and state(manifest, table, years) == then for table, years, then in asked)
    files = (state_of(Path(words[0])) == words[1] for words in notes if len(words) == 2)
    return all(tables) and all(files)


def _is(path: Path, hashed: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()) == hashed


def key(workspace: Workspace, job: Job) -> str:
    """The hash of what a notebook hangs on besides what it reads: itself, its entry of the list, and `surroundings`."""
    hangs_on = [sha256(job.notebook.read_bytes()), dict(job.parameters), job.reads, surroundings(workspace)]
    return sha256(json.dumps(hangs_on, ensure_ascii=False, sort_keys=True).encode())


def surroundings(workspace: Workspace) -> dict[str, str]:
    """The hashes of the library, of the packages it stands on, and of all that the office declares."""
    declared = (path for path in workspace.root.iterdir() if path.suffix in DECLARED and path.is_file())
    hashes = {path.name: sha256(path.read_bytes()) for path in declared}
    return {"library": library(), "packages": packages(), **hashes}


@cache
def library() -> str:
    """The hash of every file of danvan itself."""
    whole = hashlib.sha256()
    for path in sorted(LIBRARY.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            whole.update(f"{path.relative_to(LIBRARY).as_posix()} {len(data)}\n".encode() + data)
    return whole.hexdigest()


@cache
def packages() -> str:
    """The hash of Python's version and of the names and versions of all that is installed beside danvan."""
    return sha256("\n".join([sys.version, *sorted(set(_installed()))]).encode())


def _installed() -> Iterator[str]:
    for folder in map(Path, sys.path):
        yield from (path.name for path in folder.glob("*.dist-info"))

"""Whether files are still what was written or received: each compared with the hash that was noted of it.

    data/raw/**           the manifest's inputs         data/processed/manifest.json    its own seal
    <table>/**, inputs/*  the manifest's files          readings/*/*                    the hash that each begins with
    executed/**           made.json of each notebook    frozen/*/**                     frozen.json, and its own seal

Does not belong here: what is published (`runs.verify`), what a workbook means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from danvan.files import is_sealed, sha256
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.store.frozen import ABOUT, read_about
from danvan.store.manifest import NAME, Manifest, read_inputs, read_manifest
from danvan.store.readings import FOLDER, is_whole

State = Literal["whole", "changed", "missing", "strange", "unreadable", "unknown"]
Part = Literal["raw", "declared", "processed", "frozen", "published"]
MADE = "made.json"


@dataclass(frozen=True, slots=True)
class Found:
    """One file, by its path, in which part of the workspace it is, and its state; "unknown" where nothing was noted to
    compare it with, "strange" where it should not be there. `remedy` is a sentence.
    """

    path: Path
    part: Part
    state: State
    remedy: str = ""


AGAIN = "Hãy chạy danvan ingest để đọc lại."
RESENT = (
    "Nếu đơn vị đã gửi bản mới, hãy chạy danvan ingest để đọc lại; nếu không ai thay, hãy lấy lại tệp từ nơi nhận "
    "(thư điện tử, bản sao lưu)."
)
GET_AGAIN = "Hãy lấy lại tệp từ nơi nhận (thư điện tử, bản sao lưu) rồi chạy danvan verify lần nữa."
NOT_READ = "Tệp này chưa được đọc; hãy chạy danvan ingest."
DECLARED = "Nếu đã sửa khai báo này, hãy chạy danvan ingest để đọc lại; nếu không, hãy lấy lại bản trước."
CACHE = "Hãy xóa tệp này; lần chạy sau tự lập lại."
FROZEN = "Hãy lấy lại thư mục của bản chốt từ bản sao lưu; bản chốt không lập lại được."
STRANGE_FROZEN = "Tệp này không thuộc bản chốt; hãy chuyển ra ngoài."


def compared(path: Path, digest: str) -> State:
    """Whether the file at `path` has the hash that was noted of it."""
    try:
        if not path.is_file():
            return "missing"
        return "whole" if sha256(path.read_bytes()) == digest else "changed"
    except OSError:
        return "unreadable"


def sealed(path: Path) -> State:
    """Whether a file that bears its own hash is what was written."""
    try:
        return "whole" if is_sealed(path.read_bytes()) else "changed"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"


def stored(workspace: Workspace) -> Iterator[Found]:
    """Every file of raw and processed; that there is no store yet is found as its missing manifest."""
    path = workspace.processed / NAME
    state = sealed(path)
    yield Found(path, "processed", state, AGAIN)
    try:
        manifest = read_manifest(workspace.processed)
    except (DanvanError, OSError):
        return
    yield from _received(workspace, manifest)
    yield from _tables(workspace, manifest)
    yield from _readings(workspace)
    yield from _executed(workspace)


def _received(workspace: Workspace, manifest: Manifest) -> Iterator[Found]:
    try:
        inputs = read_inputs(workspace.processed, manifest)
    except (DanvanError, OSError):  # which the files of the tables tell
        return
    known = {workspace.raw / file: digest for file, digest in inputs.items() if digest}
    for path, digest in known.items():
        state = compared(path, digest)
        yield Found(path, "raw", state, GET_AGAIN if state in ("missing", "unreadable") else RESENT)
    for name, digest in manifest.beside.items():
        path = workspace.root / name
        yield Found(path, "raw" if path.is_relative_to(workspace.raw) else "declared", compared(path, digest), DECLARED)
    beside = {workspace.root / name for name in manifest.beside}
    refused = {workspace.raw / file for file, digest in inputs.items() if not digest}
    for path in _files(workspace.raw):
        if path in refused or path.name.startswith("."):
            yield Found(path, "raw", "unknown")
        elif path not in known and path not in beside:
            yield Found(path, "raw", "strange", NOT_READ)


def _tables(workspace: Workspace, manifest: Manifest) -> Iterator[Found]:
    folder = workspace.processed
    parts = manifest.files
    for name, digest in parts.items():
        yield Found(folder / name, "processed", compared(folder / name, digest), AGAIN)
    own = {workspace.frozen, workspace.executed, folder / FOLDER, workspace.standing}
    for path in _files(folder):
        if path.relative_to(folder).as_posix() not in parts and not own & set(path.parents) and path != folder / NAME:
            yield Found(path, "processed", "strange", AGAIN)


def _readings(workspace: Workspace) -> Iterator[Found]:
    for path in _files(workspace.processed / FOLDER):
        try:
            state: State = "whole" if is_whole(path) else "changed"
        except OSError:
            state = "unreadable"
        yield Found(path, "processed", state, CACHE)


def _executed(workspace: Workspace) -> Iterator[Found]:
    """What notebooks made, by what is noted beside it; nothing tells what the notes of what they read must be."""
    notes = sorted(workspace.executed.rglob(MADE))
    for note in notes:
        yield Found(note, "processed", sealed(note), CACHE)
    told = {note.parent / name: digest for note in notes for name, digest in _noted(note).items()}
    for path, digest in told.items():
        yield Found(path, "processed", compared(path, digest), CACHE)
    for path in (*_files(workspace.executed), *_files(workspace.standing)):
        if path not in told and path not in notes:
            yield Found(path, "processed", "unknown")


def _noted(note: Path) -> Mapping[str, str]:
    try:
        files: Mapping[str, str] = json.loads(note.read_bytes()).get("files", {})
        return files
    except (OSError, ValueError, AttributeError):
        return {}


def frozen_states(workspace: Workspace) -> Iterator[Found]:
    """Every file of every frozen state."""
    for folder in sorted(path for path in workspace.frozen.glob("[!.]*") if path.is_dir()):
        about = folder / ABOUT
        yield Found(about, "frozen", sealed(about), FROZEN)
        try:
            files = read_about(about).files
        except (DanvanError, OSError):
            continue
        for name, digest in files.items():
            yield Found(folder / name, "frozen", compared(folder / name, digest), FROZEN)
        for path in _files(folder):
            if path != about and path.relative_to(folder).as_posix() not in files:
                yield Found(path, "frozen", "strange", STRANGE_FROZEN)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if not path.is_dir())

"""Brings what the units sent to another address (s3://, file://, ...) into data/raw, as it is there.

    outputs/.danvan.fetched.json    {"address": ..., "files": {name: [mark there, [bytes here, time here]]}}

A file that did not change is not brought again. What is here and not there, or was changed here, is a question for a
person: nothing of data/raw is removed or lost. Does not belong here: reading the files (`received`).
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import NamedTuple

from danvan.addresses import Folder, Seen
from danvan.files import is_sealed, sealed, sha256, sync_all, write_whole
from danvan.inert import named
from danvan.paths import Workspace
from danvan.problems import DanvanError

STAGED = ".fetched.staged"  # swept away where a command was stopped


class Noted(NamedTuple):
    """A file as it was when it was brought: its mark there, its state here."""

    mark: str
    state: list[int]


def fetch(workspace: Workspace, source: Folder) -> int:
    """Make data/raw what is at `source`, and return how many files were new or changed.

    DanvanError where nothing is there, or where a file of data/raw is not there or was changed here.
    """
    there = {name: seen for name, seen in source.files().items() if not _hidden(name)}
    if not there:
        raise DanvanError(f"Ở {source} không có tệp nào; hãy kiểm tra địa chỉ.")
    _refuse_strange(workspace, source, there)
    known = _noted(workspace, source)
    wanted = [name for name, seen in there.items() if _stale(workspace.raw / name, seen, known.get(name))]
    staged = workspace.processed / STAGED
    try:
        source.fetch(wanted, staged)
        changed = [name for name in wanted if _differs(workspace.raw / name, staged / name)]
        for name in changed:
            _refuse_changed_here(workspace.raw / name, source, known.get(name))
        for name in changed:
            (workspace.raw / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(workspace.raw / name)
    except FileNotFoundError as error:
        raise DanvanError(f"Tệp ở {source} bị chuyển đi trong lúc lấy về; hãy chạy lại.") from error
    finally:
        rmtree(staged, ignore_errors=True)
    sync_all()
    _note(workspace, source, there)
    return len(changed)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def _refuse_strange(workspace: Workspace, source: Folder, there: Container[str]) -> None:
    """What is counted here and is not there would be counted though nobody sees it there; DanvanError names it."""
    here = (path.relative_to(workspace.raw) for path in sorted(workspace.raw.rglob("*")) if not path.is_dir())
    for name in (named(path) for path in here):
        if name not in there and not _hidden(name):
            raise DanvanError(
                f"Tệp data/raw/{name} không có ở {source}; nếu báo cáo đã được rút, hãy chuyển tệp ra khỏi data/raw, "
                "nếu không, hãy chép tệp lên đó rồi chạy lại."
            )


def _stale(path: Path, seen: Seen, noted: Noted | None) -> bool:
    """Whether a file may be another than the one there."""
    return noted is None or not seen.mark or noted.mark != seen.mark or noted.state != _state(path)


def _differs(path: Path, fetched: Path) -> bool:
    return not path.is_file() or sha256(path.read_bytes()) != sha256(fetched.read_bytes())


def _refuse_changed_here(path: Path, source: Folder, noted: Noted | None) -> None:
    """What was not brought from there, or is no more as it was brought, is not overwritten."""
    if path.exists() and (noted is None or noted.state != _state(path)):
        raise DanvanError(
            f"Tệp {path} khác với tệp cùng tên ở {source} và không phải do lần lấy trước; hãy so hai tệp, giữ tệp đúng "
            "ở địa chỉ đó, chuyển tệp trong data/raw ra ngoài rồi chạy lại."
        )


def _state(path: Path) -> list[int]:
    """The bytes and the time of a file here, none where it is not."""
    if not path.is_file():
        return []
    about = path.stat()
    return [about.st_size, about.st_mtime_ns]


def _noted(workspace: Workspace, source: Folder) -> dict[str, Noted]:
    """What was brought from there before; nothing where it was another address, or the note is broken."""
    try:
        data = workspace.fetched.read_bytes()
        said = json.loads(data)
        mine = is_sealed(data) and said["address"] == str(source)
        return {name: Noted(*one) for name, one in said["files"].items()} if mine else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _note(workspace: Workspace, source: Folder, there: Mapping[str, Seen]) -> None:
    files = {name: Noted(seen.mark, _state(workspace.raw / name)) for name, seen in there.items()}
    write_whole(workspace.fetched, sealed({"address": str(source), "files": files}))

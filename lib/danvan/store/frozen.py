"""Frozen states: a copy of the store with all that its figures hang on, under a name, never changed again.

    data/processed/frozen/<name>/danvan.toml, model_links.csv ...     what the office declared then
                                 data/processed/manifest.json, */*    the tables, byte by byte
                                 frozen.json                          name, years, day, version

A frozen state is a workspace of its own: whatever is made from the store can be made from it again. Does not belong
here: what changed since (analysis.restated).
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from danvan.files import replace_folder, sha256, write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store.manifest import NAME, read_manifest

ABOUT = "frozen.json"
NAMED = re.compile(r"[\w][\w .\-]{0,60}")


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen state: its name, the years whose figures it froze, the day, and what made it."""

    name: str
    years: tuple[int, ...]
    day: date
    library: str


def freeze(workspace: Workspace, name: str, years: tuple[int, ...], day: date) -> Frozen:
    """Freeze the store as it stands under `name`, whole or not at all.

    UsageError where the name cannot be one or is taken; DanvanError where a file of the store is not what was written.
    """
    folder = _folder(workspace, name)
    if folder.exists():
        raise UsageError(f"Đã có bản chốt “{name}”; bản chốt không bao giờ bị ghi đè, hãy đặt tên khác.")
    made = Frozen(name, years, day, version("danvan"))
    staged = folder.with_name(f".{name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    inside = Workspace(staged)
    for path in (workspace.settings, *workspace.declared):
        if path.is_file():
            write_whole(staged / path.name, path.read_bytes())
    _copy(workspace.processed, inside.processed)
    write_whole(staged / ABOUT, (json.dumps(_plain(made), ensure_ascii=False, indent=1) + "\n").encode())
    replace_folder(staged, folder)
    return made


def _copy(store: Path, target: Path) -> None:
    manifest = read_manifest(store)
    for parts in manifest.tables.values():
        for part in parts.values():
            data = (store / part.path).read_bytes()
            if sha256(data) != part.sha256:
                raise DanvanError(f"{store / part.path} đã bị thay đổi; hãy chạy `danvan ingest` rồi chốt lại.")
            write_whole(target / part.path, data)
    write_whole(target / NAME, (store / NAME).read_bytes())


def _plain(made: Frozen) -> dict[str, object]:
    return {**asdict(made), "years": list(made.years), "day": made.day.isoformat()}


def frozen(workspace: Workspace, name: str) -> Workspace:
    """The workspace of the state frozen as `name`; UsageError, naming what there is, where there is none."""
    folder = _folder(workspace, name)
    if not (folder / ABOUT).is_file():
        known = ", ".join(f"“{one.name}”" for one in every(workspace)) or "chưa có bản nào"
        raise UsageError(f"Không có bản chốt “{name}”; các bản chốt: {known}.")
    return Workspace(folder)


def every(workspace: Workspace) -> list[Frozen]:
    """All frozen states, by day and name."""
    found = [_read(path) for path in workspace.frozen.glob(f"*/{ABOUT}")]
    return sorted(found, key=lambda one: (one.day, one.name))


def _read(path: Path) -> Frozen:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Frozen(said["name"], tuple(said["years"]), date.fromisoformat(said["day"]), said["library"])
    except (ValueError, KeyError, TypeError) as error:
        raise DanvanError(f"Không đọc được {path}; bản chốt này đã hỏng.") from error


def _folder(workspace: Workspace, name: str) -> Path:
    if not NAMED.fullmatch(name):
        raise UsageError(f"“{name}” không làm tên bản chốt được; chỉ dùng chữ, số, dấu cách, dấu chấm và gạch ngang.")
    return workspace.frozen / name

"""Frozen states: a copy of the store with all that its figures hang on, under a name, never changed again.

    data/processed/frozen/<name>/danvan.toml, model_links.csv ...     what the office declared then, lists of places too
                                 data/processed/manifest.json, **     the tables, byte by byte
                                 report.docx ...                      what was made of them when they were frozen
                                 frozen.json                          name, years, day, programs, hash of every file

A frozen state is a workspace of its own: whatever is made from the store can be made from it again. Does not belong
here: making a report of it (runs.states), what changed since (analysis.restated).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from danvan.declared.settings import declared_files
from danvan.files import SEAL, replace_folder, sealed, sha256, write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store.manifest import read_manifest
from danvan.store.schema import TABLES, schema
from danvan.store.write import copy

ABOUT = "frozen.json"
NAMED = re.compile(r"[\w][\w .\-]{0,60}")


@dataclass(frozen=True)
class Frozen:
    """One frozen state: its name, the years whose figures it froze, the day, the programs {name: version} that made it
    (danvan first), and its files {path: sha256}.
    """

    name: str
    years: tuple[int, ...]
    day: date
    made_with: Mapping[str, str]
    files: Mapping[str, str]


def freeze(
    workspace: Workspace,
    name: str,
    years: tuple[int, ...],
    day: date,
    made_with: Mapping[str, str],
    issue: Callable[[Workspace], object],
) -> Frozen:
    """Freeze the store as it stands under `name`, whole or not at all; `issue` adds to the state what is made of it.

    UsageError where the name cannot be one or is taken; DanvanError where a file of the store is not what was written,
    or lies where no copy can keep its place.
    """
    folder = _folder(workspace, name)
    if folder.exists():
        raise UsageError(f"Đã có bản chốt “{name}”; bản chốt không bao giờ bị ghi đè, hãy đặt tên khác.")
    staged = folder.with_name(f".{name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    inside = Workspace(staged)
    for file, path in declared_files(workspace).items():
        if not (staged / file).resolve().is_relative_to(staged.resolve()):
            raise DanvanError(f"Tệp “{file}” nằm ngoài {workspace.root}; hãy chép vào cạnh danvan.toml rồi chốt lại.")
        write_whole(staged / file, path.read_bytes())
    copy(workspace.processed, inside.processed)
    issue(inside)
    made = Frozen(name, years, day, made_with, dict(_hashes(staged)))
    write_whole(staged / ABOUT, sealed(_plain(made)))
    replace_folder(staged, folder)
    return made


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), sha256(path.read_bytes())


def _plain(made: Frozen) -> dict[str, object]:
    return {**asdict(made), "years": list(made.years), "day": made.day.isoformat()}


def frozen(workspace: Workspace, name: str) -> tuple[Workspace, Frozen]:
    """The workspace of the state frozen as `name`, and what is known of it.

    UsageError, naming what there is, where there is none; DanvanError where a file of it is missing or was changed, or
    where its tables have other columns than this library's.
    """
    folder = _folder(workspace, name)
    if not (folder / ABOUT).is_file():
        known = ", ".join(f"“{one.name}”" for one in every(workspace)) or "chưa có bản nào"
        raise UsageError(f"Không có bản chốt “{name}”; các bản chốt: {known}.")
    about = read_about(folder / ABOUT)
    for path, digest in about.files.items():
        file = folder / path
        if not file.is_file() or sha256(file.read_bytes()) != digest:
            raise DanvanError(f"Bản chốt “{name}”: {path} đã mất hoặc bị thay đổi; hãy lấy lại thư mục {folder}.")
    _refuse_other_columns(Workspace(folder), about)
    return Workspace(folder), about


def _refuse_other_columns(state: Workspace, about: Frozen) -> None:
    manifest = read_manifest(state.processed)
    for table in manifest.tables:
        for part in manifest.parts(table):
            if table not in TABLES or not _columns(state.processed / part.path).equals(schema(table)):
                maker = next(iter(about.made_with.items()), ("danvan", "?"))
                raise DanvanError(
                    f"Bản chốt “{about.name}” do {' '.join(maker)} lập, khi bảng “{table}” có các cột khác bây giờ; "
                    "hãy dùng đúng phiên bản đó để mở bản chốt."
                )


def _columns(path: Path) -> pa.Schema:
    return pq.read_schema(pa.BufferReader(path.read_bytes()))


def every(workspace: Workspace) -> list[Frozen]:
    """All frozen states, by day and name."""
    found = [read_about(path) for path in workspace.frozen.glob(f"*/{ABOUT}")]
    return sorted(found, key=lambda one: (one.day, one.name))


def read_about(path: Path) -> Frozen:
    """What is known of the state whose `frozen.json` this is; DanvanError where it cannot be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        said.pop(SEAL, None)
        return Frozen(**{**said, "years": tuple(said["years"]), "day": date.fromisoformat(said["day"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DanvanError(f"Không đọc được {path}; bản chốt này đã hỏng.") from error


def _folder(workspace: Workspace, name: str) -> Path:
    if not NAMED.fullmatch(name):
        raise UsageError(f"“{name}” không làm tên bản chốt được; chỉ dùng chữ, số, dấu cách, dấu chấm và gạch ngang.")
    return workspace.frozen / name

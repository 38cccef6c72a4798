"""`manifest.json`: the one pointer from the store's folder to the files that count, replaced last and as a whole.

It says which inputs, form and library the tables were made of, and holds no time, so that the same inputs give the
same bytes. A file that it does not name is no part of the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from danvan.declared.form import FORMS
from danvan.files import SEAL, sealed, write_whole
from danvan.problems import DanvanError

NAME = "manifest.json"
REMEDY = "hãy chạy `danvan ingest` trước"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: its path below the store's folder, the hash of its bytes, and its rows."""

    path: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Manifest:
    """What the store holds: inputs {file: sha256}, tables {table: {year: part}}; `halves` are the years of which only
    half-years were reported, `beside` {file of the workspace: sha256} what else reading hung on, `reader` the version
    of the reader.
    """

    library: str
    form: str
    sample: bool
    inputs: Mapping[str, str]
    tables: Mapping[str, Mapping[int, Part]]
    halves: tuple[int, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    reader: int = 0

    @property
    def years(self) -> list[int]:
        """The years of the register, ascending; files whose year could not be told are in none."""
        return sorted(year for year in self.tables.get("register", {}) if year > 0)

    @property
    def whole_years(self) -> list[int]:
        """The years of the register that were reported as such, ascending."""
        return [year for year in self.years if year not in self.halves]

    @property
    def paths(self) -> set[str]:
        """The files that count."""
        return {part.path for parts in self.tables.values() for part in parts.values()}


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the store in `folder`; DanvanError with the remedy where there is none to read."""
    try:
        raw = json.loads((folder / NAME).read_bytes())
        raw.pop(SEAL, None)
        tables = {t: {int(year): Part(**part) for year, part in parts.items()} for t, parts in raw["tables"].items()}
        return Manifest(**{**raw, "tables": tables, "halves": tuple(raw.get("halves", ()))})
    except FileNotFoundError as error:
        raise DanvanError(f"Chưa có số liệu đã xử lý trong {folder}; {REMEDY}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DanvanError(f"Không đọc được {folder / NAME}; {REMEDY}.") from error


def pointer(folder: Path) -> bytes:
    """Return the bytes of the manifest of the store in `folder`, by which states are told apart; none without it."""
    path = folder / NAME
    return path.read_bytes() if path.is_file() else b""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the state of the store, in one step; an equal one is left as it stands."""
    data = sealed(json.loads(json.dumps(asdict(manifest), sort_keys=True)))
    if pointer(folder) != data:
        write_whole(folder / NAME, data)


def new_manifest(
    inputs: Mapping[str, str],
    tables: Mapping[str, Mapping[int, Part]],
    *,
    sample: bool,
    halves: Iterable[int],
    beside: Mapping[str, str],
    reader: int,
) -> Manifest:
    """Return the manifest of tables made of `inputs` by this library and form."""
    return Manifest(version("danvan"), form_hash(), sample, dict(inputs), tables, tuple(halves), dict(beside), reader)


@cache
def form_hash() -> str:
    """The hash of the declared form: names and bytes of all its files."""
    whole = hashlib.sha256()
    for path in sorted(FORMS.iterdir()):
        data = path.read_bytes()
        whole.update(f"{path.name} {len(data)}\n".encode() + data)
    return whole.hexdigest()

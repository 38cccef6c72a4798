"""`manifest.json`: the one pointer from the store's folder to the files that count, replaced last and as a whole.

    manifest.json ──> <table>/year=2021/province=51/<hash>.parquet     the rows
                  └─> inputs/<hash>.json                               what those of a province were made of

It holds no time, so that the same inputs give the same bytes. A file that it does not name is no part of the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from danvan.declared.form import FORMS
from danvan.files import SEAL, sealed, sha256, write_whole
from danvan.problems import DanvanError

NAME = "manifest.json"
REMEDY = "hãy chạy `danvan ingest` trước"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: its path below the store's folder, the hash of its bytes, and its rows."""

    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """The file that lists what a province's rows were made of, {file: sha256}: its path, the hash of its bytes, and how
    many there are.
    """

    path: str
    sha256: str
    files: int


Parts = Mapping[int, Mapping[str, Part]]  # by year and province


@dataclass(frozen=True)
class Manifest:
    """What the store holds: inputs by province, tables {table: {year: {province: part}}}; `halves` are the years of
    which only half-years were reported, `beside` {file of the workspace: sha256} what else reading hung on, `reader`
    the version of the reader.
    """

    library: str
    form: str
    sample: bool
    inputs: Mapping[str, Inputs]
    tables: Mapping[str, Parts]
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
    def provinces(self) -> list[str]:
        """The codes of the provinces whose reports are in it, ascending."""
        return sorted(self.inputs)

    def parts(
        self, table: str, years: Collection[int] | None = None, provinces: Collection[str] | None = None
    ) -> list[Part]:
        """The files of a table, of all years and provinces or of some: by year, then by province."""
        found = self.tables.get(table, {})
        return [
            found[year][province]
            for year in sorted(found)
            for province in sorted(found[year])
            if (years is None or year in years) and (provinces is None or province in provinces)
        ]

    @property
    def files(self) -> dict[str, str]:
        """The files that count with their hashes, the tables' and the inputs'."""
        parts = {part.path: part.sha256 for table in self.tables for part in self.parts(table)}
        return parts | {one.path: one.sha256 for one in self.inputs.values()}

    @property
    def paths(self) -> set[str]:
        """The files that count."""
        return set(self.files)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the store in `folder`; DanvanError with the remedy where there is none to read."""
    try:
        return parsed((folder / NAME).read_bytes())
    except FileNotFoundError as error:
        raise DanvanError(f"Chưa có số liệu đã xử lý trong {folder}; {REMEDY}.") from error
    except ValueError as error:
        raise DanvanError(f"Không đọc được {folder / NAME}; {REMEDY}.") from error


def parsed(data: bytes) -> Manifest:
    """Return what the bytes of a manifest say; ValueError where they are none."""
    try:
        raw = json.loads(data)
        raw.pop(SEAL, None)
        tables = {table: dict(_parts(years)) for table, years in raw["tables"].items()}
        inputs = {province: Inputs(**one) for province, one in raw["inputs"].items()}
        return Manifest(**{**raw, "inputs": inputs, "tables": tables, "halves": tuple(raw.get("halves", ()))})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(NAME) from error


def _parts(years: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[int, dict[str, Part]]]:
    for year, provinces in years.items():
        yield int(year), {province: Part(**part) for province, part in provinces.items()}


def read_inputs(folder: Path, manifest: Manifest, provinces: Iterable[str] | None = None) -> dict[str, str]:
    """Return what the store in `folder` was made of, {file: sha256}, all of it or of some provinces; DanvanError where
    a list of it is not there.
    """
    found: dict[str, str] = {}
    wanted = manifest.provinces if provinces is None else [one for one in provinces if one in manifest.inputs]
    for one in (manifest.inputs[province] for province in wanted):
        path = folder / one.path
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data) != one.sha256:
            raise DanvanError(f"Tệp {path} đã mất, bị thay đổi hoặc hỏng; {REMEDY}.")
        found |= json.loads(data)
    return found


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
    inputs: Mapping[str, Inputs],
    tables: Mapping[str, Parts],
    *,
    sample: bool,
    halves: Iterable[int],
    beside: Mapping[str, str],
    reader: int,
) -> Manifest:
    """Return the manifest of tables made of `inputs` by this library and form."""
    return Manifest(version("danvan"), form_hash(), sample, inputs, tables, tuple(halves), dict(beside), reader)


@cache
def form_hash() -> str:
    """The hash of the declared form: names and bytes of all its files."""
    whole = hashlib.sha256()
    for path in sorted(FORMS.iterdir()):
        data = path.read_bytes()
        whole.update(f"{path.name} {len(data)}\n".encode() + data)
    return whole.hexdigest()

"""Writes the tables as one new state of the store: checked, sorted, content-addressed, switched last.

    <table>/year=2021/province=51/<hash>.parquet ...   written first, an equal one kept
    inputs/<hash>.json ...                             what each province's rows were made of
    manifest.json                                      names them; replaced once all are there
    what the manifest no longer names                  removed after that

A reader sees the old state or the new one, whenever the writer is stopped. An office of one district is a nation of one
province. Does not belong here: two writers at once.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from danvan.declared.settings import ANNUAL
from danvan.files import sha256, sync_folder, write_whole
from danvan.problems import DanvanError
from danvan.store.exact import to_arrow
from danvan.store.manifest import NAME, Inputs, Manifest, Part, new_manifest, read_manifest, write_manifest
from danvan.store.schema import TABLES, schema

NAME_LENGTH = 16
NOTHING: Mapping[str, str] = {}
ALONE = "0"  # the province of rows of which nobody says where they belong
FOLDERS = "*/year=*/province=*"
INPUTS = "inputs"


@dataclass(frozen=True)
class Staged:
    """A province's files, written and not yet named by the manifest: tables {table: {year: part}}, its inputs, whether
    they are a sample, the years of the register, and those of them that were reported as such.
    """

    tables: Mapping[str, Mapping[int, Part]]
    inputs: Mapping[str, str]
    sample: bool
    years: tuple[int, ...]
    whole_years: tuple[int, ...]


class Rows:
    """Gathers the rows of a province, district after district: checked, sorted, and compressed at once."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, int], tuple[io.BytesIO, pq.ParquetWriter]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._sample, self._years, self._whole = False, set[int](), set[int]()

    def add(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Add `frames` (by table; a missing one is empty). DanvanError names table, column and place of a value that
        does not fit its type.
        """
        unknown = set(frames) - set(TABLES)
        if unknown:
            raise DanvanError(f"Không có bảng “{min(unknown)}”; các bảng: {', '.join(TABLES)}.")
        for table, rows in {table: to_arrow(table, frame) for table, frame in frames.items()}.items():
            for year in pc.unique(rows["year"]).to_pylist():
                self._add(table, year, rows.filter(pc.equal(rows["year"], year)).combine_chunks())
            if table == "register":
                self._note(rows)

    def _add(self, table: str, year: int, rows: pa.Table) -> None:
        if (table, year) not in self._files:
            out = io.BytesIO()
            self._files[table, year] = out, pq.ParquetWriter(out, schema(table), compression="zstd")
        self._files[table, year][1].write_table(rows)
        self._counts[table, year] = self._counts.get((table, year), 0) + rows.num_rows

    def _note(self, register: pa.Table) -> None:
        self._sample = self._sample or bool(pc.any(register["sample"]).as_py())
        self._years |= set(register["year"].to_pylist())
        self._whole |= set(register.filter(pc.equal(register["period"], ANNUAL))["year"].to_pylist())

    def stage(self, folder: Path, province: str, inputs: Mapping[str, str]) -> Staged:
        """Write them, read from `inputs` {file: sha256}, into the store's folder; a file that is there and whole stays.

        No reader sees them before `switch`.
        """
        tables: dict[str, dict[int, Part]] = {table: {} for table in TABLES}
        for (table, year), (out, writer) in sorted(self._files.items(), key=lambda one: one[0]):
            writer.close()
            data = out.getvalue()
            digest = sha256(data)
            name = f"{table}/year={year}/province={province}/{digest[:NAME_LENGTH]}.parquet"
            _write(folder / name, data, digest)
            tables[table][year] = Part(name, digest, self._counts[table, year])
        for above in {above for parts in tables.values() for p in parts.values() for above in _above(folder / p.path)}:
            sync_folder(above)
        return Staged(tables, dict(inputs), self._sample, tuple(sorted(self._years)), tuple(sorted(self._whole)))


def _above(path: Path) -> tuple[Path, Path]:
    """The folders that bear the names of a part's province and of its year."""
    return path.parents[1], path.parents[2]


def _write(path: Path, data: bytes, digest: str) -> None:
    if not path.is_file() or sha256(path.read_bytes()) != digest:
        write_whole(path, data)


def commit(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    inputs: Mapping[str, str],
    *,
    beside: Mapping[str, str] = NOTHING,
    reader: int = 0,
    province: str = ALONE,
) -> None:
    """Make `frames` the state of the store, as rows of one province; as `Rows.add`, and `switch`.

    DanvanError where a value does not fit; then nothing has changed.
    """
    rows = Rows()
    rows.add(frames)
    switch(folder, {province: rows.stage(folder, province, inputs)}, beside=beside, reader=reader)


def switch(folder: Path, staged: Mapping[str, Staged], *, beside: Mapping[str, str] = NOTHING, reader: int = 0) -> None:
    """Make what was staged of each province the state of the store, read by a `reader` of some version, with what else
    lay `beside` (paths from the workspace).
    """
    lists = {province: _listed(folder, one.inputs) for province, one in sorted(staged.items())}
    tables: dict[str, dict[int, dict[str, Part]]] = {table: {} for table in TABLES}
    for province, one in sorted(staged.items()):
        for table, parts in one.tables.items():
            for year, part in parts.items():
                tables[table].setdefault(year, {})[province] = part
    whole = {year for one in staged.values() for year in one.whole_years}
    halves = sorted({year for one in staged.values() for year in one.years} - whole)
    sample = any(one.sample for one in staged.values())
    manifest = new_manifest(lists, tables, sample=sample, halves=halves, beside=beside, reader=reader)
    write_manifest(folder, manifest)
    _sweep(folder, manifest)


def _listed(folder: Path, inputs: Mapping[str, str]) -> Inputs:
    data = (json.dumps(inputs, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode()
    digest = sha256(data)
    name = f"{INPUTS}/{digest[:NAME_LENGTH]}.json"
    _write(folder / name, data, digest)
    return Inputs(name, digest, len(inputs))


def stands(folder: Path, staged: Staged) -> bool:
    """Whether all files that were staged are still what was written."""
    parts = [part for parts in staged.tables.values() for part in parts.values()]
    return all((folder / p.path).is_file() and sha256((folder / p.path).read_bytes()) == p.sha256 for p in parts)


def copy(folder: Path, target: Path) -> None:
    """Copy the state of the store in `folder` to `target`, byte by byte; DanvanError where a file is no more what was
    written.
    """
    for name, digest in read_manifest(folder).files.items():
        data = (folder / name).read_bytes()
        if sha256(data) != digest:
            raise DanvanError(f"{folder / name} đã bị thay đổi; hãy chạy `danvan ingest` rồi làm lại.")
        write_whole(target / name, data)
    write_whole(target / NAME, (folder / NAME).read_bytes())


def put(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Put `frames` (by table) in the place of those tables of a store of one province; the others stay as they are.

    DanvanError where there are several, since the rows do not say whose they are.
    """
    before = read_manifest(folder)
    if len(before.provinces) != 1:
        raise DanvanError(
            f"Số liệu của {len(before.provinces)} tỉnh chưa lập thành gói được; hãy lập gói ở thư mục làm việc của "
            "từng tỉnh."
        )
    rows = Rows()
    rows.add(frames)
    (province,) = before.provinces
    staged = rows.stage(folder, province, {})
    made = {table: {year: {province: part} for year, part in staged.tables[table].items()} for table in frames}
    manifest = replace(before, tables={**before.tables, **made})
    write_manifest(folder, manifest)
    _sweep(folder, manifest)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what no reader can want: files of earlier states, and what a stopped writer left."""
    kept = {folder / path for path in manifest.paths}
    for path in (*folder.glob(f"{FOLDERS}/*"), *folder.glob("*/year=*/*"), *folder.glob(f"{INPUTS}/*"),
                 *folder.glob(".*.tmp")):  # fmt: skip
        if path not in kept and not path.is_dir():
            path.unlink()
    for part in (*folder.glob(FOLDERS), *folder.glob("*/year=*")):
        if not any(part.iterdir()):
            part.rmdir()

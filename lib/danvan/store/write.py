"""Writes the tables as one new state of the store: checked, sorted, content-addressed, switched last.

    <table>/year=2021/<hash>.parquet ...   written first, an equal one kept
    manifest.json                          names them; replaced once all are there
    what the manifest no longer names      removed after that

A reader sees the old state or the new one, whenever the writer is stopped. Does not belong here: two writers at once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from danvan.declared.settings import ANNUAL
from danvan.files import sha256, sync_folder, write_whole
from danvan.problems import DanvanError
from danvan.store.exact import to_arrow
from danvan.store.manifest import NAME, Manifest, Part, new_manifest, read_manifest, write_manifest
from danvan.store.schema import TABLES

NAME_LENGTH = 16
NOTHING: Mapping[str, str] = {}


def commit(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    inputs: Mapping[str, str],
    *,
    beside: Mapping[str, str] = NOTHING,
    reader: int = 0,
) -> None:
    """Make `frames` (by table; a missing one is empty) the state of the store, read from `inputs` {file: sha256} by a
    `reader` of some version, with what else lay `beside` (paths from the workspace).

    DanvanError names table, column and place of a value that does not fit its type; then nothing has changed.
    """
    unknown = set(frames) - set(TABLES)
    if unknown:
        raise DanvanError(f"Không có bảng “{min(unknown)}”; các bảng: {', '.join(TABLES)}.")
    checked = {table: to_arrow(table, frames.get(table, pd.DataFrame())) for table in TABLES}
    parts = {table: dict(_written(folder, table, rows)) for table, rows in checked.items()}
    sample = pc.any(checked["register"]["sample"]).as_py()
    halves = _halves(checked["register"])
    manifest = new_manifest(inputs, parts, sample=bool(sample), halves=halves, beside=beside, reader=reader)
    for above in {(folder / path).parents[1] for path in manifest.paths}:
        sync_folder(above)
    write_manifest(folder, manifest)
    _sweep(folder, manifest)


def _halves(register: pa.Table) -> list[int]:
    """The years of which only half-years were reported."""
    whole = pc.unique(register.filter(pc.equal(register["period"], ANNUAL))["year"]).to_pylist()
    return sorted(set(pc.unique(register["year"]).to_pylist()) - set(whole))


def copy(folder: Path, target: Path) -> None:
    """Copy the state of the store in `folder` to `target`, byte by byte; DanvanError where a file is no more what was
    written.
    """
    every = (part for parts in read_manifest(folder).tables.values() for part in parts.values())
    for part in every:
        data = (folder / part.path).read_bytes()
        if sha256(data) != part.sha256:
            raise DanvanError(f"{folder / part.path} đã bị thay đổi; hãy chạy `danvan ingest` rồi làm lại.")
        write_whole(target / part.path, data)
    write_whole(target / NAME, (folder / NAME).read_bytes())


def put(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Put `frames` (by table) in the place of those tables of the store; the others stay as they are."""
    before = read_manifest(folder)
    parts = {table: dict(_written(folder, table, to_arrow(table, frame))) for table, frame in frames.items()}
    manifest = replace(before, tables={**before.tables, **parts})
    write_manifest(folder, manifest)
    _sweep(folder, manifest)


def _written(folder: Path, table: str, rows: pa.Table) -> Iterator[tuple[int, Part]]:
    """Write one file a year; a file that is there and whole stays."""
    for year in sorted(pc.unique(rows["year"]).to_pylist()):
        part = rows.filter(pc.equal(rows["year"], year)).combine_chunks()
        data = _parquet(part)
        digest = sha256(data)
        name = f"{table}/year={year}/{digest[:NAME_LENGTH]}.parquet"
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()) != digest:
            write_whole(path, data)
        yield year, Part(name, digest, part.num_rows)


def _parquet(rows: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(rows, out, compression="zstd")
    return out.getvalue()


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what no reader can want: files of earlier states, and what a stopped writer left."""
    kept = {folder / path for path in manifest.paths}
    for path in (*folder.glob("*/year=*/*"), *folder.glob(".*.tmp")):
        if path not in kept:
            path.unlink()
    for part in folder.glob("*/year=*"):
        if not any(part.iterdir()):
            part.rmdir()

"""Reads the tables of the store for analysis, with blanks as <NA> and the units of the numbers beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from operator import index
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from danvan.declared.form import form
from danvan.declared.settings import ANNUAL
from danvan.files import sha256
from danvan.paths import Workspace, find_workspace
from danvan.problems import DanvanError, UsageError
from danvan.reads import note
from danvan.store.manifest import REMEDY, Manifest, Part, read_manifest
from danvan.store.schema import TABLES, schema, units
from danvan.vietnamese.wording import number

LARGEST = 1_000_000  # rows of what is held
MOST = 3_000_000  # rows of several provinces at once: some gigabytes
_held: dict[str, pa.Table] = {}
YEARS = ""  # stands for a table where it is asked which years there are
DTYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}


def load(
    table: str,
    *,
    years: int | Iterable[int] | None = None,
    period: str | None = "N",
    provinces: str | Iterable[str] | None = None,
    workspace: Workspace | None = None,
) -> pd.DataFrame:
    """Return the rows of `table` for `years` (None: all), `period` ("N", "6T", None: both) and `provinces` (codes,
    None: all).

    Columns are nullable (Int64, Float64, boolean, string); dates are datetime.date objects. `attrs` hold the table,
    {column: unit}, the source, and whether the figures are of the sample. UsageError names what there is instead, and
    refuses what is too large to be held at once.
    """
    here = workspace or find_workspace()
    _known("bảng", table, TABLES)
    if period is not None:
        _known("kỳ báo cáo", period, [choice.name for choice in form().table("cover").column("period").choice])
    asked = numbers(years)
    manifest, rows = _stored(here.processed, table, asked, listed(provinces))
    note(table, asked, state(manifest, table, asked))
    if period is not None:
        rows = rows.filter(pc.equal(rows["period"], period))
    frame: pd.DataFrame = rows.to_pandas(types_mapper=DTYPES.get)
    source = here.processed.relative_to(here.root).as_posix()
    frame.attrs = {"table": table, "units": units(table), "source": source, "sample": manifest.sample}
    return frame


def years(workspace: Workspace | None = None, *, period: str | None = ANNUAL) -> list[int]:
    """Return the years of the store that were reported whole, ascending; with the `period` None every year."""
    manifest = read_manifest((workspace or find_workspace()).processed)
    note(YEARS, None, state(manifest, YEARS, None))
    return manifest.whole_years if period == ANNUAL else manifest.years


def state(manifest: Manifest, table: str, years: Sequence[int] | None) -> str:
    """Return the hash of what `load` reads of a table for `years`, or of which years there are (YEARS)."""
    there = manifest.years if years is None else [year for year in years if year in manifest.years]
    if table == YEARS:
        return sha256(json.dumps([there, manifest.halves]).encode())
    wanted = [part.sha256 for part in manifest.parts(table, years)]
    return sha256(json.dumps([manifest.sample, there if years else [], wanted]).encode())


def provinces(workspace: Workspace | None = None) -> list[str]:
    """Return the codes of the provinces of the store, ascending."""
    return read_manifest((workspace or find_workspace()).processed).provinces


def listed(provinces: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The codes that are asked for; None is every province."""
    return None if provinces is None else (provinces,) if isinstance(provinces, str) else tuple(provinces)


def _known(what: str, name: object, names: Iterable[str]) -> None:
    if name not in (known := list(names)):
        near = get_close_matches(str(name), known, n=1)
        meant = f" Có phải “{near[0]}”?" if near else ""
        raise UsageError(f"Không có {what} “{name}”.{meant} Hãy chọn một trong: {', '.join(known)}.")


def numbers(years: int | Iterable[int] | None) -> list[int] | None:
    """Return the years that are asked for, ascending, None for all; UsageError for what is no number."""
    if years is None:
        return None
    try:
        return sorted({index(year) for year in (years if isinstance(years, Iterable) else [years])})
    except TypeError as error:
        raise UsageError(f"Năm phải là số, ví dụ 2021 hoặc [2020, 2021], không phải “{years}”.") from error


def _stored(
    folder: Path, table: str, years: list[int] | None, provinces: tuple[str, ...] | None
) -> tuple[Manifest, pa.Table]:
    """The rows of one state of the store; read again where a new state replaced it meanwhile."""
    manifest = read_manifest(folder)
    while True:
        try:
            return manifest, _rows(folder, manifest, table, years, provinces)
        except FileNotFoundError as error:
            before, manifest = manifest, read_manifest(folder)
            if manifest == before:
                raise DanvanError(f"Thiếu tệp {error.filename} của số liệu đã xử lý; {REMEDY}.") from error


def _rows(
    folder: Path, manifest: Manifest, table: str, years: list[int] | None, provinces: tuple[str, ...] | None
) -> pa.Table:
    missing = [str(year) for year in years or () if year not in manifest.years]
    if missing:
        there = ", ".join(map(str, manifest.years)) or "chưa có năm nào"
        raise UsageError(f"Chưa có số liệu năm {', '.join(missing)}; các năm đang có: {there}.")
    for province in provinces or ():
        _known("tỉnh mã", province, manifest.provinces)
    wanted = manifest.parts(table, years, provinces)
    _refuse_too_many(table, sum(part.rows for part in wanted), provinces or manifest.provinces)
    return pa.concat_tables([schema(table).empty_table(), *(_part(folder, table, part) for part in wanted)])


def _refuse_too_many(table: str, rows: int, provinces: Sequence[str]) -> None:
    if rows > MOST and len(provinces) > 1:
        raise UsageError(
            f"Bảng “{table}” của {len(provinces)} tỉnh có {number(rows)} dòng, quá nhiều để mở một lần; hãy mở từng "
            f'tỉnh, như provinces="{provinces[0]}", hoặc hỏi cả nước bằng danvan.national.'
        )


def hold(years: Sequence[int], workspace: Workspace) -> None:
    """Read all tables of `years` now; as long as this process lives, `load` finds them by their hash instead of reading
    them again. Nothing is held of a store so large that it had better not be in memory as a whole.
    """
    folder = workspace.processed
    manifest = read_manifest(folder)
    wanted = [(table, part) for table in manifest.tables for part in manifest.parts(table, years)]
    if sum(part.rows for _, part in wanted) <= LARGEST:
        _held.update({part.sha256: _part(folder, table, part) for table, part in wanted})


def _part(folder: Path, table: str, part: Part) -> pa.Table:
    if part.sha256 in _held:
        return _held[part.sha256]
    data = (folder / part.path).read_bytes()
    if sha256(data) != part.sha256:
        raise DanvanError(f"Tệp {folder / part.path} đã bị thay đổi hoặc hỏng; {REMEDY}.")
    rows = pq.read_table(pa.BufferReader(data))
    if not rows.schema.equals(schema(table)):
        raise DanvanError(f"Biểu mẫu đã thay đổi từ khi đọc các tệp (bảng “{table}”); {REMEDY}.")
    return rows

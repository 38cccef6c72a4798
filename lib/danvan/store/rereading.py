"""Whether another version of the reader reads the same bytes otherwise: stored values beside new ones, cell by cell.

Compared are the workbooks whose bytes are those that the store was made of: what became of them, and, of those accepted
then and now, every value with whose it is. Does not belong here: what follows from a difference (`intake.ingest`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from danvan.declared.form import form
from danvan.files import write_whole
from danvan.problems import DanvanError
from danvan.store.exact import to_arrow
from danvan.store.manifest import NAME, Manifest, read_inputs
from danvan.store.schema import FACTS

NAMING = ("file", "sheet", "row")
OTHERS_DOING = frozenset({"superseded", "duplicate"})  # what becomes of a workbook by what else was sent
SAID = {"accepted": "được chấp nhận", "returned": "phải trả lại", "refused": "không đọc được"}
INDICATORS = {"value": "giá trị", "state": "trạng thái", "text": "chữ trong ô"}
WHO = {"unit_code": "đơn vị", "unit_from": "đơn vị có từ ngày", "year": "năm", "period": "kỳ", "revision": "lần gửi"}
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """One value that is read otherwise, as text; "" is blank or not there. `cell` is "" of a whole file."""

    file: str
    sheet: str
    cell: str
    what: str
    before: str
    now: str

    def line(self) -> str:
        """The place, the old and the new."""
        place = ", ".join(part for part in (self.file, self.sheet and f"trang {self.sheet}", self.cell) if part)
        return f"{place} ({self.what}): {self.before or 'trống'} → {self.now or 'trống'}"


def reread(
    folder: Path, before: Manifest, province: str, frames: Mapping[str, pd.DataFrame], inputs: Mapping[str, str]
) -> list[Reread]:
    """What `frames` of a `province`, read from `inputs` {file: sha256}, say otherwise than the store in `folder`, whose
    manifest is `before`, of the same bytes. DanvanError where the store cannot be read.
    """
    made_of = read_inputs(folder, before, [province])
    same = {file for file, digest in inputs.items() if digest and made_of.get(file) == digest}
    old = {table: _stored(folder, before, table, province) for table in ("register", "cells", *FACTS)}
    new = {table: to_arrow(table, frames.get(table, pd.DataFrame())) for table in old}
    was, now = (_fates(tables["register"], same) for tables in (old, new))
    both = {file for file in same if "accepted" in was.get(file, ()) and "accepted" in now.get(file, ())}
    cells = {**_cells(old["cells"], both), **_cells(new["cells"], both)}
    changed = (one for table in FACTS for one in _changed(table, old[table], new[table], both, cells))
    return [*_other_fates(was, now), *changed]


def _stored(folder: Path, manifest: Manifest, table: str, province: str) -> pa.Table:
    parts = manifest.parts(table, provinces=[province])
    try:
        tables = [pq.read_table(pa.BufferReader((folder / part.path).read_bytes())) for part in parts]
    except (OSError, pa.ArrowException) as error:
        raise DanvanError(
            f"Không đọc được số liệu đã lưu để so với cách đọc mới ({error}); hãy chạy danvan verify, rồi xóa "
            f"{folder / NAME} và chạy lại danvan ingest để đọc lại từ đầu."
        ) from error
    return pa.concat_tables(tables, promote_options="default") if tables else pa.table({})


def _fates(register: pa.Table, same: set[str]) -> dict[str, tuple[str, ...]]:
    """What became of each file, of each unit in it."""
    told = defaultdict(list)
    for row in register.to_pylist():
        if row["file"] in same:
            told[row["file"]].append(row["status"])
    return {file: tuple(sorted(status)) for file, status in told.items()}


def _other_fates(was: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> Iterator[Reread]:
    for file in sorted(was.keys() & now.keys()):
        if was[file] != now[file] and not OTHERS_DOING & {*was[file], *now[file]}:
            yield Reread(file, "", "", "cả tệp", *(", ".join(SAID.get(s, s) for s in one[file]) for one in (was, now)))


def _changed(table: str, old: pa.Table, new: pa.Table, files: set[str], cells: Mapping[Key, str]) -> Iterator[Reread]:
    columns = [name for name in new.column_names if name in old.column_names and name not in NAMING]
    was, now = (_values(told, columns, files) for told in (old, new))
    for key in sorted(was.keys() | now.keys(), key=str):
        if was.get(key) != now.get(key):
            file, sheet, row, indicator, column, name = key
            cell = cells.get((file, sheet, row, column or name), "")
            place = f"ô {cell}" if cell else f"dòng {row}"
            yield Reread(file, sheet, place, _label(table, indicator, name), was.get(key, ""), now.get(key, ""))


def _values(told: pa.Table, columns: Iterable[str], files: set[str]) -> dict[Key, str]:
    """Every value as text, by file, sheet, row, indicator with its column, and column of the table."""
    found: dict[Key, list[str]] = defaultdict(list)
    for row in told.to_pylist():
        if row["file"] in files:
            of = (*(row[name] for name in NAMING), row.get("indicator", ""), row.get("column", ""))
            for name in columns:
                if row[name] is not None:
                    found[*of, name].append(str(row[name]))
    return {key: "; ".join(sorted(values)) for key, values in found.items()}


def _cells(ledger: pa.Table, files: set[str]) -> dict[Key, str]:
    rows = (row for row in ledger.to_pylist() if row["file"] in files and row["column"])
    return {(row["file"], row["sheet"], row["row"], row["column"]): row["cell"] for row in rows}


def _label(table: str, indicator: str, name: str) -> str:
    """What a column is called in Vietnamese, with the indicator whose figure it is."""
    declared = () if indicator else form().table(table).columns
    labels = {**WHO, **INDICATORS, **{column.name: column.label for column in declared}}
    return f"{indicator}, {labels.get(name, name)}" if indicator else labels.get(name, name)


def sign(path: Path, changes: Iterable[Reread], who: str, day: str, versions: tuple[int, int]) -> None:
    """Add to the list in `path` that `who` accepted the changes; what stands there already is not said twice."""
    head = ["who", "date", "reader_before", "reader_now", *(field.name for field in fields(Reread))]
    there = path.read_text("utf-8") if path.is_file() else ",".join(head)
    lines = [tuple(row) for row in csv.reader(io.StringIO(there))]
    lines += [(who, day, *map(str, versions), *astuple(one)) for one in changes]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(dict.fromkeys(lines))
    write_whole(path, out.getvalue().encode())

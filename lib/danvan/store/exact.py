"""From a pandas frame to a table of the store without changing a value: what does not fit is refused with its place.

pyarrow and pandas round, parse and turn booleans into numbers where they are not watched (2.5 in an object column
becomes 2), so every column is first asked what it holds.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from danvan.problems import DanvanError
from danvan.store.schema import allowed, schema

# What pandas finds in a column, and what we call it, by the type that it is stored as.
KINDS = {
    pa.int64(): ({"integer", "floating", "mixed-integer-float"}, "số nguyên"),
    pa.float64(): ({"integer", "floating", "mixed-integer-float"}, "số"),
    pa.string(): ({"string"}, "chữ"),
    pa.bool_(): ({"boolean"}, "có/không"),
    pa.date32(): ({"date"}, "ngày"),
}
EXACT = 2**53  # beyond it a float no longer tells two whole numbers apart
LARGEST = 2**63 - 1


def to_arrow(table: str, frame: pd.DataFrame) -> pa.Table:
    """Return `frame` as the rows of `table`, sorted; a missing column is null.

    DanvanError names table, column and place of the first value that does not fit.
    """
    wanted, names = schema(table), allowed(table)
    unknown = [str(name) for name in frame.columns if name not in wanted.names]
    if unknown:
        raise DanvanError(f"Bảng “{table}” không có cột “{unknown[0]}”; các cột: {', '.join(wanted.names)}.")
    if frame.empty:
        return wanted.empty_table()
    whole = frame.reindex(columns=wanted.names)
    columns = [_column(table, field, whole, names.get(field.name)) for field in wanted]
    return pa.table(columns, schema=wanted).sort_by([(name, "ascending") for name in wanted.names])


def _column(table: str, field: pa.Field, frame: pd.DataFrame, names: frozenset[str] | None) -> pa.Array:
    series = frame[field.name]
    column = _fitting(series, field, names)
    if column is not None:
        return column
    first = bisect_left(range(len(series)), True, key=lambda n: _fitting(series[: n + 1], field, names) is None)
    row = {str(name): frame[name].iloc[first] for name in frame.columns}
    raise DanvanError(f"Bảng “{table}”, cột “{field.name}”{_place(row)}: {_wrong(row[field.name], field, names)}.")


def _fitting(series: pd.Series, field: pa.Field, names: frozenset[str] | None) -> pa.Array | None:
    """The column as it is stored, or None where a value does not fit."""
    present = series.dropna()
    if len(present) < len(series) and not field.nullable:
        return None
    if present.empty:
        return pa.nulls(len(series), field.type)
    kind = pd.api.types.infer_dtype(present)
    if kind not in KINDS[field.type][0] or (names is not None and not names.issuperset(present)):
        return None
    if pa.types.is_integer(field.type) or pa.types.is_floating(field.type):
        return _number(series, present, field.type, kind)
    try:
        return pa.array(series, type=field.type, from_pandas=True)
    except (pa.ArrowException, ValueError):  # half a character: text that is no Unicode
        return None


def _number(series: pd.Series, present: pd.Series, kept_as: pa.DataType, kind: str) -> pa.Array | None:
    whole, counted = pa.types.is_integer(kept_as), kind == "integer"
    exact = LARGEST if whole and counted else EXACT
    largest = exact if whole or counted else sys.float_info.max
    if not present.between(-largest, largest).all() or (whole and not counted and (present % 1 != 0).any()):
        return None
    column = pa.array(series, type=kept_as, from_pandas=True)
    return column if whole else pc.add(column, 0.0)  # -0.0 and 0.0 are one number and get the same bytes


def _place(row: Mapping[str, Any]) -> str:
    said = {"file": "tệp", "sheet": "trang", "row": "dòng"}
    known = [f"{word} {row[name]}" for name, word in said.items() if name in row and not pd.isna(row[name])]
    return f" ({', '.join(known)})" if known else ""


def _wrong(value: Any, field: pa.Field, names: frozenset[str] | None) -> str:
    if pd.isna(value):
        return "đang trống, nhưng phải có giá trị"
    if names is not None:
        return f"“{value}” không thuộc {', '.join(sorted(names))}"
    return f"“{value}” không phải {KINDS[field.type][1]}"

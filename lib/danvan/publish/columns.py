"""A printed column: what it counts, how its values are kept in a frame, and how one is printed.

    money  1234567 -> "1.234.567"      percent  0.857 -> "85,7%"      points  2.1 -> "2,1"

Does not belong here: marks in place of a number, the table around it (`table`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd
from pandas import DataFrame

from danvan.vietnamese import wording

Format = Literal["text", "count", "decimal", "tenths", "money", "percent", "points", "year", "date"]

LABEL = "label"
DTYPES: Mapping[Format, str] = {
    "text": "string",
    "count": "Int64",
    "money": "Int64",
    "year": "Int64",
    "decimal": "Float64",
    "tenths": "Float64",
    "percent": "Float64",
    "points": "Float64",
    "date": "object",
}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One printed column; `unit` is what its numbers count, a percent is stored as a ratio (0.857),
    points in hundredths (2.1); tenths stand for figures of several kinds, with one decimal at most. `note` stands
    below a table that has the column; one `for_analysts` is not in a report (`brief`).
    """

    name: str
    label: str
    format: Format = "text"
    unit: str = ""
    note: str = ""
    for_analysts: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers, which stand right."""
        return self.format not in ("text", "date")


def typed(rows: list[list[Any]], columns: tuple[ColumnSpec, ...]) -> DataFrame:
    """The frame of rows of plain values, each column of the type of its format."""
    return DataFrame(
        {
            column.name: pd.Series([_value(row[at], column.format) for row in rows], dtype=DTYPES[column.format])
            for at, column in enumerate(columns)
        }
    )


def _value(value: Any, format_: Format) -> Any:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None if format_ == "date" else pd.NA
    return date.fromisoformat(value) if format_ == "date" and isinstance(value, str) else value


def decimals(value: float, most: int = 2) -> int:
    """How many decimals a decimal number is printed with: as many as it has, two at most."""
    return next((n for n in range(most) if abs(value - round(value, n)) < 0.5 * 10**-most), most)


def printed(value: Any, format_: Format) -> str:
    """A known value in the printed form of its column."""
    match format_:
        case "count" | "money":
            return wording.number(int(value))
        case "decimal":
            return wording.number(float(value), decimals(float(value)))
        case "tenths":
            return wording.number(float(value), decimals(float(value), 1))
        case "percent":
            return wording.percent(float(value) * 100)
        case "points":
            return wording.number(float(value), 1)
        case "date":
            return wording.day(value)
        case "year":
            return str(int(value))
        case _:
            return str(value)

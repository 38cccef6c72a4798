"""Figures of published tables as sentences cite them: value, printed form, coverage, each with its id.

    figures = Figures({"T2": ..., "T6a": ...})
    figures.number("T6a/2021/total_vnd", "money")    Number("13,92 tỷ đồng", "T6a/2021/total_vnd")

A sentence says no number that no table holds. Does not belong here: what a sentence says of it (`sentences`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from danvan.problems import DanvanError
from danvan.publish.prose import Number
from danvan.publish.table import ColumnSpec, PublishedTable, decimals
from danvan.vietnamese import wording

Style = Literal["count", "number", "money", "money_full", "percent", "points"]


@dataclass(frozen=True)
class Figures:
    """The published tables that a text cites, by id."""

    tables: Mapping[str, PublishedTable]

    def value(self, figure: str) -> float | None:
        """The value of a figure; None where it is not known or cannot be. DanvanError where no table has it."""
        table, row, column = self._place(figure)
        value = table.value(row, column)
        return None if value is None else float(value)

    def printed(self, figure: str) -> str:
        """A figure as its table prints it, marks for what is missing included."""
        table, row, column = self._place(figure)
        return table.text(row, column)

    def has(self, figure: str) -> bool:
        """Whether a table has the figure at all."""
        table = self.tables.get(figure.partition("/")[0])
        return table is not None and any(table.figure(row, name) == figure for row, name in table.formulas)

    def number(self, figure: str, style: Style = "count") -> Number:
        """A known figure in the printed form of prose; DanvanError where it is not known."""
        value = self.value(figure)
        if value is None:
            raise DanvanError(f"Số {figure} chưa có số liệu nên không ghi vào câu được.")
        return Number(written(value, style), figure)

    def _place(self, figure: str) -> tuple[PublishedTable, int, ColumnSpec]:
        table = self.tables.get(figure.partition("/")[0])
        for row, name in table.formulas if table else ():
            if table and table.figure(row, name) == figure:
                return table, row, next(c for c in table.columns if c.name == name)
        raise DanvanError(f"Không có số “{figure}” trong các bảng.")


def written(value: float, style: Style) -> str:
    """A value as prose writes it, without what it counts: "03", "1.250", "31,2", "1,17 tỷ đồng", "85,7%"."""
    match style:
        case "count":
            return wording.count(int(value), "").strip() if float(value).is_integer() else written(value, "number")
        case "number":
            return wording.number(value, decimals(value))
        case "money":
            return wording.dong_short(value)
        case "money_full":
            return wording.dong(value)
        case "percent":
            return wording.percent(100 * value)
        case "points":
            return wording.number(value, 1)

"""Figures of published tables as sentences cite them: value, printed form, coverage, each with its id.

    figures = Figures({"T2": ..., "T6a": ...})
    figures.number("T6a/2021/total_vnd", "money")    Number("13,92 tỷ đồng", "T6a/2021/total_vnd")

A sentence says no number that no table holds. Does not belong here: what a sentence says of it (`sentences`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from danvan.analysis.trace import WORDS
from danvan.problems import DanvanError
from danvan.publish.columns import ColumnSpec, decimals
from danvan.publish.prose import Number
from danvan.publish.table import PublishedTable
from danvan.vietnamese import wording

Place = tuple[PublishedTable, int, ColumnSpec]
Style = Literal["count", "number", "money", "money_full", "percent", "points"]


@dataclass(frozen=True)
class Figures:
    """The published tables that a text cites, by id."""

    tables: Mapping[str, PublishedTable]

    @property
    def ids(self) -> Iterable[str]:
        """The ids of all figures."""
        return self._places

    def value(self, figure: str) -> float | None:
        """The value of a figure; None where it is not known or cannot be, and of what is no quantity (a day, the number
        of a document). DanvanError where no table has it.
        """
        table, row, column = self._place(figure)
        value = table.value(row, column)
        return None if value is None or table.formulas[row, column.name].op in WORDS else float(value)

    def printed(self, figure: str) -> str:
        """A figure as its table prints it, marks for what is missing included."""
        table, row, column = self._place(figure)
        return table.text(row, column)

    def has(self, figure: str) -> bool:
        """Whether a table has the figure at all."""
        return figure in self._places

    def number(self, figure: str, style: Style = "count") -> Number:
        """A known figure in the printed form of prose; DanvanError where it is not known."""
        value = self.value(figure)
        if value is None:
            raise DanvanError(f"Số {figure} chưa có số liệu nên không ghi vào câu được.")
        return Number(written(value, style), figure)

    def _place(self, figure: str) -> Place:
        if figure not in self._places:
            raise DanvanError(f"Không có số “{figure}” trong các bảng.")
        return self._places[figure]

    @cached_property
    def _places(self) -> dict[str, Place]:
        """Where each figure stands: its table, row and column."""
        return {
            table.figure(row, name): (table, row, column)
            for table in self.tables.values()
            for columns in ({column.name: column for column in table.columns},)
            for row, name in table.formulas
            for column in (columns[name],)
        }


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

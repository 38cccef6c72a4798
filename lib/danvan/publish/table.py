"""A published table: typed values, how they are printed, and what must stand with them.

    SỐ LIỆU MINH HỌA             only where sample data went in
    T6. Title                    caption
    Đơn vị tính: đồng            unit line
    +------+-------+-------+
    |      | label | label |     columns
    | block row: sums        |     e.g. Xã, thị trấn
    | data row               |
    | total row              |
    Ghi chú: ...                 notes, legend of marks, coverage, source

Does not belong here: which tables there are (`tables`), the Excel workbook of them (`workbook`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from html import escape
from typing import Any, Literal

import pandas as pd
from pandas import DataFrame

from danvan.analysis.trace import Formula
from danvan.publish import formulas
from danvan.publish.columns import LABEL, ColumnSpec, printed, typed

Role = Literal["block", "data", "total"]

ZERO, MISSING, NOT_APPLICABLE = "-", "…", "x"
SMALL, UNTOLD = "<3", "*"  # in what leaves the office
LEGEND = {
    ZERO: "không phát sinh",
    MISSING: "chưa có số liệu",
    NOT_APPLICABLE: "không áp dụng",
    SMALL: "1 hoặc 2, không nêu số để giữ kín thông tin cá nhân",
    UNTOLD: "không nêu để giữ kín số của một đơn vị",
}
PHRASE = 16  # letters that want more than one word's room
SAMPLE = "SỐ LIỆU MINH HỌA"
EMPTY = "Không có dòng số liệu nào."
# What a notebook shows without the site's stylesheet.
STYLE = (
    "<style>.dv td,.dv th{text-align:left}.dv .right{text-align:right}.dv .block,.dv .total{font-weight:bold}</style>"
)


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One table as it is printed: `frame` has one row per printed row and the columns of `columns`.

    `keys` name the rows and `formulas` give the numbers at (row, column): together the ids of figures and their trace.
    `roles` tells rows that are no data: "block" opens a part with its sums, "total" closes; `total_row` says that the
    last row is one. The column "label", if there is one, says what a row is about. `not_applicable` are the
    (row, column) where no figure can be, `bare` those that are left empty, since another cell says why; `untold` those
    that leave the office as a mark alone (`untold`); every other <NA> is a figure not known.
    """

    id: str
    title: str
    frame: DataFrame
    columns: tuple[ColumnSpec, ...]
    unit_line: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    coverage: str = ""
    sample: bool = False
    total_row: bool = False
    period: str = ""
    block_label: str = ""
    roles: tuple[Role, ...] = ()
    not_applicable: frozenset[tuple[int, str]] = frozenset()
    bare: frozenset[tuple[int, str]] = frozenset()
    keys: tuple[str, ...] = ()
    formulas: Mapping[tuple[int, str], Formula] = field(default_factory=dict)
    untold: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if list(self.frame.columns) != names:
            raise ValueError(f"{self.id}: frame has {list(self.frame.columns)}, columns say {names}")
        if len(self.roles) != len(self.frame):
            raise ValueError(f"{self.id}: {len(self.frame)} rows, {len(self.roles)} roles")
        if (self.keys or self.formulas) and len(set(self.keys)) != len(self.frame):
            raise ValueError(f"{self.id}: {len(self.frame)} rows, keys {self.keys}")

    def figure(self, row: int, column: str) -> str:
        """The id of the number in one cell: "T6a/2021/total_vnd"."""
        return f"{self.id}/{self.keys[row]}/{column}"

    def value(self, row: int, column: ColumnSpec) -> Any:
        """The value of one cell; None where it is not known or cannot be."""
        return self._values[column.name][row]

    @cached_property
    def _values(self) -> dict[str, list[Any]]:
        """The values of each column, None where there is none: asked for often, and pandas finds one cell slowly."""
        values = {column.name: self.frame[column.name].tolist() for column in self.columns}
        return {name: [None if pd.isna(value) else value for value in own] for name, own in values.items()}

    def mark(self, row: int, column: ColumnSpec) -> str:
        """The mark printed in place of a number: "-", "…", "x", "<3" or "*"; "" where there is a value."""
        if (row, column.name) in self.untold:
            return self.untold[row, column.name]
        if (row, column.name) in self.not_applicable:
            return NOT_APPLICABLE
        if (row, column.name) in self.bare:
            return ""
        value = self.value(row, column)
        if value is None:
            return MISSING if column.numeric else ""
        return ZERO if value == 0 and column.format in ("count", "decimal", "tenths", "money") else ""

    def text(self, row: int, column: ColumnSpec) -> str:
        """One cell as it is printed."""
        value = self.value(row, column)
        mark = self.mark(row, column)
        return mark if mark or value is None else printed(value, column.format)

    @cached_property
    def legend(self) -> str:
        """What the marks in this table mean; "" where there are none."""
        seen = {self.mark(row, column) for row in range(len(self.frame)) for column in self.columns}
        told = [f"“{mark}”: {meaning}" for mark, meaning in LEGEND.items() if mark in seen]
        return f"Ký hiệu: {'; '.join(told)}." if told else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of the table, then of its columns, then of its marks."""
        return tuple(line for line in (*self.notes, *(column.note for column in self.columns), self.legend) if line)

    @property
    def footer(self) -> tuple[str, ...]:
        """The lines below the table: remarks, coverage, source."""
        coverage = f"Phạm vi số liệu: {self.coverage}." if self.coverage else ""
        return tuple(line for line in (*self.remarks, coverage, self.source) if line)

    @property
    def brief(self) -> PublishedTable:
        """The table without the columns that are for analysts, and without what is said of their cells."""
        columns = tuple(column for column in self.columns if not column.for_analysts)
        names = [column.name for column in columns]
        return replace(
            self,
            columns=columns,
            frame=self.frame[names],
            not_applicable=frozenset(place for place in self.not_applicable if place[1] in names),
            bare=frozenset(place for place in self.bare if place[1] in names),
            formulas={place: formula for place, formula in self.formulas.items() if place[1] in names},
            untold={place: mark for place, mark in self.untold.items() if place[1] in names},
        )

    def heading(self, column: ColumnSpec) -> str:
        """A column's label, with its unit where neither the unit line nor the label says it."""
        told = column.unit in ("", self.unit_line) or f" {column.unit} " in f" {column.label.lower()} "
        return column.label if told else f"{column.label} ({column.unit})"

    def _repr_html_(self) -> str:
        return "".join(_html(self))

    def to_json(self) -> dict[str, Any]:
        """The table as plain JSON values, exactly: `from_json(to_json())` is the same table."""
        rows = [[_plain(value) for value in row] for row in self.frame.astype(object).itertuples(index=False)]
        columns = [asdict(column) for column in self.columns]
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "notes": list(self.notes),
            "roles": list(self.roles),
            "not_applicable": [list(place) for place in sorted(self.not_applicable)],
            "bare": [list(place) for place in sorted(self.bare)],
            "untold": [[*place, mark] for place, mark in sorted(self.untold.items())],
            "keys": list(self.keys),
            "formulas": formulas.to_json(self.formulas),
            "columns": columns,
            "rows": rows,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> PublishedTable:
        """The table that `to_json` told."""
        columns = tuple(ColumnSpec(**column) for column in said["columns"])
        return cls(
            **{name: said[name] for name in _PLAIN},
            notes=tuple(said["notes"]),
            roles=tuple(said["roles"]),
            keys=tuple(said["keys"]),
            formulas=formulas.from_json(said["formulas"]),
            not_applicable=frozenset((row, name) for row, name in said["not_applicable"]),
            bare=frozenset((row, name) for row, name in said["bare"]),
            untold={(row, name): mark for row, name, mark in said["untold"]},
            columns=columns,
            frame=typed(said["rows"], columns),
        )


_PLAIN = ("id", "title", "unit_line", "source", "coverage", "sample", "total_row", "period", "block_label")


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def _html(table: PublishedTable) -> Iterator[str]:
    yield f'{STYLE}<div class="dv">'
    if table.sample:
        yield f'<p class="mark">{SAMPLE}</p>'
    unit = f"<br><small>Đơn vị tính: {escape(table.unit_line)}</small>" if table.unit_line else ""
    caption = f"<strong>{escape(table.id)}. {escape(table.title)}</strong>{unit}"
    yield f'<table id="{escape(table.id)}"><caption>{caption}</caption><thead><tr>'
    for column in table.columns:
        yield f'<th scope="col"{_long(table, column)}>{escape(table.heading(column))}</th>'
    yield "</tr></thead><tbody>"
    for row, role in enumerate(table.roles):
        yield f'<tr class="{role}">' + "".join(_cells(table, row)) + "</tr>"
    if table.frame.empty:
        yield f'<tr class="data"><td colspan="{len(table.columns)}">{EMPTY}</td></tr>'
    yield "</tbody></table>"
    yield "".join(f'<p class="note"><small>{escape(line)}</small></p>' for line in table.footer)
    yield "</div>"


def _long(table: PublishedTable, column: ColumnSpec) -> str:
    """The mark of a column of phrases, which needs room where numbers stand beside it."""
    words = () if column.numeric else map(str, table.frame[column.name].dropna())
    return ' class="long"' if max(map(len, words), default=0) > PHRASE else ""


def _cells(table: PublishedTable, row: int) -> Iterator[str]:
    for column in table.columns:
        tag, scope = ("th", ' scope="row"') if column.name == LABEL else ("td", "")
        right = ' class="right"' if column.numeric else ""
        text = escape(table.text(row, column))
        if (row, column.name) in table.formulas and text:
            text = f'<a id="{escape(table.figure(row, column.name))}">{text}</a>'
        yield f"<{tag}{scope}{right}>{text}</{tag}>"

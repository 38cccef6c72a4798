"""One issue of the blank workbook: which unit, year and period it is for, and the lines that say so on each sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING

from danvan.declared.form import NUMERIC, Column, Form, Indicator, Table
from danvan.files import sha256
from danvan.vietnamese.wording import day

if TYPE_CHECKING:
    from danvan.declared.places import Unit

RUNNING_NUMBER = "STT"


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet: its header from the top label to the leaf, and its mark; no `column`: running numbers."""

    column: Column | None
    path: tuple[str, ...]
    mark: str | int


@dataclass(frozen=True)
class Edition:
    """The form as one unit gets it for one period; `first` and `last` are the days of the period, where known.

    `prefilled` says that what stands in it was filled in beforehand, for the clerk to look over.
    """

    form: Form
    unit: Unit
    year: int
    period: str
    district_name: str
    first: dt.date | None = None
    last: dt.date | None = None
    sample: bool = False
    prefilled: bool = False

    @property
    def receiver(self) -> str:
        """Who the workbook is sent to."""
        return f"UBND huyện {self.district_name}"

    @property
    def period_line(self) -> str:
        """What stands under a title: "Năm 2022 (từ ngày 15/12/2021 đến ngày 14/12/2022)"; days where they are known."""
        label = next(c.label for c in self.form.table("cover").column("period").choice if c.name == self.period)
        name = f"{label} {self.year}" if self.period == "N" else f"{label} năm {self.year}"
        if not (self.first and self.last):
            return name
        return f"{name} (từ ngày {day(self.first)} đến ngày {day(self.last)})"

    @cached_property
    def sheets(self) -> dict[str, list[Table]]:
        """The sheets that the unit fills, each with its tables, in the order of the form."""
        mine = self.form.expected(self.unit.type)
        found = {name: [t for t in tables if t in mine] for name, tables in self.form.sheets().items()}
        return {name: tables for name, tables in found.items() if tables}

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The rows of B3 that the unit has in the year."""
        return [i for i in self.form.indicators if i.applies(self.year, self.unit.type)]

    def heads(self, table: Table) -> tuple[Head, ...]:
        """The columns of `table` in the year's form, led by running numbers where its rows are free.

        A column that the sheets of some year went without (they gave it by sections) has its label.
        """
        paths: list[tuple[Column | None, tuple[str, ...]]] = [
            (column, tuple((self.form.header_in(table.name, column.name, self.year) or column.label).split(" > ")))
            for column in table.columns_in(self.year)
        ]
        if table.layout == "rows":
            paths.insert(0, (None, (RUNNING_NUMBER,)))
        marks = _marks([column for column, _ in paths])
        return tuple(Head(column, path, mark) for (column, path), mark in zip(paths, marks, strict=True))

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with anything a clerk sees of the form, and with nothing else."""
        face = [f"{i.row} {i.label} {i.unit}" for i in self.indicators]
        for table in (t for tables in self.sheets.values() for t in tables):
            face.append(f"{table.name} {table.form} {table.sheet} {table.title} {table.unit_line}")
            face += [f"{h.mark} {' > '.join(h.path)} {_face(h.column)}" for h in self.heads(table)]
        return sha256("\n".join(face).encode())[:12]


def _face(column: Column | None) -> str:
    if column is None:
        return RUNNING_NUMBER
    return f"{column.name} {column.type} {column.need} {' | '.join(c.label for c in column.choice)}"


def _marks(columns: list[Column | None]) -> list[str | int]:
    """A, B, ... for words and 1, 2, ... for figures; a whole shows its parts: "2=(3+4)"."""
    letters, numbers = iter(ascii_uppercase), count(1)
    marks = [next(numbers) if c and c.type in NUMERIC else next(letters) for c in columns]
    parts = _parts(columns, marks)
    sums = [f"=({'+'.join(parts[c.name])})" if c and c.name in parts else "" for c in columns]
    return [f"{mark}{total}" if total else mark for mark, total in zip(marks, sums, strict=True)]


def _parts(columns: list[Column | None], marks: list[str | int]) -> Mapping[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for column, mark in zip(columns, marks, strict=True):
        if column and column.part_of:
            parts.setdefault(column.part_of, []).append(str(mark))
    return parts

"""One table that no form declares, by its looks: its shape, and its rows by kind once they are told.

Does not belong here: finding either (`shapes`, `bodies`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan.intake.headers import Path

LAST_COLUMN = 1 << 14


@dataclass(frozen=True, slots=True)
class Shape:
    """One table by its looks. Rows and columns are 1-based; `last` is the last row that may belong to it."""

    first: int
    header_last: int
    data_first: int
    last: int
    paths: Mapping[int, Path]
    marks: int | None = None
    unit_row: int | None = None
    span: tuple[int, int] | None = None

    @property
    def left(self) -> int:
        return self.span[0] if self.span else 1

    @property
    def right(self) -> int:
        return self.span[1] if self.span else LAST_COLUMN


@dataclass
class Table:
    """One table: its shape and the rows of each kind, in the order they stand."""

    shape: Shape
    headers: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    continues: dict[int, int] = field(default_factory=dict)

"""What became of a sheet: the role of every cell, and the rows of each of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan.intake.sheet import Position


class Role(NamedTuple):
    """The role of one cell; table and column where it belongs to a table of the form."""

    role: str
    table: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of data: where each column of the form stands, and the section it stands under (text, cell).

    `repeated` are columns with a ditto mark, whose cell is the one above; `more` are further cells of the columns
    whose text goes on in the rows below.
    """

    row: int
    cells: Mapping[str, Position]
    section: tuple[str, Position] | None = None
    repeated: tuple[str, ...] = ()
    more: tuple[tuple[str, Position], ...] = ()


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of stated totals, with the data rows it stands under (or over).

    `instead` are other rows that it may stand for as well: those of its page, and under a bare "Cộng" (`bare`) those of
    its section, of all the block, or since the total before.
    """

    row: int
    cells: Mapping[str, Position]
    over: tuple[int, ...]
    grand: bool
    bare: bool = False
    instead: tuple[tuple[int, ...], ...] = ()


@dataclass
class SheetRoles:
    """What became of a sheet: the role of every cell, and the rows of each of its blocks.

    `told` are the rows of which a finding is told, with its code: rows set aside, and rows where none should be.
    """

    roles: dict[Position, Role] = field(default_factory=dict)
    rows: list[list[DataRow]] = field(default_factory=list)
    totals: list[list[TotalRow]] = field(default_factory=list)
    told: list[list[tuple[int, str]]] = field(default_factory=list)

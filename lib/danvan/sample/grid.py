"""A sheet drawn by hand, before it becomes a file: cells with a look, merged reaches, widths.

Does not belong here: what stands in the cells (`byhand`), and file formats (`layout2017`, `layout2019`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `capitals` are shown, whatever is stored."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    border: bool = False
    align: str = "left"
    number: str = "General"


LOOKS = {
    "head": Look(bold=True, capitals=True, align="center"),
    "motto": Look(bold=True, align="center"),
    "title": Look(bold=True, capitals=True, align="center"),
    "block": Look(bold=True),
    "line": Look(italic=True, align="right"),
    "plain": Look(),
    "day": Look(number="dd/mm/yyyy"),
    "label": Look(bold=True),
    "header": Look(bold=True, border=True, align="center"),
    "mark": Look(italic=True, border=True, align="center"),
    "section": Look(bold=True, border=True),
    "text": Look(border=True),
    "number": Look(border=True, align="right", number="#,##0"),
    "million": Look(border=True, align="right", number="#,##0.0"),
    "date": Look(border=True, align="center", number="dd/mm/yyyy"),
    "year": Look(border=True, align="center"),
    "total": Look(bold=True, border=True),
    "total number": Look(bold=True, border=True, align="right", number="#,##0"),
    "total million": Look(bold=True, border=True, align="right", number="#,##0.0"),
    "signature": Look(bold=True, align="center"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, 0-based; a merged one reaches to the row `bottom` and the column `right`, both included."""

    row: int
    column: int
    value: Value
    look: str
    bottom: int
    right: int

    @property
    def merged(self) -> bool:
        """Whether the cell reaches over others."""
        return (self.bottom, self.right) != (self.row, self.column)


def cell(
    row: int, column: int, value: Value, look: str, *, bottom: int | None = None, right: int | None = None
) -> Cell:
    """Return a cell that stands alone, or one that is merged down to `bottom` and over to `right`."""
    return Cell(row, column, value, look, row if bottom is None else bottom, column if right is None else right)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab, its cells, and the widths of its columns in characters."""

    name: str
    cells: tuple[Cell, ...]
    widths: tuple[int, ...]

    def written(self) -> Iterator[Cell]:
        """The cells that say something or have a border."""
        return (c for c in self.cells if c.value is not None or LOOKS[c.look].border)


def moved(sheet: Sheet, columns: int) -> Sheet:
    """Return `sheet` with everything `columns` further right."""
    cells = tuple(replace(c, column=c.column + columns, right=c.right + columns) for c in sheet.cells)
    return Sheet(sheet.name, cells, (3,) * columns + sheet.widths)

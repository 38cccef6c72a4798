"""Looks through the sheets of a workbook: each with the tables found in it and the role of every cell.

Does not belong here: which tables count and what they say (`content`).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from danvan.declared.form import Form
from danvan.intake.blocks import Block, find_blocks
from danvan.intake.ledger import SheetRoles
from danvan.intake.roles import assign
from danvan.intake.sheet import Sheet
from danvan.intake.workbook import Workbook


@dataclass(frozen=True)
class Tables:
    """One sheet with the tables found in it."""

    sheet: Sheet
    blocks: list[Block]
    roles: SheetRoles


def sheets_of(
    workbook: Workbook,
    form: Form,
    year: int | None,
    period: str | None = None,
    naming: Container[tuple[str, int, int]] = (),
) -> list[Tables]:
    """Return every sheet with its tables; `year` and `period` are those that headers may name.

    `naming` are columns (sheet, first row of the header, column) that only say whose a row is (`several`).
    """
    return [_tables(sheet, form, year, period, naming) for sheet in workbook.sheets]


def _tables(
    sheet: Sheet, form: Form, year: int | None, period: str | None, naming: Container[tuple[str, int, int]]
) -> Tables:
    blocks = find_blocks(sheet, form, year, period) if sheet.cells else []
    blocks = [_without_units(block, sheet.name, naming) for block in blocks]
    return Tables(sheet, blocks, assign(sheet, blocks, form))


def _without_units(block: Block, sheet: str, naming: Container[tuple[str, int, int]]) -> Block:
    """A block whose column of units is told and not used."""
    columns = [column for column in block.paths if (sheet, block.first, column) in naming]
    if not columns:
        return block
    unknown = {column: path for column, path in block.unknown.items() if column not in columns}
    return replace(block, unknown=unknown, aside={**block.aside, **dict.fromkeys(columns, "unit")})

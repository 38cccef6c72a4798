"""Gives every non-empty cell of a sheet one role: tables are walked (`walk`), what stands around is told by its words.

Roles: value, header, title, letterhead, field, unit_line, column_marks, section, total, note, signature, unplaced.
Does not belong here: what a value is worth (`values`), or whether it is right (`checks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan.declared.form import Form
from danvan.intake.blocks import Block
from danvan.intake.ledger import Role, SheetRoles
from danvan.intake.sheet import Sheet
from danvan.intake.summed import totals_of
from danvan.intake.walk import Walk
from danvan.intake.words import role_outside
from danvan.vietnamese.text import fold


def assign(sheet: Sheet, blocks: list[Block], form: Form) -> SheetRoles:
    """Return the roles of all cells of `sheet`; every non-empty cell gets exactly one."""
    found = SheetRoles()
    rows = sheet.rows
    above = 1
    for block in blocks:
        _surroundings(sheet, rows, range(above, block.first), found, form, block.table)
        walk = Walk(sheet, _within(rows, block), block, form, found)
        walk.run()
        found.rows.append(walk.data)
        found.totals.append(totals_of(walk.data, walk.totals, walk.groups, walk.pages))
        found.told.append(walk.told)
        above = max(above, block.last + 1)
    _surroundings(sheet, rows, range(above, max(rows, default=0) + 1), found, form, None)
    _between(sheet, blocks, found, form)
    return found


def _within(rows: Mapping[int, list[int]], block: Block) -> Mapping[int, list[int]]:
    """The rows of the sheet as far as the block reaches to the sides."""
    if block.span is None:
        return rows
    first, last = block.span
    kept = {row: [c for c in columns if first <= c <= last] for row, columns in rows.items()}
    return {row: columns for row, columns in kept.items() if columns}


def _between(sheet: Sheet, blocks: list[Block], found: SheetRoles, form: Form) -> None:
    """Cells beside tables that stand side by side: words keep their role, anything else has no place."""
    for position in sorted(sheet.cells.keys() - found.roles.keys()):
        value = sheet.cells[position]
        role = role_outside(fold(value), form) if isinstance(value, str) else None
        near = next(b.table for b in blocks if b.first <= position[0] <= b.last)
        found.roles[position] = Role(role or "unplaced", near)


def _surroundings(
    sheet: Sheet,
    rows: Mapping[int, list[int]],
    span: Iterable[int],
    found: SheetRoles,
    form: Form,
    table: str | None,
) -> None:
    """Give a role to the cells outside of tables; where a table follows, other text above it is its title."""
    for row in span:
        for column in rows.get(row, ()):
            value = sheet.cells[row, column]
            text = fold(value) if isinstance(value, str) else ""
            role = role_outside(text, form) or ("title" if table and text else "note")
            found.roles[row, column] = Role(role, table if role == "title" else None)

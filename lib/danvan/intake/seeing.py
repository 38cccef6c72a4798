"""Sees what a workbook holds, known form or not: tables, rows by kind, columns, and where each cell went.

Does not belong here: finding tables, or what their rows are (`tabled`); what is said of it (`look`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from danvan.declared.form import Form
from danvan.intake.blocks import Block, find_blocks
from danvan.intake.cover import Cover, find_cover
from danvan.intake.look import SeenSheet
from danvan.intake.outline import Table
from danvan.intake.sheet import Position, Sheet, address, column_letter
from danvan.intake.tabled import tables_of


def see(sheets: Sequence[Sheet], declared: Form) -> tuple[SeenSheet, ...]:
    """Return what is seen in each of a workbook's sheets."""
    known = [find_blocks(sheet, declared) if sheet.cells else [] for sheet in sheets]
    cover = find_cover([s for s, blocks in zip(sheets, known, strict=True) if not blocks], declared)
    return tuple(_sheet(sheet, blocks, cover, declared) for sheet, blocks in zip(sheets, known, strict=True))


def _sheet(sheet: Sheet, known: list[Block], cover: Cover | None, declared: Form) -> SeenSheet:
    found, blocks = tables_of(sheet, known, declared)
    roles, tables = found.roles, found.tables
    if cover is not None and cover.sheet is sheet and not any(_holds_fields(t, cover) for t in tables):
        fields = (p for f in cover.fields.values() for p in (f.label, f.at) if p)
        roles, tables = {**roles, **dict.fromkeys(fields, "field")}, []
    told = {
        "sheet": sheet.name,
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": [column_letter(c) for c in sorted(sheet.hidden_columns)],
        "nonempty": len(sheet.cells) if sheet.counted is None else sheet.counted,
        "cells": dict(sorted(Counter(roles.values()).items())),
        "blocks": [_block(sheet, table, roles) for table in tables],
    }
    unplaced = tuple(address(p) for p in sorted(roles) if roles[p] == "unplaced")
    meanings = ({} if (block := blocks.get(n)) is None else _meaning(block, declared) for n in range(len(tables)))
    return SeenSheet(sheet, told, roles, unplaced, tuple(meanings))


def _holds_fields(table: Table, cover: Cover) -> bool:
    """Whether what looked like fields of the cover is the header of a table."""
    return len(table.data) > 1 and any(field.label[0] in table.headers for field in cover.fields.values())


def _meaning(block: Block, declared: Form) -> dict[str, str]:
    table = declared.table(block.table)
    return {column_letter(c): f"{table.form} {table.column(name).label}" for c, name in block.columns.items()}


def _block(sheet: Sheet, block: Table, roles: Mapping[Position, str]) -> dict[str, Any]:
    columns = _columns(sheet, block, roles)
    last = max([*block.data, *block.totals, *block.continues], default=max(block.headers, default=block.shape.first))
    first_column, last_column = (columns[0][0], columns[-1][0]) if columns else (1, 1)
    return {
        "range": f"{address((block.shape.first, first_column))}:{address((last, last_column))}",
        "header_rows": block.headers,
        "column_marks": block.marks,
        "unit_rows": block.units,
        "columns": [{"letter": column_letter(c), "path": list(path)} for c, path in columns],
        "data_rows": block.data,
        "sections": block.sections,
        "totals": block.totals,
        "empty_rows": block.empty,
        "continues": {str(row): item for row, item in block.continues.items()},
    }


def _columns(sheet: Sheet, block: Table, roles: Mapping[Position, str]) -> list[tuple[int, tuple[str, ...]]]:
    """The leaf columns that have a header or data, from left to right; an unnamed one has no labels.

    A label merged to the right is one leaf where only its first column holds data.
    """
    rows = {*block.data, *block.totals, *block.continues, *block.empty}
    shape = block.shape
    held = {
        c for r, c in sheet.cells if r in rows and shape.left <= c <= shape.right and roles[r, c] in ("value", "total")
    }
    labelled = {c for r, c in sheet.cells if r in block.headers}
    named = {c for c in shape.paths if c in labelled or c in held}
    return [(c, shape.paths.get(c, ())) for c in sorted(named | held)]

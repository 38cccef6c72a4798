"""What the reader sees in a workbook, known form or not: sheets, tables, rows by kind, columns, and where cells went.

Does not belong here: finding tables, or what their rows are (`tabled`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.declared.form import Form, form
from danvan.declared.header_words import with_header_words
from danvan.intake.blocks import Block, find_blocks
from danvan.intake.cover import Cover, find_cover
from danvan.intake.outline import Table
from danvan.intake.sheet import Position, Sheet, address, column_letter
from danvan.intake.tabled import tables_of
from danvan.intake.workbook import open_workbook
from danvan.paths import Workspace
from danvan.problems import UnreadableWorkbook

ROLES = {
    "value": "giá trị",
    "header": "tiêu đề cột",
    "title": "tên biểu",
    "letterhead": "phần đầu văn bản",
    "field": "ô khai",
    "unit_line": "đơn vị tính",
    "column_marks": "số thứ tự cột",
    "section": "nhóm",
    "total": "tổng",
    "note": "ghi chú",
    "signature": "phần ký",
    "unplaced": "chưa rõ",
}
ROWS = {
    "header_rows": "tiêu đề",
    "unit_rows": "đơn vị tính",
    "sections": "nhóm",
    "totals": "tổng",
    "empty_rows": "trống",
    "continues": "ghi tiếp",
}
MOST = 20  # cells without a place that are named one by one


@dataclass(frozen=True)
class SeenSheet:
    """One sheet: what `look --json` says of it, each cell's role, which have no place, what each table's columns mean.

    `meanings` has one mapping a table, column letter -> label of the form; empty where no form declares the table.
    """

    sheet: Sheet
    told: Mapping[str, Any]
    roles: Mapping[Position, str]
    unplaced: tuple[str, ...]
    meanings: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Seen:
    """What the reader sees in a file; a file that cannot be read has the reason in `refused`, and no sheets."""

    file: str
    sheets: tuple[SeenSheet, ...] = ()
    refused: str | None = None


def look(path: Path, workspace: Workspace | None = None) -> Seen:
    """Return what the reader sees in a file; in a workspace the header words confirmed there are known, too."""
    declared = with_header_words(form(), workspace.header_words) if workspace else form()
    try:
        return Seen(str(path), see(open_workbook(path).sheets, declared))
    except UnreadableWorkbook as refusal:
        return Seen(str(path), refused=str(refusal))


def document(seen: Seen) -> dict[str, Any]:
    """Return what `look --json` prints."""
    if seen.refused:
        return {"file": seen.file, "refused": seen.refused}
    return {"file": seen.file, "sheets": [sheet.told for sheet in seen.sheets]}


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


def lines(seen: Seen) -> Iterator[str]:
    """Return what `look` prints for people, sheet by sheet."""
    yield seen.file
    if seen.refused:
        yield f"  Không đọc được: {seen.refused}"
    for sheet in seen.sheets:
        told = sheet.told
        hidden = " (trang ẩn)" if told["hidden"] else ""
        yield f"  Trang “{told['sheet']}”{hidden}: {told['nonempty']} ô có nội dung"
        cells = ", ".join(f"{ROLES[role]} {count}" for role, count in told["cells"].items())
        yield from [f"    Các ô: {cells}."] if cells else []
        for number, (block, meaning) in enumerate(zip(told["blocks"], sheet.meanings, strict=False), start=1):
            yield from _told(number, block, meaning)
        if sheet.unplaced:
            more = f" và {len(sheet.unplaced) - MOST} ô khác" if len(sheet.unplaced) > MOST else ""
            yield f"    Ô chưa rõ thuộc đâu: {', '.join(sheet.unplaced[:MOST])}{more}."


def _told(number: int, block: Mapping[str, Any], meaning: Mapping[str, str]) -> Iterator[str]:
    yield f"    Bảng {number}: {block['range']}, {len(block['data_rows'])} dòng số liệu"
    told = [f"{words}: {', '.join(map(str, block[kind]))}" for kind, words in ROWS.items() if block[kind]]
    yield f"      Dòng {'; '.join(told)}."
    for column in block["columns"]:
        means = f" = {meaning[column['letter']]}" if column["letter"] in meaning else ""
        yield f"      Cột {column['letter']}: {' > '.join(column['path']) or '(không có tiêu đề)'}{means}"

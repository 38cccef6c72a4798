"""What the reader sees in a workbook, known form or not: sheets, tables, rows by kind, columns, and where cells went.

Does not belong here: finding tables (`blocks`, `shapes`), or what rows are (`roles`, `sketch`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from danvan.declared.form import Form, form
from danvan.declared.header_words import with_header_words
from danvan.intake.blocks import Block, find_blocks
from danvan.intake.cover import Cover, find_cover
from danvan.intake.labels import paths_over
from danvan.intake.ledger import SheetRoles
from danvan.intake.roles import assign
from danvan.intake.shapes import Shape
from danvan.intake.sheet import Fault, Position, Sheet, address, column_letter
from danvan.intake.sketch import Table, sketch
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
    """One sheet: what `look --json` says of it, which cells have no place, and what each table's columns mean.

    `meanings` has one mapping a table, column letter -> label of the form; empty where no form declares the table.
    """

    told: Mapping[str, Any]
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
    if known:
        assigned = assign(sheet, known, declared)
        roles = {position: role.role for position, role in assigned.roles.items()}
        tables = [_of_known(sheet, block, assigned, n) for n, block in enumerate(known)]
    else:
        sketched = sketch(sheet, declared)
        roles, tables = sketched.roles, sketched.tables
    if cover is not None and cover.sheet is sheet:
        fields = (p for f in cover.fields.values() for p in (f.label, f.at) if p)
        roles, tables = {**roles, **dict.fromkeys(fields, "field")}, tables if known else []
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
    return SeenSheet(
        told, unplaced, tuple(_meaning(block, declared) for block in known) if known else ({},) * len(tables)
    )


def _meaning(block: Block, declared: Form) -> dict[str, str]:
    table = declared.table(block.table)
    return {column_letter(c): f"{table.form} {table.column(name).label}" for c, name in block.columns.items()}


def _of_known(sheet: Sheet, block: Block, assigned: SheetRoles, number: int) -> Table:
    """The rows of a declared table as the reader takes them."""
    left, right = block.span or (1, 1 << 14)
    own = {p: r.role for p, r in assigned.roles.items() if block.first <= p[0] <= block.last and left <= p[1] <= right}

    def rows(role: str) -> list[int]:
        return sorted({row for (row, _), given in own.items() if given == role})

    data = [r.row for r in assigned.rows[number]]
    failed = [
        r
        for r in data
        if all(isinstance(sheet.cells[p], Fault) for p in own if p[0] == r and p[1] not in block.running)
    ]
    data = [r for r in data if r not in failed]
    continues = {p[0]: r.row for r in assigned.rows[number] for _, p in r.more}
    taken = {*data, *rows("total"), *rows("section")}
    part = replace(sheet, cells={p: v for p, v in sheet.cells.items() if left <= p[1] <= right})
    paths = paths_over(part, block.header_rows[0], block.header_rows[-1])
    last_header = block.header_rows[-1]
    shape = Shape(block.first, last_header, block.data_first, block.last, paths, block.marks, None, block.span)
    return Table(
        shape, rows("header"), rows("column_marks"), _units_near(block, assigned), data, rows("section"), rows("total"),
        [r for r in rows("value") if r not in taken and r not in continues], continues,
    )  # fmt: skip


def _units_near(block: Block, assigned: SheetRoles) -> list[int]:
    near = range(block.first - 1, block.last + 1)
    return sorted({row for (row, _), role in assigned.roles.items() if role.role == "unit_line" and row in near})


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
    """The leaf columns that have a header or data, from left to right; an unnamed one has no labels."""
    rows = {*block.data, *block.totals, *block.continues, *block.empty}
    shape = block.shape
    held = {
        c for r, c in sheet.cells if r in rows and shape.left <= c <= shape.right and roles[r, c] in ("value", "total")
    }
    return [(c, shape.paths.get(c, ())) for c in sorted({*shape.paths, *held})]


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

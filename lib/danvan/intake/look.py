"""What the reader sees in a workbook, known form or not: sheets, tables, rows by kind, columns, and where cells went.

Does not belong here: seeing it (`seeing`), which is done in a child (`fence`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.declared.form import form
from danvan.declared.header_words import with_header_words
from danvan.intake.fence import Desk, Fence, fence
from danvan.intake.sheet import Position, Sheet
from danvan.paths import Workspace
from danvan.problems import Problem, UnreadableWorkbook

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
    """What the reader sees in a file; a file that cannot be read has why in `refused`, and no sheets."""

    file: str
    sheets: tuple[SeenSheet, ...] = ()
    refused: Problem | None = None


def look(path: Path, workspace: Workspace | None = None) -> Seen:
    """Return what the reader sees in a file; in a workspace the header words confirmed there are known, too."""
    with fence(lambda: _desk(workspace), most=1, at_once=True) as children:
        return looked(path, children)


def looked(path: Path, children: Fence) -> Seen:
    """Return what one of the children sees in a file."""
    try:
        return Seen(str(path), children.begin("see", path).result())
    except UnreadableWorkbook as refusal:
        return Seen(str(path), refused=refusal.problem)


def _desk(workspace: Workspace | None) -> Desk:
    return Desk(with_header_words(form(), workspace.header_words) if workspace else form())


def document(seen: Seen) -> dict[str, Any]:
    """Return what `look --json` prints."""
    if seen.refused:
        return {"file": seen.file, "refused": seen.refused.text}
    return {"file": seen.file, "sheets": [sheet.told for sheet in seen.sheets]}


def lines(seen: Seen) -> Iterator[str]:
    """Return what `look` prints for people, sheet by sheet."""
    yield seen.file
    if seen.refused:
        yield f"  Không đọc được: {seen.refused.text}"
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

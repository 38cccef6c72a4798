"""Parts a header found by its looks into tables that stand side by side.

    TT | Họ tên | Đơn vị | TT | Họ tên | Đơn vị        the whole list of labels begins again
    TT | Thôn | Số hộ |   | Nhóm tuổi | Nam | Nữ       behind an empty column, rows of its own

Does not belong here: finding headers (`shapes`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from danvan.intake.glance import Glance, is_number
from danvan.intake.outline import LAST_COLUMN, Shape
from danvan.vietnamese.text import fold

FEWEST, LOOK_DOWN = 2, 15


def sides_of(header: Shape, view: Glance) -> Iterator[Shape]:
    """Part a header into tables that stand side by side."""
    starts = _starts_again(header) or _apart(header, view)
    if not starts:
        yield header
        return
    ends = [start - 1 for start in starts] + [LAST_COLUMN]
    for left, right in zip([1, *starts], ends, strict=True):
        paths = {c: p for c, p in header.paths.items() if left <= c <= right}
        yield replace(header, span=(left, right), paths=paths)


def _starts_again(header: Shape) -> list[int]:
    """The columns where the whole list of labels begins again, with or without an empty column between."""
    columns = sorted(header.paths)
    said = [tuple(fold(label) for label in header.paths[c]) for c in columns]
    for width in range(FEWEST, len(said) // 2 + 1):
        if len(said) % width == 0 and said == said[:width] * (len(said) // width):
            return columns[width::width]
    runs = [c for c in columns[1:] if c - 1 not in header.paths]
    return [c for c in runs if fold(header.paths[c][0]) == fold(header.paths[columns[0]][0])]


def _apart(header: Shape, view: Glance) -> list[int]:
    """The columns behind an empty one where a table with rows of its own begins: its first column names them."""
    body = [r for r in view.rows if header.data_first <= r < header.data_first + LOOK_DOWN]
    held = {c: {r for r in body if c in view.rows[r]} for r in body for c in view.rows[r]}
    columns = sorted({*held, *header.paths})
    for left, right in itertools.pairwise(columns):
        one = {r for c in columns if c <= left for r in held.get(c, ())}
        other = {r for c in columns if c > left for r in held.get(c, ())}
        named = held.get(right, set()) and not any(is_number(view.sheet.cells[r, right]) for r in held[right])
        sized = min(columns.index(right), len(columns) - columns.index(right), len(one), len(other)) >= FEWEST
        headed = min(header.paths) <= left and max(header.paths) >= right
        if right > left + 1 and named and sized and headed and held[right] == other != one:
            return [right]
    return []

"""Sheets drawn in tests as pipe tables: one line a row, one field a cell.

Numbers become numbers, `'12` stays text, `<` continues the cell to its left and `^` the cell above (merged cells).
"""

from __future__ import annotations

import re

from danvan.intake.sheet import Fault, Position, Range, Sheet, Value
from danvan.intake.workbook import Workbook

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def sheet(drawing: str, name: str = "Sheet1", **other: object) -> Sheet:
    """Return the sheet that `drawing` shows; the first line is row 1, the first field column A."""
    lines = [line.strip() for line in drawing.strip("\n").splitlines()]
    fields = {
        (row, column): text.strip()
        for row, line in enumerate(lines, start=1)
        if line
        for column, text in enumerate(line.strip("|").split("|"), start=1)
    }
    cells = {p: _value(t) for p, t in fields.items() if t not in ("", "<", "^")}
    return Sheet(name=name, cells=cells, merged=tuple(_merged(fields)), **other)  # type: ignore[arg-type]


def workbook(*sheets: Sheet) -> Workbook:
    """Return a workbook of drawn sheets."""
    return Workbook("xlsx", "0" * 64, tuple(sheets))


def _value(text: str) -> Value:
    if text.startswith("'"):
        return text[1:]
    if text.startswith("#"):
        return Fault(text, "error")
    return float(text) if NUMBER.fullmatch(text) else text.replace("\\n", "\n")


def _merged(fields: dict[Position, str]) -> list[Range]:
    ranges = []
    for (row, column), text in fields.items():
        if text in ("", "<", "^"):
            continue
        right, bottom = column, row
        while fields.get((row, right + 1)) == "<":
            right += 1
        while fields.get((bottom + 1, column)) == "^":
            bottom += 1
        if (right, bottom) != (column, row):
            ranges.append((row, column, bottom, right))
    return ranges

"""Sheets that hold rows and no header that the form knows: another table, or the rest of the one before.

Does not belong here: reading tables that no form declares (`shapes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan.declared.form import Form
from danvan.intake.blocks import Block
from danvan.intake.cover import Cover
from danvan.intake.headers import header_words
from danvan.intake.lines import Line
from danvan.intake.sheet import Sheet
from danvan.intake.sheets import Tables
from danvan.problems import Place, Problem, problem

FEWEST_CELLS = 3


def without_header(parts: Sequence[Tables], cover: Cover | None, form: Form) -> Iterator[Problem]:
    """Đ26: no table at all; Đ87: a sheet that goes on with the table before it; Đ28: another table."""
    if not any(part.blocks for part in parts):
        yield problem("Đ26")
    for number, part in enumerate(parts):
        is_cover = cover is not None and part.sheet.name == cover.sheet.name
        if part.blocks or part.sheet.hidden or is_cover:
            continue
        before = next((p for p in reversed(parts[:number]) if p.blocks and not p.sheet.hidden), None)
        if before and _goes_on(part.sheet, before.blocks[-1], form):
            words = {"form": form.table(before.blocks[-1].table).form, "other": before.sheet.name}
            yield problem("Đ87", Place(part.sheet.name), **words)
        elif _looks_like_a_table(part.sheet):
            yield problem("Đ28", Place(part.sheet.name))


def _goes_on(sheet: Sheet, block: Block, form: Form) -> bool:
    """Whether the first full row of a sheet is what a row of the table is."""
    wide = ((row, columns) for row, columns in sheet.rows.items() if len(columns) >= FEWEST_CELLS)
    row, columns = next(wide, (0, []))
    line = Line(sheet, block, form, row, columns)
    if not all(c in block.columns or c in block.running for c in columns):
        return False
    if form.tables[block.table].layout == "indicators":
        return line.texts.get(line.item) in header_words(form).indicators
    return line.is_numbered and line.is_filled if block.running else line.has_figures


def _looks_like_a_table(sheet: Sheet) -> bool:
    """Whether a sheet holds rows of figures."""
    rows = sheet.rows
    with_figures = (r for r, cs in rows.items() if len(cs) >= FEWEST_CELLS and any(_is_number(sheet, r, c) for c in cs))
    return len(list(with_figures)) >= 2


def _is_number(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.cells[row, column]
    return isinstance(value, int | float) and not isinstance(value, bool)

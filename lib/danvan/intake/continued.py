"""Sheets that plainly go on with the table of a sheet before them, but lack its header.

Does not belong here: tables that no form declares (`shapes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan.declared.form import Form
from danvan.intake.blocks import Block, by_row
from danvan.intake.content import Tables
from danvan.intake.headers import header_words
from danvan.intake.lines import Line
from danvan.intake.sheet import Sheet

FEWEST_CELLS = 3


def continued(parts: Sequence[Tables], number: int, form: Form) -> tuple[Sheet, Block] | None:
    """Return the sheet and table that the `number`-th sheet goes on with; None where it goes on with none."""
    here = parts[number].sheet
    before = next((p for p in reversed(parts[:number]) if p.blocks and not p.sheet.hidden), None)
    return (before.sheet, before.blocks[-1]) if before and _goes_on(here, before.blocks[-1], form) else None


def _goes_on(sheet: Sheet, block: Block, form: Form) -> bool:
    """Whether the first full row of a sheet, under no header, is what a row of the table is."""
    wide = ((row, columns) for row, columns in by_row(sheet).items() if len(columns) >= FEWEST_CELLS)
    row, columns = next(wide, (0, []))
    line = Line(sheet, block, form, row, columns)
    if not all(c in block.columns or c in block.running for c in columns):
        return False
    if form.tables[block.table].layout == "indicators":
        return line.texts.get(line.item) in header_words(form).indicators
    return line.is_numbered and line.is_filled if block.running else line.has_figures

"""The lines near a table that say what its money is counted in: over it, in its title, under it; and what is in doubt.

    BIỂU 2. HUY ĐỘNG NGUỒN LỰC (ĐVT: nghìn đồng)      a title
                              Đơn vị tính: | nghìn đồng    a line in two cells
    Ghi chú: số tiền tính bằng nghìn đồng                a note under the table

Does not belong here: units in a table's own header (`headers`, `counted`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danvan.declared.form import Form
from danvan.intake.blocks import LAST_COLUMN, Block
from danvan.intake.ledger import DataRow, Role, SheetRoles
from danvan.intake.sheet import Position, Sheet
from danvan.intake.words import starts_with
from danvan.problems import Problem, problem
from danvan.vietnamese.stated import money_stated, names_money, without_leads
from danvan.vietnamese.text import clean, fold

LINES_ABOVE = 8
AROUND = ("unit_line", "title", "letterhead")
INSIDE = ("value", "header", "section", "total", "column_marks")
MONEY = re.compile(r"(?:\b|\d)(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tr|trđ|tỷ|tỉ|tiền)\b|[$€]|\busd\b")


def scale_near(sheet: Sheet, block: Block, roles: SheetRoles, rows: Sequence[DataRow]) -> int | None:
    """How many đồng one counts for, by the nearest line that says so: those over the table first; else None."""
    return next((scale for _, scale in _stated(sheet, lines_near(sheet, block, roles, rows))), None)


def lines_near(sheet: Sheet, block: Block, roles: SheetRoles, rows: Sequence[DataRow]) -> list[Position]:
    """The texts over a table, the nearest first, then those under it; a note under another table is that one's.

    Of tables side by side each has the lines over its own columns; one that has none there, no title either, has all.
    """
    top = max(block.first - 1 - LINES_ABOVE, 0)
    near = (row for row in range(block.first - 1, top, -1) if any(r in INSIDE for r in _roles_in(sheet, roles, row)))
    over = _texts(sheet, roles, range(next(near, top) + 1, block.first))
    above = [p for p, r in over if r.role in AROUND or r.table is None]
    last = block.last if block.last >= max(sheet.rows) else max((r.row for r in rows), default=0)
    under = _texts(sheet, roles, range(block.data_first, block.last + 1))
    below = [p for p, r in under if r.role == "note" or (r.role in AROUND and p[0] <= last)]
    lines = [*reversed(above), *below]
    left, right = block.span or (1, LAST_COLUMN)
    own = [p for p in lines if left <= p[1] <= right]
    apart = any(roles.roles[p].role == "title" or money_stated(str(sheet.cells[p])) for p in own)
    return own if apart else lines


def _roles_in(sheet: Sheet, roles: SheetRoles, row: int) -> Iterator[str]:
    return (roles.roles[row, column].role for column in sheet.line(row))


def _texts(sheet: Sheet, roles: SheetRoles, rows: range) -> Iterator[tuple[Position, Role]]:
    """The texts of some rows that stand around tables, with their roles, as they stand."""
    for row in rows:
        for column, value in sheet.line(row).items():
            role = roles.roles[row, column]
            if role.role not in INSIDE and isinstance(value, str):
                yield (row, column), role


def _stated(sheet: Sheet, lines: Sequence[Position]) -> Iterator[tuple[Position, int]]:
    for position in lines:
        for unit in money_stated(str(sheet.cells[position])):
            yield position, int(unit.scale)


def doubtful_lines(
    sheet: Sheet, block: Block, roles: SheetRoles, rows: Sequence[DataRow], form: Form
) -> Iterator[Problem]:
    """Đ75: lines that state a unit of money which nobody knows; Đ97: two that differ; Đ98: what may be meant as one."""
    lines = lines_near(sheet, block, roles, rows)
    stated = list(_stated(sheet, lines))
    for position in lines:
        text = clean(str(sheet.cells[position]))
        if money_stated(str(sheet.cells[position])):
            continue
        if starts_with(fold(text), form.words.unit_line) and MONEY.search(without_leads(text).casefold()):
            yield problem("Đ75", sheet.place(position), text=text)
        elif names_money(text):
            yield problem("Đ98", sheet.place(position), text=text)
    other = next(((p, s) for p, s in stated if s != stated[0][1]), None)
    if other:
        words = {"text": clean(str(sheet.cells[other[0]])), "other": clean(str(sheet.cells[stated[0][0]]))}
        yield problem("Đ97", sheet.place(other[0]), **words)

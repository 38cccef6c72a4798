"""Draws one table: its header of one or two rows, column marks, sections with subtotals, rows, and the total.

Does not belong here: what stands around a table (`byhand`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from danvan.declared.form import NUMERIC, Choice, Column, Table
from danvan.sample.grid import Cell, Value, cell
from danvan.sample.layout import Page, Row, amount, shown

ROMAN = ("I", "II", "III", "IV", "V")
SYMBOL, NUMBER = ("documents", "symbol"), ("documents", "number")


@dataclass(frozen=True)
class Head:
    """One column of a drawn table: what it holds, its labels from the top, where it stands."""

    column: Column
    path: tuple[str, ...]
    at: int


def heads(page: Page, table: Table) -> list[Head]:
    """Return the columns that the year's form has, in the layout's order, after the one of running numbers."""
    names = page.layout.order.get(table.name, tuple(c.name for c in table.columns))
    found = [(table.column(n), page.form.header_in(table.name, n, page.year)) for n in names]
    kept = [(c, h) for c, h in found if h and not (page.layout.joined and (table.name, c.name) == SYMBOL)]
    return [Head(c, _path(page, table, c, h), at) for at, (c, h) in enumerate(kept, start=1)]


def _path(page: Page, table: Table, column: Column, header: str) -> tuple[str, ...]:
    if page.layout.joined and (table.name, column.name) == NUMBER:
        return ("Số, ký hiệu",)
    path = tuple(header.split(" > "))
    if page.manner.in_header and column.type == "money":
        return (*path[:-1], f"{path[-1]} (triệu đồng)")
    return path


def block(page: Page, table: Table, columns: Sequence[Head], top: int) -> Iterator[Cell]:
    """Yield the cells of one table from the row `top` down."""
    depth = max(len(h.path) for h in columns)
    yield cell(top, 0, page.layout.running, "header", bottom=top + depth - 1)
    yield from _header(columns, top, depth)
    yield from _marks(columns, top + depth)
    yield from _body(page, table, columns, top + depth + 1)


def _header(columns: Sequence[Head], top: int, depth: int) -> Iterator[Cell]:
    """A label over one column reaches down, a label over several reaches right."""
    for head in columns:
        if len(head.path) == 1:
            yield cell(top, head.at, head.path[0], "header", bottom=top + depth - 1)
            continue
        group = [h.at for h in columns if h.path[0] == head.path[0]]
        if head.at == group[0]:
            yield cell(top, head.at, head.path[0], "header", right=group[-1])
        yield cell(top + 1, head.at, head.path[1], "header")


def _marks(columns: Sequence[Head], row: int) -> Iterator[Cell]:
    """A, B, C for words; 1, 2, 3 for figures."""
    yield cell(row, 0, "A", "mark")
    letters, numbers = iter(ascii_uppercase[1:]), count(1)
    for head in columns:
        yield cell(row, head.at, next(numbers) if head.column.type in NUMERIC else next(letters), "mark")


def _body(page: Page, table: Table, columns: Sequence[Head], row: int) -> Iterator[Cell]:
    said = page.said[table.name]
    section = next((c for c in table.columns if c.section), None)
    if page.layout.sections and section:
        drawn = list(_sections(page, table, columns, row, section))
        row = max((c.row + 1 for c in drawn), default=row)
    else:
        drawn = list(_rows(page, table, columns, row, said))
        row += len(said)
    yield from drawn
    if len(said) > 1 and any(h.column.adds == "sum" for h in columns):
        yield from _total(page, table, columns, row, "Tổng cộng", page.planned[table.name])


def _sections(page: Page, table: Table, columns: Sequence[Head], row: int, by: Column) -> Iterator[Cell]:
    """The rows under the choice they have in common, each section with its subtotal; empty ones are left out."""
    for number, choice in zip(ROMAN, by.choice, strict=False):
        mine = [r for r in page.said[table.name] if r[by.name] == choice.name]
        if not mine:
            continue
        yield cell(row, 0, f"{number}. {_called(choice)}", "section", right=len(columns))
        yield from _rows(page, table, columns, row + 1, mine)
        summed = [r for r in page.planned[table.name] if r[by.name] == choice.name]
        yield from _total(page, table, columns, row + len(mine) + 1, f"Cộng {number}", summed)
        row += len(mine) + 2


def _called(choice: Choice) -> str:
    return next(way for way in choice.seen_as if way.startswith("Lĩnh vực"))


def _rows(page: Page, table: Table, columns: Sequence[Head], top: int, rows: Sequence[Row]) -> Iterator[Cell]:
    write = _indicator if table.layout == "indicators" else shown
    for number, row in enumerate(rows):
        yield cell(top + number, 0, number + 1, "year")
        for head in columns:
            value = write(page, head.column, row)
            yield cell(top + number, head.at, value, _look(page, head.column, value))


def _indicator(page: Page, column: Column, row: Row) -> Value:
    indicator = page.form.indicator(row["indicator"])
    label = page.layout.one_of([indicator.label, *indicator.seen_as])
    fixed = {"row": indicator.row, "unit": indicator.unit, "label": label}
    return fixed[column.name] if column.name in fixed else shown(page, column, row)


def _look(page: Page, column: Column, value: Value) -> str:
    if isinstance(value, str) or value is None:
        return "text"
    return {"date": "date", "year": "year", "money": _money_look(page)}.get(column.type, "number")


def _money_look(page: Page) -> str:
    return "million" if page.manner.million else "number"


def _total(
    page: Page, table: Table, columns: Sequence[Head], row: int, label: str, rows: Sequence[Row]
) -> Iterator[Cell]:
    """A row of sums; a column without any figure has none."""
    yield cell(row, 0, None, "total")
    for head in columns:
        if head.column is table.item:
            yield cell(row, head.at, label, "total")
        else:
            look = _money_look(page) if head.column.type == "money" else "number"
            yield cell(row, head.at, _sum(page, head.column, rows), f"total {look}")


def _sum(page: Page, column: Column, rows: Sequence[Row]) -> Value:
    known = [r[column.name] for r in rows if r.get(column.name) is not None] if column.adds == "sum" else []
    if not known or column.type != "money":
        return sum(known) if known else None
    off = page.manner.total_off_vnd if column.name == "total_vnd" else 0
    return amount(page, sum(known) + off)

"""How the forms of some years look, what one workbook is drawn from, and how a value is written in it.

Does not belong here: where cells stand (`byhand`, `table`), and file formats (`layout2017`, `layout2019`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan.declared.form import Column, Form
from danvan.declared.places import Unit
from danvan.sample.dice import pick
from danvan.sample.faults import Manner
from danvan.sample.grid import Value
from danvan.sample.plan import Content
from danvan.sample.typed import MILLION
from danvan.vietnamese.wording import day

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Layout:
    """How the forms of some years look.

    `tabs`: sheet of the form -> name of the tab · `order`: table -> columns, where not the form's
    `way`: which spelling of a label or choice is used (0 = the form's own) · `running`: header of running numbers
    `sections`: the field stands in section rows · `text_dates`: days are typed as text
    `joined`: Số and Ký hiệu stand in one column · `loose`: some offices leave the first column empty
    """

    tabs: Mapping[str, str]
    order: Mapping[str, tuple[str, ...]]
    way: int
    running: str
    sections: bool
    text_dates: bool
    joined: bool
    loose: bool

    def one_of(self, ways: list[str]) -> str:
        """The spelling that this layout uses, or the last where there are fewer."""
        return ways[min(self.way, len(ways) - 1)]


@dataclass(frozen=True)
class Page:
    """Everything that a sheet is drawn from: what the workbook says, and what its totals add up."""

    form: Form
    layout: Layout
    unit: Unit
    year: int
    manner: Manner
    said: Content
    planned: Content


def shown(page: Page, column: Column, row: Row) -> Value:
    """Return the value as this layout writes it; what is typed as text already stays."""
    value = row.get(column.name)
    if page.layout.joined and column.name == "number" and "symbol" in row:
        return f"{value}{'/' if '-' in row['symbol'] else '-'}{row['symbol']}"
    if isinstance(value, bool):
        return pick(("x", "Có") if value else ("chưa", "Không"), page.unit.code, page.year, "flags")
    if column.type == "choice" and value is not None:
        choice = next(c for c in column.choice if c.name == value)
        return page.layout.one_of([choice.label, *choice.seen_as])
    if isinstance(value, date) and page.layout.text_dates:
        return day(value)
    if column.type == "money" and isinstance(value, int):
        return amount(page, value)
    return value


def amount(page: Page, vnd: int) -> Value:
    """Return money in what this workbook counts it in: đồng or triệu đồng."""
    return vnd / MILLION if page.manner.million else vnd

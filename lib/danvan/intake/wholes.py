"""Rows that list the parts of a row above them, so that counting both would count the same thing twice.

    1    Đường thôn A    300    a head
    1.1  Đoạn 1          100    its parts: marked by their number, letter or dash, or by having no number at all,
    1.2  Đoạn 2          200    and adding up to the head
    2    Kênh B          500    a row of its own

Does not belong here: rows that say "Trong đó" themselves (`walk`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from danvan.declared.form import NUMERIC
from danvan.intake.asides import told_rows
from danvan.intake.ledger import DataRow
from danvan.intake.sheet import text_of
from danvan.intake.submission import Row
from danvan.intake.surroundings import Surroundings
from danvan.problems import Problem

TOLERANCE = 0.005
BULLET = re.compile(r"^[-+*•–]")
LETTER = re.compile(r"^[a-zđ][.)]?$")


def parts_of(
    around: Surroundings, data: Sequence[DataRow], rows: Sequence[Row]
) -> tuple[frozenset[int], list[Problem]]:
    """Return the rows that are parts of another, and Đ59 at each of them, or where it is in doubt."""
    parts: set[int] = set()
    found: list[Problem] = []
    for index, head in enumerate(rows):
        below = list(_below(around, data, rows, index))
        marked = any(_is_marked(around, row) for row in data[index + 1 : index + 1 + len(below)])
        taken = _adding_up(around, head, below, 1 if marked else 2)
        parts |= {row.row for row in below[:taken]}
        if taken or (marked and _is_whole(head, below)):
            told = below[:taken] or below
            code = "Đ59" if taken else "Đ59-apart"
            found += told_rows(around.sheet, around.block, [(row.row, code) for row in told], head=head.row)
    return frozenset(parts), found


def _below(around: Surroundings, data: Sequence[DataRow], rows: Sequence[Row], index: int) -> Iterator[Row]:
    """The rows under a numbered row that may be its parts."""
    if around.table.layout != "rows" or not _may_head(around, data[index]):
        return
    number = _number(around, data[index]).rstrip(".)")
    under = zip(data[index + 1 :], rows[index + 1 :], strict=True)
    yield from (row for _, row in takewhile(lambda pair: _may_be_part(around, pair[0], number), under))


def _number(around: Surroundings, row: DataRow) -> str:
    said = (around.value((row.row, column)) for column in around.block.running)
    return next((text_of(value).replace(",", ".") for value in said if value is not None), "")


def _item(around: Surroundings, row: DataRow) -> str:
    value = around.value(row.cells.get(around.table.item.name))
    return value.strip() if isinstance(value, str) else ""


def _may_head(around: Surroundings, row: DataRow) -> bool:
    numbered = _number(around, row).rstrip(".)").isdigit() if around.block.running else True
    return numbered and not BULLET.match(_item(around, row))


def _may_be_part(around: Surroundings, row: DataRow, head: str) -> bool:
    number = _number(around, row)
    within = number.startswith(head + ".") if head else False
    return within or _is_marked(around, row) or (bool(around.block.running) and not number)


def _is_marked(around: Surroundings, row: DataRow) -> bool:
    """Whether a row says by its number or its first sign that it is part of something."""
    number = _number(around, row)
    decimal = "." in number.rstrip(".)") and number.replace(".", "").rstrip(")").isdigit()
    return decimal or bool(BULLET.match(number) or LETTER.match(number) or BULLET.match(_item(around, row)))


def _adding_up(around: Surroundings, head: Row, below: Sequence[Row], fewest: int) -> int:
    """How many of the rows below, from the first on, add up to the head in every column that both have; the most."""
    adding = [c.name for c in around.table.columns if c.type in NUMERIC and c.adds == "sum"]
    whole = {name: float(v) for name in adding if isinstance(v := head.values.get(name), int | float)}
    summed: dict[str, float] = {}
    found = 0
    for count, row in enumerate(below, start=1):
        for name in whole:
            if isinstance(value := row.values.get(name), int | float):
                summed[name] = summed.get(name, 0) + value
        equal = all(abs(whole[name] - value) <= TOLERANCE for name, value in summed.items())
        if count >= fewest and equal and any(whole[name] for name in summed):
            found = count
    return found


def _is_whole(head: Row, below: Sequence[Row]) -> bool:
    """Whether the head says as much as the rows below it, so that it is no mere name over them."""
    return len(head.at) >= min(len(row.at) for row in below)

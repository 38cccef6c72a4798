"""What is said of whole rows and sections: rows set aside, rows below the signatures, what is planned and not yet done.

Does not belong here: single cells (`tables`), rows that are parts of another (`wholes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from danvan.declared.form import Form
from danvan.intake.blocks import LAST_COLUMN, Block
from danvan.intake.ledger import DataRow
from danvan.intake.sheet import Sheet, address, text_of
from danvan.intake.surroundings import Surroundings
from danvan.intake.values import read
from danvan.intake.words import spellings, starts_with
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.dates import years_in
from danvan.vietnamese.text import fold

BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
INTENDED = ("dự kiến",)


def told_rows(sheet: Sheet, block: Block, told: Iterable[tuple[int, str]], **words: object) -> Iterator[Problem]:
    """The findings of whole rows, each at the row's cells."""
    first, last = block.span or (1, LAST_COLUMN)
    for row, code in told:
        columns = [c for c in sheet.rows[row] if first <= c <= last]
        ends = [address((row, c)) for c in dict.fromkeys((columns[0], columns[-1]))]
        said = sheet.place((row, columns[0])).said
        yield problem(code, Place(sheet.name, row, ":".join(ends), said), text=said, **words)


def planned(around: Surroundings, data: Sequence[DataRow]) -> Iterator[Problem]:
    """Đ58: sections, and names of rows, that say that what they hold is still to be done; texts may speak of plans."""
    if not any(column.adds == "sum" for column in around.table.columns):
        return
    for text, position in dict.fromkeys(row.section for row in data if row.section):
        if _heads_plans(text, around):
            yield problem("Đ58", around.sheet.place(position), text=text)
    for row in data:
        position = row.cells.get(around.table.item.name, (0, 0))
        item = around.value(position)
        if isinstance(item, str) and row.row == position[0] and _is_intended(item):
            yield problem("Đ58", around.sheet.place(position), text=text_of(item))


def other_sections(around: Surroundings, data: Sequence[DataRow]) -> Iterator[Problem]:
    """Đ85: rows that say another thing in a column than the section that they stand under."""
    for column in (c for c in around.table.columns if c.section):
        for row in data:
            section, position = row.section[0] if row.section else None, row.cells.get(column.name)
            over, own = (read(column, said, around.form).value for said in (section, around.value(position)))
            if position and over is not None and own is not None and over != own:
                text = text_of(around.sheet.cells[position])
                yield problem("Đ85", around.sheet.place(position), text=text, section=section)


def _heads_plans(text: str, around: Surroundings) -> bool:
    """Whether a section speaks of plans or of later years alone; "Kế hoạch" may be a kind of document."""
    if fold(text) in spellings(choice for column in around.table.columns for choice in column.choice):
        return False
    years = years_in(text)
    return _speaks_of_plans(fold(text), around.form) or (bool(years) and min(years) > around.year)


def _speaks_of_plans(text: str, form: Form) -> bool:
    return starts_with(text, form.words.planned) or any(f" {word} " in f" {text} " for word in map(fold, INTENDED))


def _is_intended(item: str) -> bool:
    """Whether a name says so at its beginning or in brackets: "Dự kiến: Ba V", "Hũ gạo (dự kiến)"."""
    return any(starts_with(fold(part), INTENDED) for part in (item, *BRACKETED.findall(item)))

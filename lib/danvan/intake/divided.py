"""A cell that holds several columns ("71/KH-UBND ngày 07/8/2020") is divided among them, where they say nothing else.

The form declares the patterns (`split`). What the other columns say already must be the same, in part or as a whole:
"71" or "71/KH-UBND" beside "71/KH-UBND". Does not belong here: how the cell of one column is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from danvan.declared.form import Column, Form, Table
from danvan.intake.reading import BLANK, Reading
from danvan.intake.values import read
from danvan.vietnamese.text import clean, fold


def divided(table: Table, readings: Mapping[str, Reading], form: Form) -> dict[str, Reading]:
    """Return the readings after division; a cell that cannot be divided keeps its text, and has a finding."""
    done = dict(readings)
    for column in (c for c in table.columns if c.split):
        whole = readings.get(column.name, BLANK)
        parts = _parts(column, whole, readings)
        apart = {name: read(table.column(name), part, form) for name, part in parts.items()}
        found = [told for reading in apart.values() for told in reading.found]
        if other := next((name for name in apart if not _agree(readings[name], apart[name], whole)), ""):
            found = [("Đ47", {"text": whole.value, "label": table.column(other).label})]
        if found:
            done[column.name] = replace(whole, found=(*whole.found, *found))
        else:
            done.update(apart)
    return done


def sources(table: Table, at: Mapping[str, str], readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    """The cells of columns that have a value from the cell of another one."""
    for column in (c for c in table.columns if c.split and c.name in at):
        for name in re.compile(column.split).groupindex:
            if name not in at and name in readings and readings[name].value is not None:
                yield name, at[column.name]


def _parts(column: Column, whole: Reading, readings: Mapping[str, Reading]) -> dict[str, str]:
    match = re.match(column.split, whole.value) if isinstance(whole.value, str) else None
    return {n: clean(part) for n, part in match.groupdict().items() if part and n in readings} if match else {}


def _agree(said: Reading, part: Reading, whole: Reading) -> bool:
    """Whether a column says nothing, or the part, or the same as the cell that is divided."""
    known = {fold(str(reading.value)) for reading in (part, whole)}
    return said.state == "blank" or fold(str(said.value)) in known

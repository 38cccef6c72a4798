"""Tables as they leave the office: figures that must not be told as marks, nothing that leads back to cells.

Does not belong here: which figures those are (`analysis.disclosed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan.analysis.disclosed import Mark
from danvan.analysis.trace import Formula
from danvan.publish.columns import LABEL
from danvan.publish.table import SMALL, UNTOLD, PublishedTable

TOTALS = "Số của từng đơn vị không đưa vào bản chia sẻ."
MARKS: Mapping[Mark, str] = {"small": SMALL, "beside": UNTOLD}


def figures(tables: Iterable[PublishedTable]) -> dict[str, Formula]:
    """The formulas of all figures that some tables print, by id."""
    found: dict[str, Formula] = {}
    for table in tables:
        columns = {column.name: column for column in table.columns}
        for (row, name), formula in table.formulas.items():
            if table.value(row, columns[name]) is not None:
                found[table.figure(row, name)] = formula
    return found


def untold(table: PublishedTable, marks: Mapping[str, Mark]) -> PublishedTable:
    """The table without the figures of `marks` (by id), and without ids and formulas, which name sheets and rows."""
    ids = {place: table.figure(*place) for place in table.formulas}
    gone = {place: MARKS[marks[figure]] for place, figure in ids.items() if figure in marks}
    return _totals(replace(_without(table, gone), keys=(), formulas={}))


def _totals(table: PublishedTable) -> PublishedTable:
    """The table without its units where none of them says anything: what leaves as a total alone."""
    numbers = [column.name for column in table.columns if column.numeric]
    units = [row for row, role in enumerate(table.roles) if role == "data"]
    if not (table.total_row and units and all((row, name) in table.untold for row in units for name in numbers)):
        return table
    kept = [row for row in range(len(table.frame)) if row not in units]
    at = {row: number for number, row in enumerate(kept)}
    return replace(
        table,
        frame=table.frame.iloc[kept].reset_index(drop=True),
        roles=tuple(table.roles[row] for row in kept),
        untold={(at[row], name): mark for (row, name), mark in table.untold.items() if row in at},
        not_applicable=frozenset((at[row], name) for row, name in table.not_applicable if row in at),
        bare=frozenset((at[row], name) for row, name in table.bare if row in at),
        notes=(*table.notes, TOTALS),
    )


def alike(table: PublishedTable, twin: PublishedTable) -> PublishedTable | None:
    """The table without the cells in which its twin says something else; None where they differ in more than these."""
    (rows, said), (others, told) = (_apart(one) for one in (table, twin))
    if said != told or len(rows) != len(others):
        return None
    differ = [
        (row, column.name)
        for row, (one, other) in enumerate(zip(rows, others, strict=True))
        for at, column in enumerate(table.columns)
        if one[at] != other[at]
    ]
    return None if LABEL in {name for _, name in differ} else _without(table, dict.fromkeys(differ, UNTOLD))


def _apart(table: PublishedTable) -> tuple[list[list[Any]], dict[str, Any]]:
    """The cells of a table, and the rest."""
    said = table.to_json()
    return said.pop("rows"), said


def _without(table: PublishedTable, gone: Mapping[tuple[int, str], str]) -> PublishedTable:
    """The table with marks in the place of some cells."""
    frame = table.frame.copy()
    for row, name in gone:
        frame.iloc[row, frame.columns.get_loc(name)] = pd.NA  # type: ignore[index] # one column of that name
    return replace(table, frame=frame, untold={**table.untold, **gone})

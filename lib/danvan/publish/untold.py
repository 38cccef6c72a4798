"""Tables as they leave the office: figures that must not be told as marks, nothing that leads back to cells.

Does not belong here: which figures those are (`analysis.disclosed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from danvan.analysis.disclosed import Mark
from danvan.analysis.trace import Formula
from danvan.publish.table import SMALL, UNTOLD, PublishedTable

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
    frame = table.frame.copy()
    for row, name in gone:
        frame.iloc[row, frame.columns.get_loc(name)] = pd.NA  # type: ignore[index] # one column of that name
    return replace(table, frame=frame, untold=gone, keys=(), formulas={})

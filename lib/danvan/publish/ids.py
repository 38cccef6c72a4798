"""figures.json: every number of a run's tables by its id, for programs: value, printed text, unit; one a line.

    "T6a/2021/total_vnd": {"value": 13919800000, "text": "13.919.800.000", "unit": "đồng"},

Beside run.json and not in it, since a period has thousands of them. The same tables give the same bytes. Does not
belong here: where a number comes from (`traced`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from danvan.files import write_whole
from danvan.publish.table import PublishedTable
from danvan.publish.tables.told import plain
from danvan.publish.workbook import sheet_names

FIGURES = "figures.json"
Said = dict[str, object]


def write_figures(tables: Sequence[PublishedTable], folder: Path) -> Path:
    """Write the numbers of `tables` into `folder`; return the path.

    Of tables that share an id, the later ones' numbers are named as their sheets are: "T6a (2)/2021/total_vnd".
    """
    told = (figure for name, table in sheet_names(tables).items() for figure in _figures(name, table))
    lines = ",\n".join(f"{_json(figure)}: {_json(said)}" for figure, said in told)
    write_whole(folder / FIGURES, f"{{\n{lines}\n}}\n".encode())
    return folder / FIGURES


def _figures(name: str, table: PublishedTable) -> Iterator[tuple[str, Said]]:
    columns = {column.name: column for column in table.columns}
    for row, of in table.formulas:
        column = columns[of]
        value = plain(table.value(row, column))
        known = value.isoformat() if isinstance(value, date) else value
        said = {"value": known, "text": table.text(row, column), "unit": column.unit}
        yield f"{name}{table.figure(row, of).removeprefix(table.id)}", said


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

"""How a table is put together: rows with roles, parts with their sums, units in official order.

Does not belong here: any single table, its numbers and their formulas (`told`), what it stands on (`basis`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan.publish.columns import LABEL, ColumnSpec, typed
from danvan.publish.table import PublishedTable, Role
from danvan.publish.tables import words
from danvan.publish.tables.basis import Basis
from danvan.publish.tables.told import BARE, NA, Sums, Told, Values, records
from danvan.vietnamese.text import bare


@dataclass(frozen=True, slots=True)
class Row:
    """One row to print, its cells by column name; a name left out is a figure not known.

    `key` names the row in the ids of its figures: the same for the same thing, whatever else the table holds.
    """

    key: str
    cells: Values
    role: Role = "data"


def assemble(
    id_: str,
    title: str,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Row],
    basis: Basis,
    *,
    unit_line: str = "",
    notes: Sequence[str] = (),
    block_label: str = "",
    period: str | None = None,
) -> PublishedTable:
    """The published table of `rows`; `title` gets the period, `notes` come before those of the basis."""
    rows, period = list(rows), basis.period if period is None else period
    cells = [[row.cells.get(column.name) for column in columns] for row in rows]
    plain = [[_printed(cell) for cell in row] for row in cells]
    return PublishedTable(
        id=basis.id(id_),
        title=basis.title(f"{title}, {period}" if period else title),
        frame=typed(plain, tuple(columns)),
        columns=tuple(columns),
        unit_line=unit_line,
        notes=(*notes, *basis.notes),
        source=basis.source,
        coverage="" if basis.unit else basis.coverage,
        sample=basis.sample,
        total_row=bool(rows) and rows[-1].role == "total",
        period=period[:1].upper() + period[1:],
        block_label=block_label,
        roles=tuple(row.role for row in rows),
        keys=tuple(row.key for row in rows),
        formulas={
            (r, columns[c].name): cell.formula
            for r, row in enumerate(cells)
            for c, cell in enumerate(row)
            if isinstance(cell, Told)
        },
        not_applicable=_places(cells, columns, NA),
        bare=_places(cells, columns, BARE),
    )


def _places(cells: list[list[Any]], columns: Sequence[ColumnSpec], mark: object) -> frozenset[tuple[int, str]]:
    """The (row, column) of the cells that hold a mark."""
    return frozenset(
        (r, columns[c].name) for r, row in enumerate(cells) for c, cell in enumerate(row) if _value_of(cell) is mark
    )


def _printed(cell: Any) -> Any:
    value = _value_of(cell)
    return None if value is NA or value is BARE else value


def _value_of(cell: Any) -> Any:
    return cell.value if isinstance(cell, Told) else cell


def unit_rows(
    found: pd.DataFrame, sums: Sums, total: str = "Tổng số", units: pd.DataFrame | None = None
) -> Iterator[Row]:
    """Rows by unit in official order, numbered, communes and agencies in parts of their own with sums, then the total.

    `units` has unit, group, position of the unit that each row of `found` is counted for, its own by default; each
    unit's rows are summed by `sums`, so several years may be in it. A unit alone has one row, keyed as the total.
    """
    units = found if units is None else units
    parts = [(name, units[units["group"] == name]) for name in ("commune", "agency")]
    parts = [(name, part) for name, part in parts if not part.empty]
    if len(set(found["unit_code"])) == len(set(units["position"])) == 1:
        yield Row("total", {"order": "1", LABEL: units["unit"].iloc[-1], **sums(found)})
        return
    for name, part in parts:
        if len(parts) > 1:
            yield Row(name, {LABEL: words.GROUPS[name], **sums(found.loc[part.index])}, "block")
        labels = unit_labels(part)
        for number, (position, label) in enumerate(labels.items(), start=1):
            own = part[part["position"] == position]
            cells = sums(found.loc[own.index])
            yield Row(unit_key(own.iloc[0]), {"order": str(number), LABEL: label, **cells})
    if parts:
        yield Row("total", {LABEL: total, **sums(found)}, "total")


def row_key(row: Mapping[str, Any]) -> str:
    """A row of a list in the ids of figures: where it stands."""
    return f"{row['unit_code']}-{row['year']}-{slug(row['sheet'])}-{row['row']}"


def slug(text: str) -> str:
    """A text in an id: letters without diacritics, digits and hyphens."""
    return bare(text).replace(" ", "-") or "-"


def unit_key(row: Mapping[str, Any] | pd.Series) -> str:
    """A unit in the ids of figures: its code and the day it is valid from, since codes are given again."""
    return f"{row['unit_code']}-{row['unit_from']:%Y%m%d}"


def unit_labels(found: pd.DataFrame) -> dict[int, str]:
    """The printed name of each unit by position; one whose code was there before says from when it is."""
    units = found.drop_duplicates("position").sort_values("position")
    units["later"] = units["unit_code"].duplicated()
    return {
        row["position"]: f"{row['unit']} (từ {row['unit_from']:%d/%m/%Y})" if row["later"] else row["unit"]
        for row in records(units)
    }


ORDER = ColumnSpec("order", "TT")
UNIT = ColumnSpec(LABEL, "Đơn vị")

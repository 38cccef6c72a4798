"""What changed between two states as tables, for a workbook: figures, lists, reports, sums over all; and for scripts.

An old or new value that is not known is marked so, with the reason beside it; it is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from danvan.declared.form import form
from danvan.publish.columns import LABEL, ColumnSpec, typed
from danvan.publish.compared import Compared
from danvan.publish.compared import said as words
from danvan.publish.table import PublishedTable, Role
from danvan.publish.tables.told import plain, records

Row = Mapping[str, Any]
UNIT = (ColumnSpec("year", "Năm", "year"), ColumnSpec(LABEL, "Đơn vị"))
NUMBERS = (
    ColumnSpec("before", "Trước", "decimal"),
    ColumnSpec("now", "Nay", "decimal"),
    ColumnSpec("change", "Chênh lệch", "decimal"),
)
WHY = (ColumnSpec("why", "Vì sao"), ColumnSpec("file", "Tệp"))
LACK = ColumnSpec("lack", "Vì sao không có số")
ITEM = (
    ColumnSpec("list", "Danh mục"),
    ColumnSpec("item", "Mục"),
    ColumnSpec("kind", "Thay đổi"),
    ColumnSpec("column", "Nội dung"),
    ColumnSpec("before", "Trước"),
    ColumnSpec("now", "Nay"),
)
REPORTED = (
    ColumnSpec("units_before", "Số đơn vị trước", "count"),
    ColumnSpec("units_now", "Số đơn vị nay", "count"),
)


def tables(told: Compared) -> list[PublishedTable]:
    """D1 figures by unit, D2 items of lists, D3 reports, D4 sums over all units."""
    made = [
        ("D1", "Số liệu khác nhau", (*UNIT, ColumnSpec("measure", "Chỉ tiêu"), *NUMBERS, LACK, *WHY), _figures),
        ("D2", "Mục khác nhau trong các danh mục", (*UNIT, *ITEM, *WHY), _items),
        ("D3", "Thay đổi về báo cáo của đơn vị", (*UNIT, ColumnSpec("what", "Thay đổi"), *WHY), _reports),
        ("D4", "Cộng các đơn vị", (UNIT[0], ColumnSpec(LABEL, "Chỉ tiêu"), *NUMBERS, *REPORTED), _totals),
    ]
    return [_table(told, id_, title, columns, rows(told)) for id_, title, columns, rows in made]


def _table(told: Compared, id_: str, title: str, columns: Sequence[ColumnSpec], rows: Iterable[Row]) -> PublishedTable:
    data: Role = "data"
    frame = typed([[row[column.name] for column in columns] for row in rows], tuple(columns))
    notes = [f"Khai báo đã đổi: {', '.join(told.declared)}."] if told.declared else []
    return PublishedTable(
        id=id_,
        title=f"{title}: {told.now} so với {told.before}",
        frame=frame,
        columns=tuple(columns),
        notes=tuple(notes),
        source="Nguồn: kho số liệu và các bản chốt.",
        sample=told.sample,
        period=told.period[:1].upper() + told.period[1:],
        roles=(data,) * len(frame),
    )


def _figures(told: Compared) -> Iterator[Row]:
    for row in records(told.figures):
        lacks = {"Trước": row["lack_before"], "Nay": row["lack_now"]}
        yield {
            **_unit(row, told.reasons),
            "measure": words.measure(row),
            **_numbers(row),
            "lack": "; ".join(f"{when}: {words.LACKS[lack]}" for when, lack in lacks.items() if lack),
        }


def _items(told: Compared) -> Iterator[Row]:
    for row in records(told.items):
        table, column = row["table"], row["column"]
        of_column = row["change"] == "changed"
        before, now = (words.said(table, column, row[s]) if of_column else "" for s in ("before", "now"))
        yield {
            **_unit(row, told.reasons),
            "list": form().table(table).title,
            "item": row["item"],
            "kind": words.CHANGES[row["change"]],
            "column": form().table(table).column(column).label if of_column else "",
            "before": before,
            "now": now,
        }


def _reports(told: Compared) -> Iterator[Row]:
    return ({**_unit(row, told.reasons), "what": words.report(row)} for row in records(told.reports))


def _totals(told: Compared) -> Iterator[Row]:
    units = [column.name for column in REPORTED]
    for row in records(told.totals):
        yield {**row, LABEL: words.measure(row), **_numbers(row), **{name: plain(row[name]) for name in units}}


def _unit(row: Row, reasons: Mapping[str, str]) -> Row:
    """The unit and year of a row, why it differs, in the unit's own words too, and the file that made it so."""
    file = plain(row["file"]) or plain(row["file_before"]) or ""
    reason = f": {reasons[file]}" if file in reasons else ""
    return {"year": row["year"], LABEL: row["unit"], "why": f"{words.REASONS[row['why']]}{reason}", "file": file}


def _numbers(row: Row) -> Row:
    before, now = plain(row["before"]), plain(row["now"])
    return {"before": before, "now": now, "change": None if before is None or now is None else now - before}


def to_json(told: Compared) -> dict[str, Any]:
    """All that differs as plain JSON values; each figure with its `label`."""
    return {
        **{name: getattr(told, name) for name in ("before", "now", "summary")},
        **{name: list(getattr(told, name)) for name in ("years", "declared", "programs")},
        "figures": _plain(told.figures, words.measure),
        "totals": _plain(told.totals, words.measure),
        "items": _plain(told.items, words.item),
        "reports": _plain(told.reports, words.report),
        "reasons": dict(told.reasons),
    }


def _plain(frame: pd.DataFrame, label: Callable[[Row], str]) -> list[Row]:
    rows = [{**row, "label": label(row)} for row in records(frame)]
    return [{n: v.isoformat() if hasattr(v, "isoformat") else plain(v) for n, v in row.items()} for row in rows]

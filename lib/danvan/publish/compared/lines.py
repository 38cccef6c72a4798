"""What `danvan compare` prints: how much differs, each unit's figures old and new side by side, the sums over all.

Xã Bình Thạnh, năm 2022: báo cáo gửi lại (bổ sung hai buổi tuyên truyền)
  tệp 2022/21046/BC lần 2.xlsx, trước là 2022/21046/BC.xlsx
  Hội nghị, buổi tuyên truyền (buổi)    31 → 33    +2
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from danvan.declared.form import form
from danvan.publish.compared import Compared
from danvan.publish.compared import said as words
from danvan.publish.provenance import number
from danvan.publish.tables.told import plain, records

MOST = 30  # lines of one kind about one unit and year, or one year
WIDEST = 72  # of a label that others are lined up with
# What is told of a report that came or went, of all that came or went with it.
MAIN = (
    "registered", "at_work", "recognised", "works", "total_vnd", "people_vnd", "land_m2", "labour_days", "cash_vnd",
)  # fmt: skip
Row = Mapping[str, Any]
Key = tuple[Any, ...]


def lines(told: Compared) -> Iterator[str]:
    """All that differs, for people."""
    yield f"So {told.before} với {told.now}, {told.period}."
    yield f"Khác nhau: {told.summary}." if told.summary else "Không có số liệu nào khác nhau."
    if told.declared:
        yield f"Khai báo đã đổi: {', '.join(told.declared)}."
    if told.programs:
        yield f"Chương trình đã đổi: {', '.join(told.programs)}."
    for unit in _units(told):
        yield ""
        yield from _unit(unit, told.reasons)
    for year, rows in groupby(records(told.totals), key=lambda row: plain(row["year"])):
        yield ""
        yield f"Cộng các đơn vị, năm {year}" if year else "Cộng các đơn vị, cả giai đoạn"
        yield from _aligned([row for row in rows if _is_main(row)], _total)


@dataclass(frozen=True)
class _Unit:
    """All that differs of one unit in one year."""

    reports: Sequence[Row]
    figures: Sequence[Row]
    items: Sequence[Row]

    @property
    def head(self) -> Row:
        """A row that tells the unit, its files and why it differs."""
        return (*self.reports, *self.figures, *self.items)[0]


def _units(told: Compared) -> Iterator[_Unit]:
    """The units and years that differ, years first, in official order."""
    parts = [_by_unit(frame) for frame in (told.reports, told.figures, told.items)]
    for key in sorted(set().union(*parts)):
        yield _Unit(*(part.get(key, []) for part in parts))


def _by_unit(frame: pd.DataFrame) -> dict[Key, list[Row]]:
    def key(row: Row) -> Key:
        return row["year"], row["position"], row["unit_code"], row["unit_from"]

    return {which: list(own) for which, own in groupby(sorted(records(frame), key=key), key)}


def _unit(unit: _Unit, reasons: Mapping[str, str]) -> Iterator[str]:
    head = unit.head
    reason = f" (lý do ghi trong báo cáo: {reasons[head['file']]})" if head["file"] in reasons else ""
    yield f"{head['unit']}, năm {head['year']}: {words.REASONS[head['why']]}{reason}"
    yield f"  {_files(head)}"
    yield from (f"  {words.report(row)}" for row in unit.reports)
    if head["why"] in ("received", "withdrawn"):
        main = [row for row in unit.figures if row["measure"] in MAIN]
        yield from _aligned(main, _figure, more=len(unit.figures) - len(main) + len(unit.items))
    else:
        yield from _aligned(unit.figures, _figure)
        yield from (f"  {_item(row)}" for row in unit.items[:MOST])
        yield from _rest(len(unit.items) - MOST)


def _is_main(row: Row) -> bool:
    """Whether a sum is one of what was done in the year."""
    return row["subject"] != "indicators" or f"column={words.ACTUAL}" in row["part"]


def _files(row: Row) -> str:
    before, now = (plain(row[name]) for name in ("file_before", "file"))
    if before == now or before is None:
        return f"tệp {now}"
    return f"tệp {now}, trước là {before}" if now else f"tệp trước đây: {before}"


def _figure(row: Row) -> tuple[str, str, str, str]:
    return words.measure(row), words.value(row, "before"), words.value(row, "now"), words.by_how_much(row)


def _total(row: Row) -> tuple[str, str, str, str]:
    before, now = (number(plain(row[side])) for side in ("before", "now"))
    units = plain(row["units_before"]), plain(row["units_now"])
    told = "" if units[0] == units[1] else f"   ({units[0]} → {units[1]} đơn vị)"
    return words.measure(row), before, now, f"{words.by_how_much(row)}{told}"


def _aligned(rows: Sequence[Row], said: Callable[[Row], tuple[str, str, str, str]], more: int = 0) -> Iterator[str]:
    """Label, old, new and difference, each under the one above; at most MOST, and how many there are beside."""
    table = [said(row) for row in rows[:MOST]]
    label = max((len(row[0]) for row in table if len(row[0]) <= WIDEST), default=0)
    before, now = (max((len(row[n]) for row in table), default=0) for n in (1, 2))
    for name, old, new, change in table:
        yield f"  {name:<{label}}   {old:>{before}} → {new:>{now}}   {change}".rstrip()
    yield from _rest(len(rows) - len(table) + more)


def _rest(more: int) -> Iterator[str]:
    if more > 0:
        yield f"  … và {more} số liệu, mục danh mục khác; xem đủ bằng --output TỆP.xlsx"


def _item(row: Row) -> str:
    what = words.item(row)
    if row["change"] != "changed":
        return f"{words.CHANGES[row['change']]} {what}"
    table, column = row["table"], row["column"]
    before, now = (words.said(table, column, row[side]) for side in ("before", "now"))
    return f"Sửa {what}, {form().table(table).column(column).label}: {before} → {now}"

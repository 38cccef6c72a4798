"""Donations and relief by event, with what is told apart ("riêng") printed apart."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from danvan.analysis import donations as analysis
from danvan.analysis.coverage import KEY, covers
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.layout import Row, assemble, row_key, slug
from danvan.publish.tables.told import Told, Values, records, summing, told, told_at

MONEY = "đồng"
COLUMNS = (
    ColumnSpec("cash_vnd", words.column("donations", "cash_vnd"), "money", MONEY),
    ColumnSpec("goods_tonnes", "Hàng hóa tính theo khối lượng", "decimal", "tấn"),
    ColumnSpec("goods_vnd", "Trị giá hàng hóa, hiện vật", "money", MONEY),
    ColumnSpec("value_vnd", "Cộng tiền và trị giá hàng hóa", "money", MONEY),
)
BY = ["event", "included_in_total", "donor_kind", "activity"]


@kept
def donations_by_event(donations: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T8a: each event by donors; activities reported apart below, and the sum with and without them."""
    found = analysis.by_unit(donations, roll, BY)
    labels, half = words.choices("donations", "event"), words.is_half(roll)
    rows = [
        row
        for event, label in labels.items()
        for year, of_year in found[found["event"] == event].groupby("year")
        if of_year["value_vnd"].gt(0).any()
        for row in _event(f"{event}.{year}", words.dated(label, [int(year)], ", ", half=half), of_year)
    ]
    return assemble(
        "T8a",
        "Ủng hộ, cứu trợ theo sự kiện",
        [ColumnSpec(LABEL, "Sự kiện, đối tượng"), *COLUMNS],
        rows,
        basis_of(roll, "donations"),
        unit_line=MONEY,
        notes=(
            "Dòng sự kiện là tổng số đã tính; phần báo cáo riêng không nằm trong tổng số này. "
            "Không cộng vào nguồn lực xây dựng công trình.",
        ),
        block_label="Sự kiện",
    )


def _event(key: str, label: str, found: pd.DataFrame) -> Iterator[Row]:
    """The sum that counts, its donors, what is told apart, and the sum with that."""
    included = found["included_in_total"].eq(True).fillna(False)
    sums = summing("donations", [column.name for column in COLUMNS], by=BY)
    donors, activities = (words.choices("donations", name) for name in ("donor_kind", "activity"))
    yield Row(key, {LABEL: label, **sums(found[included])}, "block")
    yield from _kinds(key, found[included], "donor_kind", donors, "")
    yield from _kinds(f"{key}.apart", found[~included], "activity", activities, "Riêng: ")
    if found.loc[~included, "value_vnd"].gt(0).any():
        yield Row(f"{key}.all", {LABEL: f"{label}, cả phần riêng", **sums(found)}, "total")


def _kinds(key: str, found: pd.DataFrame, name: str, labels: Values, before: str) -> Iterator[Row]:
    sums = summing("donations", [column.name for column in COLUMNS], by=BY)
    for kind, label in labels.items():
        rows = found[found[name] == kind]
        if rows["value_vnd"].gt(0).any():
            yield Row(f"{key}.{kind}", {LABEL: f"{before}{label}", **sums(rows)})


@kept
def goods_not_weighed(donations: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T8b: goods told in other units than weight, each unit by itself."""
    labels = words.choices("donations", "event")
    columns = [
        ColumnSpec(LABEL, words.column("donations", "event")),
        ColumnSpec("year", "Năm", "year"),
        ColumnSpec("goods_unit", words.column("donations", "goods_unit")),
        ColumnSpec("quantity", words.column("donations", "goods_quantity"), "decimal"),
    ]
    asked = covers(roll, "donations")
    rows = [
        Row(
            f"{row['event']}.{row['year']}.{slug(row['goods_unit'])}",
            {
                LABEL: words.said(labels, row["event"]),
                **{name: row[name] for name in ("year", "goods_unit")},
                "quantity": _quantity(row, asked),
            },
        )
        for row in records(analysis.goods_not_weighed(donations, roll))
    ]
    return assemble("T8b", "Hàng hóa ủng hộ không tính theo khối lượng", columns, rows, basis_of(roll, "donations"))


def _quantity(row: Values, asked: pd.DataFrame) -> Told:
    own = asked[asked["year"] == row["year"]]
    return told(row["quantity"], "goods", "quantity", own, event=row["event"], goods_unit=row["goods_unit"])


@kept
def told_apart(donations: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T8c: what was reported apart ("riêng") and is in no total: whose, where, for what."""
    labels = {name: words.choices("donations", name) for name in ("event", "activity")}
    own = donations[donations["included_in_total"].eq(False).fillna(False)].drop(columns=["unit"], errors="ignore")
    found = analysis.counted(own).merge(roll[[*KEY, "unit", "position"]], on=KEY)
    columns = [
        ColumnSpec(LABEL, words.column("donations", "activity")),
        ColumnSpec("event", words.column("donations", "event")),
        ColumnSpec("year", "Năm", "year"),
        ColumnSpec("unit", "Đơn vị"),
        ColumnSpec("place", words.column("donations", "place")),
        *COLUMNS,
    ]
    rows = [
        Row(
            row_key(row),
            {
                LABEL: words.said(labels["activity"], row["activity"]),
                "event": words.said(labels["event"], row["event"]),
                **{name: row[name] for name in ("year", "unit", "place")},
                **{column.name: told_at(row[column.name], "donations", column.name, row) for column in COLUMNS},
            },
        )
        for row in records(found.sort_values(["year", "position", "row"]))
    ]
    title = "Ủng hộ, cứu trợ báo cáo riêng"
    return assemble("T8c", title, columns, rows, basis_of(roll, "donations"), unit_line=MONEY)

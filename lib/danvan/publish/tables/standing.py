"""H5: where a unit stands among those of its kind, ranked only where exact intervals can be told apart.

    Mô hình được công nhận   12   6,2 - 21   trung vị 4 (0 - 12)   không phân hạng được (trong nhóm 1 - 9 của 22 đơn vị)
    Hội nghị đối thoại        2   0,2 - 7,2  trung vị 3 (0 - 7)    không phân hạng được

Does not belong here: which units can be told apart (`intervals.placed`), its years (`profile`, `trends`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis.facts import Tables
from danvan.analysis.intervals import placed
from danvan.analysis.series import named, view, yearly
from danvan.declared.series import Series
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import indicated
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.layout import Row, assemble
from danvan.publish.tables.numbered import interval, label, short, times, together
from danvan.publish.tables.told import records

COMPARED = (
    "models_new", "models_at_work", "models_recognised", "recognition_rate", "replication_rate", "replicated_places",
    "works_completed", "propaganda_sessions", "dialogues", "opinions_resolved_rate", "mediation_rate",
    "letters_resolved_rate",
)  # fmt: skip
COLUMNS = (
    ColumnSpec(LABEL, "Chỉ tiêu"),
    ColumnSpec("value", "Đơn vị này", "tenths"),
    ColumnSpec("interval", "Khoảng tin cậy 95%"),
    ColumnSpec("others", "Các đơn vị khác"),
    ColumnSpec("rank", "Xếp thứ, từ cao xuống"),
)
NOTE = (
    "Chỉ xếp thứ khi khoảng tin cậy (tính chính xác theo Poisson, nhị thức) của các đơn vị tách rời nhau; số nhỏ của "
    "một năm thường không đủ để nói đơn vị nào hơn. Nhóm a - b: có ít nhất a - 1 đơn vị cao hơn rõ, còn lại sau b là "
    "các đơn vị thấp hơn rõ."
)
SIZE_NOTE = "Số lượng phụ thuộc quy mô dân số, số thôn; thứ tự không phải là đánh giá thi đua."
NOWHERE = "không phân hạng được"


@kept
def standing(tables: Tables, roll: pd.DataFrame, unit_code: str) -> PublishedTable:
    """H5: one unit among the units of its kind in the last of the roll's years that it was asked."""
    own = coverage.last_year(coverage.one_unit(roll, unit_code)).iloc[0]
    among = roll[roll["year"].eq(own["year"]) & roll["group"].eq(own["group"])]
    among.attrs = {name: value for name, value in roll.attrs.items() if name != "unit"}  # those of its kind, not it
    asked = [one for one in _compared(tables, among) if unit_code in set(one[1]["unit_code"])]
    rows = [_row(*one, unit_code) for one in asked]
    of = dict.fromkeys(table for one, *_ in asked for table in one.tables)
    basis = replace(basis_of(among, *of), code=unit_code, unit=own["unit"])
    return assemble("H5", "Đứng ở đâu so với các đơn vị khác", COLUMNS, rows, basis, notes=(NOTE, SIZE_NOTE))


@kept
def _compared(tables: Tables, among: pd.DataFrame) -> tuple[tuple[Series, pd.DataFrame, pd.DataFrame], ...]:
    """Each indicator with what the units give to it, and with their values, intervals and places."""
    ones = [together(named(name)) for name in COMPARED]
    found = [(one, view(one, tables, among)) for one in ones]
    return tuple((one, units, placed(yearly(one, units, among, by_unit=True))) for one, units in found)


def _row(one: Series, units: pd.DataFrame, every: pd.DataFrame, unit_code: str) -> Row:
    """The row of a unit whose values stand in `every`."""
    mine = every["unit_code"].eq(unit_code)
    own, value = records(every[mine])[0], every.loc[mine, "value"].iloc[0]
    told, others = None if pd.isna(value) else float(value) * times(one), every.loc[~mine, "value"].dropna()
    of_own, years = units["unit_code"].eq(unit_code), [int(own["year"])]
    this, those = (indicated.figure(one, told, of, years, times(one)) for of in (units[of_own], units[~of_own]))
    rank = "" if told is None else _rank(own, len(others) + 1)
    return Row(
        one.name,
        {
            LABEL: label(one),
            "value": this,
            "interval": indicated.estimate(interval(own, times(one)), this),
            "others": indicated.estimate(_others(others.astype(float) * times(one)), those),
            "rank": indicated.estimate(rank, this, those),
        },
    )


def _others(values: pd.Series) -> str:
    """ "trung vị 4 (0 - 12)"."""
    if values.empty:
        return "chưa có số liệu"
    return f"trung vị {short(float(values.median()))} ({short(float(values.min()))} - {short(float(values.max()))})"


def _rank(own: Mapping[str, Any], of: int) -> str:
    """ "thứ 1 của 22 đơn vị", or among which the unit cannot be told apart."""
    if pd.isna(own["best"]) or (own["best"], own["worst"]) == (1, of):
        return NOWHERE
    if own["best"] == own["worst"]:
        return f"thứ {own['best']} của {of} đơn vị"
    return f"{NOWHERE} (trong nhóm {own['best']} - {own['worst']} của {of} đơn vị)"

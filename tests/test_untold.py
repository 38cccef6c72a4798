"""Figures that must not be told are marks; so is each cell in which the twin of a table says something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from danvan.analysis.disclosed import Mark
from danvan.analysis.trace import Formula, Term
from danvan.publish.columns import ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.untold import TOTALS, alike, figures, untold

TERM = Term("indicators", "value", frozenset({(2022, "21085", date(2020, 2, 1))}))
COLUMNS = (ColumnSpec("label", "Đơn vị"), ColumnSpec("count", "Số người", "count"), ColumnSpec("rank", "Thứ hạng"))


def table(*rows: tuple[str, int | None, str]) -> PublishedTable:
    frame = pd.DataFrame(list(rows), columns=["label", "count", "rank"]).astype({"count": "Int64"})
    formulas = {(row, "count"): Formula("sum", (TERM,)) for row in range(len(rows))}
    keys, roles = tuple(f"k{row}" for row in range(len(rows))), ("data",) * len(rows)
    return PublishedTable("X1", "Việc làm", frame, COLUMNS, roles=roles, keys=keys, formulas=formulas)


ONE = table(("Xã A", 2, "nhất"), ("Xã B", 9, "nhì"), ("Xã C", None, ""))


def texts(of: PublishedTable | None) -> list[list[str]]:
    assert of is not None
    return [[of.text(row, column) for column in of.columns] for row in range(len(of.frame))]


def test_figures_are_those_that_are_printed_by_their_ids() -> None:
    assert set(figures([ONE])) == {"X1/k0/count", "X1/k1/count"}


def test_marks_stand_for_figures_and_nothing_leads_back_to_cells() -> None:
    left = untold(ONE, {"X1/k0/count": "small", "X1/k1/count": "beside"})
    assert texts(left) == [["Xã A", "<3", "nhất"], ["Xã B", "*", "nhì"], ["Xã C", "…", ""]]
    assert not left.keys and not left.formulas
    assert ONE.untold == {} and "“<3”" in left.legend and "“*”" in left.legend


def test_a_cell_in_which_the_twin_differs_says_nothing_be_it_a_number_or_words() -> None:
    twin = table(("Xã A", 2, "nhì"), ("Xã B", 8, "nhì"), ("Xã C", None, ""))
    assert texts(alike(ONE, twin)) == [["Xã A", "2", "*"], ["Xã B", "*", "nhì"], ["Xã C", "…", ""]]
    assert texts(alike(ONE, ONE)) == texts(ONE)


def test_rows_in_another_order_other_rows_or_other_notes_do_not_leave() -> None:
    assert alike(ONE, table(("Xã B", 9, "nhì"), ("Xã A", 2, "nhất"), ("Xã C", None, ""))) is None
    assert alike(ONE, table(("Xã A", 2, "nhất"))) is None
    assert alike(ONE, replace(ONE, notes=("Xã A thấp nhất.",))) is None


def test_a_table_that_tells_nothing_of_any_unit_leaves_as_its_total() -> None:
    whole = replace(table(("Xã A", 2, ""), ("Xã B", 9, ""), ("Tổng số", 11, "")), total_row=True)
    whole = replace(whole, roles=("data", "data", "total"))
    marks: dict[str, Mark] = {"X1/k0/count": "beside", "X1/k1/count": "beside"}
    left = untold(whole, marks)
    assert texts(left) == [["Tổng số", "11", ""]] and left.roles == ("total",)
    assert left.notes == (TOTALS,) and not left.untold
    assert len(untold(whole, {"X1/k0/count": "small"}).frame) == 3

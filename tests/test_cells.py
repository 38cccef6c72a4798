"""A figure as a frame for an analyst: a row for each cell, whose values add up to it."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, of_period

import danvan
from danvan.analysis.trace import Facts
from danvan.publish import catalogue
from danvan.publish.traced import traced
from danvan.runs.trace import CELLS, cells

FRAMES, ROLL = drawn_tables(), of_period()
STORED = drawn("""
    unit_code | year | file            | sheet        | row | cell | role  | table     | column            | text
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực | 7   | C7   | value | resources | work_name         | Kênh N1
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực | 7   | H7   | value | resources | people_cash_vnd   | 180tr
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực | 7   | I7   | value | resources | people_inkind_vnd | không
""")  # fmt: skip


def frame(figure: str) -> pd.DataFrame:
    table = catalogue.table(figure.partition("/")[0], FRAMES, ROLL)
    return cells(traced(table, figure, Facts(FRAMES, ROLL, STORED)))


def test_each_cell_has_a_row_and_the_first_of_a_value_has_it() -> None:
    told = frame("T6a/2021/people_vnd")
    assert told[["unit", "year", "file", "cell", "item", "text", "value"]].to_dict("records") == [
        {"unit": "Thị trấn Châu Ổ", "year": 2021, "file": "21040-2021.xlsx", "cell": "H7", "item": "Kênh N1",
         "text": "180tr", "value": 180_000_000},
        {"unit": "Thị trấn Châu Ổ", "year": 2021, "file": "21040-2021.xlsx", "cell": "I7", "item": "Kênh N1",
         "text": "không", "value": None},
    ]  # fmt: skip
    assert told.dtypes.astype(str).tolist() == list(CELLS.values())


def test_the_frame_tells_the_figure_and_its_formula() -> None:
    attrs = frame("T6a/2021/people_vnd").attrs
    assert (attrs["figure"], attrs["value"], attrs["text"]) == (
        "T6a/2021/people_vnd", 180_000_000, "180.000.000 đồng",
    )  # fmt: skip
    (term,) = attrs["formula"]
    assert (term["role"], term["value"]) == ("Cộng", 180_000_000)


@pytest.mark.parametrize("table", ["T2", "T6a", "T7a", "T8a", "T10", "T15", "R1"])
def test_the_values_of_each_term_add_up_to_it(table: str) -> None:
    made = catalogue.table(table, FRAMES, ROLL)
    facts = Facts(FRAMES, ROLL, STORED)
    for row, column in made.formulas:
        told = cells(traced(made, made.figure(row, column), facts))
        if made.formulas[row, column].op == "distinct":
            continue
        terms = {term["what"]: term["value"] for term in told.attrs["formula"]}
        if len(terms) == len(told.attrs["formula"]):  # two terms may be one in words
            sums = told.groupby("term")["value"].sum()
            assert {name: value or 0 for name, value in terms.items()} == pytest.approx(
                {name: sums.get(name, 0) for name in terms}
            )


def test_what_the_register_says_has_no_cell() -> None:
    told = frame("T17a/2021/reported")
    assert told["value"].sum() == 4
    assert told[["file", "sheet", "row", "cell", "text"]].isna().all(axis=None)


def test_an_analyst_asks_by_one_name() -> None:
    assert "trace" in danvan.__all__

"""Every printed number has a formula whose facts, added up anew, give it again; and each fact has its cells."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, every_table, of_period, of_year

from danvan.analysis.trace import Facts, Formula, Term
from danvan.problems import DanvanError, UsageError
from danvan.publish import catalogue, tables
from danvan.publish.table import PublishedTable
from danvan.publish.tables import told
from danvan.publish.traced import figures, lines, traced

FRAMES, PERIOD = drawn_tables(), of_period()
ROLLS = {"year": of_year(), "period": PERIOD}
UNITS = told.scope(PERIOD)
UNTRACED = "year"  # a year in a cell is mostly a label, which no formula gives


@cache
def every(of: str) -> list[PublishedTable]:
    """Every table of the drawn year or period."""
    return every_table(FRAMES, ROLLS[of])


def numbers(table: PublishedTable) -> Iterator[tuple[str, float, Formula | None]]:
    """The known numbers of a table with their ids and formulas."""
    for row in range(len(table.frame)):
        for column in table.columns:
            value = table.value(row, column)
            formula = table.formulas.get((row, column.name))
            if column.numeric and value is not None and (formula or column.format != UNTRACED):
                yield table.figure(row, column.name), float(value), formula


def untrue(tables: list[PublishedTable], facts: Facts) -> list[tuple[str, float, float | None]]:
    """The numbers whose formula is missing or gives something else; nothing is 0 where no row says anything."""
    found = []
    for table in tables:
        for figure, value, formula in numbers(table):
            again = facts.value(formula) if formula else math.nan
            if not math.isclose(value, again or 0.0, rel_tol=1e-9):
                found.append((figure, value, again))
    return found


@pytest.mark.parametrize("of", ROLLS)
def test_every_number_of_every_table_follows_from_its_formula(of: str) -> None:
    assert sum(len(list(numbers(table))) for table in every(of)) > 100
    assert untrue(every(of), Facts(FRAMES, ROLLS[of])) == []


CELLS = drawn("""
    unit_code | year | file            | sheet         | row | cell | role  | table     | column          | text
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực  | 7   | C7   | value | resources | work_name       | Kênh N1
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực  | 7   | G7   | value | resources | total_vnd       | 380 triệu
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực  | 7   | H7   | value | resources | people_cash_vnd | 180tr
""")  # fmt: skip


def test_a_sum_goes_back_to_file_sheet_cell_and_text() -> None:
    table = tables.resources_by_year(FRAMES["resources"], PERIOD)
    found = traced(table, "T6a/2021/total_vnd", Facts(FRAMES, PERIOD, CELLS))
    assert (found.text, found.value, found.row, found.column) == (
        "380.000.000 đồng",
        380_000_000,
        "2021",
        "Tổng kinh phí",
    )
    (term,) = found.terms
    assert term.what == "Tổng kinh phí (biểu B2); 3 đơn vị, năm 2021"  # agencies are not asked
    (part,) = term.parts
    assert (part.unit, part.year, part.value) == ("Thị trấn Châu Ổ", 2021, 380_000_000)
    assert list(lines(found))[-1].strip() == "21040-2021.xlsx, trang “B2 Nguồn lực”, ô G7: “380 triệu” (Kênh N1)"


def test_a_share_tells_both_its_parts() -> None:
    table = tables.resources_by_year(FRAMES["resources"], PERIOD)
    told = traced(table, "T6a/2021/people_share", Facts(FRAMES, PERIOD, CELLS)).to_json()
    assert [(term["role"], term["value"]) for term in told["terms"]] == [
        ("Tử số", 180_000_000), ("Mẫu số", 380_000_000),
    ]  # fmt: skip
    (fact,) = told["terms"][0]["parts"][0]["facts"]
    assert (fact["cells"], fact["value"]) == (
        [{"cell": "H7", "column": "people_cash_vnd", "text": "180tr"}],
        180_000_000,
    )


def test_points_are_the_difference_of_two_ratios_in_hundredths() -> None:
    facts = Facts(FRAMES, PERIOD)
    part, whole, part_before, whole_before = (
        Term("resources", measure, frozenset(unit for unit in UNITS if unit[0] == year))
        for year in (2022, 2021)
        for measure in ("people_vnd", "total_vnd")
    )
    assert facts.value(Formula("points", (part, whole, part_before, whole_before))) == pytest.approx(
        100 * (25 / 160 - 18 / 38)
    )
    assert facts.value(Formula("points", (part, whole, part_before, replace(whole_before, scope=frozenset())))) is None


def test_rows_that_are_none_come_to_nothing_beside_others() -> None:
    facts = Facts(FRAMES, PERIOD)
    known = Term("resources", "total_vnd", UNITS)
    none = replace(known, scope=frozenset())
    assert facts.value(Formula("difference", (none, known))) == -540_000_000
    assert facts.value(Formula("difference", (none, none))) is None


def test_an_unknown_figure_is_answered_with_the_nearest() -> None:
    table = tables.resources_by_year(FRAMES["resources"], PERIOD)
    with pytest.raises(UsageError, match=r"Gần nhất: T6a/2021/total_vnd"):
        traced(table, "T6a/2021/total_vn", Facts(FRAMES, PERIOD, CELLS))


def test_a_number_that_its_facts_do_not_give_is_told() -> None:
    table = tables.resources_by_year(FRAMES["resources"], PERIOD)
    fewer = {**FRAMES, "resources": FRAMES["resources"].iloc[1:]}
    with pytest.raises(DanvanError, match=r"bảng ghi 380\.000\.000, cộng lại từ các ô được None"):
        traced(table, "T6a/2021/total_vnd", Facts(fewer, PERIOD, CELLS))


@pytest.mark.parametrize("of", ROLLS)
def test_every_figure_of_every_table_can_be_traced(of: str) -> None:
    facts = Facts(FRAMES, ROLLS[of], CELLS)
    for table in every(of):
        for figure in figures(table):
            assert list(lines(traced(table, figure, facts)))
            json.dumps(traced(table, figure, facts).to_json(), allow_nan=False)


def test_the_formulas_of_a_table_survive_json() -> None:
    for table in every("period"):
        again = PublishedTable.from_json(json.loads(json.dumps(table.to_json())))
        assert again.formulas == table.formulas
        assert again.keys == table.keys


def test_the_catalogue_has_every_table() -> None:
    made = {table.id.partition("-")[0] for table in every("period")}
    assert made == set(catalogue.TABLES)
    for id_ in ("T2", "T2-21040", "H3-21040"):
        assert catalogue.table(id_, FRAMES, PERIOD).id == id_
    with pytest.raises(UsageError, match=r"Không có bảng “T6”\. Có phải “T6"):
        catalogue.table("T6", FRAMES, PERIOD)


def test_a_table_is_made_of_the_years_it_needs() -> None:
    known = [2019, 2020, 2021, 2022]
    wanted = {"T2": [2021], "R3": [2020, 2021], "H3-21040": [2019, 2020, 2021]}
    assert {name: catalogue.entry(name).years([2021], known) for name in wanted} == wanted

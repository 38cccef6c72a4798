"""Rows behind figures of people are parted so that no formula takes a part of them: cells, and the forms over them."""

from __future__ import annotations

from datetime import date

import pandas as pd
from drawn_district import district

from danvan.analysis.partition import Key, cells_of, classes, form_of, rows_of, unit_years
from danvan.analysis.trace import Facts, Term
from danvan.declared.sharing import sharing

DATA, ROLL = district((2021, 2022), lost=0)
UNITS = [(int(y), c, s) for y, c, s in ROLL[["year", "unit_code", "unit_from"]].itertuples(index=False, name=None)]
TWO = sorted({(code, since) for year, code, since in UNITS if year == 2022 and not code.startswith("CQ")})[:2]
SCOPE = frozenset((2022, code, since) for code, since in TWO)
KINDS = (("recipient_kind", ("individual",)),)


def awards(*rows: tuple[tuple[str, date], str, int]) -> Facts:
    """Awards of 2022: (unit, kind of recipient, how many)."""
    made = [
        {
            "unit_code": code, "unit_from": since, "year": 2022, "recipient_kind": kind, "count": count, "file": "x.xlsx",
            "sheet": "B7", "row": n, "award_year": 2022, "achievement_year": 2022, "period": "N", "revision": 1,
        }
        for n, ((code, since), kind, count) in enumerate(rows, 9)
    ]  # fmt: skip
    frame = pd.concat([DATA["awards"].iloc[:0], pd.DataFrame(made)]).astype(DATA["awards"].dtypes.to_dict())
    return Facts({**DATA, "awards": frame}, ROLL)


FACTS = awards((TWO[0], "individual", 2), (TWO[0], "collective", 5), (TWO[1], "individual", 4))
PERSONS, ALL = Term("awards", "count", SCOPE, KINDS), Term("awards", "count", SCOPE)


def test_rows_of_persons_are_told_from_the_others() -> None:
    rows = rows_of(Key("awards", "count"), FACTS, sharing())
    assert sorted(zip(rows["_value"], rows["_people"], strict=True)) == [(2, True), (4, True), (5, False)]
    assert set(rows["_unit"]) == set(SCOPE)


def test_cells_are_rows_of_one_unit_that_the_same_formulas_take_with_the_place_of_the_first() -> None:
    rows = rows_of(Key("awards", "count"), FACTS, sharing())
    terms = [PERSONS, ALL]
    cells, stands = cells_of(rows.assign(_class=classes(rows, terms)), Key("awards", "count"), terms, FACTS)
    told = {cell: count for cell, count in cells.items() if cell in stands}
    assert sorted(told.values()) == [2, 4, 5]
    assert {stands[cell] for cell, count in told.items() if count == 4} == {("x.xlsx", "B7", 11)}
    assert unit_years(told) == sorted(SCOPE, key=str)


def test_a_form_is_the_cells_that_a_term_adds_up() -> None:
    rows = rows_of(Key("awards", "count"), FACTS, sharing())
    terms = [PERSONS, ALL]
    cells, _ = cells_of(rows.assign(_class=classes(rows, terms)), Key("awards", "count"), terms, FACTS)
    assert sum(cells[cell] for cell in form_of(PERSONS, cells)) == 6
    assert sum(cells[cell] for cell in form_of(ALL, cells)) == 11
    assert form_of(PERSONS, cells) < form_of(ALL, cells)


def test_of_an_indicator_each_unit_and_year_is_a_cell() -> None:
    key = Key("indicators", "value", "mediators", "actual")
    term = Term("indicators", "value", SCOPE, (("indicator", ("mediators",)), ("column", ("actual",))))
    facts = Facts(DATA, ROLL)
    rows = rows_of(key, facts, sharing())
    cells, stands = cells_of(rows.assign(_class=classes(rows, [term])), key, [term], facts)
    assert len(cells) == len(rows) == len(stands) and all(cell.people for cell in cells)
    own = DATA["indicators"].query("indicator == 'mediators' and year == 2022")
    wanted = own.set_index(["unit_code", "unit_from"])["value"].reindex(TWO).sum()
    assert sum(cells[cell] for cell in form_of(term, cells)) == wanted

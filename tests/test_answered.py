"""Of how many unit-years a row is: who gave it, who was asked, who did not, each count with its unit-years."""

from __future__ import annotations

from datetime import date

import pandas as pd

from danvan.publish.tables.answered import answers, counts

DAY = date(2000, 1, 1)


def asked(*rows: tuple[int, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"year": year, "unit_code": name, "unit_from": DAY, "unit": f"Xã {name}", "covered": gave}
            for year, name, gave in rows
        ]
    ).astype({"year": "Int64"})


def test_counts_say_who_gave_and_who_was_asked() -> None:
    cells = counts(answers(asked((2021, "A", True), (2021, "B", False))))
    assert (cells["reported"].value, cells["expected"].value, cells["missing"]) == (1, 2, "Xã B")
    assert cells["reported"].formula.terms[0].scope == {(2021, "A", DAY)}
    assert cells["expected"].formula.terms[0].scope == {(2021, "A", DAY), (2021, "B", DAY)}


def test_of_several_years_the_missing_bear_theirs() -> None:
    cells = counts(answers(asked((2020, "A", False), (2021, "A", True), (2021, "B", False))))
    assert cells["missing"] == "2020: Xã A; 2021: Xã B"


def test_nobody_asked_is_nobody() -> None:
    cells = counts([])
    assert (cells["reported"].value, cells["expected"].value, cells["missing"]) == (0, 0, "")

"""No percentage of change stands on a base below 5, on less than four fifths of the units, or on a part of a year.

Held in drawn districts with much missing, over what tables, sentences and headlines print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest
from drawn_district import OFFICE, district
from drawn_frames import drawn
from test_charts import drawn as chart_of

from danvan.analysis import coverage
from danvan.analysis.boundaries import with_heirs
from danvan.analysis.linking import threads
from danvan.declared.form import form
from danvan.publish import catalogue, charts, sentences
from danvan.publish.cited import Figures
from danvan.publish.prose import Sentence
from danvan.publish.sentences import About
from danvan.publish.table import PublishedTable

Data = tuple[dict[str, pd.DataFrame], pd.DataFrame]
DISTRICTS = [(1, 0.0, (2020, 2021)), (2, 0.02, (2020, 2021)), (3, 0.12, (2020, 2021)), (4, 0.0, (2017, 2018))]
CHANGED = re.compile(r"(?:tăng|giảm) ([\d.,]+%)")
FROM = re.compile(r"(?:tăng|giảm) [\d.,]+%, từ 0*([\d.,]+)( triệu| tỷ)? .*\(năm (\d+).*\) (?:lên|xuống)")
each = pytest.mark.parametrize(("seed", "lost", "years"), DISTRICTS)


@cache
def data(seed: int, lost: float, years: tuple[int, ...]) -> Data:
    """A district with small counts beside large ones; its reports are lost, sent back or late."""
    tables, roll = district(years, seed=seed, lost=lost)
    tables = {name: frame.assign(row=range(1, len(frame) + 1)) for name, frame in tables.items()}
    tables["models"] = tables["models"].sample(frac=0.06, random_state=seed)  # few: bases of 1 to 9
    none = drawn("unit_code|year|kind|number|symbol|issuer|issued_on|subject", "documents")
    tables |= {"models": threads(tables["models"]), "documents": none}
    return tables, with_heirs(roll, OFFICE.places, OFFICE.period_end(years[-1], "N"))


@cache
def made(seed: int, lost: float, years: tuple[int, ...]) -> dict[str, PublishedTable]:
    return {name: catalogue.table(name, *data(seed, lost, years)) for name in (*sentences.TABLES, *sentences.COMPARED)}


def rows(table: PublishedTable) -> dict[str, dict[str, object]]:
    """The rows of a table by key, None for what is not known."""
    plain = table.frame.astype(object).where(table.frame.notna(), None)
    return dict(zip(table.keys, plain.to_dict("records"), strict=True))


def enough(units: dict[str, object]) -> bool:
    """Whether four fifths of the units gave a figure in each of the two years."""
    return all(5 * units[f"reported{of}"] >= 4 * units[f"expected{of}"] for of in ("", "_before"))  # type: ignore[operator]


@each
def test_tables_print_a_percentage_only_of_enough(seed: int, lost: float, years: tuple[int, ...]) -> None:
    tables = made(seed, lost, years)
    units = rows(tables["R5"])
    for key, row in rows(tables["R3"]).items():
        before, percent = row["before"], row["percent"]
        assert (percent is None) == (row["reason"] != ""), key
        if percent is not None:
            assert before is not None and before >= 5 and enough(units[key]) and 2017 not in years, key  # type: ignore[operator]
            assert percent == pytest.approx((row["now"] - before) / before)  # type: ignore[operator]
    for key, row in rows(tables["R4"]).items():
        if row["points"] is not None:
            assert 2017 not in years and (key not in units or enough(units[key])), key


@each
def test_of_how_many_units_a_figure_is_follows_from_their_answers(
    seed: int, lost: float, years: tuple[int, ...]
) -> None:
    (tables, roll), units = data(seed, lost, years), rows(made(seed, lost, years)["R5"])
    answers = tables["indicators"]
    for code in (one.code for one in form().indicators if one.code in units):
        for year, suffix in zip(years, ("_before", ""), strict=True):
            own = answers[answers["indicator"].eq(code) & answers["year"].eq(year)]
            asked = [unit for unit in OFFICE.expected(year, "N") if form().indicator(code).applies(year, unit.type)]
            gave = own["state"].isin(["value", "zero"]).sum()
            assert (units[code][f"reported{suffix}"], units[code][f"expected{suffix}"]) == (gave, len(asked)), code
    accepted = coverage.covers(roll, "models").groupby("year")["covered"].sum()
    assert [units["registered"][f"reported{of}"] for of in ("_before", "")] == accepted.tolist()


def said(about: About) -> Iterator[Sentence]:
    parts = (sentences.submissions, sentences.models, sentences.resources, sentences.works, sentences.donations,
             sentences.rural, sentences.community, sentences.awards, sentences.strengths, sentences.limitations)  # fmt: skip
    for part in parts:
        yield from part(about)
    for field in form().table("models").column("field").choice:
        yield from sentences.field(about, field.name)


@each
def test_sentences_take_their_percentages_from_those_tables(seed: int, lost: float, years: tuple[int, ...]) -> None:
    tables = made(seed, lost, years)
    for of in (years, years[-1:]):
        for one in said(About(Figures(tables), of)):
            cited = [number for number in one.numbers if number.figure.endswith("/percent")]
            assert [number.text for number in cited] == CHANGED.findall(str(one)), one
            assert all(number.figure.startswith("R3/") for number in cited)


@each
def test_headlines_compare_only_whole_districts_of_whole_years(seed: int, lost: float, years: tuple[int, ...]) -> None:
    told = [chart_of(name, *data(seed, lost, years)).headline for name in charts.__all__]
    for headline in told:
        found = FROM.search(headline)
        assert bool(found) == bool(CHANGED.search(headline)), headline
        if found:
            base, large, year = found.groups()
            assert large or float(base.replace(".", "").replace(",", ".")) >= 5, headline
            assert year != "2017" and not re.search(r"\d+/\d+ đơn vị", headline), headline
    if lost == 0 and 2017 not in years:
        assert any(map(CHANGED.search, told))

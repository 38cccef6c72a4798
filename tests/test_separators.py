"""One mark before three digits is thousands or decimals for certain only where something proves it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese.numbers import Separators, infer_separators, parse
from danvan.vietnamese.separators import read_figure

THREE = st.from_regex(r"[1-9][0-9]{0,2}[.,][0-9]{3}", fullmatch=True)


@given(st.lists(THREE, max_size=5), st.lists(st.integers(0, 999).map(str), max_size=5))
def test_whole_figures_beside_prove_nothing(either: list[str], whole: list[str]) -> None:
    found = infer_separators([*either, *whole])
    assert found is None or found.likely
    assert all(read_figure(figure, found).reason == "ambiguous_separator" for figure in either)


@given(THREE, st.sampled_from([".", ","]))
def test_two_groups_prove_what_the_mark_is(figure: str, mark: str) -> None:
    figure = figure.replace(",", mark).replace(".", mark)
    read = read_figure(figure, infer_separators([f"1{mark}234{mark}567", figure, "28"]))
    assert (read.value, read.reason) == (Decimal(figure.replace(mark, "")), None)


@given(THREE, st.sampled_from([".", ","]))
def test_a_nought_before_the_mark_proves_decimals(figure: str, mark: str) -> None:
    figure = figure.replace(",", mark).replace(".", mark)
    read = read_figure(figure, infer_separators([f"0{mark}250", figure]))
    assert (read.value, read.reason) == (Decimal(figure.replace(mark, ".")), None)


def test_several_round_figures_make_commas_likely_thousands() -> None:
    likely = infer_separators(["380,000", "95,500", "28"])
    assert likely == Separators(",", ".", likely=True)
    assert [read_figure(f, likely).value for f in ("380,000", "12,375")] == [380_000, 12_375]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250 tấn", "1.25"), ("1.125 ha", "1.125"), ("1.250 tỷ", 1_250_000_000), ("3,375 km", "3.375"),
        ("79,372 triệu", 79_372_000), ("79.372 triệu", 79_372_000), ("1.200 triệu", 1_200_000_000), ("1.500 ha", 1500),
        ("1.250 m2", 1250), ("1.250 nghìn đồng", 1_250_000),
    ],
)  # fmt: skip
def test_of_large_units_parts_are_likelier_than_thousands(text: str, value: int | str) -> None:
    assert (parse(text).value, parse(text).reason) == (Decimal(value), "ambiguous_separator")

from __future__ import annotations

import pandas as pd
import pytest

from danvan.analysis.measures import standard, tonnes

CASES = [
    (0.9, "km", 900, "m"),
    (900, "mét", 900, "m"),
    (2, "ha", 20_000, "m2"),
    (15, "m²", 15, "m2"),
    (31.2, "tấn", 31_200, "kg"),
    (3, "tạ", 300, "kg"),
    (5, "sào", 5, "sào"),
    (40, "Thùng", 40, "thùng"),
    (None, "kg", None, "kg"),
    (7, None, None, None),
]


@pytest.mark.parametrize(("quantity", "unit", "wanted", "base"), CASES)
def test_only_exact_conversions(
    quantity: float | None, unit: str | None, wanted: float | None, base: str | None
) -> None:
    frame = pd.DataFrame({"q": pd.array([quantity], "Float64"), "u": pd.array([unit], "string")})
    found = standard(frame, "q", "u").iloc[0]
    assert (None if found["q"] is pd.NA else found["q"]) == wanted
    assert (None if found["u"] is pd.NA else found["u"]) == base


def test_tonnes_without_the_noise_of_fractions() -> None:
    assert tonnes(pd.Series([31_200.0, 0.1 + 0.2], dtype="Float64")).tolist() == [31.2, 0.0003]

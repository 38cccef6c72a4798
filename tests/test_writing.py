"""What proves the marks of one kind of amounts proves nothing for another that stands in the same column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.declared.form import Column, form
from danvan.intake.reading import Context
from danvan.intake.values import read
from danvan.intake.writing import as_written, written
from danvan.vietnamese.numbers import Separators

VIETNAMESE = Separators(".", ",")


def column(path: str) -> Column:
    table, name = path.split(".")
    return form().table(table).column(name)


def readings(path: str, texts: list[str], units: list[str] | None = None, scale: int | None = None) -> list[object]:
    """The values of a column, with "W" after those that are in doubt."""
    of = column(path)
    context = Context(scale, written=written(of, texts, units or [None] * len(texts), scale))
    found = [
        read(of, text, form(), Context(scale, unit, written=context.written))
        for text, unit in zip(texts, units or [None] * len(texts), strict=True)
    ]
    return [(r.value, "W") if "Đ03" in [code for code, _ in r.found] else r.value for r in found]


@pytest.mark.parametrize(
    ("path", "texts", "units", "scale", "wanted"),
    [
        ("donations.cash_vnd", "53,372|28|4,372", "", 10**6, [(53_372_000, "W"), 28_000_000, (4_372_000, "W")]),
        ("donations.cash_vnd", "53.372|28", "", 10**6, [(53_372_000_000, "W"), 28_000_000]),
        ("donations.cash_vnd", "79,372 triệu|50 triệu", "", None, [(79_372_000, "W"), 50_000_000]),
        ("resources.total_vnd", "380 triệu|1,250 tỷ|2 tỷ", "", None, [380_000_000, (1_250_000_000, "W"), 2 * 10**9]),
        ("resources.total_vnd", "120,500|1,250,000", "", 1000, [120_500_000, 1_250_000_000]),
        ("resources.total_vnd", "380,500|95,000", "", 1000, [(380_500_000, "W"), (95_000_000, "W")]),
        ("resources.land_m2", "1,125 ha|350|3,375 ha", "", None, [(11_250.0, "W"), 350.0, (33_750.0, "W")]),
        ("resources.land_m2", "1.250|28,5|3.375 m2", "", None, [1250.0, 28.5, 3375.0]),
        ("resources.land_m2", "1.125 ha|1.250.000 m2", "", None, [(11_250.0, "W"), 1_250_000.0]),
        ("resources.quantity", "1,250|37|3,375", "km|bóng|km", None, [(1.25, "W"), 37.0, (3.375, "W")]),
        ("resources.quantity", "1,250|31,2|3,5", "km|m|km", None, [1.25, 31.2, 3.5]),
        ("resources.quantity", "1,250|31,2", "km|m", None, [(1.25, "W"), 31.2]),
        ("resources.quantity", "1,200|2,500", "km|km", None, [(1.2, "W"), (2.5, "W")]),
        ("models.participants", "1.220|1,602|1.441 lượt|85", "", None, [1220, 1602, 1441, 85]),
    ],
)
def test_marks_are_decided_by_what_is_counted(
    path: str, texts: str, units: str, scale: int | None, wanted: list[object]
) -> None:
    assert readings(path, texts.split("|"), units.split("|") if units else None, scale) == wanted


def test_a_total_is_read_as_its_column_is_written() -> None:
    land = column("resources.land_m2")
    context = Context(written=written(land, ["1.250", "28,5"], [None, None], None))
    assert as_written(land, "3.375", context).separators == VIETNAMESE
    assert as_written(land, "3.375 ha", context).separators is None
    assert read(land, "3.375", form(), context).value == Decimal(3375)

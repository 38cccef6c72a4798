"""Quantities and the unit column beside them: brought to a unit of the form, or told."""

from __future__ import annotations

import pytest

from danvan.declared.form import form
from danvan.intake.measured import with_units
from danvan.intake.reading import BLANK, Reading

DONATIONS = form().table("donations")
BLANKS = dict.fromkeys((c.name for c in DONATIONS.columns), BLANK)


def told(value: float, unit: str | None, own: str | None = None) -> tuple[object, object, list[str]]:
    quantity = Reading(value, "value", unit=own)
    readings = {**BLANKS, "goods_quantity": quantity, "goods_unit": Reading(unit, "value") if unit else BLANK}
    done = with_units(DONATIONS, readings)
    found = [code for name in ("goods_quantity", "goods_unit") for code, _ in done[name].found]
    return done["goods_quantity"].value, done["goods_unit"].value, found


@pytest.mark.parametrize(
    ("value", "unit", "own", "as_read"),
    [
        (50.0, "tạ", None, (5000.0, "kg", ["Đ05"])),
        (50.0, "yến", "yến", (500.0, "kg", ["Đ05"])),
        (31.2, "Tấn", None, (31.2, "tấn", [])),
        (50.0, "KG", None, (50.0, "kg", [])),
        (50.0, "ký", None, (50.0, "kg", [])),
        (50.0, None, "kg", (50.0, "kg", [])),
        (5.0, "nghìn kg", None, (5000.0, "kg", ["Đ05"])),
        (200.0, "Suất", None, (200.0, "suất", [])),
        (12.0, "bao", None, (12.0, "bao", ["Đ94"])),
        (12.0, "lít", None, (12.0, "lít", ["Đ94"])),
        (12.0, "sào", None, (12.0, "sào", ["Đ94"])),
        (900.0, None, None, (900.0, None, ["Đ93"])),
        (0.0, None, None, (0.0, None, [])),
    ],
)
def test_a_quantity_and_its_unit(value: float, unit: str | None, own: str | None, as_read: object) -> None:
    assert told(value, unit, own) == as_read


def test_a_unit_without_a_quantity_stays() -> None:
    readings = {**BLANKS, "goods_unit": Reading("bao", "value")}
    assert with_units(DONATIONS, readings) == readings

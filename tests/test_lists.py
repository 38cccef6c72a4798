"""Lists that name things one by one: each model once, works by their model, products of the last year."""

from __future__ import annotations

import pandas as pd
from drawn_frames import BINH_THUAN, CHAU_O, absent, accepted, drawn, office

from danvan.analysis import coverage
from danvan.publish import tables

OFFICE = office(CHAU_O, BINH_THUAN)


def roll(*parts: pd.DataFrame) -> pd.DataFrame:
    return coverage.roll(pd.concat(parts), OFFICE)


MODELS = drawn(
    """
    unit_code | year | model_id       | model_name         | field   | kind       | first_year | result         | recognised_level
    21040     | 2021 | 21040-2021-001 | Hũ gạo tình thương | economy | collective | 2021       | not_considered |
    21040     | 2022 | 21040-2021-001 | Hủ gạo tình thương | economy | collective | 2021       | outstanding    | district
    21043     | 2022 | 21043-2022-001 | Tiếng mõ bình yên  | economy | collective | 2022       | not_considered |
    """,
    "models",
)
BOTH_YEARS = (accepted(CHAU_O, BINH_THUAN, year=2021), accepted(CHAU_O, BINH_THUAN, year=2022))


def rows(table: object, *columns: str) -> list[tuple[object, ...]]:
    frame = table.frame  # type: ignore[attr-defined]
    return [tuple(None if pd.isna(v) else v for v in row) for row in frame[list(columns)].itertuples(index=False)]


def test_a_model_of_two_years_and_two_spellings_is_listed_once_as_in_its_last_report() -> None:
    table = tables.models_listed(MODELS, roll(*BOTH_YEARS))
    assert rows(table, "order", "label", "unit", "years", "recognised_level") == [
        ("1", "Hủ gạo tình thương", "Thị trấn Châu Ổ", 2, "Cấp huyện"),
        ("2", "Tiếng mõ bình yên", "Xã Bình Thuận", 1, None),
    ]
    assert (1, "recognised_level") in table.not_applicable


def test_works_of_typical_models_carry_quantity_cost_and_share() -> None:
    works = drawn(
        """
        unit_code | year | work_name | model_id       | quantity | quantity_unit | total_vnd | people_cash_vnd | people_inkind_vnd | completed
        21040     | 2022 | Kênh N1   | 21040-2021-001 | 900      | m             | 380000000 | 120000000       | 60000000          | có
        21043     | 2022 | Kênh N2   | 21043-2022-001 | 100      | m             | 10000000  |                 |                   | có
        """,
        "resources",
    )
    table = tables.typical_works(works, MODELS, roll(*BOTH_YEARS))
    assert rows(table, "label", "unit", "quantity", "quantity_unit", "total_vnd", "people_vnd") == [
        ("Kênh N1", "Thị trấn Châu Ổ", 900.0, "m", 380_000_000, 180_000_000)
    ]
    assert round(100 * table.frame["people_share"][0], 1) == 47.4


def test_products_are_those_of_the_last_year_and_missing_units_are_named() -> None:
    ocop = drawn(
        """
        unit_code | year | product  | stars | recognised_year
        21040     | 2021 | Gạo cũ   | 3     | 2020
        21040     | 2022 | Hành tím | 3     | 2021
        """,
        "ocop",
    )
    asked = roll(
        accepted(CHAU_O, BINH_THUAN, year=2021, present="ocop"), accepted(CHAU_O, present="ocop"), absent(BINH_THUAN)
    )
    table = tables.ocop_products(ocop, asked)
    assert rows(table, "label", "stars") == [("Hành tím", 3)]
    assert table.coverage == "1/2 đơn vị"
    assert any("Xã Bình Thuận" in note for note in table.notes)

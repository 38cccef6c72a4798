"""Units that headers, unit columns and cells state: the column's own, to be converted, or of another kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.declared.form import NUMERIC, Column, form
from danvan.intake.beside import Beside
from danvan.intake.counted import converted, is_own, is_percent, stated_unit, thing_said, unit_over
from danvan.intake.values import as_count
from danvan.vietnamese.units import Unit


def column(path: str) -> Column:
    table, name = path.split(".")
    return form().table(table).column(name)


def beside(*numbers: str) -> Beside:
    return Beside(tuple(Decimal(n) for n in numbers))


@pytest.mark.parametrize(
    ("path", "header", "said", "counts"),
    [
        ("resources.land_m2", "Diện tích đất hiến (ha)", "ha", Unit("ha")),
        ("resources.land_m2", "Diện tích đất hiến, ha", "ha", Unit("ha")),
        ("resources.land_m2", "Đất hiến (1.000 m2)", "m2", Unit("m2", Decimal(1000))),
        ("resources.land_m2", "Đất hiến (sào)", "sào", None),
        ("resources.labour_days", "Ngày công (giờ)", "giờ", None),
        ("resources.land_households", "Số hộ hiến đất (khẩu)", "khẩu", None),
        ("resources.quantity", "Khối lượng (km)", "km", Unit("km")),
        ("resources.total_vnd", "Tổng kinh phí (m2)", "m2", None),
        ("models.participants", "Lượt người tham gia (nghìn lượt)", "lượt", Unit("lượt người", Decimal(1000))),
        ("indicators.actual", "Thực hiện (nghìn người)", "người", None),
    ],
)
def test_a_unit_in_the_header_is_converted_or_refused(path: str, header: str, said: str, counts: Unit | None) -> None:
    unit = unit_over((header,), column(path), form())
    assert unit is not None
    assert unit.name == said
    assert converted(unit, column(path), form()) == counts


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("resources.land_m2", ("Diện tích đất hiến (m²)",)),
        ("resources.labour_days", ("Ngày công (ngày)",)),
        ("resources.land_households", ("Hiến đất (m2)", "Số hộ")),
        ("resources.total_vnd", ("Tổng kinh phí (triệu đồng)",)),
        ("resources.people_inkind_vnd", ("Nhân dân đóng góp hiện vật (quy tiền)",)),
        ("resources.quantity", ("Khối lượng (cái)",)),
        ("models.households", ("Số hộ tham gia (hộ dân)",)),
        ("indicators.actual", ("Thực hiện (người)",)),
    ],
)
def test_a_header_with_the_columns_own_unit_or_none_says_nothing(path: str, labels: tuple[str, ...]) -> None:
    assert unit_over(labels, column(path), form()) is None


def test_no_header_of_the_form_states_another_unit() -> None:
    for table in form().tables.values():
        for one in table.columns:
            for word in form().headers_of(table.name, one.name) if one.type in NUMERIC else ():
                assert unit_over(tuple(word.split(" > ")), one, form()) is None, word
    for indicator in form().indicators:
        counted = as_count(column("indicators.actual"), indicator)
        unit = stated_unit(indicator.unit, form())
        assert unit is None or is_own(unit, counted, form())
        for word in (indicator.label, *indicator.seen_as):
            assert unit_over((word,), counted, form()) is None, word


@pytest.mark.parametrize(
    ("unit", "wanted", "is_to_it"),
    [
        ("hộ", "hộ", "same"),
        ("gia đình", "hộ", "same"),
        ("số hộ", "hộ", "same"),
        ("hộ tham gia", "hộ", "same"),  # as the label says
        ("trường hợp", "hộ", "same"),
        ("giấy khen", "Tập thể", "same"),  # as the row says
        ("tt", "Tập thể", "same"),
        ("người", "Cá nhân", "same"),
        ("bóng", "bóng", "same"),
        ("hộ nghèo", "hộ", "more"),
        ("bóng led", "bóng", "more"),
        ("người", "hộ", "another"),
        ("lượt hộ", "hộ", "another"),
        ("tháng", "hộ", "another"),
        ("giảm", "hộ", "another"),
        ("tham gia", "hộ", "another"),
        ("đoàn viên", "hộ", "another"),
        ("đề nghị", "Tập thể", "another"),
        ("bằng khen", "Tập thể", "another"),
        ("người", "lượt người", "another"),
        ("cá nhân", "Tập thể", "another"),
        ("cột", "bóng", "another"),
    ],
)
def test_the_words_after_a_number(unit: str, wanted: str, is_to_it: str) -> None:
    assert thing_said(unit, wanted, ("Số hộ tham gia", "Giấy khen"), form()) == is_to_it


@pytest.mark.parametrize(("label", "percent"), [("Thực hiện (%)", True), ("% so với KH", True), ("Đạt 100%", False)])
def test_percentages(label: str, percent: bool) -> None:
    assert is_percent((label,)) is percent


@pytest.mark.parametrize(
    ("number", "scale", "others", "dong"),
    [
        ("180000000", 1_000_000, ("95", "180000000", "210"), True),
        ("180000000", 1_000_000, ("180000000",), True),
        ("380000000", 1000, ("95000", "380000000", "210000"), True),
        ("1200", 1_000_000, ("95", "1200", "210"), False),
        ("2000000", 1000, ("5000", "2000000", "9000"), False),
        ("180000000", 1, ("95", "180000000"), False),
    ],
)
def test_dong_among_millions(number: str, scale: int, others: tuple[str, ...], dong: bool) -> None:
    assert beside(*others).is_in_dong(Decimal(number), scale) is dong


@pytest.mark.parametrize(
    ("number", "others", "more"),
    [
        ("2.5", ("2.5", "850", "3425"), 2500),
        ("3.425", ("3.425", "850", "1200"), 3425),
        ("31.25", ("31.25", "28", "40"), None),  # of the size of the others as it stands
        ("2.5", ("2.5", "1", "3"), None),
        ("2.5", ("2.5", "85", "120"), None),  # 2500 would not fit either
        ("33.3333", ("33.3333", "9000"), None),  # no thousandths
        ("2.5", ("2.5",), None),
    ],
)
def test_a_fraction_that_lost_its_zeros(number: str, others: tuple[str, ...], more: int | None) -> None:
    assert beside(*others).thousandfold(Decimal(number)) == more


@pytest.mark.parametrize(
    ("number", "other", "others", "rather"),
    [
        ("4.294", "4294", ("49", "2158.47", "4.294", "3118", "671"), True),
        ("2.125", "2125", ("12.5", "3.25", "2.125"), False),
        ("2500", "2.5", ("2.5", "3.25", "1.75"), True),
        ("4.842", "4842", ("2653.2", "4.842", "23.31"), True),
        ("4.842", "4842", ("2653.2", "4.842", "2.5"), False),
        ("4.294", "4294", ("4.294",), False),
        ("4.294", "4294", (), False),
    ],
)
def test_a_figure_of_two_readings_is_of_the_size_of_those_beside_it(
    number: str, other: str, others: tuple[str, ...], rather: bool
) -> None:
    assert beside(*others).is_rather(Decimal(other), Decimal(number)) is rather

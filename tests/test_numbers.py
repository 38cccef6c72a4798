from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese import wording
from danvan.vietnamese.numbers import (
    Quantity,
    Separators,
    Unit,
    convert,
    infer_separators,
    parse,
    read_unit,
)

VIETNAMESE, ENGLISH = Separators(".", ","), Separators(",", ".")

# text, value, unit: read for certain
CERTAIN = [
    ("12", 12, None),
    ("380000000", 380_000_000, None),
    (" 12 ", 12, None),
    ("'03", 3, None),
    ("１２", 12, None),
    ("007", 7, None),
    ("+5", 5, None),
    ("12.", 12, None),
    ("2021", 2021, None),
    # separators that settle themselves
    ("380.000.000", 380_000_000, None),
    ("380,000,000", 380_000_000, None),
    ("380 000 000", 380_000_000, None),
    ("380\u00a0000\u00a0000", 380_000_000, None),
    ("1'000'000", 1_000_000, None),
    ("380.000.000,00", 380_000_000, None),
    ("1.169.715,50", "1169715.50", None),
    ("1,169,715.50", "1169715.50", None),
    ("1.234,5", "1234.5", None),
    ("31,2", "31.2", None),
    ("0,250", "0.25", None),
    ("0.857", "0.857", None),
    # money
    ("380.000.000đ", 380_000_000, "đồng"),
    ("380.000.000 đồng", 380_000_000, "đồng"),
    ("380.000.000 VNĐ", 380_000_000, "đồng"),
    ("200.000đ", 200_000, "đồng"),
    ("200,000 đồng", 200_000, "đồng"),
    ("380tr", 380_000_000, "đồng"),
    ("380 tr.đ", 380_000_000, "đồng"),
    ("380 trđ", 380_000_000, "đồng"),
    ("380 Triệu", 380_000_000, "đồng"),
    ("380 triệu đồng", 380_000_000, "đồng"),
    ("380 trieu dong", 380_000_000, "đồng"),
    ("380.000.000\nđồng", 380_000_000, "đồng"),
    ("500 nghìn đồng", 500_000, "đồng"),
    ("500 ngđ", 500_000, "đồng"),
    ("380.000.000 ₫", 380_000_000, "đồng"),
    ("1 tỉ rưởi", 1_500_000_000, "đồng"),
    ("10 ha rưỡi", "10.5", "ha"),
    ("1 tấn rưỡi", "1.5", "tấn"),
    ("3 tấn 200 kg", "3.2", "tấn"),
    ("3 tấn 2 tạ 5 yến", "3.25", "tấn"),
    ("2km300m", "2.3", "km"),
    ("1 ha 200 m2", "1.02", "ha"),
    ("0,38 tỷ", 380_000_000, "đồng"),
    ("1,2 tỉ đồng", 1_200_000_000, "đồng"),
    ("1 tỷ 200", 1_200_000_000, "đồng"),
    ("1 tỷ 200 triệu", 1_200_000_000, "đồng"),
    ("1tỷ2", 1_200_000_000, "đồng"),
    ("5tr5", 5_500_000, "đồng"),
    ("1tr200", 1_200_000, "đồng"),
    ("2 tỷ 350 triệu", 2_350_000_000, "đồng"),
    ("1 tỷ 169 triệu 715 nghìn đồng", 1_169_715_000, "đồng"),
    ("2 tỷ rưỡi", 2_500_000_000, "đồng"),
    ("5 trăm triệu", 500_000_000, "đồng"),
    ("380.000.000 đồng (Ba trăm tám mươi triệu đồng)", 380_000_000, "đồng"),
    ("380.000.000đ (bằng chữ: ba trăm tám mươi triệu đồng chẵn)", 380_000_000, "đồng"),
    ("Kinh phí: 5 triệu", 5_000_000, "đồng"),
    # measures
    ("900m", 900, "m"),
    ("900 mét", 900, "m"),
    ("900 md", 900, "m"),
    ("0,9km", "0.9", "km"),
    ("5 km đường giao thông", 5, "km"),
    ("0,25 ha", "0.25", "ha"),
    ("850 m²", 850, "m2"),
    ("31,2 tấn", "31.2", "tấn"),
    ("2,5l", "2.5", "lít"),
    ("120 công", 120, "công"),
    ("120 ngày công", 120, "công"),
    ("120 ngày-công", 120, "công"),
    ("3 ngày", 3, "ngày"),
    # things counted
    ("01 mô hình", 1, "mô hình"),
    ("03 tập thể", 3, "tập thể"),
    ("02 MH", 2, "mh"),
    ("03 (ba) mô hình", 3, "mô hình"),
    ("Tổng cộng: 12 mô hình", 12, "mô hình"),
    ("Tập thể: 03", 3, "tập thể"),
    ("1.200 người", 1200, "người"),
    ("2,500 hộ", 2500, "hộ"),
    ("2.500 (hai nghìn năm trăm)", 2500, None),
    # words that begin like a unit
    ("3 công trình", 3, "công trình"),
    ("12 công an", 12, "công an"),
    ("5 đồng chí", 5, "đồng chí"),
    ("5 triệu đồng bào", 5_000_000, "đồng bào"),
    ("3 sao", 3, "sao"),
    ("Cộng đồng: 5", 5, "cộng đồng"),
    # shares
    ("85,7%", "85.7", "%"),
    ("5 %", 5, "%"),
    ("đạt 100%", 100, "%"),
    ("đạt 100% KH", 100, "%"),
    ("100% kế hoạch", 100, "%"),
    # in words
    ("mười hai", 12, None),
    ("một trăm hai mươi lăm", 125, None),
    ("hai mươi mốt", 21, None),
    ("một trăm linh năm", 105, None),
    ("hai mươi triệu đồng", 20_000_000, "đồng"),
    ("hai triệu rưỡi", 2_500_000, "đồng"),
    ("mười lăm nghìn", 15_000, None),
]


@pytest.mark.parametrize(("text", "value", "unit"), CERTAIN)
def test_read_for_certain(text: str, value: int | str, unit: str | None) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.state, quantity.confidence, quantity.reason, quantity.approx) == ("value", "certain", None, False)


# text, value, unit, reason: a value that says its doubt
DOUBTFUL = [
    ("2.500", 2500, None, "ambiguous_separator"),
    ("12.000", 12_000, None, "ambiguous_separator"),
    ("1,234", "1.234", None, "ambiguous_separator"),
    ("1 234", 1234, None, "ambiguous_separator"),
    ("2.5", "2.5", None, "ambiguous_separator"),
    ("5.8", "5.8", None, "ambiguous_separator"),
    ("3.0", 3, None, "ambiguous_separator"),
    ("33.3333", "33.3333", None, "ambiguous_separator"),
    ("03,5", "3.5", None, "ambiguous_separator"),
    ("2.500 m2", 2500, "m2", "ambiguous_separator"),
    ("1.200 triệu đồng", 1_200_000_000, "đồng", "ambiguous_separator"),
    ("5 sào", 5, "sào", "local_unit"),
    ("2 mẫu", 2, "mẫu", "local_unit"),
    ("5 công đất", 5, "công đất", "local_unit"),
    ("(5)", -5, None, "negative"),
    ("-5", -5, None, "negative"),
    ("(500.000)", -500_000, None, "negative"),
    ("−5 mô hình", -5, "mô hình", "negative"),
    ("O5", 5, None, "letter_for_digit"),
    ("l2", 12, None, "letter_for_digit"),
    ("38O.OOO.OOO", 380_000_000, None, "letter_for_digit"),
    ("dự kiến 2 MH", 2, "mh", "planned"),
    ("12 (dự kiến)", 12, None, "planned"),
    ("12 mô hình theo kế hoạch", 12, "mô hình", "planned"),
    ("từ 2017 đến nay 12 mô hình", 12, "mô hình", "cumulative"),
    ("từ năm 2017 đến năm 2022: 45", 45, None, "cumulative"),
    ("12 mô hình từ 2017 đến nay", 12, "mô hình", "cumulative"),
    ("lũy kế: 45", 45, None, "cumulative"),
    ("12 mô hình năm 2021", 12, "mô hình", "period"),
    ("5 triệu/hộ", 5_000_000, "đồng/hộ", "rate"),
    ("200.000đ/hộ", 200_000, "đồng/hộ", "rate"),
    ("ba mô hình", 3, "mô hình", "number_words"),
    ("3,8E+08", 380_000_000, None, "scientific"),
    ("(05 mô hình)", 5, "mô hình", "note"),
    ("12 mô hình (chưa nghiệm thu)", 12, "mô hình", "text"),
    ("5A", 5, "a", "text"),
    ("Ba V", 3, "v", "text"),
    ("12 đ triệu", 12, "đồng", "text"),
    ("3 triệu nghìn", 3_000_000, "nghìn", "text"),
    ("3 không", 3, "không", "text"),
    ("12 hộ chưa có nhà", 12, "hộ chưa có nhà", "text"),
    ("Ngân sách: 5 triệu", 5_000_000, "đồng", "text"),
]


@pytest.mark.parametrize(("text", "value", "unit", "reason"), DOUBTFUL)
def test_read_in_doubt(text: str, value: int | str, unit: str | None, reason: str) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.state, quantity.confidence, quantity.reason) == ("value", "doubtful", reason)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("gần 1.000.000m2", 1_000_000, "m2"),
        ("từ 30 triệu", 30_000_000, "đồng"),
        ("hơn 200", 200, None),
        ("trên 5 tỷ", 5_000_000_000, "đồng"),
        ("khoảng 30", 30, None),
        ("ước đạt khoảng 30 người", 30, "người"),
        ("~30", 30, None),
        (">= 5", 5, None),
        ("≥5", 5, None),
        ("5+", 5, None),
        ("5 mô hình trở lên", 5, "mô hình"),
        ("đạt trên 80%", 80, "%"),
    ],
)
def test_approximate_numbers_keep_their_value(text: str, value: int, unit: str | None) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.unit, quantity.approx) == (value, unit, True)
    assert (quantity.confidence, quantity.reason) == ("certain", "approximate")


def test_a_number_can_be_approximate_and_in_doubt() -> None:
    quantity = parse("gần 1.000m2")
    assert (quantity.value, quantity.approx, quantity.reason) == (1000, True, "ambiguous_separator")
    assert parse("gần 1.000m2", VIETNAMESE) == Quantity(Decimal(1000), "m2", approx=True, reason="approximate")


ZEROS = [
    "0",
    "00",
    "0,0",
    "-0",
    "không",
    "Không",
    "KHÔNG",
    "ko",
    "k",
    "không có",
    "không phát sinh",
    "KPS",
    "khong",
    "kps.",
]
ZERO_UNITS = ["0 mô hình", "0 đồng", "0%", "0 sào", "không có mô hình nào", "khoảng 0"]
BLANKS = ["", "  ", "\u00a0", "-", "–", "—", "- ", "--", "...", "…", ".....", ".", "/", "n/a"]
PROMISES = ["chưa tổng hợp được", "chưa có số liệu", "đang rà soát", "báo cáo sau", "Không có số liệu", "sẽ bổ sung"]


@pytest.mark.parametrize("text", ZEROS + ZERO_UNITS)
def test_zero_is_said_by_zero_words_only(text: str) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.state, quantity.confidence) == (0, "zero", "certain")


@pytest.mark.parametrize("text", BLANKS)
def test_nothing_is_blank_and_never_zero(text: str) -> None:
    assert parse(text) == Quantity(None, state="blank")


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_is_a_blank_with_a_note(text: str) -> None:
    assert parse(text) == Quantity(None, state="blank", reason="promise")


UNREADABLE = [
    ("12/15", "fraction_or_date"),
    ("18/21 xã (85,7%)", "fraction_or_date"),
    ("03/4/2017", "fraction_or_date"),
    ("03.4.2017", "fraction_or_date"),
    ("12/2021", "fraction_or_date"),
    ("10-15", "range"),
    ("10 – 15 mô hình", "range"),
    ("từ 5 đến 7", "range"),
    ("từ 10 triệu đến 15 triệu", "range"),
    ("10 - 15 triệu", "range"),
    ("01.003", "code_like"),
    ("0905123456", "code_like"),
    ("9" * 40, "code_like"),
    ("5.10", "ambiguous_separator"),
    ("1.23.456", "fraction_or_date"),
    ("1,234.567,8", "ambiguous_separator"),
    ("1 200.000", "ambiguous_separator"),
    ("1 tỷ 20", "ambiguous_scale"),
    ("2tr50", "ambiguous_scale"),
    ("1 tỷ 200 hộ", "two_values"),
    ("2\n500", "two_values"),
    ("100m x 3m", "two_values"),
    ("3 tấn, 200 kg", "two_values"),
    ("3 tấn (200 kg)", "two_values"),
    ("1,5 tấn 200 kg", "two_values"),
    ("1 tấn 1200 kg", "two_values"),
    ("200 kg 3 tấn", "two_values"),
    ("5.000.000đ + 3.000.000đ", "two_values"),
    ("2 giảm, 4 giữ", "two_values"),
    ("3 không, 3 giảm", "two_values"),
    ("25 mô hình (đạt 125%)", "two_values"),
    ("đăng ký 3, đạt 2", "planned"),
    ("1. Thắp sáng đường quê\n2. Hũ gạo tình thương", "list"),
    ("3 (bốn) mô hình", "contradiction"),
    ("nt", "ditto"),
    ('"', "ditto"),
    ("//", "ditto"),
    ("như trên", "ditto"),
    ("x", "mark"),
    ("✓", "mark"),
    ("Đạt", "mark"),
    ("#REF!", "error"),
    ("#DIV/0!", "error"),
    ("#N/A", "error"),
    ("- 5", "negative"),
    ("thôn 3", "text"),
    ("QĐ 12", "text"),
    ("T4", "text"),
    ("tăng 5", "text"),
    (".5", "text"),
    ("5-", "text"),
    ('"5"', "text"),
    ("5 * 3", "two_values"),
    ("0 (chưa tổng hợp)", "text"),
    ("một số hộ", "no_number"),
    ("một trăm hai", "no_number"),
    ("một triệu hai", "no_number"),
    ("năm 2021", "no_number"),
    ("năm", "no_number"),
    ("½", "text"),
    ("5½", "text"),
    ("10²", "text"),
    ("II", "no_number"),
    ("Hũ gạo tình thương", "no_number"),
    ("٣٤", "text"),
    ("ghi chú " * 100 + "5", "text"),
]


@pytest.mark.parametrize(("text", "reason"), UNREADABLE)
def test_what_cannot_be_one_number_is_refused(text: str, reason: str) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.state, quantity.confidence) == (None, "unreadable", "doubtful")
    assert quantity.reason == reason


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("03 TT, 06 CN", [(3, "tt"), (6, "cn")]),
        ("03TT,06CN", [(3, "tt"), (6, "cn")]),
        ("03 TT 06 CN", [(3, "tt"), (6, "cn")]),
        ("03 TT-06 CN", [(3, "tt"), (6, "cn")]),
        ("03 tập thể và 06 cá nhân", [(3, "tập thể"), (6, "cá nhân")]),
        ("Tập thể: 03; cá nhân: 06", [(3, "tập thể"), (6, "cá nhân")]),
        ("03 tập thể\n06 cá nhân", [(3, "tập thể"), (6, "cá nhân")]),
        ("120 ngày/45 người", [(120, "ngày"), (45, "người")]),
    ],
)
def test_two_values_in_one_cell_come_in_parts(text: str, parts: list[tuple[int, str]]) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.reason) == (None, "two_values")
    assert [(part.value, part.unit) for part in quantity.parts] == parts
    assert {part.confidence for part in quantity.parts} == {"certain"}


def test_what_was_planned_stands_apart_from_what_was_done() -> None:
    planned, done = parse("đăng ký 3, đạt 2").parts
    assert (planned.value, planned.confidence, planned.reason) == (3, "doubtful", "planned")
    assert (done.value, done.confidence, done.reason) == (2, "certain", None)


@pytest.mark.parametrize(
    ("text", "scale"),
    [("380", 1), ("380.000.000đ", 1), ("3 chục", 1), ("5 nghìn", 10**3), ("380tr", 10**6), ("1 tỷ 200 triệu", 10**9), ("hai triệu", 10**6)],
)  # fmt: skip
def test_the_scale_word_in_the_cell_is_known(text: str, scale: int) -> None:
    assert parse(text).scale == scale


# the columns of real sheets, and what decides there
COLUMNS = [
    (["2.500", "12.000", "850"], None),
    (["2.500", "31,2"], VIETNAMESE),
    (["1.169.715,50"], VIETNAMESE),
    (["380.000.000", "2.500"], VIETNAMESE),
    (["31,2", "1,234"], VIETNAMESE),
    (["31,2"], VIETNAMESE),
    (["1.200 m2", "gần 3.500m2"], None),
    (["2,500", "12,000", "850"], Separators(",", ".", likely=True)),
    (["1,234", "2,817", "45"], None),
    (["1,169,715.50"], ENGLISH),
    (["380,000,000", "1,234"], ENGLISH),
    (["31.2", "1,234"], ENGLISH),
    (["380 000 000", "2 500"], Separators(" ", None)),
    (["380.000.000", "1,234"], Separators(".", None)),
    ([], None),
    (["12", "850"], None),
    (["2.500"], None),
    (["1,234", "2,817"], None),
    (["2.500", "1,234"], None),
    (["380.000.000", "380,000,000"], None),
    (["380.000.000", "31.2"], None),
    (["2.500", "2.5"], None),
    (["0.250", "1.375"], ENGLISH),
    (["0,250", "1,375"], VIETNAMESE),
    (["53.372", "28", "4.372"], None),
    (["53,372", "28", "4,372", "12"], None),
    (["31,2", "31.2"], None),
    (["5.8", "5.9", "5.10"], None),
    (["12.0", "13.5"], ENGLISH),
    (["03/4/2017", "03.4.2017", "12/15"], None),
]


@pytest.mark.parametrize(("texts", "wanted"), COLUMNS)
def test_a_column_decides_on_its_separators(texts: list[str], wanted: Separators | None) -> None:
    assert infer_separators(texts) == wanted


@pytest.mark.parametrize(
    ("text", "separators", "value"),
    [
        ("2.500", VIETNAMESE, 2500),
        ("2.500", ENGLISH, "2.5"),
        ("1,234", VIETNAMESE, "1.234"),
        ("1,234", ENGLISH, 1234),
        ("2.5", ENGLISH, "2.5"),
        ("1.200 triệu", VIETNAMESE, 1_200_000_000),
        ("2 500", Separators(" ", None), 2500),
    ],
)
def test_the_column_settles_what_a_cell_alone_cannot(text: str, separators: Separators, value: int | str) -> None:
    quantity = parse(text, separators)
    assert (quantity.value, quantity.confidence) == (Decimal(value), "certain")


@pytest.mark.parametrize(("text", "separators"), [("2.5", VIETNAMESE), ("31,2", ENGLISH), ("2.50", VIETNAMESE)])
def test_what_does_not_fit_its_column_is_refused(text: str, separators: Separators) -> None:
    assert parse(text, separators).reason == "ambiguous_separator"
    assert parse(text, separators).value is None


@pytest.mark.parametrize(
    ("text", "to_unit", "value"),
    [
        ("0,9km", "m", 900), ("900 m", "km", "0.9"), ("0,25 ha", "m2", 2500), ("31,2 tấn", "kg", 31_200),
        ("5 tạ", "kg", 500), ("5 yến", "kg", 50), ("380 triệu", "đồng", 380_000_000), ("12%", "%", 12), ("1 km2", "ha", 100),
    ],
)  # fmt: skip
def test_conversions_that_are_certain(text: str, to_unit: str, value: int | str) -> None:
    converted = convert(parse(text), to_unit)
    assert converted is not None
    assert (converted.value, converted.unit) == (Decimal(value), to_unit)


@pytest.mark.parametrize(
    ("text", "to_unit"), [("5 sào", "m2"), ("5 ha", "m"), ("3 tập thể", "m"), ("12", "m"), ("-", "m")]
)
def test_nothing_else_is_converted(text: str, to_unit: str) -> None:
    assert convert(parse(text), to_unit) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("triệu đồng", Unit("đồng", Decimal(10**6))), ("Tr.đ", Unit("đồng", Decimal(10**6))), ("1.000 đồng", Unit("đồng", Decimal(1000))),
        ("1000đ", Unit("đồng", Decimal(1000))), ("đồng", Unit("đồng")), ("m²", Unit("m2")), ("Mét vuông", Unit("m2")), ("%", Unit("%")),
        ("Ngày công", Unit("công")), ("md", Unit("m")), ("mô hình", None), ("", None), ("đồng chí", None),
    ],
)  # fmt: skip
def test_units_of_headers(text: str, wanted: Unit | None) -> None:
    assert read_unit(text) == wanted


@given(st.integers(-(10**18), 10**18))
def test_a_printed_integer_reads_back(value: int) -> None:
    quantity = parse(wording.number(value))
    assert quantity.value == value
    assert quantity.confidence == "certain" or quantity.reason in ("ambiguous_separator", "negative")
    assert parse(str(abs(value))).value == abs(value)


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["đồng", "m2", "tấn", "%"]))
def test_a_printed_decimal_reads_back_with_its_unit(value: Decimal, unit: str) -> None:
    quantity = parse(f"{wording.number(value, 2)} {unit}", VIETNAMESE)
    assert (quantity.value, quantity.unit, quantity.confidence) == (value, unit, "certain")


@given(st.integers(1, 99_999))
def test_short_money_reads_back(ten_millions: int) -> None:
    value = ten_millions * 10**7
    assert parse(wording.dong_short(value), VIETNAMESE).value == value
    assert parse(wording.dong(value)) == Quantity(Decimal(value), "đồng")


@given(st.integers(1, 999), st.sampled_from(["tập thể", "mô hình", "tổ", "cuộc", "hộ"]))
def test_a_count_in_prose_reads_back(value: int, unit: str) -> None:
    assert parse(wording.count(value, unit)) == Quantity(Decimal(value), unit)


@given(st.text(alphabet="0123456789., đtrỷiệukhôngcoól-/()%\n+~xnăm'\"O", max_size=24))
def test_any_text_gets_an_answer_that_holds_together(text: str) -> None:
    quantity = parse(text)
    assert (quantity.value is None) == (quantity.state in ("blank", "unreadable"))
    assert (quantity.state == "zero") == (quantity.value == 0)
    assert quantity.state != "unreadable" or quantity.reason
    assert (quantity.confidence == "certain") == (quantity.reason in (None, "approximate", "promise"))
    infer_separators([text])


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_grammar(text: str) -> None:
    assert parse(text).state in ("value", "zero", "blank", "unreadable")
    assert read_unit(text) is None or text.strip()


@given(st.text(alphabet=" -–—._…/\\\n\u00a0", max_size=8))
def test_no_row_of_dots_and_dashes_is_ever_zero(text: str) -> None:
    assert parse(text).value is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("380\ntriệu", 380_000_000, "đồng"), ("269,5\ntriệu đồng", 269_500_000, "đồng"), ("1\ntỷ", 10**9, "đồng")],
)
def test_a_scale_word_may_stand_on_a_line_of_its_own(text: str, value: int, unit: str) -> None:
    assert parse(text) == Quantity(Decimal(value), unit, scale=parse(text.replace("\n", " ")).scale)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("53 (đã kiểm tra)", 53, None), ("900 m\n(bê tông)", 900, "m"), ("53 hộ (xong)", 53, "hộ")],
)
def test_words_in_brackets_after_whole_things_are_a_remark(text: str, value: int, unit: str | None) -> None:
    quantity = parse(text)
    assert (quantity.value, quantity.unit, quantity.reason) == (value, unit, "remark")


@pytest.mark.parametrize(
    "text",
    ["12 (1)", "53 (dự kiến)", "53 (lũy kế)", "380 (triệu đồng)", "12 (ha)", "12 (người)", "12 (một phần)", "12 (chưa có)",
     "31,2 (đã kiểm tra)", "12 (đã có) 3"],
)  # fmt: skip
def test_what_changes_a_number_in_brackets_is_no_remark(text: str) -> None:
    quantity = parse(text)
    assert quantity.reason not in (None, "remark", "approximate"), quantity


@given(st.integers(0, 9_999).filter(lambda n: n % 1000), st.integers(1, 999))
def test_one_mark_before_three_digits_is_never_certain_alone(high: int, low: int) -> None:
    head = high % 999 + 1
    for text in (f"{head}.{low:03d}", f"{head},{low:03d}"):
        assert parse(text).confidence == "doubtful"


@pytest.mark.parametrize("text", ["380,000.000", "380.000,000", "1,200.500"])
def test_both_marks_before_three_digits_are_not_decimals(text: str) -> None:
    assert (parse(text).value, parse(text).reason) == (None, "ambiguous_separator")
    assert parse("1.234,567").value == Decimal("1234.567")
    assert parse("1,200.500", Separators(",", ".")).value == Decimal("1200.5")

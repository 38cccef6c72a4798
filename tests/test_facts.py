"""The published review's facts from frames drawn by hand; the way from the workbooks is tested elsewhere."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_frames import Unit, accepted, drawn, office

from danvan.analysis import coverage
from danvan.analysis.facts import FACTS, LISTED_MODELS, facts
from danvan.declared.form import form

CHAU_O = Unit("21040", "Châu Ổ", "township")
BINH_TRI = Unit("21061", "Bình Trị", "commune")
BINH_HAI = Unit("21067", "Bình Hải", "commune")
BINH_MINH = Unit("21085", "Bình Minh", "commune")
BINH_LONG = Unit("21088", "Bình Long", "commune")
POLICE = Unit("CQ-CA", "Công an huyện", "agency")
UNITS = (CHAU_O, BINH_TRI, BINH_HAI, BINH_MINH, BINH_LONG, POLICE)

MODELS = """
    unit_code | year | model_id       | model_name
    21061     | 2022 |                | BA V
    21067     | 2021 |                | Chuỗi liên kết sản xuất và tiêu thụ hành tím
    21085     | 2021 | 21085-2020-001 | Đồng lòng kiên cố hoá kênh mương
    CQ-CA     | 2022 |                | Diễn đàn “Công an xã lắng nghe ý kiến Nhân dân”
    21088     | 2022 |                | 2 giảm, 4 giữ
    21088     | 2022 |                | Hũ gạo tình thương
"""
WORKS = """
    unit_code | year | model_id       | work_name   | quantity | quantity_unit | total_vnd | people_cash_vnd | people_inkind_vnd | completed
    21085     | 2021 | 21085-2020-001 | Kênh đội 1  | 0.5      | km            | 200000000 | 90000000        | 10000000          | có
    21085     | 2021 | 21085-2020-001 | Kênh đội 2  | 400      | m             | 180000000 | 80000000        |                   | có
    21085     | 2021 |                | Đường thôn  | 700      | m             | 900000000 | 10000000        |                   | có
    21040     | 2021 | 21085-2020-001 | Kênh khác   | 1        | m             | 1000      |                 |                   | có
"""
GIVEN = """
    unit_code | year | event   | activity             | donor_kind   | cash_vnd  | goods_quantity | goods_unit | goods_vnd | included_in_total
    21040     | 2021 | covid19 | donation             | collective   | 254498000 |                |            |           | có
    21061     | 2021 | covid19 | donation             | individual   | 372845000 |                |            |           | có
    CQ-CA     | 2021 | covid19 | donation             | unclassified |           | 31.2           | tấn        | 542372000 | có
    21088     | 2021 | covid19 | relief_for_returnees | unclassified | 890000000 |                |            |           | không
    21040     | 2022 | covid19 | donation             | collective   | 7         |                |            |           | có
    21040     | 2021 | other   | donation             | collective   | 9         |                |            |           | có
"""
RURAL = """
    unit_code | year | status
    21061     | 2022 | standard
    21067     | 2022 | model
    21085     | 2022 | advanced
    21088     | 2022 | none
    21088     | 2021 | standard
"""
TEAMS = """
    unit_code | year | indicator        | column | value | state
    21040     | 2022 | security_teams   | actual | 100   | value
    21040     | 2022 | ward_guard_teams | actual | 20    | value
    21040     | 2022 | mediation_teams  | actual | 131   | value
    21040     | 2021 | mediation_teams  | actual | 999   | value
"""
AWARDS = """
    unit_code | year | award_year | achievement_year | level    | form        | recipient_kind | count
    CQ-CA     | 2021 | 2021       | 2020             | district | certificate | collective     | 3
    CQ-CA     | 2021 | 2021       | 2020             | district | certificate | individual     | 3
    21088     | 2021 | 2021       | 2021             | commune  | certificate | individual     | 50
"""
DOCUMENTS = """
    unit_code | year | kind | number | symbol  | issuer               | issued_on
    CQ-CA     | 2021 | KH   | 70     | KH-UBND | UBND tỉnh Quảng Ngãi | 2020-06-04
    CQ-CA     | 2021 | KH   | 65     | KH/HU   | Huyện ủy Bình Sơn    |
    CQ-CA     | 2021 | KH   | 71     | KH-UBND | UBND huyện Bình Sơn  | 2020-08-07
    21088     | 2021 | KH   | 71     | KH-UBND | UBND xã Bình Long    | 2020-08-07
"""
PRESENT = "models,resources,donations,new_rural,ocop,model_areas,awards,documents,indicators"


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return {
        "models": drawn(MODELS, "models"),
        "resources": drawn(WORKS, "resources"),
        "donations": drawn(GIVEN, "donations"),
        "new_rural": drawn(RURAL, "new_rural"),
        "ocop": drawn("unit_code|year|product|stars\n21067|2022|Hành tím Bình Hải|3\n21067|2022|Mắm|4", "ocop"),
        "model_areas": drawn("unit_code|year|name\n21067|2022|Thôn 1\n21085|2022|Thôn 2", "model_areas"),
        "indicators": drawn(TEAMS),
        "awards": drawn(AWARDS, "awards"),
        "documents": drawn(DOCUMENTS, "documents"),
    }


@pytest.fixture
def roll() -> pd.DataFrame:
    register = pd.concat([accepted(*UNITS, year=year, present=PRESENT) for year in (2021, 2022)])
    return coverage.roll(register, office(*UNITS))


WANTED = [
    ("1", 380_000_000, "380.000.000 đồng"),
    ("2", 180_000_000, "180.000.000 đồng"),
    ("2", 180 / 380, "47,4%"),
    ("3", 900, "900 m"),
    ("4", 3, "3 sao"),
    ("5", 31.2, "31,2 tấn"),
    ("6", 542_372_000, "542.372.000 đồng"),
    ("7", 254_498_000, "254.498.000 đồng"),
    ("8", 372_845_000, "372.845.000 đồng"),
    ("9", 890_000_000, "890.000.000 đồng"),
    ("10", 627_343_000, "627.343.000 đồng"),
    ("10", 1_169_715_000, "1.169.715.000 đồng"),
    ("10", 2_059_715_000, "2.059.715.000 đồng"),
    ("11", 3, "3 xã"),
    ("11", 4, "4 xã"),
    ("11", 0.75, "75,0%"),
    ("12", 2, "2 khu"),
    ("13", 120, "120 tổ"),
    ("14", 131, "131 tổ"),
    ("15", 3, "3 tập thể"),
    ("15", 3, "3 cá nhân"),
    ("16", 3, "3 văn bản"),
    ("17", 4, "4 mô hình"),
    ("18", 2, "2 tên"),
]


def test_each_fact_comes_out_of_the_tables(tables: dict[str, pd.DataFrame], roll: pd.DataFrame) -> None:
    found = facts(tables, roll)
    assert list(zip(found["fact"], found["value"], found["text"], strict=True)) == WANTED


def test_facts_carry_their_coverage(tables: dict[str, pd.DataFrame], roll: pd.DataFrame) -> None:
    found = facts(tables, roll).set_index("label")
    assert found.loc["Tổ hòa giải ở cơ sở", ["reported", "expected"]].tolist() == [1, 5]
    assert found.loc["Tổng số xã", ["reported", "expected"]].tolist() == [4, 4]


def test_a_fact_whose_rows_are_not_there_is_unknown_not_zero(
    tables: dict[str, pd.DataFrame], roll: pd.DataFrame
) -> None:
    empty = {name: frame.iloc[:0] for name, frame in tables.items()}
    found = facts(empty, roll[roll["year"] == 2022]).set_index("label")
    assert found.loc["Tổ hòa giải ở cơ sở", "value"] is pd.NA
    assert found.loc["Sản phẩm OCOP hành tím, xã Bình Hải", "text"] == "... sao"
    assert found.loc["Cộng tiền mặt", "value"] is pd.NA


def test_the_facts_are_those_of_the_list_and_their_tables_are_declared() -> None:
    assert {fact.number for fact in FACTS} == {str(number) for number in range(1, 19)}
    assert len(LISTED_MODELS) == len(set(LISTED_MODELS)) == 21
    assert form().table("donations").column("event").choice[0].name == "covid19"

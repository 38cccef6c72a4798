"""The drawn frames of every table of the store, rolls of a year and of a period, and every published table of them."""

from __future__ import annotations

import inspect

import pandas as pd
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, FOUR, MTTQ, absent, accepted, drawn, office

from danvan.analysis import coverage
from danvan.publish import tables
from danvan.publish.table import PublishedTable

ALL = "models,resources,indicators,donations,new_rural,ocop,model_areas,documents,awards"
MODELS = """
    unit_code | year | model_name        | field            | kind       | status    | implemented | result         | recognised_level | first_year
    21040     | 2021 | Tổ tự quản        | defence_security | collective | new       | có          | recognised     | commune          | 2021
    21040     | 2022 | TỔ TỰ QUẢN        | defence_security | collective | continued | có          | outstanding    | district         | 2021
    21043     | 2022 | Vườn sạch         | culture_society  | individual | new       | không       | not_considered |                  | 2022
    CQ-MTTQ   | 2022 | Nồi cháo          | culture_society  | collective | new       | có          | not_recognised |                  | 2022
"""
WORKS = """
    unit_code | year | work_type  | quantity | quantity_unit | total_vnd | state_vnd | people_cash_vnd | completed
    21040     | 2021 | canal      | 0.9      | km            | 380000000 | 200000000 | 180000000       | có
    21040     | 2022 | rural_road | 300      | m             | 100000000 |           | 25000000        | có
    21043     | 2022 | rural_road | 100      | m             | 60000000  |           |                 | không
"""
ANSWERS = """
    unit_code | year | indicator           | column | value | state
    21040     | 2022 | security_teams      | actual | 7     | value
    21040     | 2022 | ward_guard_teams    | actual | 4     | value
    21040     | 2022 | mediation_cases     | actual | 10    | value
    21040     | 2022 | mediation_successes | actual | 8     | value
    21043     | 2022 | security_teams      | actual | 0     | zero
    21043     | 2022 | mediation_cases     | actual | 0     | zero
    21043     | 2022 | mediation_successes | actual | 0     | zero
    21043     | 2022 | mediators           | actual |       | blank
    21040     | 2022 | enlisted            | actual | 2     | value
"""
GIVEN = """
    unit_code | year | event   | activity             | donor_kind | cash_vnd  | goods_quantity | goods_unit | goods_vnd | included_in_total
    21040     | 2021 | covid19 | donation             | collective | 254498000 |                |            |           | có
    21043     | 2021 | covid19 | donation             | individual | 372845000 | 31.2           | tấn        | 542372000 | có
    21043     | 2021 | covid19 | relief_for_returnees | collective | 890000000 |                |            |           | không
    21040     | 2021 | covid19 | donation             | collective |           | 40             | thùng      |           | có
"""
RURAL = "unit_code|year|status|criteria_met|recognised_year\n21043|2022|standard|19|2019\n21046|2022|none|14|"
AWARDS = """
    unit_code | year | award_year | achievement_year | level    | form        | recipient_kind | count
    CQ-MTTQ   | 2021 | 2021       | 2020             | district | certificate | collective     | 3
    21043     | 2021 | 2021       | 2021             | commune  | merit       | individual     | 4
"""
DOCUMENTS = """
    unit_code | year | kind | number | symbol  | issuer               | issued_on  | subject
    CQ-MTTQ   | 2021 | KH   | 65     | KH/HU   | Huyện ủy Bình Sơn    |            | Dân vận khéo
    CQ-MTTQ   | 2021 | CT   | 22     | CT/TU   | Tỉnh ủy Quảng Ngãi   | 2017-04-03 | Dân vận khéo
    21043     | 2021 | KH   | 71     | KH-UBND | UBND xã Bình Thuận   | 2021-08-07 | Dân vận khéo
"""


PROBLEMS = drawn(
    "unit_code|year|sheet|cell|severity|message|remedy\n"
    "21046|2022|B1|C7|E|Thiếu “Lĩnh vực”.|Điền ô này.\n"
    "21046|2022|B1|C8|W|Chỉ nhắc.|Không cần.\n"
    "21040|2022|B1|C9|E|Của tệp cũ.|Đã sửa."
)


def drawn_tables() -> dict[str, pd.DataFrame]:
    return {
        "models": drawn(MODELS, "models"),
        "resources": drawn(WORKS, "resources"),
        "indicators": drawn(ANSWERS).assign(file="b3.xlsx", sheet="B3"),
        "donations": drawn(GIVEN, "donations"),
        "new_rural": drawn(RURAL, "new_rural"),
        "ocop": drawn("unit_code|year|product|stars\n21043|2022|Hành tím|3", "ocop"),
        "model_areas": drawn("unit_code|year|name\n21043|2022|Thôn 1", "model_areas"),
        "documents": drawn(DOCUMENTS, "documents"),
        "awards": drawn(AWARDS, "awards"),
        "problems": PROBLEMS,
    }


def unmerged(roll: pd.DataFrame) -> pd.DataFrame:
    """A roll in which every unit stands for itself at the end."""
    return roll.assign(now_code=roll["unit_code"], now_from=roll["unit_from"])


def of_year() -> pd.DataFrame:
    """Châu Ổ, Bình Thuận and the agency reported 2022; Bình Thạnh did not."""
    register = pd.concat([accepted(CHAU_O, BINH_THUAN, MTTQ, present=ALL), absent(BINH_THANH)])
    return unmerged(coverage.roll(register, office(*FOUR)))


def of_period() -> pd.DataFrame:
    register = pd.concat([accepted(*FOUR, year=2021, present=ALL), accepted(*FOUR, year=2022, present=ALL)])
    return unmerged(coverage.roll(register, office(*FOUR)))


def every_table(frames: dict[str, pd.DataFrame], roll: pd.DataFrame) -> list[PublishedTable]:
    """Each function of `tables`, called with the frames that its arguments name."""
    given = {
        **frames,
        "tables": frames,
        "unit_code": "21040",
        "frame": frames["models"],
        "works": frames["resources"],
        "roll": roll,
    }
    functions = [getattr(tables, name) for name in tables.__all__ if name != "indicator_table"]
    made = []
    for function in functions:
        names = list(inspect.signature(function).parameters)
        whose = coverage.one_unit(roll, "21040") if function.__name__.startswith("unit_") else roll
        made.append(function(**{name: whose if name == "roll" else given[name] for name in names}))
    return made

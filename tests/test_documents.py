from __future__ import annotations

import pandas as pd
import pytest
from drawn_frames import FOUR, accepted, drawn, office

from danvan.analysis import coverage, documents

LISTED = """
    unit_code | year | kind | number | symbol  | issuer              | issued_on
    21040     | 2020 | KH   | 70     | KH-UBND | UBND tỉnh Quảng Ngãi | 2020-06-04
    21043     | 2020 | KH   | 70     | KH-UBND | UBND Tỉnh Quảng Ngãi | 2020-06-04
    21043     | 2020 | KH   | 65     | KH/HU   | Huyện ủy Bình Sơn   |
    CQ-MTTQ   | 2020 | KH   | 65     | KH/HU   | Huyện ủy Bình Sơn   |
    CQ-MTTQ   | 2020 | KH   | 71     | KH-UBND | UBND huyện Bình Sơn | 2020-08-07
    21046     | 2020 | KH   | 71     | KH-UBND | UBND huyện Bình Sơn |
    21046     | 2020 | KH   | 71     | KH-UBND | UBND xã Bình Thạnh  | 2020-09-01
    CQ-MTTQ   | 2021 | KH   | 71     | KH-UBND | UBND huyện Bình Sơn | 2021-07-08
"""


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    register = pd.concat([accepted(*FOUR, year=year, present="documents") for year in (2020, 2021)])
    return drawn(LISTED, "documents"), coverage.roll(register, office(*FOUR))


def test_a_document_is_counted_once_however_many_units_list_it() -> None:
    found = documents.distinct(*frames())
    assert found[["year", "number", "issuer"]].to_numpy().tolist() == [
        [2020, "70", "UBND tỉnh Quảng Ngãi"],
        [2020, "65", "Huyện ủy Bình Sơn"],
        [2020, "71", "UBND xã Bình Thạnh"],
        [2020, "71", "UBND huyện Bình Sơn"],
        [2021, "71", "UBND huyện Bình Sơn"],
    ]


def test_documents_by_year_kind_and_level() -> None:
    found = documents.by_year(*frames()).set_index(["year", "level"])["documents"]
    assert found.to_dict() == {
        (2020, "commune"): 1,
        (2020, "district"): 2,
        (2020, "province"): 1,
        (2021, "district"): 1,
    }


@pytest.mark.parametrize(
    ("issuer", "wanted"),
    [
        ("Tỉnh ủy Quảng Ngãi", "province"),
        ("Huyện ủy Bình Sơn", "district"),
        ("Đảng ủy xã Bình Minh", "commune"),
        ("UBND TT Châu Ổ", None),
        ("Ban Bí thư Trung ương Đảng", "central"),
        ("Phòng Nội vụ huyện", "district"),
    ],
)
def test_the_level_is_told_by_the_issuers_words_or_not_at_all(issuer: str, wanted: str | None) -> None:
    assert documents.level(issuer) == wanted

"""What the published review states stands in sentences or tables made of the sample, in the report's own format.

The facts are those of domain.md section 10, by their numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import danvan
from danvan.declared.form import form
from danvan.paths import Workspace
from danvan.publish import catalogue, sentences
from danvan.publish.cited import Figures
from danvan.publish.prose import Sentence
from danvan.publish.sentences import About
from danvan.publish.table import MISSING, PublishedTable

REVIEW: tuple[int, ...] = (2017, 2018, 2019, 2020, 2021, 2022)
WRONG = re.compile(r"None|\bnan\b|\.\.|[{}]|  | ,|\bhoà\b|\bhoá\b|Uỷ|VNĐ")
FIELDS = ("economy", "culture_society", "defence_security", "political_system")
PARTS = (
    sentences.documents, sentences.submissions, sentences.models, sentences.resources, sentences.works,
    sentences.donations, sentences.rural, sentences.community, sentences.awards, sentences.strengths,
    sentences.limitations, sentences.parts, sentences.listed,
)  # fmt: skip


@cache
def about(here: Workspace, years: tuple[int, ...]) -> About:
    """The tables of a report: of its years, and of the last year beside the one before it."""
    pair = [year for year in (max(years) - 1, max(years)) if year >= min(REVIEW)]
    made: dict[str, PublishedTable] = {}
    for names, of in ((sentences.TABLES, list(years)), (sentences.COMPARED, pair)):
        data, roll = danvan.tables(years=of, workspace=here), danvan.roll(years=of, workspace=here)
        made |= {name: catalogue.table(name, data, roll) for name in names}
    return About(Figures(made), years)


def said(of: About) -> Iterator[Sentence]:
    """Every sentence that a report may take."""
    for part in PARTS:
        yield from part(of)
    for name in FIELDS:
        yield from sentences.field(of, name)


@pytest.fixture(scope="module")
def here(district: tuple[Workspace, Any]) -> Workspace:
    return district[0]


FACTS: dict[str, tuple[tuple[int, ...], str]] = {
    "1-3": (REVIEW, "Công trình “Đồng lòng kiên cố hóa kênh mương” (xã Bình Minh, năm 2021): khối lượng 900 m, tổng kinh phí "
                    "380.000.000 đồng, trong đó Nhân dân đóng góp 180.000.000 đồng (47,4%)."),
    "4": (REVIEW, "Hành tím Bình Hải (xã Bình Hải) 3 sao"),
    "5-8, 10": ((2021,), "Phòng, chống dịch Covid-19, năm 2021: hàng hóa, hiện vật trị giá 542.372.000 đồng, trong đó "
                "phần tính theo khối lượng 31,2 tấn; tiền mặt 627.343.000 đồng (tập thể 254.498.000 đồng và cá nhân 372.845.000 đồng); "
                "cộng 1.169.715.000 đồng."),
    "9": (REVIEW, "Riêng tiếp tế người về quê tại Ga Cây Trâm (xã Bình Long): 890.000.000 đồng, không tính trong tổng số "
                  "trên."),
    "10": (REVIEW, "Tính cả phần riêng là 2.059.715.000 đồng."),
    "11": (REVIEW, "Đến cuối năm 2022, có 18/21 xã (85,7%) đạt chuẩn nông thôn mới"),
    "12": (REVIEW, "10 khu dân cư kiểu mẫu"),
    "13": (REVIEW, "đến cuối năm 2022: 120 tổ, tăng 3,4% so với năm 2021 (tăng 04 tổ); gồm 114 tổ An ninh nhân dân và 06 tổ "
                   "bảo vệ dân phố."),
    "14": (REVIEW, "ổ hòa giải ở cơ sở: 131 tổ"),
    "15": ((2021,), "Năm 2021, cấp huyện khen thưởng thành tích năm 2020: giấy khen cho 03 tập thể, 03 cá nhân."),
    "16, all": (REVIEW, "có 04 văn bản"),
    "16, province": (REVIEW, "Kế hoạch số 70/KH-UBND ngày 04/6/2020 của UBND tỉnh Quảng Ngãi"),
    "16, party": (REVIEW, "Kế hoạch số 65-KH/HU của Huyện ủy Bình Sơn"),
    "16, district": (REVIEW, "Kế hoạch số 71/KH-UBND ngày 07/8/2020 của UBND huyện Bình Sơn"),
    "16, directive": (REVIEW, "Chỉ thị số 22-CT/TU ngày 03/4/2017 của Tỉnh ủy Quảng Ngãi"),
    "17, canals": (REVIEW, "“Đồng lòng kiên cố hóa kênh mương” (xã Bình Minh"),
    "17, forum": (REVIEW, "Diễn đàn “Công an xã lắng nghe ý kiến Nhân dân”: 29 cuộc"),
}  # fmt: skip


def test_the_facts_of_the_published_review_are_said(here: Workspace) -> None:
    texts = {years: [str(one) for one in said(about(here, years))] for years in (REVIEW, (2021,))}
    missing = [fact for fact, (years, words) in FACTS.items() if not any(words in text for text in texts[years])]
    assert not missing


NAMED = {"Ba V": "Xã Bình Trị", "Chuỗi liên kết sản xuất và tiêu thụ hành tím": "Xã Bình Hải",
         "Đồng lòng kiên cố hóa kênh mương": "Xã Bình Minh"}  # fmt: skip
LISTED = (
    "Tổ tự quản; 2 giảm, 4 giữ; 3 không, 3 giảm; Tiết kiệm trong việc hiếu; Thắp sáng đường quê; Vườn sạch, ngõ đẹp, nhà "
    "ngăn nắp; Ngày chủ nhật xanh; Nông dân với phong trào thi đua sản xuất, kinh doanh giỏi; Cày ải, băm vùi, không dùng "
    "thuốc trừ cỏ trên đồng ruộng; Sản xuất lúa hữu cơ; Thu gom xử lý rác thải, vệ sinh môi trường; Bảo vệ dòng sông quê "
    "hương; Hũ gạo tình thương; Nồi cháo yêu thương; Vận động người dân hiến đất, tài sản để làm đường giao thông và công "
    "trình phúc lợi; Huy động tài chính và ngày công xây dựng nông thôn mới; Xây dựng đoạn đường tự quản; Thu gom phế liệu "
    "gây quỹ hỗ trợ cho người nghèo; Tiếng mõ bình yên; Khu dân cư phòng chống tội phạm; Điểm sáng an ninh"
)


def test_the_models_of_the_published_review_are_listed(here: Workspace) -> None:
    """Facts 17 and 18."""
    data, roll = danvan.tables(years=REVIEW, workspace=here), danvan.roll(years=REVIEW, workspace=here)
    listed = catalogue.table("T16b", data, roll).frame
    units = dict(zip(listed["label"], listed["unit"], strict=True))
    assert {name: units.get(name) for name in NAMED} == NAMED
    assert len(LISTED.split("; ")) == 21
    assert set(LISTED.split("; ")) <= set(listed["label"])


@pytest.mark.parametrize("years", [REVIEW, *((year,) for year in REVIEW)], ids=str)
def test_every_number_is_that_of_a_table_in_every_year(here: Workspace, years: tuple[int, ...]) -> None:
    of = about(here, years)
    every = list(said(of))
    assert len(every) > 30
    for one in every:
        text = str(one)
        assert text.endswith(".")
        assert WRONG.search(text) is None, text
        for number in one.numbers:
            assert of.figures.printed(number.figure) not in ("", MISSING), number


def test_the_fields_are_those_of_the_form() -> None:
    (column,) = [column for column in form().table("models").columns if column.name == "field"]
    assert tuple(choice.name for choice in column.choice) == FIELDS

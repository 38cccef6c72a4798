"""What the district's published five-year review states, as data: numbers of the handbook's list of facts.

The plan is built from these and the tests read them; nothing else may repeat a figure of theirs.
"""

from __future__ import annotations

from datetime import date
from typing import Any

CANAL_UNIT, CANAL_YEAR = "21085", 2021
CANAL_MODEL = "Đồng lòng kiên cố hóa kênh mương"
CANAL_TOTAL_VND = 380_000_000  # fact 1
CANAL_PEOPLE_CASH_VND, CANAL_PEOPLE_INKIND_VND = 120_000_000, 60_000_000
CANAL_PEOPLE_VND = CANAL_PEOPLE_CASH_VND + CANAL_PEOPLE_INKIND_VND  # fact 2: 180.000.000
CANAL_M = 900  # fact 3

ONION_UNIT, ONION_PRODUCT, ONION_STARS, ONION_YEAR = "21067", "Hành tím Bình Hải", 3, 2021  # fact 4

COVID_YEAR = 2021
COVID_GOODS_KG = 31_200  # fact 5: 31,2 tấn
COVID_GOODS_VND = 542_372_000  # fact 6
COVID_COLLECTIVES_VND = 254_498_000  # fact 7
COVID_INDIVIDUALS_VND = 372_845_000  # fact 8
RELIEF_UNIT, RELIEF_PLACE, RELIEF_VND = "21088", "Ga Cây Trâm", 890_000_000  # fact 9
COVID_CASH_VND = COVID_COLLECTIVES_VND + COVID_INDIVIDUALS_VND  # fact 10: 627.343.000
COVID_VND = COVID_CASH_VND + COVID_GOODS_VND  # 1.169.715.000
COVID_WITH_RELIEF_VND = COVID_VND + RELIEF_VND  # 2.059.715.000

END_YEAR = 2022
NEW_RURAL_COMMUNES, COMMUNES = 18, 21  # fact 11
MODEL_AREAS = 10  # fact 12
SECURITY_AND_WARD_TEAMS = 120  # fact 13
MEDIATION_TEAMS = 131  # fact 14

AWARD_YEAR, ACHIEVEMENT_YEAR, AWARDED_COLLECTIVES, AWARDED_INDIVIDUALS = 2021, 2020, 3, 3  # fact 15

# Fact 16: year of the report, then the document. One has no date.
DOCUMENTS: tuple[tuple[int, dict[str, Any]], ...] = (
    (
        2017,
        {
            "kind": "CT",
            "number": "22",
            "symbol": "CT/TU",
            "issuer": "Tỉnh ủy Quảng Ngãi",
            "issued_on": date(2017, 4, 3),
            "subject": "Về đẩy mạnh phong trào thi đua Dân vận khéo",
        },
    ),
    (
        2020,
        {
            "kind": "KH",
            "number": "70",
            "symbol": "KH-UBND",
            "issuer": "UBND tỉnh Quảng Ngãi",
            "issued_on": date(2020, 6, 4),
            "subject": "Thực hiện phong trào thi đua Dân vận khéo trong cơ quan nhà nước",
        },
    ),
    (
        2020,
        {
            "kind": "KH",
            "number": "65",
            "symbol": "KH/HU",
            "issuer": "Huyện ủy Bình Sơn",
            "issued_on": None,
            "subject": "Tiếp tục đẩy mạnh phong trào thi đua Dân vận khéo",
        },
    ),
    (
        2020,
        {
            "kind": "KH",
            "number": "71",
            "symbol": "KH-UBND",
            "issuer": "UBND huyện Bình Sơn",
            "issued_on": date(2020, 8, 7),
            "subject": "Thực hiện phong trào thi đua Dân vận khéo trên địa bàn huyện",
        },
    ),
)

# Fact 17: models named with the one who has them.
NAMED_MODELS = {
    "Ba V": "21061",
    "Chuỗi liên kết sản xuất và tiêu thụ hành tím": "21067",
    CANAL_MODEL: CANAL_UNIT,
    'Diễn đàn "Công an xã lắng nghe ý kiến Nhân dân"': "CQ-CA",
}
# Fact 18.
LISTED_MODELS = (
    "Tổ tự quản",
    "2 giảm, 4 giữ",
    "3 không, 3 giảm",
    "Tiết kiệm trong việc hiếu",
    "Thắp sáng đường quê",
    "Vườn sạch, ngõ đẹp, nhà ngăn nắp",
    "Ngày chủ nhật xanh",
    "Nông dân với phong trào thi đua sản xuất, kinh doanh giỏi",
    "Cày ải, băm vùi, không dùng thuốc trừ cỏ trên đồng ruộng",
    "Sản xuất lúa hữu cơ",
    "Thu gom xử lý rác thải, vệ sinh môi trường",
    "Bảo vệ dòng sông quê hương",
    "Hũ gạo tình thương",
    "Nồi cháo yêu thương",
    "Vận động người dân hiến đất, tài sản để làm đường giao thông và công trình phúc lợi",
    "Huy động tài chính và ngày công xây dựng nông thôn mới",
    "Xây dựng đoạn đường tự quản",
    "Thu gom phế liệu gây quỹ hỗ trợ cho người nghèo",
    "Tiếng mõ bình yên",
    "Khu dân cư phòng chống tội phạm",
    "Điểm sáng an ninh",
)

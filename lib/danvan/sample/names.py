"""The words of the sample: ideas of models with their spellings, villages, works, remarks, invented people.

The lists that a person may want to read stand in `models.csv` and `communes.csv`.
Does not belong here: any figure but those of `communes.csv`, and which unit has which model.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from danvan.sample.dice import pick, roll
from danvan.sample.facts import LISTED_MODELS

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Idea:
    """A model that a unit may have; `only` is the unit that alone has it, `spellings` other ways to write its name."""

    name: str
    field: str
    lead: str
    only: str
    coast: bool
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as it was before 2020: people in 2017, and the year it met the standard of new rural (None = never)."""

    code: str
    population: int
    coast: bool
    industry: bool
    standard_year: int | None
    villages: tuple[str, ...]


@cache
def ideas() -> dict[str, Idea]:
    """Every idea by its name, in the order of `models.csv`."""
    return {
        r["name"]: Idea(r["name"], r["field"], r["lead"], r["only"], r["coast"] == "yes", tuple(_split(r["spellings"])))
        for r in _rows("models.csv")
    }


@cache
def further_ideas() -> tuple[Idea, ...]:
    """The ideas that any commune may take up: neither named nor listed by the published review."""
    return tuple(i for i in ideas().values() if not i.only and i.name not in LISTED_MODELS)


@cache
def communes() -> dict[str, Commune]:
    """The 25 communes of 2017-2019 by code, in official order."""
    return {
        r["code"]: Commune(
            r["code"],
            int(r["population"]),
            r["coast"] == "yes",
            r["industry"] == "yes",
            int(r["standard_year"]) if r["standard_year"] else None,
            tuple(_split(r["villages"])),
        )
        for r in _rows("communes.csv")
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


# Who leads a model: its block, and how the body is called in a commune ({kind} = xã or thị trấn).
LEADS = {
    "party": ("party", "Đảng ủy {kind}"),
    "government": ("government", "UBND {kind}"),
    "front": ("front", "Ủy ban MTTQ Việt Nam {kind}"),
    "women": ("mass_organisation", "Hội Liên hiệp Phụ nữ {kind}"),
    "farmers": ("mass_organisation", "Hội Nông dân {kind}"),
    "youth": ("mass_organisation", "Đoàn Thanh niên {kind}"),
    "veterans": ("mass_organisation", "Hội Cựu chiến binh {kind}"),
    "police": ("armed_forces", "Công an {kind}"),
    "military": ("armed_forces", "Ban Chỉ huy Quân sự {kind}"),
    "school": ("school", "Trường Trung học cơ sở của {kind}"),
    "village": ("village", "Ban công tác Mặt trận {village}"),
}

# What a model did and brought, by field.
DESCRIPTIONS = {
    "economy": (
        "Thành lập tổ nòng cốt, họp dân bàn và thống nhất cách làm",
        "Vận động hội viên góp vốn, góp công, đổi công cho nhau",
        "Mở lớp hướng dẫn kỹ thuật, đưa đi tham quan, học tập",
    ),
    "culture_society": (
        "Tuyên truyền tại từng tổ, từng hộ; cán bộ, đảng viên làm trước",
        "Phát động ra quân mỗi tháng một lần, phân công từng đoạn, từng tổ",
        "Lấy ý kiến Nhân dân, đưa vào hương ước, quy ước của thôn",
    ),
    "defence_security": (
        "Ký cam kết giữa các hộ, phân công tổ tuần tra ban đêm",
        "Phối hợp Công an với thôn nắm tình hình, giải quyết từ sớm",
        "Vận động Nhân dân góp kinh phí lắp thiết bị, giao tổ tự quản",
    ),
    "political_system": (
        "Cấp ủy phân công đảng viên phụ trách nhóm hộ",
        "Công khai thủ tục, tiếp dân hằng tuần, trả lời ngay tại chỗ",
        "Mở sổ góp ý, tổ chức đối thoại theo từng thôn",
    ),
}
OUTCOMES = {
    "economy": (
        "Thu nhập của các hộ tham gia tăng khá so với năm trước",
        "Các hộ tham gia đều có lãi, một số hộ thoát nghèo",
        "Hình thành vùng sản xuất tập trung, có nơi thu mua ổn định",
        "Huy động được tiền và ngày công, công trình hoàn thành trước thời hạn",
    ),
    "culture_society": (
        "Đường làng, ngõ xóm sạch đẹp; Nhân dân đồng tình hưởng ứng",
        "Duy trì đều đặn, giúp được nhiều hoàn cảnh khó khăn",
        "Nếp sống văn minh được giữ, hủ tục giảm rõ",
        "Rác được thu gom đúng nơi, đúng giờ",
    ),
    "defence_security": (
        "Trộm cắp giảm, không xảy ra trọng án",
        "An ninh trật tự ở khu dân cư được giữ vững",
        "Nhân dân cung cấp nhiều nguồn tin có giá trị",
    ),
    "political_system": (
        "Ý kiến của Nhân dân được trả lời kịp thời, không có khiếu nại vượt cấp",
        "Hồ sơ giải quyết đúng hẹn, Nhân dân hài lòng",
        "Cán bộ sát dân hơn, kiến nghị được giải quyết từ cơ sở",
    ),
}

# Works by type: how they are called ({at} = thôn ..., tổ dân phố ...), the range of their cost in triệu đồng,
# what they are measured in, and the range of that.
WORKS: dict[str, tuple[tuple[str, ...], int, int, str, int, int]] = {
    "rural_road": (("Bê tông hóa đường {at}", "Mở rộng đường ngõ xóm {at}"), 120, 620, "m", 150, 1600),
    "canal": (("Kiên cố hóa kênh mương {at}", "Gia cố kênh nội đồng {at}"), 80, 450, "m", 180, 1200),
    "culture_house": (("Sửa chữa nhà văn hóa {at}", "Xây mới nhà văn hóa {at}"), 60, 380, "cái", 1, 1),
    "street_light": (("Điện chiếu sáng tuyến đường {at}",), 25, 140, "bóng", 18, 120),
    "bridge": (("Xây cống qua đường {at}", "Sửa cầu dân sinh {at}"), 40, 260, "cái", 1, 3),
    "school": (("Sân bê tông, tường rào điểm trường {at}",), 40, 180, "m2", 120, 640),
    "house": (("Xây nhà Đại đoàn kết tại {at}",), 50, 140, "nhà", 1, 2),
    "environment": (("Hố chứa rác và tuyến đường hoa {at}",), 12, 60, "cái", 6, 40),
    "production": (("Sân phơi chung của tổ hợp tác {at}",), 30, 150, "m2", 150, 900),
    "other": (("Sửa sân thể thao {at}",), 20, 90, "m2", 200, 1400),
}

REMARKS = {
    "strengths": (
        "Cấp ủy, chính quyền quan tâm lãnh đạo, phong trào được Nhân dân hưởng ứng.",
        "Các mô hình bám sát nhu cầu của Nhân dân, dễ làm, dễ nhân rộng.",
        "Vai trò nêu gương của cán bộ, đảng viên được phát huy trong từng phần việc.",
        "Công tác phối hợp giữa chính quyền, Mặt trận và các đoàn thể chặt chẽ hơn.",
    ),
    "limitations": (
        "Một số mô hình đăng ký nhưng triển khai còn chậm.",
        "Việc sơ kết, nhân rộng mô hình chưa thường xuyên.",
        "Chất lượng mô hình trong lĩnh vực kinh tế chưa đều.",
        "Số liệu tổng hợp giữa các ngành có lúc chưa thống nhất.",
    ),
    "causes": (
        "Cán bộ phụ trách kiêm nhiệm nhiều việc, kinh phí hoạt động còn ít.",
        "Dịch bệnh, thiên tai ảnh hưởng đến việc tập trung đông người.",
        "Một bộ phận Nhân dân đi làm ăn xa nên khó huy động.",
    ),
    "proposals": (
        "Đề nghị huyện bố trí thêm kinh phí cho các mô hình được công nhận.",
        "Đề nghị mở lớp bồi dưỡng kỹ năng dân vận cho cán bộ thôn.",
    ),
    "directions": (
        "Mỗi thôn xây dựng ít nhất một mô hình sát với tình hình của thôn.",
        "Rà soát, củng cố các mô hình hiện có, nhân rộng mô hình tiêu biểu.",
        "Gắn phong trào với xây dựng nông thôn mới và chuyển đổi số.",
    ),
}

GOODS = {
    "covid19": ("gạo, rau, củ", "gạo, mì tôm", "cá khô, nước mắm", "dưa hấu, rau xanh", "hành, tỏi, gạo"),
    "flood2020": ("mì tôm, nước uống", "quần áo, chăn màn", "gạo"),
    "poor_fund": ("quà Tết", "gạo"),
}

# Names that nobody bears: given names mean "sample", "for example", "illustration".
_FAMILY = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Võ Văn", "Huỳnh Thị", "Đỗ Văn", "Bùi Thị")
_GIVEN = ("Mẫu", "Ví Dụ", "Minh Họa", "Thí Dụ", "Giả Định")


def person(*name: object) -> str:
    """Return an invented person's name."""
    return f"{pick(_FAMILY, *name, 'family')} {pick(_GIVEN, *name, 'given')}"


def phone(*name: object) -> str:
    """Return an invented telephone number."""
    return f"0905 000 {roll(1, 999, *name, 'phone'):03}"

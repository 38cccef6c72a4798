"""The facts that the district's published five-year review states, computed from the tables.

FACTS says which rows each fact comes from; the figures stand nowhere but in the submissions.
Does not belong here: figures of any other year or district, which the other modules give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan.analysis import community, donations, measures, resources, rural, totals
from danvan.analysis.coverage import KEY, last_year
from danvan.vietnamese import wording
from danvan.vietnamese.text import fold

Tables = Mapping[str, pd.DataFrame]
# A value with the units it covers, of the units asked; None where it is unknown or coverage has no meaning.
Figure = tuple[float | None, int | None, int | None]
UNKNOWN: Figure = (None, None, None)

CANAL_MODEL, CANAL_UNIT = "Đồng lòng kiên cố hóa kênh mương", "21085"
ONION, ONION_UNIT = "hành tím", "21067"
RELIEF_UNIT = "21088"
COVID, COVID_YEAR = "covid19", 2021
AWARD_YEAR, ACHIEVEMENT_YEAR = 2021, 2020
DOCUMENTS = (("70", "KH-UBND", "tỉnh"), ("65", "KH/HU", "huyện"), ("71", "KH-UBND", "huyện"), ("22", "CT/TU", "tỉnh"))
NAMED_MODELS = (
    ("Ba V", "21061"),
    ("Chuỗi liên kết sản xuất và tiêu thụ hành tím", ONION_UNIT),
    (CANAL_MODEL, CANAL_UNIT),
    ('Diễn đàn "Công an xã lắng nghe ý kiến Nhân dân"', "CQ-CA"),
)
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its number in the handbook's list, what it says, in which unit, and how it comes out of the tables."""

    number: str
    label: str
    unit: str
    figure: Callable[[Tables, pd.DataFrame], Figure]


def facts(tables: Tables, roll: pd.DataFrame) -> pd.DataFrame:
    """The facts of the published review: fact (its number), label, value, unit, text (as printed), reported, expected.

    `tables` are the store's frames by name, of all the years of `roll`. A fact whose rows are not there is <NA>.
    """
    rows = [(fact, fact.figure(tables, roll)) for fact in FACTS]
    frame = pd.DataFrame(
        [(f.number, f.label, value, f.unit, _text(value, f.unit), *units) for f, (value, *units) in rows],
        columns=["fact", "label", "value", "unit", "text", "reported", "expected"],
    )
    return frame.astype({"value": "Float64", "reported": "Int64", "expected": "Int64"})


def _text(value: float | None, unit: str) -> str:
    if unit == "%":
        return wording.percent(None if value is None else value * 100)
    return f"{wording.number(value, 1 if unit == 'tấn' else 0)} {unit}"


def _canal(measure: str) -> Callable[[Tables, pd.DataFrame], Figure]:
    def figure(tables: Tables, roll: pd.DataFrame) -> Figure:
        works = resources.counted(works_of(tables, CANAL_UNIT, CANAL_MODEL)).merge(roll[KEY], on=KEY)
        done = measures.standard(works, "quantity", "quantity_unit")["quantity"].where(works["completed"].eq(True))
        sums = works.assign(canal_m=done).groupby("unit_code")[["canal_m", "people_vnd", "total_vnd"]].sum(min_count=1)
        sums["people_share"] = totals.share(sums["people_vnd"], sums["total_vnd"])
        return UNKNOWN if sums.empty else _known(sums.iloc[0][measure])

    return figure


def works_of(tables: Tables, unit_code: str, model_name: str) -> pd.DataFrame:
    """The works of one unit that belong to a model: by its id, or by a name of the work that is the model's."""
    models, works = tables["models"], tables["resources"]
    named = models[models["unit_code"].eq(unit_code) & _same(models["model_name"], model_name)]
    ids = named["model_id"].dropna().unique()
    mine = works["unit_code"].eq(unit_code)
    return works[mine & (works["model_id"].isin(ids) | _same(works["work_name"], model_name))]


def _same(names: pd.Series, name: str) -> pd.Series:
    return names.map(fold, na_action="ignore").eq(fold(name)).fillna(False).astype(bool)


def _onion(tables: Tables, roll: pd.DataFrame) -> Figure:
    ocop = tables["ocop"].merge(last_year(roll)[KEY], on=KEY)
    named = ocop["product"].map(lambda name: ONION in fold(name), na_action="ignore").eq(True).fillna(False)
    return _known(ocop.loc[ocop["unit_code"].eq(ONION_UNIT) & named, "stars"].max())


def _given(
    measure: str, donor: str | None = None, included: bool | None = True
) -> Callable[[Tables, pd.DataFrame], Figure]:
    """Covid-19 donations of the year: what is counted in the total, what is told apart (False), or all (None)."""

    def figure(tables: Tables, roll: pd.DataFrame) -> Figure:
        rows = tables["donations"]
        kept = rows["event"].eq(COVID)
        for name, wanted in (("donor_kind", donor), ("included_in_total", included)):
            kept &= True if wanted is None else rows[name].eq(wanted).fillna(False)
        return _of(donations.by_year(rows[kept], roll[roll["year"].eq(COVID_YEAR)], ["event"]), measure)

    return figure


def _relief(tables: Tables, roll: pd.DataFrame) -> Figure:
    rows = tables["donations"]
    mine = rows[rows["unit_code"].eq(RELIEF_UNIT) & rows["activity"].eq("relief_for_returnees")]
    return _given("value_vnd", included=False)({**tables, "donations": mine}, roll)


def _new_rural(measure: str) -> Callable[[Tables, pd.DataFrame], Figure]:
    return lambda tables, roll: _of(rural.communes_by_year(tables["new_rural"], last_year(roll)), measure)


def _areas(tables: Tables, roll: pd.DataFrame) -> Figure:
    return _of(rural.areas_by_year(tables["model_areas"], last_year(roll)), "areas")


def _teams(codes: Sequence[str]) -> Callable[[Tables, pd.DataFrame], Figure]:
    def figure(tables: Tables, roll: pd.DataFrame) -> Figure:
        found = community.together(tables["indicators"], last_year(roll), codes, "teams")
        return _of(totals.by_year(found, ["value"]), "value")

    return figure


def _awarded(kind: str) -> Callable[[Tables, pd.DataFrame], Figure]:
    def figure(tables: Tables, roll: pd.DataFrame) -> Figure:
        found = rural.awards_by_year(tables["awards"], roll)
        years = found["award_year"].eq(AWARD_YEAR) & found["achievement_year"].eq(ACHIEVEMENT_YEAR)
        rows = found[years & found["level"].eq("district") & found["recipient_kind"].eq(kind)]
        return _of(rows.groupby("award_year")[["count", "reported", "expected"]].agg(_AWARDED), "count")

    return figure


_AWARDED = {"count": "sum", "reported": "max", "expected": "max"}


def _documents(tables: Tables, _: pd.DataFrame) -> Figure:
    listed = tables["documents"]
    spoken = listed["issuer"].map(fold, na_action="ignore")
    found = [
        (listed["number"].eq(number) & listed["symbol"].eq(symbol) & spoken.str.contains(level)).any()
        for number, symbol, level in DOCUMENTS
    ]
    return float(sum(found)), None, None


def _named(tables: Tables, roll: pd.DataFrame) -> Figure:
    return float(sum(1 for _ in _found(tables, roll, NAMED_MODELS))), None, None


def _listed(tables: Tables, roll: pd.DataFrame) -> Figure:
    return float(sum(1 for _ in _found(tables, roll, [(name, None) for name in LISTED_MODELS]))), None, None


def _found(
    tables: Tables, roll: pd.DataFrame, wanted: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[str, str | None]]:
    """Those of the named models (with their unit, where it matters) that are in the tables."""
    models = tables["models"].merge(roll[KEY], on=KEY)
    names = models["model_name"].map(fold, na_action="ignore")
    there = set(zip(names, models["unit_code"], strict=True))
    anywhere = set(names)
    for name, unit in wanted:
        if (fold(name), unit) in there or (unit is None and fold(name) in anywhere):
            yield name, unit


def _of(rows: pd.DataFrame, measure: str) -> Figure:
    """A measure of the one row of a `by_year` frame, with its coverage."""
    if rows.empty:
        return UNKNOWN
    row = rows.iloc[0]
    reported, expected = (None if pd.isna(row[name]) else int(row[name]) for name in ("reported", "expected"))
    return _known(row[measure])[0], reported, expected


def _known(value: Any) -> Figure:
    return (None if pd.isna(value) else float(value)), None, None


FACTS = (
    Fact("1", "Mô hình “Đồng lòng kiên cố hóa kênh mương”, xã Bình Minh: tổng kinh phí", "đồng", _canal("total_vnd")),
    Fact("2", "Trong đó Nhân dân đóng góp", "đồng", _canal("people_vnd")),
    Fact("2", "Tỷ lệ Nhân dân đóng góp", "%", _canal("people_share")),
    Fact("3", "Chiều dài kênh mương được kiên cố hóa", "m", _canal("canal_m")),
    Fact("4", "Sản phẩm OCOP hành tím, xã Bình Hải", "sao", _onion),
    Fact("5", "Phòng, chống dịch Covid-19 năm 2021: hàng hóa, hiện vật", "tấn", _given("goods_tonnes")),
    Fact("6", "Trị giá hàng hóa, hiện vật", "đồng", _given("goods_vnd")),
    Fact("7", "Tiền mặt của tập thể", "đồng", _given("cash_vnd", "collective")),
    Fact("8", "Tiền mặt của cá nhân", "đồng", _given("cash_vnd", "individual")),
    Fact("9", "Riêng tiếp tế người về quê tại ga Cây Trâm, xã Bình Long", "đồng", _relief),
    Fact("10", "Cộng tiền mặt", "đồng", _given("cash_vnd")),
    Fact("10", "Cộng tiền mặt và trị giá hàng hóa, hiện vật", "đồng", _given("value_vnd")),
    Fact("10", "Cộng cả phần tiếp tế người về quê", "đồng", _given("value_vnd", included=None)),
    Fact("11", "Số xã đạt chuẩn nông thôn mới", "xã", _new_rural("met")),
    Fact("11", "Tổng số xã", "xã", _new_rural("communes")),
    Fact("11", "Tỷ lệ xã đạt chuẩn nông thôn mới", "%", _new_rural("share")),
    Fact("12", "Khu dân cư kiểu mẫu", "khu", _areas),
    Fact("13", "Tổ An ninh nhân dân và tổ bảo vệ dân phố", "tổ", _teams(community.TEAMS)),
    Fact("14", "Tổ hòa giải ở cơ sở", "tổ", _teams(["mediation_teams"])),
    Fact("15", "Khen thưởng năm 2021 cho thành tích năm 2020: tập thể", "tập thể", _awarded("collective")),
    Fact("15", "Khen thưởng năm 2021 cho thành tích năm 2020: cá nhân", "cá nhân", _awarded("individual")),
    Fact("16", "Văn bản chỉ đạo: 22-CT/TU, 70/KH-UBND (tỉnh), 65-KH/HU, 71/KH-UBND (huyện)", "văn bản", _documents),
    Fact("17", "Mô hình nêu tên cùng đơn vị: Ba V, hành tím, kênh mương, diễn đàn Công an xã", "mô hình", _named),
    Fact("18", "Tên mô hình trong danh sách của báo cáo", "tên", _listed),
)

"""What is untidy in which workbook: the list that the tests and the documents read, and the changes that make it so.

Every entry says what a reader must make of it. A `Typed` figure stays what it is; a `Said` one is wrong.
Does not belong here: when a workbook arrives (`deliveries`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from danvan.sample.deliveries import Delivery
from danvan.sample.plan import Content
from danvan.sample.typed import WAYS


@dataclass(frozen=True, slots=True)
class Typed:
    """Figures of some columns are typed as text in one of `typed.WAYS`."""

    table: str
    columns: tuple[str, ...]
    way: str


@dataclass(frozen=True, slots=True)
class Said:
    """One cell says something else than planned; `row` is the number of the row, or the code of an indicator."""

    table: str
    row: int | str
    column: str
    value: Any


@dataclass(frozen=True, slots=True)
class Twice:
    """One row stands twice."""

    table: str
    row: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How a layout is filled in: what money is counted in and where it says so; slips in title and totals."""

    million: bool = False
    in_header: bool = False
    title_year: int | None = None
    total_off_vnd: int = 0


Change = Typed | Said | Twice | Manner
TIDY = Manner()
MONEY = ("total_vnd", "state_vnd", "people_cash_vnd", "people_inkind_vnd", "business_vnd", "other_vnd")


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that is untidy. `revision` None = in every file of the unit and year; `findings` are codes that
    reading must raise; `status` is what becomes of the file."""

    unit: str
    year: int
    what: str
    status: str
    findings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    revision: int | None = None


def _returned(unit: str, year: int, what: str, findings: tuple[str, ...], *changes: Change) -> Incident:
    return Incident(unit, year, what, "returned", findings, changes, 1)


def _accepted(unit: str, year: int, what: str, *changes: Change, findings: tuple[str, ...] = ()) -> Incident:
    return Incident(unit, year, what, "accepted", findings, changes)


def _typed(unit: str, year: int, table: str, columns: tuple[str, ...], way: str) -> Incident:
    return _accepted(unit, year, f"Số ghi bằng chữ, kiểu “{way}”", Typed(table, columns, way))


RECEIVING = (
    Incident("21094", 2018, "Không gửi báo cáo năm này", "not_received"),
    Incident("21079", 2017, "Gửi trễ 9 ngày", "accepted"),
    Incident("21100", 2019, "Gửi trễ 3 ngày", "accepted"),
    Incident("CQ-CA", 2020, "Gửi trễ 5 ngày", "accepted"),
    Incident("21067", 2021, "Gửi trễ 12 ngày", "accepted"),
    Incident("21058", 2022, "Gửi trễ 4 ngày", "accepted"),
    Incident("21070", 2019, "Gửi lại đúng tệp cũ, đổi tên thành Copy of ...", "duplicate"),
)

ERRORS = (
    _returned(
        "21073", 2018, "Tổng kinh phí khác tổng các nguồn, một ô ngày công ghi khoảng; không sửa lại", ("K06", "Đ02"),
        Said("resources", 0, "total_vnd", 999_000_000), Said("resources", 1, "labour_days", "từ 50 đến 60"),
    ),
    _returned(
        "CQ-PN", 2020, "Mô hình được công nhận nhưng ghi chưa triển khai; không sửa lại", ("K03",),
        Said("models", 0, "implemented", False),
    ),
    _returned(
        "21052", 2018, "Vụ hòa giải thành nhiều hơn vụ tiếp nhận", ("K05",),
        Said("indicators", "mediation_successes", "actual", 88),
    ),
    _returned("21049", 2019, "Dòng tổng cộng Biểu 2 không khớp các dòng", ("K04",), Manner(total_off_vnd=25_000_000)),
    _returned("21055", 2019, "Tiêu đề các biểu chép của năm 2018", ("K20",), Manner(title_year=2018)),
    _returned(
        "21103", 2020, "Số mô hình kinh tế ở Biểu B3 khác danh mục ở Biểu B1", ("K01",),
        Said("indicators", "models_registered_economy", "actual", 14),
    ),
    _returned(
        "21112", 2021, "Khoản ủng hộ chưa ghi đã tính trong tổng số hay chưa", ("K22",),
        Said("donations", 0, "included_in_total", None),
    ),
    _returned("21106", 2021, "Một mô hình ghi hai lần, vì vậy Biểu B3 cũng lệch", ("K09",), Twice("models", 1)),
    Incident(
        "21046", 2022, "Lần gửi 1 đúng quy cách nhưng thiếu hai buổi tuyên truyền; lần gửi 2 thay thế", "superseded",
        changes=(Said("indicators", "propaganda_sessions", "actual", 20),), revision=1,
    ),
)  # fmt: skip

HABITS = (
    _accepted("21064", 2017, "Tiền tính bằng triệu đồng (ghi ở dòng đơn vị tính)", Manner(million=True)),
    _accepted("21064", 2018, "Tiền tính bằng triệu đồng (ghi ở dòng đơn vị tính)", Manner(million=True)),
    _accepted("21064", 2019, "Tiền tính bằng triệu đồng (ghi ở dòng đơn vị tính)", Manner(million=True)),
    _accepted("21082", 2019, "Tiền tính bằng triệu đồng (ghi ở tiêu đề cột)", Manner(million=True, in_header=True)),
    _typed("21043", 2017, "resources", MONEY, "380.000.000"),
    _typed("21067", 2018, "resources", MONEY, "380tr"),
    _typed("21100", 2018, "resources", MONEY, "380,000,000"),
    _typed("21046", 2019, "resources", MONEY, "380.000.000,00"),
    _typed("21067", 2019, "resources", ("total_vnd", "state_vnd"), "380 triệu"),
    _typed("21082", 2020, "resources", MONEY, "380 000 000"),
    _typed("21085", 2021, "resources", ("total_vnd",), "380.000.000đ"),
    _typed("21085", 2021, "resources", ("people_cash_vnd", "people_inkind_vnd"), "380 triệu đồng"),
    _typed("21085", 2021, "resources", ("quantity",), "900m"),
    _typed("21079", 2021, "resources", MONEY, "380 tr.đ"),
    _typed("21088", 2021, "donations", ("cash_vnd",), "380 triệu đồng"),
    _typed("21043", 2021, "resources", ("total_vnd",), "1tỷ2"),
    _typed("21112", 2022, "resources", ("total_vnd",), "0,38 tỷ"),
    _typed("21112", 2021, "donations", ("goods_vnd",), "380.000.000 đồng"),
    _typed("21040", 2021, "donations", ("goods_quantity",), "1,2 tấn"),
    _typed("21103", 2020, "resources", ("quantity",), "0,9 km"),
    _typed("21070", 2018, "resources", ("quantity",), "900 m"),
    _typed("21091", 2021, "resources", ("land_m2",), "0,25 ha"),
    _typed("21055", 2021, "resources", ("labour_days",), "120 công"),
    _typed("21106", 2019, "models", ("households",), "45 hộ"),
    _typed("21088", 2018, "indicators", ("actual",), "03"),
    _typed("CQ-NV", 2021, "awards", ("count",), "03 tập thể"),
    _typed("CQ-NV", 2020, "documents", ("issued_on",), "03/4/2017"),
    _typed("21094", 2017, "indicators", ("actual",), "không có"),
    _typed("21073", 2019, "indicators", ("actual",), "KPS"),
    _typed("21058", 2020, "indicators", ("actual",), "không"),
    _typed("21100", 2020, "indicators", ("actual",), "Không"),
    _typed("21064", 2021, "indicators", ("actual",), "ko"),
    _typed("21043", 2022, "indicators", ("actual",), "không phát sinh"),
    _accepted(
        "21070", 2021, "Chữ tổ hợp (NFD), nhìn như thường nhưng mã khác",
        Typed("models", ("model_name", "lead_unit", "place", "outcome"), "NFD"), Typed("remarks", ("text",), "NFD"),
    ),
    _accepted(
        "21073", 2020, "Dấu cách thừa trong và sau tên",
        Typed("models", ("model_name", "lead_unit"), "  "), Typed("resources", ("work_name",), "  "),
    ),
    _accepted(
        "21100", 2022, "Kết quả mô hình ghi tên và số điện thoại của một người (bịa); phải che khi đọc",
        Said("models", 0, "outcome", "Giúp hộ ông Lê Văn Minh Họa, SĐT 0905 000 123, sửa nhà và thoát nghèo"),
        findings=("Đ22",),
    ),
)  # fmt: skip

INCIDENTS = (*RECEIVING, *ERRORS, *HABITS)


def spoilt(content: Content, delivery: Delivery) -> tuple[Content, Manner]:
    """Return what the workbook of `delivery` says in the end, and the manner in which its layout is filled in."""
    manner = TIDY
    for change in _changes(delivery):
        if isinstance(change, Manner):
            manner = change
        else:
            content = _changed(content, change)
    return content, manner


def _changes(delivery: Delivery) -> Iterator[Change]:
    for incident in INCIDENTS:
        mine = (incident.unit, incident.year) == (delivery.unit.code, delivery.year)
        if mine and incident.revision in (None, delivery.revision):
            yield from incident.changes


def _changed(content: Content, change: Typed | Said | Twice) -> Content:
    rows = content[change.table]
    if isinstance(change, Twice):
        changed = [*rows, rows[change.row]]
    elif isinstance(change, Typed):
        changed = [{**r, **{c: _retyped(r, c, change.way) for c in change.columns if c in r}} for r in rows]
    else:
        changed = [_restated(r, n, change) for n, r in enumerate(rows)]
    return {**content, change.table: changed}


def _retyped(row: dict[str, Any], column: str, way: str) -> Any:
    value = row[column]
    return value if value is None or isinstance(value, bool) else WAYS[way](value, row)


def _restated(row: dict[str, Any], number: int, change: Said) -> dict[str, Any]:
    if change.row not in (number, row.get("indicator")):
        return row
    return {**row, change.column: change.value}

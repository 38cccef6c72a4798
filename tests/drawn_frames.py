"""The store's frames, drawn as pipe tables: an empty cell is <NA>, types are those of the declared form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pandas as pd

from danvan.declared.form import form

OLD, NEW = date(2004, 1, 1), date(2020, 2, 1)
TYPES = {
    "count": "Int64", "money": "Int64", "year": "Int64", "decimal": "Float64", "flag": "boolean", "date": "object",
}  # fmt: skip
COMMON = {
    "unit_code": "string", "unit_from": "object", "year": "Int64", "period": "string", "revision": "Int64",
    "file": "string", "sha256": "string", "sheet": "string", "row": "Int64", "status": "string", "received_on": "object",
    "days_late": "Int64", "forms_present": "string", "forms_with_nothing": "string", "sample": "boolean",
    "indicator": "string", "column": "string", "value": "Float64", "state": "string", "text": "string",
    "cell": "string", "role": "string", "table": "string", "severity": "string", "message": "string", "remedy": "string",
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    type: str
    valid_from: date = OLD

    @property
    def key(self) -> tuple[str, date]:
        return self.code, self.valid_from

    @property
    def full_name(self) -> str:
        return f"{ {'commune': 'Xã', 'township': 'Thị trấn'}.get(self.type, '') } {self.name}".strip()

    @property
    def order(self) -> tuple[bool, bool, str]:
        agency = self.type == "agency"
        return agency, self.type != "township", "" if agency else self.code


CHAU_O = Unit("21040", "Châu Ổ", "township")
BINH_THUAN = Unit("21043", "Bình Thuận", "commune")
BINH_THANH = Unit("21046", "Bình Thạnh", "commune")
MTTQ = Unit("CQ-MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "agency")
FOUR = (CHAU_O, BINH_THUAN, BINH_THANH, MTTQ)
THREE = FOUR[:3]


def office(*units: Unit, by_year: dict[int, tuple[Unit, ...]] | None = None) -> SimpleNamespace:
    """Settings of an office that expects the same units every year, or those of `by_year`."""
    known = {unit.code: unit for unit in units}
    return SimpleNamespace(
        first_day=date(2017, 4, 3),
        period_end=lambda year, period: date(year, 12, 14),
        expected=lambda year, period: list((by_year or {}).get(year, units)),
        places=SimpleNamespace(get=lambda code, day: known.get(code)),
    )


def drawn(text: str, table: str | None = None) -> pd.DataFrame:
    """The frame of a pipe table; `table` gives the types of its columns, and columns not drawn are <NA>."""
    lines = [line.split("|") for line in text.strip().splitlines()]
    names = [name.strip() for name in lines[0]]
    cells = [[cell.strip() or None for cell in line] for line in lines[1:]]
    columns = {column.name: TYPES.get(column.type, "string") for column in form().table(table).columns} if table else {}
    kinds = COMMON | columns
    frame = pd.DataFrame(cells, columns=names, dtype=object)
    if "row" not in frame:
        frame["row"] = range(7, 7 + len(frame))
    if table and "file" not in frame and {"unit_code", "year"} <= set(frame):
        frame["file"] = [f"{code}-{year}.xlsx" for code, year in zip(frame["unit_code"], frame["year"], strict=True)]
    if table and "sheet" not in frame:
        frame["sheet"] = form().table(table).sheet
    for name in (n for n in ["unit_code", "unit_from", "period", *columns] if n not in frame):
        frame[name] = {"unit_from": "2004-01-01", "period": "N"}.get(name)
    return pd.DataFrame({name: _typed(frame[name], kinds.get(name, "Int64")) for name in frame})


def _typed(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "object":
        return cells.map(date.fromisoformat, na_action="ignore").astype(object)
    if kind == "boolean":
        return cells.map({"có": True, "không": False}).astype("boolean")
    if kind in ("Int64", "Float64"):
        return pd.to_numeric(cells).astype(kind)
    return cells.astype("string")


def accepted(*units: Unit, year: int = 2022, present: str = "models,resources", nothing: str = "") -> pd.DataFrame:
    """Register rows of units whose reports of one year came on time and were accepted."""
    return _register(units, year, "accepted", present, nothing)


def absent(*units: Unit, year: int = 2022) -> pd.DataFrame:
    """Register rows of units that sent nothing."""
    return _register(units, year, "not_received", "", "")


def _register(units: tuple[Unit, ...], year: int, status: str, present: str, nothing: str) -> pd.DataFrame:
    came = status != "not_received"
    rows = [
        {
            "unit_code": unit.code, "unit_from": unit.valid_from, "year": year, "period": "N",
            "revision": 1 if came else None, "file": f"{unit.code}-{year}.xlsx" if came else None,
            "sha256": f"{unit.code}-{year}" if came else None,
            "status": status, "received_on": date(year, 12, 15) if came else None,
            "days_late": 0 if came else None, "forms_present": present, "forms_with_nothing": nothing,
            "sample": False,
        }
        for unit in units
    ]  # fmt: skip
    kinds = {name: COMMON[name] for name in rows[0]}
    return pd.DataFrame(rows).astype(kinds)

"""A made-up district in the store's frames: real units, invented figures, with gaps, zeros, late and returned reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pyarrow as pa

from danvan.analysis import coverage
from danvan.declared.form import form
from danvan.declared.settings import Settings, settings
from danvan.paths import workspace
from danvan.store.schema import schema

OFFICE = settings(workspace(Path(__file__).parents[1]))
DTYPES = {
    pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): pd.StringDtype(),
}  # fmt: skip
ROWS = ("models", "resources", "indicators", "donations", "new_rural", "ocop", "model_areas", "awards")
YEARS = range(2017, 2023)
Rows = list[dict[str, Any]]


def frame(table: str, rows: Rows) -> pd.DataFrame:
    """Rows as the store's reader gives them; columns that are not told are <NA>."""
    filler = {"file": "x.xlsx", "sheet": "B", "row": 1, "revision": 1, "period": "N"}
    whole = [{f.name: row.get(f.name, filler.get(f.name)) for f in schema(table)} for row in rows]
    return pa.Table.from_pylist(whole, schema=schema(table)).to_pandas(types_mapper=DTYPES.get)


def district(
    years: Any = YEARS, *, seed: int = 1, lost: float = 0.06, sample: bool = True, office: Settings = OFFICE
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables by name and the roll; `lost` of the reports are missing, as many are returned, some came late."""
    dice = Random(seed)
    register: Rows = []
    rows: dict[str, Rows] = {table: [] for table in ROWS}
    for year in years:
        for unit in office.expected(year, "N"):
            fate = dice.random()
            status = "not_received" if fate < lost else "returned" if fate < 2 * lost else "accepted"
            late = None if status == "not_received" else dice.choice([0, 0, 0, 0, 3, 12])
            key = {"unit_code": unit.code, "unit_from": unit.valid_from, "year": year}
            register.append(
                key | {
                    "status": status, "days_late": late, "forms_present": ",".join(ROWS), "forms_with_nothing": "",
                    "received_on": None if late is None else date(year, 12, 16), "sample": sample,
                }
            )  # fmt: skip
            if status == "accepted":
                for table, made in made_by(unit.type, year, dice).items():
                    rows[table] += [key | row for row in made]
    tables = {table: frame(table, made) for table, made in rows.items()}
    roll = coverage.roll(frame("register", register), office)
    return tables, roll


def made_by(kind: str, year: int, dice: Random) -> dict[str, Rows]:
    """What one unit reports in one year."""
    made: dict[str, Rows] = {table: [] for table in ROWS}
    made["models"] = [model(year, dice) for _ in range(dice.randint(0, 12))]
    if dice.random() < 0.4:
        made["awards"] = [
            {"award_year": year, "achievement_year": year - 1, "level": "district", "form": "certificate",
             "recipient_kind": dice.choice(["collective", "individual"]), "count": dice.randint(1, 4)}
        ]  # fmt: skip
    if year in (2020, 2021) and dice.random() < 0.7:
        made["donations"] = [gift(dice) for _ in range(2)]
    if kind == "agency":
        return made
    made["resources"] = [work(dice) for _ in range(dice.randint(0, 4))]
    made["indicators"] = [answer(code.code, kind, year, dice) for code in form().indicators]
    met = dice.random() < (year - 2012) / 12
    made["new_rural"] = [
        {"status": "not_applicable" if kind == "township" else dice.choice(["standard", "advanced"]) if met else "none"}
    ]
    made["ocop"] = [{"product": f"Sản phẩm {n}", "stars": dice.choice([3, 3, 4])} for n in range(dice.randint(0, 2))]
    made["model_areas"] = [{"name": "Khu dân cư số 1", "recognised_year": year} for _ in range(dice.randint(0, 1))]
    return made


def model(year: int, dice: Random) -> dict[str, Any]:
    fields = [choice.name for choice in form().table("models").column("field").choice]
    done = dice.random() < 0.85
    return {
        "model_name": f"Mô hình {dice.randint(1, 10**6)}", "field": dice.choice(fields), "kind": "collective",
        "lead_unit": "UBND xã", "first_year": year, "status": "new", "registered_level": "commune", "implemented": done,
        "result": dice.choice(["recognised", "outstanding", "not_recognised"]) if done else "not_considered",
    }  # fmt: skip


def work(dice: Random) -> dict[str, Any]:
    state, people, business = (dice.randint(0, 900) * 10**6 for _ in range(3))
    return {
        "work_name": "Bê tông hóa đường", "work_type": "rural_road", "total_vnd": state + people + business,
        "state_vnd": state, "people_cash_vnd": people, "business_vnd": business, "completed": True,
        "land_m2": dice.choice([None, 0.0, float(dice.randint(20, 9000))]), "labour_days": float(dice.randint(0, 700)),
    }  # fmt: skip


def gift(dice: Random) -> dict[str, Any]:
    apart = dice.random() < 0.1
    return {
        "event": "covid19", "activity": "relief_for_returnees" if apart else "donation", "included_in_total": not apart,
        "donor_kind": dice.choice(["collective", "individual", "enterprise", "unclassified"]),
        "cash_vnd": dice.randint(1, 90) * 10**6, "goods": "gạo", "goods_quantity": float(dice.randint(50, 3000)),
        "goods_unit": "kg", "goods_vnd": dice.randint(1, 60) * 10**6,
    }  # fmt: skip


def answer(code: str, kind: str, year: int, dice: Random) -> dict[str, Any]:
    """An indicator's answer: mostly a value, sometimes zero, rarely blank; parts stay below their wholes."""
    told = {"indicator": code, "column": "actual"}
    if not form().indicator(code).applies(year, kind):
        return told | {"state": "not_applicable", "value": None}
    part = code.endswith(("_resolved", "_successes"))
    value = float(dice.randint(0, 8) if part else dice.randint(8, 40))
    state = dice.choices(["value", "zero", "blank"], [0.9, 0.06, 0.04])[0]
    return told | {"state": state, "value": {"value": value, "zero": 0.0, "blank": None}[state]}

"""The blank workbooks of a year: who gets one, what last year's accepted report brings into it, where it lies.

Does not belong here: what a blank workbook looks like (`template`).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from danvan.declared.form import form
from danvan.declared.places import Unit
from danvan.declared.settings import ANNUAL, Settings, settings
from danvan.intake.template import blank
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.store.manifest import NAME, read_manifest
from danvan.store.read import load

CARRIED = ("models", "indicators", "new_rural", "ocop", "model_areas")


def write_blanks(workspace: Workspace, year: int, unit_code: str | None = None, period: str = ANNUAL) -> list[Path]:
    """Write a blank workbook for each unit that reports for `year` and `period`, or for one; return their paths.

    UsageError, naming the units there are, where `unit_code` does not report for that year.
    """
    office = settings(workspace)
    units = _asked(office, year, unit_code, period)
    last_year = _stored(workspace, year - 1, period)
    return [_write(workspace, office, unit, year, last_year, period) for unit in units]


def _asked(office: Settings, year: int, code: str | None, period: str) -> list[Unit]:
    units = office.expected(year, period)
    if not units:
        raise UsageError(f"Không có đơn vị nào phải báo cáo năm {year}; hãy kiểm tra lại năm.")
    asked = [unit for unit in units if code in (None, unit.code)]
    if not asked:
        known = "; ".join(f"{unit.code} {unit.full_name}" for unit in units)
        raise UsageError(f"Không có đơn vị mã “{code}” báo cáo năm {year}. Các đơn vị: {known}.")
    return asked


def _stored(workspace: Workspace, year: int, period: str) -> dict[str, pd.DataFrame]:
    """What the store has of the year before; nothing where that year, or the store, is not there yet.

    Figures are compared with those of the same period; what lasts is as the whole year left it.
    """
    if not (workspace.processed / NAME).exists() or year not in read_manifest(workspace.processed).years:
        return {}
    periods = {table: period if table == "indicators" else ANNUAL for table in CARRIED}
    return {table: load(table, years=year, period=p, workspace=workspace) for table, p in periods.items()}


def _write(
    workspace: Workspace, office: Settings, unit: Unit, year: int, last_year: dict[str, pd.DataFrame], period: str
) -> Path:
    half = "" if period == ANNUAL else f"_{period}"
    path = workspace.templates(str(year)) / f"{unit.code}_{year}{half}.xlsx"
    blank(
        path,
        form=form(),
        unit=unit,
        year=year,
        period=period,
        district_name=_over(office, unit),
        period_start=_first_day(office, year),
        period_end=office.period_end(year, period),
        last_year={table: _of(unit, frame) for table, frame in last_year.items()},
    )
    return path


def _over(office: Settings, unit: Unit) -> str:
    """The name of the district that a unit reports to, where the office is one above it."""
    over = office.places.get(unit.parent_code, unit.valid_from)
    return over.name if over else office.district_name


def _first_day(office: Settings, year: int) -> dt.date:
    """The day after the year before, as the settings have it; both periods begin on it."""
    return max(office.first_day, office.period_end(year - 1, ANNUAL) + dt.timedelta(days=1))


def _of(unit: Unit, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of this very unit: what a merged unit's parts reported is not its own report."""
    own = frame[(frame["unit_code"] == unit.code) & (frame["unit_from"] == unit.valid_from)]
    if "indicator" in own:
        own = own[own["column"] == "actual"].rename(columns={"value": "actual"})
    records = own.astype(object).to_dict("records")
    return [{str(name): value for name, value in record.items() if not pd.isna(value)} for record in records]

"""Corrections that the office declares: `corrections.toml` beside danvan.toml, applied visibly when a file is read.

    [[correction]]
    file = "2021/21085/bao_cao.xlsx"   # or: unit = "21085", year = 2021, and period = "6T" for a half-year
    sheet = "B2 Nguồn lực"
    cell = "G11"
    expect = "38000000"                # what the cell says; where it says something else, the correction fails
    value = 380000000                  # what it is read as; "" empties the cell
    reason = "Xã ghi thiếu một số 0"
    source = "Công văn 12/UBND ngày 20/12/2021"
    who = "..."
    date = 2021-12-21

The file may be absent. Does not belong here: applying a correction to a workbook (intake).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.declared.settings import ANNUAL
from danvan.declared.sources import read_toml
from danvan.problems import DeclarationError

CELL = re.compile(r"^[A-Z]{1,3}[1-9]\d{0,6}$")
Value = str | int | float | bool | dt.date

# Every key with the types it may have; those in OPTIONAL may be left out.
KEYS: dict[str, tuple[type, ...]] = {
    "file": (str,),
    "unit": (str,),
    "year": (int,),
    "period": (str,),
    "sheet": (str,),
    "cell": (str,),
    "expect": (str, int, float, dt.date),
    "value": (str, int, float, bool, dt.date),
    "reason": (str,),
    "source": (str,),
    "who": (str,),
    "date": (dt.date,),
}
OPTIONAL = frozenset({"file", "unit", "year", "period", "source"})
MAY_BE_EMPTY = frozenset({"expect", "value", "source"})


@dataclass(frozen=True)
class Correction:
    """One declared correction; `place` says where it is declared. It names a file, or a unit, year and period."""

    place: str
    sheet: str
    cell: str
    expect: Value
    value: Value
    reason: str
    who: str
    date: dt.date
    source: str = ""
    file: str | None = None
    unit: str | None = None
    year: int | None = None
    period: str = ANNUAL

    def of_unit(self, unit: str | None, year: int | None, period: str | None) -> bool:
        """Whether it is meant for the reports of a unit and period."""
        return self.file is None and (self.unit, self.year, self.period) == (unit, year, period)


def corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections declared in `path`, none where there is no such file; DeclarationError names the place."""
    if not path.is_file():
        return ()
    raw = read_toml(path)
    if unknown := set(raw) - {"correction"}:
        raise DeclarationError(f"{path.name}: không có mục “{min(unknown)}”; mỗi mục bắt đầu bằng [[correction]].")
    listed = raw.get("correction", [])
    if not isinstance(listed, list):
        raise DeclarationError(f"{path.name}: hãy bắt đầu mỗi mục bằng [[correction]], có hai dấu ngoặc.")
    return tuple(_checked(f"{path.name}, mục {number}", one) for number, one in enumerate(listed, start=1))


def _checked(place: str, raw: dict[str, Any]) -> Correction:
    for key, value in raw.items():
        if key not in KEYS:
            raise DeclarationError(f"{place}: không có khóa “{key}”; các khóa: {', '.join(KEYS)}.")
        if not isinstance(value, KEYS[key]) or (isinstance(value, bool) and bool not in KEYS[key]):
            raise DeclarationError(f"{place}: “{key}” ghi sai kiểu ({value!r}); xem ví dụ ở lib/README.md.")
        if value == "" and key not in MAY_BE_EMPTY:
            raise DeclarationError(f"{place}: “{key}” để trống; hãy ghi đủ.")
    if missing := [key for key in KEYS if key not in raw and key not in OPTIONAL]:
        raise DeclarationError(f"{place}: thiếu {', '.join(missing)}.")
    if ("file" in raw) == ("unit" in raw and "year" in raw) or (
        "file" in raw and {"unit", "year", "period"} & set(raw)
    ):
        raise DeclarationError(f"{place}: hãy ghi file, hoặc unit và year; không ghi cả hai.")
    if not CELL.match(raw["cell"]):
        raise DeclarationError(f"{place}: “{raw['cell']}” không phải là ô; hãy ghi như G11.")
    return Correction(place, **raw)

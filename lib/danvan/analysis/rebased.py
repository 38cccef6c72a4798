"""What an analyst asks for on the units of a date: the date itself, rows of the store carried onto its units, a unit.

    as reported                    on the units of 14/12/2020
    21040  2004-01-01  Châu Ổ      21040  2020-02-01  Thị trấn Châu Ổ   reported 21040  2004-01-01
    21076  2004-01-01  Bình Thới   21040  2020-02-01  Thị trấn Châu Ổ   reported 21076  2004-01-01

Rows move whole, so that every sum stays what it was and every row still tells its cell. Does not belong here: adding
rows up over a boundary (`boundaries`), which unit stands for which (`lineage`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

import pandas as pd

from danvan.analysis.boundaries import MONTH
from danvan.analysis.lineage import Lineage
from danvan.declared.form import form
from danvan.declared.places import Places, Unit
from danvan.declared.settings import Settings
from danvan.problems import UsageError
from danvan.vietnamese.text import bare

REPORTED = "reported"
MOVED = ["unit_code", "unit_from", "unit", "reported_code", "reported_from", "reason"]


def day_of(said: str | int | date, office: Settings) -> date:
    """The day that "2020-02-01" means, or the end of the report year that 2025 or "2025" means.

    UsageError for what is neither, and for a day before the first unit that is known.
    """
    text = said.isoformat()[:10] if isinstance(said, date) else str(said).strip()
    try:
        day = office.period_end(int(text), "N") if text.isdecimal() else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"Không hiểu mốc địa giới “{said}”; hãy ghi ngày, như “2020-02-01”, hoặc năm, như “2025”."
        ) from error
    first = min(unit.valid_from for unit in office.places.reporting if unit.type != "agency")
    if day < first:
        raise UsageError(
            f"Danh mục đơn vị chỉ có từ ngày {first:%d/%m/%Y}, nên không có đơn vị của ngày {day:%d/%m/%Y}."
        )
    return day


def rebased(rows: pd.DataFrame, table: str, places: Places, day: date) -> pd.DataFrame:
    """The rows of a table of the store with MOVED: the unit of `day` that stands for theirs, its name, and theirs.

    `reason`: "undivided", "no_heir" or "later" of a row that stays as it is, since no unit of the day can be told;
    "merged" of one whose figures say nothing of the unit that its own became together with others (a status, an
    indicator that does not add). UsageError for a table that is of files, not of units.
    """
    if table not in form().tables or form().table(table).layout == "fields":
        raise UsageError(
            f"Bảng “{table}” nói về các tệp như đã nhận, không có số liệu để chuyển sang địa giới khác; hãy bỏ basis."
        )
    lineage = Lineage(places, day)
    keys = list(rows[["unit_code", "unit_from"]].itertuples(index=False, name=None))
    ends = [lineage.end(key) for key in keys]
    why = pd.Series([reason for _, reason in ends], index=rows.index, dtype="string")
    lost = _own_alone(rows, table) & _joined(rows, lineage, [unit for unit, _ in ends])
    found = rows.assign(
        unit_code=pd.array([unit.code for unit, _ in ends], dtype="string"),
        unit_from=pd.Series([unit.valid_from for unit, _ in ends], index=rows.index, dtype=object),
        unit=pd.array([unit.full_name for unit, _ in ends], dtype="string"),
        reported_code=rows["unit_code"],
        reported_from=rows["unit_from"],
        reason=why.mask(why.eq("") & lost, "merged"),
    )
    found = found[[*MOVED, *(name for name in rows if name not in MOVED)]]
    found.attrs = rows.attrs | {"basis": day.isoformat()}
    return found


def _own_alone(rows: pd.DataFrame, table: str) -> pd.Series:
    """Whether each row's figures can be told of its own unit only."""
    if table != "indicators":
        return pd.Series(form().table(table).one_row, index=rows.index, dtype=bool)
    single = {one.code for one in form().indicators if one.over_units == "none"}
    return rows["indicator"].isin(single).astype(bool)


def _joined(rows: pd.DataFrame, lineage: Lineage, ends: list[Unit]) -> pd.Series:
    """Whether the unit that stands for each row's own was several at the time of the row."""
    times = list(zip(rows["year"].astype(int), rows["period"], strict=True))
    became = {(year, period): lineage.became(date(year, MONTH[period], 14)) for year, period in set(times)}
    several = [len(became[time].get(unit.key, [])) > 1 for time, unit in zip(times, ends, strict=True)]
    return pd.Series(several, index=rows.index, dtype=bool)


def of_unit(roll: pd.DataFrame, code: str, places: Places, day: date | None) -> pd.DataFrame:
    """The rows of the roll of the unit called `code`, or of all that became it by `day`; UsageError, with the likeliest
    units, where there is none such.
    """
    keys = list(roll[["unit_code", "unit_from"]].itertuples(index=False, name=None))
    if day is None:
        now = dict(zip(keys, zip(roll["unit_code"], roll["unit"], strict=True), strict=True))
    else:
        lineage = Lineage(places, day)
        now = {key: (unit.code, unit.full_name) for key in keys for unit in (lineage.end(key)[0],)}
    found = roll[[now[key][0] == code for key in keys]]
    if found.empty:
        raise UsageError(f"Không có đơn vị mã “{code}” trong các năm này.{_meant(code, dict(now.values()))}")
    return found


def _meant(said: str, names: Mapping[str, str]) -> str:
    """ " Có phải 21085 (Xã Bình Minh)?" from the names of units by code."""
    looks = {code: [code, bare(name), bare(name).partition(" ")[2]] for code, name in names.items()}
    near = get_close_matches(bare(said), sorted({look for own in looks.values() for look in own}), n=3, cutoff=0.8)
    found = [code for look in near for code, own in looks.items() if look in own]
    told = [f"{code} ({names[code]})" for code in dict.fromkeys(found)]
    return f" Có phải {' hoặc '.join(told)}?" if told else ""

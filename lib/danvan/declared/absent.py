"""Why no unit of a code is among those that report in some years, in one sentence with what to do.

Does not belong here: names as people write them in a report (`finding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from difflib import get_close_matches

from danvan.declared.places import Places, Unit
from danvan.declared.settings import Settings
from danvan.vietnamese import wording


def absent(code: str, years: Sequence[int], office: Settings, period: str = "N") -> str:
    """Say of a unit code that nobody reports under in `years` whether there is none such, or when and where it was."""
    known = office.places.by_code.get(code.casefold(), [])
    if not known:
        return f"Không có đơn vị mã “{code}” trong danh mục đơn vị{_meant(code, years, office, period)}"
    last = office.period_end(max(years), period)
    unit = next((u for u in reversed(known) if u.valid_from <= last), known[0])
    asked = wording.join([str(year) for year in sorted(years)])
    return f"{unit.full_name} (mã {unit.code}) không phải báo cáo năm {asked}: {_why(unit, years, office, period)}."


def _meant(code: str, years: Sequence[int], office: Settings, period: str) -> str:
    """ "; có phải 21085 (Xã Bình Minh)?" of a name or a mistyped code."""
    day = office.period_end(max(years), period)
    units = {unit.code: unit for unit in office.places.at(day)}
    found = office.places.find(code, day)
    named = [unit.code for unit in (found.unit, *found.proposals) if unit and unit.code in units]
    near = named or get_close_matches(code, units, n=1)
    return f"; có phải {near[0]} ({units[near[0]].full_name})?" if near else "; hãy xem cột code của danh mục."


def _why(unit: Unit, years: Sequence[int], office: Settings, period: str) -> str:
    first, last = (office.period_end(year, period) for year in (min(years), max(years)))
    if unit.valid_from > last:
        return f"đơn vị này có từ ngày {wording.day(unit.valid_from)}"
    if unit.valid_to and unit.valid_to < first:
        return f"{_ended(unit, office.places)}; hãy chọn năm trước đó, hoặc đơn vị khác"
    return "đơn vị này không có tên trong [reporting] agencies của danvan.toml"


def _ended(unit: Unit, places: Places) -> str:
    """ "từ ngày 01/02/2020 thuộc Thị trấn Châu Ổ (mã 21040)"."""
    day = (unit.valid_to or unit.valid_from) + timedelta(days=1)
    heir = places.successor(unit, day)
    into = f"thuộc {heir.full_name} (mã {heir.code})" if heir else "không còn đơn vị này"
    return f"từ ngày {wording.day(day)} {into}"

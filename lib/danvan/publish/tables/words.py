"""Words that several tables print: labels of the declared form, periods, states, reasons.

Does not belong here: a label that the form declares, typed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from danvan.declared.form import form
from danvan.declared.settings import HALF_YEAR
from danvan.publish.table import NOT_APPLICABLE

GROUPS = {"commune": "Xã, thị trấn", "agency": "Cơ quan, đơn vị", "all": "Tổng số"}
STATUSES = {
    "accepted": "Đã tổng hợp",
    "received": "Đã nhận, chưa kiểm tra",
    "returned": "Trả lại để sửa",
    "refused": "Không mở được tệp",
    "not_received": "Chưa báo cáo",
    "not_applicable": NOT_APPLICABLE,
}
REASONS = {
    "": "",
    "missing": "chưa có số liệu",
    "base_missing": "chưa có số liệu so sánh",
    "base_zero": "kỳ trước không phát sinh",
    "base_small": "số kỳ trước nhỏ, chỉ ghi chênh lệch",
    "coverage_low": "số đơn vị báo cáo dưới 80%, không tính tỷ lệ",
    "units_differ": "hai năm không cùng các đơn vị có số liệu, chênh lệch gồm cả phần do đó",
    "part_year": "một trong hai kỳ không đủ 12 tháng",
}
UNKNOWN = "Chưa rõ"
YEAR = re.compile(r"(?<!tháng đầu )\b[Nn]ăm (?=\d{4}\b)")


def column(table: str, name: str) -> str:
    """The label of a column of the form."""
    return form().table(table).column(name).label


def choices(table: str, name: str) -> dict[Any, str]:
    """The labels of a choice column by stored name, in the form's order."""
    return {choice.name: choice.label for choice in form().table(table).column(name).choice}


def said(labels: dict[Any, str], value: Any) -> str:
    """The label of a stored value; UNKNOWN for <NA>, the value itself where nothing declares it."""
    return UNKNOWN if pd.isna(value) else labels.get(value, str(value))


def lowered(said: str) -> str:
    """A label or title within another: its first letter small, but "OCOP" and "Nhân dân" as they are."""
    kept = said.startswith("Nhân dân") or said[1:2].isupper()
    return said if kept else said[:1].lower() + said[1:]


def inside(name: str) -> str:
    """A unit's name within a sentence: "xã Bình Minh", "Công an huyện"."""
    kinds = ("Xã ", "Thị trấn ", "Phường ", "Đặc khu ")
    return name[:1].lower() + name[1:] if name.startswith(kinds) else name


def key(value: Any) -> str:
    """A stored value in the key of a row; "unknown" for <NA>."""
    return "unknown" if pd.isna(value) else str(value)


def named(name: str) -> str:
    """A name as it stands in a list: its first letter a capital, nothing else changed."""
    return name[:1].upper() + name[1:]


def period(years: Sequence[int], *, half: bool = False) -> str:
    """[2022] -> "năm 2022"; 2017 to 2022 -> "giai đoạn 2017 - 2022", with the years that are not there; of half-years
    "6 tháng đầu năm 2022", "6 tháng đầu các năm 2017 - 2022".
    """
    if not years:
        return "chưa có năm nào"
    first, last = min(years), max(years)
    if first == last:
        return of_year(first, half=half)
    gaps = [year for year in range(first, last) if year not in years]
    without = f" (không có năm {runs(gaps)})" if gaps else ""
    return f"{'6 tháng đầu các năm' if half else 'giai đoạn'} {first} - {last}{without}"


def of_year(year: int, *, half: bool = False) -> str:
    """ "năm 2022" or "6 tháng đầu năm 2022"."""
    return f"6 tháng đầu năm {year}" if half else f"năm {year}"


def before(year: int, *, half: bool = False) -> str:
    """What a year is compared with: "năm 2021", of a half-year "cùng kỳ năm 2021"."""
    return f"cùng kỳ năm {year - 1}" if half else f"năm {year - 1}"


def year_before(*, half: bool = False) -> str:
    """ "năm trước" or "cùng kỳ năm trước"."""
    return "cùng kỳ năm trước" if half else "năm trước"


def when(year: int, roll: pd.DataFrame) -> str:
    """One year or half-year of a roll at the beginning of a label: "Năm 2022", "6 tháng đầu năm 2022"."""
    return named(of_year(year, half=is_half(roll)))


def halved(text: str) -> str:
    """What is said of years, said of their first halves: "năm 2022" -> "6 tháng đầu năm 2022"."""
    return YEAR.sub(lambda found: f"6 tháng đầu {found[0].lower()}", text)


def is_half(roll: pd.DataFrame) -> bool:
    """Whether a roll is of half-years."""
    return bool(roll["period"].eq(HALF_YEAR).any())


def dated(label: str, years: Sequence[int], between: str = " ", *, half: bool = False) -> str:
    """A label with its period, unless it tells the year itself: "Bão, lũ năm 2020", "Covid-19 năm 2021"."""
    told = set(years) == {year for year in years if str(year) in label}
    return label if told else f"{label}{between}{period(years, half=half)}"


def runs(years: Iterable[int]) -> str:
    """[2017, 2018, 2019, 2022] -> "2017 - 2019, 2022"."""
    found: list[list[int]] = []
    for year in sorted(years):
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} - {run[-1]}" for run in found)


def spans(told: Iterable[tuple[int, str]]) -> str:
    """Years that say the same, together: "2017 - 2018: 29/29; 2019: 28/29"."""
    parts = []
    for words, group in groupby(sorted(told), key=lambda pair: pair[1]):
        years = [year for year, _ in group]
        label = str(years[0]) if len(years) == 1 else f"{years[0]} - {years[-1]}"
        parts.append(f"{label}: {words}")
    return "; ".join(parts)


def timeliness(days_late: Any) -> str:
    """When a report came: "Đúng hạn", "Muộn 4 ngày"; UNKNOWN where no day is known."""
    if pd.isna(days_late):
        return UNKNOWN
    return "Đúng hạn" if days_late == 0 else f"Muộn {days_late} ngày"


def state(status: Any, days_late: Any) -> str:
    """What became of one unit's report, in a word: its timeliness where it was accepted, else its status."""
    return timeliness(days_late) if status == "accepted" else STATUSES[status]


def by_year(named: Iterable[tuple[int, str]]) -> str:
    """Units by year: "2019: Xã Bình An, Xã Bình Hải; 2020: Xã Bình An"."""
    groups = groupby(sorted(named, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    return "; ".join(f"{year}: {', '.join(unit for _, unit in pairs)}" for year, pairs in groups)


def lacking(named: Iterable[tuple[int, str]], *, several: bool) -> str:
    """Units that are missing: by year where there are several years, else their names alone."""
    return by_year(named) if several else ", ".join(unit for _, unit in named)

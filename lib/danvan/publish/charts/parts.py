"""What the charts share: notes on years from the roll, words for absent figures, writers of numbers, alt texts.

Does not belong here: any one chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd
from pandas import DataFrame, Series

from danvan.analysis import coverage
from danvan.analysis.change import LEAST_COVERAGE
from danvan.analysis.coverage import KEY
from danvan.publish.marks import YearNotes
from danvan.publish.marks.axes import Number
from danvan.publish.tables.words import lowered
from danvan.vietnamese import wording

COVID = (2020, 2021)  # the years the handbook marks on every chart
# Why a unit has no figure, by the status of its report, or the state of its answer.
ABSENT = {
    "not_received": "chưa báo cáo",
    "returned": "trả lại",
    "refused": "không mở được",
    "received": "chưa duyệt",
    "accepted": "thiếu biểu",
    "blank": "để trống",
    "unreadable": "không đọc được",
}
LONGEST = 24  # letters: a longer name may be broken before its years


def records(frame: DataFrame) -> Iterator[Any]:
    """The rows of a frame, values by attribute."""
    yield from frame.itertuples(index=False)


def years(roll: DataFrame) -> list[int]:
    """The years of the roll."""
    return sorted(int(year) for year in roll["year"].unique())


def part_years(roll: DataFrame) -> frozenset[int]:
    """The years of the roll that are only a part of one."""
    return frozenset(years(roll[roll["part_year"].astype(bool)]))


def sampled(roll: DataFrame) -> bool:
    """Whether sample data went in."""
    return bool(roll["sample"].eq(True).any())


def notes(roll: DataFrame, covered: DataFrame) -> YearNotes:
    """Coverage under each year, part years and those of low coverage open, Covid-19 shaded, a line at mergers."""
    part, since, one = part_years(roll), roll.attrs.get("first_day"), alone(roll)
    words = f"từ {wording.day(since)}" if since else "chưa đủ năm"
    under, low = {}, set()
    for row in records(covered):
        told = _unit_told(row) if one else f"{row.reported}/{row.expected} đv"
        under[int(row.year)] = f"{told}\n{words}".strip() if row.year in part else told
        if row.reported < LEAST_COVERAGE * row.expected:
            low.add(int(row.year))
    return YearNotes(under, part | low, COVID, "Covid-19", breaks(roll))


def _unit_told(row: Any) -> str:
    return "" if row.reported else "thiếu\nsố liệu"


def breaks(roll: DataFrame) -> dict[int, str]:
    """The years whose communes are other in number than those of the year shown before: {2020: "25 → 22 đơn vị"}; those
    since which the one unit has its territory.
    """
    if alone(roll):
        return {year: "địa giới mới" for year, _ in moved(roll)}
    return {
        year: f"{before} → {now} đơn vị{_since(since, year)}" for year, before, now, since in coverage.mergers(roll)
    }


def alone(roll: DataFrame) -> bool:
    """Whether a roll is of one unit."""
    return coverage.whose(roll) is not None


def whom(roll: DataFrame) -> str:
    """The name of the one unit of a roll."""
    own = coverage.whose(roll)
    return "" if own is None else str(own["unit"])


def communes(roll: DataFrame) -> DataFrame:
    """The communes and townships of a roll; a roll of one unit as it is."""
    return roll if alone(roll) else coverage.communes(roll)


def of_whom(roll: DataFrame, what: str, each: str = "") -> str:
    """What is drawn: of all units with `each` behind it, of one unit after its name."""
    return f"{whom(roll)}: {lowered(what)}" if alone(roll) else f"{what} {each}".strip()


def moved(own: DataFrame) -> Iterator[tuple[int, str]]:
    """The years since which a unit's rows are of another territory, with its name then."""
    starts = own.sort_values("year").drop_duplicates("unit_from").iloc[1:]
    yield from ((int(row.year), row.unit) for row in records(starts))


def since(roll: DataFrame) -> int:
    """The year since which the one unit of a roll has its territory; 0 of a roll of all."""
    return max((year for year, _ in moved(roll)), default=0) if alone(roll) else 0


def _since(day: date | None, year: int) -> str:
    """ " từ 2020" where the change came before the year that first shows it."""
    return f" từ {day.year}" if day and day.year < year else ""


def absent(found: DataFrame, roll: DataFrame, unanswered: str = ABSENT["accepted"]) -> Series:
    """Why each row of a `by_unit` frame has no figure, `unanswered` in an accepted report; <NA> where it has one."""
    status = found[KEY].merge(roll[[*KEY, "status"]], on=KEY, how="left")["status"].set_axis(found.index)
    if "state" in found:
        status = found["state"].where(found["state"].isin(["blank", "unreadable"]), status)
    return status.map({**ABSENT, "accepted": unanswered}).where(~found["covered"].astype(bool)).astype("string")


def unit_names(found: DataFrame) -> Series:
    """Printed names of the rows' units, with their years where a unit was not there in all years of the frame."""
    own = found.groupby(["unit_code", "unit_from"])["year"]
    first, last = own.transform("min"), own.transform("max")
    whole = first.eq(found["year"].min()) & last.eq(found["year"].max())
    spans = [_span(int(a), int(b)) for a, b in zip(first.astype(int), last.astype(int), strict=True)]
    told = pd.Series(spans, index=found.index, dtype="string").mask(whole, "")
    short = found["unit"].str.len() <= LONGEST
    return found["unit"].str.replace(" ", "\u00a0").where(~whole & short, found["unit"]) + told


def _span(first: int, last: int) -> str:
    return f" ({first})" if first == last else f" ({first}\u00a0-\u00a0{last})"


def money(values: Iterable[Any]) -> tuple[Number, str]:
    """A writer of đồng in tỷ or triệu, by the greatest of `values`, and the name of that unit."""
    top = max((abs(float(value)) for value in values if pd.notna(value)), default=0.0)
    size, unit = (1e9, "tỷ đồng") if top >= 1e9 else (1e6, "triệu đồng")
    decimals = _decimals(top / size)
    return lambda value: _alike(value / size, decimals), unit


def _alike(value: float, decimals: int) -> str:
    """A number with as many decimals as all others of its chart; what is more than nothing never reads as 0."""
    if value == 0:
        return "0"
    least = 10**-decimals
    return f"< {wording.number(least, decimals)}" if 0 < value < least / 2 else wording.number(value, decimals)


def trimmed(number: Number) -> Number:
    """The same writer without zeros at the end, for an axis: "15" where its bars say "15,0"."""

    def write(value: float) -> str:
        text = number(value)
        return text.rstrip("0").rstrip(",") if "," in text else text

    return write


def _decimals(value: float) -> int:
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


def short(value: float) -> str:
    """Three figures, no zeros at the end: "1.200", "31,2", "1,17"; what is more than nothing never reads as 0."""
    text = wording.number(value, _decimals(value))
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return "< 0,01" if value and text == "0" else text


def percent(ratio: float) -> str:
    """A ratio as it is printed: 0.857 -> "85,7%"."""
    return wording.percent(ratio * 100)


def whole_percent(ratio: float) -> str:
    """A ratio on an axis: 0.5 -> "50%"."""
    return wording.percent(ratio * 100, 0)


def inside(name: str) -> str:
    """A label or a commune's name within a sentence: "phát triển kinh tế", "xã Bình Minh", but "Nhân dân đóng góp"."""
    return name if name.startswith("Nhân dân") else name[0].lower() + name[1:]


def counted(unit: str) -> Number:
    """A writer of counts in prose: 3 -> "03 mô hình"."""
    return lambda value: wording.count(int(value), unit)


def alt(kind: str, axes: str, headline: str, values: str) -> str:
    """The text for those who do not see a chart: its kind, its axes, what it shows, its key values."""
    return f"{kind}. {axes}. {headline}. Số liệu: {values}.".replace("\u00a0", " ")


def listed(values: Mapping[Any, Any], write: Number) -> str:
    """ "2021: 119; 2022: chưa có số liệu"."""
    told = {name: "chưa có số liệu" if pd.isna(value) else write(float(value)) for name, value in values.items()}
    return "; ".join(f"{name}: {text}" for name, text in told.items())

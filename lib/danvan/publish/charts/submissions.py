"""Charts of who reported: F9 submissions by year and status, F8 the completeness matrix.

Does not belong here: what the reports say.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.analysis import coverage
from danvan.publish.chart import Chart
from danvan.publish.charts import parts
from danvan.publish.charts.story import Story, parts_by_year
from danvan.publish.headlines import Point, Subject, of_whole
from danvan.publish.marks import Tile, style, tiles, tiles_height
from danvan.publish.marks.axes import split
from danvan.publish.tables.words import STATUSES, period, timeliness
from danvan.vietnamese import wording

ON_TIME, LATE, UNDATED = "Đúng hạn", "Muộn", "Không rõ ngày nhận"
OTHERS = {name: STATUSES[name] for name in ("received", "returned", "refused", "not_received")}
ORDER = [ON_TIME, LATE, UNDATED, *OTHERS.values()]
TILES = {
    "on_time": Tile("đúng hạn", "#DCE9F6"),
    "late": Tile("muộn", "#F6DFB8"),
    "undated": Tile("không rõ ngày", "#EEF3E6"),
    "received": Tile("chưa duyệt", "#FFFFFF"),
    "returned": Tile("trả lại", "#FBE3D6", "xxxx", style.RUST),
    "refused": Tile("không mở được", "#FBE3D6", "....", style.RUST),
    "not_received": Tile("chưa báo cáo", style.WASH, "////"),
    "accepted": Tile("thiếu biểu", style.WASH, "////"),
    "not_applicable": Tile("", None),
}
REPORTS = Subject("Báo cáo", parts.counted("báo cáo"))


def submissions(roll: DataFrame) -> Chart:
    """F9: the units asked in each year by what became of their report; the headline is of those that reported."""
    kinds = roll.assign(series=_kind(roll), value=1)
    wide = kinds.pivot_table("value", "year", "series", "sum", fill_value=0).reindex(columns=ORDER)
    found = wide.loc[:, wide.sum() > 0].melt(ignore_index=False, var_name="series").reset_index()
    counted = coverage.submissions(roll)
    total = counted[counted["group"] == "all"]
    asked = [Point(int(r.year), float(r.reported), int(r.expected), int(r.expected)) for r in parts.records(total)]
    said = _told(roll) if parts.alone(roll) else of_whole(asked, "đơn vị gửi báo cáo", "gửi báo cáo")
    story = Story("F9", REPORTS, "Tình hình gửi báo cáo", roll, _answered(roll), "đơn vị")
    return parts_by_year(story, found, total.assign(value=total["expected"]), said=said)


def _answered(roll: DataFrame) -> DataFrame:
    """Coverage of the register itself: a unit is there once a file of it came that opens."""
    return coverage.summary(roll.assign(covered=roll["status"].isin(["accepted", "received", "returned"])))


def _kind(roll: DataFrame) -> Series:
    """What became of each unit's report, in words."""
    words = {"on_time": ON_TIME, "late": LATE, "undated": UNDATED}
    return roll["status"].map(OTHERS).where(roll["status"] != "accepted", _timely(roll).map(words)).astype("string")


def _timely(found: DataFrame) -> Series:
    """on_time, late or undated, by the days a report was late."""
    told = found["days_late"].map(lambda days: "late" if days > 0 else "on_time", na_action="ignore")
    return told.astype("string").fillna("undated")


def completeness(roll: DataFrame) -> Chart:
    """F8: units by years; on time, late by how many days, returned, not received; agencies apart."""
    found = _timed(merged(coverage.completeness(roll)))
    halves = _halves(found)

    def draw(ax: Axes) -> None:
        for cell, half in zip(split(ax, 1, len(halves), (0.3, 0)), halves, strict=True):
            draw_tiles(half, roll, cell)

    what = "Thời hạn và kết quả báo cáo"
    story = Story("F8", REPORTS, what, roll, _answered(roll), each="của từng đơn vị")
    alt = parts.alt("Lưới ô đơn vị × năm", tiled_axes(found), _told(roll), _gaps(found))
    return story.draw(_told(roll), found, draw, max(tiled_height(half) for half in halves), alt)


def draw_tiles(found: DataFrame, roll: DataFrame, ax: Axes) -> Axes:
    """The tiles of a frame with unit, year, value, state (one of TILES, or another with a number) and said."""
    look = parts.breaks(roll)
    return tiles(found, state="state", kinds=TILES, said="said", group="group", breaks=look, ax=ax)


def tiled_height(found: DataFrame) -> float:
    """The height in inches that `draw_tiles` needs."""
    return tiles_height(found, group="group") + 0.05


def tiled_axes(found: DataFrame) -> str:
    """What rows and columns are, for the alt text."""
    return f"{found['unit'].nunique()} hàng là đơn vị, {found['year'].nunique()} cột là năm"


def _timed(found: DataFrame) -> DataFrame:
    """The state of each tile; how late an accepted report came stands in its words."""
    accepted, late = found["status"].eq("accepted"), found["days_late"]
    days = late.map(lambda days: timeliness(days).lower(), na_action="ignore").astype("string")
    return found.assign(
        state=_timely(found).where(accepted, found["status"]),
        said=days.where(accepted & late.notna()),
        value=pd.Series(pd.NA, index=found.index, dtype="Int64"),
    )


def _halves(found: DataFrame) -> list[DataFrame]:
    """The rows as they are; those of one year, which fill little of the width, in two columns."""
    if found["year"].min() != found["year"].max():
        return [found]
    first = found["position"].rank() <= (len(found) + 1) // 2
    return [half for half in (found[first], found[~first]) if len(half)]


def _told(roll: DataFrame) -> str:
    """ "149/159 báo cáo được tổng hợp giai đoạn 2017 - 2022, 141 báo cáo đúng hạn; 02 báo cáo chưa gửi"."""
    accepted = roll["status"].eq("accepted")
    missing, returned = int(roll["status"].eq("not_received").sum()), int(roll["status"].eq("returned").sum())
    said = f"{accepted.sum()}/{len(roll)} báo cáo được tổng hợp {period(parts.years(roll))}{_when(roll[accepted])}"
    counts = ((missing, "chưa gửi"), (returned, "trả lại"))
    rest = [f"{wording.count(n, 'báo cáo')} {word}" for n, word in counts if n]
    return f"{said}; {wording.join(rest)}" if rest else said


def _when(accepted: DataFrame) -> str:
    """ ", 141 báo cáo đúng hạn, 03 báo cáo không rõ ngày nhận"; without any known day nothing is on time or late."""
    timely, undated = int(accepted["days_late"].eq(0).sum()), int(accepted["days_late"].isna().sum())
    told = [] if undated == len(accepted) else [f"{wording.count(timely, 'báo cáo')} đúng hạn"]
    told += [f"{wording.count(undated, 'báo cáo')} không rõ ngày nhận"] if undated else []
    return "".join(f", {each}" for each in told)


def _gaps(found: DataFrame) -> str:
    rows = found[found["state"].isin(["not_received", "returned", "refused"])]
    told = [f"{row.unit} {row.year} {TILES[row.state].words}" for row in parts.records(rows)]
    return "; ".join(told) or "đủ báo cáo của mọi đơn vị"


def merged(found: DataFrame) -> DataFrame:
    """A completeness frame with one row of tiles for units of one code and name: a town that took in a neighbour."""
    found = found.sort_values("position", kind="stable")
    names = found.drop_duplicates(["unit_code", "unit"])["unit"]
    twice = found["unit"].isin(names[names.duplicated()])
    found = found.assign(
        unit=found["unit"].where(~twice, found["unit"] + " (" + found["unit_code"] + ")"),
        asked=found["status"].ne("not_applicable"),
    )
    once = found.sort_values("asked", ascending=False, kind="stable").drop_duplicates(["unit", "year"])
    first = once.groupby("unit")["position"].transform("min")
    return once.assign(position=first).sort_values(["position", "year"], kind="stable", ignore_index=True)

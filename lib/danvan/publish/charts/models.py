"""Charts of models: F1 by field, F10 by stage, F2 recognised, F22 registered by unit and year.

Each takes the store's models. Does not belong here: counting models.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.analysis import coverage, models
from danvan.publish.chart import Chart
from danvan.publish.charts import parts
from danvan.publish.charts.story import Story, by_unit, over_years, parts_by_year, rows, with_series, with_value
from danvan.publish.charts.submissions import draw_tiles, merged, tiled_axes, tiled_height
from danvan.publish.headlines import Subject
from danvan.publish.marks import Measure, lines, panels, panels_height
from danvan.publish.tables.words import choices

MODELS = parts.counted("mô hình")
STAGES = {"registered": "Đăng ký", "implemented": "Triển khai", "recognised": "Công nhận"}
REGISTERED = Subject("Số mô hình đăng ký", MODELS)
OF_COMMUNES = Subject("Số mô hình đăng ký của các xã, thị trấn", MODELS)
RECOGNISED = Subject("Số mô hình được công nhận", MODELS)


def _story(id_: str, subject: Subject, what: str, roll: DataFrame, each: str = "") -> Story:
    return Story(id_, subject, what, roll, coverage.of_table(roll, "models"), "mô hình", each=each)


def models_by_field(frame: DataFrame, roll: DataFrame) -> Chart:
    """F1: registered models by field."""
    found = models.by_year(frame, roll, ["field"])
    named = with_series(found, "field", choices("models", "field"), "registered")
    total = with_value(models.by_year(frame, roll), "registered")
    return parts_by_year(_story("F1", REGISTERED, "Mô hình đăng ký theo lĩnh vực", roll), named, total)


def models_by_stage(frame: DataFrame, roll: DataFrame) -> Chart:
    """F10: models registered, implemented and recognised."""
    yearly = models.by_year(frame, roll)
    story = _story("F10", RECOGNISED, "Mô hình đăng ký, triển khai và được công nhận", roll)
    said = story.headline(yearly, "recognised")
    found = yearly.rename(columns=STAGES).melt(["year"], list(STAGES.values()), "series")
    if story.single:
        return rows(story, found.rename(columns={"series": "unit"}), (Measure(),), said)

    def draw(ax: Axes) -> Axes:
        return lines(found, unit=story.unit, notes=story.notes, ax=ax)

    told = [f"{name} {_by_year(yearly, stage)}" for stage, name in STAGES.items()]
    return over_years(story, found, said, draw, "Biểu đồ đường", "; ".join(told))


def _by_year(yearly: DataFrame, stage: str) -> str:
    return parts.listed(dict(zip(yearly["year"], yearly[stage], strict=True)), parts.short)


def recognised_by_unit(frame: DataFrame, roll: DataFrame) -> Chart:
    """F2: recognised models of each unit and year, reasons where there is no figure; agencies apart."""
    units = with_value(models.by_unit(frame, roll), "recognised")
    story = _story("F2", RECOGNISED, "Mô hình được công nhận", roll, "của từng đơn vị")
    said = story.headline(models.by_year(frame, roll), "recognised")
    if story.single:
        return by_unit(story, units, (Measure(),), said)
    found = _tiled(units, roll)

    def draw(ax: Axes) -> Axes:
        return draw_tiles(found, roll, ax)

    axes = f"{tiled_axes(found)}, số trong ô là số mô hình"
    alt = parts.alt("Lưới ô đơn vị × năm", axes, said, _last_year(found))
    return story.draw(said, found, draw, tiled_height(found), alt)


def _last_year(found: DataFrame) -> str:
    """What each unit has in the last year, in words: "năm 2022: Xã Bình An: 08 mô hình; Xã Bình Minh: ..."."""
    last = found[found["year"] == found["year"].max()]
    return f"năm {last['year'].max()}: {parts.listed(last.set_index('unit')['value'].to_dict(), MODELS)}"


def _tiled(units: DataFrame, roll: DataFrame) -> DataFrame:
    """A tile for every unit of the roll and year: value, or a state that says why there is none."""
    key = ["unit_code", "unit_from", "year"]
    found = merged(coverage.completeness(roll)).merge(units[[*key, "value"]], on=key, how="left")
    state = found["status"].where(found["value"].isna(), "value")
    return found.assign(state=state, said=pd.Series(pd.NA, index=found.index, dtype="string"))


def registered_by_unit(frame: DataFrame, roll: DataFrame) -> Chart:
    """F22: registered models of each commune, all on one scale, beside the median."""
    asked, subject = parts.communes(roll), REGISTERED if parts.alone(roll) else OF_COMMUNES
    units = with_value(models.by_unit(frame, asked), "registered")
    story = _story("F22", subject, "Mô hình đăng ký", asked, "của từng xã, thị trấn")
    said = story.headline(models.by_year(frame, asked), "registered")
    if story.single:
        return by_unit(story, units, (Measure(),), said)
    found = units.assign(unit=_once(units), median=units.groupby("year")["value"].transform("median"))
    found = found.sort_values(["position", "year"], kind="stable")
    names = list(dict.fromkeys(found["unit"]))

    def draw(ax: Axes) -> Axes:
        if parts.alone(asked):
            return panels(found, words=("", ""), notes=story.notes, ax=ax)
        words = ("từng xã, thị trấn", "trung vị các xã, thị trấn")
        return panels(found, reference="median", words=words, notes=story.notes, ax=ax)

    axes = f"{len(names)} ô là xã, thị trấn, chung một thang; trục ngang: năm; trục dọc: mô hình"
    alt = parts.alt("Các biểu đồ đường nhỏ", axes, said, _last_year(found))
    return story.draw(said, found, draw, panels_height(names) + 0.05, alt)


def _once(found: DataFrame) -> Series:
    """Names of units, with their years where a name was given to another territory."""
    shared = found.groupby("unit")["unit_from"].transform("nunique") > 1
    return found["unit"].where(~shared, parts.unit_names(found))

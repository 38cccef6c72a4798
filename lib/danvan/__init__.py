"""danvan: from the communes' Excel workbooks to traceable tables, charts and reports.

What an analyst types stands here; each name fetches what it needs only when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from matplotlib.axes import Axes
    from pandas import DataFrame

    from danvan.analysis.national import Part
    from danvan.declared.model_links import ModelLink
    from danvan.declared.series import Series
    from danvan.declared.settings import Settings
    from danvan.declared.territory import Territory
    from danvan.declared.units import Key
    from danvan.intake.picture import Picture
    from danvan.paths import Workspace

__version__ = "0.1.0"
__all__ = ["draw", "load", "look", "national", "proposals", "roll", "tables", "trace", "trend", "years"]


def load(
    table: str,
    *,
    years: int | Iterable[int] | None = None,
    period: str | None = "N",
    basis: str | int | date = "reported",
    provinces: str | Iterable[str] | None = None,
    workspace: Workspace | None = None,
) -> DataFrame:
    """Return one table of the store as a frame, all years or some; its `attrs` say units, source and whether sample.

    `period` is "N" (year), "6T" (half-year) or None (both); `provinces` are codes, None every one. `basis` is a date or
    a year whose units the rows are carried onto, with whose they were reported and why one could not be
    (`danvan.analysis.rebased.rebased`). The models carry `thread`, one number per distinct model over all years of the
    store, and `maybe`, the same if every proposal of `proposals` were confirmed. UsageError, with a proposal, for an
    unknown table or year, and for more rows of several provinces than memory had better hold.
    """
    from danvan.analysis.rebased import REPORTED, day_of, rebased
    from danvan.declared.settings import settings
    from danvan.paths import find_workspace
    from danvan.store.read import load

    here = workspace or find_workspace()
    frame = load(table, years=years, period=period, provinces=provinces, workspace=here)
    frame = _linked(frame, here, provinces) if table == "models" else frame
    if basis == REPORTED:
        return frame
    office = settings(here)
    return rebased(frame, table, office.places, day_of(basis, office))


def trend(
    name: str,
    *,
    years: int | Iterable[int] | None = None,
    unit: str | None = None,
    boundary: str | int | date | None = None,
    panel: bool = False,
    by_unit: bool = False,
    workspace: Workspace | None = None,
) -> DataFrame:
    """Return one indicator of the reports year by year, with its exact interval, its coverage and its breaks.

    `name` is one of `forms/series.toml`; `unit` the code of the one unit it is asked of; `boundary` the day
    ("2020-02-01"), or the year ("2025") at whose end, whose units all years are told on; `panel` keeps the units that
    gave it in every year, `by_unit` tells each unit apart. Columns and `attrs` as `danvan.analysis.series.series` says.
    UsageError, with the likeliest, for an unknown indicator, unit, year or day.
    """
    from danvan.analysis.rebased import day_of, of_unit
    from danvan.analysis.series import named, series
    from danvan.declared.settings import settings
    from danvan.paths import find_workspace

    one, here = named(name), workspace or find_workspace()
    office = settings(here)
    day = None if boundary is None else day_of(boundary, office)
    who = roll(years=years, workspace=here)
    who = who if unit is None else of_unit(who, unit, office.places, day)
    data = tables(*one.tables, years=years, workspace=here) if one.tables else {}
    return series(name, data, who, places=office.places, boundary=day, panel=panel, by_unit=by_unit)


def national(
    name: str,
    *,
    years: int | Iterable[int] | None = None,
    boundary: str | int | date | None = None,
    panel: bool = False,
    by_province: bool = False,
    workspace: Workspace | None = None,
) -> DataFrame:
    """Return one indicator as `trend` does, of an office of any size: province after province, so that no more than one
    is held; with `by_province` each by itself, its code in the column `province`.

    Models are linked within a province. Arguments, columns, `attrs` and errors as `trend`.
    """
    from danvan.analysis.national import apart, kinds, together
    from danvan.analysis.rebased import day_of
    from danvan.analysis.series import named
    from danvan.declared.settings import settings
    from danvan.declared.territory import Territory
    from danvan.paths import find_workspace
    from danvan.problems import DanvanError
    from danvan.store import manifest, read

    one, here = named(name), workspace or find_workspace()
    territory = Territory(settings(here))
    day, state = None if boundary is None else day_of(boundary, territory.office), manifest.pointer(here.processed)
    asked = _asked_years(years, here)
    known = read.provinces(here) if territory.alone else list(dict.fromkeys(territory.districts.values()))
    parts = [_part(one, code, territory, asked, here, boundary=day, panel=panel) for code in known]
    if (every := kinds(one, parts)) is not None:
        parts = [_part(one, code, territory, asked, here, boundary=day, panel=panel, kinds=every) for code in known]
    if manifest.pointer(here.processed) != state:
        raise DanvanError("Số liệu đã xử lý vừa được lập lại trong lúc đọc; hãy hỏi lại.")
    return (apart if by_province else together)(one, parts, boundary=day, panel=panel)


def draw(frame: DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a frame of `trend` or `national` as lines over the years, each with its coverage and its breaks.

    Into `ax`, or into axes of a figure of their own; several series stand side by side. Fits `.pipe`. UsageError for
    another frame.
    """
    from danvan.publish.charts.asked import draw

    return draw(frame, ax)


def _part(one: Series, province: str, territory: Territory, years: Sequence[int], here: Workspace, **view: Any) -> Part:
    """An indicator in one province, which may have sent nothing in any year; nothing of it is held afterwards."""
    from danvan.analysis.coverage import roll
    from danvan.analysis.national import part
    from danvan.kept import forget
    from danvan.store.read import load, provinces

    office, stored = territory.within(province), tuple({province} & {*provinces(here)})
    who = roll(load("register", years=years, provinces=stored, workspace=here), office, years=years)
    data = {table: load(table, years=years, provinces=stored, workspace=here) for table in one.tables}
    if "models" in data:
        data["models"] = _linked(data["models"], here, stored, office)
    try:
        return part(province, one, data, who, places=office.places, **view)
    finally:
        forget()


def _asked_years(years: int | Iterable[int] | None, here: Workspace) -> list[int]:
    """The years that are asked for, of those that anybody reported whole; UsageError for one that nobody did."""
    from danvan.store import read

    asked = read.numbers(years)
    read.load("register", years=asked, provinces=(), workspace=here)
    return [year for year in read.years(here) if asked is None or year in asked]


def _linked(
    models: DataFrame, workspace: Workspace, provinces: str | Iterable[str] | None, office: Settings | None = None
) -> DataFrame:
    """The same rows, linked over all years: a row of a year left out may join two that are asked for."""
    from danvan.analysis.linking import threads

    every = threads(*_to_link(workspace, provinces, office))
    kept = every["year"].isin(models["year"]) & every["period"].isin(models["period"])
    return every[kept].reset_index(drop=True)


def _to_link(
    workspace: Workspace, provinces: str | Iterable[str] | None = None, office: Settings | None = None
) -> tuple[DataFrame, tuple[ModelLink, ...], dict[Key, Key]]:
    """All models, what a person decided on them, and the successors of the units."""
    from danvan.declared.model_links import model_links
    from danvan.declared.settings import settings
    from danvan.declared.territory import Territory
    from danvan.store.read import listed, load

    office = office or settings(workspace)
    units = office.places.units
    heirs = {unit.key: unit.successor for unit in units if unit.successor}
    models = load("models", period=None, provinces=provinces, workspace=workspace)
    links = model_links(workspace.model_links)
    if provinces is not None:  # the others are of models that are not here
        own = {code for name in listed(provinces) or () for code in Territory(office).within(name).places.by_code}
        links = tuple(x for x in links if {x.one.unit.casefold(), x.other.unit.casefold()} <= own)
    return models, links, heirs


def proposals(*, workspace: Workspace | None = None) -> DataFrame:
    """Return the pairs of models that may be one, for a person to decide in `model_links.csv`.

    Columns as `danvan.analysis.linking.proposals` says.
    """
    from danvan.analysis.linking import proposals
    from danvan.paths import find_workspace

    return proposals(*_to_link(workspace or find_workspace()))


def tables(
    *names: str,
    years: int | Iterable[int] | None = None,
    period: str | None = "N",
    provinces: str | Iterable[str] | None = None,
    workspace: Workspace | None = None,
) -> dict[str, DataFrame]:
    """Return several tables of the store by name, as `load` does, all fact tables where none is named; all are of one
    state of the store, should another be written meanwhile.
    """
    from danvan.paths import find_workspace
    from danvan.store.manifest import pointer
    from danvan.store.schema import FACTS

    here = workspace or find_workspace()
    while True:
        before = pointer(here.processed)
        asked: dict[str, Any] = {"years": years, "period": period, "provinces": provinces, "workspace": here}
        found = {name: load(name, **asked) for name in names or FACTS}
        if pointer(here.processed) == before:
            return found


def roll(
    *,
    years: int | Iterable[int] | None = None,
    unit: str = "",
    period: str = "N",
    provinces: str | Iterable[str] | None = None,
    workspace: Workspace | None = None,
) -> DataFrame:
    """Return who was asked and what came: one row per unit and year, the base of every table and chart.

    Columns as `danvan.analysis.coverage.roll` says, and the unit that stands for each at the end of the last year
    (now_code, now_from, now_unit). Of the one `unit` with a code where it is given: tables and charts of that roll are
    that unit's. UsageError, with what there is, for an unknown year, and for a unit that reports in none of them.
    """
    from danvan.analysis.boundaries import with_heirs
    from danvan.analysis.coverage import one_unit, roll
    from danvan.declared.absent import absent
    from danvan.declared.settings import ANNUAL, settings
    from danvan.paths import find_workspace
    from danvan.problems import UsageError
    from danvan.store.read import listed

    here = workspace or find_workspace()
    office = settings(here)
    office = office if provinces is None else office.within(listed(provinces) or ())
    register = load("register", years=years, period=period, provinces=provinces, workspace=here)
    others = () if provinces is None or period != ANNUAL else _asked_years(years, here)
    found = roll(register, office, period, others)
    last = int(found["year"].max()) if len(found) else office.first_day.year
    found = with_heirs(found, office.places, office.period_end(last, period))
    own = one_unit(found, unit) if unit else found
    if unit and own.empty:
        raise UsageError(absent(unit, [int(year) for year in found["year"].unique()] or [last], office, period))
    return own


def years(*, until: int | None = None, period: str | None = "N", workspace: Workspace | None = None) -> list[int]:
    """Return the years in the store that were reported whole, ascending, up to `until` where it is given; with the
    `period` None those of which only half-years were reported, too.
    """
    from danvan.store.read import years

    return [year for year in years(workspace, period=period) if until is None or year <= until]


def trace(
    figure: str,
    *,
    years: int | Iterable[int] | None = None,
    period: str = "N",
    workspace: Workspace | None = None,
) -> DataFrame:
    """Return the cells that a figure of a table is made of, one a row; its `attrs` say value and formula.

    `figure` is its id, "T6a/2021/total_vnd", as the site and `danvan trace T6a` tell it; `years` are those of its
    table, all of the store where none is given; `period` is "6T" for a table of half-years. Columns as
    `danvan.runs.trace.cells` says. UsageError, with the likeliest, for an unknown figure or year.
    """
    from danvan.paths import find_workspace
    from danvan.runs.trace import cells, trace

    here = workspace or find_workspace()
    of_table = roll(years=years, period=period, workspace=here)["year"]
    return cells(trace(here, figure, sorted({int(year) for year in of_table}), period))


def look(file: str | PathLike[str], *, workspace: Workspace | None = None) -> Picture:
    """Return a picture of what the reader sees in a workbook, known form or not: a notebook draws it.

    `file` is a path, or the `file` of any table (below data/raw). In a workspace, by default the nearest, what is
    wrong is outlined. UsageError where there is no such file, UnreadableWorkbook where it cannot be read.
    """
    from pathlib import Path

    from danvan.intake.picture import picture
    from danvan.paths import find_workspace
    from danvan.problems import UsageError

    try:
        here = workspace or find_workspace()
    except UsageError:
        here = None  # a workbook may lie anywhere; outside of a workspace nothing is judged
    return picture(Path(file), here)

"""The shapes that most charts take, each over several years, and otherwise for one year alone.

    several years                       one year
    parts_by_year   stacked bars        a row per part
    total_by_year   bars                a row per unit
    rate_by_year    a line              a row per unit
    by_unit         a row per unit      the same

Does not belong here: which figures go in (`submissions`, `models`, ...).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from matplotlib.axes import Axes
from pandas import DataFrame, Index, Series

from danvan.analysis import coverage, intervals
from danvan.analysis.change import LEAST_COVERAGE
from danvan.publish.chart import Chart, Draw, compose
from danvan.publish.charts import parts
from danvan.publish.headlines import Subject, headline, leading
from danvan.publish.marks import Measure, YearNotes, bars, lines, ranked, ranked_height
from danvan.publish.marks.axes import Number, nothing, plain
from danvan.publish.sources import source, source_of_unit
from danvan.publish.tables.words import UNKNOWN, halved, inside, is_half, period

TALL = 2.9  # inches: a chart over years
Lead = Literal["amounts", "counts", "none"]  # of what the first measure of units is, where one may be named ahead
LOW = 0.4  # and one with nothing to draw


@dataclass(frozen=True, eq=False)
class Story:
    """A chart before its figures: id, subject of the headline, what is drawn, whom it covers, how numbers are written.

    `covered` has a row per year: year, reported, expected, missing; `fewer` the same of parts by name, which the
    source tells where a part lacks more units than the whole; `each` ends what is drawn of all units ("của từng xã").
    """

    id: str
    subject: Subject
    what: str
    roll: DataFrame
    covered: DataFrame
    unit: str = ""
    number: Number = plain
    fewer: Mapping[str, DataFrame] = field(default_factory=dict)
    each: str = ""

    @property
    def single(self) -> bool:
        """Whether the chart is of one year alone."""
        return len(self.years) == 1

    @property
    def years(self) -> list[int]:
        """The years of the roll."""
        return parts.years(self.roll)

    @property
    def notes(self) -> YearNotes:
        """What must be said of single years."""
        return parts.notes(self.roll, self.covered)

    @property
    def subtitle(self) -> str:
        """What is drawn, of which unit where it is one's, of which years."""
        what = parts.of_whom(self.roll, self.what, self.each)
        return f"{what}, {period(self.years, half=is_half(self.roll))}"

    @property
    def source(self) -> str:
        """Whose reports the figures come from."""
        sample, own = parts.sampled(self.roll), coverage.whose(self.roll)
        if own is None:
            return source(self.covered, sample=sample, fewer=self.fewer)
        known = self.covered.loc[self.covered["reported"].gt(0), "year"]
        return source_of_unit(inside(own["unit"]), known, self.covered["year"], sample=sample)

    def headline(self, total: DataFrame, measure: str = "value") -> str:
        """The headline of a measure by year: year, the measure, reported, expected; of the years of one territory."""
        if total.empty:
            return f"{parts.whom(self.roll)} không phải báo cáo về {self.subject.inside}"
        known = total[total["year"].ge(parts.since(self.roll))]
        return headline(known, measure, self.subject, part_years=parts.part_years(self.roll))

    def led(self, said: str, values: Series, each: str = "mỗi loại") -> str:
        """A headline with the greatest of `values` named, where enough units answered to name one."""
        enough = all(row.reported >= LEAST_COVERAGE * row.expected for row in parts.records(self.covered[-1:]))
        best = leading(values, self.subject.write, each) if enough and len(values) > 1 else ""
        return f"{said}, {best}" if best else said

    def draw(self, said: str, frame: DataFrame, draw: Draw, height: float, alt: str) -> Chart:
        """The chart: subtitle with its years, source from its coverage, the stamp where sample data went in."""
        sample = parts.sampled(self.roll)
        if is_half(self.roll):
            said, alt = halved(said), halved(alt)
        return compose(self.id, said, self.subtitle, self.source, alt, draw, height=height, data=frame, sample=sample)


def parts_by_year(story: Story, found: DataFrame, total: DataFrame, *, said: str = "") -> Chart:
    """Parts of a whole: `found` has year, series, value; `total` year, value, reported, expected.

    The headline, where none is `said`, is the total's, with the greatest part of the last year.
    """
    last = found[found["year"] == found["year"].max()].set_index("series")["value"]
    said = said or story.led(story.headline(total), last.rename(parts.inside))
    if story.single:
        return rows(story, found.rename(columns={"series": "unit"}), (Measure(number=story.number),), said)

    def draw(ax: Axes) -> Axes:
        scale = parts.trimmed(story.number)
        return bars(found, number=story.number, scale=scale, unit=story.unit, notes=story.notes, ax=ax)

    told = parts.listed(_by_year(total), story.number), parts.listed(last.to_dict(), story.number)
    return over_years(story, found, said, draw, "Biểu đồ cột chồng", f"tổng {told[0]}; năm cuối {told[1]}")


def total_by_year(story: Story, total: DataFrame, units: DataFrame) -> Chart:
    """One figure: `total` has year, value, reported, expected; `units` is its `by_unit` frame with value."""
    said = story.headline(total)
    if story.single:
        return by_unit(story, units, (Measure(number=story.number),), said)

    def draw(ax: Axes) -> Axes:
        return bars(total, by=None, number=story.number, unit=story.unit, notes=story.notes, ax=ax)

    return over_years(story, total, said, draw, "Biểu đồ cột", parts.listed(_by_year(total), story.number))


def rate_by_year(story: Story, total: DataFrame, units: DataFrame) -> Chart:
    """A ratio of sums: `total` has year, value (a ratio), reported, expected; `units` unit, value, said (printed)."""
    said = story.headline(total)
    if story.single:
        return by_unit(story, units, (Measure(number=parts.percent, said="said"),), said, lead="none")

    def draw(ax: Axes) -> Axes:
        return lines(total, by=None, number=parts.percent, scale=parts.whole_percent, notes=story.notes, ax=ax)

    return over_years(story, total, said, draw, "Biểu đồ đường", parts.listed(_by_year(total), parts.percent))


def over_years(story: Story, frame: DataFrame, said: str, draw: Draw, kind: str, values: str) -> Chart:
    """A chart with years across, of the height they all have."""
    alt = parts.alt(kind, f"Trục ngang: năm; trục dọc: {story.unit or story.what}", said, values)
    if frame.empty:
        return story.draw(said, frame, lambda ax: nothing(ax, "Không áp dụng"), LOW, alt)
    return story.draw(said, frame, draw, TALL, alt)


def by_unit(story: Story, units: DataFrame, measures: Sequence[Measure], said: str, *, lead: Lead = "counts") -> Chart:
    """A row per unit in official order, agencies apart; the one that leads in the first measure in colour and in the
    headline (`_ahead`), where enough units gave it.

    `absent`, where the frame has it, says why a unit has no figure; else its status in the roll does.
    """
    frame = units.sort_values("position", kind="stable").reset_index(drop=True)
    reasons = frame["absent"] if "absent" in frame else parts.absent(frame, story.roll)
    frame = frame.assign(absent=reasons.fillna(parts.ABSENT["blank"]))
    told = [replace(measure, absent=measure.absent or "absent") for measure in measures]
    values = frame[measures[0].y]
    best = _ahead(values, lead) if values.notna().mean() >= LEAST_COVERAGE else frame.iloc[:0].index
    if best.empty:
        return rows(story, frame, told, said, group="group")
    point = [str(name) for name in frame.loc[best, "unit"]]
    names = frame["unit"].map(parts.inside).where(frame["group"] == "commune", frame["unit"])
    each = "mỗi xã" if all(name.startswith("Xã ") for name in point) else "mỗi đơn vị"
    return rows(story, frame, told, story.led(said, values.set_axis(names), each), group="group", point=point)


def _ahead(values: Series, lead: Lead) -> Index:
    """Where the greatest value stands: of amounts as they are, shared by no more than two; of counts only where its
    exact interval is above that of every other.
    """
    if lead == "amounts":
        best = values.index[values.gt(0) & values.eq(values.max())]
        return best if len(best) <= 2 else best[:0]
    if lead == "none":
        return values.index[:0]
    found = intervals.ranked(intervals.with_intervals(values.to_frame("value"), "count"))
    return found.index[found["rank"].eq(1) & found["sharing"].eq(1)]


def rows(
    story: Story,
    frame: DataFrame,
    measures: Sequence[Measure],
    said: str,
    *,
    group: str | None = None,
    point: Sequence[str] = (),
    empty: str = "Chưa có số liệu",
) -> Chart:
    """A row per row of `frame`, named by its column unit; a measure without a title is titled with the story's unit.

    `empty` stands in place of the rows where there are none.
    """
    told = [replace(measure, title=measure.title or story.unit) for measure in measures]
    empty = "Không áp dụng" if story.covered.empty else empty

    def draw(ax: Axes) -> Axes:
        return nothing(ax, empty) if frame.empty else ranked(frame, measures=told, group=group, point=point, ax=ax)

    titles = ", ".join(measure.title for measure in told) or story.what
    values = ". ".join(_listed(frame, measure, named=len(told) > 1) for measure in told)
    axes = "Không có hàng nào" if frame.empty else f"{len(frame)} hàng; chiều dài thanh: {titles}"
    alt = parts.alt("Biểu đồ thanh ngang", axes, said, empty[0].lower() + empty[1:] if frame.empty else values)
    return story.draw(said, frame, draw, ranked_height(frame, measures=told, group=group) + 0.05, alt)


def _listed(frame: DataFrame, measure: Measure, *, named: bool) -> str:
    """The values of one measure by row, as they stand behind the bars."""
    known = frame[measure.y].map(lambda value: measure.number(float(value)), na_action="ignore").astype("string")
    told = frame[measure.said].astype("string").fillna(known) if measure.said else known
    why = frame[measure.absent].astype("string") if measure.absent else Series("chưa có số liệu", index=frame.index)
    rows = zip(frame["unit"], told.where(frame[measure.y].notna(), why), strict=True)
    return (f"{measure.title}: " if named else "") + "; ".join(f"{unit}: {text}" for unit, text in rows)


def _by_year(total: DataFrame) -> dict[object, object]:
    return {int(row.year): row.value for row in parts.records(total)}


def with_value(found: DataFrame, measure: str) -> DataFrame:
    """The frame with `measure` called value."""
    return found.assign(value=found[measure])


def with_series(found: DataFrame, column: str, names: Mapping[str, str], measure: str) -> DataFrame:
    """year, series (printed names, in the order of `names`), value; an unknown kind is told where it counts any."""
    order = {name: place for place, name in enumerate(names)}
    kept = found[found[column].notna() | found[measure].gt(0).fillna(False)]
    kept = kept.assign(_order=kept[column].map(order).fillna(len(order)), value=kept[measure])
    series = kept[column].map(names).astype("string").fillna(UNKNOWN)
    return kept.assign(series=series).sort_values(["_order", "year"], kind="stable")[["year", "series", "value"]]

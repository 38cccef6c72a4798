"""K10, K11, K12, K14: figures against those of the half-year, and of the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan.declared.form import Column
from danvan.declared.settings import ANNUAL, HALF_YEAR
from danvan.intake.checks.facts import at, of
from danvan.intake.comparisons.others import Others, called, summed
from danvan.intake.figures import COUNTED
from danvan.intake.submission import RESTATED, Figure, Row, Submission
from danvan.problems import WHOLE_FILE, Place, Problem, problem
from danvan.vietnamese import wording

SMALLEST_BASE = 5  # of less, no percentage says anything
MOST, LEAST = 2.0, 0.5
TENFOLD = 10
MOST_OF_A_STOCK = 0.3


def half_year(submission: Submission, others: Others) -> Iterator[Problem]:
    """K11: a year's flow holds that of its first half."""
    earlier = others.before(submission, years_ago=0, period=HALF_YEAR) if submission.period == ANNUAL else []
    for figure, now, before in _beside(submission, COUNTED, earlier):
        if others.form.indicator(figure.indicator).kind == "flow" and now < before:
            yield problem("K11", of(figure), **_words(others, figure, before))


def same_period(submission: Submission, others: Others) -> Iterator[Problem]:
    """K12: what is given as last year's figure is the one that was received last year."""
    earlier = others.before(submission)
    units = called(others.unit(s) for s in earlier)
    for figure, now, before in _beside(submission, "same_period_last_year", earlier):
        if now != before:
            words = {"year": earlier[0].year, "of": f" (cộng của {units})" if len(earlier) > 1 else ""}
            yield problem("K12", of(figure), **_words(others, figure, before), **words)


def restated(submission: Submission, others: Others) -> Iterator[Problem]:
    """K12 as a warning: a figure told again of a year before last is the one that was received then; that one stays."""
    years = {f.year for f in submission.figures if f.column == RESTATED and f.year}
    for year in sorted(years):
        earlier = others.before(submission, years_ago=(submission.year or 0) - year)
        for figure, now, before in _beside(submission, RESTATED, earlier):
            if figure.year == year and now != before:
                yield problem("K12-restated", of(figure), **_words(others, figure, before), year=year)


def changes(submission: Submission, others: Others) -> Iterator[Problem]:
    """K10, K14: changes since last year that a note should explain; after a part-year only tenfold ones."""
    earlier = others.before(submission)
    part_year = bool(earlier) and _is_part_year(earlier[0], others)
    for figure, now, before in _beside(submission, COUNTED, earlier):
        stock = others.form.indicator(figure.indicator).kind == "stock"
        words = {**_words(others, figure, before), "change": _change(before, now)}
        if _far(before, now, part_year and not stock):
            yield problem("K10", of(figure), **words)
        if stock and before >= SMALLEST_BASE and abs(now - before) > MOST_OF_A_STOCK * before:
            yield problem("K14", of(figure), **words)
    yield from _works(submission, others, earlier, part_year)


def _beside(
    submission: Submission, column: str, earlier: Sequence[Submission]
) -> Iterator[tuple[Figure, float, float]]:
    """The figures of a column, each with its value and the earlier one of the same units, where both are known."""
    sums = summed(earlier)
    for figure in submission.figures:
        if figure.column == column and figure.value is not None:
            before = sums.get(figure.indicator)
            if before is not None:
                yield figure, figure.value, before


def _words(others: Others, figure: Figure, before: float) -> dict[str, object]:
    now = wording.number(figure.value)
    return {"label": others.form.indicator(figure.indicator).label, "now": now, "before": wording.number(before)}


def _is_part_year(earlier: Submission, others: Others) -> bool:
    """Whether the movement began within the period of `earlier`: a full year after it is no rise."""
    start = others.office.period_end((earlier.year or 0) - 1, ANNUAL) + dt.timedelta(days=1)
    return others.office.first_day > start


def _far(before: float, now: float, part_year: bool) -> bool:
    if before > 0 and now > 0 and max(before / now, now / before) >= TENFOLD:
        return True
    return not part_year and before >= SMALLEST_BASE and not LEAST * before <= now <= MOST * before


def _change(before: float, now: float) -> str:
    """ "tăng 120,0%", "gấp 12 lần", "chỉ bằng 1/1.000"."""
    if before <= 0:
        return f"tăng {wording.number(now)}"
    if now >= TENFOLD * before:
        return f"gấp {wording.number(now / before)} lần"
    if 0 < TENFOLD * now <= before:
        return f"chỉ bằng 1/{wording.number(before / now)}"
    return f"{'tăng' if now > before else 'giảm'} {wording.percent(100 * abs(now - before) / before)}"


def _works(submission: Submission, others: Others, earlier: Sequence[Submission], part_year: bool) -> Iterator[Problem]:
    """K10 for the totals of B2; a part of a total is seen in the total."""
    table = others.form.table("resources")
    for column in table.columns:
        if column.adds != "sum" or column.part_of:
            continue
        now, before = _total([submission], column), _total(earlier, column)
        if now is not None and before is not None and _far(before, now, part_year):
            words = {"now": _printed(now, column), "before": _printed(before, column), "change": _change(before, now)}
            label = f"Cộng cột {column.label} ({table.form})"
            yield problem("K10", _largest(submission.rows.get(table.name, ()), column), label=label, **words)


def _total(submissions: Sequence[Submission], column: Column) -> float | None:
    """The sum of a column of B2; None where a unit did not report the table, or nothing in the column."""
    if any("resources" not in (*s.forms_present, *s.forms_with_nothing) for s in submissions):
        return None
    values = [r.values.get(column.name) for s in submissions for r in s.rows.get("resources", ())]
    known = [v for v in values if isinstance(v, int | float)]
    return sum(known) if known else None


def _printed(value: float, column: Column) -> str:
    return f"{wording.number(value)} {column.unit}".strip()


def _largest(rows: Sequence[Row], column: Column) -> Place:
    """The cell that a wrong total most likely comes from."""
    given = [(float(v), r.row, r) for r in rows if isinstance(v := r.values.get(column.name), int | float)]
    return at(max(given, key=lambda g: g[:2])[2], column.name) if given else WHOLE_FILE

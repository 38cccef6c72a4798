"""The roll's last year against the year before it: figures (R3), rates (R4), and of how many units each is (R5).

    R3/registered/absolute     R4/people_share/points     R5/registered/reported

Does not belong here: what is compared (`comparable`), when a change may be told (`analysis.change`), the sentences of
it (`sentences`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis.change import SMALLEST_BASE, Change, change
from danvan.analysis.trace import Formula
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.comparable import Compared, Tables, figures, rates
from danvan.publish.tables.layout import Row, assemble
from danvan.publish.tables.told import BARE, Told, plain, told

FEW = "số được xét quá ít, không so sánh tỷ lệ"
TABLES = ("models", "resources", "indicators")


@kept
def last_year_compared(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R3: the roll's last year against the year before it; a percentage only where one means something, else why not.

    The roll must have both years.
    """
    year, both = _years(roll)
    before, now = _heads(year, roll)
    columns = [
        *_head(),
        ColumnSpec("before", before, "decimal"),
        ColumnSpec("now", now, "decimal"),
        ColumnSpec("absolute", "Tăng, giảm", "decimal"),
        ColumnSpec("percent", "Tỷ lệ tăng, giảm", "percent"),
        ColumnSpec("reason", "Ghi chú"),
    ]
    rows = [_figure_row(one, year, both) for one in figures(tables, both)]
    title = f"So sánh với {words.year_before(half=words.is_half(roll))}"
    return assemble(
        "R3",
        title,
        columns,
        rows,
        basis_of(both, *TABLES),
        period=_period(year, roll),
    )


@kept
def rates_compared(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R4: rates of the roll's last year against the year before it, in points. The roll must have both years."""
    year, both = _years(roll)
    before, now = _heads(year, roll)
    columns = [
        ColumnSpec(LABEL, "Tỷ lệ"),
        ColumnSpec("before", before, "percent"),
        ColumnSpec("now", now, "percent"),
        ColumnSpec("points", "Tăng, giảm", "points", "điểm phần trăm"),
        ColumnSpec("reason", "Ghi chú"),
    ]
    rows = [_rate_row(one, year, both) for one in rates(tables, both)]
    title = f"Các tỷ lệ so với {words.year_before(half=words.is_half(roll))}"
    basis = basis_of(both, *TABLES, "new_rural")
    return assemble(
        "R4",
        title,
        columns,
        rows,
        basis,
        period=_period(year, roll),
    )


@kept
def units_compared(tables: Tables, roll: pd.DataFrame) -> PublishedTable:
    """R5: of how many units the figures of R3 and R4 are, and which are missing. The roll must have both years."""
    year, both = _years(roll)
    before, now = _heads(year, roll)
    columns = [
        ColumnSpec(LABEL, "Chỉ tiêu"),
        *(
            ColumnSpec(f"{name}{suffix}", f"{label}, {of[:1].lower()}{of[1:]}", "count", "đơn vị")
            for suffix, of in (("_before", before), ("", now))
            for name, label in (("reported", "Có số liệu"), ("expected", "Phải báo cáo"))
        ),
        ColumnSpec("missing_before", f"{before} chưa gồm"),
        ColumnSpec("missing", f"{now} chưa gồm"),
    ]
    of_units = [one for one in (*figures(tables, both), *rates(tables, both)) if one.subject != "reports"]
    rows = [_units_row(one, year) for one in of_units]
    basis = basis_of(both, *TABLES, "new_rural")
    title = "Số đơn vị có số liệu của từng chỉ tiêu so sánh"
    return assemble("R5", title, columns, rows, basis, unit_line="đơn vị", period=_period(year, roll))


def _years(roll: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    year = int(roll["year"].max())
    return year, roll[roll["year"].ge(year - 1)]


def _heads(year: int, roll: pd.DataFrame) -> tuple[str, str]:
    """ "Năm 2021" and "Năm 2022"."""
    return words.when(year - 1, roll), words.when(year, roll)


def _period(year: int, roll: pd.DataFrame) -> str:
    half = words.is_half(roll)
    return f"{words.of_year(year, half=half)} so với {words.before(year, half=half)}"


def _head() -> tuple[ColumnSpec, ColumnSpec]:
    return ColumnSpec(LABEL, "Chỉ tiêu"), ColumnSpec("unit", "Đơn vị tính")


def _figure_row(one: Compared, year: int, roll: pd.DataFrame) -> Row:
    now, before = one.of(year), one.of(year - 1)
    changed = _changed(one, now, before, year, roll)
    terms = now.formula.terms + before.formula.terms
    cells = {LABEL: one.label, "unit": one.unit, "before": before, "now": now, "reason": _reason(one, changed, year)}
    told_ = {
        "absolute": Told(changed.absolute, Formula("difference", terms)),
        "percent": Told(changed.percent, Formula("percent", terms)),
    }
    bare = {name: BARE for name, figure in told_.items() if figure.value is None and changed.reason}
    return Row(one.key, {**cells, **told_, **bare})


def _rate_row(one: Compared, year: int, roll: pd.DataFrame) -> Row:
    now, before = one.of(year), one.of(year - 1)
    changed = _changed(one, now, before, year, roll)
    few = changed.absolute is not None and _few(one, year)
    points = None if changed.absolute is None or changed.reason == "coverage_low" or few else 100 * changed.absolute
    small = changed.reason in ("base_zero", "base_small")
    reason = FEW if few else "" if small else _reason(one, changed, year)
    terms = now.formula.terms + before.formula.terms
    cells = {LABEL: one.label, "before": before, "now": now, "reason": reason}
    return Row(one.key, {**cells, "points": BARE if points is None else Told(points, Formula("points", terms))})


def _few(one: Compared, year: int) -> bool:
    """Whether either rate is of fewer than a percentage may be told of."""
    whole = one.found.groupby("year")[one.measures[1]].sum()
    return bool(whole.reindex([year - 1, year]).lt(SMALLEST_BASE).any())


def _changed(one: Compared, now: Told, before: Told, year: int, roll: pd.DataFrame) -> Change:
    part = roll.loc[roll["part_year"].astype(bool), "year"]
    shares = [_share(one.covered, of) for of in (year - 1, year)]
    alike = coverage.same_units(one.covered).get(year, False) and not _other_territory(roll)
    known = [_known(figure.value) for figure in (now, before)]
    return change(*known, coverage=min(shares), same_units=alike, part_year=bool(part.isin([year - 1, year]).any()))


def _other_territory(roll: pd.DataFrame) -> bool:
    """Whether the one unit of a roll is not of one territory in both years."""
    return coverage.whose(roll) is not None and len(set(roll["unit_from"])) > 1


def _known(value: Any) -> float | None:
    """A number of a frame as a plain one; None where there is none or cannot be."""
    found = plain(value)
    return float(found) if isinstance(found, int | float) else None


def _share(found: pd.DataFrame, year: int) -> float:
    covered = found.loc[found["year"] == year, "covered"]
    return float(covered.mean()) if len(covered) else 0.0


def _reason(one: Compared, changed: Change, year: int) -> str:
    """Why there is no percentage; of how many units each year is, where that is why."""
    said = words.REASONS[changed.reason]
    if changed.reason not in ("units_differ", "coverage_low"):
        return said
    before, now = (one.covered.loc[one.covered["year"] == of, "covered"] for of in (year - 1, year))
    return f"{said} ({before.sum()}/{len(before)} và {now.sum()}/{len(now)} đơn vị)"


def _units_row(one: Compared, year: int) -> Row:
    cells: dict[str, Any] = {LABEL: one.label}
    for suffix, of in (("_before", year - 1), ("", year)):
        rows = one.covered[one.covered["year"] == of]
        gave = rows[rows["covered"]]
        cells[f"reported{suffix}"] = told(len(gave), "reports", "accepted", gave)
        cells[f"expected{suffix}"] = told(len(rows), "reports", "expected", rows)
        cells[f"missing{suffix}"] = ", ".join(rows.loc[~rows["covered"], "unit"])
    return Row(one.key, cells)

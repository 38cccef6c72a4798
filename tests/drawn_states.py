"""Two states of the drawn district: the one of `drawn_tables`, and what became of it."""

from __future__ import annotations

import pandas as pd
from drawn_tables import drawn_tables, of_period

from danvan.analysis.relisted import items
from danvan.analysis.restated import State, figures, reports, totals
from danvan.publish.compared import Compared
from danvan.store.schema import FACTS

FRAMES = {**drawn_tables(), "remarks": pd.DataFrame({"text": pd.array([], "string")})}
ROLL = of_period().assign(report_sha256="a")
BEFORE = State(FRAMES, ROLL)
RESENT = "2021/21040/BC lần 2.xlsx"


def state(tables: dict[str, pd.DataFrame] | None = None, roll: pd.DataFrame = ROLL) -> State:
    """The drawn state with some tables, or the roll, replaced."""
    return State({**FRAMES, **(tables or {})}, roll)


def with_value(table: str, column: str, row: int, value: object) -> dict[str, pd.DataFrame]:
    """A table with one cell changed."""
    frame = FRAMES[table].copy()
    frame.loc[row, column] = value
    return {table: frame}


def of_unit(code: str = "21040", year: int = 2021) -> pd.Series:
    return ROLL["unit_code"].eq(code) & ROLL["year"].eq(year)


def resent(code: str = "21040") -> pd.DataFrame:
    """The roll once a unit's report of 2021 has been sent anew."""
    mine = of_unit(code)
    return ROLL.assign(
        report_sha256=ROLL["report_sha256"].where(~mine, "b"), report_file=ROLL["report_file"].where(~mine, RESENT)
    )


def without(status: str = "not_received", code: str = "21040", year: int = 2021) -> State:
    """The state without the report of one unit and year."""
    frames = {
        name: frame[~(frame["unit_code"].eq(code) & frame["year"].eq(year))] if "unit_code" in frame else frame
        for name, frame in FRAMES.items()
    }
    return state(frames, ROLL.assign(status=ROLL["status"].where(~of_unit(code, year), status)))


def compared(before: State, now: State, **more: object) -> Compared:
    changed = figures(before, now)
    said = {
        "before": "bản chốt “so-ket”", "now": "số liệu hiện tại", "years": (2021, 2022), "declared": [], "programs": [],
        "figures": changed, "items": items(before, now), "reports": reports(before, now, FACTS),
        "totals": totals(before, now, changed), "reasons": {},
    }  # fmt: skip
    return Compared(**{**said, **more})  # type: ignore[arg-type]

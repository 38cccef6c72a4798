"""What the warm Python reads and works out before it is copied, so that a notebook finds it done.

    tables of the years     held by their hash (store.read.hold)
    one unit among all      kept by the values it was made of (kept): ranks and a chart, whose words need a font

Only danvan's own functions run here, and what they leave is asked for by value: a copy asks for everything that a
kernel of its own would ask for, and is told the same. Does not belong here: copying (warm), what is asked (execute).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from contextlib import suppress

import danvan
from danvan.paths import Workspace
from danvan.publish import charts, tables
from danvan.store.read import hold


def prepare(workspace: Workspace, years: Sequence[int], unit: str = "") -> None:
    """Read the tables of `years`, and of those before, and work out how `unit` stands among all, where one is given.

    What cannot be done is left to the notebook, which tells why.
    """
    with suppress(Exception), warnings.catch_warnings():
        _prepare(workspace, years, unit)


def _prepare(workspace: Workspace, years: Sequence[int], unit: str) -> None:
    history = danvan.years(until=max(years), workspace=workspace)
    hold(history, workspace)
    data, roll = danvan.tables(years=history, workspace=workspace), danvan.roll(years=history, workspace=workspace)
    if unit:
        tables.standing(data, roll, unit)
        chart = charts.profile(data, roll, unit)
        chart.png, chart.svg  # noqa: B018 - drawing is what takes time

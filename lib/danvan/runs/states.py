"""Freezes the figures of a year or period, and compares two states: frozen ones, or the store as it stands now.

Does not belong here: what is kept of a state (store.frozen), what differs (analysis.restated).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

import danvan
from danvan.analysis import restated
from danvan.declared.settings import settings
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.runs.plan import spans
from danvan.store import frozen
from danvan.store.manifest import read_manifest
from danvan.store.schema import FACTS

NOW = "nay"  # the store as it stands


def freeze(
    workspace: Workspace, name: str, year: int | None, period: tuple[int, int] | None, day: date
) -> frozen.Frozen:
    """Freeze the store under `name` for the figures of a year, a period, or the latest year.

    UsageError where the years are not there, the name is taken, or means the present.
    """
    if name == NOW:
        raise UsageError(f"“{NOW}” là tên dành cho số liệu hiện tại; hãy đặt tên khác.")
    span = spans(read_manifest(workspace.processed).years, year, period)[0]
    return frozen.freeze(workspace, name, span.years, day)


def compare(workspace: Workspace, before: str, now: str) -> pd.DataFrame:
    """Return what differs between two states by name, "nay" being the present (`restated.differences`)."""
    states = [workspace if name == NOW else frozen.frozen(workspace, name) for name in (before, now)]
    years = sorted(set(read_manifest(states[0].processed).years) & _years(workspace, before, states))
    tables = [danvan.tables(*FACTS, years=_there(state, years), workspace=state) for state in states]
    rolls = [_roll(state, years) for state in states]
    return restated.differences(tables[0], tables[1], (rolls[0], rolls[1]))


def _years(workspace: Workspace, before: str, states: Sequence[Workspace]) -> set[int]:
    """The years that are compared: those the earlier state was frozen for, else all it has."""
    about = next((one for one in frozen.every(workspace) if one.name == before), None)
    return set(about.years) if about else set(read_manifest(states[0].processed).years)


def _there(state: Workspace, years: Sequence[int]) -> list[int]:
    known = read_manifest(state.processed).years
    return [year for year in years if year in known]


def _roll(state: Workspace, years: Sequence[int]) -> pd.DataFrame:
    return danvan.roll(years=_there(state, years), workspace=state)


def names(workspace: Workspace) -> dict[tuple[str, date], str]:
    """Return the printed name of every unit, by code and first day."""
    return {unit.key: unit.full_name for unit in settings(workspace).places.units}

"""A workspace whose store differs in just what must not be told, and prints the same: what is made there tells nothing.

    <folder>/danvan.toml, notebooks/ ...    as they are
             data/processed                 the tables with some values moved (analysis.disclosed.Step)

Does not belong here: which values (`analysis.disclosed`), what is compared (`publish.shared`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from danvan.analysis.coverage import PLACE
from danvan.analysis.disclosed import Step
from danvan.declared.sharing import INDICATORS
from danvan.paths import Workspace
from danvan.store.manifest import read_manifest
from danvan.store.read import load
from danvan.store.schema import TABLES
from danvan.store.write import commit

LEFT = ("data", "outputs", ".*", "__pycache__")  # what is made anew, and what is nobody's input


def write_twin(workspace: Workspace, folder: Path, steps: Iterable[Step]) -> Workspace:
    """Write the twin of `workspace` into the new `folder`; return it."""
    folder.mkdir(parents=True)
    asked = [workspace.settings, workspace.report_template, *workspace.declared, *workspace.root.glob("*.csv")]
    for path in dict.fromkeys(asked):
        if path.is_file():
            shutil.copy(path, folder / path.name)
    shutil.copytree(workspace.notebooks, folder / workspace.notebooks.name, ignore=shutil.ignore_patterns(*LEFT))
    twin = Workspace(folder)
    by_table: dict[str, list[Step]] = {}
    for step in steps:
        by_table.setdefault(step.table, []).append(step)
    frames = {table: load(table, period=None, workspace=workspace) for table in TABLES}
    moved = {table: _moved(frame, by_table.get(table, [])) for table, frame in frames.items()}
    commit(twin.processed, moved, dict(read_manifest(workspace.processed).inputs))
    return twin


def _moved(frame: pd.DataFrame, steps: Iterable[Step]) -> pd.DataFrame:
    """The rows with the steps added."""
    rows = frame.copy()
    for step in steps:
        at = pd.Series(True, index=rows.index)
        for name, said in zip(PLACE, step.place, strict=True):
            at &= rows[name].isin([said])
        if step.table == INDICATORS:
            at &= rows["indicator"].eq(step.indicator) & rows["column"].eq(step.column)
        name = "value" if step.table == INDICATORS else step.column
        rows.loc[at, name] = rows.loc[at, name] + step.step
    return rows

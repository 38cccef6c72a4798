"""A workspace whose store differs in just what must not be told, and prints the same: what is made there tells nothing.

    <folder>/danvan.toml, notebooks/ ...    as they are
             data/processed                 the tables, some of their values moved (analysis.disclosed.Step)
             data/processed/executed        what each notebook made: it stands where no table that it read has moved
             ...                            what else they read

Does not belong here: which values (`analysis.disclosed`), what is compared (`publish.shared`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from danvan.analysis.coverage import PLACE
from danvan.analysis.disclosed import Step
from danvan.analysis.trace import IN_SCOPE
from danvan.declared.settings import declared_files
from danvan.files import write_whole
from danvan.paths import Workspace
from danvan.reads import noted
from danvan.runs.reuse import DECLARED, READS
from danvan.store.read import load
from danvan.store.write import copy, put

LEFT = ("data", "outputs", ".*", "__pycache__")  # what is made anew, and what is nobody's input


def write_twin(workspace: Workspace, folder: Path, steps: Iterable[Step], label: str) -> Workspace:
    """Write the twin of `workspace`, and what the notebooks of the run `label` made, to the new `folder`; return it."""
    twin, by_table = Workspace(folder), dict[str, list[Step]]()
    beside = {path.name: path for path in workspace.root.iterdir() if path.suffix in DECLARED and path.is_file()}
    for name, path in (beside | declared_files(workspace)).items():
        write_whole(folder / name, path.read_bytes())
    shutil.copytree(workspace.notebooks, twin.notebooks, ignore=shutil.ignore_patterns(*LEFT))
    copy(workspace.processed, twin.processed)
    shutil.copytree(workspace.executed / label, twin.executed / label)
    for path in _read(workspace, label):
        _copy(path, folder / path.relative_to(workspace.root))
    for step in steps:
        by_table.setdefault(step.table, []).append(step)
    frames = {table: load(table, period=None, workspace=workspace) for table in by_table}
    put(twin.processed, {table: _moved(frame, by_table[table]) for table, frame in frames.items()})
    return twin


def _read(workspace: Workspace, label: str) -> Iterator[Path]:
    """The files and folders of the workspace that the notebooks of a run read."""
    notes = [words for path in workspace.executed.joinpath(label).glob(f"*/*/{READS}") for words in noted(path)]
    paths = sorted({Path(words[0]) for words in notes if len(words) == 2})
    return (path for path in paths if path.is_relative_to(workspace.root))


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    elif path.is_file() and not target.exists():
        write_whole(target, path.read_bytes())


def _moved(frame: pd.DataFrame, steps: Iterable[Step]) -> pd.DataFrame:
    """The rows with the steps added."""
    by = [*IN_SCOPE, *PLACE, *(("indicator", "column") if "indicator" in frame else ())]
    found = {key: at for at, key in enumerate(frame[by].itertuples(index=False, name=None))}
    added: dict[str, np.ndarray] = {}
    for step in steps:
        told = (step.indicator, step.column) if step.indicator else ()
        column = added.setdefault("value" if told else step.column, np.zeros(len(frame), dtype=int))
        column[found[*step.unit, *step.place, *told]] += step.step
    return frame.assign(**{name: frame[name] + column for name, column in added.items()})

"""What changed since figures were frozen: two states held against each other, and a sentence for who only passes by.

Does not belong here: what differs (analysis.restated, relisted), its words (publish.compared).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

import danvan
from danvan.analysis import relisted, restated
from danvan.analysis.restated import State
from danvan.declared.settings import declared_files
from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.publish.compared import Compared
from danvan.publish.tables import words
from danvan.runs.made_with import made_with, otherwise
from danvan.store import frozen
from danvan.store.frozen import Frozen
from danvan.store.manifest import read_manifest
from danvan.store.schema import FACTS
from danvan.vietnamese import wording

NOW = "nay"  # the store as it stands


@dataclass(frozen=True)
class _Side:
    """One of the two states; `about` is None for the present."""

    workspace: Workspace
    about: Frozen | None = None

    @property
    def known(self) -> list[int]:
        return read_manifest(self.workspace.processed).years

    @property
    def said(self) -> str:
        return said(self.about) if self.about else "số liệu hiện tại"

    @property
    def declared(self) -> Mapping[str, str]:
        return {name: sha256(path.read_bytes()) for name, path in declared_files(self.workspace).items()}

    @property
    def made_with(self) -> Mapping[str, str]:
        return self.about.made_with if self.about else made_with()

    def state(self, years: Sequence[int]) -> State:
        """Its tables and roll of those of the years that it has."""
        there = [year for year in years if year in self.known]
        return State(
            danvan.tables(*FACTS, years=there, workspace=self.workspace),
            danvan.roll(years=there, workspace=self.workspace),
        )


def compare(workspace: Workspace, before: str, now: str = NOW, years: Sequence[int] = ()) -> Compared:
    """Return what differs between two states by name, "nay" being the present, in the years that were frozen, or in
    those of them that are asked.
    """
    sides = [_side(workspace, name) for name in (before, now)]
    covered = next((side.about.years for side in sides if side.about), tuple(sides[0].known))
    wanted = [year for year in covered if not years or year in years]
    old, new = (side.state(wanted) for side in sides)
    changed = restated.figures(old, new)
    return Compared(
        before=sides[0].said,
        now=sides[1].said,
        years=wanted,
        declared=_declared(*sides),
        programs=otherwise(sides[0].made_with, sides[1].made_with),
        figures=changed,
        items=relisted.items(old, new),
        reports=restated.reports(old, new, FACTS),
        totals=restated.totals(old, new, changed),
        reasons=_reasons(sides[1].workspace, changed["file"]),
        sample=any(state.roll["sample"].any() for state in (old, new)),
    )


def _side(workspace: Workspace, name: str) -> _Side:
    return _Side(workspace) if name == NOW else _Side(*frozen.frozen(workspace, name))


def said(about: Frozen) -> str:
    """ "bản chốt “so-ket” (giai đoạn 2017 - 2022, chốt ngày 09/01/2023)"."""
    return f"bản chốt “{about.name}” ({words.period(about.years)}, chốt ngày {wording.day(about.day)})"


def _declared(before: _Side, now: _Side) -> list[str]:
    """The declared files that differ, or that only one of the two has."""
    old, new = before.declared, now.declared
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _reasons(workspace: Workspace, files: pd.Series) -> dict[str, str]:
    """Why each of the files was sent anew, as its cover says; files that do not say it are left out."""
    wanted = files.dropna().unique()
    if not len(wanted):
        return {}
    cells = danvan.load("cells", workspace=workspace)
    own = cells[cells["file"].isin(wanted) & cells["column"].eq("revision_reason").fillna(False)]
    said_after = own[own.duplicated(["file", "sheet"])]  # the first is the label
    return dict(zip(said_after["file"], said_after["text"], strict=True))


def since(workspace: Workspace, years: Sequence[int]) -> Iterator[tuple[Frozen, str]]:
    """The last state frozen for each span that has some of these years, with what differs in them now, in a sentence;
    none where nothing does. A state that is broken is told with what is wrong.
    """
    last = {about.years: about for about in frozen.every(workspace) if set(about.years) & set(years)}
    for about in last.values():
        try:
            differs = _differs(workspace, about, years)
        except DanvanError as broken:
            differs = str(broken)
        if differs:
            yield about, differs


def _differs(workspace: Workspace, about: Frozen, years: Sequence[int]) -> str:
    if _untouched(workspace, _side(workspace, about.name)):
        return ""
    told = compare(workspace, about.name, years=years)
    only = "" if tuple(told.years) == about.years else f" ({told.period})"
    return f"So với {told.before}, nay khác{only}: {told.summary}." if told.summary else ""


def _untouched(workspace: Workspace, then: _Side) -> bool:
    """Whether tables and declarations are those of the state, so that nothing can differ."""
    return read_manifest(workspace.processed) == read_manifest(then.workspace.processed) and not _declared(
        then, _Side(workspace)
    )

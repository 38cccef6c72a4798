"""What the store knows of earlier submissions: what one is compared with before it is received.

Does not belong here: what makes two figures disagree (`comparisons`), what counts as mended (`mended`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan.intake import mended
from danvan.intake.comparisons import compare
from danvan.intake.ingest import others_received
from danvan.intake.submission import Submission
from danvan.paths import Workspace
from danvan.problems import Problem
from danvan.store.manifest import NAME, read_manifest
from danvan.store.read import load

FIELDS = ("code", "severity", "message", "remedy", "sheet", "row", "cell", "said")


@dataclass(frozen=True)
class Earlier:
    """The submissions that were received before."""

    workspace: Workspace

    def asked(self, told: Submission) -> list[mended.Asked]:
        """Return what was asked of the same unit's revision before, and whether `told` mended it."""
        if told.year is None or told.unit_code is None or not told.revision or not self._has(told.year):
            return []
        kept = load("problems", years=told.year, period=told.period, workspace=self.workspace)
        own = kept[(kept["unit_code"] == told.unit_code) & (kept["revision"] == told.revision - 1)]
        return mended.compare([_problem(row) for row in own.to_dict("records")], told.problems)

    def findings(self, told: Submission) -> list[Problem]:
        """Return where `told` disagrees with what was received of other units and of the years before."""
        return compare(told, others_received(self.workspace, told))

    def _has(self, year: int) -> bool:
        return (self.workspace.processed / NAME).exists() and year in read_manifest(self.workspace.processed).years


def _problem(row: Mapping[Any, Any]) -> Problem:
    words: dict[str, Any] = {name: None if pd.isna(row[name]) else row[name] for name in FIELDS}
    return Problem(**words)

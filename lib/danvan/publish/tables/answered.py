"""The cells of a row that tells its own coverage: how many unit-years gave a figure, of how many, and which did not.

Does not belong here: who is asked (`analysis.coverage`), the coverage of a whole table (`basis`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from danvan.analysis.trace import Scope
from danvan.publish.tables import words
from danvan.publish.tables.told import Values, told_of


class Answer(NamedTuple):
    """Whether one unit gave a figure in a year."""

    year: int
    code: str
    since: date
    unit: str
    covered: bool


def answers(found: pd.DataFrame) -> list[Answer]:
    """The unit-years of a frame with `covered`, in its order."""
    columns = (found[name].tolist() for name in ("year", "unit_code", "unit_from", "unit", "covered"))
    return [Answer(*row) for row in zip(*columns, strict=True)]


def counts(asked: Sequence[Answer]) -> Values:
    """The cells reported, expected, missing of unit-years that are asked."""
    gave = [one for one in asked if one.covered]
    missing = [(one.year, one.unit) for one in asked if not one.covered]
    return {
        "reported": told_of(len(gave), "reports", "accepted", _scope(gave)),
        "expected": told_of(len(asked), "reports", "expected", _scope(asked)),
        "missing": words.lacking(missing, several=len({one.year for one in asked}) > 1),
    }


def _scope(asked: Sequence[Answer]) -> Scope:
    return frozenset((one.year, one.code, one.since) for one in asked)

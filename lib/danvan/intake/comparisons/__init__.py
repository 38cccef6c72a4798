"""Compares one submission with those of other units and of earlier years.

Pure: the same findings in whatever order the others come. Checks within one workbook are in `checks`; which submission
counts is the business of `register`, in which order they are settled that of `settling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvan.intake.comparisons.awards import decided_elsewhere
from danvan.intake.comparisons.figures import changes, half_year, restated, same_period
from danvan.intake.comparisons.models import copied, lives, told_elsewhere
from danvan.intake.comparisons.others import Others
from danvan.intake.submission import Submission
from danvan.problems import Problem

__all__ = ["Others", "compare"]

COMPARISONS: tuple[Callable[[Submission, Others], Iterator[Problem]], ...] = (
    lives,
    told_elsewhere,
    changes,
    half_year,
    same_period,
    restated,
    decided_elsewhere,
    copied,
)


def compare(submission: Submission, others: Others) -> list[Problem]:
    """Return what `submission` and `others` disagree on; nothing where its unit, year or period is not known."""
    if submission.unit_code is None or submission.unit_from is None or not submission.year or not submission.period:
        return []
    return [found for run in COMPARISONS for found in run(submission, others)]

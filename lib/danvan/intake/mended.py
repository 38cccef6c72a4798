"""What was asked of a submission, and whether the next one mended it.

A finding counts as mended when the next revision has none of the same code at the same cell, nor of the same code
over the same text (its row may have moved). Does not belong here: finding what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan.problems import Problem

ASKED = ("E", "W")


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding of the revision before, and whether it is mended now."""

    found: Problem
    mended: bool


def compare(before: Iterable[Problem], now: Sequence[Problem]) -> list[Asked]:
    """Return what was asked `before` in its order, each with whether `now` no longer has it."""
    left = {key for p in now for key in _keys(p)}
    return [Asked(p, left.isdisjoint(_keys(p))) for p in before if p.severity in ASKED]


def _keys(found: Problem) -> list[tuple[str | None, ...]]:
    place = (found.code, "at", found.sheet, found.cell or str(found.row or ""))
    return [place, (found.code, "said", found.sheet, found.said)] if found.said else [place]


def line(asked: Asked) -> str:
    """Return one line for a clerk: mended or not, where, and what was asked."""
    where = ", ".join(str(part) for part in (asked.found.sheet, asked.found.cell) if part) or "cả tệp"
    return f"[{'Đã sửa' if asked.mended else 'Chưa sửa'}] {where}: {asked.found.message}"

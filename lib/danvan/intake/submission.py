"""What one workbook says, read and checked but not yet compared with others: the left half's unit of work.

Plain data that can be kept as JSON and read again; how it is made is the business of `reader`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple

from danvan.intake.reading import State, Stored
from danvan.problems import Problem

RESTATED = "restated"  # the column of a figure of a year before last
JSON = (str, int, float, type(None))  # what is the same in JSON


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: typed values by column, the cell each came from, and the states that are not "value"."""

    sheet: str
    row: int
    values: Mapping[str, Stored]
    at: Mapping[str, str]
    states: Mapping[str, State]
    approx: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the fixed rows: an indicator in one of its columns. `cell` is None where the row was left out.

    `year` is set where the figure is of a year before last, told again ("restated"); else it is the report's.
    """

    indicator: str
    column: str
    value: float | None
    state: State
    text: str
    sheet: str
    row: int
    cell: str | None
    year: int | None = None


class CellRole(NamedTuple):
    """One non-empty cell and what became of it; `text` is screened. A workbook has a thousand."""

    sheet: str
    row: int
    cell: str
    role: str
    table: str | None
    column: str | None
    text: str


_FIGURE = attrgetter(*Figure.__slots__)


@dataclass(frozen=True)
class Submission:
    """One unit's workbook for one period. What could not be told is None, never a guess."""

    file: str
    sha256: str
    unit_code: str | None = None
    unit_from: dt.date | None = None
    year: int | None = None
    period: str | None = None
    revision: int | None = None
    sample: bool = False
    refused: str | None = None
    forms_present: tuple[str, ...] = ()
    forms_with_nothing: tuple[str, ...] = ()
    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    cells: tuple[CellRole, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings stop acceptance."""
        return sum(p.severity == "E" for p in self.problems)

    @property
    def warnings(self) -> int:
        """How many findings want a note."""
        return sum(p.severity == "W" for p in self.problems)

    @property
    def unplaced(self) -> int:
        """How many cells inside a table have no role."""
        return sum(c.role == "unplaced" and c.table is not None for c in self.cells)

    @property
    def clean(self) -> bool:
        """Whether nothing stands against accepting it."""
        return not (self.refused or self.errors or self.unplaced or self.unit_code is None or self.year is None)

    def __getstate__(self) -> dict[str, Any]:
        """What is many goes as plain tuples, in a fifth of the time."""
        return {**self.__dict__, "cells": list(map(tuple, self.cells)), "figures": list(map(_FIGURE, self.figures))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        figures = tuple(Figure(*figure) for figure in state["figures"])
        self.__dict__.update(state, cells=_cells(state["cells"]), figures=figures)

    def to_dict(self) -> dict[str, Any]:
        """Return the submission as plain data for JSON; dates are tagged so that they come back as dates."""
        return {k: _plain(v) for k, v in self.__dict__.items()}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Submission:
        """Return the submission that `to_dict` wrote."""
        given = {k: v if k == "cells" else _typed(v) for k, v in plain.items()}
        given["rows"] = {t: [_row(r) for r in rows] for t, rows in given["rows"].items()}
        given["figures"] = tuple(Figure(**f) for f in given["figures"])
        given["cells"] = _cells(given["cells"])
        given["problems"] = tuple(Problem(**p) for p in given["problems"])
        for name in ("forms_present", "forms_with_nothing"):
            given[name] = tuple(given[name])
        return cls(**given)


def _cells(plain: Iterable[Sequence[Any]]) -> tuple[CellRole, ...]:
    """What `CellRole._make` makes of each, in a fifth of the time."""
    return tuple(map(tuple.__new__, repeat(CellRole), plain))


def _row(plain: Mapping[str, Any]) -> Row:
    return Row(**{**plain, "approx": tuple(plain["approx"])})


def _plain(value: Any) -> Any:
    if isinstance(value, JSON):
        return value
    if isinstance(value, CellRole):
        return list(value)
    if isinstance(value, Row | Figure | Problem):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"date"}:
            return dt.date.fromisoformat(value["date"])
        return {k: _typed(v) for k, v in value.items()}
    return [_typed(v) for v in value] if isinstance(value, list) else value

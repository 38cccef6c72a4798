"""One indicator over the years as people compare it: of all units, and of the same units of all years.

Does not belong here: values by year (`series`), what is told of a period (`period`), words (`publish`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis.boundaries import NOW, steady
from danvan.analysis.breaks import breaks
from danvan.analysis.facts import Tables
from danvan.analysis.period import over
from danvan.analysis.series import view, yearly
from danvan.declared.series import Series
from danvan.kept import kept


@dataclass(frozen=True, eq=False)
class Trend:
    """An indicator over the years of a roll: `found` by unit as reported, `yearly` as `series`, `over` as
    `period.over`; `units` counts the territories of a panel, 0 where it is of all.
    """

    one: Series
    found: pd.DataFrame
    yearly: pd.DataFrame
    over: pd.DataFrame
    roll: pd.DataFrame
    units: int = 0

    @property
    def moved(self) -> bool:
        """Whether it is of one unit whose territory did not stay what it was: there is no trend of two territories."""
        return coverage.whose(self.roll) is not None and len(set(self.found["unit_from"])) > 1

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """Where its years cannot simply be compared (`breaks.breaks`)."""
        return breaks(self.roll, self.found, self.one.subjects)


@kept
def trend(one: Series, tables: Tables, roll: pd.DataFrame) -> Trend:
    """The indicator of all units of the roll, as reported."""
    return _trend(one, view(one, tables, roll), roll)


@kept
def same_units(of_all: Trend, roll: pd.DataFrame) -> Trend | None:
    """The indicator of the territories that gave it in every year; None where that is all of them, or none.

    A territory is that of a unit of the roll's last year and of all that became it; `roll` is of `with_heirs`.
    """
    one = of_all.one
    found = steady(of_all.found, roll, list(one.measures), alone=one.rule == "none")
    if found.empty or len(found) == len(of_all.found):
        return None
    return _trend(one, found, roll, units=len(found.drop_duplicates(NOW)))


def _trend(one: Series, found: pd.DataFrame, roll: pd.DataFrame, units: int = 0) -> Trend:
    of_year = yearly(one, found, roll)
    return Trend(one, found, of_year, over(one, found, of_year, roll), roll, units)

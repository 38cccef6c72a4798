"""Which published tables there are, by id, and how each is made of the store's tables: one list for whoever needs one.

Does not belong here: the tables themselves (`tables`), which notebook shows which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import pandas as pd

from danvan.analysis import coverage
from danvan.problems import UsageError
from danvan.publish import tables
from danvan.publish.table import PublishedTable

Data = Mapping[str, pd.DataFrame]
EVERY = ("*",)  # a table that takes all frames by name


@dataclass(frozen=True)
class Entry:
    """How one table is made: the frames that its function takes before the roll, and of which years it is: those asked,
    the last of them beside the year before it, all up to it ("trend": only where one is asked), or all before those.

    A table of one unit takes that unit's roll; one that tells it `among` others, the whole roll and its code.
    """

    make: Callable[..., PublishedTable]
    takes: tuple[str, ...]
    of_unit: bool = False
    of_years: Literal["asked", "last_two", "history", "trend", "before"] = "asked"
    among: bool = False

    def years(self, asked: Sequence[int], known: Sequence[int]) -> list[int]:
        """The years that the table needs of those `known`, where some are asked."""
        if self.of_years == "asked" or (self.of_years == "trend" and len(asked) > 1):
            return list(asked)
        if self.of_years == "before":
            return [year for year in sorted(known) if year < min(asked)]
        first = max(asked) - 1 if self.of_years == "last_two" else min(known)
        return [year for year in sorted(known) if first <= year <= max(asked)]

    def made(self, data: Data, roll: pd.DataFrame, unit: str = "") -> PublishedTable:
        """The table of the roll's units and years, or of one of its units."""
        given: list[Any] = [data] if self.takes == EVERY else [data[name] for name in self.takes]
        if self.among:
            return self.make(*given, roll, unit)
        return self.make(*given, coverage.one_unit(roll, unit) if unit else roll)


TABLES: Mapping[str, Entry] = {
    "T1a": Entry(tables.documents_by_kind, ("documents",)),
    "T1b": Entry(tables.documents_listed, ("documents",)),
    "T1c": Entry(tables.documents_before, ("documents",), of_years="before"),
    "T2": Entry(tables.models_by_field, ("models",)),
    "T3": Entry(tables.models_by_unit, ("models",)),
    "T3c": Entry(tables.models_on_boundary, ("models",)),
    "T4": Entry(tables.models_by_level, ("models",)),
    "T5": Entry(tables.life_cycle, ("models",)),
    "T6a": Entry(tables.resources_by_year, ("resources",)),
    "T6b": Entry(tables.resources_by_unit, ("resources",)),
    "T6c": Entry(tables.resources_on_boundary, ("resources",)),
    "T7a": Entry(tables.works_by_type, ("resources",)),
    "T7b": Entry(tables.outputs_by_type, ("resources",)),
    "T8a": Entry(tables.donations_by_event, ("donations",)),
    "T8b": Entry(tables.goods_not_weighed, ("donations",)),
    "T8c": Entry(tables.told_apart, ("donations",)),
    "T9a": Entry(tables.new_rural_by_year, EVERY),
    "T9b": Entry(tables.new_rural_by_unit, EVERY),
    "T9c": Entry(tables.ocop_products, ("ocop",)),
    "T10": Entry(tables.teams, ("indicators",)),
    "T11": Entry(tables.dialogues, ("indicators",)),
    "T12": Entry(tables.petitions, ("indicators",)),
    "T13": Entry(tables.propaganda, ("indicators",)),
    "T14": Entry(tables.inspections, ("indicators",)),
    "T15": Entry(tables.awards, ("awards",)),
    "T16": Entry(tables.typical_models, ("models",)),
    "T16a": Entry(tables.typical_works, ("resources", "models")),
    "T16b": Entry(tables.models_listed, ("models",)),
    "T17": Entry(tables.who_reported_when, ()),
    "T17a": Entry(tables.submissions, ()),
    "T17b": Entry(tables.forms_covered, ()),
    "T18": Entry(tables.returned, ("problems",)),
    "R1": Entry(tables.flows, EVERY),
    "R2": Entry(tables.stocks, EVERY),
    "R3": Entry(tables.last_year_compared, EVERY, of_years="last_two"),
    "R4": Entry(tables.rates_compared, EVERY, of_years="last_two"),
    "R5": Entry(tables.units_compared, EVERY, of_years="last_two"),
    "R6a": Entry(tables.models_over_years, EVERY, of_years="trend"),
    "R6b": Entry(tables.resources_over_years, EVERY, of_years="trend"),
    "R6c": Entry(tables.community_over_years, EVERY, of_years="trend"),
    "R6d": Entry(tables.rural_over_years, EVERY, of_years="trend"),
    "R6e": Entry(tables.submissions_over_years, EVERY, of_years="trend"),
    "R6f": Entry(tables.works_over_years, EVERY, of_years="trend"),
    "H1": Entry(tables.unit_submissions, (), of_unit=True, of_years="history"),
    "H2": Entry(tables.unit_models, ("models",), of_unit=True),
    "H3": Entry(tables.unit_resources, ("resources",), of_unit=True, of_years="history"),
    "H4": Entry(tables.unit_indicators, ("indicators",), of_unit=True),
    "H5": Entry(tables.standing, EVERY, of_unit=True, among=True),
}


def entry(id_: str) -> Entry:
    """How the table called `id_` is made; UsageError, with the likeliest, where there is none such."""
    name, unit = id_.partition("-")[0], unit_of(id_)
    found = TABLES.get(name)
    if found is None or (found.of_unit and not unit):
        near = get_close_matches(name, TABLES, n=1)
        meant = f" Có phải “{near[0]}”?" if near else ""
        raise UsageError(
            f"Không có bảng “{id_}”.{meant} Các bảng: {', '.join(TABLES)} (của một đơn vị ghi kèm mã: H3-21085)."
        )
    return found


def unit_of(id_: str) -> str:
    """The code of the unit whose table it is: "21085" of "T2-21085", "" of a table of all."""
    return id_.partition("-")[2]


def table(id_: str, data: Data, roll: pd.DataFrame) -> PublishedTable:
    """The table called `id_` of the roll's years; "T2-21085" is of one unit. UsageError where there is none such."""
    made_by, unit = entry(id_), unit_of(id_)
    if unit and coverage.one_unit(roll, unit).empty:
        raise UsageError(f"Không có đơn vị mã “{unit}” trong các năm này.")
    return made_by.made(data, roll, unit)

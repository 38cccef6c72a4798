"""Tables of indicators: of one year by commune, of several years year by year.

Does not belong here: labels of indicators, which the form declares; a table only lists their codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan.analysis import community as analysis
from danvan.analysis import coverage, totals
from danvan.declared.form import form
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables.basis import basis, by_column
from danvan.publish.tables.layout import ORDER, UNIT, Row, assemble, unit_rows
from danvan.publish.tables.told import NA, Sums, Told, ratio, share, told


@dataclass(frozen=True, slots=True)
class Sum:
    """A column that adds up indicators; of one indicator its label is the form's."""

    name: str
    codes: tuple[str, ...]
    label: str = ""

    @property
    def column(self) -> ColumnSpec:
        """How the column is printed."""
        first = form().indicator(self.codes[0])
        return ColumnSpec(self.name, self.label or first.label, "decimal", first.unit)


@dataclass(frozen=True, slots=True)
class Rate:
    """A column that divides an indicator by the sum of others, over the units that answered all of them."""

    name: str
    label: str
    part: str
    whole: tuple[str, ...]

    @property
    def column(self) -> ColumnSpec:
        """How the column is printed."""
        return ColumnSpec(self.name, self.label, "percent")


Item = Sum | Rate


def each(*codes: str) -> tuple[Sum, ...]:
    """A column for each indicator."""
    return tuple(Sum(code, (code,)) for code in codes)


TEAMS: tuple[Item, ...] = (
    *each(*analysis.TEAMS),
    Sum("teams", analysis.TEAMS, "Cộng các tổ giữ gìn an ninh, trật tự"),
    *each("mediation_teams", "mediators", "mediation_cases", "mediation_successes"),
    Rate("mediation_rate", "Tỷ lệ hòa giải thành", "mediation_successes", ("mediation_cases",)),
)
DIALOGUES: tuple[Item, ...] = (
    *each("dialogues", "dialogue_attendances", "opinions_received", "opinions_resolved"),
    Rate("opinions_rate", "Tỷ lệ đã giải quyết, trả lời", "opinions_resolved", ("opinions_received",)),
    *each("voter_meetings", "police_forums"),
)
PETITIONS: tuple[Item, ...] = (
    *each(*analysis.LETTERS),
    Sum("letters", analysis.LETTERS, "Cộng đơn trong kỳ"),
    *each("letters_resolved"),
    Rate("letters_rate", "Tỷ lệ đã giải quyết", "letters_resolved", analysis.LETTERS),
    *each("letters_land_clearance"),
)
PROPAGANDA = each("propaganda_sessions", "propaganda_attendances", "news_items")
INSPECTIONS = each("inspections", "inspected_bodies")


@kept
def teams(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T10: security teams and mediation."""
    return indicator_table("T10", "Tổ giữ gìn an ninh, trật tự và tổ hòa giải", TEAMS, indicators, roll)


@kept
def dialogues(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T11: dialogues, opinions, meetings with voters."""
    return indicator_table("T11", "Đối thoại, tiếp xúc cử tri, lắng nghe ý kiến Nhân dân", DIALOGUES, indicators, roll)


@kept
def petitions(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T12: complaints, denunciations, petitions, and how many were resolved."""
    note = "Đơn đã giải quyết có thể gồm đơn tồn từ kỳ trước."
    return indicator_table("T12", "Tiếp nhận và giải quyết đơn", PETITIONS, indicators, roll, notes=(note,))


@kept
def propaganda(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T13: sessions, participations, news."""
    return indicator_table("T13", "Tuyên truyền, vận động", PROPAGANDA, indicators, roll)


@kept
def inspections(indicators: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T14: inspections."""
    return indicator_table("T14", "Kiểm tra, giám sát về dân vận, quy chế dân chủ", INSPECTIONS, indicators, roll)


def indicator_table(
    id_: str,
    title: str,
    items: Sequence[Item],
    indicators: pd.DataFrame,
    roll: pd.DataFrame,
    *,
    notes: Sequence[str] = (),
) -> PublishedTable:
    """Indicators by commune with the total where the roll has one year, else by year, without adding years up."""
    found = asked_of(items, indicators, roll)
    asked = set(found.loc[found["asked"], "indicator"])
    kept = [item for item in items if isinstance(item, Rate) or asked & set(item.codes)]
    sums, columns = adding(kept), [item.column for item in kept]
    years = found.groupby("year")
    by_year = len(years) > 1
    rows = (
        [Row(str(year), {LABEL: str(year), **sums(rows)}) for year, rows in years]
        if by_year
        else unit_rows(found, sums)
    )
    head = [ColumnSpec(LABEL, "Năm")] if by_year else [ORDER, UNIT]
    covered = found[found["asked"] & ~found["rate"]]
    stands_on = replace(basis(roll, covered, "indicators"), coverage=_by_column(kept, covered))
    return assemble(id_, title, [*head, *columns], rows, stands_on, notes=[*notes, *declared_notes(kept)])


def _by_column(items: Sequence[Item], covered: pd.DataFrame) -> str:
    """Coverage of the fullest columns, and of those that have another: "22/22 đơn vị; riêng Hòa giải viên: 21/22"."""
    told = {
        item.column.label: coverage.summary(covered[covered["indicator"] == item.codes[0]])
        for item in items
        if isinstance(item, Sum) and len(item.codes) == 1
    }
    return by_column(told) if told else ""


def asked_of(items: Sequence[Item], indicators: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """What `items` need, long: rows of `analysis.by_unit` for each indicator, and of `analysis.rate` for each rate."""
    codes = dict.fromkeys(code for item in items if isinstance(item, Sum) for code in item.codes)
    values = analysis.by_unit(indicators, roll, list(codes)).assign(rate=False)
    rates = [
        analysis.rate(indicators, roll, item.part, item.whole).assign(indicator=item.name, asked=True, rate=True)
        for item in items
        if isinstance(item, Rate)
    ]
    return pd.concat([values, *rates], ignore_index=True)


def adding(items: Sequence[Item]) -> Sums:
    """How rows of `asked_of` become one printed row."""

    def sums(found: pd.DataFrame) -> dict[str, Any]:
        return {item.name: _cell(item, found) for item in items}

    return sums


def _cell(item: Item, found: pd.DataFrame) -> Any:
    if isinstance(item, Rate):
        rows = found[(found["indicator"] == item.name) & found["part"].notna() & found["whole"].notna()]
        parts = (_told(None, codes, rows) for codes in ((item.part,), item.whole))
        return share(ratio(rows, "part", "whole"), *parts)
    asked = found[found["indicator"].isin(item.codes) & found["asked"]]
    return NA if asked.empty else _told(_sum(asked), item.codes, asked)


def _sum(asked: pd.DataFrame) -> Any:
    """What each unit is known to have in all, added up: nothing of one kind and a blank of another is not nothing."""
    if len(set(asked["indicator"])) == 1:
        return asked["value"].sum(min_count=1)
    return totals.added(asked, ["year", "position"], ["value"])["value"].sum(min_count=1)


def _told(value: Any, codes: tuple[str, ...], found: pd.DataFrame) -> Told:
    return told(value, "indicators", "value", found, indicator=codes, column="actual")


def declared_notes(items: Sequence[Item]) -> list[str]:
    """What the form says must be known of the indicators of a table."""
    declared = [form().indicator(code) for item in items if isinstance(item, Sum) for code in item.codes]
    return [f"{one.label}: {_with_names(one.note)}." for one in dict.fromkeys(declared) if one.note]


def _with_names(note: str) -> str:
    """A note of the form with the names of indicators in place of their numbers: "mã 14"."""
    names = {one.row: one.label for one in form().indicators}
    return re.sub(r"mã (\d+)", lambda found: f"“{names.get(found[1], found[0])}”", note)

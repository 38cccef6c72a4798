"""The indicators of the reports, declared once in `forms/series.toml`: what each is made of, and how it adds.

Does not belong here: computing one (analysis), printing one (publish).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from danvan.declared.form import FORMS, NUMERIC, Form, form
from danvan.declared.loading import build
from danvan.declared.sources import read_toml
from danvan.problems import DeclarationError, UsageError
from danvan.vietnamese.text import bare

SUMS = ("sum", "ratio")
# What measures are counted from where it is no table of the form itself.
FROM = {"plan": "indicators", "costed": "resources", "achievements": "awards"}


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator. `value` (or `part` and `whole` of a ratio) name measures as "table.measure"; several of
    `indicators` are added.

    `kind`: a flow adds over years, a stock is told at the end, a ratio is made anew, "period" is made of whole periods.
    `rule` says how units that became one are told as one: "sum", "ratio" (of its summed parts) or "none". `by` are
    columns of the table, `where` a measure that its rows have, `scale` what a ratio is told per, `interval` the kind of
    exact interval, `share` whether its kinds make up a whole; `made_of` names columns that breaks are looked up for.
    """

    number: int
    name: str
    label: str
    unit: str
    kind: Literal["flow", "stock", "ratio", "period"]
    rule: Literal["sum", "ratio", "none"]
    value: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: str = ""
    scale: int = 1
    interval: Literal["", "count", "rate"] = ""
    share: bool = False
    made_of: tuple[str, ...] = ()

    @property
    def measures(self) -> dict[str, tuple[str, ...]]:
        """The named measures that it needs: value, or part and whole."""
        return {"value": self.value} if self.value else {"part": self.part, "whole": self.whole}

    @property
    def tables(self) -> tuple[str, ...]:
        """The declared tables of its measures, each once."""
        return tuple(dict.fromkeys(table for table, _ in self._refs if table in form().tables))

    @property
    def added(self) -> tuple[str, ...]:
        """The columns ("resources.land_m2") and indicators ("indicators.dialogues") that it adds or counts."""
        codes = [f"{table}.{name}" for table, name in self._refs if table == "indicators"]
        return tuple(dict.fromkeys([*self.made_of, *codes]))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What breaks are looked up for: all that it adds, and the columns that it is told by."""
        return tuple(dict.fromkeys([*self.added, *(f"{table}.{name}" for table in self.tables for name in self.by)]))

    @property
    def _refs(self) -> list[tuple[str, str]]:
        refs = [ref.partition(".") for refs in self.measures.values() for ref in refs]
        return [(FROM.get(table, table), name) for table, _, name in refs]


def load_series(path: Path, form: Form) -> tuple[Series, ...]:
    """Read and check the declared indicators; DeclarationError names the one that is wrong."""
    found: list[Series] = []
    for number, raw in enumerate(read_toml(path).get("series", []), start=1):
        place = f"{path.name}: chỉ tiêu thứ {number} ({raw.get('name', 'chưa có tên')})"
        one = build(Series, place, raw)
        if one.name in {other.name for other in found}:
            raise DeclarationError(f"{place}: khai báo hai lần.")
        for said in _wrong(one, form):
            raise DeclarationError(f"{place}: {said}")
        found.append(one)
    return tuple(found)


def _wrong(one: Series, form: Form) -> Iterator[str]:
    if one.kind != "period" and bool(one.value) == bool(one.part and one.whole):
        yield "phải ghi value, hoặc cả part và whole."
    if one.kind == "ratio" and one.value:
        yield "tỷ lệ phải ghi part và whole."
    adds = _adds(form)
    for subject in (subject for subject in one.subjects if subject not in adds):
        yield f"không có cột hay chỉ tiêu “{subject}” trong biểu mẫu."
    for subject in (subject for subject in one.added if one.rule in SUMS and not adds.get(subject, True)):
        yield f"cộng “{subject}”, là số liệu mà biểu mẫu khai báo không cộng được."


def _adds(form: Form) -> dict[str, bool]:
    """Every column and indicator of the form, and whether it adds; rows are counted by what is not a figure."""
    columns = {
        f"{table.name}.{column.name}": column.type not in NUMERIC or column.adds == "sum" or bool(column.unit_column)
        for table in form.tables.values()
        for column in table.columns
    }
    return columns | {f"indicators.{one.code}": one.over_units == "sum" for one in form.indicators}


@cache
def all_series() -> tuple[Series, ...]:
    """Return the indicators declared in `forms/series.toml` in their order, checked."""
    return load_series(FORMS / "series.toml", form())


def named(name: str) -> Series:
    """The indicator called `name`; UsageError, with the likeliest by name and by label, for another."""
    known = {one.name: one for one in all_series()}
    if name in known:
        return known[name]
    near = [f"“{one.name}” ({one.label})" for one in _near(name)]
    yearly = [one.name for one in all_series() if one.kind != "period"]
    there = f"Có phải {' hoặc '.join(near)}?" if near else f"Các chỉ tiêu: {', '.join(yearly)}."
    raise UsageError(f"Không có chỉ tiêu “{name}”. {there}")


def _near(said: str) -> list[Series]:
    """The indicators whose name or label is likely meant, three at most; diacritics do not matter."""
    asked = bare(said)
    looks = {look: one for one in all_series() for look in (bare(one.name), bare(one.label))}
    within = [one for look, one in looks.items() if asked and f" {asked} " in f" {look} "]
    near = [looks[look] for look in get_close_matches(asked, looks, n=3)]
    return list(dict.fromkeys([*near, *within]))[:3]

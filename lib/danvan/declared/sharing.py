"""What of the form counts people, and what leaves the office only as totals of the district: `forms/sharing.toml`.

Does not belong here: which figures are not printed for that (`analysis.disclosed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from danvan.declared.form import FORMS, Indicator, form
from danvan.declared.loading import build
from danvan.declared.sources import read_toml
from danvan.problems import DeclarationError

INDICATORS = "indicators"
SENSITIVITIES: tuple[str, ...] = get_args(get_type_hints(Indicator)["sensitivity"])


@dataclass(frozen=True, slots=True)
class SomeRows:
    """A column that counts people in the rows where the column `by` has one of `values`."""

    table: str
    column: str
    by: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Units of people, the least count of them that is printed, which indicators leave by unit, tables that stay."""

    people: tuple[str, ...]
    least: int
    by_unit: tuple[str, ...]
    kept_in: tuple[str, ...]
    some_rows: tuple[SomeRows, ...] = ()

    def rows_of_people(self, table: str, column: str) -> Mapping[str, tuple[str, ...]] | None:
        """Of which rows a column of the form counts people: {} of all, {column: values} of some; None of none."""
        columns = form().table(table).columns if table in form().tables else ()
        declared = next((c for c in columns if c.name == column), None)
        if declared is not None and declared.unit in self.people:
            return {}
        return next(({s.by: s.values} for s in self.some_rows if (s.table, s.column) == (table, column)), None)

    def counts_people(self, indicator: str) -> bool:
        """Whether an indicator counts people."""
        return form().indicator(indicator).unit in self.people

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that count people or leave as totals alone, in the order of the form."""
        return tuple(i.code for i in form().indicators if self.counts_people(i.code) or self.as_total(i.code))

    def as_total(self, indicator: str) -> bool:
        """Whether an indicator leaves the office only as a total of the district."""
        return form().indicator(indicator).sensitivity not in self.by_unit


@cache
def sharing() -> Sharing:
    """Return what `forms/sharing.toml` says; DeclarationError names what is wrong."""
    return read_sharing(FORMS / "sharing.toml")


def read_sharing(path: Path) -> Sharing:
    """Read and check one file; DeclarationError for a unit, table, column or choice that the form does not have."""
    raw = read_toml(path)
    some = [
        build(SomeRows, f"{path.name}: some_rows thứ {n}", one) for n, one in enumerate(raw.pop("some_rows", []), 1)
    ]
    made = build(Sharing, path.name, {**raw, "some_rows": some})
    units = {i.unit for i in form().indicators} | {c.unit for t in form().tables.values() for c in t.columns}
    for unit in made.people:
        if unit not in units:
            raise DeclarationError(f"{path.name}: không có chỉ tiêu hay cột nào tính bằng “{unit}”.")
    for kind in made.by_unit:
        if kind not in SENSITIVITIES:
            raise DeclarationError(f"{path.name}: không có mức “{kind}”; các mức: {', '.join(SENSITIVITIES)}.")
    for one in made.some_rows:
        _check(path.name, one)
    return made


def _check(file: str, one: SomeRows) -> None:
    table: Any = form().tables.get(one.table)
    columns = {column.name: column for column in table.columns} if table else {}
    if one.column not in columns or one.by not in columns:
        raise DeclarationError(f"{file}: bảng “{one.table}” không có cột “{one.column}” hoặc “{one.by}”.")
    known = {choice.name for choice in columns[one.by].choice}
    if unknown := [value for value in one.values if value not in known]:
        raise DeclarationError(f"{file}: cột “{one.table}.{one.by}” không có lựa chọn “{unknown[0]}”.")

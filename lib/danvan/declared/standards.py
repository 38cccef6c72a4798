"""What changed outside the form and breaks a series all the same: standards by their versions, events by their years.

Does not belong here: changes of the form itself (`form`), what a break does to a series (analysis).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from danvan.declared.form import FIRST_YEAR, FORMS, LAST_YEAR, Form, form
from danvan.declared.loading import build, rows, year
from danvan.problems import DeclarationError

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a standard, or an event, over the report years `first` to `last`; `source` says who decided it.

    `applies_to` names columns ("new_rural.status"), indicators ("indicators.poor_households") or everything ("*").
    """

    name: str
    kind: Literal["standard", "event"]
    version: str
    first: int
    last: int
    applies_to: tuple[str, ...]
    source: str

    def touches(self, subject: str) -> bool:
        """Whether a column or indicator is measured by it."""
        return EVERYTHING in self.applies_to or subject in self.applies_to


def load_standards(path: Path, form: Form) -> tuple[Standard, ...]:
    """Read and check the declared standards and events; DeclarationError names the line of what is wrong."""
    found: list[tuple[str, Standard]] = []
    for line, raw in rows(path):
        place = f"{path.name}, dòng {line}"
        values: dict[str, Any] = {
            **raw,
            "first": year(place, raw.get("first"), FIRST_YEAR),
            "last": year(place, raw.get("last"), LAST_YEAR),
            "applies_to": tuple((raw.get("applies_to") or "").split()),
        }
        found.append((place, build(Standard, place, values)))
    for said in [said for place, one in found for said in _wrong(place, one, form)] + list(_overlapping(found)):
        raise DeclarationError(said)
    return tuple(one for _, one in found)


def _wrong(place: str, one: Standard, form: Form) -> Iterator[str]:
    if not one.source:
        yield f"{place}: thiếu nguồn (source); hãy ghi văn bản quy định."
    if one.first > one.last:
        yield f"{place}: năm cuối {one.last} đứng trước năm đầu {one.first}."
    columns = {f"{table.name}.{column.name}" for table in form.tables.values() for column in table.columns}
    known = {EVERYTHING, *columns, *(f"indicators.{indicator.code}" for indicator in form.indicators)}
    for subject in (subject for subject in one.applies_to if subject not in known):
        yield f"{place}: không có cột hay chỉ tiêu “{subject}” trong biểu mẫu."


def _overlapping(found: list[tuple[str, Standard]]) -> Iterator[str]:
    for name in {one.name for _, one in found}:
        versions = sorted(((one, place) for place, one in found if one.name == name), key=lambda pair: pair[0].first)
        for (before, _), (then, place) in pairwise(versions):
            if then.first <= before.last:
                yield f"{place}: “{name} {then.version}” chồng lên thời gian của “{before.version}”."


@cache
def standards() -> tuple[Standard, ...]:
    """Return the standards and events declared in `forms/standards.csv`, checked."""
    return load_standards(FORMS / "standards.csv", form())

"""Which rows of the models are one over the years, as a person decided: `model_links.csv` beside danvan.toml.

    unit,year,name,other_unit,other_year,other_name,same,who,date
    21091,2019,Thắp sáng đường quê,21091,2020,Ánh sáng đường quê,có,Văn phòng HĐND và UBND,2021-12-20

A row is named by its unit's code, its year and its name as reported; `same` is "có" or "không". The file may be absent.
Does not belong here: whether such a row was reported, and what follows for the others (`analysis.linking`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from pathlib import Path

from danvan.declared.model_names import same_model
from danvan.declared.sources import read_signed
from danvan.problems import DeclarationError

FIELDS = ("unit", "year", "name", "other_unit", "other_year", "other_name", "same", "who", "date")
DECIDED = {"có": True, "không": False}
Mark = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Named:
    """One row of the models as a person names it."""

    unit: str
    year: int
    name: str

    @property
    def mark(self) -> Mark:
        """What it is found by, however unit and name are written."""
        return self.unit.casefold(), self.year, same_model(self.name)

    def __str__(self) -> str:
        """As it stands in a sentence."""
        return f"“{self.name}” ({self.unit}, {self.year})"


@dataclass(frozen=True, slots=True)
class ModelLink:
    """One decision: `one` and `other` are the same model, or they are not; `place` says where it is declared."""

    place: str
    one: Named
    other: Named
    same: bool


def model_links(path: Path) -> tuple[ModelLink, ...]:
    """Return the decisions of `path`, none where there is no such file; DeclarationError names the line."""
    if not path.is_file():
        return ()
    links = tuple(_link(place, said) for place, said in read_signed(path, FIELDS))
    _refuse_contradictions(links)
    return links


def _link(place: str, said: dict[str, str]) -> ModelLink:
    one = Named(said["unit"], _year(place, said["year"]), said["name"])
    other = Named(said["other_unit"], _year(place, said["other_year"]), said["other_name"])
    same = DECIDED.get(said["same"].casefold())
    if same is None:
        raise DeclarationError(f"{place}: “{said['same']}” không rõ; cột same ghi “có” hoặc “không”.")
    if one.mark == other.mark:
        raise DeclarationError(f"{place}: hai bên là một dòng, {one}; hãy ghi hai dòng khác nhau hoặc bỏ dòng này.")
    return ModelLink(place, one, other, same)


def _year(place: str, said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) == len("2020")):
        raise DeclarationError(f"{place}: “{said}” không phải là năm; hãy ghi bốn chữ số, như 2020.")
    return int(said)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Rows that lines declare to be one model, and these lines."""

    rows: tuple[Named, ...]
    links: tuple[ModelLink, ...] = ()

    def with_(self, other: _Joined, link: ModelLink) -> _Joined:
        rows = {row.mark: row for row in (*self.rows, *other.rows)}
        return _Joined(tuple(rows.values()), (*self.links, *other.links, link))


def _refuse_contradictions(links: Iterable[ModelLink]) -> None:
    """Fail where lines make two models of one report the same, or say of two models both that they are and are not."""
    yes, no = ([link for link in links if link.same is same] for same in (True, False))
    joined = reduce(_with, yes, dict[Mark, _Joined]())
    for link in no:
        known = joined.get(link.one.mark)
        if known and known is joined.get(link.other.mark):
            lines = ", ".join(sorted({each.place for each in known.links}, key=_number))
            raise DeclarationError(
                f"{link.place}: {link.one} và {link.other} ghi là khác nhau, nhưng đã được ghi là một ở {lines}; "
                "hãy bỏ dòng sai."
            )


def _with(joined: dict[Mark, _Joined], link: ModelLink) -> dict[Mark, _Joined]:
    """`joined` by row, with one more line taken in."""
    one, other = (joined.get(row.mark, _Joined((row,))) for row in (link.one, link.other))
    whole = one.with_(other, link)
    for row, twin in combinations(whole.rows, 2):
        if row.mark[:2] == twin.mark[:2]:
            raise DeclarationError(
                f"{link.place}: theo dòng này, {row} và {twin} là một; hai mô hình trong một báo cáo không thể là một, "
                "hãy bỏ dòng sai."
            )
    return {**joined, **{row.mark: whole for row in whole.rows}}


def _number(place: str) -> int:
    return int(place.rsplit(" ", 1)[-1])

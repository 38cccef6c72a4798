"""What a table stands on: its years, who is covered, and the notes that this needs below it.

Does not belong here: the rows of a table (`layout`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from danvan.analysis.coverage import KEY, covers, mergers, summary, whose
from danvan.declared.form import form
from danvan.problems import UsageError
from danvan.publish.tables import words
from danvan.publish.tables.told import records
from danvan.vietnamese import wording


@dataclass(frozen=True, slots=True)
class Basis:
    """What a table stands on: its years, who is covered, which notes that needs, where it comes from; `code` and `unit`
    (its name) of one unit's.
    """

    years: tuple[int, ...]
    coverage: str
    notes: tuple[str, ...]
    source: str
    sample: bool
    half: bool = False
    code: str = ""
    unit: str = ""

    @property
    def period(self) -> str:
        """ "năm 2022", "6 tháng đầu năm 2022" or "giai đoạn 2017 - 2022"."""
        return words.period(self.years, half=self.half)

    def id(self, name: str) -> str:
        """The id of a table: "T2", of one unit "T2-21085"."""
        return f"{name}-{self.code}" if self.code else name

    def title(self, said: str) -> str:
        """The title of a table, after the name of the unit whose it is."""
        return f"{self.unit}: {words.lowered(said)}" if self.unit else said


def of_roll(roll: pd.DataFrame, covered: str, notes: Iterable[str], forms: str) -> Basis:
    """The basis of a roll's table from `forms` ("B1, B2"; "" of the register); a roll of one unit needs no coverage."""
    own = whose(roll)
    from_ = "các đơn vị" if own is None else words.inside(own["unit"])
    return Basis(
        years=tuple(sorted(int(year) for year in roll["year"].unique())),
        coverage=covered if own is None else "",
        notes=tuple(notes),
        source=f"Nguồn: biểu {forms}, báo cáo của {from_}." if forms else "Nguồn: sổ nhận báo cáo.",
        sample=bool(roll["sample"].any()),
        half=words.is_half(roll),
        code="" if own is None else own["unit_code"],
        unit="" if own is None else own["unit"],
    )


def basis(roll: pd.DataFrame, covered: pd.DataFrame, *tables: str) -> Basis:
    """The basis of figures from the declared `tables`.

    `covered` has rows of each unit and year that is asked, with `covered`; one that is false is one that lacks.
    """
    found = covered.groupby([*KEY, "unit"], sort=False)["covered"].all().reset_index()
    told = [(row["year"], f"{row['reported']}/{row['expected']}") for row in records(summary(found))]
    same = len({text for _, text in told}) == 1
    forms = ", ".join(dict.fromkeys(form().table(name).form for name in tables))
    covered_ = f"{told[0][1] if same else words.spans(told)} đơn vị" if told else ""
    return of_roll(roll, covered_, [*missing_notes(roll, found), *break_notes(roll)], forms)


def basis_of(roll: pd.DataFrame, *tables: str) -> Basis:
    """The basis of figures that need every one of the declared row `tables`."""
    return basis(roll, pd.concat([covers(roll, name) for name in tables]), *tables)


def by_column(told: Mapping[str, pd.DataFrame], whole: pd.DataFrame | None = None) -> str:
    """ "2018: 23/25; 2019: 25/25 đơn vị; riêng Nguồn khác: 2018: 14/25; 2019: 6/25 đơn vị".

    `told` are frames of year, reported, expected by the label of a column; `whole` is that of the table, without it
    the most that any column has. Columns that differ from it are named, those that differ alike together.
    """
    columns = {label: _shares(frame) for label, frame in told.items()}
    whole = whole if whole is not None else _fullest(told)
    base, other = _shares(whole), dict[tuple[tuple[int, str], ...], list[str]]()
    for label, shares in columns.items():
        differs = tuple((year, share) for year, share in shares.items() if share != base[year])
        if differs:
            other.setdefault(differs, []).append(label)
    parts = [f"riêng {', '.join(labels)}: {_spans(list(shares), len(base))}" for shares, labels in other.items()]
    return "; ".join([_spans(list(base.items()), len(base)), *parts]) if base else ""


def _shares(frame: pd.DataFrame) -> dict[int, str]:
    return {int(row["year"]): f"{row['reported']}/{row['expected']}" for row in records(frame)}


def _fullest(told: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Year by year the coverage of the column that is asked of the most units and answered by the most."""
    every = pd.concat(told.values()).sort_values(["year", "expected", "reported"])
    return every.drop_duplicates("year", keep="last")


def _spans(told: list[tuple[int, str]], years: int) -> str:
    return f"{told[0][1] if years == 1 else words.spans(told)} đơn vị"


def missing_notes(roll: pd.DataFrame, found: pd.DataFrame) -> Iterator[str]:
    """A note for each year that lacks units, naming them and why."""
    lacking = found[~found["covered"]].merge(roll[[*KEY, "status", "position"]], on=KEY)
    for year, units in lacking.sort_values("position").groupby("year"):
        when = words.when(int(units["year"].iloc[0]), roll)
        if 1 < len(units) == (found["year"] == year).sum():
            yield f"{when} không đơn vị nào có đủ số liệu."
        else:
            named = [f"{row['unit']} ({_why(row['status'])})" for row in records(units)]
            yield f"{when}, số liệu chưa gồm: {', '.join(named)}."


def _why(status: str) -> str:
    return "thiếu số liệu" if status == "accepted" else words.STATUSES[status].lower()


def break_notes(roll: pd.DataFrame) -> Iterator[str]:
    """Where the years of a period cannot be compared: a part-year, another number of communes, another territory of
    the one unit; what became of a unit that is no more.
    """
    years = sorted(roll["year"].unique())
    if len(years) > 1:
        for year in sorted(roll.loc[roll["part_year"].astype(bool), "year"].unique()):
            months = 6 if words.is_half(roll) else 12
            yield f"{words.when(year, roll)} không đủ {months} tháng, không so sánh với năm khác."
    if whose(roll) is not None:
        yield from unit_notes(roll)
    elif len(years) > 1:
        yield from _boundary_notes(roll)


def unit_notes(roll: pd.DataFrame) -> Iterator[str]:
    """Since when the one unit of a roll has its territory, and into which unit it went; the latter of `danvan.roll`."""
    for row in records(roll.drop_duplicates("unit_from").iloc[1:]):
        yield f"Từ năm {row['year']}, {row['unit']} có địa giới mới; số liệu các năm trước theo địa giới cũ."
    last = roll.iloc[-1]
    if last.get("now_from", last["unit_from"]) != last["unit_from"]:
        yield f"Sau năm {last['year']}, {last['unit']} không còn là một đơn vị riêng, nay thuộc {last['now_unit']}."


def _boundary_notes(roll: pd.DataFrame) -> Iterator[str]:
    for year, before, now, since in mergers(roll):
        from_ = f"ngày {wording.day(since)}" if since else f"năm {year}"
        yield f"Từ {from_} có {now} xã, thị trấn (trước đó {before}); số liệu theo đơn vị của từng năm."


def on_boundary(basis: Basis, roll: pd.DataFrame) -> Basis:
    """The basis of figures that are counted for the units of the roll's last year; `roll` is of `danvan.roll`.

    UsageError of a roll of one unit: it lacks what others became a part of it.
    """
    if basis.unit:
        raise UsageError("Bảng theo địa giới của một năm cần số liệu của mọi đơn vị; hãy để trống mã đơn vị.")
    as_reported = set(_boundary_notes(roll))
    return replace(basis, notes=(*_merger_notes(roll), *(note for note in basis.notes if note not in as_reported)))


def _merger_notes(roll: pd.DataFrame) -> Iterator[str]:
    """A note for each unit that figures of others are counted for, naming these."""
    units = roll.drop_duplicates(["unit_code", "unit_from"])
    names = dict(zip(units[["unit_code", "unit_from"]].itertuples(index=False, name=None), units["unit"], strict=True))
    former = units[units["unit_code"].ne(units["now_code"]) | units["unit_from"].ne(units["now_from"])]
    for key, own in former.groupby(["now_code", "now_from"], sort=False):
        yield f"{names[key]} gồm cả số liệu các năm trước của {wording.join(list(own['unit']))}."

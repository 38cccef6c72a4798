"""How a table is put together: rows with roles, parts with their sums, and what the roll says must stand below it.

Every number comes with the formula that gives it (`told`), so that it can be followed back to its cells.
Does not belong here: any single table, which formulas there are (analysis.trace).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

import pandas as pd

from danvan.analysis.coverage import KEY, PLACE, covers, mergers, summary
from danvan.analysis.totals import FINEST
from danvan.analysis.trace import Formula, Scope, Term, Where
from danvan.declared.form import form
from danvan.publish.table import LABEL, ColumnSpec, PublishedTable, Role, typed
from danvan.publish.tables import words
from danvan.vietnamese import wording
from danvan.vietnamese.text import bare

NA: Final = object()  # stands in a row where no figure can be
BARE: Final = object()  # stands in a row where the cell is left empty: a column that a sum row does not have
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A number to print with the formula that gives it."""

    value: Any
    formula: Formula


@dataclass(frozen=True, slots=True)
class Row:
    """One row to print, its cells by column name; a name left out is a figure not known.

    `key` names the row in the ids of its figures: the same for the same thing, whatever else the table holds.
    """

    key: str
    cells: Values
    role: Role = "data"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a table stands on: its years, who is covered, which notes that needs, where it comes from."""

    years: tuple[int, ...]
    coverage: str
    notes: tuple[str, ...]
    source: str
    sample: bool

    @property
    def period(self) -> str:
        """ "năm 2022" or "giai đoạn 2017 - 2022"."""
        return words.period(self.years)


def basis(roll: pd.DataFrame, covered: pd.DataFrame, *tables: str) -> Basis:
    """The basis of figures from the declared `tables`.

    `covered` has rows of each unit and year that is asked, with `covered`; one that is false is one that lacks.
    """
    found = covered.groupby([*KEY, "unit"], sort=False)["covered"].all().reset_index()
    told = [(row["year"], f"{row['reported']}/{row['expected']}") for row in records(summary(found))]
    same = len({text for _, text in told}) == 1
    forms = ", ".join(dict.fromkeys(form().table(name).form for name in tables))
    return Basis(
        years=tuple(sorted(int(year) for year in roll["year"].unique())),
        coverage=f"{told[0][1] if same else words.spans(told)} đơn vị" if told else "",
        notes=(*missing_notes(roll, found), *break_notes(roll)),
        source=f"Nguồn: biểu {forms}, báo cáo của các đơn vị." if forms else "Nguồn: sổ nhận báo cáo.",
        sample=bool(roll["sample"].any()),
    )


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
        if 1 < len(units) == (found["year"] == year).sum():
            yield f"Năm {year} không đơn vị nào có đủ số liệu."
        else:
            named = [f"{row['unit']} ({_why(row['status'])})" for row in records(units)]
            yield f"Năm {year}, số liệu chưa gồm: {', '.join(named)}."


def _why(status: str) -> str:
    return "thiếu số liệu" if status == "accepted" else words.STATUSES[status].lower()


def break_notes(roll: pd.DataFrame) -> Iterator[str]:
    """Where the years of a period cannot be compared: a part-year, another number of communes."""
    years = sorted(roll["year"].unique())
    if len(years) < 2:
        return
    for year in sorted(roll.loc[roll["part_year"].astype(bool), "year"].unique()):
        yield f"Năm {year} không đủ 12 tháng, không so sánh với năm khác."
    yield from _boundary_notes(roll)


def _boundary_notes(roll: pd.DataFrame) -> Iterator[str]:
    for year, before, now, since in mergers(roll):
        from_ = f"ngày {wording.day(since)}" if since else f"năm {year}"
        yield f"Từ {from_} có {now} xã, thị trấn (trước đó {before}); số liệu theo đơn vị của từng năm."


def on_boundary(basis: Basis, roll: pd.DataFrame) -> Basis:
    """The basis of figures that are counted for the units of the roll's last year; `roll` is of `danvan.roll`."""
    as_reported = set(_boundary_notes(roll))
    return replace(basis, notes=(*_merger_notes(roll), *(note for note in basis.notes if note not in as_reported)))


def _merger_notes(roll: pd.DataFrame) -> Iterator[str]:
    """A note for each unit that figures of others are counted for, naming these."""
    units = roll.drop_duplicates(["unit_code", "unit_from"])
    names = dict(zip(units[["unit_code", "unit_from"]].itertuples(index=False, name=None), units["unit"], strict=True))
    former = units[units["unit_code"].ne(units["now_code"]) | units["unit_from"].ne(units["now_from"])]
    for key, own in former.groupby(["now_code", "now_from"], sort=False):
        yield f"{names[key]} gồm cả số liệu các năm trước của {wording.join(list(own['unit']))}."


def assemble(
    id_: str,
    title: str,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Row],
    basis: Basis,
    *,
    unit_line: str = "",
    notes: Sequence[str] = (),
    block_label: str = "",
    period: str | None = None,
) -> PublishedTable:
    """The published table of `rows`; `title` gets the period, `notes` come before those of the basis."""
    rows, period = list(rows), basis.period if period is None else period
    cells = [[row.cells.get(column.name) for column in columns] for row in rows]
    plain = [[_printed(cell) for cell in row] for row in cells]
    return PublishedTable(
        id=id_,
        title=f"{title}, {period}" if period else title,
        frame=typed(plain, tuple(columns)),
        columns=tuple(columns),
        unit_line=unit_line,
        notes=(*notes, *basis.notes),
        source=basis.source,
        coverage=basis.coverage,
        sample=basis.sample,
        total_row=bool(rows) and rows[-1].role == "total",
        period=period[:1].upper() + period[1:],
        block_label=block_label,
        roles=tuple(row.role for row in rows),
        keys=tuple(row.key for row in rows),
        formulas={
            (r, columns[c].name): cell.formula
            for r, row in enumerate(cells)
            for c, cell in enumerate(row)
            if isinstance(cell, Told)
        },
        not_applicable=_places(cells, columns, NA),
        bare=_places(cells, columns, BARE),
    )


def _places(cells: list[list[Any]], columns: Sequence[ColumnSpec], mark: object) -> frozenset[tuple[int, str]]:
    """The (row, column) of the cells that hold a mark."""
    return frozenset(
        (r, columns[c].name) for r, row in enumerate(cells) for c, cell in enumerate(row) if _value_of(cell) is mark
    )


def _printed(cell: Any) -> Any:
    value = _value_of(cell)
    return None if value is NA or value is BARE else value


def _value_of(cell: Any) -> Any:
    return cell.value if isinstance(cell, Told) else cell


Sums = Callable[[pd.DataFrame], Values]


def scope(found: pd.DataFrame) -> Scope:
    """The unit-years of a frame."""
    rows = found[["year", "unit_code", "unit_from"]].itertuples(index=False, name=None)
    return frozenset((int(year), code, since) for year, code, since in rows)


def where(found: pd.DataFrame, by: Iterable[str]) -> Where:
    """Which rows of a subject a part of a `by_unit` frame stands for: the values that its columns `by` have."""
    return tuple((name, tuple(plain(v) for v in found[name].unique())) for name in by)


def plain(value: Any) -> Any:
    """A plain Python value; None for <NA>."""
    return None if pd.isna(value) else getattr(value, "item", lambda: value)()


def told(value: Any, subject: str, measure: str, found: pd.DataFrame, by: Iterable[str] = (), **only: Any) -> Told:
    """A number that adds up `measure` over the unit-years of `found`, of rows with the values of `by` and `only`."""
    chosen = (*where(found, by), *((name, _several(values)) for name, values in only.items()))
    return Told(value, Formula("sum", (Term(subject, measure, scope(found), chosen),)))


def _several(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (plain(values),)


def told_at(value: Any, subject: str, measure: str, row: Mapping[str, Any]) -> Told:
    """A number that one row of a table says; `row` has the row's unit and place."""
    place = tuple((name, (plain(row[name]),)) for name in PLACE)
    of = frozenset([(int(row["year"]), row["unit_code"], row["unit_from"])])
    return Told(value, Formula("sum", (Term(subject, measure, of, place),)))


def share(value: Any, part: Told, *wholes: Told) -> Told:
    """A ratio of sums; `value` is None where it is not known, NA where the whole is 0."""
    return Told(value, Formula("ratio", tuple(term for one in (part, *wholes) for term in one.formula.terms)))


def summing(
    subject: str, measures: Sequence[str], ratios: Mapping[str, tuple[str, str]] | None = None, by: Sequence[str] = ()
) -> Sums:
    """How rows of a frame of `subject` become one: `measures` added, `ratios` {name: (part, whole)} from units that
    gave both; `by` are the frame's columns that part it.
    """

    def sums(found: pd.DataFrame) -> Values:
        covered = found.get("covered")
        values = {name: told(_sum(found[name], covered), subject, name, found, by) for name in measures}
        return values | {name: _ratio(subject, found, *parts, by) for name, parts in (ratios or {}).items()}

    return sums


def _sum(values: pd.Series, covered: pd.Series | None) -> Any:
    """The sum of what is known; unknown too where it is 0 and a unit that answered left a blank (`totals.added`)."""
    blank = values.isna() if covered is None else values.isna() & covered
    total: Any = values.sum(min_count=1)
    if pd.isna(total) or (total == 0 and blank.any()):
        return None
    return round(total, FINEST) if isinstance(total, float) else total


def _ratio(subject: str, found: pd.DataFrame, part: str, whole: str, by: Sequence[str]) -> Told:
    both = found[found[part].notna() & found[whole].notna()]
    parts = (told(None, subject, name, both, by) for name in (part, whole))
    return share(ratio(found, part, whole), *parts)


def ratio(found: pd.DataFrame, part: str, whole: str) -> Any:
    """The ratio of sums over the rows that have both; None where none has, NA where the whole is 0."""
    both = found.loc[found[part].notna() & found[whole].notna(), [part, whole]]
    above, below = both.sum()
    if both.empty:
        return None
    return above / below if below > 0 else NA


def unit_rows(
    found: pd.DataFrame, sums: Sums, total: str = "Tổng số", units: pd.DataFrame | None = None
) -> Iterator[Row]:
    """Rows by unit in official order, numbered, communes and agencies in parts of their own with sums, then the total.

    `units` has unit, group, position of the unit that each row of `found` is counted for, its own by default; each
    unit's rows are summed by `sums`, so several years may be in it.
    """
    units = found if units is None else units
    parts = [(name, units[units["group"] == name]) for name in ("commune", "agency")]
    parts = [(name, part) for name, part in parts if not part.empty]
    for name, part in parts:
        if len(parts) > 1:
            yield Row(name, {LABEL: words.GROUPS[name], **sums(found.loc[part.index])}, "block")
        labels = unit_labels(part)
        for number, (position, label) in enumerate(labels.items(), start=1):
            own = part[part["position"] == position]
            cells = sums(found.loc[own.index])
            yield Row(unit_key(own.iloc[0]), {"order": str(number), LABEL: label, **cells})
    if parts:
        yield Row("total", {LABEL: total, **sums(found)}, "total")


def row_key(row: Mapping[str, Any]) -> str:
    """A row of a list in the ids of figures: where it stands."""
    return f"{row['unit_code']}-{row['year']}-{slug(row['sheet'])}-{row['row']}"


def slug(text: str) -> str:
    """A text in an id: letters without diacritics, digits and hyphens."""
    return bare(text).replace(" ", "-") or "-"


def unit_key(row: Mapping[str, Any] | pd.Series) -> str:
    """A unit in the ids of figures: its code and the day it is valid from, since codes are given again."""
    return f"{row['unit_code']}-{row['unit_from']:%Y%m%d}"


def unit_labels(found: pd.DataFrame) -> dict[int, str]:
    """The printed name of each unit by position; one whose code was there before says from when it is."""
    units = found.drop_duplicates("position").sort_values("position")
    units["later"] = units["unit_code"].duplicated()
    return {
        row["position"]: f"{row['unit']} (từ {row['unit_from']:%d/%m/%Y})" if row["later"] else row["unit"]
        for row in records(units)
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, <NA> kept."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


ORDER = ColumnSpec("order", "TT")
UNIT = ColumnSpec(LABEL, "Đơn vị")

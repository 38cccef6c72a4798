"""The form, declared once: what a table, a column, a choice, an indicator and a rule are.

Everything else asks here: the blank workbook, the reader, the checks, the store's schemas, every printed label.
Does not belong here: reading the declarations (`loading`), how a cell is read, or how a total is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

FORMS = Path(__file__).parent / "forms"

Type = Literal["count", "money", "decimal", "date", "year", "text", "choice", "flag", "code"]
Need = Literal["required", "conditional", "optional"]
Layout = Literal["fields", "rows", "indicators"]
NUMERIC = frozenset({"count", "money", "decimal"})
FIRST_YEAR, LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a choice column may take: stored `name`, printed `label`, and the ways people write it."""

    name: str
    label: str
    seen_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `unit` is what a stored number counts; `adds` says whether units may be summed.

    `split` is a pattern whose named groups are the columns that one cell may hold together ("71/KH-UBND").
    `yes` and `no` are what a flag column is answered with beside the words of every flag column.
    """

    name: str
    label: str
    type: Type
    need: Need
    unit: str = ""
    adds: Literal["sum", "none"] = "none"
    sensitivity: Literal["public", "internal", "restricted", "personal"] = "public"
    valid_from: int = FIRST_YEAR
    valid_to: int = LAST_YEAR
    seen_as: tuple[str, ...] = ()
    choice: tuple[Choice, ...] = ()
    choices_of: str | None = None
    suggest: tuple[str, ...] = ()
    prompt: str = ""
    names: Literal["item"] | None = None
    section: bool = False
    part_of: str | None = None
    unit_column: str | None = None
    screened: bool = False
    split: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    at_least: int = 0
    at_most: int | None = None

    def valid_in(self, year: int) -> bool:
        """Whether the form of `year` has this column."""
        return self.valid_from <= year <= self.valid_to

    @property
    def stored(self) -> bool:
        """Personal columns are checked for presence and never stored."""
        return self.sensitivity != "personal"


@dataclass(frozen=True)
class Table:
    """One table of the form; several may share a sheet (B5). `ignored` are headers of columns that are not used.

    `may_lack` are types of units that have the table on their form and need not fill it in.
    """

    name: str
    form: str
    sheet: str
    title: str
    layout: Layout
    reported_by: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    unit_line: str = ""
    one_row: bool = False
    seen_as: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError where there is none."""
        if name not in self._by_name:
            raise KeyError(f"{self.name}.{name}")
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in reversed(self.columns)}

    @cached_property
    def item(self) -> Column:
        """The column that names what a row is about; a row without it is no data row."""
        return next((c for c in self.columns if c.names == "item"), self.columns[0])

    def columns_in(self, year: int) -> tuple[Column, ...]:
        """The columns that the form of `year` has."""
        return tuple(c for c in self.columns if c.valid_in(year))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One fixed row of B3."""

    row: str
    code: str
    label: str
    unit: str
    kind: Literal["flow", "stock", "plan"]
    over_units: Literal["sum", "none"]
    valid_from: int
    valid_to: int
    sensitivity: Literal["public", "internal", "restricted"]
    reported_by: tuple[str, ...]
    seen_as: tuple[str, ...]
    note: str

    def applies(self, year: int, unit_type: str) -> bool:
        """Whether a unit of `unit_type` has this indicator in `year`; where not, it is not_applicable, never blank."""
        return self.valid_in(year) and unit_type in self.reported_by

    def valid_in(self, year: int) -> bool:
        """Whether the form of `year` has this indicator."""
        return self.valid_from <= year <= self.valid_to


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between figures of one workbook; `rules.toml` says what each kind means."""

    code: str
    kind: Literal["at_most", "needs", "between", "at_least", "equals_count"]
    left: str
    right: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    times: float = 0
    table: str = ""
    column: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of real sheets that give a row its role, that change what a header's figures are, and what is counted."""

    total: tuple[str, ...]
    carried: tuple[str, ...]
    planned: tuple[str, ...]
    signature: tuple[str, ...]
    note: tuple[str, ...]
    letterhead: tuple[str, ...]
    receiver: tuple[str, ...]
    quarter: tuple[str, ...]
    share: tuple[str, ...]
    part_of_above: tuple[str, ...]
    unit_name: tuple[str, ...]
    unit_line: tuple[str, ...]
    bracket: tuple[str, ...]
    other_figures: tuple[str, ...]
    other_periods: tuple[str, ...]
    done: tuple[str, ...]
    running_number: tuple[str, ...]
    sample_mark: str
    flag: Mapping[str, tuple[str, ...]]
    counted: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How large one figure of a type can be: from `doubted` on it wants a note, from `refused` on it is not taken."""

    doubted: int
    refused: int


@dataclass(frozen=True, slots=True)
class HeaderByYear:
    """What a column's header said in the forms of some years; "A > B" is a header of two rows."""

    table: str
    column: str
    first: int
    last: int
    header: str


@dataclass(frozen=True, eq=False)
class Form:
    """The whole form; equal only to itself, so that an index made from it can be kept."""

    tables: Mapping[str, Table]
    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...]
    words: Words
    headers: tuple[HeaderByYear, ...] = field(default=())
    limits: Mapping[str, Limit] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """Return the table called `name`; KeyError where there is none."""
        return self.tables[name]

    def indicator(self, code: str) -> Indicator:
        """Return the indicator `code`; KeyError where there is none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {i.code: i for i in self.indicators}

    def sheets(self) -> dict[str, list[Table]]:
        """Tables by the sheet of the template that carries them, in the order of the form."""
        found: dict[str, list[Table]] = {}
        for table in self.tables.values():
            found.setdefault(table.sheet, []).append(table)
        return found

    def expected(self, unit_type: str) -> list[Table]:
        """The tables that a unit of `unit_type` reports."""
        return [t for t in self.tables.values() if unit_type in t.reported_by]

    def headers_of(self, table: str, column: str) -> list[str]:
        """Every header word a column was ever given: label, words seen, and the forms of other years."""
        declared = self.tables[table].column(column)
        by_year = [h.header for h in self.headers if (h.table, h.column) == (table, column)]
        return list(dict.fromkeys([declared.label, *declared.seen_as, *by_year]))

    def header_in(self, table: str, column: str, year: int) -> str | None:
        """The header of a column in the form of `year`; None where that year's form lacks it."""
        rows = [h for h in self.headers if h.table == table]
        named = [h for h in rows if h.column == column and h.first <= year <= h.last]
        if named:
            return named[0].header
        if any(h.first <= year <= h.last and h.last < LAST_YEAR for h in rows):
            return None
        declared = self.tables[table].column(column)
        return declared.label if declared.valid_in(year) else None


@cache
def form() -> Form:
    """Return the form declared in `forms/`, checked; DeclarationError names file and key of what is wrong."""
    from danvan.declared.loading import load_form  # which builds the classes above

    return load_form(FORMS)

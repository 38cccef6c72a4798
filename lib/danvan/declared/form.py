"""The form, declared once: every table, column, choice and indicator, read from `forms/` and checked as it loads.

Everything else asks here: the blank workbook, the reader, the checks, the store's schemas, every printed label.
Does not belong here: how a cell is read or a total computed.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from danvan.problems import DeclarationError

FORMS = Path(__file__).parent / "forms"

Type = Literal["count", "money", "decimal", "date", "year", "text", "choice", "flag", "code"]
Need = Literal["required", "conditional", "optional"]
T = TypeVar("T")
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
    at_least: int = 0
    at_most: int | None = None

    def valid_in(self, year: int) -> bool:
        """Whether the form of `year` has this column."""
        return self.valid_from <= year <= self.valid_to

    @property
    def stored(self) -> bool:
        """Personal columns are checked for presence and never stored."""
        return self.sensitivity != "personal"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the form; several may share a sheet (B5)."""

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

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
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
        return self.valid_from <= year <= self.valid_to and unit_type in self.reported_by


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
    """Words of real sheets that give a row its role, and the scale of a unit line."""

    total: tuple[str, ...]
    signature: tuple[str, ...]
    note: tuple[str, ...]
    letterhead: tuple[str, ...]
    unit_line: tuple[str, ...]
    running_number: tuple[str, ...]
    sample_mark: str
    scale: Mapping[str, int]
    flag: Mapping[str, tuple[str, ...]]


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
    return load_form(FORMS)


def load_form(folder: Path) -> Form:
    """Read and check the form declared in `folder`; DeclarationError names file and key of what is wrong."""
    tables: dict[str, Table] = {}
    for path in sorted(folder.glob("b*.toml")):
        for table in _tables(path):
            if table.name in tables:
                raise DeclarationError(f"{path.name}: bảng “{table.name}” khai báo hai lần.")
            tables[table.name] = table
    if not tables:
        raise DeclarationError(f"{folder}: không có tệp b*.toml nào khai báo biểu mẫu.")
    indicators = tuple(_indicators(folder / "indicators.csv"))
    rules = tuple(_rules(folder / "rules.toml", tables, {i.code for i in indicators}))
    headers = tuple(_headers(folder / "headers_by_year.csv", tables))
    return Form(tables, indicators, rules, _words(folder / "words.toml"), headers)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DeclarationError(f"Thiếu tệp khai báo {path.name}.") from error
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{path.name}: sai cú pháp TOML ({error}).") from error


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise DeclarationError(f"Thiếu tệp khai báo {path.name}.")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from enumerate(csv.DictReader(lines), start=2)


def _tables(path: Path) -> Iterator[Table]:
    for number, raw in enumerate(_toml(path).get("table", []), start=1):
        place = f"{path.name}: bảng thứ {number} ({raw.get('name', 'chưa có tên')})"
        columns = tuple(_column(f"{place}, cột thứ {n}", c) for n, c in enumerate(raw.pop("column", []), 1))
        table = _build(Table, place, {**raw, "columns": columns})
        _check_table(place, table)
        yield replace(table, columns=tuple(_with_choices(table, c) for c in columns))


def _with_choices(table: Table, column: Column) -> Column:
    return replace(column, choice=table.column(column.choices_of).choice) if column.choices_of else column


def _column(place: str, raw: dict[str, Any]) -> Column:
    place = f"{place} ({raw.get('name', 'chưa có tên')})"
    choices = tuple(_build(Choice, f"{place}, lựa chọn thứ {n}", c) for n, c in enumerate(raw.get("choice", []), 1))
    column = _build(Column, place, {**raw, "choice": choices})
    _allowed(place, "type", column.type, Type)
    _allowed(place, "need", column.need, Need)
    if column.type == "choice" and not (column.choice or column.choices_of):
        raise DeclarationError(f"{place}: cột lựa chọn phải có “choice” hoặc “choices_of”.")
    return column


def _check_table(place: str, table: Table) -> None:
    _allowed(place, "layout", table.layout, Layout)
    names = [c.name for c in table.columns]
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(f"{place}: cột “{name}” khai báo hai lần.")
    pointers = [(c, p) for c in table.columns for p in (c.part_of, c.unit_column, c.choices_of) if p]
    for name in [*table.key, *(p for _, p in pointers)]:
        if name not in names:
            raise DeclarationError(f"{place}: nhắc đến cột “{name}” chưa khai báo.")


def _indicators(path: Path) -> Iterator[Indicator]:
    seen: set[str] = set()
    for line, raw in _rows(path):
        place = f"{path.name}, dòng {line}"
        values: dict[str, Any] = {
            **raw,
            "valid_from": _year(place, raw.get("valid_from"), FIRST_YEAR),
            "valid_to": _year(place, raw.get("valid_to"), LAST_YEAR),
            "reported_by": tuple((raw.get("reported_by") or "").split()),
            "seen_as": tuple(w for w in (raw.get("seen_as") or "").split("|") if w),
        }
        indicator = _build(Indicator, place, values)
        if indicator.code in seen or indicator.row in seen:
            raise DeclarationError(f"{place}: chỉ tiêu “{indicator.code}” ({indicator.row}) khai báo hai lần.")
        if indicator.kind not in ("flow", "stock", "plan"):
            raise DeclarationError(f"{place}: “kind” là “{indicator.kind}”; phải là flow, stock hoặc plan.")
        seen.update((indicator.code, indicator.row))
        yield indicator


def _rules(path: Path, tables: Mapping[str, Table], indicators: set[str]) -> Iterator[Rule]:
    for number, raw in enumerate(_toml(path).get("rule", []), start=1):
        place = f"{path.name}: quy tắc thứ {number}"
        rule = _build(Rule, place, raw)
        unknown = [c for c in (rule.left, *rule.right, *rule.plus) if c not in indicators]
        if unknown:
            raise DeclarationError(f"{place}: chỉ tiêu “{unknown[0]}” chưa khai báo trong indicators.csv.")
        if rule.kind == "equals_count" and rule.table not in tables:
            raise DeclarationError(f"{place}: bảng “{rule.table}” chưa khai báo.")
        yield rule


def _headers(path: Path, tables: Mapping[str, Table]) -> Iterator[HeaderByYear]:
    for line, raw in _rows(path):
        place = f"{path.name}, dòng {line}"
        table, name = raw.pop("table"), raw.pop("column")
        if table not in tables or name not in {c.name for c in tables[table].columns}:
            raise DeclarationError(f"{place}: không có cột “{table}.{name}” trong biểu mẫu.")
        column = tables[table].column(name)
        for span, header in raw.items():
            first, _, last = span.partition("-")
            years = (_year(place, first, FIRST_YEAR), _year(place, last, LAST_YEAR))
            if header and not column.valid_in(years[0]):
                raise DeclarationError(f"{place}: cột “{table}.{name}” chưa có trong biểu mẫu năm {years[0]}.")
            if header:
                yield HeaderByYear(table, name, *years, header)


def _words(path: Path) -> Words:
    raw = _toml(path)
    raw["flag"] = {k: tuple(v) for k, v in raw.get("flag", {}).items()}
    return _build(Words, path.name, raw)


def _year(place: str, text: str | None, absent: int) -> int:
    if not text:
        return absent
    if not text.isdigit():
        raise DeclarationError(f"{place}: “{text}” không phải là năm.")
    return int(text)


def _allowed(place: str, key: str, value: str, literal: Any) -> None:
    if value not in literal.__args__:
        raise DeclarationError(f"{place}: “{key}” là “{value}”; phải là một trong: {', '.join(literal.__args__)}.")


def _build(kind: type[T], place: str, raw: Mapping[str, Any]) -> T:
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]
    for key in values:
        if key not in known:
            raise DeclarationError(f"{place}: khóa “{key}” không được dùng; có thể là: {', '.join(known)}.")
    try:
        return kind(**values)
    except TypeError as error:
        missing = ", ".join(str(error).partition(": ")[2].replace("'", "").split(" and "))
        raise DeclarationError(f"{place}: thiếu khóa {missing}.") from error

"""Reads the form from its files (`forms/`) and checks it: a wrong declaration stops with its file and key.

`rows`, `year` and `build` read any declared file so. Does not belong here: what the declarations mean (`form`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from danvan.declared.form import (
    FIRST_YEAR,
    LAST_YEAR,
    NUMERIC,
    Choice,
    Column,
    Form,
    HeaderByYear,
    Indicator,
    Limit,
    Rule,
    Table,
    Words,
)
from danvan.declared.sources import read_text, read_toml
from danvan.declared.units import TYPES
from danvan.problems import CATALOGUE, DeclarationError

T = TypeVar("T")


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
    limits = _limits(folder / "limits.toml")
    return Form(tables, indicators, rules, _words(folder / "words.toml"), headers, limits)


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a declared CSV file with their numbers; DeclarationError where cells are too many or too few."""
    for line, row in enumerate(csv.DictReader(io.StringIO(read_text(path), newline="")), start=2):
        if None in row or None in row.values():
            raise DeclarationError(
                f"{path.name}, dòng {line}: số ô khác số cột; giá trị có dấu phẩy phải đặt trong ngoặc kép."
            )
        yield line, row


def _tables(path: Path) -> Iterator[Table]:
    for number, raw in enumerate(read_toml(path).get("table", []), start=1):
        place = f"{path.name}: bảng thứ {number} ({raw.get('name', 'chưa có tên')})"
        columns = tuple(_column(f"{place}, cột thứ {n}", c) for n, c in enumerate(raw.pop("column", []), 1))
        table = build(Table, place, {**raw, "columns": columns})
        _check_table(place, table)
        yield replace(table, columns=tuple(_with_choices(table, c) for c in columns))


def _with_choices(table: Table, column: Column) -> Column:
    return replace(column, choice=table.column(column.choices_of).choice) if column.choices_of else column


def _column(place: str, raw: dict[str, Any]) -> Column:
    place = f"{place} ({raw.get('name', 'chưa có tên')})"
    choices = tuple(build(Choice, f"{place}, lựa chọn thứ {n}", c) for n, c in enumerate(raw.get("choice", []), 1))
    column = build(Column, place, {**raw, "choice": choices})
    if column.type == "choice" and not (column.choice or column.choices_of):
        raise DeclarationError(f"{place}: cột lựa chọn phải có “choice” hoặc “choices_of”.")
    _once(place, "lựa chọn", [choice.name for choice in choices])
    if column.valid_from > column.valid_to:
        raise DeclarationError(f"{place}: valid_to {column.valid_to} đứng trước valid_from {column.valid_from}.")
    return column


def _check_table(place: str, table: Table) -> None:
    names = [c.name for c in table.columns]
    _once(place, "cột", names)
    _unit_types(place, (*table.reported_by, *table.may_lack))
    pointers = [(c, p) for c in table.columns for p in (c.part_of, c.unit_column, c.choices_of) if p]
    for name in [*table.key, *(p for _, p in pointers)]:
        if name not in names:
            raise DeclarationError(f"{place}: nhắc đến cột “{name}” chưa khai báo.")


def _once(place: str, what: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(f"{place}: {what} “{name}” khai báo hai lần.")


def _unit_types(place: str, types: tuple[str, ...]) -> None:
    for name in types:
        if name not in TYPES:
            raise DeclarationError(f"{place}: loại đơn vị “{name}” không có; ghi một trong: {', '.join(TYPES)}.")


def _indicators(path: Path) -> Iterator[Indicator]:
    seen: set[str] = set()
    for line, raw in rows(path):
        place = f"{path.name}, dòng {line}"
        values: dict[str, Any] = {
            **raw,
            "valid_from": year(place, raw.get("valid_from"), FIRST_YEAR),
            "valid_to": year(place, raw.get("valid_to"), LAST_YEAR),
            "reported_by": tuple((raw.get("reported_by") or "").split()),
            "seen_as": tuple(w for w in (raw.get("seen_as") or "").split("|") if w),
        }
        indicator = build(Indicator, place, values)
        if indicator.code in seen or indicator.row in seen:
            raise DeclarationError(f"{place}: chỉ tiêu “{indicator.code}” ({indicator.row}) khai báo hai lần.")
        _unit_types(place, indicator.reported_by)
        seen.update((indicator.code, indicator.row))
        yield indicator


def _rules(path: Path, tables: Mapping[str, Table], indicators: set[str]) -> Iterator[Rule]:
    for number, raw in enumerate(read_toml(path).get("rule", []), start=1):
        place = f"{path.name}: quy tắc thứ {number}"
        rule = build(Rule, place, raw)
        unknown = [c for c in (rule.left, *rule.right, *rule.plus) if c not in indicators]
        if unknown:
            raise DeclarationError(f"{place}: chỉ tiêu “{unknown[0]}” chưa khai báo trong indicators.csv.")
        if rule.code not in CATALOGUE:
            raise DeclarationError(f"{place}: mã “{rule.code}” không có trong danh mục lỗi.")
        if rule.kind == "equals_count":
            _check_count(place, rule, tables)
        yield rule


def _check_count(place: str, rule: Rule, tables: Mapping[str, Table]) -> None:
    if rule.table not in tables:
        raise DeclarationError(f"{place}: bảng “{rule.table}” chưa khai báo.")
    column = next((c for c in tables[rule.table].columns if c.name == rule.column), None)
    known = {choice.name for choice in column.choice} if column else set()
    unknown = [value for value in rule.values if value not in known]
    if column is None or unknown:
        said = f"lựa chọn “{unknown[0]}”" if column else f"cột “{rule.column}”"
        raise DeclarationError(f"{place}: {said} chưa khai báo ở bảng “{rule.table}”.")


def _headers(path: Path, tables: Mapping[str, Table]) -> Iterator[HeaderByYear]:
    for line, raw in rows(path):
        place = f"{path.name}, dòng {line}"
        if not {"table", "column"} <= raw.keys():
            raise DeclarationError(f"{path.name}, dòng 1: phải có cột table và column.")
        table, name = raw.pop("table"), raw.pop("column")
        if table not in tables or name not in {c.name for c in tables[table].columns}:
            raise DeclarationError(f"{place}: không có cột “{table}.{name}” trong biểu mẫu.")
        column = tables[table].column(name)
        for span, header in raw.items():
            first, _, last = span.partition("-")
            years = (year(place, first, FIRST_YEAR), year(place, last, LAST_YEAR))
            if header and not column.valid_in(years[0]):
                raise DeclarationError(f"{place}: cột “{table}.{name}” chưa có trong biểu mẫu năm {years[0]}.")
            if header:
                yield HeaderByYear(table, name, *years, header)


def _limits(path: Path) -> dict[str, Limit]:
    limits = {kind: build(Limit, f"{path.name}: {kind}", raw) for kind, raw in read_toml(path).items()}
    if limits.keys() != NUMERIC:
        raise DeclarationError(f"{path.name}: phải khai báo đủ {', '.join(sorted(NUMERIC))}, không thêm loại khác.")
    return limits


def _words(path: Path) -> Words:
    raw = read_toml(path)
    for key in ("flag", "counted"):
        raw[key] = {k: tuple(v) for k, v in raw.get(key, {}).items()}
    return build(Words, path.name, raw)


def year(place: str, text: str | None, absent: int) -> int:
    """The year that a cell says, `absent` where it is empty."""
    if not text:
        return absent
    if not text.isdigit():
        raise DeclarationError(f"{place}: “{text}” không phải là năm.")
    return int(text)


def build(kind: type[T], place: str, raw: Mapping[str, Any]) -> T:
    """The dataclass `kind` of the values of `raw`; DeclarationError names a key that is unknown, missing or of another
    type than its field.
    """
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]
    for key in values:
        if key not in known:
            raise DeclarationError(f"{place}: khóa “{key}” không được dùng; có thể là: {', '.join(known)}.")
    for key, hint in get_type_hints(kind).items():
        if key in values and not _is(values[key], hint):
            raise DeclarationError(f"{place}: “{key}” là “{values[key]}”; phải là {_called(hint)}.")
    try:
        return kind(**values)
    except TypeError as error:
        missing = ", ".join(str(error).partition(": ")[2].replace("'", "").split(" and "))
        raise DeclarationError(f"{place}: thiếu khóa {missing}.") from error


def _is(value: Any, hint: Any) -> bool:
    """Whether `value` is what the field of a dataclass is annotated as."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in args
    if origin in (Union, UnionType):
        return any(_is(value, arg) for arg in args)
    if origin is tuple:
        return isinstance(value, tuple) and all(_is(item, args[0]) for item in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(_is(item, args[1]) for item in value.values())
    return type(value) in ((int, float) if hint is float else (hint,))


def _called(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return f"một trong: {', '.join(get_args(hint))}"
    if get_origin(hint) in (Union, UnionType):
        return _called(get_args(hint)[0])
    words = {str: "chữ trong ngoặc kép", int: "số nguyên", float: "số", bool: "true hoặc false"}
    return words.get(hint, "danh sách" if get_origin(hint) is tuple else "bảng khóa và giá trị")

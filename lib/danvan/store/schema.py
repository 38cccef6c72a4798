"""The tables of the store and the type of every column, derived from the declared form.

Types are exact: counts, money and years are whole numbers, never floats; blank is null, never zero.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from danvan.declared.form import Column, form
from danvan.problems import DeclarationError

# Which cell of which file a row comes from; the order is the order in which rows are stored.
WHO = (
    pa.field("unit_code", pa.string()),
    pa.field("unit_from", pa.date32()),
    pa.field("year", pa.int64(), nullable=False),
    pa.field("period", pa.string(), nullable=False),
    pa.field("revision", pa.int64()),
)
FILE = pa.field("file", pa.string(), nullable=False)
PLACE = (pa.field("sheet", pa.string(), nullable=False), pa.field("row", pa.int64(), nullable=False))
FACT = (*(field.with_nullable(False) for field in (*WHO, FILE)), *PLACE)

INDICATORS = (
    pa.field("indicator", pa.string(), nullable=False),
    pa.field("column", pa.string(), nullable=False),
    pa.field("value", pa.float64()),
    pa.field("state", pa.string(), nullable=False),
    pa.field("text", pa.string()),
)
REGISTER = (
    pa.field("file", pa.string()),
    pa.field("status", pa.string(), nullable=False),
    pa.field("received_on", pa.date32()),
    pa.field("days_late", pa.int64()),
    pa.field("sha256", pa.string()),
    *(pa.field(name, pa.int64()) for name in ("errors", "warnings", "unplaced")),
    *(pa.field(name, pa.string()) for name in ("forms_present", "forms_with_nothing")),
    pa.field("sample", pa.bool_()),
)
CELLS = (*PLACE, *(pa.field(name, pa.string()) for name in ("cell", "role", "table", "column", "text")))
PROBLEMS = (
    *(field.with_nullable(True) for field in PLACE),
    *(pa.field(name, pa.string()) for name in ("code", "severity", "cell", "said", "message", "remedy")),
)

TYPES = {
    "count": pa.int64(),
    "money": pa.int64(),
    "year": pa.int64(),
    "decimal": pa.float64(),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "text": pa.string(),
    "code": pa.string(),
    "choice": pa.string(),
}
ALLOWED = {
    ("register", "status"): (
        "not_received", "received", "returned", "superseded", "accepted", "duplicate", "refused",
    ),
    ("indicators", "column"): ("plan", "actual", "same_period_last_year", "cumulative", "restated"),
    ("indicators", "state"): ("value", "zero", "blank", "not_applicable", "unreadable"),
    ("problems", "severity"): ("E", "W", "F"),
}  # fmt: skip

FACTS: tuple[str, ...] = tuple(table.name for table in form().tables.values() if table.layout != "fields")
TABLES: tuple[str, ...] = ("register", *FACTS, "cells", "problems")


@cache
def schema(table: str) -> pa.Schema:
    """The columns of `table` in stored order; KeyError where there is no such table."""
    fixed = {
        "register": (*WHO, *REGISTER),
        "indicators": (*FACT, *INDICATORS),
        "cells": (*WHO, FILE, *CELLS),
        "problems": (*WHO, FILE, *PROBLEMS),
    }
    return pa.schema(fixed[table] if table in fixed else (*FACT, *_declared(table)))


def allowed(table: str) -> dict[str, frozenset[str]]:
    """The values that a column may hold, for the columns that hold only declared ones."""
    fixed = {column: frozenset(names) for (of, column), names in ALLOWED.items() if of == table}
    declared = {c.name: frozenset(choice.name for choice in c.choice) for c in _columns(table) if c.type == "choice"}
    return {**declared, **fixed}


def units(table: str) -> dict[str, str]:
    """What the numbers of `table` count: {"labour_days": "công"}."""
    return {c.name: c.unit for c in _columns(table) if c.unit}


def _columns(table: str) -> list[Column]:
    rows = table in FACTS and form().table(table).layout == "rows"
    return [c for c in form().table(table).columns if c.stored] if rows else []


def _declared(table: str) -> list[pa.Field]:
    if table not in FACTS:
        raise KeyError(table)
    for column in _columns(table):
        if column.name in (field.name for field in FACT):
            raise DeclarationError(f"Biểu mẫu, bảng “{table}”: tên cột “{column.name}” đã dành cho nguồn của dòng.")
    return [pa.field(column.name, TYPES[column.type]) for column in _columns(table)]

"""What `danvan.declared.forms` declares is used: a column, an indicator, a series, a word that nothing asks for fails."""

from __future__ import annotations

import csv
import dataclasses
import re
import tomllib
from collections.abc import Collection
from pathlib import Path

import pytest

from danvan.declared import form as forms
from danvan.declared import series, sharing, standards
from danvan.declared.form import FORMS, form
from danvan.declared.series import all_series

LIBRARY = FORMS.parents[1]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.py"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FORMS.iterdir() if path.is_file()}
ASKING = (
    "series.toml",
    "rules.toml",
    "limits.toml",
    "sharing.toml",
    "standards.csv",
)  # they point at columns, indicators
COLUMNS = {(table.name, column.name) for table in form().tables.values() for column in table.columns}


def unused(names: Collection[str], text: str) -> list[str]:
    """Those that stand nowhere in a text as a word of their own."""
    words = set(re.findall(r"\w+", text))
    return sorted(name for name in names if name not in words)


def test_every_column_and_indicator_is_asked_for() -> None:
    asking = CODE + "".join(TEXTS[name] for name in ASKING)
    assert unused({name for _, name in COLUMNS}, asking) == []
    assert unused({one.code for one in form().indicators}, asking) == []
    assert unused({"total_vnd", "nobody_asks_for_this"}, asking) == ["nobody_asks_for_this"]


def test_every_table_is_asked_for() -> None:
    assert unused(form().tables, CODE) == []


def test_every_series_is_printed_or_drawn() -> None:
    shown = "\n".join(
        path.read_text(encoding="utf-8") for room in ("analysis", "publish") for path in (LIBRARY / room).rglob("*.py")
    )
    assert unused({one.name for one in all_series()}, shown) == []


@pytest.mark.parametrize("module", [forms, series, sharing, standards], ids=lambda module: module.__name__)
def test_every_key_of_a_declaration_is_read(module: object) -> None:
    kinds = [kind for kind in vars(module).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert fields
    assert [name for name in sorted(fields) if not re.search(rf"\.{name}\b", CODE)] == []


def test_every_group_of_words_is_asked_for_and_what_is_counted_is_a_unit_or_a_choice() -> None:
    words = tomllib.loads(TEXTS["words.toml"])
    assert [group for group in words if not re.search(rf"words\.{group}\b", CODE)] == []
    columns = [column for table in form().tables.values() for column in table.columns]
    units = {column.unit for column in columns} | {one.unit for one in form().indicators}
    known = units | {choice.label for column in columns for choice in column.choice}
    assert set(words["counted"]) - known <= {"", "tháng"}  # of no unit; of time, which counts nothing of ours


def test_headers_of_years_and_standards_point_at_what_is_declared() -> None:
    headers = csv.DictReader(TEXTS["headers_by_year.csv"].splitlines())
    assert {(row["table"], row["column"]) for row in headers} <= COLUMNS
    told = {one for row in csv.DictReader(TEXTS["standards.csv"].splitlines()) for one in row["applies_to"].split()}
    indicators = {("indicators", one.code) for one in form().indicators}
    named = {tuple(one.split(".")) for one in told if "." in one}
    assert named <= COLUMNS | indicators


def test_every_file_of_the_forms_is_read() -> None:
    named = {path.name for path in FORMS.iterdir() if path.is_file() and not re.fullmatch(r"b\d_\w+\.toml", path.name)}
    assert [name for name in sorted(named) if name not in CODE] == []
    assert Path(forms.__file__).parent == FORMS.parent

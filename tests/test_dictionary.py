"""The data dictionary holds every column and indicator of the code, once, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan.cli import main
from danvan.declared.form import form
from danvan.publish.dictionary import FIXED, entries, indicators, markdown, title
from danvan.store.schema import FACTS, TABLES, schema, units


def test_every_column_of_every_table_stands_in_it_once_in_order() -> None:
    told = [(entry.table, entry.column) for entry in entries()]
    assert told == [(table, name) for table in TABLES for name in schema(table).names]
    assert all(entry.label for entry in entries())
    assert all(title(table) for table in TABLES)


def test_no_meaning_is_kept_for_a_column_that_there_is_not() -> None:
    declared = {(t.name, c.name) for t in form().tables.values() if t.layout == "rows" for c in t.columns}
    asked = {e.column for e in entries() if (e.table, e.column) not in declared}
    assert asked == FIXED.keys()


def test_units_are_those_that_load_tells() -> None:
    for table in FACTS:
        assert {e.column: e.unit for e in entries() if e.table == table and e.unit} == units(table)


def test_what_the_form_says_of_a_column_is_said() -> None:
    """domain.md, section 5: working days of B2 are counted in công and add up; an event of B4 is one of the declared choices."""
    told = {(e.table, e.column): e for e in entries()}
    labour = told["resources", "labour_days"]
    assert (labour.type, labour.unit, labour.adds) == ("số thập phân", "công", "cộng được")
    assert "covid19 = Phòng, chống dịch Covid-19" in told["donations", "event"].values
    assert told["problems", "severity"].values == ("E", "F", "W")


def test_every_indicator_stands_in_it_once() -> None:
    assert [told[0] for told in indicators()] == [one.code for one in form().indicators]


def test_no_personal_column_is_told_of() -> None:
    personal = {c.name for t in form().tables.values() for c in t.columns if not c.stored}
    assert not personal & {e.column for e in entries() if e.table in FACTS}


def test_the_document_has_a_section_a_table_and_whole_rows() -> None:
    lines = markdown().splitlines()
    assert [line.split()[1].rstrip(":") for line in lines if line.startswith("## ")][:-1] == list(TABLES)
    widths = [line.replace("\\|", "").count("|") for line in lines if line.startswith("|")]
    assert set(widths) == {9, 8}


def test_the_command_prints_writes_and_speaks_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary"]) == 0
    printed = capsys.readouterr().out
    assert main(["dictionary", "--output", str(tmp_path / "a.md")]) == 0
    capsys.readouterr()
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == printed
    assert main(["dictionary", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["tables"]) == set(TABLES)
    assert [one["code"] for one in told["indicators"]] == [one.code for one in form().indicators]

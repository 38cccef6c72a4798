from __future__ import annotations

import pyarrow as pa
import pytest

from danvan.declared.form import form
from danvan.store import schema as stored
from danvan.store.schema import FACTS, TABLES, allowed, schema, units

COMMON = ["unit_code", "unit_from", "year", "period", "revision", "file", "sheet", "row"]
OTHERS = ("register", "cells", "problems")


def test_the_tables() -> None:
    assert TABLES == (
        "register", "models", "resources", "indicators", "donations", "new_rural", "ocop", "model_areas",
        "documents", "awards", "remarks", "cells", "problems",
    )  # fmt: skip


@pytest.mark.parametrize("table", FACTS)
def test_every_fact_says_where_it_comes_from(table: str) -> None:
    assert schema(table).names[:8] == COMMON
    assert not any(schema(table).field(name).nullable for name in COMMON)


@pytest.mark.parametrize("table", TABLES)
def test_no_column_stands_twice(table: str) -> None:
    assert len(schema(table).names) == len(set(schema(table).names))


@pytest.mark.parametrize("table", [t for t in FACTS if t != "indicators"])
def test_every_column_of_the_form_that_may_be_stored_is_stored_and_no_other(table: str) -> None:
    declared = [c.name for c in form().table(table).columns if c.sensitivity != "personal"]
    assert schema(table).names[8:] == declared


@pytest.mark.parametrize("table", [t for t in FACTS if t != "indicators"])
def test_money_and_counts_are_whole_numbers(table: str) -> None:
    for column in form().table(table).columns:
        kept = schema(table).field(column.name).type
        assert pa.types.is_integer(kept) == (column.type in ("count", "money", "year")), column.name
        assert pa.types.is_floating(kept) == (column.type == "decimal"), column.name


def test_names_of_persons_are_in_no_table() -> None:
    personal = {c.name for c in form().table("cover").columns if c.sensitivity == "personal"}
    assert personal == {"preparer", "phone", "approver", "signed_on"}
    assert all(not personal & set(schema(table).names) for table in TABLES)


def test_the_figures_have_one_row_a_cell() -> None:
    assert schema("indicators").names[8:] == ["indicator", "column", "value", "state", "text"]
    assert allowed("indicators")["state"] == {"value", "zero", "blank", "not_applicable", "unreadable"}
    columns = {c.name for c in form().table("indicators").columns if c.type == "decimal"}
    assert allowed("indicators")["column"] == {*columns, "restated"}


def test_the_register() -> None:
    assert schema("register").names == [
        "unit_code", "unit_from", "year", "period", "revision", "file", "status", "received_on", "days_late", "sha256",
        "errors", "warnings", "unplaced", "forms_present", "forms_with_nothing", "sample",
    ]  # fmt: skip


def test_cells_and_problems() -> None:
    assert schema("cells").names[5:] == ["file", "sheet", "row", "cell", "role", "table", "column", "text"]
    assert schema("problems").names[5:] == [
        "file", "sheet", "row", "code", "severity", "cell", "said", "message", "remedy",
    ]  # fmt: skip


def test_a_choice_holds_declared_names_only() -> None:
    assert allowed("models")["recognised_level"] == {"commune", "district", "province", "central"}
    assert set(allowed("donations")) == {"event", "activity", "donor_kind"}


def test_units_of_numbers() -> None:
    assert units("awards") == {"count": "lượt khen"}
    assert units("resources")["labour_days"] == "công"
    assert all(units(table) == {} for table in (*OTHERS, "indicators"))


def test_an_unknown_table() -> None:
    with pytest.raises(KeyError):
        schema("cover")


def test_types_of_the_form_are_all_known() -> None:
    assert set(stored.TYPES) == {c.type for table in form().tables.values() for c in table.columns}

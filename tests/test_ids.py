"""Every number of the tables by its id, in a file that is the same for the same tables."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_tables import drawn_tables, every_table, of_period

from danvan.publish import tables
from danvan.publish.ids import write_figures
from danvan.publish.table import PublishedTable

TABLE = tables.resources_by_year(drawn_tables()["resources"], of_period())


def read(path: Path) -> dict[str, dict[str, object]]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_every_number_is_told_with_its_value_its_text_and_its_unit(tmp_path: Path) -> None:
    told = read(write_figures([TABLE], tmp_path))
    assert set(told) == {TABLE.figure(row, name) for row, name in TABLE.formulas}
    assert told["T6a/2021/total_vnd"] == {"value": 380_000_000, "text": "380.000.000", "unit": "đồng"}
    assert told["T6a/2021/business_vnd"]["value"] is None


def test_one_number_a_line_in_the_same_bytes(tmp_path: Path) -> None:
    first = write_figures([TABLE], tmp_path).read_bytes()
    assert write_figures([TABLE, TABLE], tmp_path).read_bytes() == first
    assert first.count(b"\n") == len(TABLE.formulas) + 2


def test_another_table_of_the_same_id_is_named_as_its_sheet(tmp_path: Path) -> None:
    other = replace(TABLE, title="Khác")
    told = read(write_figures([TABLE, other], tmp_path))
    assert told["T6a (2)/2021/total_vnd"] == told["T6a/2021/total_vnd"]


def test_a_day_is_told_as_one(tmp_path: Path) -> None:
    told = read(write_figures([tables.documents_listed(drawn_tables()["documents"], of_period())], tmp_path))
    assert {said["value"] for said in told.values() if said["text"] == "03/4/2017"} == {"2017-04-03"}


@pytest.mark.parametrize("table", every_table(drawn_tables(), of_period()), ids=lambda table: table.id)
def test_every_table_can_be_told(table: PublishedTable, tmp_path: Path) -> None:
    assert len(read(write_figures([table], tmp_path))) == len(table.formulas)


def test_no_tables_give_no_numbers(tmp_path: Path) -> None:
    assert read(write_figures([], tmp_path)) == {}

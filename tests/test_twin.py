"""The twin of a workspace has the same files, and a store that differs in just the values that were moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn_district import OFFICE
from drawn_store import stored

from danvan.analysis.disclosed import Step
from danvan.paths import Workspace
from danvan.runs.twin import write_twin
from danvan.store.manifest import read_manifest
from danvan.store.read import load

UNIT = next(unit for unit in OFFICE.expected(2022, "N") if unit.code == "21085")
KEY = (2022, UNIT.code, UNIT.valid_from)
WORK = {"work_name": "Kênh N6", "work_type": "canal", "land_households": 2.0, "completed": True}
JOBS = {"indicator": "jobs_abroad", "column": "actual", "value": 1.0, "state": "value"}
LAST = {**JOBS, "column": "same_period_last_year", "value": 4.0}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "ws"
    (root / "notebooks" / ".ipynb_checkpoints").mkdir(parents=True)
    (root / "notebooks" / "02.ipynb").write_text("{}", encoding="utf-8")
    (root / "notes.csv").write_text("a\n", encoding="utf-8")
    said = {(2022, UNIT.name): {"resources": [WORK, {**WORK, "land_households": None}], "indicators": [JOBS, LAST]}}
    made = stored(root, said, (2022,))
    (made.executed / "2022" / "-" / "02").mkdir(parents=True)
    (made.executed / "2022" / "-" / "02" / "made.json").write_text("{}", encoding="utf-8")
    (root / "phu_luc" / "trống").mkdir(parents=True)
    (root / "phu_luc" / "giá.csv").write_text("a\n", encoding="utf-8")
    read = [str(root / name) for name in ("phu_luc", "phu_luc/giá.csv", "phu_luc/không có", "phu_luc/trống")]
    notes = "\n".join(
        json.dumps(words) for words in (*((name, "x") for name in read), ("/etc/hosts", "x"), ("", "git"))
    )
    (made.executed / "2022" / "-" / "02" / "reads.jsonl").write_text(notes, encoding="utf-8")
    return made


def steps() -> list[Step]:
    return [
        Step("resources", "land_households", KEY, ("x.xlsx", "B", 9), "", 3),
        Step("indicators", "actual", KEY, ("x.xlsx", "B", 9), "jobs_abroad", -1),
    ]


def test_just_the_named_values_move(workspace: Workspace, tmp_path: Path) -> None:
    twin = write_twin(workspace, tmp_path / "twin", steps(), "2022")
    works = load("resources", workspace=twin)["land_households"]
    assert works.iloc[0] == 5 and works.isna().tolist() == [False, True]
    values = load("indicators", workspace=twin).set_index("column")["value"]
    assert values.to_dict() == {"actual": 0, "same_period_last_year": 4}
    assert load("indicators", workspace=workspace).set_index("column")["value"]["actual"] == 1


def test_tables_that_did_not_move_are_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    twin = write_twin(workspace, tmp_path / "twin", steps()[:1], "2022")
    here, there = (read_manifest(of.processed).tables for of in (workspace, twin))
    assert [table for table in here if here[table] != there[table]] == ["resources"]
    assert read_manifest(twin.processed).inputs == read_manifest(workspace.processed).inputs
    assert (
        write_twin(workspace, tmp_path / "again", [], "2022").processed.joinpath("manifest.json").read_bytes()
        == (workspace.processed / "manifest.json").read_bytes()
    )


def test_what_the_office_declares_and_what_notebooks_made_go_along(workspace: Workspace, tmp_path: Path) -> None:
    twin = write_twin(workspace, tmp_path / "twin", [], "2022")
    names = {path.relative_to(twin.root).as_posix() for path in twin.root.rglob("*") if path.is_file()}
    assert {path.name for path in (twin.root / "phu_luc").iterdir()} == {"giá.csv", "trống"}
    assert {"danvan.toml", "notes.csv", "notebooks/02.ipynb", "data/processed/executed/2022/-/02/made.json"} <= names
    assert not [name for name in names if ".ipynb_checkpoints" in name or name.startswith(("outputs", "data/raw"))]

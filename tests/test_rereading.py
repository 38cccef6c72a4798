"""A new version of the reader that reads a single value otherwise stops the run, shows the cell, and waits for a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import drawn_files
import faults
import pandas as pd
import pytest
from drawn_submission import WORKS, changed, sheets
from test_cli import danvan_says

from danvan.intake import child
from danvan.intake import received as ingesting
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.store.manifest import read_manifest
from danvan.store.read import load

ROOT = Path(__file__).parents[1]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    here = Workspace(tmp_path)
    shutil.copy(ROOT / "danvan.toml", tmp_path)
    (here.raw / "2021" / "21085").mkdir(parents=True)
    (here.raw / "2021" / "21085" / "a.xlsx").write_bytes(drawn_files.xlsx(sheets()))
    monkeypatch.setattr(ingesting, "fence", faults.inline)
    assert [e.status for e in ingest(here).entries if e.submission] == ["accepted"]
    return here


def reads_otherwise(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """The next version, which reads other values in the row of "Đường xóm Đông"."""
    tasks = child.TASKS["keep"]

    def read(desk: Any, path: Path, file: str) -> Any:
        told, _ = tasks(desk, path, file)
        rows = list(told[0].rows["resources"])
        rows[1] = replace(rows[1], values={**rows[1].values, **values})  # noqa: PD011 - a mapping
        told = [replace(told[0], rows={**told[0].rows, "resources": rows})]
        return told, child.packed({"submissions": [one.to_dict() for one in told]})

    monkeypatch.setitem(child.TASKS, "keep", read)
    monkeypatch.setattr(ingesting, "READER_VERSION", ingesting.READER_VERSION + 1)


def households(here: Workspace) -> list[int]:
    return sorted(load("resources", workspace=here)["land_households"])


def test_a_version_that_reads_the_same_is_silent_and_noted(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_manifest(office.processed)
    reads_otherwise(monkeypatch)
    ingest(office)
    assert read_manifest(office.processed) == replace(before, reader=before.reader + 1)
    assert not office.rereadings.exists()


def test_one_other_value_stops_with_its_cell_and_leaves_the_store(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_manifest(office.processed)
    reads_otherwise(monkeypatch, land_households=33)
    for _ in range(2):
        with pytest.raises(DanvanError, match=r"2021/21085/a.xlsx, trang NL, ô H4 .*: 3 → 33") as told:
            ingest(office)
        assert str(told.value).count("\n- ") == 1 and told.value.exit_code == 1
    assert read_manifest(office.processed) == before and 33 not in households(office)


def test_once_a_person_accepts_it_the_store_has_the_new_value_and_a_list_who_did(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reads_otherwise(monkeypatch, land_households=33, work_name="Đường xóm Đoài")
    code, _, err = danvan_says(capsys, "--workspace", str(office.root), "ingest")
    assert code == 1 and "--accept-new-reading" in err and "Đường xóm Đông → Đường xóm Đoài" in err
    asked = ("--workspace", str(office.root), "ingest", "--accept-new-reading", "Văn phòng HĐND và UBND")
    assert danvan_says(capsys, *asked)[0] == 0
    assert 33 in households(office)
    signed = pd.read_csv(office.rereadings)
    assert set(signed["who"]) == {"Văn phòng HĐND và UBND"} and set(signed["cell"]) == {"ô B4", "ô H4"}
    assert danvan_says(capsys, "--workspace", str(office.root), "ingest")[0] == 0  # and is not asked again
    assert len(pd.read_csv(office.rereadings)) == len(signed)


def test_a_report_that_would_go_back_now_is_told_as_a_whole(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    reads_otherwise(monkeypatch)
    refused = child.TASKS["keep"]

    def read(desk: Any, path: Path, file: str) -> Any:
        (told,), _ = refused(desk, path, file)
        told = replace(told, unit_code=None)
        return [told], child.packed({"submissions": [told.to_dict()]})

    monkeypatch.setitem(child.TASKS, "keep", read)
    with pytest.raises(DanvanError, match=r"a.xlsx \(cả tệp\): được chấp nhận → phải trả lại"):
        ingest(office)


def test_what_changed_because_a_file_did_is_nobodys_reading(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    reads_otherwise(monkeypatch)
    works = changed(WORKS, {"H4": 5})
    (office.raw / "2021" / "21085" / "a.xlsx").write_bytes(drawn_files.xlsx(sheets(B2=works)))
    ingest(office)
    assert 5 in households(office)


def test_a_broken_store_is_told_how_to_be_read_anew(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    reads_otherwise(monkeypatch)
    for path in office.processed.glob("resources/**/*.parquet"):
        path.unlink()
    with pytest.raises(DanvanError, match=r"manifest\.json và chạy lại danvan ingest"):
        ingest(office)
    (office.processed / "manifest.json").unlink()
    ingest(office)

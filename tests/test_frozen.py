"""Frozen states: a whole copy that nothing changes, told with what there is where a name is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from drawn_frames import CHAU_O, accepted, drawn

from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store import frozen
from danvan.store.manifest import read_manifest
from danvan.store.read import load
from danvan.store.write import commit

DAY = date(2023, 1, 9)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "danvan.toml").write_text("# settings", encoding="utf-8")
    (tmp_path / "model_links.csv").write_text("unit,year", encoding="utf-8")
    made = Workspace(tmp_path)
    store(made, "Tổ tự quản")
    return made


def store(workspace: Workspace, name: str) -> None:
    models = drawn(f"unit_code|year|model_name|revision\n21040|2022|{name}|1", "models")
    commit(workspace.processed, {"models": models, "register": accepted(CHAU_O)}, {"a.xlsx": "0" * 64})


def named(workspace: Workspace) -> list[str]:
    return load("models", workspace=workspace)["model_name"].tolist()


def test_a_frozen_state_stays_what_it_was(workspace: Workspace) -> None:
    frozen.freeze(workspace, "năm 2022", (2022,), DAY)
    store(workspace, "Vườn sạch")
    kept = frozen.frozen(workspace, "năm 2022")
    assert (named(kept), named(workspace)) == (["Tổ tự quản"], ["Vườn sạch"])
    assert kept.settings.read_text(encoding="utf-8") == "# settings"
    assert kept.model_links.read_text(encoding="utf-8") == "unit,year"
    assert not kept.header_words.exists()


def test_frozen_tables_are_the_same_bytes(workspace: Workspace) -> None:
    frozen.freeze(workspace, "a", (2022,), DAY)
    kept = frozen.frozen(workspace, "a").processed
    for path in (*read_manifest(workspace.processed).paths, "manifest.json"):
        assert (kept / path).read_bytes() == (workspace.processed / path).read_bytes()


def test_states_are_listed_by_day(workspace: Workspace) -> None:
    frozen.freeze(workspace, "b", (2022,), DAY)
    frozen.freeze(workspace, "a", (2022,), date(2022, 12, 20))
    assert [(one.name, one.years, one.day) for one in frozen.every(workspace)] == [
        ("a", (2022,), date(2022, 12, 20)),
        ("b", (2022,), DAY),
    ]


def test_no_frozen_state_is_written_over(workspace: Workspace) -> None:
    frozen.freeze(workspace, "a", (2022,), DAY)
    with pytest.raises(UsageError, match="Đã có bản chốt “a”"):
        frozen.freeze(workspace, "a", (2022,), DAY)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".hidden", "x" * 80])
def test_a_name_that_is_no_folder_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(UsageError, match="không làm tên bản chốt được"):
        frozen.freeze(workspace, name, (2022,), DAY)


def test_an_unknown_state_is_answered_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="chưa có bản nào"):
        frozen.frozen(workspace, "x")
    frozen.freeze(workspace, "a", (2022,), DAY)
    with pytest.raises(UsageError, match="các bản chốt: “a”"):
        frozen.frozen(workspace, "x")


def test_a_store_that_somebody_changed_is_not_frozen(workspace: Workspace) -> None:
    path = workspace.processed / next(iter(sorted(read_manifest(workspace.processed).paths)))
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DanvanError, match="đã bị thay đổi"):
        frozen.freeze(workspace, "a", (2022,), DAY)
    assert not (workspace.frozen / "a").exists()


def test_a_broken_state_is_told(workspace: Workspace) -> None:
    frozen.freeze(workspace, "a", (2022,), DAY)
    (workspace.frozen / "a" / "frozen.json").write_text("{", encoding="utf-8")
    with pytest.raises(DanvanError, match="bản chốt này đã hỏng"):
        frozen.every(workspace)


def test_writing_the_store_leaves_frozen_states_alone(workspace: Workspace) -> None:
    frozen.freeze(workspace, "a", (2022,), DAY)
    before = sorted(path for path in workspace.frozen.rglob("*") if path.is_file())
    store(workspace, "Vườn sạch")
    assert sorted(path for path in workspace.frozen.rglob("*") if path.is_file()) == before
    assert isinstance(load("models", workspace=frozen.frozen(workspace, "a")), pd.DataFrame)

"""Frozen states: a whole copy that nothing changes, told with what there is where a name is wrong or a file is not
what it was.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from drawn_frames import CHAU_O, accepted, drawn

from danvan.declared.settings import BUNDLED, settings
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store import frozen
from danvan.store.manifest import read_manifest
from danvan.store.read import load
from danvan.store.schema import schema
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
DAY = date(2023, 1, 9)
WITH = {"danvan": "0.1.0"}
SETTINGS = (ROOT / "danvan.toml").read_text(encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "huyện")
    made.root.mkdir()
    made.settings.write_text(SETTINGS, encoding="utf-8")
    made.model_links.write_text("unit,year", encoding="utf-8")
    made.report_template.write_bytes(b"template")
    store(made, "Tổ tự quản")
    return made


def store(workspace: Workspace, name: str) -> None:
    models = drawn(f"unit_code|year|model_name|revision\n21040|2022|{name}|1", "models")
    commit(workspace.processed, {"models": models, "register": accepted(CHAU_O)}, {"a.xlsx": "0" * 64})


def issue(state: Workspace) -> None:
    """Stand in for the report that is made of a state: it says what the state holds."""
    (state.root / "report.docx").write_text(", ".join(named(state)), encoding="utf-8")


def froze(workspace: Workspace, name: str = "a", years: tuple[int, ...] = (2022,), day: date = DAY) -> frozen.Frozen:
    return frozen.freeze(workspace, name, years, day, WITH, issue)


def opened(workspace: Workspace, name: str = "a") -> Workspace:
    return frozen.frozen(workspace, name)[0]


def named(workspace: Workspace) -> list[str]:
    return load("models", workspace=workspace)["model_name"].tolist()


def test_a_frozen_state_stays_what_it_was(workspace: Workspace) -> None:
    froze(workspace, "năm 2022")
    store(workspace, "Vườn sạch")
    kept = opened(workspace, "năm 2022")
    assert (named(kept), named(workspace)) == (["Tổ tự quản"], ["Vườn sạch"])
    assert kept.settings.read_text(encoding="utf-8") == SETTINGS
    assert kept.report_template.read_bytes() == b"template"
    assert kept.model_links.read_text(encoding="utf-8") == "unit,year"
    assert not kept.header_words.exists()


def test_frozen_tables_are_the_same_bytes(workspace: Workspace) -> None:
    froze(workspace)
    kept = opened(workspace).processed
    for path in (*read_manifest(workspace.processed).paths, "manifest.json"):
        assert (kept / path).read_bytes() == (workspace.processed / path).read_bytes()


def test_states_are_listed_by_day(workspace: Workspace) -> None:
    froze(workspace, "b")
    froze(workspace, day=date(2022, 12, 20))
    assert [(one.name, one.years, one.day) for one in frozen.every(workspace)] == [
        ("a", (2022,), date(2022, 12, 20)),
        ("b", (2022,), DAY),
    ]


def test_no_frozen_state_is_written_over(workspace: Workspace) -> None:
    froze(workspace)
    with pytest.raises(UsageError, match="Đã có bản chốt “a”"):
        froze(workspace)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".hidden", "x" * 80])
def test_a_name_that_is_no_folder_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(UsageError, match="không làm tên bản chốt được"):
        froze(workspace, name)


def test_an_unknown_state_is_answered_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="chưa có bản nào"):
        opened(workspace, "x")
    froze(workspace)
    with pytest.raises(UsageError, match="các bản chốt: “a”"):
        opened(workspace, "x")


def test_a_store_that_somebody_changed_is_not_frozen(workspace: Workspace) -> None:
    path = workspace.processed / next(iter(sorted(read_manifest(workspace.processed).paths)))
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DanvanError, match="đã bị thay đổi"):
        froze(workspace)
    assert not (workspace.frozen / "a").exists()


def test_a_broken_state_is_told(workspace: Workspace) -> None:
    froze(workspace)
    (workspace.frozen / "a" / "frozen.json").write_text("{", encoding="utf-8")
    with pytest.raises(DanvanError, match="bản chốt này đã hỏng"):
        frozen.every(workspace)


def test_writing_the_store_leaves_frozen_states_alone(workspace: Workspace) -> None:
    froze(workspace)
    before = sorted(path for path in workspace.frozen.rglob("*") if path.is_file())
    store(workspace, "Vườn sạch")
    assert sorted(path for path in workspace.frozen.rglob("*") if path.is_file()) == before
    assert isinstance(load("models", workspace=opened(workspace)), pd.DataFrame)


def test_what_was_made_of_a_state_is_kept_with_it_and_with_what_made_it(workspace: Workspace) -> None:
    made = froze(workspace)
    assert made == frozen.frozen(workspace, "a")[1] == frozen.every(workspace)[0]
    assert made.made_with == WITH
    assert (opened(workspace).root / "report.docx").read_text(encoding="utf-8") == "Tổ tự quản"
    there = {path.relative_to(opened(workspace).root).as_posix() for path in opened(workspace).root.rglob("*.*")}
    assert {"danvan.toml", "model_links.csv", "mau_bao_cao.docx", "report.docx", "binh_son.csv"} <= set(made.files)
    assert {path for path in there if "year=" not in path} - {"frozen.json"} == {
        path for path in made.files if "year=" not in path
    }


def test_lists_of_places_are_kept_as_they_were(workspace: Workspace) -> None:
    froze(workspace)
    bundled = (BUNDLED / "binh_son.csv").read_text(encoding="utf-8")
    (workspace.root / "binh_son.csv").write_text(bundled.replace("Châu Ổ", "Châu Mới"), encoding="utf-8")
    at = date(2022, 12, 14)
    assert settings(workspace).places.get("21040", at).name == "Châu Mới"  # type: ignore[union-attr]
    assert settings(opened(workspace)).places.get("21040", at).name == "Châu Ổ"  # type: ignore[union-attr]


def test_a_declared_file_that_lies_elsewhere_cannot_be_kept(workspace: Workspace) -> None:
    (workspace.root.parent / "places.csv").write_bytes((BUNDLED / "binh_son.csv").read_bytes())
    workspace.settings.write_text(SETTINGS.replace('"binh_son.csv"', '"../places.csv"'), encoding="utf-8")
    with pytest.raises(DanvanError, match=r"“../places.csv” nằm ngoài .*chép vào cạnh danvan.toml rồi chốt lại"):
        froze(workspace)
    assert frozen.every(workspace) == []


@pytest.mark.parametrize("file", ["report.docx", "danvan.toml", "data/processed/manifest.json"])
def test_a_state_that_somebody_changed_is_not_opened(workspace: Workspace, file: str) -> None:
    path = workspace.frozen / "a" / file
    froze(workspace)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DanvanError, match=f"Bản chốt “a”: {file} đã mất hoặc bị thay đổi"):
        frozen.frozen(workspace, "a")
    path.unlink()
    with pytest.raises(DanvanError, match=f"Bản chốt “a”: {file} đã mất hoặc bị thay đổi"):
        frozen.frozen(workspace, "a")


def test_a_state_of_a_library_with_other_columns_names_that_library(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    froze(workspace)
    monkeypatch.setattr(frozen, "schema", lambda table: schema("ocop" if table == "models" else table))
    with pytest.raises(DanvanError, match=r"do danvan 0\.1\.0 lập, khi bảng “models” có các cột khác bây giờ"):
        frozen.frozen(workspace, "a")


def test_a_state_whose_report_cannot_be_made_is_none(workspace: Workspace) -> None:
    def fails(state: Workspace) -> None:
        raise DanvanError("mẫu thiếu thẻ")

    with pytest.raises(DanvanError, match="mẫu thiếu thẻ"):
        frozen.freeze(workspace, "a", (2022,), DAY, WITH, fails)
    assert frozen.every(workspace) == []
    froze(workspace)

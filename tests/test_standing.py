"""A run that is asked again ends at once while nothing looks different; whatever it hangs on may look different."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan.paths import Workspace
from danvan.runs import standing
from danvan.runs.standing import Ended, found, keep, look

ENDED = Ended(("2022",), ("Có 2 tệp; đọc mới 0, các tệp khác không đổi.",), True)
FILES = (
    "danvan.toml", "data/raw/2022/21085.xlsx", "data/raw/.cũ/2022/a.xlsx", "notebooks/02_models.ipynb",
    "notebooks/runs.toml", "data/processed/manifest.json", "data/processed/models/year=2022/ab.parquet",
    "data/processed/readings/ab/abc.json.z", "outputs/2022/run.json", "outputs/2022/returned/21085.xlsx", "lib/a.py",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose run of 2022 is done, with a notebook that read a file of its own."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "notes.csv").write_text("1")
    notes = tmp_path / "data" / "processed" / "executed" / "2022" / "-" / "02_models" / "reads.jsonl"
    notes.parent.mkdir(parents=True)
    notes.write_text(f'["models", [2022], "ab"]\n["{(tmp_path.parent / "outside.csv").as_posix()}", "cd"]\n')
    (tmp_path.parent / "outside.csv").write_text("1")
    monkeypatch.setattr(standing, "LIBRARY", tmp_path / "lib")
    monkeypatch.setattr(standing, "SETTLED_NS", 0)
    made = Workspace(tmp_path)
    keep(made, "2022", look(made), ENDED)
    return made


def test_what_nothing_changed_for_ends_as_it_did(workspace: Workspace) -> None:
    assert found(workspace, "2022", look(workspace)) == ENDED
    assert found(workspace, "2021", look(workspace)) is None


def written(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text)


@pytest.mark.parametrize("name", [*(f for f in FILES if "readings" not in f), "notes.csv", "../outside.csv"])
@pytest.mark.parametrize("change", [written("other"), Path.unlink, lambda path: os.utime(path, (1, 1))])
def test_whatever_it_hangs_on_is_looked_at(workspace: Workspace, name: str, change: Callable[[Path], object]) -> None:
    change(workspace.root / name)
    assert found(workspace, "2022", look(workspace)) is None


@pytest.mark.parametrize("name", ["data/raw/2022/21091.xlsx", "lib/b.py", "links.csv", "outputs/2022/returned/b.xlsx"])
def test_a_new_file_is_seen(workspace: Workspace, name: str) -> None:
    (workspace.root / name).write_text("")
    assert found(workspace, "2022", look(workspace)) is None


def test_the_same_size_and_the_old_time_do_not_hide_a_change(workspace: Workspace) -> None:
    path = workspace.raw / "2022" / "21085.xlsx"
    before = path.stat()
    path.write_text(path.read_text()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(workspace, "2022", look(workspace)) is None or os.name == "nt"


def test_another_package_is_seen(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace.root / "site" / "pandas-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(workspace.root / "site")
    assert found(workspace, "2022", look(workspace)) is None


def test_what_may_be_made_anew_without_a_difference_is_not_looked_at(workspace: Workspace) -> None:
    shutil.rmtree(workspace.processed / "readings")
    (workspace.root / "notebooks" / "__pycache__").mkdir()
    (workspace.outputs / "danvan.log").write_text("")
    assert found(workspace, "2022", look(workspace)) == ENDED


def test_a_file_changed_just_now_may_change_again_unseen(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "SETTLED_NS", 3_600_000_000_000)
    keep(workspace, "2022", look(workspace), ENDED)
    assert found(workspace, "2022", look(workspace)) is None


def test_a_torn_record_is_no_proof(workspace: Workspace) -> None:
    (workspace.processed / "standing" / "2022.json").write_text('{"seen": "')
    assert found(workspace, "2022", look(workspace)) is None


def test_a_link_to_nothing_is_told_from_a_file(workspace: Workspace) -> None:
    (workspace.raw / "link.xlsx").symlink_to(workspace.root / "nowhere")
    keep(workspace, "2022", look(workspace), ENDED)
    assert found(workspace, "2022", look(workspace)) == ENDED
    (workspace.root / "nowhere").write_text("")
    assert found(workspace, "2022", look(workspace)) is None


def test_looking_imports_nothing_heavy() -> None:
    code = "import sys\nimport danvan.cli, danvan.cli.told, danvan.cli.log, danvan.runs.lock, danvan.runs.standing\n"
    heavy = "{'pandas', 'numpy', 'pyarrow', 'papermill', 'nbclient', 'jsonschema', 'matplotlib', 'docx', 'rich'}"
    said = subprocess.check_output([sys.executable, "-c", f"{code}print(sorted({heavy} & set(sys.modules)))"])
    assert said.strip() == b"[]"

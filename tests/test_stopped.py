"""A run that is stopped anywhere leaves what was published whole, and the next one ends with the bytes of a clean one."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from papermill.iorw import LocalHandler
from test_run_whole import PARAMETERS, ROOT, contents, quiet, register

from danvan.cli import _of_the_system
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.runs import run as running
from danvan.runs.plan import Span, read_runs
from danvan.runs.run import run
from danvan.store.write import commit

SPAN = Span("2022", (2022,))
NAMES = ("01_a", "02_b", "03_c")
DRAW = """
import os
from pathlib import Path
said = Path("note.txt").read_text("utf-8")
(Path(output) / "charts").mkdir(parents=True, exist_ok=True)
(Path(output) / "charts" / "{name}.png").write_text(said, "utf-8")
if os.environ.get("STOP_AT") == "{name}":
    os.kill(int(os.environ["STOP"]), 9)
print(said)
"""
RUN = """
import os, sys
from pathlib import Path
from danvan.paths import Workspace
from danvan.runs import run as running
from danvan.runs.plan import Span, read_runs
running._report = lambda here, span, path, _: path.write_bytes(b"report") and []
os.environ["STOP"] = str(os.getpid())
if os.environ["STOP_AT"] == "publishing":
    running.write_ledger = lambda *_: os.kill(os.getpid(), 9)
if os.environ["STOP_AT"] == "switching":
    running.replace_folder = lambda *_: os.kill(os.getpid(), 9)
here = Workspace(Path(sys.argv[1]))
running.run(here, read_runs(here.runs), [Span("2022", (2022,))], lambda *_: None)
"""


def notebook(name: str) -> str:
    cells = [
        {"cell_type": "code", "id": str(i), "metadata": {"tags": tags}, "source": source}
        | {"execution_count": None, "outputs": []}
        for i, (source, tags) in enumerate([(PARAMETERS, ["parameters"]), (DRAW.format(name=name), [])])
    ]
    title = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": f"# {name}"}
    return json.dumps({"cells": [title, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def done(workspace: Workspace) -> dict[str, bytes]:
    """What is published once all is done."""
    run(workspace, read_runs(workspace.runs), [SPAN], quiet)
    return contents(workspace.output("2022"))


@pytest.fixture(scope="module", autouse=True)
def _without_report() -> Iterator[None]:
    """A report of 40 tables costs more than all else and is written as any other file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_report", lambda here, span, path, _: path.write_bytes(b"report") and [])
        yield


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("huyen"))
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    made.notebooks.mkdir()
    for name in NAMES:
        (made.notebooks / f"{name}.ipynb").write_text(notebook(name), encoding="utf-8")
    listed = "\n".join(f'[[run]]\nnotebook = "{name}"\nfor = "year"' for name in NAMES)
    made.runs.write_text(f"workers = 1\n{listed}\n", encoding="utf-8")
    commit(made.processed, {"register": register()}, {"2022.xlsx": "abc"})
    return made


@pytest.fixture(scope="module")
def before(workspace: Workspace) -> dict[str, bytes]:
    """What was published before anything changed."""
    (workspace.root / "note.txt").write_text("trước", "utf-8")
    return done(workspace)


@pytest.fixture(scope="module")
def clean(workspace: Workspace, before: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run from nothing makes after the change."""
    other = Workspace(tmp_path_factory.mktemp("huyen_khac") / "b")
    shutil.copytree(workspace.root, other.root, ignore=shutil.ignore_patterns("outputs", "executed"))
    (other.root / "note.txt").write_text("sau", "utf-8")
    return done(other)


@pytest.fixture
def changed(workspace: Workspace, before: dict[str, bytes]) -> Workspace:
    """The workspace with the run of before, and a change that all of it has to be made again for."""
    (workspace.root / "note.txt").write_text("trước", "utf-8")
    assert done(workspace) == before
    (workspace.root / "note.txt").write_text("sau", "utf-8")
    (workspace.notebooks / "03_c.ipynb").touch()
    return workspace


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("stop_at", [*NAMES, "publishing", "switching"])
def test_a_killed_run_leaves_the_previous_one_and_the_next_ends_as_a_clean_one(
    changed: Workspace, before: dict[str, bytes], clean: dict[str, bytes], stop_at: str
) -> None:
    words = {**os.environ, "STOP_AT": stop_at}
    stopped = subprocess.run([sys.executable, "-c", RUN, str(changed.root)], env=words, check=False)
    assert stopped.returncode == -signal.SIGKILL
    assert contents(changed.output("2022")) == before
    assert done(changed) == clean
    assert not list(changed.outputs.glob(".*.staged"))


def no_space(path: str) -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def full_in_papermill(patch: pytest.MonkeyPatch) -> None:
    def write(_: object, buf: str, path: str) -> None:
        raise no_space(path)

    patch.setattr(LocalHandler, "write", write)


def full_in_publishing(patch: pytest.MonkeyPatch) -> None:
    def write(*words: object) -> None:
        raise no_space("run.json")

    patch.setattr(running, "write_ledger", write)


@pytest.mark.parametrize("full", [full_in_papermill, full_in_publishing])
def test_a_full_disk_is_told_as_one_and_changes_nothing(
    changed: Workspace,
    before: dict[str, bytes],
    clean: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    full: Callable[[pytest.MonkeyPatch], None],
) -> None:
    with monkeypatch.context() as patch:
        full(patch)
        with pytest.raises(OSError, match="No space left") as error:
            run(changed, read_runs(changed.runs), [SPAN], quiet)
    assert _of_the_system(error.value).startswith("Đĩa đã đầy (")
    assert contents(changed.output("2022")) == before
    assert changed.failed("2022").is_dir()
    assert done(changed) == clean


def test_one_notebook_that_failed_is_all_that_runs_again(
    changed: Workspace, before: dict[str, bytes], clean: dict[str, bytes]
) -> None:
    path = changed.notebooks / "02_b.ipynb"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("import os", "raise SystemExit(0)"), "utf-8")
    with pytest.raises(DanvanError, match=r"02_b dừng ở ô 3: ô này gọi sys\.exit"):
        run(changed, read_runs(changed.runs), [SPAN], quiet)
    assert contents(changed.output("2022")) == before
    assert (changed.failed("2022") / "notebooks" / "02_b.ipynb").is_file()
    path.write_text(whole, "utf-8")
    ran = [p.stat().st_mtime_ns for p in (changed.executed / "2022" / "-").glob("0[13]*/made.json")]
    assert done(changed) == clean
    assert ran == [p.stat().st_mtime_ns for p in (changed.executed / "2022" / "-").glob("0[13]*/made.json")]
    assert not changed.failed("2022").exists()

"""A notebook is written as it began and as it ended, however it ended, and not while it runs."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from papermill import iorw
from test_execute import job, write_notebook

from danvan.paths import Workspace
from danvan.runs.execute import NotebookFailed, execute
from danvan.runs.kernel import kernels

WRITES: list[int] = []


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    real = iorw.papermill_io.write
    WRITES.clear()

    def noted(text: str, path: str, *given: object) -> object:
        WRITES.append(text.count('"execution_count": '))
        return real(text, path, *given)

    monkeypatch.setattr(iorw.papermill_io, "write", noted)
    return Workspace(tmp_path)


@pytest.mark.parametrize("body", ["print('xong')", "raise ValueError('hỏng')", "import os; os._exit(3)"])
def test_it_is_written_once_before_and_once_or_twice_after(workspace: Workspace, body: str) -> None:
    write_notebook(workspace.notebooks / "01_thu.ipynb", body)
    failed = nullcontext() if "print" in body else pytest.raises(NotebookFailed, match="ô 4, phần “Phần một”")
    with kernels() as kernel, failed:  # where it stopped is told from what was written
        execute(workspace, job(workspace, "01_thu"), 60, kernel)
    assert 2 <= len(WRITES) <= 4  # by hand: before it starts, at its end, and papermill's own last one or two

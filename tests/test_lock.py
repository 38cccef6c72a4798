"""One command writes at a time; who has to wait is told for whom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.runs.lock import held

HOLD = """
import sys, time
from pathlib import Path
from danvan.paths import Workspace
from danvan.runs.lock import held
with held(Workspace(Path(sys.argv[1])), "danvan ingest"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holding(root: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the workspace."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(root), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_command_says_who_holds_the_workspace(tmp_path: Path) -> None:
    with holding(tmp_path, 60) as other:
        said = rf"^Lệnh danvan ingest \(tiến trình {other.pid}, từ \d\d:\d\d ngày .* đang ghi vào .*; hãy đợi"
        with pytest.raises(DanvanError, match=said), held(Workspace(tmp_path), "danvan run"):
            pass
        other.kill()


def test_a_second_command_may_wait(tmp_path: Path) -> None:
    with holding(tmp_path, 1), held(Workspace(tmp_path), "danvan run", wait_minutes=1):
        assert str(os.getpid()) in Workspace(tmp_path).holder.read_text("utf-8")
    assert not Workspace(tmp_path).holder.exists()


def test_a_killed_command_holds_nothing(tmp_path: Path) -> None:
    with holding(tmp_path, 60) as other:
        other.kill()
    with held(Workspace(tmp_path), "danvan run"):
        assert "danvan run" in Workspace(tmp_path).holder.read_text("utf-8")

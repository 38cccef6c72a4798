"""The warm Python answers each request with the number of a new process, and ends, its copies with it, with its stdin."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from danvan.runs import warm
from danvan.runs.copies import possible
from danvan.runs.forked import COMMAND, Forked

pytestmark = pytest.mark.skipif(not possible(), reason="processes cannot be copied here")


@pytest.fixture(scope="module")
def process() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/") as started:
        yield started
        if started.poll() is None:
            started.communicate()


def copy(process: subprocess.Popen[str], folder: Path, **environment: str) -> Forked:
    arguments = ["-f", str(folder / "connection.json"), "--log-level=50"]
    given = {"arguments": arguments, "environment": {**os.environ, **environment}, "folder": str(folder)}
    asked = {"ready": None, "copy": given}
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    return Forked(int(process.stdout.readline()))


def of(copied: Forked, name: str) -> Path:
    return Path("/proc", str(copied.pid), name)


def until(path: Path) -> str:
    """The text of a file once it is there."""
    for _ in range(600):
        if path.exists() and path.stat().st_size:
            return path.read_text(encoding="utf-8")
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


def test_a_copy_is_a_kernel_in_its_folder_with_its_environment_and_no_other(
    process: subprocess.Popen[str], tmp_path: Path
) -> None:
    made = copy(process, tmp_path, WHOSE="của sổ tay", IPYTHONDIR=str(tmp_path))
    assert json.loads(until(tmp_path / "connection.json"))["transport"] == "tcp"
    assert of(made, "cwd").readlink() == tmp_path
    assert [of(made, f"fd/{number}").readlink() for number in (0, 1)] == [Path(os.devnull)] * 2
    assert os.getsid(made.pid) == made.pid  # a Ctrl-C for us is none for it
    made.kill()
    assert made.wait() == 0


def test_copies_that_ended_are_let_go_of(process: subprocess.Popen[str], tmp_path: Path) -> None:
    made = copy(process, tmp_path, IPYTHONDIR=str(tmp_path))
    made.kill()
    made.wait()
    for _ in range(100):
        if not of(made, "stat").exists():
            return
        time.sleep(0.05)
    raise AssertionError("a copy that ended is still listed")


def test_a_folder_that_is_gone_ends_the_copy_and_not_the_warm_python(
    process: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert copy(process, tmp_path / "none").wait() == 0
    assert process.poll() is None
    other = copy(process, tmp_path, IPYTHONDIR=str(tmp_path))
    assert other.poll() is None
    other.kill()


def test_chance_of_a_copy_is_its_own() -> None:
    state, own = np.random.get_state(), random.getstate()  # noqa: NPY002
    try:
        drawn = []
        for _ in range(2):
            np.random.set_state(state)  # noqa: NPY002
            warm._seed()
            drawn.append(np.random.random())  # noqa: NPY002
        assert drawn[0] != drawn[1] and random.getstate() == own
    finally:
        np.random.set_state(state)  # noqa: NPY002


def test_it_ends_with_its_stdin_and_takes_its_copies_along(process: subprocess.Popen[str], tmp_path: Path) -> None:
    made = copy(process, tmp_path, IPYTHONDIR=str(tmp_path))
    assert made.poll() is None
    process.communicate()
    assert process.returncode == 0 and made.wait() == 0

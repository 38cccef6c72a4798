"""Independent things are done at once, in copies that end with the process they are copied of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from danvan.problems import DanvanError, UsageError
from danvan.runs import copies
from danvan.runs.copies import at_once

here = pytest.mark.skipif(not copies.possible(), reason="only where processes can be copied")
HANGING = """
import os, sys, time
from danvan.runs.copies import at_once

def hang():
    open(sys.argv[1] + "/" + str(os.getpid()), "w").close()
    time.sleep(60)

at_once([hang, hang], 2)
"""


@pytest.mark.parametrize("workers", [1, 2, 9])
def test_what_each_returns_comes_back_in_order(workers: int) -> None:
    assert at_once([partial(pow, 2, n) for n in range(5)], workers) == [1, 2, 4, 8, 16]
    assert at_once([], workers) == []


@here
def test_each_runs_in_a_copy_and_nothing_else_comes_back() -> None:
    kept: list[int] = []

    def note() -> int:
        kept.append(1)
        return os.getpid()

    assert os.getpid() not in at_once([note, note], 2)
    assert kept == []


@pytest.mark.parametrize("workers", [1, 2])
def test_the_error_of_one_is_told_as_it_is(workers: int) -> None:
    def wrong() -> None:
        raise UsageError("Bảng T2 thiếu dòng.")

    with pytest.raises(UsageError, match=r"^Bảng T2 thiếu dòng\.$"):
        at_once([lambda: None, wrong, lambda: None], workers)


@here
def test_a_copy_that_is_killed_is_told_with_a_remedy() -> None:
    with pytest.raises(DanvanError, match=r"dừng đột ngột .*workers = 1"):
        at_once([lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None], 2)


@here
def test_copies_end_with_the_process_that_made_them(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HANGING, str(tmp_path)])
    while len(list(tmp_path.iterdir())) < 2 and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.wait()
    left = [int(path.name) for path in tmp_path.iterdir()]
    deadline = time.monotonic() + 10
    while any(map(_alive, left)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(left) == 2
    assert not any(map(_alive, left))


def _alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

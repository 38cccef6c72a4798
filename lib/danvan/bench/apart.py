"""What it costs that workbooks are read in processes of their own, and what a second process gains.

Does not belong here: what a file may do to such a process (tests/torture).
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from danvan.bench.inputs import Inputs
from danvan.bench.rounds import Question, Reckoned
from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.fence import Desk, end_idle, fence, in_order
from danvan.vietnamese import wording

DeskOf = Callable[[], Desk]
MILLI = 1000
PROVINCE = 2_000  # workbooks that one command reads, over which the start of its children is spread
COUNT = 30_000_000
ARITHMETIC = "sum(n * n for n in range(int(__import__('sys').argv[1])))"
ONE, TWO, CONTROL_ONE, CONTROL_TWO = "đọc, 1 tiến trình", "đọc, 2", "phép tính, 1 tiến trình", "phép tính, 2"


def questions(inputs: Inputs) -> Iterator[Question]:
    """The toll of the fence, the gain of a second process."""
    office = settings(inputs.read)
    desk = partial(Desk, form(), office)
    yield _fence(inputs.paths, desk)
    yield Question(
        "two",
        "Hai tiến trình cùng đọc",
        "told",
        {
            ONE: lambda: _read(inputs.paths, desk, 1)[0],
            TWO: lambda: _read(inputs.paths, desk, 2)[0],
            CONTROL_ONE: lambda: _reckoned(1),
            CONTROL_TWO: lambda: _reckoned(2),
        },
        (
            Reckoned(
                "phần tăng tốc so với phép tính thuần",
                lambda cost: (cost[ONE] / cost[TWO]) / (cost[CONTROL_ONE] / cost[CONTROL_TWO]),
                0.85,
                less=True,
            ),
        ),
        differ=lambda: _read_otherwise(inputs.paths, desk),
    )


def _fence(paths: Sequence[Path], desk: DeskOf) -> Question:
    each, start, cores = "mỗi tệp", "khởi động một tiến trình con", os.cpu_count() or 1
    goal = Reckoned("thêm cho một tệp", lambda cost: cost[each] + cores * cost[start] / PROVINCE, 3, "ms")
    note = f"Khởi động {cores} tiến trình con, chia cho {wording.number(PROVINCE)} tệp của một tỉnh."
    ways = {each: lambda: toll(paths, desk), start: lambda: _start(paths[0], desk)}
    return Question("fence", "Rào: đọc tệp trong tiến trình con", "told", ways, (goal,), note=note, unit="ms CPU")


def toll(paths: Sequence[Path], desk: DeskOf) -> float:
    """Return what a file costs more through a child than without, in ms of CPU: all that the parent does for it while
    the child reads, and what the child does to answer. Reading itself is the same and is left out.
    """
    with fence(desk, most=1) as children:
        children.begin("keep", paths[0], paths[0].name).result()
        begun = time.process_time()
        for path in paths:
            pickle.dumps(children.begin("keep", path, path.name).result(), pickle.HIGHEST_PROTOCOL)
        return (time.process_time() - begun) / len(paths) * MILLI


def _start(path: Path, desk: DeskOf) -> float:
    """What a child costs that opens one file and ends, in ms of CPU."""
    end_idle()
    before = _of_children()
    with fence(desk, most=1) as children:
        children.begin("open", path).result()
    end_idle()
    return (_of_children() - before) * MILLI


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _read(paths: Sequence[Path], desk: DeskOf, processes: int) -> tuple[float, list[bytes]]:
    """The seconds that so many children take for all files once they have begun, and what they answer."""
    end_idle()
    with fence(desk, most=processes) as children:
        for begun in [children.begin("open", path) for path in paths[:processes]]:
            begun.result()
        start = time.perf_counter()
        asked = (children.begin("keep", path, path.name) for path in paths)
        answers = [answer.result()[1] for answer in in_order(asked, children.ahead)]
        return time.perf_counter() - start, answers


def _read_otherwise(paths: Sequence[Path], desk: DeskOf) -> list[str]:
    """The files of which two processes say something else than one."""
    one, two = (_read(paths, desk, processes)[1] for processes in (1, 2))
    return [path.name for path, single, other in zip(paths, one, two, strict=True) if single != other]


def _reckoned(processes: int) -> float:
    """The seconds that so many processes take for the same sum."""
    start = time.perf_counter()
    command = [sys.executable, "-c", ARITHMETIC, str(COUNT // processes)]
    for each in [subprocess.Popen(command) for _ in range(processes)]:
        each.wait()
    return time.perf_counter() - start

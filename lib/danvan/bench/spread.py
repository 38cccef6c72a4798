"""What it costs that a scheduler gives the work to workers, on one machine: on a common disk, and with addresses.

From this is reckoned what a nation needs (docs/nation.md). Does not belong here: how costs grow with files (`nation`).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psutil

from danvan.bench.inputs import Inputs, danvan, differing
from danvan.bench.nation import nation
from danvan.bench.rounds import Question, Reckoned
from danvan.intake.ingest import BATCH
from danvan.paths import Workspace
from danvan.problems import UsageError

Spent = Callable[[], float]
ALONE, TOGETHER, AWAY = "một lệnh, mọi nhân", "--scheduler, chung đĩa", "--scheduler, --raw, --store"
TASK = 0.2  # seconds, against milliseconds that the engine takes for each
KEPT = "bản đọc của mỗi tệp được lưu rồi mở lại khi lập bảng của tỉnh, mỗi máy làm việc phải nạp thư viện một lần"
SENT = f"{KEPT}; mỗi tệp, mỗi bản đọc và mỗi bảng còn được chép từ địa chỉ về và gửi lên"


def questions(inputs: Inputs) -> Iterator[Question]:
    """Seconds on the wall, and of all processors, for as many files as the smallest nation has."""
    _, here = nation(inputs, 1)
    files = sum(1 for path in here.raw.rglob("*.xlsx"))
    batches = files / BATCH
    title = f"Chia việc cho {psutil.cpu_count()} máy làm việc của Dask ở một máy, {files} tệp"
    goals = (
        Reckoned("chung đĩa so với một lệnh", lambda cost: cost[TOGETHER] / cost[ALONE], 1.25, cause=KEPT),
        Reckoned("qua địa chỉ so với một lệnh", lambda cost: cost[AWAY] / cost[ALONE], 1.5, cause=SENT),
    )
    yield Question("spread-wall", title, "told", _ways(here, _wall), goals, each=files, of="tệp", most=1)
    task = Reckoned("một việc (16 tệp)", lambda cost: cost[ALONE] / batches, TASK, "giây", less=True)
    differ = partial(_differing, here)
    ways = _ways(here, _processors)
    yield Question(
        "spread-cpu", title, "told", ways, (*goals, task), each=files, of="tệp", unit="giây CPU", differ=differ, most=1
    )


def _ways(here: Workspace, clock: Spent) -> dict[str, Callable[[], float]]:
    """The ways, each in a copy of the nation of its own."""
    return {
        ALONE: lambda: _alone(here, clock),
        TOGETHER: lambda: _together(here, clock),
        AWAY: lambda: _away(here, clock),
    }


def _alone(here: Workspace, clock: Spent) -> float:
    shutil.rmtree(here.processed, ignore_errors=True)
    before = clock()
    danvan(here, "ingest")
    return clock() - before


def _together(here: Workspace, clock: Spent) -> float:
    copy = _copy(here, "together", "data/raw")
    with _workers() as address:
        before = clock()
        danvan(copy, "ingest", "--scheduler", address)
        return clock() - before


def _away(here: Workspace, clock: Spent) -> float:
    copy = _copy(here, "away", "")
    store = copy.root.parent / f"{copy.root.name}-store"
    shutil.rmtree(store, ignore_errors=True)
    with _workers() as address:
        before = clock()
        danvan(copy, "ingest", "--raw", f"file://{here.raw}", "--store", f"file://{store}", "--scheduler", address)
        return clock() - before


def _copy(here: Workspace, name: str, data: str) -> Workspace:
    """What `here` declares in a new workspace, with its workbooks or without."""
    root = here.root.with_name(f"{here.root.name}-{name}")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(here.root, root, ignore=shutil.ignore_patterns("data", "outputs"))
    if data:
        shutil.copytree(here.root / data, root / data)
    return Workspace(root)


@contextmanager
def _workers() -> Iterator[str]:
    """A scheduler and a worker for each core; UsageError without the extra."""
    try:
        from distributed import LocalCluster
    except ImportError as missing:
        raise UsageError('Phép đo spread cần phần mở rộng: `pip install "danvan[cluster]"`.') from missing
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=psutil.cpu_count(), threads_per_worker=1, dashboard_address=None
    ) as there:
        yield there.scheduler_address


def _wall() -> float:
    return time.perf_counter()


def _processors() -> float:
    """Seconds of this process and of all that it began, ended or not."""
    own = psutil.Process()
    return sum(_spent(process) for process in (own, *own.children(recursive=True)))


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return float(times.user + times.system + times.children_user + times.children_system)


def _differing(here: Workspace) -> list[str]:
    return [
        f"{name}: {file}"
        for name in ("together", "away")
        for file in differing(here.processed, here.root.with_name(f"{here.root.name}-{name}") / "data" / "processed")
    ]

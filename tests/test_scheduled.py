"""The same store comes of a Dask scheduler's workers as of one machine, also where a worker is killed in the middle."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from crew import crew

from danvan.intake.ingest import ingest
from danvan.intake.scheduled import workers
from danvan.paths import Workspace
from danvan.problems import DanvanError

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
    pytest.mark.filterwarnings("default"),  # of the engine's own threads
]


@pytest.fixture(scope="module")
def engine() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with crew(2) as there:
        yield there


def workspace(root: Path, most: int) -> Workspace:
    """Some of the sample's workbooks."""
    root.mkdir()
    shutil.copy(ROOT / "danvan.toml", root)
    here = Workspace(root)
    for file in sorted((ROOT / "data" / "raw" / "sample").rglob("*.xls*"))[-most:]:
        target = here.raw / file.relative_to(ROOT / "data" / "raw")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    return here


def state(here: Workspace) -> dict[str, bytes]:
    return {p.relative_to(here.root).as_posix(): p.read_bytes() for p in here.processed.rglob("*") if p.is_file()}


def soon(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_workers_make_the_same_store_byte_for_byte_also_where_one_is_killed(
    engine: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, both = engine
    alone, shared = workspace(tmp_path / "a", 64), workspace(tmp_path / "b", 64)
    expected = ingest(alone)
    told: list[tuple[int, int]] = []
    with workers(address, shared.root) as both_of_them:
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
        victim = both[0]

        def kill() -> None:
            soon(lambda: len(list(shared.processed.glob("readings/*/*.z"))) >= 3)
            victim.send_signal(signal.SIGKILL)

        killer = Thread(target=kill)
        killer.start()
        summary = ingest(shared, lambda done, of: told.append((done, of)), workers=both_of_them)
        killer.join()
    assert victim.wait(5) == -signal.SIGKILL and both[1].poll() is None
    assert state(shared) == state(alone)
    assert told[-1] == (64, 64)
    assert summary.files == expected.files == 64
    assert (summary.periods, list(summary.back)) == (expected.periods, list(expected.back))
    shutil.rmtree(shared.processed)
    asked = ["-m", "danvan", "--workspace", str(shared.root), "ingest", "--scheduler", address]
    ended = subprocess.run(
        [sys.executable, *asked], check=False, capture_output=True, text=True, cwd=ROOT / "lib", timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert state(shared) == state(alone)


def test_a_nations_provinces_are_settled_by_workers_also_where_one_is_killed_at_that(
    nation: Workspace, tmp_path: Path
) -> None:
    """Killed as soon as tables of a province are written: each of the two workers settles one then."""
    shutil.copytree(nation.root, tmp_path / "ws")
    shared = Workspace(tmp_path / "ws")
    shutil.rmtree(shared.processed)

    with crew(2) as (address, both), workers(address, shared.root) as both_of_them:
        both_of_them.client.wait_for_workers(2, timeout=30)

        def kill() -> None:
            soon(lambda: any(shared.processed.glob("*/year=*/province=*/*.parquet")))
            both[0].send_signal(signal.SIGKILL)

        killer = Thread(target=kill)
        killer.start()
        summary = ingest(shared, workers=both_of_them)
        killer.join()
        assert both[0].wait(5) == -signal.SIGKILL and both[1].poll() is None
    assert summary.years == [2019, 2020, 2021]
    assert state(shared) == state(nation)


def test_workers_that_do_not_see_the_workspace_are_told(
    engine: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    with pytest.raises(DanvanError, match="không thấy thư mục"), workers(engine[0], tmp_path / "nowhere"):
        pass


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan.intake.scheduled.SECONDS", 1)
    for address in ("tcp://127.0.0.1:9", "chẳng có"):
        with pytest.raises(DanvanError, match="Không kết nối được bộ điều phối Dask"), workers(address, tmp_path):
            pass


def test_without_the_extra_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DanvanError, match=r"danvan\[cluster\]") as told, workers("tcp://127.0.0.1:9", tmp_path):
        pass
    assert told.value.exit_code == 2

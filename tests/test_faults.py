"""A command that is killed, finds a full disk or an I/O error at a file operation leaves the old state or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import faults
import pytest
from fault_layer import ERROR, FULL, KILL, TOUCHED_RAW, Layer, apart

from danvan.store import manifest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied for each fault")


def test_nothing_is_lost_half_written_or_mixed_and_the_next_run_heals(tmp_path: Path) -> None:
    found = faults.failed(tmp_path, every=130)
    assert found.wrong == []
    assert set(found.points) == {command.name for command in faults.COMMANDS} and found.total > 20
    assert {how.partition(":")[0] for how in found.ends} == {KILL, FULL, ERROR}
    assert all(how == "kill -9: killed" for how in found.ends if how.startswith(KILL))


def test_a_store_that_is_not_written_whole_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr(manifest, "write_whole", in_place)
    with faults.stand_ins():
        trial = faults.Trial(next(one for one in faults.COMMANDS if one.name == "ingest"), tmp_path)
        writes = [at for at, operation in enumerate(trial.operations) if operation == "write"]
        found = [line for at in writes[-3:] for line in trial.point(KILL, at, faults.Figures().ends)]
    assert any("manifest.json" in line for line in found)


@pytest.mark.parametrize("change", ["write", "unlink", "rename", "mkdir"])
def test_raw_cannot_be_touched(tmp_path: Path, change: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.xlsx").write_bytes(b"1")
    acts = {
        "write": lambda: (raw / "a.xlsx").write_bytes(b"2"),
        "unlink": (raw / "a.xlsx").unlink,
        "rename": lambda: (raw / "a.xlsx").rename(tmp_path / "b.xlsx"),
        "mkdir": (raw / "b").mkdir,
    }
    ended = apart(acts[change], Layer((str(tmp_path),), str(raw)), tmp_path)
    assert ended.code == TOUCHED_RAW and (raw / "a.xlsx").read_bytes() == b"1" and len(list(raw.iterdir())) == 1

"""The bench of a nation: which sizes it takes, and what it holds them to."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.bench import nation
from danvan.bench.inputs import Inputs
from danvan.paths import Workspace
from danvan.sample.nation import Size


def test_each_size_is_made_once_and_held_to_its_goal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def write(root: Path, size: Size) -> None:
        made.append(size.communes)
        (root / "data" / "raw").mkdir(parents=True)
        for number in range(size.communes):
            (root / "data" / "raw" / f"{number}.xlsx").touch()

    monkeypatch.setattr(nation, "write_nation", write)
    monkeypatch.setattr(nation, "peak", lambda code, root: 100.0 if root.endswith("-100") else 120.0)
    memory, asked, time = nation.questions(Inputs(tmp_path, Workspace(tmp_path), 100))
    assert made == [16, 160, 32, 320]
    for question in (memory, asked):
        spent = {name: [way()] for name, way in question.ways.items()}
        (goal,) = question.goals
        assert list(spent) == ["100 tệp", "1.000 tệp"] and goal.measured(spent) == 1.2 and goal.held(1.2)  # type: ignore[arg-type]
        assert "tỉnh" in goal.cause
    (goal,) = time.goals
    assert goal.measured({"200 tệp": [3.2], "2.000 tệp": [32.0]}) == pytest.approx(1)
    assert not goal.held(1.2) and time.most == 1

"""The bench of work that is spread over workers: real ones, and the same store in each way."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.bench import spread
from danvan.bench.inputs import Inputs
from danvan.bench.rounds import asked
from danvan.paths import Workspace

pytestmark = pytest.mark.filterwarnings("default")  # of the engine's own threads


def test_each_way_makes_the_same_store_and_costs_what_its_processes_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1] / "lib"))
    wall, processors = spread.questions(Inputs(tmp_path, Workspace(tmp_path), 12))
    assert list(wall.ways) == list(processors.ways) == [spread.ALONE, spread.TOGETHER, spread.AWAY]
    answer = asked(processors, 3, lambda _: None)
    assert answer.differed == ()
    assert all(len(spent) == 1 and spent[0] > 0.5 for spent in answer.spent.values())
    assert (tmp_path / "nation-12-away-store" / "manifest.json").is_file()
    task = processors.goals[-1]
    files = sum(1 for _ in (tmp_path / "nation-12").rglob("*.xlsx"))
    assert task.measured({spread.ALONE: [files / 16 * 0.3], spread.TOGETHER: [0], spread.AWAY: [0]}) == pytest.approx(
        0.3
    )
    assert not task.held(0.1)

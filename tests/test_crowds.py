"""Many processes that ingest and read at once, and reports in any order and pieces: none torn, none lost, one state."""

from __future__ import annotations

import os
from pathlib import Path

import crowds
import pytest
from faults import send

import danvan
from danvan.store import manifest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copies of one that has imported all")


def test_no_read_is_torn_and_no_report_lost(tmp_path: Path) -> None:
    crowd = crowds.crowded(tmp_path, rounds=2)
    assert (crowd.torn, crowd.lost) == ([], [])
    assert crowd.reads == 2 * crowds.PROCESSES * 2 * crowds.READS


def test_any_order_repetition_and_splitting_gives_one_state(tmp_path: Path) -> None:
    orders = crowds.ordered(tmp_path, cases=12)
    assert orders.other == [] and orders.cases >= 12


def test_tables_that_are_asked_together_are_of_one_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds.ingesting, "fence", crowds.inline)
    here, load, meanwhile = crowds.begun(tmp_path / "ws"), danvan.load, ["Bình Hiệp", "Bình Mỹ"]
    crowds.ingest(here)

    def another_ingests(*given: object, **words: object) -> object:
        found = load(*given, **words)
        if meanwhile:
            send(here, meanwhile.pop())
            crowds.ingest(here)
        return found

    monkeypatch.setattr(danvan, "load", another_ingests)
    tables = danvan.tables("resources", "models", workspace=here)
    assert {len(frame["file"].unique()) for frame in tables.values()} == {4}
    assert manifest.pointer(here.processed)

"""What was made ready before a kernel was copied is what the kernel would have found itself, and is noted as read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from drawn_district import OFFICE
from drawn_store import stored
from test_execute import write_notebook

import danvan
from danvan import kept
from danvan.paths import Workspace
from danvan.publish import tables
from danvan.runs import copies, reuse
from danvan.runs.execute import execute_all, target
from danvan.runs.kernel import Kernel
from danvan.runs.plan import Job, Runs
from danvan.runs.ready import prepare
from danvan.store import read

UNITS = [unit for unit in OFFICE.expected(2021, "N") if unit.type == "commune"][:4]
SAID = {
    (year, unit.name): {
        "models": [{"model_name": f"Mô hình {n}", "field": "economy"} for n in range(count + year - 2020)]
    }
    for year in (2020, 2021)
    for count, unit in enumerate(UNITS, 1)
}
BODY = """
import danvan as dv
from danvan.publish import tables
history = dv.years(until=max(years))
data, roll = dv.tables(years=history), dv.roll(years=history)
print(len(data["models"]), int(data["models"].loc[data["models"]["unit_code"] == unit, "year"].count()))
print(tables.standing(data, roll, unit).to_json())
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = stored(tmp_path, SAID, (2020, 2021))
    yield made
    read._held.clear()
    kept._results.clear()


def asked(workspace: Workspace) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    return danvan.tables(workspace=workspace), danvan.roll(workspace=workspace)


def test_what_is_held_is_what_would_be_read(workspace: Workspace) -> None:
    (fresh, roll), (unit, other) = asked(workspace), UNITS[:2]
    expected = tables.standing(fresh, roll, other.code).to_json()
    kept._results.clear()
    prepare(workspace, [2021], unit.code)
    held, again = asked(workspace)
    for name, frame in fresh.items():
        pd.testing.assert_frame_equal(held[name], frame)
        assert held[name].attrs == frame.attrs
    assert tables.standing(held, again, other.code).to_json() == expected


def test_what_is_held_is_not_read_again_and_a_new_state_is(workspace: Workspace) -> None:
    prepare(workspace, [2021])
    for path in (workspace.processed / "models").rglob("*.parquet"):
        path.write_bytes(b"")  # nobody opens it
    assert len(danvan.load("models", workspace=workspace)) == sum(len(own["models"]) for own in SAID.values())
    more = {**SAID, (2021, UNITS[0].name): {"models": [{"model_name": "Chỉ một", "field": "economy"}]}}
    stored(workspace.root, more, (2020, 2021))
    found = danvan.load("models", years=2021, workspace=workspace)
    assert found.loc[found["unit_code"] == UNITS[0].code, "model_name"].tolist() == ["Chỉ một"]


def test_a_large_store_is_not_held(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LARGEST", 3)
    prepare(workspace, [2021])
    assert not read._held


def test_what_cannot_be_made_ready_is_left_to_the_notebook(tmp_path: Path, workspace: Workspace) -> None:
    prepare(Workspace(tmp_path / "nowhere"), [2021])
    prepare(workspace, [1999])
    prepare(workspace, [2021], "99999")


@pytest.mark.skipif(not copies.possible(), reason="only where processes can be copied")
def test_a_copy_prints_and_notes_what_a_kernel_of_its_own_does(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notebook(workspace.notebooks / "01_unit.ipynb", BODY)
    one = Job("2021", "01_unit", workspace.notebooks / "01_unit.ipynb", {"years": [2021]}, alike=UNITS[0].code)
    jobs = [replace(one, parameters={"years": [2021], "unit": u.code}, folder=u.code) for u in UNITS[:3]]
    ready = [ran(workspace, job) for job in jobs]
    monkeypatch.setattr(Kernel, "warm", None)
    assert ready[-1] == ran(workspace, jobs[-1])
    assert len({printed for printed, _ in ready}) == 3


def ran(workspace: Workspace, job: Job) -> tuple[str, list[str]]:
    """What a job prints, and what it noted of the store."""
    (outcome,) = execute_all(workspace, [job], Runs((), workers=1), lambda outcome: None)
    assert outcome.failure is None
    cells = json.loads(target(workspace, job).read_text("utf-8"))["cells"]
    (reuse.kept(workspace, job) / reuse.MADE).unlink()
    notes = [words for words in reuse.noted(reuse.kept(workspace, job) / reuse.READS) if len(words) == 3]
    said = "".join(output.get("text", "") for cell in cells for output in cell.get("outputs", ()))
    return said, sorted(map(json.dumps, notes))

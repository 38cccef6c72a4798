"""A notebook runs again when what it hung on changed, and only then; what it made is the same either way."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from test_execute import PARAMETERS, cell
from test_store import FROM, register

from danvan.paths import Workspace
from danvan.runs import reuse
from danvan.runs.execute import execute_all
from danvan.runs.plan import Job, Runs
from danvan.store.write import commit

BODIES = {
    "01_works": """
import danvan as dv
from pathlib import Path
print(len(dv.load("resources", years=years)))
Path(output, "charts").mkdir(exist_ok=True)
Path(output, "charts", "a.svg").write_text("<svg/>")
""",
    "02_years": "import danvan as dv\nprint(dv.years())",
    "03_file": "from pathlib import Path\nprint(Path('notes', 'targets.csv').read_text())",
    "04_module": "import sys\nsys.path.insert(0, 'notebooks')\nimport helper\nprint(helper.SAID)",
    "05_nothing": "print(years)",
    "06_wrong": "from pathlib import Path\nassert Path('notes', 'targets.csv').read_text() == '2'",
}


def write_notebook(path: Path, body: str) -> None:
    cells = [cell("code", PARAMETERS, "a", "parameters"), cell("code", body, "b")]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def store(workspace: Workspace, **works: int) -> None:
    """The store with so many works in each year: y2021=3."""
    given = {int(name[1:]): count for name, count in works.items()}
    rows = [{**FROM, "year": year, "row": row} for year, count in given.items() for row in range(count)]
    commit(workspace.processed, {"register": register(*given), "resources": pd.DataFrame.from_records(rows)}, {})


def jobs(workspace: Workspace) -> list[Job]:
    given = {"years": [2021], "output": "outputs/2021"}
    return [Job("2021", name, workspace.notebooks / f"{name}.ipynb", given) for name in BODIES]


def ran(workspace: Workspace) -> list[str]:
    """The notebooks that ran again, in order."""
    outcomes = execute_all(workspace, jobs(workspace), Runs((), workers=2), lambda outcome: None)
    return [outcome.job.name for outcome in outcomes if not outcome.reused]


def made(staged: Path) -> dict[Path, bytes]:
    """What stands in a staged run, but for the evidence of what failed, which holds times."""
    return {path: path.read_bytes() for path in staged.rglob("*") if path.is_file() and path.stem != "06_wrong"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    new = Workspace(tmp_path_factory.mktemp("huyen"))
    new.settings.write_text("")
    (new.root / "notes").mkdir()
    (new.root / "notes" / "targets.csv").write_text("1")
    for name, body in BODIES.items():
        write_notebook(new.notebooks / f"{name}.ipynb", body)
    (new.notebooks / "helper.py").write_text("SAID = 'một'")
    store(new, y2020=1, y2021=2)
    assert ran(new) == list(BODIES)
    return new


def test_what_nothing_changed_for_is_used_again(workspace: Workspace) -> None:
    staged = workspace.staged("2021")
    before = made(staged)
    shutil.rmtree(staged)
    assert ran(workspace) == ["06_wrong"]  # what failed before is tried again
    assert made(staged) == before
    assert (staged / "charts" / "a.svg").is_file()
    assert not list(staged.rglob("made.json"))


def test_a_changed_table_runs_those_that_read_its_years(workspace: Workspace) -> None:
    store(workspace, y2020=2, y2021=2)
    assert ran(workspace) == ["06_wrong"]
    store(workspace, y2020=2, y2021=3)
    assert ran(workspace) == ["01_works", "06_wrong"]
    store(workspace, y2020=2, y2021=3, y2022=1)
    assert ran(workspace) == ["02_years", "06_wrong"]


def test_a_changed_file_runs_those_that_read_it(workspace: Workspace) -> None:
    (workspace.root / "notes" / "targets.csv").write_text("2")
    assert ran(workspace) == ["03_file", "06_wrong"]
    assert ran(workspace) == []
    (workspace.root / "notes" / "targets.csv").write_text("1")
    assert ran(workspace) == ["03_file", "06_wrong"]


def test_a_changed_module_beside_the_notebooks_runs_those_that_import_it(workspace: Workspace) -> None:
    (workspace.notebooks / "helper.py").write_text("SAID = 'hai ba'")
    assert ran(workspace) == ["04_module", "06_wrong"]
    assert "hai ba" in (workspace.staged("2021") / "notebooks" / "04_module.ipynb").read_text("utf-8")


def test_another_notebook_parameter_or_setting_is_another_key(workspace: Workspace) -> None:
    works, years, *_ = jobs(workspace)
    before = reuse.key(workspace, works)
    assert before != reuse.key(workspace, years)
    assert before != reuse.key(workspace, replace(works, parameters={**works.parameters, "years": [2020]}))
    write_notebook(works.notebook, BODIES["01_works"] + "\n")
    assert before != reuse.key(workspace, works)
    write_notebook(works.notebook, BODIES["01_works"])
    workspace.model_links.write_text("unit,year\n")
    assert before != reuse.key(workspace, works)
    workspace.model_links.unlink()
    assert before == reuse.key(workspace, works)


def test_notes_that_are_lost_or_torn_are_no_proof(workspace: Workspace) -> None:
    nothing = next(job for job in jobs(workspace) if job.name == "05_nothing")
    notes = reuse.kept(workspace, nothing) / reuse.READS
    assert reuse.stands(workspace, nothing)
    notes.write_text('["resour')
    assert not reuse.stands(workspace, nothing)
    notes.unlink()
    assert not reuse.stands(workspace, nothing)

"""What a year's notebooks and the profiles of all communes cost beside a loop of papermill, and beside one process.

Does not belong here: reading workbooks (`reading`).
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence

from danvan.bench.inputs import Inputs, danvan, run
from danvan.bench.rounds import Goal, Question
from danvan.paths import Workspace
from danvan.runs.plan import Job, jobs, read_runs, spans
from danvan.store.manifest import read_manifest

PROFILES = """
workers = 2
[[run]]
notebook = "06_commune"
for = "unit"
"""
# The code of notebooks in one process, one after another, each with names of its own.
ONE = """
import json, sys
for path, parameters in json.loads(sys.argv[1]):
    names = {"__name__": "__main__"}
    for cell in json.load(open(path, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", ()):
                names.update(parameters)
"""


def questions(inputs: Inputs) -> Iterator[Question]:
    """A year's notebooks, then the profiles of all units that report in that year."""
    year = read_manifest(inputs.read.processed).whole_years[-1]
    plan = _jobs(inputs.read, year)
    yield Question(
        "year",
        f"Các sổ tay của năm {year}",
        "wall",
        {
            "danvan": lambda: _run(inputs.read, year),
            "vòng lặp papermill": lambda: _loop(inputs.read, plan),
            "một tiến trình": lambda: _one(inputs.read, plan),
        },
        (
            Goal("nhanh hơn vòng lặp papermill", "danvan", "vòng lặp papermill", 3, less=True),
            Goal("so với cùng mã trong một tiến trình", "danvan", "một tiến trình", 2),
        ),
        len(plan),
        "sổ tay",
        "danvan còn lập trang, tệp Excel, báo cáo Word và nguồn của từng số; papermill thì không.",
    )
    profiles = inputs.workspace("profiles", {})
    shutil.copytree(inputs.read.processed, profiles.processed, dirs_exist_ok=True)
    shutil.copytree(inputs.read.raw, profiles.raw, dirs_exist_ok=True)
    profiles.runs.write_text(PROFILES, encoding="utf-8")
    units = _jobs(profiles, year)
    yield Question(
        "profiles",
        f"Hồ sơ của {len(units)} đơn vị, năm {year}",
        "wall",
        {"danvan": lambda: _run(profiles, year), "vòng lặp papermill": lambda: _loop(profiles, units)},
        (Goal("nhanh hơn vòng lặp papermill", "danvan", "vòng lặp papermill", 6, less=True),),
        len(units),
        "hồ sơ",
        "danvan còn lập trang, tệp Excel, báo cáo Word và nguồn của từng số; papermill thì không.",
    )


def _jobs(workspace: Workspace, year: int) -> tuple[Job, ...]:
    known = read_manifest(workspace.processed).whole_years
    return jobs(workspace, read_runs(workspace.runs), spans(known, year)[0])


def _run(workspace: Workspace, year: int) -> None:
    """The whole of danvan's run, everything made anew."""
    shutil.rmtree(workspace.executed, ignore_errors=True)
    shutil.rmtree(workspace.outputs, ignore_errors=True)
    danvan(workspace, "run", "--year", str(year))


def _loop(workspace: Workspace, plan: Sequence[Job]) -> None:
    """papermill, a command a notebook."""
    for job in plan:
        target = workspace.root / "papermill" / f"{job.name}-{job.folder}.ipynb"
        target.parent.mkdir(exist_ok=True)
        given = json.dumps({**job.parameters, "output": f"papermill/{job.name}-{job.folder}"})  # JSON is YAML
        command = [sys.executable, "-m", "papermill", str(job.notebook), str(target), "-k", "python3", "-y", given]
        run(command, workspace.root)


def _one(workspace: Workspace, plan: Sequence[Job]) -> None:
    """The code of all notebooks in one Python."""
    told = [(str(job.notebook), {**job.parameters, "output": f"papermill/one-{job.name}"}) for job in plan]
    run([sys.executable, "-c", ONE, json.dumps(told)], workspace.root)

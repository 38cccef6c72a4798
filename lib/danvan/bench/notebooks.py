"""What a year's notebooks and the profiles of all communes cost beside a loop of papermill, and beside one process.

Does not belong here: reading workbooks (`reading`).
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan.bench.inputs import Inputs, danvan, differing, run
from danvan.bench.rounds import Goal, Question, Way
from danvan.paths import Workspace
from danvan.runs.plan import Job, jobs, read_runs, spans
from danvan.runs.reuse import NOTES, kept
from danvan.store.manifest import read_manifest

PROFILES = """
workers = 2
[[run]]
notebook = "06_commune"
for = "unit"
"""
NOTE = "danvan run còn đọc kho, lập trang, tệp Excel, báo cáo Word và nguồn của từng số; papermill thì không."
CAUSE = "phần lớn thời gian là tính bảng bằng pandas và vẽ biểu đồ, không phải mở nhân"
MORE = "lần chạy còn đọc kho, lập trang, tệp Excel, báo cáo Word và nguồn của từng số"
LEFT_OUT = ("notebooks", *NOTES)  # what danvan keeps of a notebook beside its charts and tables
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
        {**_ways(inputs.read, plan, year), "một tiến trình": lambda: _one(inputs.read, plan)},
        (*_goals(3), Goal("so với cùng mã trong một tiến trình", "chỉ chạy sổ tay", "một tiến trình", 2)),
        len(plan),
        "sổ tay",
        NOTE,
        differ=lambda: list(_otherwise(inputs.read, plan)),
    )
    profiles = inputs.workspace("profiles", {})
    shutil.copytree(inputs.read.processed, profiles.processed, dirs_exist_ok=True)
    shutil.copytree(inputs.read.raw, profiles.raw, dirs_exist_ok=True)
    profiles.runs.write_text(PROFILES, encoding="utf-8")
    units = _jobs(profiles, year)
    title = f"Hồ sơ của {len(units)} đơn vị, năm {year}"
    yield Question(
        "profiles",
        title,
        "wall",
        _ways(profiles, units, year),
        _goals(6),
        len(units),
        "hồ sơ",
        NOTE,
        differ=lambda: list(_otherwise(profiles, units)),
    )


def _ways(workspace: Workspace, plan: Sequence[Job], year: int) -> dict[str, Way]:
    return {
        "danvan run": lambda: _run(workspace, year),
        "chỉ chạy sổ tay": lambda: _only(workspace, year),
        "vòng lặp papermill": lambda: _loop(workspace, plan),
    }


def _goals(times: float) -> tuple[Goal, ...]:
    ours, loop = {"chỉ chạy sổ tay": CAUSE, "danvan run": MORE}, "vòng lặp papermill"
    return tuple(Goal(f"{way}, nhanh hơn {loop}", way, loop, times, less=True, cause=why) for way, why in ours.items())


def _otherwise(workspace: Workspace, plan: Sequence[Job]) -> Iterator[str]:
    """The charts and tables that another way made otherwise than danvan did, or not at all."""
    for job in plan:
        for name in (_by_papermill(job), _by_one(job)):
            theirs = workspace.root / name
            if theirs.is_dir():
                yield from (f"{name}/{file}" for file in differing(kept(workspace, job), theirs, LEFT_OUT))


def _by_papermill(job: Job) -> str:
    """Where a notebook of the loop writes, from the workspace."""
    return f"papermill/{job.name}-{job.folder}"


def _by_one(job: Job) -> str:
    """Where a notebook writes whose code runs in one process with the others."""
    return f"papermill/one-{job.name}"


def _jobs(workspace: Workspace, year: int) -> tuple[Job, ...]:
    known = read_manifest(workspace.processed).whole_years
    return jobs(workspace, read_runs(workspace.runs), spans(known, year)[0])


def _run(workspace: Workspace, year: int) -> None:
    """The whole of danvan's run, everything made anew."""
    _nothing_made(workspace)
    danvan(workspace, "run", "--year", str(year))


def _only(workspace: Workspace, year: int) -> None:
    """The notebooks of that run and nothing else, in a process of its own."""
    _nothing_made(workspace)
    code = f"from danvan.bench.notebooks import execute; execute({str(workspace.root)!r}, {year})"
    run([sys.executable, "-c", code])


def execute(folder: str, year: int) -> None:
    """Execute the notebooks of a year of the workspace in `folder`; DanvanError where one fails."""
    from danvan.runs.execute import execute_all

    workspace = Workspace(Path(folder))
    outcomes = execute_all(workspace, _jobs(workspace, year), read_runs(workspace.runs), lambda _: None)
    for failure in filter(None, (outcome.failure for outcome in outcomes)):
        raise failure


def _nothing_made(workspace: Workspace) -> None:
    shutil.rmtree(workspace.executed, ignore_errors=True)
    shutil.rmtree(workspace.outputs, ignore_errors=True)


def _loop(workspace: Workspace, plan: Sequence[Job]) -> None:
    """papermill, a command a notebook."""
    for job in plan:
        target = workspace.root / f"{_by_papermill(job)}.ipynb"
        target.parent.mkdir(exist_ok=True)
        given = json.dumps({**job.parameters, "output": _by_papermill(job)})  # JSON is YAML
        command = [sys.executable, "-m", "papermill", str(job.notebook), str(target), "-k", "python3", "-y", given]
        run(command, workspace.root)


def _one(workspace: Workspace, plan: Sequence[Job]) -> None:
    """The code of all notebooks in one Python."""
    told = [(str(job.notebook), {**job.parameters, "output": _by_one(job)}) for job in plan]
    run([sys.executable, "-c", ONE, json.dumps(told)], workspace.root)

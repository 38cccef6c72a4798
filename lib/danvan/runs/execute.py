"""Execute notebooks by papermill, two at a time, and keep of each what is the same on every machine and day.

    job -> papermill -> executed notebook -> tidy -> <kept>/notebooks/<name>.ipynb -> <staged>/...

What a notebook made before is used again while it stands (reuse). Does not belong here: which notebooks run (plan),
what becomes of their outputs (run).
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan import problems
from danvan.files import replace_folder, write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.reads import declare
from danvan.runs import reuse
from danvan.runs.plan import Job, Runs
from danvan.runs.tidy import PYTHON, tidy, warnings

if TYPE_CHECKING:
    from danvan.runs.kernel import Kernel

LOG = logging.getLogger(__name__)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FULL = re.compile(rf"\[Errno ({errno.ENOSPC}|{errno.EDQUOT})\]")
HEADING = re.compile(r"^##+\s+(.+?)\s*$", re.MULTILINE)
ADDED = {"injected-parameters", "papermill-error-cell-tag"}  # cells that are not in the notebook's own file


class NotebookFailed(DanvanError):
    """A notebook that did not run to its end, told with its name, the section and the error."""


class NeverBegan(NotebookFailed):
    """One whose kernel ended before any cell began."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one job ended; `failure` is None where all is well, `reused` where what it made before stands."""

    job: Job
    failure: NotebookFailed | None = None
    reused: bool = False


def target(workspace: Workspace, job: Job) -> Path:
    """Where the executed notebook of `job` is while the run is staged."""
    return workspace.staged(job.label) / job.folder / written(job)


def written(job: Job) -> Path:
    """Where the executed notebook stands in the folder of all that it makes."""
    return Path("notebooks", f"{job.name}.ipynb")


def execute_all(
    workspace: Workspace, jobs: Sequence[Job], runs: Runs, done: Callable[[Outcome], None]
) -> list[Outcome]:
    """Execute `jobs` in `runs.workers` kernels at once, calling `done` after each; outcomes in the order of `jobs`.

    The longest notebooks begin, so that none runs on alone at the end. One failed notebook does not stop the others, so
    that one run tells all that is wrong.
    """
    from danvan.runs.kernel import kernels

    with ThreadPoolExecutor(runs.workers) as pool, kernels() as kernel:
        long_first = sorted(range(len(jobs)), key=lambda at: jobs[at].notebook.stat().st_size, reverse=True)
        if not all(reuse.stands(workspace, job) for job in jobs):
            kernel.begin(_ready(workspace, jobs[long_first[0]]))
        asked = {at: pool.submit(_outcome, workspace, jobs[at], runs, kernel) for at in long_first}
        try:
            for future in as_completed(asked.values()):
                done(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [asked[at].result() for at in range(len(jobs))]


def _outcome(workspace: Workspace, job: Job, runs: Runs, kernel: type[Kernel]) -> Outcome:
    made, staged = reuse.kept(workspace, job), workspace.staged(job.label) / job.folder
    try:
        if reused := reuse.stands(workspace, job):
            copied(made, staged)
            return Outcome(job, reused=reused)
        execute(workspace, job, runs.timeout_seconds, kernel)
    except NotebookFailed as failure:
        copied(reuse.making(workspace, job), staged)
        return Outcome(job, failure)
    replace_folder(reuse.making(workspace, job), made)
    copied(made, staged)
    return Outcome(job)


def copied(made: Path, staged: Path) -> None:
    """Copy what a notebook made to where its run is staged, without the notes on what it hung on."""
    shutil.copytree(made, staged, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*reuse.NOTES))


def execute(workspace: Workspace, job: Job, timeout_seconds: int, kernel: type[Kernel]) -> None:
    """Execute one job and write what it makes beside what it made before; NotebookFailed leaves what had run there."""
    folder = reuse.making(workspace, job)
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / written(job)
    path.parent.mkdir(parents=True)
    declare(folder / reuse.READS, [workspace.root / name for name in job.reads])
    noting = kernel.noting(folder / reuse.READS, _ready(workspace, job))
    try:
        _papermill(workspace, job, path, timeout_seconds, noting)
    except NeverBegan as failure:  # as a rule another program took a port between its choice and its use
        LOG.warning("%s", failure)
        _papermill(workspace, job, path, timeout_seconds, noting)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if any(output["output_type"] == "error" for cell in notebook["cells"] for output in cell.get("outputs", ())):
        raise _failure(workspace, job, notebook, "error")
    for line in warnings(notebook):
        LOG.warning("%s: %s", job.name, line)
    tidied = tidy(notebook, _private(workspace, job))
    write_whole(path, (json.dumps(tidied, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
    reuse.mark(workspace, job, folder)


def _ready(workspace: Workspace, job: Job) -> dict[str, Any] | None:
    """What the notebook will ask for with others of the run (ready.prepare)."""
    years = job.parameters.get("years")
    return {"workspace": str(workspace.root), "years": years, "unit": job.alike} if years else None


def _papermill(workspace: Workspace, job: Job, path: Path, timeout_seconds: int, kernel: type[Kernel]) -> None:
    from jupyter_core.utils import ensure_event_loop
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook

    from danvan.runs.engine import NAME

    output = path.parent.parent.relative_to(workspace.root).as_posix()
    try:
        execute_notebook(
            _literal(job.notebook),
            _literal(path),
            parameters={**job.parameters, "output": output},
            engine_name=NAME,
            kernel_name=PYTHON["name"],
            language="python",
            kernel_manager_class=kernel,
            resources={"metadata": {"path": str(workspace.root)}},
            execution_timeout=timeout_seconds,
            start_timeout=120,
            shutdown_kernel="immediate",
            force_raise_errors=True,
            coalesce_streams=True,
            progress_bar=False,
            autosave_cell_every=0,
        )
    except PapermillExecutionError as error:
        raise _failure(workspace, job, _evidence(path), "error") from error
    except CellTimeoutError as error:
        raise _failure(workspace, job, _evidence(path), "timeout", str(timeout_seconds)) from error
    except (DeadKernelError, RuntimeError) as error:
        failure = _failure(workspace, job, evidence := _evidence(path), "dead")
        raise (failure if _started(evidence["cells"]) else NeverBegan(str(failure))) from error
    finally:
        _close(ensure_event_loop())


def _close(loop: asyncio.AbstractEventLoop) -> None:
    """Close the loop that papermill leaves open in each thread, and what a dead kernel left waiting in it."""
    waiting = asyncio.all_tasks(loop)
    for task in waiting:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
    loop.close()


def _literal(path: Path) -> str:
    """Papermill formats paths as templates."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _evidence(path: Path) -> dict[str, Any]:
    """What papermill wrote before it stopped; nothing where not even the kernel came up."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"cells": []}


def _failure(workspace: Workspace, job: Job, notebook: dict[str, Any], kind: str, seconds: str = "") -> NotebookFailed:
    """Say in one sentence which notebook stopped, where, and why, and where the evidence will be."""
    place, error = _stopped(notebook["cells"])
    kept = workspace.failed(job.label).relative_to(workspace.root) / target(workspace, job).relative_to(
        workspace.staged(job.label)
    )
    why = {
        "error": _last_line(error),
        "timeout": f"một ô chạy quá {seconds} giây nên đã bị dừng",
        "dead": "tiến trình Python dừng đột ngột (có thể do máy hết bộ nhớ)",
    }[kind]
    return NotebookFailed(f"Sổ tay {job.name} dừng ở {place}: {why}. Bản đã chạy: {kept.as_posix()}")


def _stopped(cells: Sequence[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Where execution stopped ("ô 5, phần “Mô hình mới”") and the error output there, {} where there is none."""
    own = [cell for cell in cells if not ADDED.intersection(cell["metadata"].get("tags", ()))]
    started = _started(own)
    if not started:
        return "lúc khởi động", {}
    last = started[-1]
    said = "\n".join("".join(cell["source"]) for cell in own[:last] if cell["cell_type"] == "markdown")
    headings = [f", phần “{heading}”" for heading in HEADING.findall(said)]
    errors = [output for output in own[last].get("outputs", ()) if output["output_type"] == "error"]
    return f"ô {last + 1}{''.join(headings[-1:])}", (errors or [{}])[0]


def _started(cells: Sequence[dict[str, Any]]) -> list[int]:
    """The cells that began, by their number."""
    return [i for i, cell in enumerate(cells) if cell["metadata"].get("papermill", {}).get("start_time")]


def _last_line(error: dict[str, Any]) -> str:
    """The error's own last line; a sentence of ours stands without the name of its class."""
    name, said = error.get("ename", ""), COLOUR.sub("", error.get("evalue", "")).strip()
    if name == "SystemExit":
        return "ô này gọi sys.exit nên các ô sau chưa chạy"
    if FULL.match(said):
        return "đĩa đã đầy; hãy xóa bớt tệp rồi chạy lại"
    last = said.splitlines()[-1].rstrip(".") if said else ""
    return last if _ours(name) else f"{name}: {last}" if last else name


def _ours(name: str) -> bool:
    kind = getattr(problems, name, None)
    return isinstance(kind, type) and issubclass(kind, DanvanError)


def _private(workspace: Workspace, job: Job) -> list[tuple[str, str]]:
    """What a published notebook says otherwise: the staging folder, and where things lie on this machine."""
    outputs = workspace.outputs.relative_to(workspace.root)
    making = reuse.making(workspace, job).relative_to(workspace.root).as_posix()
    published = (outputs / job.label / job.folder).as_posix()
    machine = [place for folder in (workspace.root, Path(sys.prefix)) for place in _places(folder)]
    return [*machine, (making, published), ("# Parameters\n", "# Tham số của lần chạy này\n")]


def _places(folder: Path) -> list[tuple[str, str]]:
    return [(f"{folder}/", ""), (f"{folder}\\", ""), (str(folder), ".")]

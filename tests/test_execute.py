"""What a notebook leaves behind, and how one that stops says so. One pool of kernels serves the whole module."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from danvan.paths import Workspace
from danvan.runs.execute import Outcome, execute_all, target
from danvan.runs.kernel import Kernel
from danvan.runs.plan import Job, Runs
from danvan.runs.reuse import kept
from danvan.runs.tidy import tidy

PARAMETERS = 'years: list[int] = [2022]  # các năm\noutput: str = ""  # nơi ghi'
SHOW = """
import os, sys, warnings
warnings.warn("chú ý", stacklevel=1)
print(os.getcwd(), years, output, {"hai", "một", "ba"}, os.environ["MPLBACKEND"])
class Thing:
    def _repr_html_(self): return "<p>bảng</p>"
Thing()
"""
BODIES = {
    "01_good": SHOW,
    "02_wrong": "import danvan.problems\nraise danvan.problems.UsageError('Không có bảng “modles”.')",
    "03_left": "import sys\nsys.exit(0)",
    "04_dead": "import os\nos._exit(0)",
    "05_slow": "import time\ntime.sleep(60)",
    "06_killed": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "07_hung": "import ctypes\nctypes.PyDLL(None).sleep(60)",  # holds the GIL: the kernel answers nothing any more
    "08_full": "import os\nraise OSError(28, os.strerror(28), 'charts/F1.png')",
}


def cell(kind: str, source: str, name: str, *tags: str) -> dict[str, object]:
    made = {"cell_type": kind, "id": name, "metadata": {"tags": list(tags)}, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def write_notebook(path: Path, body: str) -> None:
    cells = [
        cell("markdown", "# Sổ tay thử", "a"),
        cell("code", PARAMETERS, "b", "parameters"),
        cell("markdown", "## Phần một", "c"),
        cell("code", body, "d"),
        cell("code", "1 + 1", "e"),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


def job(workspace: Workspace, name: str) -> Job:
    given = {"years": [2021, 2022], "output": "outputs/2022"}
    return Job("2022", name, workspace.notebooks / f"{name}.ipynb", given)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("huyện {Bình Sơn}"))
    for name, body in BODIES.items():
        write_notebook(made.notebooks / f"{name}.ipynb", body)
    return made


@pytest.fixture(scope="module")
def outcomes(workspace: Workspace) -> dict[str, Outcome]:
    reported: list[Outcome] = []
    runs = Runs((), workers=2, timeout_seconds=3)
    got = execute_all(workspace, [job(workspace, name) for name in BODIES], runs, reported.append)
    assert [outcome.job.name for outcome in got] == list(BODIES)
    assert {outcome.job.name for outcome in reported} == set(BODIES)
    return {outcome.job.name: outcome for outcome in got}


def test_a_good_notebook_is_written_with_its_outputs_and_nothing_of_this_machine(workspace, outcomes):
    assert outcomes["01_good"].failure is None
    text = target(workspace, job(workspace, "01_good")).read_text("utf-8")
    notebook = json.loads(text)
    printed, shown = notebook["cells"][4]["outputs"]
    assert "[2021, 2022] outputs/2022" in printed["text"]
    assert "agg" in printed["text"]
    assert shown["data"] == {"text/html": "<p>bảng</p>"}
    assert notebook["cells"][2]["source"].startswith("# Tham số của lần chạy này")
    for word in (str(workspace.root), "papermill", "start_time", "iopub", ".staged", "stderr", "ipykernel_"):
        assert word not in text


def test_the_same_notebook_gives_the_same_bytes(workspace, outcomes):
    path = target(workspace, job(workspace, "01_good"))
    before = path.read_bytes()
    path.unlink()
    shutil.rmtree(kept(workspace, job(workspace, "01_good")))
    (outcome,) = execute_all(workspace, [job(workspace, "01_good")], Runs(()), lambda outcome: None)
    assert not outcome.reused
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("02_wrong", "Sổ tay 02_wrong dừng ở ô 4, phần “Phần một”: Không có bảng “modles”. Bản đã chạy: "),
        ("03_left", "ô 4, phần “Phần một”: ô này gọi sys.exit nên các ô sau chưa chạy"),
        ("04_dead", "ô 4, phần “Phần một”: tiến trình Python dừng đột ngột"),
        ("05_slow", "ô 4, phần “Phần một”: một ô chạy quá 3 giây nên đã bị dừng"),
        ("06_killed", "ô 4, phần “Phần một”: tiến trình Python dừng đột ngột"),
        ("07_hung", "ô 4, phần “Phần một”: một ô chạy quá 3 giây nên đã bị dừng"),
        ("08_full", "ô 4, phần “Phần một”: đĩa đã đầy; hãy xóa bớt tệp rồi chạy lại"),
    ],
)
def test_a_notebook_that_stops_says_where_and_why(outcomes, name, said):
    failure = outcomes[name].failure
    assert failure is not None
    assert said in str(failure)
    assert str(failure).endswith(f"outputs/.2022.failed/notebooks/{name}.ipynb")
    assert failure.exit_code == 1


def test_what_had_run_is_kept_as_evidence(workspace, outcomes):
    for name in list(BODIES)[1:]:
        cells = json.loads(target(workspace, job(workspace, name)).read_text("utf-8"))["cells"]
        assert any("Phần một" in "".join(c["source"]) for c in cells)


def test_tidy_drops_addresses_and_keeps_tags():
    output = {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": ["<A at 0x7f1>"]}}
    code = {**cell("code", "x", "chance", "keep"), "outputs": [output], "execution_count": 3}
    (made,) = tidy({"cells": [code]}, [("x", "y")])["cells"]
    assert made["outputs"][0]["data"] == {"text/plain": "<A>"}
    assert (made["id"], made["source"], made["metadata"]) == ("o-01", "y", {"tags": ["keep"]})


@pytest.mark.parametrize(("ended", "well"), [(1, True), (2, False)], ids=["once", "twice"])
def test_a_kernel_that_ends_before_it_answers_is_started_once_more(workspace, monkeypatch, ended, well):
    starts, start = [], Kernel.start_kernel

    async def started(self, **words):
        await start(self, **words)
        starts.append(self)
        if len(starts) <= ended:
            self.kill()

    monkeypatch.setattr(Kernel, "start_kernel", started)
    shutil.rmtree(kept(workspace, job(workspace, "01_good")), ignore_errors=True)
    (outcome,) = execute_all(workspace, [job(workspace, "01_good")], Runs(()), lambda outcome: None)
    assert len(starts) == 2
    assert (outcome.failure is None) == well
    if outcome.failure:
        assert "dừng ở lúc khởi động: tiến trình Python dừng đột ngột" in str(outcome.failure)

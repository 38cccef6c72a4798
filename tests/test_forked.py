"""A kernel that is a copy of the warm Python is what a kernel of its own would be, whatever another notebook did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_execute import write_notebook

from danvan.paths import Workspace
from danvan.runs import copies, forked
from danvan.runs.execute import execute_all, target
from danvan.runs.kernel import ENVIRONMENT, Kernel
from danvan.runs.plan import Job, Runs
from danvan.runs.reuse import kept

pytestmark = pytest.mark.skipif(not copies.possible(), reason="only where processes can be copied")

SOIL = """
import builtins, locale, os, random, sys, warnings
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
import danvan as dv, danvan.publish.charts as charts
plt.rcParams["font.size"] = 99
plt.figure()
pd.set_option("display.max_rows", 1)
np.set_printoptions(precision=1)
random.seed(1), np.random.seed(1)
warnings.simplefilter("error")
os.environ["LEFT"], builtins.left, dv.left, charts.left = "1", 1, 1, 1
pd.DataFrame.left = 1
sys.path.insert(0, "/left")
sys.setrecursionlimit(5000)
os.chdir("/")
os.umask(0o077)
"""
STATE = """
import builtins, gc, hashlib, json, logging, os, random, signal, sys, threading, warnings
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
import danvan as dv, danvan.publish.charts as charts
environment = {k: v for k, v in os.environ.items() if k not in ("DANVAN_READS", "IPYTHONDIR", "JPY_PARENT_PID")}
mask = os.umask(0)
os.umask(mask)
state = {
    "rcParams": {k: str(v) for k, v in plt.rcParams.items()}, "figures": plt.get_fignums(),
    "backend": matplotlib.get_backend(), "pandas": pd.describe_option(_print_desc=False).split("\\n"), "numpy": np.get_printoptions(),
    "warnings": sorted(str(line) for line in warnings.filters), "environment": environment, "mask": mask,
    "cwd": os.getcwd(), "path": sys.path, "limit": sys.getrecursionlimit(), "names": sorted(vars(builtins)),
    "left": [hasattr(thing, "left") for thing in (builtins, dv, charts, pd.DataFrame)], "argv": sys.argv[1::2],
    "threads": sorted(thread.name.rstrip("0123456789") for thread in threading.enumerate()), "main": sorted(vars(sys.modules["__main__"])),
    "signals": [str(signal.getsignal(n)) for n in (2, 15, 17)], "logging": [str(h) for h in logging.root.handlers],
    "hash": hash("xã"), "group": os.getpgid(0) == os.getpid() == os.getsid(0), "stdin": sys.stdin is None or sys.stdin.read(),
    "children": type(threading.main_thread()).__name__, "gc": [gc.isenabled(), gc.get_threshold()],
}
print(json.dumps(state, sort_keys=True, default=str, ensure_ascii=False))
"""
CHANCE = "import random, numpy as np\nprint(random.random(), np.random.random())"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("huyen"))
    for name, body in {"01_soil": SOIL, "02_state": STATE, "03_chance": CHANCE, "04_again": CHANCE}.items():
        write_notebook(made.notebooks / f"{name}.ipynb", body)
    return made


def printed(workspace: Workspace, *names: str) -> list[str]:
    """What the last cell but one of each notebook prints, run one after another."""
    made = [Job("2022", name, workspace.notebooks / f"{name}.ipynb", {}) for name in names]
    for job in made:
        (kept(workspace, job) / "made.json").unlink(missing_ok=True)
    outcomes = execute_all(workspace, made, Runs((), workers=1), lambda outcome: None)
    assert [outcome.failure for outcome in outcomes] == [None] * len(names)
    cells = [json.loads(target(workspace, job).read_text("utf-8"))["cells"] for job in made]
    return ["".join(output.get("text", "") for output in own[-2]["outputs"]) for own in cells]


def test_nothing_of_one_notebook_is_left_for_another_and_all_is_as_in_a_new_python(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, after = printed(workspace, "01_soil", "02_state")
    monkeypatch.setattr(Kernel, "warm", None)
    (fresh,) = printed(workspace, "02_state")
    one, other = json.loads(after), json.loads(fresh)
    for name in one:
        assert one[name] == other[name], name


def test_chance_is_another_in_each(workspace: Workspace) -> None:
    one, other = printed(workspace, "03_chance", "04_again")
    assert set(one.split()).isdisjoint(other.split())


@pytest.fixture
def warm() -> Iterator[forked.Warm]:
    made = forked.Warm(ENVIRONMENT)
    yield made
    if made._process:
        made._process.communicate()


def waiting(warm: forked.Warm, folder: Path) -> forked.Forked:
    """A copy that waits for a notebook."""
    given = ["-f", str(folder / "connection.json"), "--log-level=50"]
    return warm.kernel(given, {**os.environ, "IPYTHONDIR": str(folder)}, str(folder))


def test_a_copy_is_seen_to_end(warm: forked.Warm, tmp_path: Path) -> None:
    copy = waiting(warm, tmp_path)
    assert copy.poll() is None
    copy.kill()
    assert copy.wait() == 0
    assert copy.poll() == 0


def test_it_can_begin_before_a_copy_is_asked_for(warm: forked.Warm, tmp_path: Path) -> None:
    warm.begin(None)
    warm.begin(
        {"workspace": str(tmp_path), "years": [2021], "unit": ""}
    )  # what cannot be done is the notebook's to tell
    begun = warm._process
    copy = waiting(warm, tmp_path)
    assert warm._process is begun
    assert copy.poll() is None
    copy.kill()
    assert copy.wait() == 0


def test_a_warm_python_that_was_killed_takes_its_copies_along_and_is_started_again(
    warm: forked.Warm, tmp_path: Path
) -> None:
    copy = waiting(warm, tmp_path)
    assert warm._process is not None
    warm._process.kill()
    warm._process.wait()
    assert copy.wait() == 0
    other = waiting(warm, tmp_path)
    assert other.poll() is None
    other.kill()


def test_nothing_outlives_a_command_that_is_killed(tmp_path: Path) -> None:
    code = """
import sys, time, os
from danvan.runs.forked import Warm
copy = Warm({}).kernel(["-f", "c.json"], dict(os.environ), sys.argv[1])
print(copy.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        copy = forked.Forked(int(process.stdout.readline()))
        process.send_signal(signal.SIGKILL)
        assert copy.wait() == 0

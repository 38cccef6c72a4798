"""A Python that has imported and read what notebooks import and read: each kernel is a copy of it.

    {"ready": {...}, "copy": {"arguments": [...], "environment": {...}, "folder": "..."}}
        ->  what many copies will ask for, done once (ready)  ->  fork  ->  the number of the new process

A request a line on stdin, an answer a line on stdout, none where no copy is asked for yet; it ends, and its copies with
it, when stdin does. Nothing that a notebook does comes back here, so that each finds what a kernel of its own would:
nothing open, drawn, set or read.
Does not belong here: who asks for kernels (forked).
"""

from __future__ import annotations

import builtins
import gc
import importlib
import io
import json
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from danvan.runs.copies import die_with_parent
from danvan.unseen import OPENING

PRELOADED = (
    "ipykernel.kernelapp", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "danvan.store.read", "danvan.analysis.rebased", "danvan.analysis.linking", "danvan.publish.answers",
    "danvan.publish.charts", "danvan.publish.tables", "danvan.publish.page", "danvan.runs.ready",
    "pyarrow.dataset",
)  # fmt: skip
USED_LATER = ("scipy.special", "scipy.stats")  # where a notebook needs it: how it sets warnings must not be seen before
_done: list[dict[str, Any]] = []


def main() -> None:
    """Import, then make a copy for each request."""
    del sys.path[0]  # where it was started, as ipykernel_launcher does
    _preload()
    _settle()
    signal.signal(signal.SIGCHLD, _reap)
    for line in sys.stdin:
        asked, parent = json.loads(line), os.getpid()
        _make_ready(asked["ready"])
        if asked["copy"] is None:
            continue
        number = os.fork()
        if number == 0:
            _become(parent, **asked["copy"])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def _settle() -> None:
    """Copies share memory until one writes to it, and collecting garbage writes."""
    gc.collect()
    gc.freeze()


def _make_ready(asked: dict[str, Any] | None) -> None:
    """Do what copies will ask for, unless it was done for one before."""
    if asked and asked not in _done:
        from danvan.paths import Workspace
        from danvan.runs.ready import prepare

        prepare(Workspace(Path(asked["workspace"])), asked["years"], asked["unit"])
        _done.append(asked)
        _settle()


def _preload() -> None:
    """Import what notebooks import, as in a kernel: pandas asks, while it is imported, where it is and notes it."""
    assert isinstance(sys.stdout, io.TextIOWrapper)
    sys.stdout.reconfigure(encoding="UTF-8")  # spelt as a kernel spells it
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    for name in (*PRELOADED, *OPENING):
        importlib.import_module(name)
    with warnings.catch_warnings():
        for name in USED_LATER:
            importlib.import_module(name)
    del vars(builtins)["get_ipython"]


def _reap(*_: object) -> None:
    """Let go of the copies that have ended; what they cost is counted as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(parent: int, arguments: Sequence[str], environment: dict[str, str], folder: str) -> None:
    """Be a kernel as `python -m ipykernel_launcher` with these arguments is one, and never return."""
    code = 1
    try:
        os.setsid()
        die_with_parent()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        _seed()
        from ipykernel.kernelapp import IPKernelApp

        sys.argv = ["ipykernel_launcher.py", *arguments]
        IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={parent}"])
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:
        os._exit(code)


def _seed() -> None:
    """Chance is another in every copy, as in every process; `random` sees to itself."""
    import numpy as np

    np.random.seed()  # noqa: NPY002 - the state that a copy has


if __name__ == "__main__":
    main()

"""Does independent things at once in copies of this process, where the system can copy one: Linux; elsewhere in turn.

Each does what it does to files of its own; only what it returns comes back. Does not belong here: kernels, which are
copies of another process (`forked`, `warm`).
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from danvan.problems import DanvanError

Task = Callable[[], Any]
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_tasks: Sequence[Task] = ()  # of the copies: what they were copied to do


def possible() -> bool:
    """Whether processes can be copied here and followed by others than their parent."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an old kernel, or a container that forbids it
        return False
    return True


def die_with_parent() -> None:
    """Let this copy end when the one that made it does, however that ends."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def at_once(tasks: Sequence[Task], workers: int) -> list[Any]:
    """Do `tasks`, so many at once, the first of them first, and return what each returns, in their order.

    The first that fails stops those not begun, and its error is raised; DanvanError where a copy was killed.
    """
    global _tasks  # noqa: PLW0603 - a copy gets it by being one: functions within functions cannot be sent
    if min(len(tasks), workers) < 2 or not possible():
        return [task() for task in tasks]
    _tasks = tasks
    try:
        with ProcessPoolExecutor(min(len(tasks), workers), get_context("fork"), die_with_parent) as pool:
            try:
                return list(pool.map(_do, range(len(tasks))))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise DanvanError(
            "Một tiến trình lập trang dừng đột ngột (có thể do máy hết bộ nhớ); "
            "hãy đóng bớt chương trình hoặc ghi workers = 1 trong runs.toml rồi chạy lại."
        ) from error
    finally:
        _tasks = ()


def _do(number: int) -> Any:
    return _tasks[number]()

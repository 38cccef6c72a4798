"""One command at a time writes in a workspace; another waits, or says who holds it.

outputs/.danvan.lock      held by the system as long as the process lives, however it ends
outputs/.danvan.holder    who that is, in words; once nobody holds the lock it says that that command was stopped

What a stopped command left half-written is removed before the next one begins.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from filelock import FileLock, Timeout

from danvan.files import sweep, write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.vietnamese import wording

POLL_SECONDS = 0.5


@contextmanager
def held(workspace: Workspace, command: str, wait_minutes: float = 0) -> Iterator[bool]:
    """Hold the workspace for the block, as `command` ("danvan run"), and tell whether the one before was stopped;
    DanvanError, naming who holds it, where another command still does after `wait_minutes`.
    """
    workspace.outputs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(workspace.lock)
    try:
        lock.acquire(timeout=60 * wait_minutes, poll_interval=POLL_SECONDS)
    except Timeout as error:
        raise DanvanError(
            f"{_holder(workspace)} đang ghi vào {workspace.root}; hãy đợi lệnh đó xong (hoặc dừng nó) rồi chạy lại."
        ) from error
    try:
        stopped = workspace.holder.exists()
        for folder in (workspace.outputs, workspace.processed):
            sweep(folder)
        write_whole(workspace.holder, _said(command).encode())
        yield stopped
    finally:
        workspace.holder.unlink(missing_ok=True)
        lock.release()


def _said(command: str) -> str:
    now = datetime.now()  # noqa: DTZ005 - the clock on the wall of the office
    return f"Lệnh {command} (tiến trình {os.getpid()}, từ {now:%H:%M} ngày {wording.day(now.date())})"


def _holder(workspace: Workspace) -> str:
    try:
        return workspace.holder.read_text(encoding="utf-8")
    except OSError:
        return "Một lệnh danvan khác"

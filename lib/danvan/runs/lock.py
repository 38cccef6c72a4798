"""One command at a time writes in a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from danvan.paths import Workspace
from danvan.problems import DanvanError


@contextmanager
def held(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace for the block; DanvanError where another command holds it."""
    workspace.outputs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(workspace.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DanvanError(
            f"Một lệnh danvan khác đang ghi vào {workspace.root}; hãy đợi lệnh đó xong (hoặc dừng nó) rồi chạy lại."
        ) from error
    try:
        yield
    finally:
        lock.release()

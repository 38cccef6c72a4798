"""Fails the n-th file operation of a process that was copied (forked) for it: killed, disk full, or an I/O error.

Operations are opening for writing, each write of bytes, fsync, mkdir, rename, unlink, rmdir, chmod, utime, truncate and
links, below the folders that are watched. Those that Python's audit events tell are failed in an audit hook; writes and
fsync have none, so that files opened for writing write through `_Written`.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KILL, FULL, ERROR = "kill -9", "full disk", "I/O error"
KINDS = (KILL, FULL, ERROR)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {  # audit event: which of its arguments are paths
    "os.rename": (0, 1), "os.remove": (0,), "os.rmdir": (0,), "os.mkdir": (0,), "os.chmod": (0,), "os.utime": (0,),
    "os.truncate": (0,), "os.link": (0, 1), "os.symlink": (1,),
}  # fmt: skip
GROWING = frozenset({"open", "write", "os.mkdir", "os.link", "os.symlink"})
TOUCHED_RAW, FAILED = 97, 98


@dataclass
class Layer:
    """The operations of this process below `watched`, in order; the one at `at` fails in its `kind`, a full disk stays
    full. Nothing below `raw` may be changed: the process ends at once with TOUCHED_RAW.
    """

    watched: tuple[str, ...]
    raw: str
    kind: str = ""
    at: int = -1
    done: list[str] = field(default_factory=list)

    def install(self) -> None:
        """From now on, until this process ends."""
        sys.addaudithook(self._heard)
        os.sync = lambda: None
        real_sync, shutil._USE_CP_SENDFILE = os.fsync, False  # copies are written as anything else
        layer = self

        def fsync(handle: int) -> None:
            layer.operation("fsync", None)
            real_sync(handle)

        os.fsync = fsync
        builtins.open = io.open = self._open  # type: ignore[assignment]

    def operation(self, name: str, half: Callable[[], object] | None) -> None:
        """Count one operation and fail it where it is its turn; `half` does a part of it first."""
        number = len(self.done)
        self.done.append(name)
        grows = name in GROWING
        if self.kind == FULL and number >= self.at >= 0 and grows:
            _do(half)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if number != self.at:
            return
        if self.kind == KILL:
            _do(half)
            os.kill(os.getpid(), signal.SIGKILL)
        if self.kind == ERROR:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _heard(self, event: str, words: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = words
            if isinstance(path, int) or not (flags or 0) & WRITING or not self._watched(path):
                return
            self.operation("open", None)
        elif event in CHANGING:
            watched = {self._watched(words[at]) for at in CHANGING[event]}  # each of them asked
            if True in watched:
                self.operation(event, None)

    def _watched(self, path: Any) -> bool:
        try:
            whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links are not followed
        except TypeError:
            return True  # an open file
        if whole.startswith(self.raw):
            os.write(2, f"raw: {whole}\n{''.join(traceback.format_stack())}".encode())
            os._exit(TOUCHED_RAW)
        return whole.startswith(self.watched) or whole != os.fsdecode(path)

    def _open(self, file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None, newline: str | None = None, closefd: bool = True, opener: Any = None) -> Any:  # fmt: skip
        if not set(mode) & set("wax+"):
            return _OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = _Written(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        raw.layer = self
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)


_OPEN = io.open


class _Written(io.FileIO):
    layer: Layer

    def write(self, data: Any) -> int:
        half = bytes(data)[: len(data) // 2]
        self.layer.operation("write", lambda: super(_Written, self).write(half))
        return super().write(data)


def _do(half: Callable[[], object] | None) -> None:
    if half:
        half()


@dataclass(frozen=True)
class Ended:
    """How a copy of this process ended: its exit code, the operations it did, what it said."""

    code: int
    done: list[str]
    said: str

    @property
    def ok(self) -> bool:
        return self.code == 0


def apart(act: Callable[[], object], layer: Layer, beside: Path) -> Ended:
    """Do `act` in a copy of this process under `layer`; `beside` is a folder for what it has to say."""
    sys.stdout.flush()
    counted, told = beside / "done", beside / "said"
    for path in (counted, told):
        path.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _child(act, layer, counted, told)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    done = counted.read_text("utf-8").split() if counted.exists() else []
    return Ended(code, done, told.read_text("utf-8", "replace"))


def _child(act: Callable[[], object], layer: Layer, counted: Path, told: Path) -> None:
    out = os.open(told, os.O_CREAT | os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    code = 0
    try:
        layer.install()
        act()
    except BaseException:  # noqa: BLE001 - whatever it is, it is told by the code
        code = FAILED
        os.write(2, traceback.format_exc().encode())
    layer.at = -1
    with _OPEN(counted, "w", encoding="utf-8") as file:
        file.write("\n".join(layer.done))
    os._exit(code)

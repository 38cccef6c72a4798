"""Kernels that are copies of one warm Python, where the system can copy a process: Linux, and not elsewhere.

Does not belong here: what the copies are (warm), what a kernel is told (kernel).
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Lock
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from danvan.reads import LIBRARY

COMMAND = (sys.executable, "-m", "danvan.runs.warm")


class Forked:
    """A process that is not our child, with as much of `subprocess.Popen` as its provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):
            os.close(self._handle)

    def poll(self) -> int | None:
        """0 once it has ended, however; None before."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self) -> int:
        """Wait until it has ended."""
        select.select([self._handle], [], [])
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal; ProcessLookupError where it has ended."""
        signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Warm:
    """The warm Python, from our side: started for the first copy, ended with us."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment, self._one = environment, Lock()
        self._process: Popen[str] | None = None

    def begin(self, ready: Mapping[str, Any] | None) -> None:
        """Start importing, and doing what copies will ask for, before the first is asked for; not waited for."""
        with self._one, suppress(OSError):  # told by the first copy
            self._ask(self._running(), {"ready": ready, "copy": None})

    def kernel(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: str,
        ready: Mapping[str, Any] | None = None,
    ) -> Forked:
        """Return a new copy, which is a kernel; RuntimeError where the warm Python does not answer.

        `ready` says what it and others will ask for (`execute`): it is done first, unless it was for one before.
        """
        given = {"arguments": list(arguments), "environment": dict(environment), "folder": folder}
        with self._one:
            process = self._running()
            try:
                self._ask(process, {"ready": ready, "copy": given})
                return Forked(int(self._answer(process)))
            except (OSError, ValueError) as error:
                raise RuntimeError("warm Python has ended") from error

    def _running(self) -> Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = self._started()
        return self._process

    def _started(self) -> Popen[str]:
        given = {**os.environ, **self._environment}
        folder = LIBRARY.parent  # nobody's own modules stand there
        process = Popen(COMMAND, stdin=PIPE, stdout=PIPE, text=True, env=given, cwd=folder, start_new_session=True)
        atexit.register(process.communicate)  # which closes its stdin
        return process

    @staticmethod
    def _ask(process: Popen[str], asked: Mapping[str, Any]) -> None:
        assert process.stdin is not None
        process.stdin.write(f"{json.dumps(asked)}\n")
        process.stdin.flush()

    @staticmethod
    def _answer(process: Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline()


class Copying(LocalProvisioner):
    """Gives a kernel manager a copy of the warm Python for its process."""

    warm: Warm
    asks: Mapping[str, Any] | None = None

    async def launch_kernel(self, cmd: list[str], **words: Any) -> KernelConnectionInfo:
        """Launch what `cmd` would, after its `python -m module`."""
        copy = self.warm.kernel(cmd[3:], words["env"], words["cwd"], self.asks)
        self.process = cast("Popen[bytes]", copy)
        self.pid = self.pgid = copy.pid
        self.cwd = words["cwd"]
        return self.connection_info

"""A real Dask scheduler on this machine, and workers to start and to kill."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTHING: Mapping[str, str] = {}


@contextmanager
def crew(workers: int, environment: Mapping[str, str] = NOTHING) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that runs as long as the block does, and its workers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address, given = f"tcp://127.0.0.1:{port}", ("--host", "127.0.0.1", "--no-dashboard")
    everybody = [_started(environment, "scheduler", "--port", str(port), *given)]
    alone = ("worker", address, "--nthreads", "1", "--no-nanny")
    everybody += [_started(environment, *alone, *given) for _ in range(workers)]
    yield address, everybody[1:]
    for one in everybody:
        one.kill()
        one.wait()


def _started(environment: Mapping[str, str], *asked: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    path = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), **environment}
    return subprocess.Popen([sys.executable, "-m", "dask", *asked], env=path, stdout=quiet, stderr=quiet)

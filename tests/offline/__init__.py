"""A command run with the network cut off: by the system where it lets us, and in each Python besides.

unshare -rn    a network of its own with nothing but its loopback, which kernels talk over
sitecustomize  every Python fails at what leads out of the machine, and writes down that it was tried
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
LOOPBACK = (
    "import fcntl, os, socket, struct, sys\n"
    "with socket.socket() as own:\n"
    "    fcntl.ioctl(own, 0x8914, struct.pack('16sh14x', b'lo', 0x41))\n"  # SIOCSIFFLAGS: up, running
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)


def cut() -> list[str]:
    """The words before a command that give it a network of its own; none where the system does not let us."""
    words = ["unshare", "-rn", sys.executable, "-c", LOOPBACK]
    able = (
        shutil.which("unshare")
        and subprocess.run([*words, sys.executable, "-c", ""], capture_output=True, check=False).returncode == 0
    )
    return words if able else []


def offline(
    words: Sequence[str], tried: Path, own: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a Python with these words; what it or its children asked of others is a line of `tried`."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    given = {**os.environ, **(own or {}), "PYTHONPATH": os.pathsep.join(paths), "DANVAN_TRIED": str(tried)}
    return subprocess.run([*cut(), sys.executable, *words], env=given, capture_output=True, text=True, check=False)

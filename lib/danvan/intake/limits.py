"""What a process that reads may use: memory and time for one file, and that it writes no file.

    Linux       the process limits itself by `setrlimit`, before it opens the first file
    elsewhere   it cannot (Windows) or its limit is not kept (macOS): `fence` watches its memory from outside

Time is watched from outside everywhere; CPU time is limited besides, for a child whose parent was killed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MEMORY_BYTES = 512 << 20
SECONDS = 20
WITHOUT_PARENT = SECONDS + 10
NO_MEMORY = 71  # how a child ends that was given no more
LIMITS_ITSELF = sys.platform == "linux"


def limit_self(memory: int = MEMORY_BYTES) -> None:
    """Limit this process for good: its memory, no files written, no image of it left when it dies."""
    if sys.platform == "linux":
        import resource

        for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            resource.setrlimit(what, (most, most))


def begin_file() -> None:
    """Give the next file its own CPU time."""
    if sys.platform == "linux":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + WITHOUT_PARENT
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def is_large(memory: int = MEMORY_BYTES) -> bool:
    """Whether this process has grown to half of what it may have, so that the next file should find a new one."""
    if sys.platform != "linux":
        return False
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGESIZE") > memory // 2

"""The most memory that a piece of Python takes, in a process of its own that does nothing else.

Does not belong here: what is measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEBIBYTE = 1 << 20
TOLD = "\nfrom danvan.bench.memory import own_peak\nprint(own_peak())"


def peak(code: str, *words: str) -> float:
    """Return the MiB that a new Python held at most while it ran `code` with `words` as its arguments."""
    from danvan.bench.inputs import run  # not in the process that is measured

    return int(run([sys.executable, "-c", code + TOLD, *words]).rsplit("\n", 1)[-1]) / MEBIBYTE


def own_peak() -> int:
    """Return the most bytes of memory that this process held so far."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux, where `resource` counts what the process that began this one held
        held = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(held.split()[1]) * 1024
    import psutil

    memory = psutil.Process().memory_info()
    return int(getattr(memory, "peak_wset", memory.rss))  # the peak on Windows alone; elsewhere what is held at last

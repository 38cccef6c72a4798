"""The Python that runs a notebook: the one of this venv, with nobody's own settings, and stopped when we stop.

Where the system can copy processes it is a copy of a warm one (`forked`), else a new one each time; a notebook cannot
tell which.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from danvan.reads import NOTES
from danvan.runs.copies import possible
from danvan.runs.forked import Copying, Warm

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # sets print in one order
    "PYTHONUTF8": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONSTARTUP": "",
    "MPLBACKEND": "agg",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else each kernel warns about frozen modules
}
WATCHED = "--IPKernelApp.exec_lines=from danvan.reads import watch; watch()"
NO_HISTORY = "--HistoryManager.enabled=False"
ARGUMENTS = ["-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=50", NO_HISTORY, WATCHED]


class Kernel(AsyncKernelManager):
    """A kernel of this very Python, whatever `python3` means to Jupyter elsewhere on the machine."""

    home: ClassVar[str] = ""
    reads: ClassVar[str] = ""
    asks: ClassVar[Mapping[str, Any] | None] = None
    warm: ClassVar[Warm | None] = Warm(ENVIRONMENT) if possible() else None
    started: ClassVar[set[Kernel]] = set()

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started."""
        environment = {**ENVIRONMENT, "IPYTHONDIR": self.home, NOTES: self.reads}
        return KernelSpec(argv=[sys.executable, *ARGUMENTS], env=environment, display_name="Python", language="python")

    async def start_kernel(self, **words: Any) -> None:  # type: ignore[override] # theirs is typed as if not async
        """Start, and be known to `kernels`; what its children print does not mix with what we print."""
        self.started.add(self)
        if self.warm:
            self.provisioner = Copying(parent=self, kernel_id=self.kernel_id or "", kernel_spec=self.kernel_spec)
            self.provisioner.warm = self.warm
            self.provisioner.asks = self.asks
        await super().start_kernel(**words, stdout=DEVNULL)

    @classmethod
    def noting(cls, path: Path, asks: Mapping[str, Any] | None = None) -> type[Kernel]:
        """The same kernel, with what it reads noted in `path`; `asks` is what it will ask for with others."""
        return type(cls.__name__, (cls,), {"reads": str(path), "asks": asks})

    @classmethod
    def begin(cls, asks: Mapping[str, Any] | None) -> None:
        """Make ready, while other things are done, what the kernels to come are copied of."""
        if cls.warm:
            cls.warm.begin(asks)

    def kill(self) -> None:
        """Stop the process at once, from any thread."""
        process = getattr(self.provisioner, "process", None)
        with suppress(ProcessLookupError):
            if process is not None:
                process.kill()


@contextmanager
def kernels() -> Iterator[type[Kernel]]:
    """Give the kernels of one run an empty home; none of them outlives the block."""
    with tempfile.TemporaryDirectory(prefix="danvan-", ignore_cleanup_errors=True) as home:
        Kernel.home = home
        try:
            yield Kernel
        finally:
            for kernel in Kernel.started:
                kernel.kill()
            Kernel.started.clear()

"""The inputs of the bench: the sample's workbooks and a workspace of them, made anew in a folder of its own.

Does not belong here: what is done with them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.sample.write import sample_files


class Inputs:
    """What all subjects measure on, below `folder`; each part is made when it is first asked for."""

    def __init__(self, folder: Path, like: Workspace) -> None:
        self.folder, self.like = folder, like

    @cached_property
    def sample(self) -> dict[str, bytes]:
        """The files of the sample by their path."""
        return dict(sample_files())

    def workbooks(self, ending: str) -> list[bytes]:
        """The sample's workbooks of one kind (".xlsx")."""
        return [data for name, data in self.sample.items() if name.endswith(ending)]

    @cached_property
    def read(self) -> Workspace:
        """A workspace whose workbooks are all in its store."""
        made = self.workspace("read", self.sample)
        danvan(made, "ingest")
        return made

    def workspace(self, name: str, files: dict[str, bytes]) -> Workspace:
        """A new workspace called `name`, with the notebooks and settings of ours and these files."""
        root = self.folder / name
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        shutil.copy(self.like.settings, root)
        shutil.copytree(self.like.notebooks, root / "notebooks", ignore=shutil.ignore_patterns(".*"))
        for path, data in files.items():
            target = root / "data" / "raw" / "sample" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return Workspace(root)


def danvan(workspace: Workspace, *words: str) -> None:
    """One command of danvan in a process of its own; DanvanError where it does not succeed."""
    run([sys.executable, "-m", "danvan", "--workspace", str(workspace.root), *words])


def run(command: Sequence[str], folder: Path | None = None, allowed: Sequence[int] = (0, 3)) -> None:
    """A command, silent; DanvanError with the end of what it said where it does not succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise DanvanError(f"Không đo được: “{' '.join(command[:4])} ...” dừng: {' '.join(said)}")

"""The inputs of the bench: the sample's workbooks and a workspace of them, made anew in a folder of its own.

Does not belong here: what is done with them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.sample.write import sample_files
from danvan.store.manifest import read_manifest

LOOKED_UP = ("readings", "standing")  # what the store keeps for the next run, and no result


class Inputs:
    """What all subjects measure on, below `folder`; each part is made when it is first asked for.

    `nation` is how many files the smallest nation has.
    """

    def __init__(self, folder: Path, like: Workspace, nation: int = 1000) -> None:
        self.folder, self.like, self.nation = folder, like, nation

    @cached_property
    def sample(self) -> dict[str, bytes]:
        """The files of the sample by their path."""
        return dict(sample_files())

    def only(self, ending: str) -> dict[str, bytes]:
        """The sample's workbooks of one kind (".xlsx") by their path."""
        return {name: data for name, data in self.sample.items() if name.endswith(ending)}

    @cached_property
    def read(self) -> Workspace:
        """A workspace whose workbooks are all in its store."""
        made = self.workspace("read", self.sample)
        danvan(made, "ingest")
        return made

    @cached_property
    def paths(self) -> list[Path]:
        """The .xlsx workbooks of that workspace."""
        return sorted(self.read.raw.rglob("*.xlsx"))

    @cached_property
    def made(self) -> Workspace:
        """The same, its latest year run."""
        danvan(self.read, "run", "--year", str(self.year))
        return self.read

    @cached_property
    def year(self) -> int:
        """The latest year of the sample."""
        return read_manifest(self.read.processed).whole_years[-1]

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


def differing(one: Path, other: Path, left_out: Collection[str] = LOOKED_UP) -> list[str]:
    """The files that have other bytes below one folder than below the other, or are in one of them only."""
    here, there = (_bytes(folder, left_out) for folder in (one, other))
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def _bytes(folder: Path, left_out: Collection[str]) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in files)
    return {name.as_posix(): path.read_bytes() for name, path in named if name.parts[0] not in left_out}


def danvan(workspace: Workspace, *words: str) -> None:
    """One command of danvan in a process of its own; DanvanError where it does not succeed."""
    run([sys.executable, "-m", "danvan", "--workspace", str(workspace.root), *words])


def run(command: Sequence[str], folder: Path | None = None, allowed: Sequence[int] = (0, 3)) -> str:
    """What a command prints; DanvanError with the end of what it said where it does not succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise DanvanError(f"Không đo được: “{' '.join(command[:4])} ...” dừng: {' '.join(said)}")
    return done.stdout.strip()

"""The sample district in workspaces of their own; ingested, and published, once for a whole session of tests."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from filelock import FileLock
from offline import offline

from danvan.declared.settings import BUNDLED
from danvan.intake.ingest import ingest
from danvan.intake.summary import Summary
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sample"
TRIED = "main.tried"  # whom the main job asked beyond its machine, a line a try


def workspace(root: Path, *years: int) -> Workspace:
    """Return a workspace with the sample's submissions of `years` (all where none is given)."""
    (root / "data" / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", root)
    wanted = [SAMPLE / str(year) for year in years] or [p for p in SAMPLE.iterdir() if p.is_dir()]
    for folder in wanted:
        shutil.copytree(folder, root / "data" / "raw" / "sample" / folder.name)
    log = (SAMPLE / "intake_log.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in log if not years or not line[:4].isdigit() or int(line[:4]) in years]
    (root / "data" / "raw" / "sample" / "intake_log.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return Workspace(root)


def few(root: Path, *codes: str) -> None:
    """Make the district of the settings in `root` one of these communes alone, without agencies."""
    head, *lines = (BUNDLED / "binh_son.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(",")[0] in codes or line.split(",")[3] != "524"]
    (root / "binh_son.csv").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    said = (root / "danvan.toml").read_text(encoding="utf-8")
    (root / "danvan.toml").write_text(re.sub("agencies = .*", "agencies = []", said), encoding="utf-8")


def ingested(root: Path, shared: Path) -> tuple[Workspace, Summary]:
    """Return a workspace of the whole sample, ingested; what was read is kept in `shared` for the next who asks."""
    here, kept = workspace(root), shared / "readings"
    with FileLock(shared / "readings.lock"):
        if kept.is_dir():
            shutil.copytree(kept, here.processed / "readings")
        summary = ingest(here)
        if not kept.is_dir():
            shutil.copytree(here.processed / "readings", kept)
    return here, summary


def published(shared: Path) -> Path:
    """Return a workspace below `shared` in which the main job was done without a network, by the first who asks."""
    root, done = shared / "main", shared / "main.done"
    with FileLock(shared / "main.lock"):
        if not done.exists():
            workspace(root)
            shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
            ended = offline(["-m", "danvan", "--workspace", str(root), "run"], shared / TRIED)
            assert ended.returncode == 0, ended.stderr
            done.touch()
    return root

"""Reads hostile and public files through the fence and prints what held: python3 run.py torture.

Each file is opened, read as a report and looked at, each in a child as the commands do it; what becomes of it is one
line of hostile_expected.csv or corpus_expected.csv. `python tests/torture.py --write` writes both anew.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import hostile
from hostile import Hostile

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.fence import Desk, Fence, fence
from danvan.paths import Workspace
from danvan.problems import CATALOGUE, DanvanError, UnreadableWorkbook

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
EXPECTED = {"hostile": HERE / "hostile_expected.csv", "corpus": HERE / "corpus_expected.csv"}
MEBIBYTE = 1 << 20
SECONDS, CHILD_MB, PARENT_MB, READABLE = 20, 512, 64, 0.002


@dataclass(frozen=True)
class Outcome:
    """What became of one file: read, with what is in it, or refused, with the code and where; `why` is for people."""

    file: str
    outcome: str
    code: str = ""
    kind: str = ""
    sheets: str = ""
    cells: str = ""
    why: str = ""


@dataclass
class Measured:
    """What reading a lot of files took and gave."""

    outcomes: list[Outcome] = field(default_factory=list)
    slowest: float = 0.0
    child_mb: float = 0.0
    unnamed: list[str] = field(default_factory=list)
    differ: dict[str, Any] = field(default_factory=dict)


def desk() -> Desk:
    return Desk(form(), settings(Workspace(HERE.parent)))


def outcome(children: Fence, name: str, path: Path, measured: Measured) -> Outcome:
    """Open, read and look at one file."""
    begun = time.monotonic()
    try:
        book = children.begin("open", path).result()
        children.begin("read", path, path.name).result()
        children.begin("see", path).result()
    except UnreadableWorkbook as refusal:
        found = refusal.problem
        if found.code not in CATALOGUE or not found.message or not found.remedy:
            measured.unnamed.append(name)
        return Outcome(name, "refused", found.code, why=found.message)
    except DanvanError as error:
        measured.unnamed.append(name)
        return Outcome(name, "failed", why=str(error))
    finally:
        measured.slowest = max(measured.slowest, time.monotonic() - begun)
    if wrong := [(s.name, s.counted, len(s.cells)) for s in book.sheets if s.counted != len(s.cells)]:
        measured.differ[name] = wrong
    return Outcome(name, "read", "", book.kind, str(len(book.sheets)), str(sum(len(s.cells) for s in book.sheets)))


def tortured(files: Iterable[Hostile], measured: Measured | None = None) -> Measured:
    """What becomes of hostile files, each written, read and removed."""
    measured = measured or Measured()
    with tempfile.TemporaryDirectory() as folder, fence(desk, most=1) as children:
        for one in files:
            below = Path(folder, "one")
            below.mkdir()
            one.write(below / f"a.{one.suffix}")
            path = next(p for p in below.iterdir() if p.suffix != ".other")
            measured.outcomes.append(outcome(children, one.name, path, measured))
            shutil.rmtree(below)
    return measured


def of_corpus(measured: Measured | None = None) -> Measured:
    """What becomes of the public files."""
    measured = measured or Measured()
    with fence(desk, most=1) as children:
        for path in sorted(p for p in CORPUS.rglob("*") if p.is_file() and p.name != "README.md"):
            measured.outcomes.append(outcome(children, path.relative_to(CORPUS).as_posix(), path, measured))
    return measured


def expected(which: str) -> dict[str, dict[str, str]]:
    with EXPECTED[which].open(encoding="utf-8", newline="") as file:
        return {line["file"]: line for line in csv.DictReader(file)}


def changed(which: str, found: Iterable[Outcome]) -> list[str]:
    """The outcomes that are not as expected, as lines of the file; `why` may be said otherwise."""
    known = expected(which)
    return [",".join(asdict(o).values()) for o in found if _judged(known.get(o.file, {})) != _judged(asdict(o))]


def _judged(line: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in line.items() if name != "why"}


def write(which: str, found: Iterable[Outcome]) -> None:
    with EXPECTED[which].open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(asdict(Outcome("", ""))), lineterminator="\n")
        lines.writeheader()
        lines.writerows(asdict(one) for one in found)


def main() -> int:
    before = _memory()
    figures = {"hostile": tortured(hostile.every()), "corpus": of_corpus() if CORPUS.is_dir() else Measured()}
    if "--write" in sys.argv:
        for which, found in figures.items():
            write(which, found.outcomes)
    return max(_report(*each) for each in [*figures.items()]) | _grown(before)


def _report(which: str, found: Measured) -> int:
    codes = Counter(o.code or o.outcome for o in found.outcomes)
    wrong = changed(which, found.outcomes)
    print(
        f"{which}: {len(found.outcomes)} files; slowest {found.slowest:.1f} s; "
        + ", ".join(f"{c} {n}" for c, n in sorted(codes.items()))
    )
    print(
        f"  not as expected: {len(wrong)}; refusals without a name or code: {len(found.unnamed)}; counts differ: {len(found.differ)}"
    )
    for line in wrong:
        print(f"    {line}")
    return bool(wrong or found.unnamed or found.slowest > 3 * SECONDS + 5)


def _grown(before: float) -> int:
    print(f"parent: grew by {_memory() - before:.0f} MB")
    return 0


def _memory() -> float:
    import psutil

    return psutil.Process().memory_info().rss / MEBIBYTE


if __name__ == "__main__":
    sys.exit(main())

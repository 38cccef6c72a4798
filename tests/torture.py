"""Reads hostile and public files through the fence, fails commands at each file operation (`faults`), lets many ingest
at once and in any order (`crowds`), and prints what held: python3 run.py torture.

Each file is opened, read as a report and looked at, each in a child as the commands do it; what becomes of it is one
line of hostile_expected.csv or corpus_expected.csv. `--write` writes both anew, to be looked over before it is kept.
Hostile files are made by a process of their own, so that what the parent grows by is what reading costs it.
"""

from __future__ import annotations

import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import crowds
import faults
import psutil

from danvan.bench.apart import toll
from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake import fence as fenced
from danvan.intake.fence import Desk, Fence, fence
from danvan.paths import Workspace
from danvan.problems import CATALOGUE, DanvanError, UnreadableWorkbook

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLE = ROOT / "data" / "raw" / "sample"
EXPECTED = {"hostile": HERE / "hostile_expected.csv", "corpus": HERE / "corpus_expected.csv"}
MEBIBYTE = 1 << 20
LATE = 21.5  # seconds: 20 until a child is ended, and what it takes on a machine that does other things besides
CHILD_MB, PARENT_MB, MOST_READABLE_REFUSED = 512, 64, 0.002
LIMITS = ("X17", "X18", "X19")  # killed, too slow, too large
KILLERS = ("sheet/far/filled-enough", "sheet/merges/whole-often", "html/columns")  # by itself, by the clock, by memory


@dataclass(frozen=True)
class Outcome:
    """What became of one file: read, with what is in it, or refused, with the code; `why` is for people."""

    file: str
    outcome: str
    code: str = ""
    kind: str = ""
    sheets: str = ""
    cells: str = ""
    why: str = ""

    @property
    def judged(self) -> tuple[str, ...]:
        """What may not change unseen; the words may, and which limit is met first is the machine's."""
        code = "limit" if self.code in LIMITS else self.code
        return self.file, self.outcome, code, self.kind, self.sheets, self.cells


@dataclass
class Measured:
    """What reading many files gave; `slowest` is one answer, in seconds, `differ` where cells were not all counted."""

    outcomes: list[Outcome] = field(default_factory=list)
    slowest: float = 0.0
    unnamed: list[str] = field(default_factory=list)
    differ: dict[str, Any] = field(default_factory=dict)

    def take(self, children: Fence, name: str, path: Path, *, fully: bool = True) -> None:
        """Open one file, `fully` read and look at it besides, and note what became of it."""
        try:
            book = self._timed(children, "open", path)
            for task in ("read", "see") if fully else ():
                self._timed(children, task, path)
        except UnreadableWorkbook as refusal:
            found = refusal.problem
            self.outcomes.append(Outcome(name, "refused", found.code, why=found.message))
            if found.code not in CATALOGUE or not (found.message and found.remedy):
                self.unnamed.append(name)
            return
        except DanvanError as error:
            self.outcomes.append(Outcome(name, "failed", why=str(error)))
            return
        if wrong := [(s.name, s.counted, len(s.cells)) for s in book.sheets if s.counted != len(s.cells)]:
            self.differ[name] = wrong
        cells = sum(len(sheet.cells) for sheet in book.sheets)
        self.outcomes.append(Outcome(name, "read", "", book.kind, str(len(book.sheets)), str(cells)))

    def _timed(self, children: Fence, task: fenced.Task, path: Path) -> Any:
        begun = time.monotonic()
        try:
            return children.begin(task, path, path.name).result()
        finally:
            self.slowest = max(self.slowest, time.monotonic() - begun)


def desk() -> Desk:
    return Desk(form(), settings(Workspace(ROOT)))


def make(folder: Path, names: Sequence[str] = ()) -> dict[str, Path]:
    """Write hostile files, all or those of the names, each in a folder of its own below `folder`; return their paths."""
    import hostile

    made = {}
    for number, one in enumerate(one for one in hostile.every() if not names or one.name in names):
        below = folder / f"{number:04}"
        below.mkdir(parents=True)
        one.write(below / f"a.{one.suffix}")
        made[one.name] = next(p for p in below.iterdir() if p.suffix != ".other")
    return made


def of_hostile(folder: Path, names: Sequence[str] = ()) -> Measured:
    """What becomes of hostile files, which another process writes into `folder`."""
    made = subprocess.check_output([sys.executable, __file__, "--make", str(folder), *names], text=True)
    return _measured((name, Path(path)) for name, path in json.loads(made).items())


def of_corpus(every: int = 1) -> Measured:
    """What becomes of the public files; one of so many is read and looked at, too."""
    files = sorted(p for p in CORPUS.rglob("*") if p.is_file() and p.name != "README.md")
    return _measured(((path.relative_to(CORPUS).as_posix(), path) for path in files), every)


def _measured(files: Iterable[tuple[str, Path]], every: int = 1) -> Measured:
    measured = Measured()
    with fence(desk, most=1) as children:
        for number, (name, path) in enumerate(files):
            measured.take(children, name, path, fully=number % every == 0)
    return measured


def expected(which: str) -> dict[str, Outcome]:
    with EXPECTED[which].open(encoding="utf-8", newline="") as file:
        return {line["file"]: Outcome(**line) for line in csv.DictReader(file)}


def changed(which: str, found: Iterable[Outcome]) -> Iterator[str]:
    """The outcomes that are not as expected, as lines of the file."""
    known = expected(which)
    for one in found:
        if one.file not in known or known[one.file].judged != one.judged:
            yield ",".join(asdict(one).values())


def write(which: str, found: Iterable[Outcome]) -> None:
    with EXPECTED[which].open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(asdict(Outcome("", ""))), lineterminator="\n")
        lines.writeheader()
        lines.writerows(asdict(one) for one in found)


def lost(killer: Path, folder: Path, others: int = 21) -> list[str]:
    """Of a workspace of good workbooks and one that kills its child: those that are not there after all was read."""
    from danvan.intake.ingest import ingest

    here = Workspace(folder)
    here.raw.mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", folder)
    for path in sorted(SAMPLE.glob("2021/*/*.xlsx"))[:others]:
        shutil.copytree(path.parent, here.raw / "2021" / path.parent.name, dirs_exist_ok=True)
    sent = {p.relative_to(here.raw).as_posix() for p in here.raw.rglob("*.xlsx")}
    shutil.copy(killer, here.raw / "2021" / f"killer{killer.suffix}")
    read = {e.submission.file: e for e in ingest(here).entries if e.submission}
    refused = {file for file, entry in read.items() if entry.status == "refused"}
    return sorted((sent - set(read)) | (refused ^ {f"2021/killer{killer.suffix}"}))


def main(words: Sequence[str]) -> int:
    if words[:1] == ["--make"]:
        print(json.dumps({name: str(path) for name, path in make(Path(words[1]), words[2:]).items()}))
        return 0
    before = _memory()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = {"hostile": of_hostile(folder / "hostile"), "corpus": of_corpus() if CORPUS.is_dir() else Measured()}
        grown = _memory() - before
        if "--write" in words:
            for which, found in figures.items():
                write(which, found.outcomes)
        held = [_told(which, found) for which, found in figures.items()]
        killers = make(folder / "killers", KILLERS)
        gone = {killer: lost(path, folder / f"workspace-{n}") for n, (killer, path) in enumerate(killers.items())}
    fenced.end_idle()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    ordinary = sorted(SAMPLE.glob("2021/*/*.xlsx"))[:20]
    wrong = sum(
        o.outcome == "refused" for o in figures["corpus"].outcomes if expected("corpus")[o.file].outcome == "read"
    )
    share = wrong / max(1, sum(o.outcome == "read" for o in expected("corpus").values()))
    return max(
        *held,
        _of_faults(),
        _of_crowds(),
        _say("crashes of the parent", 0, 0),
        _say("readable files refused, %", round(share * 100, 2), MOST_READABLE_REFUSED * 100),
        _say("largest child, MB", round(child), CHILD_MB),
        _say("growth of the parent, MB", round(grown), PARENT_MB),
        _say(f"workbooks lost beside one that kills its child ({', '.join(gone)})", sum(map(len, gone.values())), 0),
        _say("ms more for an ordinary file", round(min(toll(ordinary, desk) for _ in range(5)), 2), 3),
    )


def _told(which: str, found: Measured) -> int:
    """Print what became of the files of one lot; 1 where something did not hold."""
    codes = Counter(o.code or o.outcome for o in found.outcomes)
    print(f"{which}: {len(found.outcomes)} files; {', '.join(f'{code} {n}' for code, n in sorted(codes.items()))}")
    wrong = list(changed(which, found.outcomes))
    for line in wrong:
        print(f"    otherwise than expected: {line}")
    return max(
        _say("otherwise than expected", len(wrong), 0),
        _say("refusals without name or code", len(found.unnamed) + codes["failed"], 0),
        _say("slowest answer, s", round(found.slowest, 1), LATE),
    )


def _of_faults() -> int:
    """Fail ingest, run, freeze, share and publish at every file operation."""
    found = faults.main()
    print(f"faults: {found.total} points; {', '.join(f'{name} {n}' for name, n in found.points.items())}")
    print(f"    how they ended: {', '.join(f'{how} {n}' for how, n in sorted(found.ends.items()))}")
    for line in found.wrong:
        print(f"    {line}")
    return max(
        _say("fault points missing of 1000", max(0, 1000 - found.total), 0),
        _say("lost, half-written, mixed, not healed to the bytes of a clean run, raw touched", len(found.wrong), 0),
    )


def _of_crowds() -> int:
    """Many processes at once, and the same reports in any order."""
    crowd, orders = crowds.main(rounds=100, cases=500)
    print(f"crowds: {crowd.rounds} rounds of {crowds.PROCESSES} processes, {crowd.reads} reads; {orders.cases} orders")
    for line in (*crowd.torn, *orders.other):
        print(f"    {line}")
    return max(
        _say("torn reads", len(crowd.torn), 0),
        _say("lost submissions", len(crowd.lost), 0),
        _say("orders whose store has other bytes", len(orders.other), 0),
    )


def _say(what: str, figure: float, most: float) -> int:
    print(f"  {'ok ' if figure <= most else 'NOT'} {what}: {figure:g} (at most {most:g})", flush=True)
    return int(figure > most)


def _memory() -> float:
    return psutil.Process().memory_info().rss / MEBIBYTE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""ingest, run, freeze, share and publish, each failed at every file operation: python3 run.py torture.

    old state -> command, killed / disk full / I/O error at its n-th operation -> readers see old or new, raw as it was
              -> the same command again -> the bytes of a clean run, nothing left

What makes figures is stood in for - one process reads workbooks, notebooks are executed by `_executed`, reports are a
line - since only what is done to files counts here: all of that is danvan's own.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import drawn_files
from drawn_submission import WORKS, changed, sheets
from fault_layer import FAILED, FULL, GROWING, KINDS, TOUCHED_RAW, Ended, Layer, apart

from danvan.files import sha256, write_whole
from danvan.intake import child
from danvan.intake import received as ingesting
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.problems import DanvanError, UnreadableWorkbook, UsageError
from danvan.runs import execute, kernel
from danvan.runs import run as running
from danvan.runs import share as sharing
from danvan.runs.lock import held
from danvan.runs.plan import Span, read_runs
from danvan.runs.run import run
from danvan.runs.share import package, share
from danvan.runs.sums import noted
from danvan.store import frozen
from danvan.store.manifest import NAME, read_manifest
from danvan.store.read import load, state

ROOT = Path(__file__).parents[1]
SPAN = Span("2021", (2021,))
ENDS = {0: "done all the same", FAILED: "told", -9: "killed"}
PASSING = ("outputs/.danvan.lock",)  # empty, and there for ever
NOTEBOOK = {
    "cells": [
        {"cell_type": "code", "id": "a", "metadata": {"tags": ["parameters"]}, "execution_count": None, "outputs": []}
        | {"source": 'years: list[int] = [2021]  # năm\noutput: str = "outputs/thu"  # nơi ghi'}
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
RUNS = '[[run]]\nnotebook = "01_a"\nfor = "year"\n\n[[run]]\nnotebook = "02_b"\nfor = "year"\n'


class _Inline:
    """The fence in this process: children only read, and a copy of a process has none."""

    ahead = 1

    def __init__(self, desk: Callable[[], Any], most: int = 1) -> None:
        self.desk = desk()

    def begin(self, task: str, path: Path, file: str = "") -> Future[Any]:
        told: Future[Any] = Future()
        try:
            told.set_result(child.TASKS[task](self.desk, path, file))
        except UnreadableWorkbook as refusal:
            told.set_exception(refusal)
        return told


@contextmanager
def inline(desk: Callable[[], Any], most: int = 1) -> Iterator[_Inline]:
    yield _Inline(desk, most)


def _executed(workspace: Workspace, job: Any, path: Path, *_: object) -> None:
    """A notebook that counts the rows of the store, says so, and draws a chart of it."""
    rows = len(load("resources", workspace=workspace)) + len(load("documents", workspace=workspace))
    said = json.loads(job.notebook.read_text("utf-8"))
    said["cells"][0] |= {"execution_count": 1, "outputs": [_stream(f"{rows} dòng\n")]}
    path.write_text(json.dumps(said), "utf-8")
    folder = path.parent.parent
    (folder / "charts").mkdir()
    (folder / "charts" / f"{job.name}.png").write_bytes(b"PNG" * rows)
    read = [["resources", None, state(read_manifest(workspace.processed), "resources", None)]]
    (folder / "reads.jsonl").write_text("".join(json.dumps(line) + "\n" for line in read), "utf-8")


def _stream(text: str) -> dict[str, str]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _reported(workspace: Workspace, span: Span, path: Path, *_: object) -> list[Any]:
    write_whole(path, sha256((workspace.processed / "manifest.json").read_bytes()).encode())
    return []


def _in_turn(tasks: Sequence[Callable[[], Any]], _: int) -> list[Any]:
    """No copies: operations are counted in one process."""
    return [task() for task in tasks]


@contextmanager
def _kernels() -> Iterator[Any]:
    yield SimpleNamespace(noting=lambda *_: None, begin=lambda _: None)


def _packaged(workspace: Workspace, span: Span, asked: Any, made: Any, twin: Any, rules: Any, target: Path) -> None:
    shutil.copytree(made, target)
    _reported(workspace, span, target / "report.docx")


@contextmanager
def stand_ins() -> Iterator[None]:
    """Everything that makes figures replaced by something small, for the block."""
    every: list[tuple[Any, str, Any]] = [
        (ingesting, "fence", inline),
        (execute, "_papermill", _executed),
        (kernel, "kernels", _kernels),
        (running, "_report", _reported),
        (running, "at_once", _in_turn),
        (sharing, "read_made", lambda here, span, folder: folder),
        (sharing, "_gone", lambda *_: SimpleNamespace(steps=(), marks={})),
        (sharing, "write_package", _packaged),
        (sharing, "write_manifest", lambda target, _: write_whole(target / "gioi_thieu.txt", b"1")),
        (sharing, "_manifest", lambda *_: None),
        (sharing, "screened", lambda *_: None),
    ]
    before = [getattr(where, name) for where, name, _ in every]
    for where, name, what in every:
        setattr(where, name, what)
    try:
        yield
    finally:
        for (where, name, _), what in zip(every, before, strict=True):
            setattr(where, name, what)


# What is done


@contextmanager
def _writing(here: Workspace) -> Iterator[None]:
    """As a command does (cli.workspaces.writing), without the log, whose lines have a time."""
    with held(here, "danvan") as stopped, noted(here, anew=stopped):
        yield


def _ingest(here: Workspace) -> None:
    with _writing(here):
        ingest(here)


def _run(here: Workspace) -> None:
    with _writing(here):
        ingest(here)
        run(here, read_runs(here.runs), [SPAN], lambda *_: None)


def _freeze(here: Workspace) -> None:
    with _writing(here):
        issue = partial(lambda to: write_whole(to.root / "report.docx", b"report"))
        try:
            frozen.freeze(here, "nam", (2021,), date(2022, 1, 5), {"danvan": "1"}, issue)
        except UsageError:
            frozen.frozen(here, "nam")  # it was there already, and is whole


def _share(here: Workspace) -> None:
    with _writing(here):
        share(here, read_runs(here.runs), SPAN, package(here, SPAN), lambda *_: None)


@dataclass(frozen=True)
class Command:
    """What is done, what had been done before, and what came in between."""

    name: str
    act: Callable[[Workspace], None]
    before: Callable[[Workspace], None]
    arrives: bool = True


COMMANDS = (
    Command("first ingest", _ingest, lambda here: None, arrives=False),
    Command("ingest", _ingest, _ingest),
    Command("run and publish", _run, _run),
    Command("freeze", _freeze, _ingest, arrives=False),
    Command("share", _share, _run, arrives=False),
)


def begun(folder: Path) -> Workspace:
    """A workspace with two reports and two notebooks."""
    here = Workspace(folder)
    write_whole(here.settings, (ROOT / "danvan.toml").read_bytes())
    for unit in ("Bình Minh", "Bình Long"):
        send(here, unit)
    for name in ("01_a", "02_b"):
        write_whole(here.notebooks / f"{name}.ipynb", json.dumps(NOTEBOOK).encode())
    write_whole(here.runs, RUNS.encode())
    return here


def send(here: Workspace, unit: str, **cells: float) -> None:
    """A report of one unit into data/raw, some cells of its works said otherwise."""
    report = sheets({"Mã đơn vị": None, "Tên đơn vị báo cáo": f"Xã {unit}"}, B2=changed(WORKS, cells))
    write_whole(here.raw / "2021" / unit / "a.xlsx", drawn_files.xlsx(report))


def arrive(here: Workspace) -> None:
    """One report more, and another in the place of one."""
    send(here, "Bình Hiệp")
    send(here, "Bình Long", H4=5.0)


# What is seen


def tree(folder: Path) -> dict[str, str]:
    """The hash of every file, and each empty folder."""
    every = sorted(folder.rglob("*"))
    files = {p.relative_to(folder).as_posix(): sha256(p.read_bytes()) for p in every if p.is_file()}
    return files | {p.relative_to(folder).as_posix() + "/": "" for p in every if p.is_dir() and not any(p.iterdir())}


def readers(here: Workspace) -> dict[str, str]:
    """What readers of the store, of each published folder, of a frozen state and of a package see."""
    seen = {}
    if (here.processed / NAME).exists():
        tables = read_manifest(here.processed).tables
        rows = {table: str(load(table, period=None, workspace=here).to_dict("list")) for table in tables}
        seen["store"] = sha256(json.dumps(rows, sort_keys=True).encode())
    for folder in (*here.outputs.glob("[!.]*/"), *here.frozen.glob("[!.]*/")):
        seen[folder.name] = sha256(json.dumps(tree(folder)).encode())
    for path in here.outputs.glob("[!.]*.*"):
        seen[path.name] = sha256(path.read_bytes())
    return seen


@dataclass
class Figures:
    """What faults did: how many there were, and what did not hold, by what it was."""

    points: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.points.values())


class Trial:
    """One command failed at one operation after another, always from the same state, in the same place."""

    def __init__(self, command: Command, folder: Path) -> None:
        self.command, self.folder = command, folder
        self.base, self.here = folder / "base", Workspace(folder / "ws")
        here = begun(self.here.root)
        self._clean(command.before)
        if command.arrives:
            arrive(here)
        shutil.copytree(here.root, self.base)
        self.command.act(here)  # what is imported here need not be in every copy of this process
        shutil.rmtree(here.root)
        shutil.copytree(self.base, here.root)
        self.old = readers(here)
        self.operations = self._clean(command.act).done
        self.new, self.clean = readers(here), self._tree()
        self._clean(command.act)
        assert self._tree() == self.clean, "a second run changes something"

    def _tree(self) -> dict[str, str]:
        return {name: digest for name, digest in tree(self.here.root).items() if name not in PASSING}

    def _clean(self, act: Callable[[Workspace], None]) -> Ended:
        ended = self._do(act, Layer((str(self.here.root),), str(self.here.raw)))
        assert ended.ok, ended.said
        return ended

    def _do(self, act: Callable[[Workspace], None], layer: Layer) -> Ended:
        return apart(lambda: act(self.here), layer, self.folder)

    def point(self, kind: str, at: int, ends: Counter[str]) -> Iterator[str]:
        """What did not hold where the operation `at` failed as `kind`; how the command ended is added to `ends`."""
        shutil.rmtree(self.here.root)
        shutil.copytree(self.base, self.here.root, copy_function=shutil.copy2)
        raw = tree(self.here.raw)
        layer = Layer((str(self.here.root),), str(self.here.raw), kind, at)
        ended = self._do(self.command.act, layer)
        ends[f"{kind}: {ENDS.get(ended.code, ended.code)}"] += 1
        if ended.code == TOUCHED_RAW or tree(self.here.raw) != raw:
            yield f"data/raw was touched: {ended.said}"
        yield from self._mixed()
        healed = self._do(self.command.act, Layer((str(self.here.root),), str(self.here.raw)))
        if not healed.ok:
            yield f"the next run fails: {healed.said.strip().splitlines()[-1:]}"
        elif (now := self._tree()) != self.clean:
            other = sorted(name for name in now.keys() | self.clean.keys() if now.get(name) != self.clean.get(name))
            yield f"not the bytes of a clean run: {other}"

    def _mixed(self) -> Iterator[str]:
        try:
            seen = readers(self.here)
        except DanvanError as error:
            yield f"readers fail: {error}"
            return
        for what in self.old.keys() | self.new.keys() | seen.keys():
            if seen.get(what) not in (self.old.get(what), self.new.get(what)):
                yield f"{what}: {'half-written or mixed' if what in seen else 'lost'}"


def failed(folder: Path, every: int = 1) -> Figures:
    """Fail each command at every operation (or at each `every`-th), in each way that is one there."""
    figures = Figures()
    with stand_ins():
        for command in COMMANDS:
            trial = Trial(command, folder / command.name.replace(" ", "_"))
            for at in range(0, len(trial.operations), every):
                kinds = (kind for kind in KINDS if kind != FULL or trial.operations[at] in GROWING)
                for kind in kinds:
                    figures.points[command.name] += 1
                    place = f"{command.name}, {kind} at operation {at} ({trial.operations[at]})"
                    figures.wrong += [f"{place}: {what}" for what in trial.point(kind, at, figures.ends)]
    return figures


def main(every: int = 1) -> Figures:
    """As `failed`, in a folder of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        return failed(Path(scratch), every)

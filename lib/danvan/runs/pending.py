"""What waits in a workspace: files to read, reports to mend or to chase, results to make again; and what to type.

    pending(workspace) -> Pending      nothing is read from a workbook and nothing written

Does not belong here: whether one run has anything to do (`standing`), or what follows from a file (`intake`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from danvan.declared.settings import ANNUAL, HALF_YEAR, declared_files, settings
from danvan.files import sha256
from danvan.inert import named
from danvan.intake.envelope import digest
from danvan.intake.ingest import read_beside
from danvan.intake.reader import READER_VERSION
from danvan.intake.received import raw_files
from danvan.paths import Workspace
from danvan.problems import DanvanError, UnreadableWorkbook
from danvan.runs.sums import ledgers
from danvan.store.manifest import Manifest, form_hash, pointer, read_inputs, read_manifest

MOST = 8  # names in one line
TO_MEND = ("returned", "refused")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who is waited for in one period: reports to mend, units that sent nothing, by printed name."""

    year: int
    period: str
    to_mend: tuple[str, ...]
    missing: tuple[str, ...]

    def line(self) -> str:
        """Say it in one line."""
        when = f"Năm {self.year}" if self.period == ANNUAL else f"6 tháng đầu năm {self.year}"
        said = [f"{len(names)} {what}: {_some(names)}" for names, what in self._told if names]
        return f"{when}: {'; '.join(said)}."

    @property
    def _told(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        return (self.to_mend, "báo cáo phải sửa"), (self.missing, "đơn vị chưa báo cáo")


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, why; `command` is what to type, "" where the work is not at this machine."""

    command: str
    why: str


@dataclass(frozen=True)
class Pending:
    """How a workspace stands: its files (`received` of them), compared with what the store was made of; what they were
    read with having changed; whoever is waited for; the results that were made of other data; files of no known unit.
    """

    received: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    declared_anew: bool = False
    nobodys: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    published: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    nothing_received: str = field(default="", compare=False)

    @property
    def steps(self) -> list[Step]:
        """What to do next, in the order of the work."""
        return [*self._reading(), *self._asking(), *self._making()]

    def lines(self) -> list[str]:
        """Say it for a person: how it stands, then each step."""
        steps = self.steps
        told = [f"- {step.why}" + (f"\n    {step.command}" if step.command else "") for step in steps]
        return [
            f"data/raw có {self.received} tệp; kết quả đã lập: {', '.join(self.published) or 'chưa có'}.",
            *(["Việc cần làm:", *told] if told else ["Mọi thứ đã được đọc và lập; không có việc gì phải làm."]),
        ]

    def document(self) -> dict[str, Any]:
        """The same for a script."""
        told = {key: value for key, value in asdict(self).items() if key != "nothing_received"}
        return told | {"next": [asdict(step) for step in self.steps]}

    def _reading(self) -> Iterator[Step]:
        if self.nothing_received:
            yield Step("", self.nothing_received)
            return
        counts = ((self.new, "tệp mới"), (self.changed, "tệp đã đổi"), (self.gone, "tệp không còn"))
        if said := [f"{len(names)} {what} ({_some(names)})" for names, what in counts if names]:
            yield Step("danvan run", f"Chưa đọc vào số liệu: {', '.join(said)}.")
        elif self.declared_anew:
            yield Step("danvan run", "Cài đặt, từ tiêu đề, bản sửa hoặc phần mềm đã đổi từ lần đọc trước.")

    def _asking(self) -> Iterator[Step]:
        if self.nobodys:
            yield Step(
                f"danvan check 'data/raw/{self.nobodys[0]}'",
                f"{len(self.nobodys)} tệp không rõ của đơn vị hay năm nào: {_some(self.nobodys)}.",
            )
        for one in self.waiting:
            yield Step(f"danvan returned --year {one.year}" if one.to_mend else "", one.line())

    def _making(self) -> Iterator[Step]:
        if self._waits_to_be_read:
            return
        for label in self.outdated:
            option = "--period" if "-" in label else "--year"
            yield Step(f"danvan run {option} {label}", f"outputs/{label} lập từ số liệu trước khi đổi.")
        if self.received and not self.published:
            yield Step("danvan run", "Chưa lập kết quả nào.")

    @property
    def _waits_to_be_read(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.declared_anew)


def pending(workspace: Workspace) -> Pending:
    """Return how the workspace stands; DanvanError where its settings or its store cannot be read."""
    there, nothing = _received(workspace)
    runs = ledgers(workspace)
    if not pointer(workspace.processed):
        return Pending(len(there), tuple(there), published=tuple(runs), nothing_received=nothing)
    store = read_manifest(workspace.processed)
    known = read_inputs(workspace.processed, store)
    nobodys, waiting = _asked(workspace)
    return Pending(
        len(there),
        new=tuple(name for name in there if name not in known),
        changed=tuple(name for name, digested in there.items() if known.get(name, digested) != digested),
        gone=tuple(sorted(known.keys() - there.keys())),
        declared_anew=(store.form, store.reader, dict(store.beside))
        != (form_hash(), READER_VERSION, read_beside(workspace)),
        nobodys=nobodys,
        waiting=waiting,
        published=tuple(runs),
        outdated=tuple(label for label, run in runs.items() if not _stands(workspace, run, store, known)),
        nothing_received=nothing,
    )


def _received(workspace: Workspace) -> tuple[dict[str, str], str]:
    """The files below data/raw with their hashes ("" of one that cannot be opened); where none, what to say."""
    try:
        files = raw_files(workspace)
    except DanvanError as none:
        return {}, str(none)
    return {named(path.relative_to(workspace.raw)): _digest(path) for path in files}, ""


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except UnreadableWorkbook:
        return ""


def _asked(workspace: Workspace) -> tuple[tuple[str, ...], tuple[Waiting, ...]]:
    """The files of no known unit or year, and whoever is waited for, the latest period first."""
    from danvan.analysis.coverage import roll
    from danvan.store.read import load

    register = load("register", period=None, workspace=workspace)
    nobodys = register[register["unit_code"].isna() & register["status"].isin(TO_MEND)]["file"]
    office, found = settings(workspace), []
    for period in (ANNUAL, HALF_YEAR):
        whole = roll(register[register["year"] > 0], office, period)
        for year, rows in whole.groupby("year"):
            mend, missing = (rows["status"].isin(which) for which in (TO_MEND, ("not_received",)))
            if mend.any() or missing.any():
                found.append(Waiting(int(str(year)), period, tuple(rows["unit"][mend]), tuple(rows["unit"][missing])))
    latest_first = sorted(found, key=lambda one: (one.year, one.period), reverse=True)
    return tuple(sorted(map(str, nobodys))), tuple(latest_first)


def _stands(workspace: Workspace, run: Mapping[str, Any], store: Manifest, known: Mapping[str, str]) -> bool:
    """Whether what a `run.json` says went in is what there is now."""
    declared = {name: sha256(path.read_bytes()) for name, path in declared_files(workspace).items()}
    return (run.get("inputs"), run.get("form"), run.get("declared")) == (known, store.form, declared)


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" và {more} nữa" if more > 0 else "")

"""Many processes that ingest and read at once, and reports that come in any order: python3 run.py torture.

8 processes: own report into data/raw -> read -> lock, ingest -> read ...      every read is of one state, and in
                                                                               the end no report is missing
the same reports in any order, again and in pieces                             the same bytes of the store
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import drawn_files
from drawn_submission import WORKS, changed, sheets
from faults import begun, inline, tree
from hypothesis import given, settings
from hypothesis import strategies as st

import danvan
from danvan.files import write_whole
from danvan.intake import received as ingesting
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.runs import lock
from danvan.store.manifest import read_inputs, read_manifest

PROCESSES = 8
UNITS = ("Bình Thuận", "Bình Đông", "Bình Chánh", "Bình Nguyên", "Bình Khương", "Bình Hiệp", "Bình Mỹ", "Bình Trung")
READS = 3
TORN, FAILED = 3, 4


@dataclass
class Crowd:
    """What many processes did: `torn` reads and failed processes with what they said, `lost` reports."""

    rounds: int = 0
    reads: int = 0
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def crowded(folder: Path, rounds: int, processes: int = PROCESSES) -> Crowd:
    """Let `processes` ingest and read one workspace at once, `rounds` times, each time from two reports."""
    crowd, fence, poll = Crowd(), ingesting.fence, lock.POLL_SECONDS
    ingesting.fence, lock.POLL_SECONDS = inline, 0.01  # type: ignore[assignment]
    try:
        base = begun(folder / "base")
        ingest(base)
        for number in range(rounds):
            _round(base, Workspace(folder / str(number)), processes, crowd)
            shutil.rmtree(folder / str(number))
    finally:
        ingesting.fence, lock.POLL_SECONDS = fence, poll
    return crowd


def _round(base: Workspace, here: Workspace, processes: int, crowd: Crowd) -> None:
    shutil.copytree(base.root, here.root)
    before = _inputs(here)
    sent = {unit: drawn_files.xlsx(report(unit)) for unit in UNITS[:processes]}
    said = here.root / "said.txt"
    children = [_apart(lambda unit=unit: _one(here, unit, sent[unit]), said) for unit in sent]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    crowd.rounds += 1
    crowd.reads += 2 * READS * processes
    if any(codes):
        crowd.torn.append(f"round {crowd.rounds}, codes {codes}: {said.read_text('utf-8') if said.exists() else ''}")
    wanted = before | {f"2021/{unit}/a.xlsx" for unit in sent}
    register = danvan.load("register", workspace=here)
    there = set(register.loc[register["status"].eq("accepted"), "file"])
    crowd.lost += sorted(wanted - there | wanted - _inputs(here))


def _inputs(here: Workspace) -> set[str]:
    return set(read_inputs(here.processed, read_manifest(here.processed)))


@cache
def report(unit: str, **cells: float) -> list[object]:
    """The sheets of a unit's report, some cells of its works said otherwise."""
    return [*sheets({"Mã đơn vị": None, "Tên đơn vị báo cáo": f"Xã {unit}"}, B2=changed(WORKS, cells))]


def _apart(act: Callable[[], object], said: Path) -> int:
    child = os.fork()
    if child:
        return child
    code = 0
    try:
        act()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        code = TORN if isinstance(error, AssertionError) else FAILED
        with said.open("a", encoding="utf-8") as out:
            out.write(f"{type(error).__name__}: {error}\n")
    os._exit(code)


def _one(here: Workspace, unit: str, data: bytes) -> None:
    """Send a report, ingest, and read all the while."""
    write_whole(here.raw / "2021" / unit / "a.xlsx", data)
    _read(here, "")
    with lock.held(here, "danvan ingest", wait_minutes=10):
        ingest(here)
    _read(here, f"2021/{unit}/a.xlsx")


def _read(here: Workspace, file: str) -> None:
    """Each accepted report has the same rows in every table of one state; `file` was ingested before."""
    for _ in range(READS):
        tables = danvan.tables("register", "resources", "models", workspace=here)
        register = tables.pop("register")
        accepted = set(register.loc[register["status"].eq("accepted"), "file"])
        assert not file or file in accepted, f"{file} is not there after its ingest"
        for name, rows in tables.items():
            counts = rows["file"].value_counts().to_dict()
            assert counts == dict.fromkeys(accepted, 3), f"{name}: {counts} of {accepted}"


# Orders


def arrivals() -> dict[str, bytes]:
    """Reports by the name under which they come: of three units, sent again, twice the same, broken, and of a half."""
    again = sheets(
        {"Mã đơn vị": None, "Tên đơn vị báo cáo": "Xã Bình Long", "Lần gửi": 2.0}, B2=changed(WORKS, {"H4": 9.0})
    )
    half = {
        "Tên đơn vị báo cáo": "Xã Bình Minh",
        "Kỳ báo cáo": "6 tháng",
        "Đến ngày": "14/6/2021",
        "Ngày ký": "15/6/2021",
    }
    one = drawn_files.xlsx(sheets())
    return {
        "2021/Bình Minh/a.xlsx": one,
        "2021/Bình Minh/Copy of a.xlsx": one,
        "2021/Bình Long/a.xlsx": drawn_files.xlsx(report("Bình Long")),
        "2021/Bình Long/lần 2.xlsx": drawn_files.xlsx(again),
        "2021/Bình Hiệp/a.xlsx": drawn_files.xlsx(report("Bình Hiệp")),
        "2021/Bình Minh/6 tháng.xlsx": drawn_files.xlsx(sheets(half)),
        "2021/Bình Mỹ/hỏng.xlsx": one[: len(one) // 2],
        "2021/intake_log.csv": "file,received_on\nBình Minh/a.xlsx,2021-12-14\n".encode(),
    }


class Orders:
    """The same reports in any order; `cases` counts the orders, `other` names those whose store has other bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cases, self.other = folder, 0, list[str]()
        self.every = arrivals()
        self.whole = self._state([list(self.every)])
        shutil.copytree(folder / "ws" / "data" / "processed" / "readings", folder / "readings")

    def case(self, pieces: Sequence[Sequence[str]]) -> bool:
        """Send the reports piece by piece, each followed by an ingest; whether the store has the bytes of all at once."""
        self.cases += 1
        same = self._state(pieces) == self.whole
        if not same:
            self.other.append(str(pieces))
        return same

    def _state(self, pieces: Sequence[Sequence[str]]) -> dict[str, str]:
        here = Workspace(self.folder / "ws")
        shutil.rmtree(here.root, ignore_errors=True)
        write_whole(here.settings, (Path(__file__).parents[1] / "danvan.toml").read_bytes())
        if (self.folder / "readings").is_dir():
            shutil.copytree(self.folder / "readings", here.processed / "readings")
        for piece in pieces:
            for name in piece:
                write_whole(here.raw / name, self.every[name])
            ingest(here)
        return {name: digest for name, digest in tree(here.processed).items() if not name.startswith("readings/")}


@st.composite
def pieces(draw: st.DrawFn, names: Sequence[str]) -> list[list[str]]:
    """All names in some order, some of them twice, cut into pieces; the first has a report."""
    order = draw(st.permutations([*names, *draw(st.lists(st.sampled_from(list(names)), max_size=4))]))
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
    cut = [order[at:to] for at, to in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    return cut if any(name.endswith(".xlsx") for name in cut[0]) else [order]


def ordered(folder: Path, cases: int) -> Orders:
    """Try `cases` orders."""
    fence = ingesting.fence
    ingesting.fence = inline  # type: ignore[assignment]
    try:
        orders = Orders(folder)

        @settings(max_examples=cases, deadline=None, database=None, derandomize=True)
        @given(pieces(list(orders.every)))
        def try_all(cut: list[list[str]]) -> None:
            orders.case(cut)

        try_all()
    finally:
        ingesting.fence = fence
    return orders


def main(rounds: int, cases: int) -> Iterator[Crowd | Orders]:
    """Both, each in a folder of its own."""
    for made in (lambda at: crowded(at, rounds), lambda at: ordered(at, cases)):
        with tempfile.TemporaryDirectory() as scratch:
            yield made(Path(scratch))

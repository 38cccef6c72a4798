"""How memory and the cost of a file grow with a nation: of as many files as are asked for, and 2, 10 and 20 times that.

Does not belong here: what a single district costs (`reading`, `again`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from functools import partial

from danvan.bench.inputs import Inputs
from danvan.bench.memory import peak
from danvan.bench.rounds import Question, Reckoned, Way
from danvan.paths import Workspace
from danvan.sample.nation import Size, write_nation
from danvan.vietnamese.wording import number

FILES_OF_A_COMMUNE = 6.25  # of six years, some sent twice and some never
FACTOR, OF_A_PROVINCE = 10, 1000
SMALL = "ít hơn một tỉnh (khoảng 1.000 tệp) thì bộ nhớ còn tăng theo tỉnh"
NATIONAL = "dialogues"
INGEST = """
import sys
from pathlib import Path
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
ingest(Workspace(Path(sys.argv[1])))
"""
ASKED = f"""
import sys
from pathlib import Path
import danvan
from danvan.paths import Workspace
here = Workspace(Path(sys.argv[1]))
for view in ({{}}, {{"by_province": True}}, {{"boundary": 2022}}):
    danvan.national("{NATIONAL}", workspace=here, **view)
"""


def questions(inputs: Inputs) -> Iterator[Question]:
    """Memory of ingest and of national questions, time for each file, from `inputs.nation` files on."""
    small, large = (nation(inputs, times) for times in (1, FACTOR))
    read = {name: partial(_read, here) for name, here in (small, large)}
    cause = SMALL if inputs.nation < OF_A_PROVINCE else ""
    yield _memory("nation-memory", "Bộ nhớ khi đọc cả nước vào kho", read, cause)
    asked = {n: partial(peak, ASKED, str(where.root)) for n, where in (small, large)}
    yield _memory("nation-asked", "Bộ nhớ khi hỏi cả nước: theo năm, theo tỉnh, theo địa giới 2022", asked, cause)
    twice, twenty = (nation(inputs, 2 * times) for times in (1, FACTOR))
    yield _time(twice, twenty)


def nation(inputs: Inputs, times: int) -> tuple[str, Workspace]:
    """A nation of so many times the files that were asked for, and how it is called."""
    files = inputs.nation * times
    here = Workspace(inputs.folder / f"nation-{files}")
    if not here.root.exists():
        write_nation(here.root, Size(round(files / FILES_OF_A_COMMUNE)))
    return f"{number(files)} tệp", here


def _read(here: Workspace) -> float:
    """Ingest all anew; return the most memory that it took, in MiB, the children's aside, which is limited."""
    shutil.rmtree(here.processed, ignore_errors=True)
    return peak(INGEST, str(here.root))


def _memory(name: str, title: str, ways: Mapping[str, Way], cause: str) -> Question:
    few, many = ways
    goal = Reckoned(f"{many} so với {few}", lambda cost: cost[many] / cost[few], 1.3, cause=cause)
    return Question(name, title, "told", ways, (goal,), unit="MiB", most=1)


def _time(twice: tuple[str, Workspace], twenty: tuple[str, Workspace]) -> Question:
    ways: dict[str, Way] = {name: partial(_read, here) for name, here in (twice, twenty)}
    few, many = (sum(1 for path in here.raw.rglob("*.xlsx")) for _, here in (twice, twenty))

    def each(cost: Mapping[str, float]) -> float:
        return cost[twenty[0]] / many / (cost[twice[0]] / few)

    goal = Reckoned(f"một tệp khi có {twenty[0]} so với khi có {twice[0]}", each, 1.15)
    note = f"Thật ra có {number(few)} và {number(many)} tệp; tính cả thời gian của tiến trình con."
    return Question("nation-time", "Đọc cả nước vào kho", "cpu", ways, (goal,), note=note, most=1)

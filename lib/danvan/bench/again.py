"""What it costs to do again what was done: nothing changed, one file changed, and nothing changed in a whole nation.

Does not belong here: reading for the first time (`reading`).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from danvan.bench.inputs import Inputs, danvan, differing, run
from danvan.bench.rounds import Goal, Question, Reckoned
from danvan.paths import Workspace
from danvan.runs import standing
from danvan.vietnamese import wording

YEARS, COMMUNES, TOGETHER = range(2017, 2023), 10_599, 15  # communes of a district
SCAN = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        os.stat(os.path.join(folder, name))
"""
START = "khởi động Python và đọc lệnh tốn hơn 0,08 giây, còn xem vài trăm tệp chưa đến 0,01 giây"
FIRST, SAME, CHANGED = "lần đầu", "không đổi", "một tệp đổi"
RUN, LOOK, PANDAS = "danvan run, không đổi", "liệt kê tệp và xem giờ", "import pandas"


def questions(inputs: Inputs) -> Iterator[Question]:
    """Ingesting again, then running again: few files, and as many as a nation has."""
    yield _changes(inputs)
    yield _run_again("noop", inputs.made, str(inputs.year), len(inputs.sample), ())
    cheaper = Goal(
        "so với import pandas", RUN, PANDAS, 1, cause="còn xem cả thư viện và gói đã cài, sắp xếp rồi lấy mã băm"
    )
    many = _nation(inputs)
    yield _run_again("noop-nation", many, str(inputs.year), len(YEARS) * COMMUNES, (cheaper,))


def _changes(inputs: Inputs) -> Question:
    files = inputs.only(".xlsx")
    made = inputs.workspace("changed", files)
    one = min(made.raw.rglob("*.xlsx"))

    def first() -> None:
        shutil.rmtree(made.processed, ignore_errors=True)
        danvan(made, "ingest")

    def changed() -> None:
        _touch(one)
        danvan(made, "ingest")

    def differ() -> list[str]:
        anew = inputs.workspace("anew", {})
        shutil.copytree(made.raw, anew.raw, dirs_exist_ok=True)
        danvan(anew, "ingest")
        return differing(made.processed, anew.processed)

    more = Reckoned(
        "một tệp đổi, thêm bao nhiêu lần chi phí của một tệp",
        lambda cost: (cost[CHANGED] - cost[SAME]) / (cost[FIRST] / len(files)),
        5,
        cause="phải khởi động tiến trình con, nạp pandas và lập lại mọi bảng của tỉnh và năm có tệp đổi",
    )
    ways = {FIRST: first, SAME: lambda: danvan(made, "ingest"), CHANGED: changed}
    title = f"Đọc lại kho của {len(files)} tệp"
    return Question("again", title, "cpu", ways, (more,), note="Gồm cả khởi động Python.", differ=differ)


def _run_again(name: str, made: Workspace, year: str, files: int, goals: tuple[Goal, ...]) -> Question:
    ways = {
        RUN: lambda: danvan(made, "run", "--year", year),
        LOOK: lambda: run([sys.executable, "-c", SCAN, str(made.raw)]),
        PANDAS: lambda: run([sys.executable, "-c", "import pandas"]),
    }
    goals = (Goal("so với liệt kê tệp và xem giờ", RUN, LOOK, 2, cause=START), *goals)
    title = f"Chạy lại khi không có gì đổi, {wording.number(files)} tệp"
    return Question(name, title, "cpu", ways, goals, note="Gồm cả khởi động Python.")


def _nation(inputs: Inputs) -> Workspace:
    """A workspace with as many files as a nation sends, noted as done: what a run looks at before it does anything."""
    made = inputs.workspace("nation", {})
    for year in YEARS:
        for number in range(COMMUNES):
            folder = made.raw / str(year) / f"{number // TOGETHER:03}"
            if number % TOGETHER == 0:
                folder.mkdir(parents=True)
            (folder / f"{number:05}.xlsx").touch()
    while not (seen := standing.look(made)).settled:
        time.sleep(0.5)
    standing.keep(made, str(inputs.year), seen, standing.Ended((str(inputs.year),), (), returned=False))
    return made


def _touch(path: Path) -> None:
    """Give a workbook other bytes that mean the same: its parts packed again, with a comment of the archive."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = os.urandom(8).hex().encode()
        for info, part in parts.items():
            archive.writestr(info, part)

"""What it costs to read workbooks: down to their grids, and whole into the store.

Does not belong here: processes (`apart`), reading what was read before (`again`).
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from xml.parsers import expat

from danvan.bench.inputs import Inputs, danvan
from danvan.bench.memory import peak
from danvan.bench.rounds import Goal, Question
from danvan.declared.form import form
from danvan.intake.fence import Desk, fence
from danvan.intake.workbook import READERS, read_workbook

XML = (".xml", ".rels")
GRIDS_COST = (  # of 9 times what unzipping costs
    "python-calamine chiếm một phần ba, mở tệp nén và kiểm tra từng phần một phần sáu, tìm lỗi và công thức chưa tính "
    "trong XML một phần sáu"
)
INGEST_COST = (  # 16 ms a workbook in children, 9 in the parent, and some 11 of a start that is the same for any number
    "hiểu từng ô và ghi sổ từng ô bằng Python tốn gấp ba lần mở lưới ô; so kỳ, lập bảng và ghi kho gấp hai lần; "
    "khởi động và nạp pandas tính trên ít tệp"
)
GRIDS = """
import sys
from danvan.intake.workbook import READERS
for path in sys.argv[1:]:
    READERS["xlsx"](open(path, "rb").read())
"""
BY_PANDAS = """
import sys
import pandas as pd
for path in sys.argv[1:]:
    pd.read_excel(path, sheet_name=None, header=None)
"""


def questions(inputs: Inputs) -> Iterator[Question]:
    """What reading costs beside what pandas does, and beside the least that any reader must do."""
    books = list(inputs.only(".xlsx").values())
    yield Question(
        "grids",
        "Mở sổ tính thành lưới ô, có ô gộp",
        "cpu",
        {
            "danvan": _each(books, READERS["xlsx"]),
            "có kiểm tra byte": _each(books, read_workbook),
            "giải nén": _each(books, _unzipped),
            "expat": _each(books, _parsed),
            "pandas": _each(books, _by_pandas),
            "pandas, từng trang": _each(books, _by_pandas_sheet_by_sheet),
        },
        (
            Goal("ít hơn pandas đọc cả tệp", "danvan", "pandas", 20, less=True, cause=GRIDS_COST),
            Goal("ít hơn pandas đọc từng trang", "danvan", "pandas, từng trang", 60, less=True, cause=GRIDS_COST),
            Goal("so với chỉ giải nén", "danvan", "giải nén", 7, cause=GRIDS_COST),
            Goal("so với expat đọc XML", "danvan", "expat", 2, cause=GRIDS_COST),
        ),
        len(books),
        "tệp",
        differ=lambda: _other_grids(inputs),
    )
    yield _memory(inputs)
    yield ingest(inputs, inputs.only(".xlsx"))


def _each(books: Sequence[bytes], way: Callable[[bytes], object]) -> Callable[[], None]:
    def all_of_them() -> None:
        for data in books:
            way(data)

    return all_of_them


def _unzipped(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _parsed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(XML):
                expat.ParserCreate().Parse(archive.read(name), True)


def _by_pandas(data: bytes) -> object:
    import pandas as pd

    return pd.read_excel(io.BytesIO(data), sheet_name=None, header=None)


def _by_pandas_sheet_by_sheet(data: bytes) -> object:
    import pandas as pd

    names = pd.ExcelFile(io.BytesIO(data)).sheet_names
    return [pd.read_excel(io.BytesIO(data), sheet_name=name, header=None) for name in names]


def _other_grids(inputs: Inputs) -> list[str]:
    """The workbooks whose grids are others here than what children give a command of danvan."""
    paths = inputs.paths
    with fence(lambda: Desk(form())) as children:
        opened = [children.begin("open", path) for path in paths]
        told = {path.name: (list(answer.result().sheets), READERS["xlsx"](path.read_bytes())[0])
                for path, answer in zip(paths, opened, strict=True)}  # fmt: skip
    return [name for name, (there, here) in told.items() if there != here]


def _memory(inputs: Inputs) -> Question:
    """The most that a process holds which reads all workbooks, one after another."""
    paths = [str(path) for path in inputs.paths]
    ways = {"danvan": partial(peak, GRIDS, *paths), "pandas": partial(peak, BY_PANDAS, *paths)}
    goals = (Goal("so với pandas", "danvan", "pandas", 0.25),)
    return Question("memory", "Bộ nhớ lớn nhất khi mở các tệp", "told", ways, goals, unit="MiB")


def ingest(inputs: Inputs, files: dict[str, bytes]) -> Question:
    """Reading, roles, values, checks, ledger and store, in children behind the fence."""
    books = list(files.values())
    made = inputs.workspace(f"cold-{len(books)}", files)

    def cold() -> None:
        shutil.rmtree(made.processed, ignore_errors=True)
        danvan(made, "ingest")

    ways = {"danvan": cold, "lưới ô": _each(books, READERS["xlsx"]), "pandas": _each(books, _by_pandas)}
    goals = (
        Goal("so với mở thành lưới ô", "danvan", "lưới ô", 4, cause=INGEST_COST),
        Goal("ít hơn pandas chỉ đọc", "danvan", "pandas", 6, less=True, cause=INGEST_COST),
    )
    return Question("ingest", "Đọc vào kho: vai trò, làm sạch, kiểm tra, ghi", "cpu", ways, goals, len(books), "tệp")

"""What it costs to read workbooks: down to their grids, whole into the store, again when nothing or one file changed.

Does not belong here: files that are made to break a reader.
"""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.parsers import expat

from danvan.bench.inputs import Inputs, danvan
from danvan.bench.rounds import Goal, Question
from danvan.declared.form import form
from danvan.intake.fence import Desk, end_idle, fence
from danvan.intake.workbook import READERS, read_workbook
from danvan.paths import Workspace

XML = (".xml", ".rels")


def questions(inputs: Inputs) -> Iterator[Question]:
    """What reading costs beside what pandas does, and beside the least that any reader must do."""
    books = inputs.workbooks(".xlsx")
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
            Goal("ít hơn pandas đọc cả tệp", "danvan", "pandas", 20, less=True),
            Goal("ít hơn pandas đọc từng trang", "danvan", "pandas, từng trang", 60, less=True),
            Goal("so với chỉ giải nén", "danvan", "giải nén", 7),
            Goal("so với expat đọc XML", "danvan", "expat", 2),
        ),
        len(books),
        "tệp",
    )
    yield _ingest(inputs, books)
    yield _fence(inputs)
    yield _changes(inputs)


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


def _ingest(inputs: Inputs, books: Sequence[bytes]) -> Question:
    """Reading, roles, values, checks, ledger and store, in children behind the fence."""
    only = {name: data for name, data in inputs.sample.items() if name.endswith(".xlsx")}
    made = inputs.workspace("cold", only)

    def cold() -> None:
        shutil.rmtree(made.processed, ignore_errors=True)
        danvan(made, "ingest")

    ways = {"danvan": cold, "lưới ô": _each(books, READERS["xlsx"]), "pandas": _each(books, _by_pandas)}
    goals = (
        Goal("so với mở thành lưới ô", "danvan", "lưới ô", 4),
        Goal("ít hơn pandas chỉ đọc", "danvan", "pandas", 6, less=True),
    )
    return Question("ingest", "Đọc vào kho: vai trò, làm sạch, kiểm tra, ghi", "cpu", ways, goals, len(books), "tệp")


def _fence(inputs: Inputs) -> Question:
    """What a process of its own for reading costs: the same files opened in it, and without it."""
    root = inputs.read.raw
    paths = sorted(root.rglob("*.xlsx"))

    def within() -> None:
        with fence(lambda: Desk(form())) as children:
            for opened in [children.begin("open", path) for path in paths]:
                opened.result()
        end_idle()  # so that what they cost is counted

    def without() -> None:
        for path in paths:
            read_workbook(path.read_bytes())

    note = "Tính cả thời gian của tiến trình con."
    goals = (Goal("so với mở trong chính tiến trình", "có rào", "không rào", 1.5),)
    return Question("fence", "Rào: mở tệp trong tiến trình con", "cpu", {"có rào": within, "không rào": without}, goals,
                    len(paths), "tệp", note)  # fmt: skip


def _changes(inputs: Inputs) -> Question:
    """Ingesting again: nothing changed, one file changed."""
    made = inputs.workspace("changed", inputs.sample)
    danvan(made, "ingest")
    one = next(path for path in sorted(made.raw.rglob("*.xlsx")))

    def nothing() -> None:
        danvan(made, "ingest")

    def changed() -> None:
        _touch(one)
        danvan(made, "ingest")

    def looked() -> None:
        for path in _files(made):
            path.stat()

    ways = {"không đổi": nothing, "một tệp đổi": changed, "chỉ nhìn tên và giờ": looked}
    goals = (Goal("một tệp đổi so với không đổi", "một tệp đổi", "không đổi", 2),)
    return Question("again", "Đọc lại kho", "cpu", ways, goals, note="Gồm cả khởi động Python.")


def _files(workspace: Workspace) -> list[Path]:
    return [path for path in workspace.raw.rglob("*") if path.is_file()]


def _touch(path: Path) -> None:
    """Give a workbook other bytes that mean the same: its parts packed again, with a comment of the archive."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = os.urandom(8).hex().encode()
        for info, part in parts.items():
            archive.writestr(info, part)

"""The same files are the same bytes, in whatever order and on whatever day; nobody's name is in them."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from danvan.runs.archive import FIRST_DAY, contents, packed

FILES = {"index.html": b"<p>x</p>", "notebooks/02.ipynb": b"{}", "bảng.xlsx": b"x" * 1000}


def test_the_files_below_a_folder_by_their_path_in_it(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert contents(tmp_path) == FILES and list(contents(tmp_path)) == sorted(FILES)


def test_order_and_times_of_files_leave_no_trace(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(FILES["index.html"])
    before = packed(contents(tmp_path), "2022")
    os.utime(tmp_path / "index.html", (10**9, 10**9))
    assert packed(contents(tmp_path), "2022") == before
    assert packed(dict(reversed(FILES.items())), "2022") == packed(FILES, "2022")


def test_all_is_in_one_folder_with_one_day_and_opens() -> None:
    with ZipFile(BytesIO(packed(FILES, "2017-2022"))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(f"2017-2022/{name}") for name in FILES} == FILES
        assert {(m.date_time, m.extra, m.comment) for m in archive.infolist()} == {(FIRST_DAY, b"", b"")}

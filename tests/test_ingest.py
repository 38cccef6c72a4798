"""What stands in data/raw and is no workbook is refused by its name and code, and costs the others nothing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import drawn_files
import pytest
from drawn_submission import DOCUMENTS, WORKS

from danvan.intake import envelope
from danvan.intake.fence import Fence
from danvan.intake.ingest import ingest
from danvan.intake.register import Entry
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")


@pytest.fixture
def inbox(tmp_path: Path) -> Workspace:
    here = Workspace(tmp_path)
    (here.raw / "2021" / "21085").mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", tmp_path)
    (here.raw / "2021" / "21085" / "a.xlsx").write_bytes(drawn_files.xlsx([WORKS, DOCUMENTS]))
    return here


def received(inbox: Workspace) -> dict[str, Entry]:
    return {e.submission.file: e for e in ingest(inbox).entries if e.submission}


def codes(inbox: Workspace) -> dict[str, str]:
    read = received(inbox)
    assert read.pop("2021/21085/a.xlsx").status != "refused"
    assert all(entry.status == "refused" and entry.year == 2021 for entry in read.values())
    return {file.removeprefix("2021/"): entry.submission.problems[0].code for file, entry in read.items()}


def test_each_thing_that_is_no_workbook_is_in_the_register_with_its_code(inbox: Workspace) -> None:
    folder = inbox.raw / "2021"
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "folder.xlsx").mkdir()
    (folder / "nowhere.xlsx").symlink_to("nothing")
    (folder / "endless").symlink_to("/dev/zero")
    (folder / "linked").symlink_to("/etc")
    (folder / "~$a.xlsx").write_bytes(b"\x05Trung" + b" " * 159)
    (folder / "empty.xlsx").touch()
    (folder / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert codes(inbox) == {
        "pipe.xlsx": "X01", "folder.xlsx": "X01", "nowhere.xlsx": "X01", "endless": "X01", "linked": "X01",
        "~$a.xlsx": "X02", "empty.xlsx": "X03", "picture.xlsx": "X06",
    }  # fmt: skip


def test_workbooks_in_a_folder_named_as_one_are_read(inbox: Workspace) -> None:
    shutil.copytree(inbox.raw / "2021" / "21085", inbox.raw / "2021" / "21088.xlsx")
    assert received(inbox)["2021/21088.xlsx/a.xlsx"].status != "refused"


def test_a_workbook_is_read_once_and_what_may_end_otherwise_again(
    inbox: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox.raw / "2021" / "b.xls").write_text(f"<table>{'<col span=1000 style=display:none>' * 5000}<tr><td>1</table>")
    asked: list[str] = []
    begin = Fence.begin

    def noted(fence: Fence, task, path: Path, file: str = ""):
        asked.append(file)
        return begin(fence, task, path, file)

    monkeypatch.setattr(Fence, "begin", noted)
    assert codes(inbox) == {"b.xls": "X19"}
    assert sorted(asked) == ["2021/21085/a.xlsx", "2021/b.xls"]
    assert codes(inbox) == {"b.xls": "X19"}
    assert asked[2:] == ["2021/b.xls"]


def test_data_raw_is_never_opened_for_writing(inbox: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in inbox.raw.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in inbox.raw.rglob("*")}
    received(inbox)
    assert {p: (p.stat().st_mtime_ns, p.is_file() and p.read_bytes()) for p in inbox.raw.rglob("*")} == before
    assert envelope.FLAGS & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) == 0

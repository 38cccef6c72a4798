"""data/raw from another address: brought once, never overwritten or removed without a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan.addresses import Folder
from danvan.files import sealed
from danvan.intake.fetched import fetch
from danvan.paths import Workspace
from danvan.problems import DanvanError


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    write(folder / "2021" / "xã a.xlsx", "một")
    write(folder / "2021" / "xã b.xlsx", "hai")
    write(folder / "intake_log.csv", "ba")
    write(folder / ".DS_Store", "ẩn")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def state(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    asked: list[str] = []
    fetched = Folder.fetch

    def note(self: Folder, names: list[str], folder: Path) -> None:
        asked.extend(names)
        fetched(self, names, folder)

    monkeypatch.setattr(Folder, "fetch", note)
    return lambda: [asked.pop() for _ in list(asked)]


def test_all_that_is_there_is_here_afterwards_and_only_changes_are_brought_again(
    here: Workspace, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, brought = Folder(f"file://{there}"), counted(monkeypatch)
    assert fetch(here, source) == 3
    assert state(here.raw) == {"2021/xã a.xlsx": "một", "2021/xã b.xlsx": "hai", "intake_log.csv": "ba"}
    assert len(brought()) == 3
    assert (fetch(here, source), brought()) == (0, [])
    write(there / "2021" / "xã a.xlsx", "mốt")
    write(there / "2021" / "xã c.xlsx", "bốn")
    assert fetch(here, source) == 2
    assert set(brought()) == {"2021/xã a.xlsx", "2021/xã c.xlsx"}
    assert state(here.raw)["2021/xã a.xlsx"] == "mốt"
    assert not list(here.processed.glob(".*"))


def test_files_that_are_the_same_already_are_taken_as_they_are(here: Workspace, there: Path) -> None:
    write(here.raw / "2021" / "xã a.xlsx", "một")
    before = (here.raw / "2021" / "xã a.xlsx").stat()
    assert fetch(here, Folder(str(there))) == 2
    after = (here.raw / "2021" / "xã a.xlsx").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_file_that_was_changed_here_is_not_overwritten_and_nothing_else_changes(here: Workspace, there: Path) -> None:
    fetch(here, Folder(str(there)))
    write(here.raw / "2021" / "xã a.xlsx", "sửa ở đây")
    write(there / "2021" / "xã b.xlsx", "hai mới")
    before = state(here.raw)
    with pytest.raises(DanvanError, match=r"xã a\.xlsx khác với tệp cùng tên"):
        fetch(here, Folder(str(there)))
    assert state(here.raw) == before
    assert not list(here.processed.glob(".*"))


def test_a_file_that_nobody_brought_is_not_overwritten(here: Workspace, there: Path) -> None:
    write(here.raw / "2021" / "xã a.xlsx", "của người khác")
    with pytest.raises(DanvanError, match="không phải do lần lấy trước"):
        fetch(here, Folder(str(there)))


def test_a_file_that_is_only_here_is_a_question(here: Workspace, there: Path) -> None:
    fetch(here, Folder(str(there)))
    (there / "2021" / "xã b.xlsx").unlink()
    with pytest.raises(DanvanError, match=r"data/raw/2021/xã b\.xlsx không có ở"):
        fetch(here, Folder(str(there)))
    assert state(here.raw)["2021/xã b.xlsx"] == "hai"


def test_a_file_removed_here_comes_again(here: Workspace, there: Path) -> None:
    fetch(here, Folder(str(there)))
    (here.raw / "2021" / "xã a.xlsx").unlink()
    assert fetch(here, Folder(str(there))) == 1
    assert state(here.raw)["2021/xã a.xlsx"] == "một"


@pytest.mark.parametrize("broken", [b"{}", b"\x00", sealed({"address": "s3://nơi khác", "files": {}})])
def test_a_broken_note_or_one_of_another_address_counts_as_none(here: Workspace, there: Path, broken: bytes) -> None:
    fetch(here, Folder(str(there)))
    here.fetched.write_bytes(broken)
    assert fetch(here, Folder(str(there))) == 0
    here.fetched.write_bytes(broken)
    write(there / "2021" / "xã a.xlsx", "mốt")
    with pytest.raises(DanvanError, match="không phải do lần lấy trước"):
        fetch(here, Folder(str(there)))


def test_an_address_without_files_is_refused(here: Workspace, tmp_path: Path) -> None:
    with pytest.raises(DanvanError, match="không có tệp nào"):
        fetch(here, Folder(str(tmp_path / "trống")))


def test_a_stopped_fetch_leaves_data_raw_as_it_was(
    here: Workspace, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: Folder, names: list[str], folder: Path) -> None:
        write(folder / names[0], "nửa")
        raise KeyboardInterrupt

    monkeypatch.setattr(Folder, "fetch", stop)
    with pytest.raises(KeyboardInterrupt):
        fetch(here, Folder(str(there)))
    assert state(here.root) == {}

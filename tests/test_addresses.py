"""Folders at addresses that fsspec opens: a disk's here, S3's in test_away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from danvan.addresses import Folder
from danvan.problems import DanvanError, UsageError


def written(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_files_are_listed_by_name_with_a_mark_that_changes_when_the_file_does(tmp_path: Path) -> None:
    there = written(tmp_path / "kho có dấu", a="một", năm__b="hai")
    folder = Folder(f"file://{there}")
    before = folder.files()
    assert {name: seen.size for name, seen in before.items()} == {"a": 5, "năm/b": 3}
    assert folder.files() == before
    (there / "a").write_text("mốt", encoding="utf-8")
    after = folder.files()
    assert after["a"].mark != before["a"].mark and after["năm/b"] == before["năm/b"]


def test_a_listing_that_tells_nothing_of_change_gives_no_mark() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/kho_khong_dau/a", b"1")
    (seen,) = Folder("memory://kho_khong_dau").files().values()
    assert seen == (1, "")


def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "chưa có"))
    assert folder.files() == {}
    assert folder.read("manifest.json") == b""
    assert folder.fetch_some(["a"], tmp_path / "x") == set()


def test_files_travel_both_ways_and_go(tmp_path: Path) -> None:
    here, there = written(tmp_path / "here", x__1="một", x__2="hai"), Folder(f"file://{tmp_path / 'there'}")
    there.send(here, ["x/1", "x/2"])
    there.write("last", b"3")
    back = tmp_path / "back"
    there.fetch(["x/1", "last"], back)
    assert there.fetch_some(["x/2", "x/9"], back) == {"x/2"}
    told = {p.relative_to(back).as_posix(): p.read_text(encoding="utf-8") for p in back.rglob("*") if p.is_file()}
    assert told == {"x/1": "một", "x/2": "hai", "last": "3"}
    assert [path.name for path in back.glob(".*")] == []
    there.remove(["x/1"])
    assert set(there.files()) == {"x/2", "last"}


def test_a_file_that_is_gone_is_told_to_who_asked(tmp_path: Path) -> None:
    written(tmp_path / "there", a="1")
    with pytest.raises(FileNotFoundError):
        Folder(str(tmp_path / "there")).fetch(["a", "b"], tmp_path / "here")


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(f"file://{tmp_path}")
    system, root = folder._opened()
    told = {f"{root}/a/../../b": {"size": 1, "type": "file"}}
    monkeypatch.setattr(type(system), "find", lambda *_, **__: told)
    with pytest.raises(DanvanError, match="chỉ ra ngoài thư mục"):
        folder.files()


def test_an_address_that_nothing_opens_is_an_error_of_use_without_its_password() -> None:
    with pytest.raises(UsageError, match=r"nosuch://máy") as told:
        Folder("nosuch://ai:mật_khẩu@máy/kho")
    assert "mật_khẩu" not in str(told.value) and told.value.exit_code == 2


def test_whatever_goes_wrong_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(str(tmp_path))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("AccessDenied: mật khẩu abc")

    monkeypatch.setattr(type(folder._opened()[0]), "find", refuse)
    with pytest.raises(DanvanError, match="hãy kiểm tra địa chỉ, quyền truy cập") as told:
        folder.files()
    assert "abc" not in str(told.value)


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"danvan\[cluster\]"):
        Folder("s3://kho")

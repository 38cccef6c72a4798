"""Files are written whole or not at all; a folder is replaced only by a finished one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan import files
from danvan.files import is_sealed, replace_folder, sealed, sha256, sweep, write_whole


def test_the_hash_is_sha256() -> None:
    # The test vector of FIPS 180-2, appendix B.1.
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_is_written_with_its_folders_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", b"new")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"new"
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.txt"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "b.txt"
    write_whole(target, b"old")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["b.txt"]


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    staged, target = tmp_path / ".staged", tmp_path / "2022"
    target.mkdir()
    (target / "old.txt").write_text("old", encoding="utf-8")
    staged.mkdir()
    (staged / "new.txt").write_text("new", encoding="utf-8")
    replace_folder(staged, target)
    assert [p.name for p in tmp_path.iterdir()] == ["2022"]
    assert [p.name for p in target.iterdir()] == ["new.txt"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_switch_that_fails_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    staged, target = tmp_path / ".2022.staged", tmp_path / "2022"
    for folder in (staged, target):
        folder.mkdir()
        (folder / folder.name).touch()

    def fail(path: Path, to: Path) -> bool:
        if path == staged:
            raise OSError(5, "Input/output error")
        os.rename(path, to)  # noqa: PTH104 - what is failed is Path's
        return True

    if can_exchange:
        monkeypatch.setattr(files, "_exchanged", fail)
    else:
        monkeypatch.setattr(files, "_renameat2", lambda: None)
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="Input/output"):
        replace_folder(staged, target)
    assert [p.name for p in target.iterdir()] == ["2022"]


def test_where_folders_cannot_change_places_one_is_replaced_in_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_renameat2", lambda: None)
    test_a_folder_is_replaced_whole(tmp_path)


def test_what_a_stopped_writer_left_is_swept_and_a_folder_that_lost_its_place_comes_back(tmp_path: Path) -> None:
    for left in ("a/.b.txt.x1.tmp", ".2022.staged/a.txt", "a/.c.old/c.txt", ".d.old/d.txt", "d/new.txt", ".keep/e.txt"):
        write_whole(tmp_path / left, b"x")
    sweep(tmp_path)
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {"a/c/c.txt", "d/new.txt", ".keep/e.txt"}


@pytest.mark.parametrize("broken", [b"", b"x", b"[]", b"{}", b"\xff", sealed({"a": 1})[:-1], sealed({"a": 1}) + b" "])
def test_a_seal_says_whether_a_document_is_what_was_written(broken: bytes) -> None:
    assert is_sealed(sealed({"a": {1: "Bình Minh"}, "b": [1.5, None]}))
    assert not is_sealed(broken)

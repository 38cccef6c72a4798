"""Files are written whole or not at all; a folder is replaced only by a finished one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan.files import replace_folder, sha256, write_whole


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

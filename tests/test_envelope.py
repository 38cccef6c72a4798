"""What is no file is told by what it is, and nothing of it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile import Hostile, things

from danvan.files import sha256
from danvan.intake import envelope
from danvan.problems import UnreadableWorkbook

CODES = {"folder": "X01", "10-gb": "X04", "lock-file": "X02", "pipe": "X01", "socket": "X01"}
READ = {"empty", "zeros", "spaces", "link", "link-password"}


@pytest.mark.parametrize("one", list(things.files()), ids=lambda one: one.name)
def test_each_thing_is_read_or_refused_by_what_it_is(one: Hostile, tmp_path: Path) -> None:
    one.write(tmp_path / "a.xlsx")
    path = next(p for p in tmp_path.iterdir() if p.suffix != ".other")
    name = one.name.removeprefix("thing/")
    if name in READ:
        assert envelope.digest(path) == sha256(envelope.content(path))
        return
    with pytest.raises(UnreadableWorkbook) as refused:
        envelope.content(path)
    assert refused.value.problem.code == CODES.get(name, "X01")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bao c\xe1o.xlsx"))
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableWorkbook) as told:
        envelope.digest(path)
    assert told.value.problem.code == "X05" and "hãy đổi tên" in told.value.problem.message


def test_a_file_that_is_not_there_or_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableWorkbook, match=r"^X05: Không đọc được tệp"):
        envelope.digest(tmp_path / "a.xlsx")

    def denied(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.xlsx").touch()
    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(UnreadableWorkbook, match="Permission denied"):
        envelope.digest(tmp_path / "a.xlsx")

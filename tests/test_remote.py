"""The store at another address: pulled, pushed with its manifest last, never mixed with what is not a store."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from danvan.addresses import Folder
from danvan.files import SEAL, sealed
from danvan.problems import DanvanError
from danvan.store.manifest import NAME, pointer
from danvan.store.readings import packed, put
from danvan.store.remote import pull, push
from danvan.store.write import commit

SENT = {"unit_code": "21085", "unit_from": date(2004, 1, 1), "period": "N", "revision": 1, "file": "a.xlsx"}


def stored(folder: Path, *years: int) -> Path:
    """A store of a register, and one reading for each year."""
    rows = [{**SENT, "year": year, "status": "accepted", "sample": True} for year in years]
    commit(folder, {"register": pd.DataFrame.from_records(rows)}, {"a.xlsx": "ab"})
    for year in years:
        put(folder, "524/" + hashlib.sha256(b"%d" % year).hexdigest(), packed({"year": year}))
    return folder


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def remote(tmp_path: Path) -> Folder:
    return Folder(f"file://{tmp_path / 'there'}")


def test_what_was_pushed_is_pulled_byte_for_byte(tmp_path: Path, remote: Folder) -> None:
    here, other = stored(tmp_path / "here", 2020, 2021), tmp_path / "other"
    assert pull(other, remote) == b"" and not other.exists()
    push(here, remote, b"")
    assert pull(other, remote) == pointer(here)
    assert state(other) == state(here) == state(tmp_path / "there")
    push(other, remote, pointer(other))
    assert state(tmp_path / "there") == state(here)


def test_what_the_store_no_longer_names_goes_and_what_is_not_of_a_store_stays(tmp_path: Path, remote: Folder) -> None:
    push(stored(tmp_path / "one", 2020), remote, b"")
    (tmp_path / "there" / "ghi chú.txt").write_text("của người khác", encoding="utf-8")
    before = pull(tmp_path / "two", remote)
    push(stored(tmp_path / "three", 2021), remote, before)
    assert state(tmp_path / "there") == state(tmp_path / "three") | {"ghi chú.txt": "của người khác".encode()}


def test_frozen_states_and_what_notebooks_made_stay_here(tmp_path: Path, remote: Folder) -> None:
    here = stored(tmp_path / "here", 2021)
    before = state(here)
    for name in ("frozen/2021/frozen.json", "executed/a/made.json", "standing/x"):
        (here / name).parent.mkdir(parents=True)
        (here / name).write_text("{}")
    push(here, remote, b"")
    assert state(tmp_path / "there") == before


def test_a_reader_there_never_sees_a_half_state(
    tmp_path: Path, remote: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = stored(tmp_path / "old", 2020), stored(tmp_path / "new", 2021)
    push(old, remote, b"")
    for method in ("send", "write", "remove"):
        with monkeypatch.context() as broken:
            broken.setattr(Folder, method, _stopped)
            with pytest.raises(KeyboardInterrupt):
                push(new, remote, pointer(old))
        seen = tmp_path / f"seen {method}"
        pull(seen, remote)
        assert pointer(seen) == pointer(new if method == "remove" else old)
        assert len(pd.read_parquet(next(seen.glob("register/*/*/*.parquet")))) == 1
    push(new, remote, pointer(new))
    assert state(tmp_path / "there") == state(new)


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_part_that_was_sent_in_half_is_sent_again(tmp_path: Path, remote: Folder) -> None:
    here = stored(tmp_path / "here", 2021)
    push(here, remote, b"")
    part = next((tmp_path / "there").glob("register/*/*/*.parquet"))
    part.write_bytes(part.read_bytes()[:100])
    push(here, remote, pointer(here))
    assert state(tmp_path / "there") == state(here)


def test_a_store_that_another_machine_wrote_meanwhile_is_not_overwritten(tmp_path: Path, remote: Folder) -> None:
    push(stored(tmp_path / "theirs", 2020), remote, b"")
    with pytest.raises(DanvanError, match="đã được một máy khác ghi"):
        push(stored(tmp_path / "mine", 2021), remote, b"")
    assert state(tmp_path / "there") == state(tmp_path / "theirs")


def test_a_folder_of_something_else_is_not_taken_for_a_store(tmp_path: Path, remote: Folder) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "bao_cao.xlsx").write_bytes(b"x")
    for act in (lambda: pull(tmp_path / "x", remote), lambda: push(stored(tmp_path / "here", 2021), remote, b"")):
        with pytest.raises(DanvanError, match=r"bao_cao\.xlsx mà không có kho số liệu"):
            act()
    assert state(tmp_path / "there") == {"bao_cao.xlsx": b"x"}


def test_a_store_that_lacks_a_file_is_refused_and_the_one_here_stays(tmp_path: Path, remote: Folder) -> None:
    push(stored(tmp_path / "theirs", 2020), remote, b"")
    next((tmp_path / "there").glob("register/*/*/*.parquet")).unlink()
    here = stored(tmp_path / "here", 2021)
    before = pointer(here)
    with pytest.raises(DanvanError, match="thiếu tệp"):
        pull(here, remote)
    assert pointer(here) == before


@pytest.mark.parametrize("change", [{"tables": {}, "strange": 1}, {"path": "../../ngoai.parquet"}])
def test_a_manifest_of_another_kind_or_one_that_leads_out_is_refused(
    tmp_path: Path, remote: Folder, change: dict[str, object]
) -> None:
    push(stored(tmp_path / "theirs", 2020), remote, b"")
    said = json.loads((tmp_path / "there" / NAME).read_bytes())
    said.pop(SEAL)
    if "path" in change:
        said["inputs"]["0"] |= change
    else:
        said |= change
    (tmp_path / "there" / NAME).write_bytes(sealed(said))
    with pytest.raises(DanvanError, match="do một bản danvan khác ghi"):
        pull(tmp_path / "here", remote)
    assert not (tmp_path / "here").exists()

"""Any flipped byte of what was received, stored, frozen or published is found and named, with what to do."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import drawn_files
import pytest
from drawn_submission import DOCUMENTS, WORKS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import danvan_says

from danvan.files import sealed, sha256, write_whole
from danvan.intake.ingest import ingest
from danvan.paths import LEDGER, Workspace
from danvan.runs.sums import noted
from danvan.runs.verify import verify
from danvan.store.frozen import freeze
from danvan.store.whole import Found

ROOT = Path(__file__).parents[1]
PARTS = {"raw", "declared", "processed", "frozen", "published"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with something of everything; tests put back what they change."""
    here = Workspace(tmp_path_factory.mktemp("office"))
    shutil.copy(ROOT / "danvan.toml", here.root)
    sent = {"21085": WORKS, "21088": DOCUMENTS}
    for unit, drawn in sent.items():
        write_whole(here.raw / "2021" / unit / "a.xlsx", drawn_files.xlsx([drawn]))
    (here.raw / "intake_log.csv").write_text("file,received_on\n2021/21085/a.xlsx,2021-12-14\n", "utf-8")
    ingest(here)
    freeze(here, "nam", (2021,), dt.date(2022, 1, 5), {"danvan": "1"}, lambda state: _write(state.root / "report.docx"))
    with noted(here):
        run = {"index.html": b"<p>1</p>", "figures.json": b'{"T1/total": 3}\n', "charts/a.png": bytes(range(64))}
        for name, data in run.items():
            write_whole(here.output("2021") / name, data)
        said = {"label": "2021", "files": {name: sha256(data) for name, data in run.items()}}
        write_whole(here.output("2021") / LEDGER, sealed(said))
        _write(here.outputs / "index.html")
        _write(here.outputs / "chia_se_2021.zip")
        _write(here.returned("2021") / "21085_2021_can_sua.xlsx")
    write_whole(
        here.executed / "2021" / "-" / "02" / "made.json", sealed({"key": "", "files": {"a.png": sha256(b"a")}})
    )
    write_whole(here.executed / "2021" / "-" / "02" / "a.png", b"a")
    return here


def _write(path: Path) -> None:
    write_whole(path, path.name.encode() * 9)


def wrong(here: Workspace) -> dict[str, Found]:
    return {one.path.relative_to(here.root).as_posix(): one for one in verify(here).wrong}


def test_what_nobody_touched_is_whole_and_nothing_is_left_uncompared(office: Workspace) -> None:
    told = verify(office)
    assert not told.wrong and not told.unknown
    there = {path for path in office.root.rglob("*") if path.is_file()}
    assert {one.path for one in told.found} == there
    assert {one.part for one in told.found} == PARTS


@settings(max_examples=150)
@given(data=st.data())
def test_any_flipped_byte_of_any_file_is_found(office: Workspace, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in office.root.rglob("*") if path.is_file())))
    whole = path.read_bytes()
    at, flipped = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ flipped]) + whole[at + 1 :])
    try:
        found = wrong(office)
    finally:
        path.write_bytes(whole)
    told = found[path.relative_to(office.root).as_posix()]
    assert told.state == "changed" and told.remedy


def test_a_file_that_is_gone_is_named_but_for_what_was_only_kept(office: Workspace) -> None:
    kept = ("/readings/", "/executed/", ".sums.json", f"2021/{LEDGER}")  # without it, what it tells of is strange
    for path in sorted(path for path in office.root.rglob("*") if path.is_file()):
        aside = office.root.parent / "aside"
        path.replace(aside)
        try:
            name = path.relative_to(office.root).as_posix()
            assert any(one in name for one in kept) or wrong(office)[name].state == "missing"
        finally:
            aside.replace(path)


@pytest.mark.parametrize(
    "name",
    [
        "data/raw/b.xlsx", "data/processed/x", "data/processed/register/year=2021/x.parquet", "outputs/2021/x.html",
        "data/processed/frozen/nam/x.csv", "data/processed/readings/x",
    ],
)  # fmt: skip
def test_a_file_that_should_not_be_there_is_named(office: Workspace, name: str) -> None:
    (office.root / name).write_bytes(b"x")
    try:
        assert list(wrong(office)) == [name]
    finally:
        (office.root / name).unlink()


def test_an_analysts_own_file_in_outputs_is_only_said_to_be_uncompared(office: Workspace) -> None:
    own = office.outputs / "thu" / "a.png"
    write_whole(own, b"x")
    try:
        told = verify(office)
        assert not told.wrong and [one.path for one in told.unknown] == [own]
    finally:
        shutil.rmtree(own.parent)


def test_a_report_that_came_anew_and_one_that_was_never_read(office: Workspace) -> None:
    new = office.raw / "2021" / "21090.xlsx"
    new.write_bytes(b"x")
    try:
        assert "chưa được đọc; hãy chạy danvan ingest" in wrong(office)["data/raw/2021/21090.xlsx"].remedy
    finally:
        new.unlink()


def test_a_frozen_file_has_no_other_remedy_than_a_copy(office: Workspace) -> None:
    path = office.frozen / "nam" / "report.docx"
    whole = path.read_bytes()
    path.write_bytes(b"")
    try:
        assert "bản sao lưu" in wrong(office)["data/processed/frozen/nam/report.docx"].remedy
    finally:
        path.write_bytes(whole)


def test_the_command_says_what_is_wrong_and_ends_with_3(office: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--workspace", str(office.root), "verify")
    assert danvan_says(capsys, *at)[0] == 0
    path = office.output("2021") / "charts" / "a.png"
    whole = path.read_bytes()
    path.unlink()
    try:
        code, out, _ = danvan_says(capsys, *at, "--json")
        said = json.loads(out)
        assert code == 3
        assert [(one["file"], one["state"]) for one in said["wrong"]] == [("outputs/2021/charts/a.png", "missing")]
        assert "danvan run --year 2021" in said["wrong"][0]["remedy"]
        assert "outputs/2021/charts/a.png: đã mất. Hãy lập lại" in danvan_says(capsys, *at)[1]
    finally:
        write_whole(path, whole)


def test_without_a_store_it_says_to_ingest(tmp_path: Path) -> None:
    (told,) = verify(Workspace(tmp_path)).wrong
    assert (told.path.name, told.state) == ("manifest.json", "missing") and "danvan ingest" in told.remedy

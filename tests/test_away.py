"""Workers that see nothing of the workspace make the same store, with workbooks and store at S3's addresses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from crew import crew

from danvan.addresses import Folder
from danvan.intake.away import fetched
from danvan.intake.ingest import ingest
from danvan.intake.scheduled import workers
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.store.manifest import read_manifest
from danvan.store.remote import pull

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
    pytest.mark.filterwarnings("default"),  # of the engine's and the server's own threads
]


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    """A server that speaks as S3 does, and what a process needs to find it."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "ai",
        "AWS_SECRET_ACCESS_KEY": "mat-khau",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("kho")
        yield environment
    server.stop()


def sent(address: str, most: int) -> Folder:
    """Some of the sample's workbooks, at an address."""
    folder, raw = Folder(address), ROOT / "data" / "raw"
    files = [file.relative_to(raw).as_posix() for file in sorted((raw / "sample").rglob("*.xls*"))[-most:]]
    folder.send(raw, files)
    return folder


def office(root: Path) -> Workspace:
    root.mkdir()
    shutil.copy(ROOT / "danvan.toml", root)
    return Workspace(root)


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_workers_without_a_common_disk_make_the_same_store(s3: dict[str, str], tmp_path: Path) -> None:
    raw, store = "s3://kho/bao cáo", "s3://kho/số liệu"
    sent(raw, 40)
    alone, here = office(tmp_path / "alone"), office(tmp_path / "here")
    with fetched(alone, raw, None) as away:
        assert away is None
        expected = ingest(alone)
    assert expected.files == expected.read == 40
    with crew(2, s3) as (address, _), fetched(here, raw, store) as away, workers(address, here.root, away) as helping:
        summary = ingest(here, workers=helping)
    assert (summary.files, summary.read) == (40, 40)
    assert state(here.processed) == state(alone.processed)
    pull(tmp_path / "read", Folder(store))
    assert state(tmp_path / "read") == state(alone.processed)


def test_a_killed_workers_part_is_done_by_the_other(s3: dict[str, str], tmp_path: Path) -> None:
    raw, store = "s3://kho/bao-cao-2", "s3://kho/so-lieu-2"
    there = sent(raw, 48)
    alone, here = office(tmp_path / "alone"), office(tmp_path / "here")
    there.fetch(there.files(), alone.raw)
    ingest(alone)

    def killed(done: int, of: int) -> None:
        if both[0].poll() is None and done < of:
            both[0].kill()

    with crew(2, s3) as (address, both), fetched(here, raw, store) as away:
        with workers(address, here.root, away) as helping:
            ingest(here, killed, workers=helping)
        assert both[0].wait(5) < 0 and both[1].poll() is None
    assert state(here.processed) == state(alone.processed)


def test_the_command_reads_at_an_address_what_changed_and_only_that(s3: dict[str, str], tmp_path: Path) -> None:
    raw, store = "s3://kho/bao-cao-3", "s3://kho/so-lieu-3"
    there = sent(raw, 12)
    one, other = office(tmp_path / "one"), office(tmp_path / "other")
    told = danvan(one, "ingest", "--raw", raw, "--store", store)
    assert "12" in told
    there.remove([max(there.files())])
    assert "không có ở s3://kho/bao-cao-3" in danvan(one, "ingest", "--raw", raw, "--store", store, code=1)
    danvan(other, "ingest", "--raw", raw, "--store", store)
    assert len(state(other.raw)) == 11
    pull(tmp_path / "read", Folder(store))
    assert state(tmp_path / "read") == state(other.processed)
    assert sum(one.files for one in read_manifest(tmp_path / "read").inputs.values()) == 11


def test_a_bucket_that_is_not_there_or_not_ours_is_one_sentence(s3: dict[str, str], tmp_path: Path) -> None:
    here = office(tmp_path / "here")
    said = danvan(here, "ingest", "--raw", "s3://khong-co/raw", code=1)
    assert "s3://khong-co/raw" in said and "Traceback" not in said
    assert not here.raw.exists()
    sent(f"file://{tmp_path / 'raw'}", 1)
    said = danvan(here, "ingest", "--raw", str(tmp_path / "raw"), "--store", "s3://khong-co/so-lieu", code=1)
    assert "Không đọc hoặc ghi được ở s3://khong-co/so-lieu" in said


def test_the_store_stays_at_its_address_as_it_was_where_reading_ends_badly(tmp_path: Path) -> None:
    here, store = office(tmp_path / "here"), f"file://{tmp_path / 'kho'}"
    with pytest.raises(DanvanError, match=r"chưa có tệp nào|Thiếu thư mục"), fetched(here, None, store):
        ingest(here)
    assert not (tmp_path / "kho").exists()


def danvan(here: Workspace, *asked: str, code: int = 0) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "danvan", "--workspace", str(here.root), *asked],
        check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "lib")}, timeout=60,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    return ended.stdout + ended.stderr

"""What a package says of itself: until when, of whom, which files with which hash, what it does not tell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from danvan.files import sha256
from danvan.publish.manifest import NAME, PAGE, Manifest, write_manifest
from danvan.publish.site import Run

DRAFT = "DỰ THẢO - LƯU HÀNH NỘI BỘ"
FACTS = ("Năm 2022: 21/26 đơn vị có báo cáo được chấp nhận; chưa có: xã Bình Long.",)


def said(stamp: str = DRAFT, received: date | None = date(2022, 12, 26), approved: date | None = None) -> Manifest:
    run = Run("2022", "Công tác dân vận năm 2022", "huyện Bình Sơn", True, FACTS, stamp=stamp, shared=True)
    untold, left = (("T10. Tổ hòa giải", 3),), ("Biểu đồ F9: kín",)
    return Manifest(run, (2022,), date(2022, 12, 14), received, approved, untold, left)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "02.html").write_bytes(b"<p>x</p>")
    return tmp_path


def test_every_other_file_stands_in_it_with_its_hash(folder: Path) -> None:
    write_manifest(folder, said())
    hashes = json.loads((folder / NAME).read_bytes())["sha256"]
    assert hashes == {name: sha256((folder / name).read_bytes()) for name in (PAGE, "notebooks/02.html")}


def test_cut_off_coverage_and_what_is_not_told_stand_in_both_forms(folder: Path) -> None:
    write_manifest(folder, said())
    told, page = json.loads((folder / NAME).read_bytes()), (folder / PAGE).read_text(encoding="utf-8")
    assert (told["period_end"], told["received_until"], told["years"]) == ("2022-12-14", "2022-12-26", [2022])
    assert told["coverage"] == list(FACTS) and told["untold"] == {"T10. Tổ hòa giải": 3} and told["draft"]
    assert told["approved_on"] is None and "Chưa duyệt: bản dự thảo" in page
    for words in (
        "14/12/2022; báo cáo nhận sau cùng ngày 26/12/2022",
        *FACTS,
        "T10. Tổ hòa giải: 3 ô",
        "Biểu đồ F9: kín",
        DRAFT,
    ):
        assert words in page


def test_without_a_stamp_it_is_no_draft_and_without_days_none_is_told(folder: Path) -> None:
    write_manifest(folder, said(stamp="", received=None, approved=date(2022, 12, 30)))
    told, page = json.loads((folder / NAME).read_bytes()), (folder / PAGE).read_text(encoding="utf-8")
    assert not told["draft"] and told["received_until"] is None
    assert DRAFT not in page and "nhận sau cùng" not in page and "dự thảo" not in page
    assert told["approved_on"] == "2022-12-30" and "Đã duyệt ngày 30/12/2022" in page

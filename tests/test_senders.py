"""Who reports where no cover says it: exact names of letterheads, titles and folders; what contradicts is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from danvan.declared.settings import settings
from danvan.intake.senders import sender
from danvan.paths import Workspace
from danvan.problems import Place

PLACES = settings(Workspace(Path(__file__).parents[1])).places
DAY = dt.date(2021, 12, 14)


def told(*lines: str, folders: tuple[str, ...] = ()) -> tuple[str | None, str]:
    heads = [(Place("S", n, f"A{n}", text), text) for n, text in enumerate(lines, start=1)]
    unit, found = sender(heads, folders, "Tên đơn vị", PLACES, DAY)
    return unit.code if unit else None, found.code


@pytest.mark.parametrize(
    "line",
    [
        "UBND XÃ BÌNH THẠNH",
        "Đơn vị báo cáo: Xã Bình Thạnh",
        "ĐẢNG ỦY XÃ BÌNH THẠNH",
        "X. BÌNH THẠNH",
        "DANH MỤC MÔ HÌNH CỦA XÃ BÌNH THẠNH NĂM 2021",
    ],
)
def test_a_line_names_the_unit_to_the_tone_mark(line: str) -> None:
    assert told("UBND HUYỆN BÌNH SƠN", line) == ("21046", "Đ31")
    assert told(line.replace("THẠNH", "THANH").replace("Thạnh", "Thanh"))[0] == "21091"


def test_an_organisation_of_a_commune_is_not_the_commune() -> None:
    assert told("HỘI LHPN XÃ BÌNH THẠNH") == (None, "Đ60")
    assert told("KẾT QUẢ CỦA HỘI LHPN XÃ BÌNH THẠNH NĂM 2021") == (None, "Đ23")


def test_names_that_contradict_each_other_are_no_evidence() -> None:
    assert told("XÃ BÌNH TRỊ", "Nơi gửi: xã Bình Minh") == (None, "Đ67")
    assert told("XÃ BÌNH TRỊ", folders=("2021", "Bình Minh")) == (None, "Đ67")
    assert told("XÃ BÌNH TRỊ", folders=("2021", "Bình Trị")) == ("21061", "Đ31")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("XÃ BÌNH THỚI", "K18"),
        ("XÃ BÌNH TRUNG TRỊ", "Đ23"),
        ("XA BINH THANH", "Đ23"),
        ("MÔ HÌNH PHỐI HỢP VỚI XÃ BÌNH TRỊ", "Đ23"),
        ("", "Đ23"),
    ],
)
def test_what_is_not_certain_names_nobody(line: str, code: str) -> None:
    assert told(line) == (None, code)

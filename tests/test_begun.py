"""A workspace for another office: whole or not at all, and nothing of the sample's district in it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from danvan.cli import main
from danvan.declared.settings import KEYS, settings
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.runs.begun import begin

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
HEAD = "code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis\n"
UNITS = HEAD + (
    "98,Sông Lam,province,,2004-01-01,,,,\n"
    "980,Sông Trà,district,98,2004-01-01,,,,\n"
    "98001,Trà Đông,township,980,2004-01-01,,,,\n"
    "98002,Trà Tây,commune,980,2004-01-01,,,,\n"
    "98003,Trà Nam,commune,980,2004-01-01,,,,\n"
)
AGENCIES = "code,name,block,valid_from,valid_to\nCQ-PN,Hội Liên hiệp Phụ nữ huyện,mass_organisation,2004-01-01,\n"


def lists(folder: Path, units: str = UNITS) -> list[Path]:
    (folder / "song_tra.csv").write_text(units, encoding="utf-8")
    (folder / "co_quan.csv").write_text(AGENCIES, encoding="utf-8")
    return [folder / "song_tra.csv", folder / "co_quan.csv"]


def test_the_office_and_who_reports_to_it_come_from_the_lists(tmp_path: Path) -> None:
    target = tmp_path / "mới"
    made = begin(target, "980", lists(tmp_path), Workspace(ROOT), TODAY)
    assert made.office.full_name == "Huyện Sông Trà"
    office = settings(Workspace(target))
    assert [unit.full_name for unit in office.expected(2026, "N")] == [
        "Thị trấn Trà Đông", "Xã Trà Tây", "Xã Trà Nam", "Hội Liên hiệp Phụ nữ huyện",
    ]  # fmt: skip
    assert office.agency_lines == ("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG TRÀ")
    assert office.addressees == ("Ủy ban nhân dân tỉnh Sông Lam",)
    assert sorted(path.name for path in target.iterdir()) == [
        "co_quan.csv", "danvan.toml", "data", "notebooks", "song_tra.csv",
    ]  # fmt: skip
    assert list((target / "data" / "raw").iterdir()) == []
    assert sorted(p.name for p in (target / "notebooks").glob("0*.ipynb")) == sorted(
        p.name for p in (ROOT / "notebooks").glob("0*.ipynb")
    )


def test_the_settings_have_every_section_and_nothing_of_the_sample(tmp_path: Path) -> None:
    begin(tmp_path / "mới", "980", lists(tmp_path), Workspace(ROOT), TODAY)
    text = (tmp_path / "mới" / "danvan.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    assert set(said) == set(KEYS)
    missing = {section: set(KEYS[section]) - set(said[section]) for section in KEYS}
    assert {section: left for section, left in missing.items() if left} == {"sharing": {"approved_by", "approved_on"}}
    assert not [word for word in ("Bình Sơn", "BÌNH SƠN", "524", "Quảng Ngãi") if word in text]


def test_its_blank_workbooks_are_read_back_as_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mới"
    asked = [word for path in lists(tmp_path) for word in ("--units", str(path))]
    assert main(["--workspace", str(ROOT), "new", str(target), "--unit", "980", *asked]) == 0
    assert "huyện Sông Trà: 4 đơn vị phải báo cáo" in capsys.readouterr().out
    assert main(["--workspace", str(target), "template", "--year", "2024", "--unit", "98002"]) == 0
    (blank,) = Workspace(target).templates("2024").iterdir()
    book = openpyxl.load_workbook(blank)
    shown = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)
    assert "Xã Trà Tây" in shown and "UBND huyện Sông Trà" in shown and "Bình Sơn" not in shown
    (Workspace(target).raw / "2024").mkdir()
    book.save(Workspace(target).raw / "2024" / "tra_tay.xlsx")
    assert main(["--workspace", str(target), "ingest"]) == 0
    told = capsys.readouterr().out
    assert "98002" in told or "Trà Tây" in told or "tra_tay.xlsx" in told


@pytest.mark.parametrize(
    ("units", "code", "said"),
    [
        (UNITS, "981", "không có huyện, tỉnh nào mã “981”. Có phải"),
        (UNITS, "98002", "không có huyện, tỉnh nào mã “98002”"),
        (UNITS.replace(",980,", ",98,"), "980", "không có xã, thị trấn nào thuộc Huyện Sông Trà"),
        (UNITS.replace("98003,Trà Nam", "98002,Trà Nam"), "980", "song_tra.csv"),
        (UNITS.replace("parent_code,", "cha,"), "980", "song_tra.csv"),
        (UNITS.replace("2004-01-01,,,,\n98002", "1/1/2004,,,,\n98002"), "980", "song_tra.csv"),
    ],
    ids=["unknown", "a commune", "nobody below", "twice", "column", "date"],
)
def test_what_is_wrong_is_told_and_nothing_is_made(tmp_path: Path, units: str, code: str, said: str) -> None:
    (tmp_path / "song_tra.csv").write_text(units, encoding="utf-8")
    with pytest.raises(DanvanError, match=said):
        begin(tmp_path / "mới", code, [tmp_path / "song_tra.csv"], Workspace(ROOT), TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["song_tra.csv"]


def test_a_folder_with_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mới").mkdir()
    (tmp_path / "mới" / "x").touch()
    with pytest.raises(DanvanError, match="đã có tệp"):
        begin(tmp_path / "mới", "980", lists(tmp_path), Workspace(ROOT), TODAY)
    assert [path.name for path in (tmp_path / "mới").iterdir()] == ["x"]


def test_an_office_that_was_abolished_is_asked_for_its_last_whole_year(tmp_path: Path) -> None:
    units = UNITS.replace("2004-01-01,,,,", "2004-01-01,2025-06-30,,,")
    made = begin(tmp_path / "mới", "980", lists(tmp_path, units), Workspace(ROOT), TODAY)
    assert len(made.reporting) == 4

"""The way of a clerk from end to end: get the workbook, fill it, check, send, receive it returned, mend, send again.

Each time the clerk's own program saves the file: LibreOffice here.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import danvan
from danvan.cli import main
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
MODEL = {
    "STT": 1, "Tên mô hình, điển hình": "Thắp sáng đường quê", "Lĩnh vực": "Văn hóa - xã hội", "Tập thể/cá nhân": "Tập thể",
    "Đơn vị chủ trì": "Mặt trận xã", "Khối chủ trì": "Mặt trận", "Năm đăng ký lần đầu": 2022, "Tình trạng trong năm": "Mới",
    "Cấp đăng ký": "Cấp xã", "Đã triển khai": "Có", "Kết quả xét": "Chưa xét", "Số hộ tham gia": 120,
}  # fmt: skip
WORK = {
    "STT": 1, "Tên công trình, phần việc": "Đèn đường thôn Đông", "Loại công trình": "Đèn đường", "Khối lượng": 40,
    "ĐVT": "bóng", "Tổng kinh phí": 100_000_000, "Ngân sách Nhà nước": 60_000_000, "Nhân dân đóng góp": 30_000_000,
    "Hoàn thành trong năm": "Có",
}  # fmt: skip
COVER = {
    "Số, ký hiệu văn bản": "12/BC-UBND", "Biểu không phát sinh": "B4, B5, B6, B7, B8", "Người lập biểu": "Trần Thị Mẫu",
    "Người ký": "Lê Văn Mẫu", "Ngày ký": date(2022, 12, 14),
}  # fmt: skip
FIGURES = {"01": 12, "02": 640, "33": 1500, "34": 5200, "35": 5, "36": 1, "39": 1}  # the others did not happen: 0


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The district's workspace; commands are called in it."""
    root = tmp_path / "huyện"
    (root / "data" / "raw").mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", root)
    monkeypatch.chdir(root)
    return Workspace(root)


def saved(path: Path) -> Path:
    """The file as LibreOffice saves it, formulas calculated; it may find nothing to repair."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = path.parent / "saved"
    own = f"-env:UserInstallation={(path.parent / 'own').as_uri()}"
    order = [
        program,
        own,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder),
        str(path),
    ]
    said = subprocess.run(order, check=True, capture_output=True, text=True, timeout=240)
    assert "repair" not in (said.stdout + said.stderr).lower()
    return folder / path.name


def cell(sheet: Worksheet, text: str) -> Any:
    """The cell that says `text`."""
    return next(one for row in sheet.iter_rows() for one in row if one.value == text)


def fill_row(sheet: Worksheet, row: int, values: Mapping[str, Any]) -> None:
    for header, value in values.items():
        sheet.cell(row, cell(sheet, header).column, value)


def filled(blank: Path, box: Path) -> Path:
    """What the clerk writes into the blank workbook: the sources of the work's money make 90 million, not 100."""
    book = openpyxl.load_workbook(blank)
    for label, value in COVER.items():
        sheet = book["B0 Thông tin chung"]
        sheet.cell(cell(sheet, label).row, 2, value)
    fill_row(book["B1 Mô hình"], 9, MODEL)
    fill_row(book["B2 Nguồn lực"], 11, WORK)
    figures = book["B3 Chỉ tiêu"]
    for row in range(9, 49):
        figures.cell(row, 5, FIGURES.get(str(figures.cell(row, 1).value), 0))
    figures.cell(cell(figures, "Chỉ tiêu mô hình được giao").row, 4, 1)
    path = box / "bao_cao_2022.xlsx"
    book.save(path)
    return saved(path)


def mended(returned: Path, box: Path) -> Path:
    """The returned workbook with its one wrong cell put right, as the second revision and why."""
    book = openpyxl.load_workbook(returned)
    sheet = book["B2 Nguồn lực"]
    wrong = sheet.cell(11, cell(sheet, "Tổng kinh phí").column)
    assert wrong.comment is not None and "90.000.000" in wrong.comment.text
    assert wrong.fill.fill_type == "solid"
    wrong.value = 90_000_000
    cover = book["B0 Thông tin chung"]
    cover.cell(cell(cover, "Lần gửi").row, 2, 2)
    cover.cell(cell(cover, "Lý do điều chỉnh").row, 2, "Sửa tổng kinh phí")
    for label in ("Người lập biểu", "Người ký", "Ngày ký"):  # left out as what is a person's
        cover.cell(cell(cover, label).row, 2, COVER[label])
    path = box / "bao_cao_2022_lan_2.xlsx"
    book.save(path)
    return saved(path)


def receive(office: Workspace, file: Path) -> None:
    folder = office.raw / "2022" / "21085 Bình Minh"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)


def test_from_the_blank_workbook_to_an_accepted_report(
    office: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = tmp_path / "xã"
    box.mkdir()
    assert main(["template", "--year", "2022", "--unit", "21085"]) == 0
    (blank,) = office.templates("2022").iterdir()
    report = filled(blank, box)

    capsys.readouterr()
    assert main(["check", str(report)]) == 3
    told = capsys.readouterr().out
    assert "1 lỗi phải sửa" in told and "ô G11" in told and "90.000.000" in told

    receive(office, report)  # sent all the same
    assert main(["ingest"]) == 0
    told = capsys.readouterr().out
    assert "0/26 đơn vị có báo cáo được chấp nhận" in told and "G11: Tổng kinh phí" in told
    register = danvan.load("register", years=2022)
    assert register.set_index("unit_code")["status"]["21085"] == "returned"
    assert danvan.load("resources", years=2022).empty

    assert main(["returned", "--year", "2022"]) == 0
    (back,) = office.returned("2022").iterdir()
    assert openpyxl.load_workbook(back).sheetnames[0] == "Cần sửa"
    again = mended(back, box)

    capsys.readouterr()
    assert main(["check", str(again)]) == 0
    assert "lần gửi 2" in capsys.readouterr().out
    receive(office, again)
    assert main(["ingest"]) == 0
    register = danvan.load("register", years=2022)
    own = register[register["unit_code"] == "21085"].sort_values("revision")
    assert own["status"].to_list() == ["returned", "accepted"]
    works = danvan.load("resources", years=2022)
    assert works["total_vnd"].to_list() == [90_000_000]
    assert works["file"].to_list() == ["2022/21085 Bình Minh/bao_cao_2022_lan_2.xlsx"]
    actual = danvan.load("indicators", years=2022).query("column == 'actual'").set_index("indicator")["value"]
    assert (actual["households"], actual["propaganda_sessions"], actual["complaints"]) == (1500, 12, 0)
    assert main(["returned", "--year", "2022"]) == 0
    assert list(office.returned("2022").iterdir()) == []

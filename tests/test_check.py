"""`danvan check`: a verdict per file, one strict JSON document whatever happens, plain words for a clerk, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from test_reader import MODELS, RESOURCES, read

from danvan.cli import main
from danvan.intake.check import Verdict, document, exit_code, lines
from danvan.intake.submission import Figure, Submission
from danvan.problems import Place, problem

ROOT = Path(__file__).parents[1]
SAMPLE = next((ROOT / "data" / "raw" / "sample" / "2021").glob("21085*/*.xlsx"))
HEAVY = {"matplotlib", "numpy", "openpyxl", "pandas", "pyarrow", "scipy"}


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object], str]:
    code = main(["--workspace", str(ROOT), "check", *words, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out, parse_constant=pytest.fail), err


def test_a_good_file_is_accepted_with_its_rows(capsys) -> None:
    code, said, _ = checked(capsys, str(SAMPLE))
    (entry,) = said["files"]
    assert code == 0
    assert (entry["file"], entry["unit_code"], entry["year"], entry["period"], entry["revision"], entry["status"]) == (
        str(SAMPLE), "21085", 2021, "N", 1, "accepted",
    )  # fmt: skip
    canal = next(r for r in entry["tables"]["resources"] if r["work_name"].startswith("Đồng lòng"))
    assert (canal["total_vnd"], canal["at"]["total_vnd"], canal["unit_code"]) == (380_000_000, "G11", "21085")
    model = next(r for r in entry["tables"]["models"] if r["model_name"].startswith("Đồng lòng"))
    assert model["decision_date"] == "2021-12-08"
    assert model["states"]["participants"] == "blank"
    assert sum(entry["cells"].values()) > 0


def test_fixed_rows_carry_indicator_column_and_state() -> None:
    (entry,) = document([Verdict("a.xlsx", read(MODELS, RESOURCES))])["files"]
    figures = {(f["indicator"], f["column"]): f for f in entry["tables"].get("indicators", [])}
    assert all(f["states"] == ({} if f["state"] == "value" else {"value": f["state"]}) for f in figures.values())


def test_a_figure_of_a_year_before_last_carries_its_own_year() -> None:
    told = replace(read(), figures=(Figure("mediators", "restated", 35.0, "value", "35", "CT", 3, "D3", 2019),))
    (entry,) = document([Verdict("a.xlsx", told)])["files"]
    (figure,) = entry["tables"]["indicators"]
    assert (figure["column"], figure["year"], figure["value"], entry["year"]) == ("restated", 2019, 35.0, 2021)


def test_a_finding_about_a_row_names_its_range_and_one_about_the_file_nothing() -> None:
    told = read(MODELS, RESOURCES)
    told = Submission("a.xlsx", "", cells=told.cells, problems=(problem("Đ18", Place("MH", 3)), problem("Đ26")))
    (entry,) = document([Verdict("a.xlsx", told)])["files"]
    assert [p["cell"] for p in entry["problems"]] == ["A3:J3", None]


def test_refused_files_are_told_one_by_one_and_end_with_1(capsys, tmp_path) -> None:
    (tmp_path / "trống.xlsx").write_bytes(b"")
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    code, said, _ = checked(capsys, str(tmp_path / "trống.xlsx"), str(tmp_path / "~$a.xlsx"), str(SAMPLE))
    assert code == 1
    assert [f["status"] for f in said["files"]] == ["refused", "refused", "accepted"]
    assert said["files"][0]["tables"] == {}
    assert "Tệp rỗng" in said["files"][0]["problems"][0]["message"]
    assert "tệp khóa" in said["files"][1]["problems"][0]["message"]


def test_a_file_with_errors_ends_with_3(capsys, tmp_path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    book["B2 Nguồn lực"]["G11"] = "nhiều tiền"
    book.save(tmp_path / "a.xlsx")
    code, said, _ = checked(capsys, str(tmp_path / "a.xlsx"))
    wrong = [p for p in said["files"][0]["problems"] if p["severity"] == "E"]
    assert code == 3
    assert ("Đ02", "B2 Nguồn lực", "G11", 11, "nhiều tiền") in [
        (p["code"], p["sheet"], p["cell"], p["row"], p["said"]) for p in wrong
    ]


def test_wrong_use_still_gives_one_document(capsys, tmp_path) -> None:
    code, said, err = checked(capsys, str(tmp_path / "không có.xlsx"))
    assert code == 2
    assert [f["status"] for f in said["files"]] == ["refused"]
    assert "Không có tệp" in err


def test_where_nothing_was_read_no_good_file_is_called_bad(capsys, tmp_path) -> None:
    code, said, _ = checked(capsys, str(SAMPLE), str(tmp_path / "không có.xlsx"))
    assert (code, [f["file"] for f in said["files"]]) == (2, [str(tmp_path / "không có.xlsx")])
    assert "Không có tệp" in said["error"]
    assert [p["code"] for p in said["files"][0]["problems"]] == ["N04"]


def test_refused_goes_before_returned() -> None:
    good, wrong = Submission("a", "", "21085", year=2021), Submission("b", "")
    refused = Submission("c", "", refused="x")
    assert [exit_code([Verdict("", s) for s in told]) for told in ((good,), (good, wrong), (wrong, refused))] == [
        0,
        3,
        1,
    ]


def test_a_clerk_reads_sheet_by_sheet_what_to_write() -> None:
    found = (
        problem("Đ04", Place("B1", 9, "C9", "khoảng 30"), text="khoảng 30", value="30"),
        problem("Đ01", Place("B1", 10, "D10"), label="Lĩnh vực"),
        problem("Đ05", Place("B1", 10, "E10", "3 triệu"), text="3 triệu", value="3.000.000 đồng"),
        problem("Đ26"),
    )
    told = Submission("a.xlsx", "", "21085", year=2021, revision=2, problems=found)
    assert list(lines(Verdict("a.xlsx", told, "Xã Bình Minh"))) == [
        "a.xlsx: CẦN SỬA",
        "  Xã Bình Minh, năm 2021, lần gửi 2: 2 lỗi phải sửa, 1 điều cần xem lại.",
        "  Trang “B1”",
        "    [Phải sửa] ô D10: Thiếu “Lĩnh vực”.",
        "      Cách sửa: Điền ô này.",
        "    [Xem lại] ô C9, đang ghi “khoảng 30”: “khoảng 30” là số ước lượng; lấy 30.",
        "      Cách sửa: Ghi số chính xác; nếu chưa có thì để nguyên.",
        "    [Đã tự chuyển] E10: không cần sửa.",
        "  Cả tệp",
        "    [Phải sửa] cả tệp: Không tìm thấy bảng nào của biểu mẫu trong tệp này.",
        "      Cách sửa: Dùng biểu mẫu do huyện gửi, hoặc kiểm tra lại tệp.",
    ]


def test_nothing_heavy_is_loaded_and_nothing_stored(tmp_path) -> None:
    told = (
        "import sys; from danvan.cli import main; "
        f"main(['--workspace', {str(ROOT)!r}, 'check', {str(SAMPLE)!r}]); print(' '.join(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & {name.partition(".")[0] for name in out.splitlines()[-1].split()}

"""Who gets a blank workbook, and what the year before brings into it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from danvan.intake.blanks import write_blanks
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
FROM = dt.date(2004, 1, 1)


def common(code: str, since: dt.date) -> dict[str, object]:
    return {
        "unit_code": code, "unit_from": since, "year": 2019, "period": "N", "revision": 1,
        "file": f"{code}.xlsx", "sheet": "B1", "row": 5,
    }  # fmt: skip


def model(code: str, name: str, status: str) -> dict[str, object]:
    return {**common(code, FROM), "model_name": name, "first_year": 2018, "status": status, "field": "economy"}


def figure(column: str, value: float | None) -> dict[str, object]:
    state = "blank" if value is None else "value"
    told = {"indicator": "news_items", "column": column, "value": value, "state": state}
    return {**common("21085", FROM), **told}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    models = [
        model("21085", "Ba V", "continued"),
        model("21085", "Đã xong", "ended"),
        model("21094", "Của Bình Phú cũ", "new"),  # in 2020 a part of Bình Tân Phú, 21109
        model("21109", "Của Bình Tân cũ", "new"),
    ]
    register = {**common("21085", FROM), "status": "accepted", "sample": False}
    frames = {
        "register": pd.DataFrame([{k: v for k, v in register.items() if k not in ("sheet", "row")}]),
        "models": pd.DataFrame(models),
        "indicators": pd.DataFrame([figure("plan", 99), figure("actual", 1234)]),
        "new_rural": pd.DataFrame([{**common("21085", FROM), "status": "standard", "recognised_year": 2017}]),
        "ocop": pd.DataFrame([{**common("21085", FROM), "product": "Hành tím", "stars": 3, "recognised_year": 2019}]),
    }
    commit(made.processed, frames, {})
    return made


def texts(path: Path) -> set[object]:
    book = openpyxl.load_workbook(path)
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_each_unit_that_reports_gets_one(workspace):
    written = write_blanks(workspace, 2023)
    assert len(written) == 22 + 4
    assert {path.parent for path in written} == {workspace.templates("2023")}


def test_last_years_models_and_figures_stand_in_it(workspace):
    (path,) = write_blanks(workspace, 2020, "21085")
    said = texts(path)
    assert {"Ba V", 1234, "21085", "Xã Bình Minh"} <= said
    assert not {"Đã xong", 99, "Của Bình Phú cũ"} & said


def test_the_days_of_the_period_are_those_of_the_settings(workspace):
    (year,), (half,) = write_blanks(workspace, 2020, "21085"), write_blanks(workspace, 2020, "21085", "6T")
    assert half.name == "21085_2020_6T.xlsx"
    assert "Năm 2020 (từ ngày 15/12/2019 đến ngày 14/12/2020)" in texts(year)
    assert "6 tháng năm 2020 (từ ngày 15/12/2019 đến ngày 14/6/2020)" in texts(half)
    (first,) = write_blanks(workspace, 2017, "21085")
    assert "Năm 2017 (từ ngày 03/4/2017 đến ngày 14/12/2017)" in texts(first)


def test_a_half_year_brings_models_and_standing_of_the_year_but_no_figures_of_it(workspace):
    (path,) = write_blanks(workspace, 2020, "21085", "6T")
    assert {"Ba V", "Đạt chuẩn nông thôn mới", "Hành tím"} <= texts(path)
    assert 1234 not in texts(path)


def test_what_a_merged_units_parts_reported_is_not_its_own(workspace):
    (path,) = write_blanks(workspace, 2020, "21109")
    assert not {"Của Bình Phú cũ", "Của Bình Tân cũ"} & texts(path)


def test_without_the_year_before_it_is_blank(workspace, tmp_path):
    (path,) = write_blanks(workspace, 2023, "21085")
    assert "Ba V" not in texts(path)
    nothing = Workspace(tmp_path / "mới")
    nothing.root.mkdir()
    nothing.settings.write_bytes(workspace.settings.read_bytes())
    assert write_blanks(nothing, 2023, "21085")


def test_a_unit_that_does_not_report_is_refused_with_those_that_do(workspace):
    with pytest.raises(UsageError, match=r"Không có đơn vị mã “21094” báo cáo năm 2020\. Các đơn vị: 21040 "):
        write_blanks(workspace, 2020, "21094")
    with pytest.raises(UsageError, match="Không có đơn vị nào phải báo cáo năm 1990"):
        write_blanks(workspace, 1990)

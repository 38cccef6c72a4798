"""What runs for a year, a period and each commune, and what is refused before anything starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.runs.plan import Span, jobs, read_runs, said, spans

SETTINGS = """
[office]
district_code = "524"
agency_lines = ["ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"]
signer_title = "CHỦ TỊCH"
[reporting]
first_day = 2017-04-03
agencies = ["CQ-PN"]
[places]
files = ["binh_son.csv", "above_binh_son.csv", "agencies_binh_son.csv"]
"""
RUNS = """
timeout_seconds = 60

[[run]]
notebook = "02_models"
for = "year"

[[run]]
notebook = "06_commune"
for = "year"
parameters = { unit = "21085" }

[[run]]
notebook = "06_commune"
for = "unit"

[[run]]
notebook = "07_review"
for = "period"
"""
KNOWN = [2017, 2018, 2020, 2021, 2022]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    made.settings.write_text(SETTINGS, encoding="utf-8")
    made.notebooks.mkdir()
    made.runs.write_text(RUNS, encoding="utf-8")
    for name in ("02_models", "06_commune", "07_review"):
        source = 'years: list[int] = [2022]  # năm\nunit: str = ""  # đơn vị\noutput: str = ""  # nơi ghi'
        cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source}
        (made.notebooks / f"{name}.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return made


def test_without_a_wish_the_latest_year_and_the_whole_period_run():
    assert spans(KNOWN) == (Span("2022", (2022,)), Span("2017-2022", tuple(KNOWN)))
    assert spans([2022]) == (Span("2022", (2022,)),)


def test_a_year_or_a_period_runs_alone():
    assert spans(KNOWN, year=2018) == (Span("2018", (2018,)),)
    assert spans(KNOWN, period=(2018, 2021)) == (Span("2018-2021", (2018, 2020, 2021)),)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"year": 2019}, "Chưa có số liệu năm 2019; các năm đang có: 2017-2018, 2020-2022."),
        ({"period": (2017, 2099)}, "Chưa có số liệu năm 2099; các năm đang có: 2017-2018, 2020-2022."),
        ({"period": (2010, 2099)}, "Chưa có số liệu năm 2010, 2099;"),
    ],
)
def test_a_year_that_is_not_there_is_refused_with_those_that_are(wish, told):
    with pytest.raises(UsageError) as error:
        spans(KNOWN, **wish)
    assert told in str(error.value)
    with pytest.raises(DanvanError, match="Chưa có báo cáo nào được chấp nhận"):
        spans([], **wish)


@given(st.sets(st.integers(2000, 2030), min_size=1))
def test_years_said_shortly_are_the_same_years(years):
    parts = [part.split("-") for part in said(sorted(years)).split(", ")]
    assert {y for part in parts for y in range(int(part[0]), int(part[-1]) + 1)} == years


def test_a_year_runs_its_notebooks_and_each_unit_in_a_folder_of_its_own(workspace):
    made = jobs(workspace, read_runs(workspace.runs), Span("2022", (2022,)))
    assert len(made) == 2 + 22 + 1
    models, commune, *units = made
    assert models.parameters == {"years": [2022], "output": "outputs/2022"}
    assert commune.parameters == {"years": [2022], "unit": "21085", "output": "outputs/2022"}
    assert units[0].parameters == {"years": [2022], "unit": "21040", "output": "outputs/2022/21040"}
    assert units[0].folder == "21040"
    assert units[-1].folder == "CQ-PN"


def test_a_period_runs_its_notebooks_over_all_its_years(workspace):
    (review,) = jobs(workspace, read_runs(workspace.runs), Span("2017-2022", tuple(KNOWN)))
    assert review.parameters == {"years": KNOWN, "output": "outputs/2017-2022"}


def test_a_unit_that_is_none_on_that_day_is_refused(workspace):
    workspace.runs.write_text(RUNS.replace("21085", "21076"), encoding="utf-8")
    runs = read_runs(workspace.runs)
    assert jobs(workspace, runs, Span("2018", (2018,)))  # Bình Thới, merged on 01/02/2020
    with pytest.raises(UsageError, match=r"mục 06_commune: Xã Bình Thới .* thuộc Thị trấn Châu Ổ"):
        jobs(workspace, runs, Span("2022", (2022,)))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "chưa ghi sổ tay nào"),
        ("[[run]", "sai cú pháp TOML"),
        ("worker = 2", "khóa lạ “worker”; ý bạn là “workers”?"),
        ('workers = "2"\n[[run]]\nnotebook = "02_models"\nfor = "year"', "workers phải là số nguyên từ 1"),
        ("timeout_seconds = 0\n[[run]]\nnotebook = '02_models'\nfor = 'year'", "timeout_seconds phải là số nguyên"),
        ("[[run]]\nfor = 'year'", "mục [[run]] thứ 1 thiếu tên sổ tay"),
        ("[[run]]\nnotebook = '02_models'", "phải ghi `for` là một trong"),
        ("[[run]]\nnotebook = '02_models'\nfor = 'years'", "phải ghi `for` là một trong"),
        ("[[run]]\nnotebok = '02_models'\nfor = 'year'", "khóa lạ “notebok”; ý bạn là “notebook”?"),
        ("[[run]]\nnotebook = '02_models'\nfor = 'year'\nparameters = 3", "parameters = { unit"),
        ("[[run]]\nnotebook = '02_models'\nfor = 'year'\nreads = 'a.csv'", "reads = ["),
        ("[[run]]\nnotebook = '02_models'\nfor = 'year'\nreads = ['']", "reads = ["),
        ("[[run]]\nnotebook = 'x'\nfor = 'year'\nparameters = {output = 'x'}", "bỏ tham số output"),
        ("[[run]]\nnotebook = 'x'\nfor = 'unit'\nparameters = {unit = '21085'}", "bỏ tham số unit"),
        (RUNS + "[[run]]\nnotebook = '02_models'\nfor = 'year'", "ghi sổ tay 02_models hai lần"),
    ],
)
def test_a_wrong_list_of_runs_is_refused_with_its_place(workspace, wrong, told):
    workspace.runs.write_text(wrong, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_runs(workspace.runs)
    assert told in str(error.value)
    assert "runs.toml" in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("notebook = 'missing'\nfor = 'year'", "Không có sổ tay"),
        ("notebook = '02_models'\nfor = 'year'\nparameters = {untit = '21085'}", "ý bạn là “unit”?"),
        ("notebook = '02_models'\nfor = 'year'\nparameters = {unit = 21085}", "ngoặc kép"),
        ("notebook = '02_models'\nfor = 'period'", "không có sổ tay nào chạy cho mỗi năm"),
    ],
)
def test_a_wrong_job_is_refused(workspace, wrong, told):
    workspace.runs.write_text(f"[[run]]\n{wrong}", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        jobs(workspace, read_runs(workspace.runs), Span("2022", (2022,)))
    assert told in str(error.value)


def test_a_missing_list_of_runs_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"Không có .*runs\.toml"):
        read_runs(tmp_path / "runs.toml")

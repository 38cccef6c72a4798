"""Thirty ways to ask a notebook for what it cannot be asked: none reads a file or starts a kernel, each exits 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan.cli import main
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
CELL = """years: list[int] = [2022]  # các năm
unit: str = "21085"  # mã đơn vị
share: float | None = None  # tỷ lệ
least: int = 5  # cỡ nhỏ nhất
draft: bool = False  # bản nháp
codes: list[str] = []  # các mã
output: str = ""  # nơi ghi
"""
UNKNOWN = {
    "yaer = 2022": "“yaer”; ý bạn là “years”?",
    "Unit = '21085'": "“Unit”; ý bạn là “unit”?",
    "units = ['21085']": "“units”; ý bạn là “unit”?",
    "outputs = 'x'": "“outputs”; ý bạn là “output”?",
    "'đơn vị' = '21085'": "không có tham số “đơn vị”",
    "'__import__(\"os\").abort()' = 1": "không có tham số",
    "'unit = 1; import os; os.abort()' = 1": "không có tham số",
    "'' = 1": "không có tham số “”",
    "kernel_name = 'python2'": "không có tham số “kernel_name”",
}
TYPED = {
    "unit = 21085": "Hãy đặt trong dấu ngoặc kép để mã không mất số 0 ở đầu.",
    "unit = 01234": "sai cú pháp",  # no number in TOML, and a code without its zero in papermill
    "unit = 1234": "Hãy đặt trong dấu ngoặc kép",
    "unit = ['21085']": "“unit” của sổ tay 02_models phải là chuỗi",
    "unit = true": "không phải True",
    "unit = 21085.0": "không phải 21085.0",
    "share = '0.8'": "số hoặc để trống (float | None)",
    "share = true": "không phải True",
    "least = 5.0": "“least” của sổ tay 02_models phải là số nguyên",
    "least = '5'": "không phải '5'",
    "least = true": "không phải True",
    "draft = 1": "True hoặc False",
    "draft = 'False'": "không phải 'False'",
    "codes = '21085'": "danh sách chuỗi",
    "codes = [21085]": "không phải [21085]",
    "codes = [1234, '21085']": "không phải",
    "years = [2022]": "bỏ tham số years; chương trình tự điền",
    "output = '/etc'": "bỏ tham số output; chương trình tự điền",
}
CELLS = {
    "": "hiện chưa có ô nào",
    "years = [2022]\noutput: str = ''": "chỉ được gồm các dòng dạng",
    "years: list[int] = list(range(2017, 2023))\noutput: str = ''": "Giá trị mặc định của “years”",
    "years: list[int] = [2022]\nunit: str = 21085\noutput: str = ''": "Giá trị mặc định của “unit”",
    "years: list[int] = [2022]": "không có tham số “output”",
    "years: list[int] = [2022\noutput: str = ''": "sai cú pháp",
}
assert len(UNKNOWN) + len(TYPED) + len(CELLS) >= 30


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    made.notebooks.mkdir()
    made.raw.mkdir(parents=True)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr("danvan.intake.ingest.ingest", never)
    monkeypatch.setattr("danvan.runs.kernel.Kernel.start_kernel", never)
    monkeypatch.chdir(tmp_path)
    return made


def refused(workspace: Workspace, capsys: pytest.CaptureFixture[str], cell: str, parameters: str) -> str:
    """What a run of year 2022 says that is asked so."""
    cells = [{"cell_type": "code", "metadata": {"tags": ["parameters"] if cell else []}, "source": cell}]
    (workspace.notebooks / "02_models.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    given = f'[[run]]\nnotebook = "02_models"\nfor = "year"\nparameters = {{ {parameters} }}\n'
    workspace.runs.write_text(given, encoding="utf-8")
    assert main(["run", "--year", "2022"]) == 2
    assert not workspace.processed.exists()
    return capsys.readouterr().err


@pytest.mark.parametrize(("parameters", "said"), [*UNKNOWN.items(), *TYPED.items()])
def test_what_a_notebook_cannot_be_asked_is_refused(workspace, capsys, parameters, said):
    assert said in refused(workspace, capsys, CELL, parameters)


@pytest.mark.parametrize(("cell", "said"), CELLS.items())
def test_a_cell_that_is_missing_or_not_typed_is_refused(workspace, capsys, cell, said):
    assert said in refused(workspace, capsys, cell, "")

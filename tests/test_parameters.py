"""A notebook's parameters are known and checked before anything runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danvan.problems import UsageError
from danvan.runs.parameters import Parameter, check, declared, fits

CELL = """years: list[int] = [2022]  # các năm
unit: str = "21085"  # mã đơn vị

share: float | None = None  # tỷ lệ
draft: bool = False  # bản nháp
"""


def notebook(folder: Path, *cells: tuple[str, list[str]], name: str = "02_models") -> Path:
    path = folder / f"{name}.ipynb"
    made = [{"cell_type": "code", "metadata": {"tags": tags}, "source": source} for source, tags in cells]
    path.write_text(json.dumps({"cells": made}), encoding="utf-8")
    return path


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return notebook(tmp_path, ("1 + 1", []), (CELL, ["parameters"]))


def test_the_cell_tells_name_type_and_default(models):
    assert list(declared(models).values()) == [
        Parameter("years", "list[int]", [2022]),
        Parameter("unit", "str", "21085"),
        Parameter("share", "float | None", None),
        Parameter("draft", "bool", False),
    ]


@pytest.mark.parametrize(
    "given",
    [{}, {"years": [2017, 2018]}, {"unit": "01234"}, {"share": 1}, {"share": None}, {"share": 0.5}, {"draft": True}],
)
def test_what_fits_passes(models, given):
    check(models, given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"yaers": [2022]}, "không có tham số “yaers”; ý bạn là “years”? Các tham số: years, unit, share, draft."),
        ({"qqq": 1}, "không có tham số “qqq”. Các tham số"),
        ({"__import__('os').system('x')": 1}, "không có tham số"),
        ({"years": 2022}, "“years” của sổ tay 02_models phải là danh sách số nguyên (list[int]), không phải 2022."),
        ({"years": "2022"}, "không phải '2022'"),
        ({"years": [2022.0]}, "không phải [2022.0]"),
        ({"years": [True]}, "không phải [True]"),
        ({"years": ["2022"]}, "không phải ['2022']"),
        ({"years": None}, "không phải None"),
        ({"unit": 21085}, "không phải 21085. Hãy đặt trong dấu ngoặc kép để mã không mất số 0 ở đầu."),
        ({"unit": ["21085"]}, "không phải ['21085']."),
        ({"share": "1"}, "số hoặc để trống (float | None)"),
        ({"draft": 1}, "True hoặc False (bool), không phải 1"),
        ({"draft": "False"}, "không phải 'False'"),
    ],
)
def test_an_unknown_name_or_another_type_is_refused(models, given, said):
    with pytest.raises(UsageError) as told:
        check(models, given)
    assert said in str(told.value)
    assert told.value.exit_code == 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("years: list[int] = [2022]", [])], "phải có đúng một ô gắn thẻ “parameters”; hiện chưa có ô nào"),
        ([("a: int = 1", ["parameters"]), ("b: int = 1", ["parameters"])], "hiện có 2 ô (1, 2)"),
        ([("years = [2022]", ["parameters"])], "dòng 1) chỉ được gồm các dòng dạng"),
        ([("years: list[int]", ["parameters"])], "chỉ được gồm các dòng dạng"),
        ([("a: int = 1\nprint(a)", ["parameters"])], "dòng 2) chỉ được gồm"),
        ([("a: int = = 1", ["parameters"])], "sai cú pháp ở dòng 1"),
        ([("day: date = 1", ["parameters"])], "có kiểu “date”"),
        ([("years: list[int] = range(3)", ["parameters"])], "Giá trị mặc định của “years”"),
        ([("unit: str = 21085", ["parameters"])], "không phải là chuỗi trong dấu ngoặc kép (str)"),
    ],
)
def test_a_cell_that_is_missing_or_not_typed_is_refused(tmp_path, cells, said):
    with pytest.raises(UsageError) as told:
        declared(notebook(tmp_path, *cells))
    assert said in str(told.value)
    assert "02_models" in str(told.value)


def test_a_file_that_is_missing_or_no_notebook_is_refused(tmp_path):
    with pytest.raises(UsageError, match="Không có sổ tay"):
        declared(tmp_path / "02_models.ipynb")
    for text in ("", "[]", '{"cells": 3}', "PK"):
        (tmp_path / "x.ipynb").write_text(text)
        with pytest.raises(UsageError, match="không phải là sổ tay Jupyter"):
            declared(tmp_path / "x.ipynb")


def test_true_is_no_number_and_a_number_no_text():
    assert not fits(True, "int")
    assert not fits(1, "str")
    assert fits(1, "float")
    assert fits([[1], []], "list[list[int]]")
    assert not fits(None, "int")

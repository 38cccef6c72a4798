from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from danvan.publish.answers import Answer
from danvan.publish.chart import Chart, compose
from danvan.publish.columns import ColumnSpec
from danvan.publish.marks import bars
from danvan.publish.page import Page
from danvan.publish.prose import Number, Sentence
from danvan.publish.table import PublishedTable


def chart(value: int = 3) -> Chart:
    frame = pd.DataFrame({"year": [2021, 2022], "value": [1, value]})
    words = ("F1", f"Có {value} mô hình", "Mô hình <mới>, năm 2022", "Nguồn: ...", "Biểu đồ")
    return compose(*words, lambda ax: bars(frame, by=None, ax=ax), height=1.5, data=frame, sample=False)


def table() -> PublishedTable:
    frame = pd.DataFrame({"unit": ["Xã Bình Minh", "Xã Bình An"], "n": pd.array([3, None], dtype="Int64")}).astype(
        {"unit": "string"}
    )
    columns = (ColumnSpec("unit", "Đơn vị"), ColumnSpec("n", "Số mô hình", "count"))
    return PublishedTable("T2", "Mô hình năm 2022", frame, columns, roles=("data", "data"))


@pytest.fixture
def page(tmp_path) -> Page:
    return Page("02_models", "2022", str(tmp_path / "2022"))


def test_what_is_shown_comes_back_to_be_displayed(page):
    shown, told = chart(), table()
    assert page.chart(shown) is shown
    assert page.table(told) is told


def test_closing_writes_charts_and_tables_under_the_notebooks_name(page, tmp_path):
    page.chart(chart())
    page.table(table())
    page.close()
    found = sorted(path.relative_to(tmp_path / "2022").as_posix() for path in tmp_path.rglob("*.*"))
    assert found == ["charts/02_models_F1.png", "charts/02_models_F1.svg", "tables/02_models.json"]


def test_a_table_comes_back_from_its_file_as_it_was(page, tmp_path):
    page.table(table())
    page.close()
    (told,) = json.loads((tmp_path / "2022/tables/02_models.json").read_text(encoding="utf-8"))
    again = PublishedTable.from_json(told)
    pd.testing.assert_frame_equal(again.frame, table().frame)
    assert again.to_json() == table().to_json()


def test_an_answer_keeps_the_tables_that_it_cites_until_they_are_shown(page, tmp_path):
    said = Sentence(("Có ", Number("03", "T2/a/n"), " mô hình."))
    cited, other = table(), replace(table(), id="T3")
    answer = Answer("năm 2022", (said,), (cited, other))
    assert page.answer(answer) is answer
    page.table(shown := replace(table(), title="Bảng đã hiện"))
    page.close()
    (told,) = json.loads((tmp_path / "2022/tables/02_models.json").read_text(encoding="utf-8"))
    assert told["title"] == shown.title


def test_the_page_of_one_unit_writes_beside_that_of_all(tmp_path):
    page = Page("02_models", "Mô hình", str(tmp_path), "21085")
    page.chart(chart())
    page.table(table())
    page.close()
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    names = ["charts/02_models-21085_F1.png", "charts/02_models-21085_F1.svg", "tables/02_models-21085.json"]
    assert found == names


def test_a_cell_run_again_replaces_what_it_showed(page, tmp_path):
    page.chart(chart(3))
    page.chart(chart(9))
    assert len(page.close().charts) == 1
    assert (tmp_path / "2022/charts/02_models_F1.png").read_bytes() == chart(9).png


def test_without_an_output_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = Page("02_models", "2022", "")
    page.chart(chart())
    assert "không ghi tệp nào" in page.close()._repr_html_()
    assert list(tmp_path.iterdir()) == []


def test_the_same_page_writes_the_same_bytes(page, tmp_path):
    page.table(table())
    page.close()
    first = (tmp_path / "2022/tables/02_models.json").read_bytes()
    page.close()
    assert (tmp_path / "2022/tables/02_models.json").read_bytes() == first


def test_the_closing_words_count_and_name_without_any_path(page, tmp_path):
    page.chart(chart())
    page.table(table())
    html = page.close()._repr_html_()
    assert "2022: đã ghi 1 biểu đồ (PNG và SVG) và 1 bảng." in html
    assert "Mô hình &lt;mới&gt;" in html
    assert "T2: Mô hình năm 2022" in html
    assert str(tmp_path) not in html

"""explore.ipynb leads from its question to the answer on the sample, with lists to choose from and without them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from danvan.intake.summary import Summary
from danvan.paths import Workspace

PATH = Path(__file__).parents[1] / "notebooks" / "explore.ipynb"
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def outputs(district: tuple[Workspace, Summary]) -> list[Any]:
    """What its cells show, run in the sample's workspace."""
    notebook = nbformat.read(PATH, as_version=4)  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(district[0].root)}}
    NotebookClient(notebook, resources=where, kernel_name="python3", timeout=120).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_the_answer_names_the_commune_its_coverage_and_what_is_doubted(outputs: list[Any]) -> None:
    told = outputs[-1]["text"]
    assert "Xã Bình Mỹ" in told and "1,31 m² mỗi hộ" in told and "17/22 đơn vị" in told
    assert "ô M11" in told and "tăng 220,0%" in told


def test_communes_without_figures_are_named_and_none_is_nought(outputs: list[Any]) -> None:
    table, absent = (outputs[n]["data"]["text/plain"] for n in (0, 2))
    assert table.count("<NA>") == 5 and " 0.0\n" not in table
    assert all(name in absent for name in ("Châu Ổ", "Bình Thạnh", "Bình Đông", "Bình An", "Bình Dương"))


def test_the_chart_is_a_picture(outputs: list[Any]) -> None:
    assert base64.b64decode(outputs[1]["data"]["image/png"]).startswith(PNG)


def test_its_cells_lead_to_the_communes_own(outputs: list[Any]) -> None:
    shown = outputs[3]["data"]["text/html"]
    assert "B2 Nguồn lực" in shown and "M11" in shown and "2229" in shown


def test_lists_to_choose_from_have_the_first_choice_beside_them(outputs: list[Any]) -> None:
    shown = outputs[5]["data"]
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "Sửa chữa nhà văn hóa thôn Thạch An" in shown["text/html"]


def test_it_is_stored_without_outputs_in_cells_of_ten_lines() -> None:
    notebook = json.loads(PATH.read_text(encoding="utf-8"))
    first = "".join(notebook["cells"][0]["source"])
    assert "**Câu hỏi:**" in first and first.endswith("?")
    for cell in notebook["cells"]:
        assert len(cell["source"]) <= 10
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)

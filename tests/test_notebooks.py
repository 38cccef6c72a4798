"""Every notebook has the one shape: title and question, one typed parameters cell, one import cell, thin sections."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from danvan.runs.parameters import declared

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("0*.ipynb"))  # those that are run; explore.ipynb has its own test
LONGEST_CELL = 10
FORBIDDEN = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp)


def cells(notebook: Path, kind: str | None = None) -> list[dict[str, Any]]:
    every = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in every if kind in (None, cell["cell_type"])]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_there_are_the_seven() -> None:
    assert [n.stem for n in NOTEBOOKS] == [
        "01_submissions", "02_models", "03_resources", "04_community", "05_new_rural", "06_commune", "07_review",
    ]  # fmt: skip


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda n: n.stem)
class TestNotebook:
    def test_begins_with_its_title_and_question(self, notebook: Path) -> None:
        first = cells(notebook)[0]
        assert first["cell_type"] == "markdown"
        assert source(first).startswith("# ")
        assert "**Câu hỏi:**" in source(first)
        assert source(first).rstrip().endswith("?")

    def test_has_one_typed_parameters_cell_each_line_with_its_help(self, notebook: Path) -> None:
        known = declared(notebook)
        assert {"years", "output"} <= set(known)
        (cell,) = [c for c in cells(notebook, "code") if "parameters" in c["metadata"].get("tags", [])]
        assert all(" # " in line for line in source(cell).splitlines())

    def test_answers_its_question_before_its_first_section(self, notebook: Path) -> None:
        every = [source(c) for c in cells(notebook)]
        first = next(n for n, said in enumerate(every) if said.startswith("## "))
        assert every[first - 1].startswith("page.answer(answers.")

    def test_runs_for_one_unit_by_a_parameter(self, notebook: Path) -> None:
        assert declared(notebook)["unit"].type == "str"
        assert "output, unit)" in source(cells(notebook, "code")[1])

    def test_each_section_says_in_a_sentence_what_to_look_at(self, notebook: Path) -> None:
        sections = [source(c) for c in cells(notebook, "markdown")][1:]
        assert all(said.startswith("## ") and said.rstrip().endswith(".") for said in sections)

    def test_imports_stand_in_one_cell(self, notebook: Path) -> None:
        code = cells(notebook, "code")
        with_imports = [n for n, c in enumerate(code) if "import " in source(c)]
        assert with_imports == [1]

    def test_cells_are_thin(self, notebook: Path) -> None:
        for cell in cells(notebook, "code"):
            assert len(source(cell).splitlines()) <= LONGEST_CELL, source(cell)
            assert not source(cell).lstrip().startswith(("!", "%"))
            assert not [n for n in ast.walk(ast.parse(source(cell))) if isinstance(n, FORBIDDEN)], source(cell)

    def test_each_section_says_what_it_shows_and_the_last_what_was_written(self, notebook: Path) -> None:
        every = cells(notebook)
        sections = [n for n, c in enumerate(every) if c["cell_type"] == "markdown"]
        assert all(every[n + 1]["cell_type"] == "code" for n in sections)
        assert source(every[-1]) == "page.close()"

    def test_is_stored_without_outputs(self, notebook: Path) -> None:
        for cell in cells(notebook, "code"):
            assert (cell["outputs"], cell["execution_count"]) == ([], None)

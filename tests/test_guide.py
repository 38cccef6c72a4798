"""The analyst's page: five questions, each answered in ten lines, and the answers printed are the answers given."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import danvan
from danvan.intake.summary import Summary
from danvan.paths import Workspace

PAGE = (Path(__file__).parents[1] / "notebooks" / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^### (.+?)\n\n```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)


def test_there_are_five_questions_of_ten_lines_at_most() -> None:
    assert [question[:2] for question, _, _ in QUESTIONS] == ["1.", "2.", "3.", "4.", "5."]
    for question, code, _ in QUESTIONS:
        assert question.endswith("?")
        assert len([line for line in code.splitlines() if line.strip()]) <= 10
        assert max(map(len, code.splitlines())) <= 110


@pytest.mark.parametrize(("question", "code", "answer"), QUESTIONS, ids=[question[0] for question, *_ in QUESTIONS])
def test_the_answer_on_the_page_is_what_the_code_prints(
    question: str, code: str, answer: str, district: tuple[Workspace, Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(district[0].root)
    printed = StringIO()
    with redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue().rstrip() == answer.rstrip(), question


def test_the_page_names_every_function_of_the_interface() -> None:
    named = set(re.findall(r"\bdv\.(\w+)", PAGE))
    assert named == set(danvan.__all__)

"""The catalogue of findings: complete, in Vietnamese, and every entry raised somewhere."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from danvan.problems import CATALOGUE, DanvanError, Place, UnreadableWorkbook, UsageError, problem

LIB = Path(__file__).parents[1] / "lib" / "danvan"
VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]")


def test_every_entry_is_raised_by_some_code() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in LIB.rglob("*.py") if "sample" not in p.parts)
    declared = (LIB / "declared" / "forms" / "rules.toml").read_text(encoding="utf-8")
    assert [c for c in CATALOGUE if f'"{c}"' not in code and f'"{c}"' not in declared] == []


def test_files_are_refused_by_one_closed_list_of_twenty_codes() -> None:
    closed = [f"X{number:02}" for number in range(1, 21)]
    assert [code for code in CATALOGUE if code.startswith("X")] == closed
    assert {CATALOGUE[code].severity for code in closed} == {"E"}
    used = set()
    for path in LIB.rglob("*.py"):
        used |= set(re.findall(r"refusal\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert used == set(closed)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_says_in_vietnamese_what_is_wrong_and_what_to_do(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.severity in ("E", "W", "F")
    for text in (entry.message, entry.remedy):
        words = "".join(part for part, *_ in string.Formatter().parse(text))
        assert VIETNAMESE.search(words) or text == "{rule}"
        assert text.endswith((".", "{reason}", "{rule}"))


def test_a_finding_carries_its_place_and_its_filled_sentences() -> None:
    found = problem("K05", Place("B3", 9, "E9", "6"), label="A", left="6", whole="B", right="5")
    assert (found.sheet, found.row, found.cell, found.said, found.severity) == ("B3", 9, "E9", "6", "E")
    assert found.message == "A (6) lớn hơn B (5)."


def test_braces_in_what_a_commune_wrote_are_text() -> None:
    assert "{0} {x}" in problem("Đ13", text="{0} {x}", proposals="").message


def test_exit_codes() -> None:
    assert (DanvanError.exit_code, UsageError.exit_code, UnreadableWorkbook.exit_code) == (1, 2, 1)


def test_a_notebook_shows_the_sentence_and_no_lines_of_code() -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell()
    with capture_output() as shown:
        shell.run_cell("from danvan.problems import UsageError\nraise UsageError('Không có bảng “model”.')")
    assert shown.stdout.strip() == "Không có bảng “model”."

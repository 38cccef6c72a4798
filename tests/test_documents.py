"""What the documents say of commands, options, functions, tables, indicators and files is there, and the other way."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import documents
import pytest
from documents import ROOT

import danvan as dv
from danvan.cli.commands import danvan
from danvan.declared.form import form
from danvan.store.schema import TABLES

OURS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "lib/README.md", "notebooks/README.md", "docs/*.md")
PAGES = sorted(page for pattern in OURS for page in ROOT.glob(pattern))
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
FOREIGN = {"--nthreads", "--no-nanny", "--nworkers", "--write"}  # of dask and of the tests
GLOBAL = {"--workspace": 2, "--json": 1}  # words that each takes before a command
LANDMARKS = ("notebooks/", "lib/", "tests/", "docs/", "data/raw", ".ci/")


def codes(page: Path) -> Iterator[str]:
    """Every line of code of a page, within the text or by itself."""
    for block, inline in CODE.findall(page.read_text(encoding="utf-8")):
        yield from (block or inline).splitlines()


def options(command: click.Command) -> set[str]:
    with click.Context(command) as context:
        return {name for parameter in command.get_params(context) for name in parameter.opts if name.startswith("--")}


EVERY = options(danvan).union(*map(options, danvan.commands.values()))


def refused(line: str) -> str | None:
    """What a line that calls danvan names and danvan does not have."""
    words = shlex.split(line.split("#")[0].split(" / ")[0])
    words = words[words.index("danvan" if "danvan" in words else ".venv/bin/danvan") + 1 :]
    own: click.Command = danvan
    while words and words[0] in GLOBAL:
        words = words[GLOBAL[words[0]] :]
    if words and not words[0].startswith("-"):
        if words[0] not in danvan.commands:
            return words[0]
        own = danvan.commands[words.pop(0)]
    return next((word for word in words if word.startswith("--") and word.split("=")[0] not in options(own)), None)


def test_documents_made_of_the_code_are_what_it_makes_now() -> None:
    for path, text in documents.made().items():
        assert path.read_text(encoding="utf-8") == text, f"run: python tests/documents.py ({path.name})"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_that_a_page_names_are_there(page: Path) -> None:
    for line in codes(page):
        if re.match(r"(\.venv/bin/)?danvan\b(?!\[)( [a-z-]|$)", line):
            assert refused(line) is None, line
        elif re.match(r"--[a-z]", line):
            assert line.split()[0].split("=")[0] in EVERY | FOREIGN, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_functions_tables_and_files_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"\bdv\.(\w+)", text):
        assert hasattr(dv, name), name
    for table in re.findall(r"dv\.load\(\"(\w+)\"", text):
        assert table in TABLES, table
    for line in codes(page):
        if line.startswith(LANDMARKS) and not set(line) & set(" *{<") and "YYYY" not in line:
            assert (ROOT / line).exists() or line.startswith("data/"), line
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / target).exists(), target


def test_every_command_has_examples_that_it_takes() -> None:
    for name, command in {"": danvan, **danvan.commands}.items():
        assert (command.epilog or "").startswith("Ví dụ: danvan"), name
        examples = (command.epilog or "").removeprefix("Ví dụ: ").split(" · ")
        assert [refused(example) for example in examples] == [None] * len(examples)
        assert all(example.startswith(f"danvan {name}".strip()) for example in examples), name


def test_a_page_that_names_what_is_not_there_would_be_noticed(tmp_path: Path) -> None:
    assert refused("danvan ingset") == "ingset"
    assert refused("danvan ingest --yaer 2021") == "--yaer"
    assert refused("danvan --workspace x ingest --year 2021") is None
    (tmp_path / "x.md").write_text("`danvan a` và\n```\ndanvan b\n--c\n```\n", encoding="utf-8")
    assert list(codes(tmp_path / "x.md")) == ["danvan a", "danvan b", "--c"]


def test_every_table_and_indicator_stands_in_the_dictionary_and_no_other() -> None:
    text = (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## (\w+):", text, re.MULTILINE)) == set(TABLES)
    declared = {one.code for one in form().indicators}
    told = set(re.findall(r"^\| ([a-z]\w*) \|", text[text.index("## Các chỉ tiêu") :], re.MULTILINE))
    assert declared == told


def test_each_recipe_of_contributing_names_tests_that_there_are() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    wanted = "year's form|indicator|header word|merged commune|district|chart|notebook|check"
    recipes = re.split(r"^## An? ", text, flags=re.MULTILINE)[1:]
    named = {recipe.splitlines()[0]: recipe for recipe in recipes}
    assert [name for name in named if name in wanted.split("|")] == wanted.split("|")
    every = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    for name, recipe in named.items():
        assert "Guarded by `tests/" in recipe.replace("\n", " "), name
        for test in re.findall(r"`(test_\w+|Test\w+)`", recipe):
            assert re.search(rf"(def|class) {test}\b", every), test


def test_both_sides_of_the_glossary_are_in_use() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib").rglob("*.py"))
    declared = (path for kind in ("*.toml", "*.csv", "*.html") for path in (ROOT / "lib").rglob(kind))
    shown = (code + "".join(path.read_text(encoding="utf-8") for path in declared)).casefold()
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) > 40
    for term, vietnamese, meaning in rows:
        assert re.search(rf"\b{term}s?\b", code), term
        assert vietnamese.casefold() in shown, vietnamese
        assert meaning.strip(), term
    assert len({term for term, *_ in rows}) == len(rows)


def test_help_is_vietnamese_where_click_adds_words_of_its_own() -> None:
    text = documents.commands()
    assert "[bắt buộc]" in text and "[mặc định: " in text
    assert not re.search(r"\[(required|default|env var)", text)

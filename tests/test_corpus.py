"""Every public workbook of the corpus has one expected outcome; a file that starts to work fails too.

The files are no part of the project: without their folder the test is skipped. What changed is printed as lines for
tests/corpus_expected.csv.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
COLUMNS = ("file", "outcome", "kind", "sheets", "cells", "why")
SECONDS = 60

pytestmark = [
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus, the public workbooks, is not on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="memory of a child process is limited by resource.setrlimit"),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, object]]:
    files = [p for p in sorted(CORPUS.rglob("*")) if p.is_file() and p.name != "README.md"]
    return {r["file"].removeprefix(f"{CORPUS}/"): r for r in _readings([str(p) for p in files])}


def _readings(files: list[str]) -> Iterator[dict[str, object]]:
    """Read in one child; where it dies or hangs, that file is marked and another child goes on behind it."""
    while files:
        lines = _child(files)
        yield from lines
        files = files[len(lines) :]
        if files:
            yield {"file": files[0], "outcome": "killed"}
            files = files[1:]


def _child(files: list[str]) -> list[dict[str, object]]:
    command = [sys.executable, str(HERE / "corpus_reading.py"), *files]
    try:
        out = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stdout
    except subprocess.TimeoutExpired as late:
        out = late.stdout or b""
    return [json.loads(line) for line in out.decode().splitlines() if line.endswith("}")]


def _line(reading: dict[str, object]) -> dict[str, str]:
    return {name: str(reading.get(name, "")) for name in COLUMNS}


def test_every_file_ends_as_expected(readings: dict[str, dict[str, object]]) -> None:
    with (HERE / "corpus_expected.csv").open(encoding="utf-8", newline="") as file:
        expected = {line["file"]: line for line in csv.DictReader(file)}
    found = {name: _line({**reading, "file": name}) for name, reading in readings.items()}
    changed = [",".join(line.values()) for name, line in found.items() if expected.get(name) != line]
    if changed:
        pytest.fail("\n".join(["these came out otherwise:", *changed]))
    assert set(expected) == set(found)


def test_both_ways_of_counting_agree_on_every_file_that_is_read(readings: dict[str, dict[str, object]]) -> None:
    assert {name: r["differ"] for name, r in readings.items() if r.get("differ")} == {}
    assert [name for name, r in readings.items() if r.get("uncounted")] == []


def test_no_file_kills_or_hangs_its_reader(readings: dict[str, dict[str, object]]) -> None:
    assert [name for name, r in readings.items() if r["outcome"] == "killed"] == []

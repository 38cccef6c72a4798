"""What a process opens for reading is noted once, with the hash of what it read; what it writes is not."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from danvan.reads import NOTES, declare, noted, state_of

WATCHED = "from danvan.reads import note, watch\nwatch()\n"


def notes(place: Path, code: str) -> list[list[Any]]:
    """What a Python that does `code` in `place` notes."""
    path = place / "outputs" / "reads.jsonl"
    path.parent.mkdir(exist_ok=True)
    environment = {**os.environ, NOTES: str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", WATCHED + code], cwd=place, env=environment, check=True)
    return noted(path)


def test_a_file_is_noted_once_with_the_hash_of_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "xã Bình An.csv").write_text("a")
    code = "for _ in range(2): open('xã Bình An.csv').read()\nopen('xã Bình An.csv', 'w').write('b')"
    assert notes(tmp_path, code) == [[str(tmp_path / "xã Bình An.csv"), hashlib.sha256(b"a").hexdigest()]]


def test_what_is_written_and_what_modules_are_found_by_is_not_noted(tmp_path: Path) -> None:
    assert notes(tmp_path, "import os\nopen('b', 'w')\nos.fdopen(os.open('c', os.O_CREAT | os.O_WRONLY)).close()") == []
    assert notes(tmp_path, "import json, sqlite3, decimal, importlib.metadata as m\nm.version('pandas')\nopen(0)") == []


def test_what_is_read_and_written_at_once_is_noted_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    was = [str(tmp_path / "a"), hashlib.sha256(b"a").hexdigest()]
    assert notes(tmp_path, "with open('a', 'r+') as file: file.write('b')") == [was]
    (tmp_path / "a").write_text("a")
    code = "import os\nos.write(os.open('a', os.O_RDWR), b'b')"
    assert notes(tmp_path / "..", code.replace("'a'", repr(str(tmp_path / "a"))))[-1] == was


def test_a_file_that_is_not_there_is_noted_as_such_and_a_folder_by_its_names(tmp_path: Path) -> None:
    (tmp_path / "phụ lục").mkdir()
    (tmp_path / "phụ lục" / "b.csv").write_text("a")
    code = """
from pathlib import Path
import os
try: open("không có")
except OSError: pass
sorted(Path("phụ lục").glob("*.csv")), os.listdir("phụ lục")
"""
    listed = hashlib.sha256(b"b.csv").hexdigest()
    assert notes(tmp_path, code) == [[str(tmp_path / "không có"), ""], [str(tmp_path / "phụ lục"), listed]]


def test_a_program_that_is_started_is_noted_since_nobody_knows_what_it_reads(tmp_path: Path) -> None:
    code = "import os, subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])\nos.system('exit')"
    assert notes(tmp_path, code) == [["", sys.executable], ["", "exit"]]


def test_what_a_person_says_is_read_begins_the_notes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    declare(tmp_path / "notes", [tmp_path / "a", tmp_path / "b", tmp_path])
    assert [words[1] for words in noted(tmp_path / "notes")] == [state_of(tmp_path / name) for name in ("a", "b")] + [
        hashlib.sha256(b"a\nnotes").hexdigest()
    ]
    assert state_of(tmp_path / "b") == ""


def test_the_store_and_outputs_are_noted_by_what_is_asked_of_them(tmp_path: Path) -> None:
    for folder in ("data/processed", "data/raw"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a").write_text("a")
    code = "open('data/processed/a')\nopen('data/raw/a')\nnote('models', (2021,), 'x')\nnote('', None, 'y')"
    assert notes(tmp_path, code) == [
        [str(tmp_path / "data/raw/a"), hashlib.sha256(b"a").hexdigest()], ["models", [2021], "x"], ["", None, "y"],
    ]  # fmt: skip


def test_nothing_is_noted_where_nobody_asks(tmp_path: Path) -> None:
    code = WATCHED + "note('models', None, 'x')\nopen('b', 'w')"
    environment = {key: value for key, value in os.environ.items() if key != NOTES}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]

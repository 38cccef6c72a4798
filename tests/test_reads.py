"""What a process opens for reading is noted once, with the hash of what it read; what it writes is not."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from danvan.reads import NOTES, noted

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


def test_what_is_written_or_is_no_file_is_not_noted(tmp_path: Path) -> None:
    assert notes(tmp_path, "import os\nopen('b', 'w')\nos.fdopen(os.open('c', os.O_CREAT | os.O_WRONLY)).close()") == []
    assert notes(tmp_path, "try: open('none')\nexcept OSError: pass\nimport json, sqlite3, decimal") == []


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

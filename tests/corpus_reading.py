"""Reads workbooks in a process of its own with little memory and prints a line of JSON for each: some kill their reader.

python tests/corpus_reading.py FILE...
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from danvan.intake.workbook import open_workbook
from danvan.problems import UnreadableWorkbook

MEMORY = 2 << 30


def reading(path: Path) -> dict[str, object]:
    """What became of one file."""
    try:
        book = open_workbook(path)
    except UnreadableWorkbook as refusal:
        return {"outcome": "refused", "why": str(refusal)}
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    differ = [(s.name, s.counted, len(s.cells)) for s in book.sheets if s.counted not in (None, len(s.cells))]
    uncounted = [s.name for s in book.sheets if s.counted is None]
    return {
        "outcome": "read", "kind": book.kind, "sheets": len(book.sheets), "cells": cells,
        "differ": differ, "uncounted": uncounted,
    }  # fmt: skip


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in sys.argv[1:]:
        sys.stdout.write(json.dumps({"file": name, **reading(Path(name))}, ensure_ascii=False) + "\n")
        sys.stdout.flush()

"""Text from outside as it may stand in a file of ours: nothing that XML cannot hold, nothing that begins a formula.

    printable("a\\x01b\\ufffe")     "ab"
    formula("=cmd|' /C calc'!A0")  True
    csv_line(["-5 mô hình", 2])    "'-5 mô hình,2"

Does not belong here: HTML let through to a page (`publish.fence`), workbooks (`books`), what a reader takes a text for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
# Excel takes the wide signs for the narrow ones.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|\t")
# Where a line of CSV begins a cell: Excel divides it at ";" where the machine's numbers have a decimal comma.
CELL = re.compile(r"(^|[;\t\n])(?=\t|\s*[=+\-@＝＋－＠])")


def printable(text: str) -> str:
    """The text without control characters, halves of surrogates, characters that are none; its lines end in one way."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def named(path: PurePath) -> str:
    """The path as text; what is no letter in a name that is not UTF-8 as "\\udce1"."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, were it typed in."""
    return FORMULA.match(text) is not None


def csv_line(cells: Sequence[Any]) -> str:
    """One line of CSV; a text that a spreadsheet would take for a formula has an apostrophe before it."""
    safe = [CELL.sub(r"\1'", printable(cell)) if isinstance(cell, str) else cell for cell in cells]
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(safe)
    return out.getvalue()

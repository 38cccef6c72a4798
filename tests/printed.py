"""What a printed page shows, read from the PDF: is all of it there, within the paper, and no heading left behind."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

POPPLER = shutil.which("pdftotext")
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)"')
WIDTH = re.compile(r'<page width="([\d.]+)"')


def _said(path: Path, *options: str) -> str:
    assert POPPLER is not None
    return subprocess.run([POPPLER, *options, str(path), "-"], check=True, capture_output=True, encoding="utf-8").stdout


def pages(path: Path) -> list[str]:
    """The text of each page in the order of the document, without white space."""
    return ["".join(page.split()) for page in _said(path, "-raw").split("\f")[:-1]]


def left_behind(path: Path, headings: list[str]) -> list[str]:
    """The headings, captions and header rows that a page ends with."""
    known = {"".join(heading.split()) for heading in headings} - {""}
    return [heading for page in pages(path) for heading in known if page.endswith(heading)]


def outside(path: Path) -> int:
    """How many words do not stand between the margins."""
    said = _said(path, "-bbox")
    width, margin = float(WIDTH.findall(said)[0]), 15 / 25.4 * 72
    return sum(float(left) < margin - 1 or float(right) > width - margin + 1 for left, right in WORD.findall(said))


def missing(path: Path, words: str) -> dict[str, int]:
    """The letters of `words` that the paper has less often: rows and columns that were cut off."""
    return dict(Counter("".join(words.split())) - Counter("".join(pages(path))))

"""Reads .csv: the encoding and the delimiter are decided by evidence, every value stays the text it is.

Encodings: UTF-8 with or without a mark, UTF-16, Windows-1258 (Vietnamese) and Windows-1252. Delimiters: , ; tab |.
Does not belong here: what the numbers mean.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter

from danvan.intake.formats.details import Details, shown
from danvan.intake.sheet import Sheet
from danvan.problems import refusal
from danvan.vietnamese.legacy import decode
from danvan.vietnamese.syllables import is_syllable

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ";\t,|"
WORD = re.compile(r"[^\W\d_]+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FIELD = re.compile(r'"(?:[^"]|"")*"')
SAMPLE, SAMPLE_LINES = 20_000, 200


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the one sheet of a delimited file."""
    text = text_of_bytes(data)
    delimiter = delimiter_of(text) if text is not None else None
    if text is None or delimiter is None:
        raise refusal("X06", what="Tệp văn bản")
    text = text.removeprefix("\ufeff")
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells = {(r, c): shown(v) for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v.strip()}
    return [Details(counted=_count(text, delimiter)).sheet("csv", cells, fonts_known=False)], False


def text_of_bytes(data: bytes) -> str | None:
    """Return bytes as text, None where they are no text; of the old code pages the one that gives Vietnamese."""
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), None) or _unmarked(data)
    text = data.decode(encoding, "replace") if encoding else _old(data)
    return None if CONTROL.search(text) else text


def _unmarked(data: bytes) -> str | None:
    """UTF-16 by the zero bytes of its plain letters, UTF-8 if it is that throughout, a cut last letter apart."""
    even, odd = data[0:400:2].count(0), data[1:400:2].count(0)
    if max(even, odd) > len(data[:400]) // 6:
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return "utf-8" if error.end == len(data) and error.start > len(data) - 4 and error.start > 0 else None
    return "utf-8"


def _old(data: bytes) -> str:
    """Windows-1258 if that gives more Vietnamese words than Windows-1252 does, as it is or in an old font's letters."""
    vietnamese, western = (unicodedata.normalize("NFC", data.decode(page, "replace")) for page in ("cp1258", "cp1252"))
    others = (western, *(decode(western[:SAMPLE], font) for font in (".VnTime", "VNI-Times")))
    return vietnamese if _vietnamese(vietnamese) > max(map(_vietnamese, others)) else western


def _vietnamese(text: str) -> int:
    """How many accented words are Vietnamese syllables."""
    return sum(is_syllable(word) for word in set(WORD.findall(text[:SAMPLE])) if not word.isascii())


def delimiter_of(text: str) -> str | None:
    """Return the delimiter that gives most lines the same number of fields, None where none is found in two lines."""
    if declared := re.match(r"\ufeff?sep=(.)\r?\n", text):
        return declared[1]
    lines = [line for line in FIELD.sub("", text).splitlines() if line.strip()][:SAMPLE_LINES]
    best = max(DELIMITERS, key=lambda d: _evenness(lines, d))
    return best if _evenness(lines, best)[0] >= min(2, len(lines)) and lines else None


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Lines that have the commonest number of this delimiter, and that number."""
    numbers = Counter(n for line in lines if (n := line.count(delimiter)))
    return max(((lines_, n) for n, lines_ in numbers.items()), default=(0, 0))


def _count(text: str, delimiter: str) -> int:
    """Count filled fields by taking the quoted ones out first: a way of its own beside the csv reader."""
    bare = FIELD.sub(lambda quoted: "x" if quoted[0].strip('"').strip() else "", text)
    return sum(bool(f.strip()) for line in re.split(r"\r\n|\r|\n", bare) for f in line.split(delimiter))

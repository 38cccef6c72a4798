"""What must be said of a workbook's sheets as they were opened, whatever form they hold.

Counts of cells that differ, text that was decoded or is garbled, comments, text boxes, links to other files.
Does not belong here: tables and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from danvan.intake.formats.lettering import looks_garbled
from danvan.intake.sheet import Sheet, address
from danvan.intake.workbook import Workbook
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.legacy import told_by_words
from danvan.vietnamese.text import clean, fold

LONGEST = 200
MATTERS = re.compile(r"\d|\b(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ|đvt|đơn vị tính)\b")  # figures and units, folded
OUR_NOTES = ("PHẢI SỬA: ", "XEM LẠI: ")  # how the notes of a returned workbook begin (`redrawn`)


def caveats(workbook: Workbook) -> Iterator[Problem]:
    """Yield what opening the workbook has to say, sheet by sheet."""
    for sheet in workbook.sheets:
        if sheet.counted is not None and sheet.counted != len(sheet.cells):
            yield problem("Đ40", Place(sheet.name), name=sheet.name, counted=sheet.counted, read=len(sheet.cells))
        if sheet.as_sent:
            words = {"encoding": ", ".join(sheet.encodings), "count": len(sheet.as_sent)}
            place = sheet.place(*sheet.as_sent) if len(sheet.as_sent) == 1 else Place(sheet.name)
            yield problem("Đ21" if sheet.fonts_known else "Đ42", place, **words)
        yield from _remarks(sheet)
        yield from _cells(sheet)


def _cells(sheet: Sheet) -> Iterator[Problem]:
    odd = {p for p, v in sheet.cells.items() if isinstance(v, str) and not v.isascii() and _is_odd(v)}
    for position in sorted({*odd, *sheet.partly_struck, *sheet.linked} & sheet.cells.keys()):
        value = sheet.cells[position]
        if position in odd and isinstance(value, str):
            told = told_by_words(value)
            if looks_garbled(value):
                yield problem("Đ43", sheet.place(position))
            elif told:
                yield problem("Đ45", sheet.place(position), text=clean(told.text))
        if pieces := sheet.partly_struck.get(position):
            yield problem("Đ55-part", sheet.place(position), text=clean(" ".join(t for t, struck in pieces if struck)))
        if position in sheet.linked:
            yield problem("Đ44", sheet.place(position))


@lru_cache(maxsize=1 << 12)
def _is_odd(text: str) -> bool:
    """Whether a text is garbled, or has words that are of an old encoding."""
    return looks_garbled(text) or told_by_words(text) is not None


def _remarks(sheet: Sheet) -> Iterator[Problem]:
    for position, text in sorted(sheet.remarks.items()):
        said = clean(text)
        if said.startswith(OUR_NOTES):
            continue
        said = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
        code = "Đ41" if MATTERS.search(fold(said)) else "Đ41-words"
        yield problem(code, Place(sheet.name, position[0], address(position), said), text=said)

"""How wide the columns of a table have to be, told from how wide Times New Roman sets the letters.

    least      the longest word, a number never broken
    natural    one line for what stands in the column, two for its header
    shared     the room between: a column that would like four times as much more gets twice as much more

Does not belong here: the table itself (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import decomposition

from danvan.publish.columns import ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.word.xml import typeset

MM_PER_POINT = 25.4 / 72
SIZE = 11  # points, of the text in tables
BOLD = 1.08
PADDING = 4.0  # mm: the margins of a cell and its line
TEXT_LEAST = 28.0  # mm: what a column of words should have
WIDTHS = {  # in em
    0.28: "ijlt.,;:/ \u00a0·'!|",
    0.36: "frsI()[]-J“”",
    0.45: "acezk?",
    0.58: "FPSELTZ+<=>BRCăâ",
    0.74: "ADGHKNOQUVXYw&ƠƯĐ",
    0.90: "mMW%…—@",
}
EM = {letter: width for width, letters in WIDTHS.items() for letter in letters}
BREAK = re.compile(r"(?<=[-/])|[ \t\n]+")


def width_of(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """How long a line of text is, in mm, a little too long rather than too short."""
    em = sum(EM.get(letter) or EM.get(_base(letter), 0.5) for letter in text)
    return em * size * MM_PER_POINT * (BOLD if bold else 1)


def _base(letter: str) -> str:
    """The letter without its marks."""
    parts = decomposition(letter).split()
    return _base(chr(int(parts[0], 16))) if parts and not parts[0].startswith("<") else letter


def least(table: PublishedTable) -> list[float]:
    """The widths that break no word and no number, in mm."""
    return [max(_word(table.heading(column), bold=True), _least(table, column)) + PADDING for column in table.columns]


def fits(table: PublishedTable, width: float) -> bool:
    """Whether the table can be printed `width` mm wide without breaking a word or number."""
    return sum(least(table)) <= width


def columns(table: PublishedTable, width: float) -> list[float]:
    """The widths of the columns in mm, together `width`: what each needs, the rest to those that would like more."""
    needed = least(table)
    wanted = [max(low, _natural(table, column)) for low, column in zip(needed, table.columns, strict=True)]
    if sum(needed) >= width:
        return _scaled(needed, width)
    if sum(wanted) <= width:
        return _scaled(wanted, width)
    return _shared(needed, wanted, width - sum(needed))


def _shared(needed: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The needed widths and their shares of the room, by the root of what each would like more and never above it."""
    gaps = [high - low for low, high in zip(needed, wanted, strict=True)]
    shares, left = [0.0] * len(gaps), sum(gap**0.5 for gap in gaps)
    for place in sorted(range(len(gaps)), key=gaps.__getitem__):
        weight = gaps[place] ** 0.5
        shares[place] = min(gaps[place], room * weight / left) if left else 0.0
        room, left = room - shares[place], left - weight
    return [low + share for low, share in zip(needed, shares, strict=True)]


def _scaled(widths: Sequence[float], whole: float) -> list[float]:
    return [width * whole / sum(widths) for width in widths]


def _least(table: PublishedTable, column: ColumnSpec) -> float:
    lines = _lines(table, column)
    if column.format != "text":
        return max(lines, default=0.0)
    said = ((table.text(row, column), role != "data") for row, role in enumerate(table.roles))
    words = max((_word(text, bold=bold) for text, bold in said), default=0.0)
    return max(words, min(max(lines, default=0.0), TEXT_LEAST))


def _natural(table: PublishedTable, column: ColumnSpec) -> float:
    heading = width_of(table.heading(column), bold=True) / 2
    return max(heading, *_lines(table, column), 0.0) + PADDING


def _lines(table: PublishedTable, column: ColumnSpec) -> list[float]:
    return [width_of(table.text(row, column), bold=role != "data") for row, role in enumerate(table.roles)]


def _word(text: str, *, bold: bool) -> float:
    return max((width_of(word, bold=bold) for word in BREAK.split(typeset(text))), default=0.0)

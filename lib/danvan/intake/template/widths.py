"""How wide the columns of a sheet are, and how many lines a text takes in them.

Widths are in digits of the sheet's font, as Excel counts them: they follow from header and content, then words are
given what is left of an A4 page.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from math import ceil

from danvan.declared.form import Column
from danvan.intake.template.edition import Head
from danvan.intake.template.entry import Value, options_of, shown

# A4 upright and across, without margins of 1 cm, at 12 points; Excel adds `PADDING` to each column.
PORTRAIT, LANDSCAPE, PADDING = 89, 130, 0.65
# Below this scale 12 points print as less than 7 and cannot be read, so that a sheet takes two pages across.
SMALLEST_SCALE = 0.6
LINE = 16.5
TALLEST_HEADER = 4
RUNNING = 5
LEAST = {"count": 8, "money": 15, "decimal": 9, "date": 11, "year": 7, "flag": 7, "choice": 9, "code": 14, "text": 13}
ITEM, LONG_TEXT, WIDEST_TEXT = 24, 22, 46
# Mean width of letters in digits: running text, bold, bold capitals.
PLAIN, BOLD, UPPER = 0.95, 1.05, 1.5


def natural(head: Head, values: Iterable[Value]) -> float:
    """The width that a column needs for its header in four lines, what may be typed, and the given values."""
    label = head.path[-1]
    needs = [_longest_word(label) + 2, ceil(len(label) / TALLEST_HEADER) + 2]
    if head.column is None:
        return max(RUNNING, *needs)
    return max([*needs, _least(head.column), *(_needed(v, head.column) for v in values)])


def _least(column: Column) -> float:
    if column.screened:
        return LONG_TEXT
    if column.names == "item" and column.type == "text":
        return ITEM
    # Offered words fit in two lines; a free text with suggestions is a short one.
    halves = [max(ceil(len(o) / 2), _longest_word(o)) + 2 for o in options_of(column)]
    return max([LEAST["choice"], *halves]) if halves else LEAST[column.type]


def _needed(value: Value, column: Column) -> float:
    """The width of a given value; a date is what its column is made for."""
    text = shown(value, column)
    if text is None or isinstance(text, dt.date):
        return 0
    if isinstance(text, (int, float)):
        return len(f"{text:,}") + 2
    return len(text) + 1 if column.type == "code" else min(_longest_word(text) + 1, WIDEST_TEXT)


def fixed(texts: Sequence[str]) -> float:
    """The width of a column whose texts the form itself fixes: in one line each, in two where they are long."""
    return min(max(map(len, texts)) + 2, WIDEST_TEXT)


def stretched(widths: Sequence[float], elastic: Sequence[bool]) -> tuple[float, ...]:
    """Give the elastic columns what an A4 page has left; a sheet wider than the page keeps its widths."""
    spare = page(widths) - printed(widths)
    total = sum(w for w, e in zip(widths, elastic, strict=True) if e)
    if spare <= 0 or not total:
        return tuple(widths)
    return tuple(w + spare * w / total if e else w for w, e in zip(widths, elastic, strict=True))


def printed(widths: Sequence[float]) -> float:
    """The width of neighbouring columns together."""
    return sum(widths) + PADDING * len(widths)


def page(widths: Sequence[float]) -> int:
    """The width of the A4 page that the columns are printed on: upright where they fit, else across."""
    return PORTRAIT if printed(widths) <= PORTRAIT + 0.01 else LANDSCAPE


def pages_across(widths: Sequence[float]) -> int:
    """How many A4 pages side by side the columns are printed on."""
    return 1 if printed(widths) * SMALLEST_SCALE <= LANDSCAPE else 2


def first_page(widths: Sequence[float], held: int) -> int:
    """The last column of the first page across; the first `held` columns are printed on each page."""
    pages = pages_across(widths)
    room = (printed(widths) + (pages - 1) * printed(widths[:held])) / pages
    return sum(printed(widths[: n + 1]) <= room for n in range(len(widths))) - 1


def lines(text: str, width: float, breadth: float = PLAIN) -> int:
    """How many lines `text` takes in `width`; `breadth` is the mean width of its letters in digits."""
    return sum(len(textwrap.wrap(part, max(int(width / breadth), 1))) or 1 for part in text.split("\n"))


def height(count: int) -> float:
    """The height of a row of so many lines, in points."""
    return count * LINE + 2


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)

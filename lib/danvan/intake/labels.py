"""What stands over a column: labels of one to four header rows, merged or not, and rows of column marks.

    Hiến đất (merged)        | Ghi chú      paths: (Hiến đất, Diện tích) (Hiến đất, Số hộ) (Ghi chú,)
    Diện tích  |  Số hộ      |    ^

Does not belong here: what a label means (`headers`), where headers are (`blocks`, `shapes`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from danvan.declared.form import Form
from danvan.intake.counted import MEASURES, stated_unit
from danvan.intake.headers import Path
from danvan.intake.sheet import Position, Range, Sheet, text_of
from danvan.vietnamese.text import clean

MARK = re.compile(r"^[(\[]?(?:(?P<letter>[A-Za-zĐđ])|-?(?P<number>\d{1,2})(?P<part>[a-z]?))[)\]]?(?P<formula>\s*=.*)?$")

BRACKETS = re.compile(r"^[(\[]|[)\]]$")
FEWEST_MARKS = 3
ALPHABET = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
LEFT_OUT = frozenset("ĐFJWZ")  # letters that a row of marks may pass over


def is_marks(values: Sequence[object]) -> bool:
    """Whether a row's values are column marks: A, B, 1, 2=(3+4) ... counted from one, in whatever order they stand."""
    if len(values) < FEWEST_MARKS:
        return False
    marks = list(takewhile(bool, map(_mark, values)))
    if len(marks) < len(values):
        return False
    letters = [m["letter"].upper() for m in marks if m and m["letter"]]
    numbers = [int(m["number"]) for m in marks if m and m["number"]]
    certain = bool(letters) or any(m["formula"] or m["part"] for m in marks if m)
    counted = sorted(set(numbers)) if certain else numbers
    whole = counted == list(range(1, len(counted) + 1))
    return whole and _runs_on(set(letters))


def _mark(value: object) -> re.Match[str] | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return MARK.match(str(int(value)))
    return MARK.match(clean(str(value)))


def _runs_on(letters: set[str]) -> bool:
    """Whether letters are the first of the alphabet, the Vietnamese or the Latin: A ... I, K, L; A ... D, Đ, E."""
    passed = ALPHABET[: max((ALPHABET.index(letter) + 1 for letter in letters), default=0)]
    return set(passed) - letters <= LEFT_OUT


def is_units(values: Sequence[object], form: Form) -> bool:
    """Whether a row's values are units and nothing else, one of them of money or a measure: "m2", "(triệu đồng)"."""
    said = [stated_unit(BRACKETS.sub("", v).strip(), form) if isinstance(v, str) else None for v in values]
    return bool(said) and all(said) and any(unit and unit.name in MEASURES for unit in said)


@dataclass(frozen=True, slots=True)
class Window:
    """What stands in some rows of a sheet, counted from 0 to `last`: the labels and the merges that begin there."""

    labels: tuple[tuple[Position, str], ...]
    merged: tuple[Range, ...]
    last: int


def window(sheet: Sheet, first: int, last: int) -> Window:
    """Return what stands in rows `first` to `last`."""
    rows = range(first, last + 1)
    labels = tuple(((row - first, c), text_of(v)) for row in rows for c, v in sheet.line(row).items())
    merged = tuple((top - first, left, b - first, right) for top, left, b, right in sheet.merged if top in rows)
    return Window(labels, merged, last - first)


def paths_over(sheet: Sheet, first: int, last: int) -> dict[int, Path]:
    """Return the labels over each column from top to leaf; merged labels, and labels left of blanks, reach right."""
    return paths_in(window(sheet, first, last))


def paths_in(seen: Window) -> dict[int, Path]:
    """Return the same of a window."""
    labels, last = dict(seen.labels), seen.last
    covered: dict[Position, str] = {}
    for top, left, bottom, right in seen.merged:
        if (top, left) in labels:
            reach = ((r, c) for r in range(top, min(bottom, last) + 1) for c in range(left, right + 1))
            covered.update(dict.fromkeys(reach, labels[top, left]))
    columns = sorted({c for _, c in labels} | {c for _, c in covered})
    every = {**covered, **labels}
    paths = {c: _path(c, last, every, covered) for c in columns}
    return {c: path for c, path in paths.items() if path}


def _path(column: int, last: int, labels: Mapping[Position, str], covered: Mapping[Position, str]) -> Path:
    path: list[str] = []
    for row in range(last + 1):
        label = labels.get((row, column))
        if label is None and row < last and _labelled_below(row, column, last, labels):
            label = _carried(row, column, last, labels, covered)
        if label and label not in path:
            path.append(label)
    return tuple(path)


def _labelled_below(row: int, column: int, last: int, labels: Mapping[Position, str]) -> bool:
    return any((below, column) in labels for below in range(row + 1, last + 1))


def _carried(
    row: int, column: int, last: int, labels: Mapping[Position, str], covered: Mapping[Position, str]
) -> str | None:
    """The unmerged label to the left that stands over this column's lower label, too."""
    for left in range(column - 1, 0, -1):
        if (row, left) in labels:
            over_lower = _labelled_below(row, left, last, labels) and (row, left) not in covered
            return labels[row, left] if over_lower else None
        if not _labelled_below(row, left, last, labels):
            return None
    return None

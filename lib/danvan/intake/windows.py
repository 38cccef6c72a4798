"""Tries windows of rows as a header and tells which table of the form they head, by their words.

Does not belong here: where tables begin and end (`blocks`), which words mean which column (`headers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from danvan.declared.form import Form
from danvan.intake.headers import KEPT, HeaderWords, Path, is_label
from danvan.intake.labels import Window, is_marks, paths_in, window
from danvan.intake.sheet import Sheet
from danvan.intake.words import starts_with
from danvan.vietnamese.text import fold

TALLEST_HEADER = 4
LOWEST_SCORE = 2
FEWEST_ACROSS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """A header found in a sheet: its window of rows, what each sheet column is in `table`, and how well it fits."""

    table: str
    first: int
    last: int
    columns: Mapping[int, str]
    paths: Mapping[int, Path]
    score: float
    span: tuple[int, int] | None = None
    across: Mapping[int, str] = field(default_factory=dict)
    older: Mapping[int, int] = field(default_factory=dict)


def best_header(sheet: Sheet, row: int, words: HeaderWords, form: Form, done: int) -> Header | None:
    """Try the header windows that hold `row` and return the one that names most columns, the smallest of equals."""
    best: Header | None = None
    labels = {near for near in range(row - 2, row + TALLEST_HEADER) if is_labels(sheet, near)}
    for first in range(max(row - 2, done + 1, 1), row + 1):
        for last in range(row, first + TALLEST_HEADER):
            if not labels.issuperset(range(first, last + 1)) or _cut_by_merge(sheet, first, last):
                continue
            header = match_header(sheet, first, last, words, form)
            if header and (best is None or header.score > best.score + 0.01):
                best = header
    return best


def is_labels(sheet: Sheet, row: int) -> bool:
    """Whether a row may be of a header: it has text and years only, and is not a row of column marks."""
    values = sheet.line(row).values()
    return bool(values) and all(map(is_label, values)) and not is_marks(list(values))


def _cut_by_merge(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a merged label reaches out of the window."""
    return any(
        top <= last < bottom or top < first <= bottom
        for top, left, bottom, _ in sheet.merged
        if (top, left) in sheet.cells and bottom - top < TALLEST_HEADER
    )


def match_header(sheet: Sheet, first: int, last: int, words: HeaderWords, form: Form) -> Header | None:
    """Return the table that rows `first` to `last` head; None where their words name none well enough.

    Workbooks have the same few headers, so that what a window of labels heads is kept, wherever it stands.
    """
    hints = frozenset(_hints(sheet, first, words))
    found = _matched(window(sheet, first, last), hints, words, form)
    return found and replace(found, first=first, last=last)


@lru_cache(maxsize=KEPT)
def _matched(seen: Window, hints: frozenset[str], words: HeaderWords, form: Form) -> Header | None:
    """The table that a window heads, its rows counted from 0."""
    last = seen.last
    paths = paths_in(seen)
    meanings = {column: words.meaning(path) for column, path in paths.items()}
    tables = {t for meaning in meanings.values() for t in meaning if form.tables[t].layout != "fields"}
    labelled = len(set(paths.values()))
    best: Header | None = None
    for table in (name for name in form.tables if name in tables):
        columns = _columns_of(table, meanings)
        older = _older(paths, words) if form.tables[table].layout == "indicators" else {}
        beside = _parts_of_year(paths, form) if "actual" in columns.values() else 0
        score = len(columns) + len(older) + (0.5 if table in hints else 0) - 0.2 * last
        if _enough(table, columns, labelled - len(older) - beside, form, table in hints) and (
            best is None or score > best.score
        ):
            best = Header(table, 0, last, columns, paths, score, older=older)
    across = _across(paths, words)
    if len(across) >= FEWEST_ACROSS and len(across) >= 0.5 * len(paths) and (best is None or len(across) > best.score):
        return Header("indicators", 0, last, {}, paths, len(across), across=across)
    return best


def _across(paths: Mapping[int, Path], words: HeaderWords) -> dict[int, str]:
    """The indicators that stand in columns, each once."""
    across: dict[int, str] = {}
    for column, path in paths.items():
        code = words.indicator(path)
        if code and code not in across.values():
            across[column] = code
    return across


def _columns_of(table: str, meanings: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
    """The first sheet column that means a column of the form has it; a second one stays unknown."""
    columns: dict[int, str] = {}
    for column, meaning in meanings.items():
        name = meaning.get(table)
        if name and name not in columns.values():
            columns[column] = name
    return columns


def _older(paths: Mapping[int, Path], words: HeaderWords) -> dict[int, int]:
    """The columns of years before last, each year once."""
    older: dict[int, int] = {}
    for column, path in paths.items():
        year = words.older_year(path)
        if year and year not in older.values():
            older[column] = year
    return older


def _parts_of_year(paths: Mapping[int, Path], form: Form) -> int:
    """How many columns hold figures of quarters or some months, which may stand beside the year's."""
    return sum(starts_with(fold(path[-1]), form.words.quarter) for path in paths.values())


def _enough(table: str, columns: Mapping[int, str], labelled: int, form: Form, hinted: bool) -> bool:
    """Whether the named columns make a header of the table, and not a row of data that holds the same words."""
    declared = form.tables[table]
    named = set(columns.values())
    if len(named) < LOWEST_SCORE or len(named) < 0.4 * labelled:
        return False
    required = {c.name for c in declared.columns if c.need == "required" and not c.section}
    return declared.item.name in named and (hinted or len(named) >= 3 or required <= named)


def _hints(sheet: Sheet, first: int, words: HeaderWords) -> set[str]:
    """The tables that the sheet's name, or a line shortly above the header, speaks of."""
    above = (value for row in range(first - 6, first) for value in sheet.line(row).values())
    return set().union(*map(words.titled, {sheet.name, *(v for v in above if isinstance(v, str))}))

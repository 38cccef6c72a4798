"""Finds the tables of a sheet by their header words, wherever they stand: shifted, reordered, several in one sheet.

    A     B        C          D      E          header window: rows 4-5, found by words and merges
4   TT    Tên MH   Hiến đất          Ghi chú    paths: (Tên MH,) (Hiến đất, Diện tích) (Hiến đất, Số hộ) ...
5                  Diện tích  Số hộ
6   A     B        1          2      3          row of column marks
7   ...                                         data, sections, totals: the business of `roles`

Does not belong here: what a row below the header is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from danvan.declared.form import Form
from danvan.intake.headers import HeaderWords, Path, header_words, is_label, with_years
from danvan.intake.labels import is_marks, paths_over
from danvan.intake.sheet import Sheet
from danvan.intake.words import starts_with
from danvan.vietnamese.text import clean, fold

TALLEST_HEADER = 4
LINES_ABOVE = 4
HEAD_ROWS = 12
LOWEST_SCORE = 2
LAST_COLUMN = 16384
FEWEST_ACROSS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """One table found in a sheet. Rows are 1-based; `last` is the last row that may belong to it.

    `columns` maps a sheet column to the column of the form, `unknown` to a header that the form does not know,
    `running` are columns of running numbers, `scales` the đồng that one counts for where the header says so.
    `paths` are the labels over every column.
    `across` are the indicators that a table has in its columns, by code, instead of one a row.
    `span` are the first and last sheet column of a table that stands beside another; None where it stands alone.
    """

    table: str
    first: int
    data_first: int
    last: int
    columns: Mapping[int, str]
    unknown: Mapping[int, Path]
    running: frozenset[int] = frozenset()
    scales: Mapping[int, int] | None = None
    marks: int | None = None
    span: tuple[int, int] | None = None
    across: Mapping[int, str] = field(default_factory=dict)
    paths: Mapping[int, Path] = field(default_factory=dict)

    @property
    def header_rows(self) -> range:
        """The rows of the header, without the row of column marks."""
        return range(self.first, self.data_first - (self.marks is not None))

    def column_of(self, name: str) -> int | None:
        """The sheet column that holds the form's column `name`; None where the block has none."""
        return next((c for c, n in self.columns.items() if n == name), None)


@dataclass(frozen=True, slots=True)
class _Header:
    table: str
    first: int
    last: int
    columns: Mapping[int, str]
    paths: Mapping[int, Path]
    score: float
    span: tuple[int, int] | None = None
    across: Mapping[int, str] = field(default_factory=dict)


def find_blocks(sheet: Sheet, form: Form, year: int | None = None) -> list[Block]:
    """Return the tables of `sheet` in the order they stand; an empty list where no header is recognised.

    A column headed by `year`, the year reported, holds its figures; one headed by the year before, last year's.
    """
    words = with_years(header_words(form), year)
    rows = by_row(sheet)
    headers = list(_headers(sheet, rows, words, form))
    blocks = []
    for header in headers:
        below = [other.first for other in headers if other.first > header.last]
        blocks.append(_block(header, min(below) - 1 if below else max(rows), sheet, rows, words))
    return blocks


def by_row(sheet: Sheet) -> dict[int, list[int]]:
    """Return the columns of the non-empty cells of each row, both ascending."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(column)
    return rows


def _headers(sheet: Sheet, rows: Mapping[int, list[int]], words: HeaderWords, form: Form) -> Iterator[_Header]:
    """Yield the headers from top to bottom, left to right; a repeated header of the same tables is yielded once."""
    done = 0
    previous: list[_Header] = []
    for row in rows:
        if row <= done or _hits(sheet, row, rows[row], words) < LOWEST_SCORE:
            continue
        header = _best(sheet, row, rows, words, form, done)
        if header is None:
            continue
        done = header.last
        beside = _sides(sheet, header, words, form)
        if _same(previous, beside) and not _names_a_unit(sheet, header.first, rows, form):
            continue
        previous = beside
        yield from beside


def _names_a_unit(sheet: Sheet, first: int, rows: Mapping[int, list[int]], form: Form) -> bool:
    """Whether the lines over a repeated header name a unit, so that another unit's table begins there.

    A line that stands over the first table, too, is the letterhead of a further page.
    """
    lines = list(takewhile(lambda row: len(rows[row]) <= 2, sorted((r for r in rows if r < first), reverse=True)))
    top = [row for row in rows if row <= HEAD_ROWS and row < min(lines, default=first)]
    before = set(_texts(sheet, top, rows))
    return any(
        starts_with(text, form.words.unit_name) and not starts_with(text, form.words.unit_line) and text not in before
        for text in _texts(sheet, lines[:LINES_ABOVE], rows)
    )


def _texts(sheet: Sheet, lines: Iterable[int], rows: Mapping[int, list[int]]) -> Iterator[str]:
    return (fold(v) for row in lines for c in rows[row] if isinstance(v := sheet.cells[row, c], str))


def _sides(sheet: Sheet, header: _Header, words: HeaderWords, form: Form) -> list[_Header]:
    """The tables whose headers stand side by side in one window, parted by unlabelled columns; else the one header."""
    sides = []
    for first, last in _labelled_runs(header.paths):
        cells = {p: v for p, v in sheet.cells.items() if first <= p[1] <= last}
        side = _match(replace(sheet, cells=cells), header.first, header.last, words, form)
        sides.append(side and replace(side, span=(first, last)))
    found = [side for side in sides if side]
    return found if len(found) > 1 and len(found) == len(sides) else [header]


def _labelled_runs(paths: Mapping[int, Path]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in sorted(paths):
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _hits(sheet: Sheet, row: int, columns: list[int], words: HeaderWords) -> int:
    found = 0
    for column in columns:
        value = sheet.cells[row, column]
        if isinstance(value, str) and (words.meaning(said := (clean(value),)) or words.indicator(said)):
            found += 1
    return found


def _same(one: list[_Header], other: list[_Header]) -> bool:
    return [(h.table, h.columns, h.across) for h in one] == [(h.table, h.columns, h.across) for h in other]


def _best(
    sheet: Sheet, row: int, rows: Mapping[int, list[int]], words: HeaderWords, form: Form, done: int
) -> _Header | None:
    """Try the header windows that hold `row` and return the one that names most columns, the smallest of equals."""
    best: _Header | None = None
    for first in range(max(row - 2, done + 1, 1), row + 1):
        for last in range(row, first + TALLEST_HEADER):
            if not _all_labels(sheet, rows, first, last) or _cut_by_merge(sheet, first, last):
                continue
            header = _match(sheet, first, last, words, form)
            if header and (best is None or header.score > best.score + 0.01):
                best = header
    return best


def _all_labels(sheet: Sheet, rows: Mapping[int, list[int]], first: int, last: int) -> bool:
    """Whether every row of the window has text only, and is not a row of column marks."""
    for row in range(first, last + 1):
        columns = rows.get(row)
        if not columns or not all(is_label(sheet.cells[row, c]) for c in columns):
            return False
        if is_marks([sheet.cells[row, c] for c in columns]):
            return False
    return True


def _cut_by_merge(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a merged label reaches out of the window."""
    return any(
        top <= last < bottom or top < first <= bottom
        for top, left, bottom, _ in sheet.merged
        if (top, left) in sheet.cells and bottom - top < TALLEST_HEADER
    )


def _match(sheet: Sheet, first: int, last: int, words: HeaderWords, form: Form) -> _Header | None:
    paths = paths_over(sheet, first, last)
    meanings = {column: words.meaning(path) for column, path in paths.items()}
    tables = {t for meaning in meanings.values() for t in meaning if form.tables[t].layout != "fields"}
    hints = _hints(sheet, first, words) if tables else set()
    best: _Header | None = None
    for table in sorted(tables, key=list(form.tables).index):
        columns = _columns_of(table, meanings)
        score = len(columns) + (0.5 if table in hints else 0) - 0.2 * (last - first)
        if _enough(table, columns, paths, form, table in hints) and (best is None or score > best.score):
            best = _Header(table, first, last, columns, paths, score)
    across = _across(paths, words)
    if len(across) >= FEWEST_ACROSS and len(across) >= 0.5 * len(paths) and (best is None or len(across) > best.score):
        return _Header("indicators", first, last, {}, paths, len(across), across=across)
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


def _enough(table: str, columns: Mapping[int, str], paths: Mapping[int, Path], form: Form, hinted: bool) -> bool:
    """Whether the named columns make a header of the table, and not a row of data that holds the same words."""
    declared = form.tables[table]
    named = set(columns.values())
    if len(named) < LOWEST_SCORE or len(named) < 0.4 * len(paths):
        return False
    required = {c.name for c in declared.columns if c.need == "required" and not c.section}
    return declared.item.name in named and (hinted or len(named) >= 3 or required <= named)


def _hints(sheet: Sheet, first: int, words: HeaderWords) -> set[str]:
    """The tables that the sheet's name, or a line shortly above the header, speaks of."""
    lines = {fold(sheet.name)}
    lines.update(fold(v) for (r, _), v in sheet.cells.items() if first - 6 <= r < first and isinstance(v, str))
    return {t for t, titles in words.titles.items() if any(title in line for title in titles for line in lines)}


def _block(header: _Header, bottom: int, sheet: Sheet, rows: Mapping[int, list[int]], words: HeaderWords) -> Block:
    paths = header.paths
    running = {c for c, p in paths.items() if c not in header.columns and fold(p[-1]) in words.running_number}
    known = {*header.columns, *header.across, *running}
    unknown = {c: p for c, p in paths.items() if c not in known}
    scales = {c: s for c, p in paths.items() if (s := words.scale_of(" ".join(p))) is not None}
    block = Block(
        header.table,
        header.first,
        header.last + 1,
        bottom,
        dict(header.columns),
        unknown,
        frozenset(running),
        scales,
        span=header.span,
        across=header.across,
        paths=paths,
    )
    below = header.last + 1
    left, right = header.span or (1, LAST_COLUMN)
    if below in rows and is_marks([sheet.cells[below, c] for c in rows[below] if left <= c <= right]):
        return replace(block, marks=below, data_first=below + 1)
    return block

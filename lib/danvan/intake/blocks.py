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
from functools import cached_property
from itertools import takewhile

from danvan.declared.form import Form
from danvan.intake.counted import is_percent
from danvan.intake.headers import HeaderWords, Path, header_words, scale_over, with_years
from danvan.intake.labels import BRACKETS, is_marks, is_units
from danvan.intake.sheet import Sheet
from danvan.intake.windows import LOWEST_SCORE, Header, best_header, is_labels, match_header
from danvan.intake.words import starts_with
from danvan.vietnamese.text import clean, fold

LINES_ABOVE = 4
HEAD_ROWS = 12
LAST_COLUMN = 16384


@dataclass(frozen=True)
class Block:
    """One table found in a sheet. Rows are 1-based; `last` is the last row that may belong to it.

    `columns` maps a sheet column to the column of the form, `unknown` to a header that the form does not know,
    `running` are columns of running numbers, `scales` the đồng that one counts for where the header says so.
    `paths` are the labels over every column, with the unit that a row of units (`units`) says below them.
    `aside` are columns that are told and not used, with the reason: "share", "note", "quarter", "ignored".
    `across` are the indicators that a table has in its columns, by code, instead of one a row; `older` are columns of
    figures of years before last, by year.
    `twice` are unknown columns that say the same as one that is read, with that column.
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
    units: int | None = None
    span: tuple[int, int] | None = None
    aside: Mapping[int, str] = field(default_factory=dict)
    across: Mapping[int, str] = field(default_factory=dict)
    older: Mapping[int, int] = field(default_factory=dict)
    paths: Mapping[int, Path] = field(default_factory=dict)
    twice: Mapping[int, int] = field(default_factory=dict)

    @property
    def header_rows(self) -> range:
        """The rows of the header, without the rows of column marks and of units."""
        return range(self.first, self.data_first - (self.marks is not None) - (self.units is not None))

    @cached_property
    def known(self) -> frozenset[int]:
        """The columns of which the form knows what they hold."""
        return frozenset((*self.columns, *self.running, *self.across, *self.older))

    def column_of(self, name: str) -> int | None:
        """The sheet column that holds the form's column `name`; None where the block has none."""
        return self._columns.get(name)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {name: column for column, name in reversed(list(self.columns.items()))}


def find_blocks(sheet: Sheet, form: Form, year: int | None = None, period: str | None = None) -> list[Block]:
    """Return the tables of `sheet` in the order they stand; an empty list where no header is recognised.

    A column headed by `year`, the year reported, holds its figures; one headed by the year before, last year's; one
    headed "cả năm" or "6 tháng" those of that `period`.
    """
    words = with_years(header_words(form), year, period)
    headers = list(_headers(sheet, words, form))
    blocks = []
    for header in headers:
        below = [other.first for other in headers if other.first > header.last]
        blocks.append(_block(header, min(below) - 1 if below else max(sheet.rows), sheet, words, form))
    return blocks


def _headers(sheet: Sheet, words: HeaderWords, form: Form) -> Iterator[Header]:
    """Yield the headers from top to bottom, left to right; a repeated header of the same tables is yielded once."""
    done = 0
    previous: list[Header] = []
    for row in sheet.rows:
        if row <= done or not is_labels(sheet, row) or _hits(sheet, row, words) < LOWEST_SCORE:
            continue
        header = best_header(sheet, row, words, form, done)
        if header is None:
            continue
        done = header.last
        beside = _sides(sheet, header, words, form)
        if _same(previous, beside) and not _names_a_unit(sheet, header.first, form):
            continue
        previous = beside
        yield from beside


def _names_a_unit(sheet: Sheet, first: int, form: Form) -> bool:
    """Whether the lines over a repeated header name a unit, so that another unit's table begins there.

    A line that stands over the first table, too, is the letterhead of a further page.
    """
    rows = sheet.rows
    lines = list(takewhile(lambda row: len(rows[row]) <= 2, sorted((r for r in rows if r < first), reverse=True)))
    top = [row for row in rows if row <= HEAD_ROWS and row < min(lines, default=first)]
    before = set(_texts(sheet, top))
    return any(
        starts_with(text, form.words.unit_name) and not starts_with(text, form.words.unit_line) and text not in before
        for text in _texts(sheet, lines[:LINES_ABOVE])
    )


def _texts(sheet: Sheet, lines: Iterable[int]) -> Iterator[str]:
    return (fold(v) for row in lines for v in sheet.line(row).values() if isinstance(v, str))


def _sides(sheet: Sheet, header: Header, words: HeaderWords, form: Form) -> list[Header]:
    """The tables whose headers stand side by side in one window, where each part has one; else the one header."""
    runs = _labelled_runs(header.paths)
    sides = []
    for first, last in runs if len(runs) > 1 else ():
        cells = {p: v for p, v in sheet.cells.items() if first <= p[1] <= last}
        side = match_header(replace(sheet, cells=cells), header.first, header.last, words, form)
        sides.append(side and replace(side, span=(first, last)))
    found = [side for side in sides if side]
    return found if len(found) > 1 and len(found) == len(sides) else [header]


def _labelled_runs(paths: Mapping[int, Path]) -> list[tuple[int, int]]:
    """The runs of labelled columns; one ends before a column without a label, or with the label that it began with."""
    runs: list[tuple[int, int]] = []
    for column in sorted(paths):
        if runs and column == runs[-1][1] + 1 and paths[column] != paths[runs[-1][0]]:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _hits(sheet: Sheet, row: int, words: HeaderWords) -> int:
    return sum(isinstance(v, str) and words.knows(clean(v)) for v in sheet.line(row).values())


def _same(one: list[Header], other: list[Header]) -> bool:
    return [(h.table, h.columns, h.across) for h in one] == [(h.table, h.columns, h.across) for h in other]


def _block(header: Header, bottom: int, sheet: Sheet, words: HeaderWords, form: Form) -> Block:
    marks, units = _below(header, sheet, form)
    paths = _with_units(header.paths, sheet, units)
    running = {c for c, p in paths.items() if c not in header.columns and fold(p[-1]) in words.running_number}
    known = {*header.columns, *header.across, *header.older, *running}
    unused = {c: _unused(header, p, words, form) for c, p in paths.items() if c not in known}
    return Block(
        header.table,
        header.first,
        header.last + 1 + sum(row is not None for row in (marks, units)),
        bottom,
        dict(header.columns),
        {c: paths[c] for c, reason in unused.items() if not reason},
        frozenset(running),
        {c: s for c, p in paths.items() if (s := scale_over(p)) is not None},
        marks,
        units,
        span=header.span,
        aside={c: reason for c, reason in unused.items() if reason},
        across=header.across,
        older=header.older,
        paths=paths,
        twice={c: other for c, p in paths.items() if c in unused and (other := _same_as(header, p, words))},
    )


def _below(header: Header, sheet: Sheet, form: Form) -> tuple[int | None, int | None]:
    """The rows of column marks and of units that stand right under a header, in either order."""
    left, right = header.span or (1, LAST_COLUMN)
    marks = units = None
    for row in (header.last + 1, header.last + 2):
        values = [v for c, v in sheet.line(row).items() if left <= c <= right]
        if marks is None and is_marks(values):
            marks = row
        elif units is None and is_units(values, form):
            units = row
        else:
            break
    return marks, units


def _with_units(paths: Mapping[int, Path], sheet: Sheet, units: int | None) -> dict[int, Path]:
    """The labels with the unit that stands below them, as if it stood in brackets behind."""
    said = {c: clean(str(v)) for c, v in sheet.line(units).items()} if units else {}
    return {c: (*p[:-1], f"{p[-1]} ({BRACKETS.sub('', said[c])})") if c in said else p for c, p in paths.items()}


def _same_as(header: Header, path: Path, words: HeaderWords) -> int | None:
    """The column of a header that was read as what a further one says, too."""
    name = words.meaning(path).get(header.table)
    return next((column for column, known in header.columns.items() if known == name), None)


def _unused(header: Header, path: Path, words: HeaderWords, form: Form) -> str:
    """Why a column that the form does not have is set aside; "" where nobody knows what it is."""
    said = fold(path[-1])
    if words.ignored(header.table, path):
        return "ignored"
    if starts_with(said, form.words.note):
        return "note"
    if starts_with(said, form.words.quarter) and "actual" in header.columns.values():
        return "quarter"
    lacking = words.named(path).get(header.table, "") not in ("", *header.columns.values())
    is_share = is_percent(path) or starts_with(said, form.words.share)
    return "share" if is_share and not lacking else ""

"""One sheet as a plain grid: positions, values, merges, hidden parts. Knows no file format and no meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import Literal

from danvan.problems import Place
from danvan.vietnamese import wording
from danvan.vietnamese.text import clean

Position = tuple[int, int]
Range = tuple[int, int, int, int]
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a usable value: an error of Excel ("#REF!") or a formula that was saved without its result."""

    text: str
    kind: Literal["error", "no_result"]


Value = str | float | int | bool | dt.date | dt.datetime | Fault
EMPTY: Mapping[int, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Sheet:
    """One sheet. Positions are 1-based (row, column); `cells` holds non-empty cells only, text in Unicode.

    `as_sent` keeps the text of cells that were decoded, `encodings` says from what; `counted` is the number of
    non-empty cells by a count of its own over the container, None where the format allows no second way.
    `remarks` holds the text of comments and text boxes by the cell they hang on; `struck` cells are struck through,
    `partly_struck` are texts of pieces (text, whether it is struck through).
    `linked` cells take their value from another workbook. `fonts_known` is False where no fonts could be seen.
    `date1904` is True where serial numbers of days count from 1904. `formats` are the number formats of cells that show
    something else than the value says (`formats/numbering`, `shown`).
    """

    name: str
    cells: Mapping[Position, Value]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    as_sent: Mapping[Position, str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ()
    counted: int | None = None
    remarks: Mapping[Position, str] = field(default_factory=dict)
    struck: frozenset[Position] = frozenset()
    partly_struck: Mapping[Position, tuple[Piece, ...]] = field(default_factory=dict)
    linked: frozenset[Position] = frozenset()
    fonts_known: bool = True
    date1904: bool = False
    formats: Mapping[Position, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Mapping[int, Mapping[int, Value]]:
        """The non-empty cells of each row by their columns, both ascending."""
        lines: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(self.cells.items(), key=itemgetter(0)):
            lines.setdefault(row, {})[column] = value
        return lines

    @cached_property
    def rows(self) -> Mapping[int, list[int]]:
        """The columns of the non-empty cells of each row, both ascending."""
        return {row: list(line) for row, line in self.lines.items()}

    @property
    def positions(self) -> Iterator[Position]:
        """Where the non-empty cells stand, row by row from left to right."""
        return ((row, column) for row, columns in self.rows.items() for column in columns)

    def line(self, row: int) -> Mapping[int, Value]:
        """The non-empty cells of a row by their columns, from left to right."""
        return self.lines.get(row, EMPTY)

    def place(self, position: Position) -> Place:
        """Return where a cell is and what it says, for a finding."""
        value = self.cells.get(position)
        said = text_of(value) if value is not None else None
        return Place(self.name, position[0], address(position), said)

    def row(self, row: int) -> Place:
        """Return a whole row as the place of a finding."""
        return Place(self.name, row)


def text_of(value: Value) -> str:
    """Return a cell's value as the text a person sees: clean, 20 and 62,35 for numbers, dates as 03/4/2021."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, Fault):
        return value.text
    return wording.day(value) if isinstance(value, dt.date) else clean(str(value))


@lru_cache(maxsize=1 << 8)
def column_letter(column: int) -> str:
    """Return the letters of a 1-based column: 1 -> "A", 28 -> "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(position: Position) -> str:
    """Return the A1 address of a 1-based (row, column)."""
    return f"{column_letter(position[1])}{position[0]}"


def position_of(reference: str) -> Position:
    """Return the 1-based (row, column) of an A1 address."""
    column = 0
    for index, letter in enumerate(reference):
        if letter.isdigit():
            return int(reference[index:]), column
        column = column * 26 + ord(letter) - 64
    raise ValueError(reference)

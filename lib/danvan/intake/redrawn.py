"""Draws a sheet of the commune again: values and merges as they came, wrong cells coloured with a note.

Strings stay strings, never formulas. Does not belong here: the list of what is wrong (`marked`).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from danvan.intake.alive import Alive, Lists, Total
from danvan.intake.sheet import Fault, Piece, Position, Sheet, Value, address, position_of, text_of
from danvan.problems import Problem

COLOURS = {"E": "#FFC7CE", "W": "#FFF2CC"}
SEVERITIES = {"E": "PHẢI SỬA", "W": "XEM LẠI"}
A4, GREY = 9, "#EDEDED"
BEYOND = 8  # columns that titles and signatures may reach over, right of the filled ones
NARROWEST, WIDEST, PAGE, FARTHEST, FIRST_YEAR = 6.0, 40.0, 90.0, 2000, 1900
LINE, MOST_LINES, HEADER_LINES = 16.5, 24, 3
LETTER, CAPITAL = 1.05, 1.3  # widths of letters, in those of a digit
NOTE_WIDTH, NOTE_LINE, CHARACTERS_A_LINE = 320, 18, 44
BORDERED = frozenset({"header", "column_marks", "value", "total", "section", "unplaced"})
CENTRED = frozenset({"header", "column_marks", "letterhead", "title", "signature"})
BOLD = frozenset({"header", "total", "section", "title"})
MEASURED = frozenset({"header", "value", "total", "field", "column_marks", "unplaced"})


@dataclass(frozen=True)
class Styles:
    """The workbook's formats, each made once."""

    book: Any
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "vcenter", "text_wrap": True, **properties})
        return self.made[key]


def marks_of(sheet: Sheet, found: Sequence[Problem]) -> dict[Position, list[Problem]]:
    """The findings of each cell; one about a row is marked on the row's first cell."""
    marks: dict[Position, list[Problem]] = {}
    for each in found:
        if each.cell:
            position = position_of(each.cell.partition(":")[0])
        elif each.row:
            position = min((p for p in sheet.cells if p[0] == each.row), default=(each.row, 1))
        else:
            continue
        marks.setdefault(_top_left(sheet, position), []).append(each)
    return marks


def _top_left(sheet: Sheet, position: Position) -> Position:
    """The cell that shows at `position`: the top left one of a merge."""
    row, column = position
    over = (m[:2] for m in sheet.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3])
    return position if position in sheet.cells else next(over, position)


@dataclass(frozen=True)
class Redrawn:
    """One of the commune's sheets being drawn."""

    paper: Any
    styles: Styles
    sheet: Sheet
    roles: Mapping[Position, str]
    marks: Mapping[Position, list[Problem]]
    alive: Alive
    lists: Lists

    def draw(self) -> None:
        merged = self._merged
        for position, (bottom, right) in merged.items():
            row, column = position
            self.paper.merge_range(row - 1, column - 1, bottom - 1, right - 1, "", self._style(position))
        totals = self.alive.totals()
        for position in sorted({*self.sheet.cells, *self.marks, *self._left_empty(merged), *totals}):
            if position in totals:
                self._add_up(position, totals[position])
            else:
                self._write(position)
        for each in self.alive.choices(self.lists):
            self.paper.data_validation(each.first - 1, each.column - 1, each.last - 1, each.column - 1, each.options)
        widths = self._columns(merged)
        self._rows(merged, widths)
        for position, found in sorted(self.marks.items()):
            self._note(position, found)
        if self.sheet.hidden and not self.marks:
            self.paper.hide()
        self.paper.set_paper(A4)
        self.paper.set_landscape()
        self.paper.fit_to_pages(1, 0)

    def _left_empty(self, merged: Mapping[Position, Position]) -> set[Position]:
        """The empty cells of the tables' rows, which are ruled like the others."""
        covered = {p for span in merged.items() for p in area(*span)}
        columns = {c for (_, c), role in self.roles.items() if role == "header"}
        rows = {r for (r, _), role in self.roles.items() if role in ("value", "total") and columns}
        return {(r, c) for r in rows for c in columns if (r, c) not in self.sheet.cells} - covered

    @cached_property
    def _merged(self) -> dict[Position, Position]:
        return dict(self._merges())

    @cached_property
    def _spanning(self) -> frozenset[Position]:
        return frozenset(p for p, (_, right) in self._merged.items() if right > p[1])

    @cached_property
    def _bottom(self) -> int:
        return max((r for r, _ in self.sheet.cells), default=1)

    @cached_property
    def _right(self) -> int:
        return max((c for _, c in self.sheet.cells), default=1)

    def _merges(self) -> Iterator[tuple[Position, Position]]:
        """The merges as they came, top left -> bottom right, little farther than filled; of two that meet, one."""
        taken: set[Position] = set()
        for top, left, bottom, right in self.sheet.merged:
            bottom, right = min(bottom, max(self._bottom, top)), min(right, max(self._right + BEYOND, left))
            if (bottom - top + 1) * (right - left + 1) > FARTHEST or (top, left) == (bottom, right):
                continue
            cells = area((top, left), (bottom, right))
            if taken.isdisjoint(cells):
                taken |= cells
                yield (top, left), (bottom, right)

    def _style(self, position: Position, **more: Any) -> Any:
        role = self.roles.get(position, "value" if position not in self.sheet.cells else "")
        properties: dict[str, Any] = dict(more)
        if role in BORDERED:
            properties["border"] = 1
        if role in CENTRED and (position in self._spanning or role in ("header", "column_marks")):
            properties |= {"align": "center"}
        if not self._wraps(position) and position not in self._spanning:
            properties["text_wrap"] = False
        if role == "field":
            properties |= {"align": "left", "indent": 0}
        if role in BOLD:
            properties |= {"bold": True}
        if role in ("header", "column_marks"):
            properties |= {"bg_color": GREY}
        if position in self.sheet.struck:
            properties |= {"font_strikeout": True}
        if position in self.marks:
            properties |= {"bg_color": COLOURS[min(p.severity for p in self.marks[position])], "border": 1}
        return self.styles(**properties)

    def _add_up(self, position: Position, total: Total) -> None:
        """Write a total as a formula with its result."""
        look = _look(total.result if isinstance(total.result, float | int) else 10_000)
        style = self._style(position, **look, bold=True, border=1)
        self.paper.write_formula(position[0] - 1, position[1] - 1, total.formula, style, total.result)

    def _write_pieces(self, position: Position, pieces: Sequence[Piece]) -> None:
        """Write a text of which some pieces are struck through."""
        struck = self.styles.book.add_format({"font_strikeout": True})
        told = [part for text, is_struck in pieces for part in ((struck, text) if is_struck else (text,))]
        self.paper.write_rich_string(position[0] - 1, position[1] - 1, *told, self._style(position))

    def _write(self, position: Position) -> None:
        row, column = position[0] - 1, position[1] - 1
        value = self.sheet.cells.get(position)
        style = self._style(position)
        if value is None or (isinstance(value, Fault) and value.kind == "no_result"):
            self.paper.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            self.paper.write_boolean(row, column, value, style)
        elif isinstance(value, int | float) and math.isfinite(value):
            self.paper.write_number(row, column, value, self._style(position, **_look(value)))
        elif isinstance(value, dt.date) and value.year >= FIRST_YEAR:
            self.paper.write_datetime(
                row, column, value, self._style(position, num_format="dd/mm/yyyy", align="center")
            )
        elif position in self.sheet.partly_struck:
            self._write_pieces(position, self.sheet.partly_struck[position])
        else:
            self.paper.write_string(row, column, value if isinstance(value, str) else text_of(value), style)

    def _note(self, position: Position, found: Sequence[Problem]) -> None:
        """Hang a note on a wrong cell: what is wrong, what to write."""
        text = "\n".join(f"{SEVERITIES[p.severity]}: {p.message}\nCách sửa: {p.remedy}" for p in found)
        lines = sum(math.ceil(len(line) / CHARACTERS_A_LINE) or 1 for line in text.split("\n"))
        options = {"author": "", "width": NOTE_WIDTH, "height": NOTE_LINE * (lines + 1), "font_size": 10}
        self.paper.write_comment(address(position), text, options)

    def _columns(self, merged: Mapping[Position, Position]) -> list[float]:
        """Set the columns as wide as their own texts want, those of merges, titles and notes aside; return widths."""
        shown, widths = {c for _, c in self.marks}, []
        own: dict[int, list[float]] = {}
        across = {p for p, (_, right) in merged.items() if right > p[1]}
        for position, value in self.sheet.cells.items():
            if position not in across and self._wraps(position):
                label = self.roles.get(position) == "header"
                own.setdefault(position[1], []).append(_length(value) / (HEADER_LINES if label else 1))
        farthest = max([self._right, *(right for _, right in merged.values())])
        for column in range(1, min(farthest, FARTHEST) + 1):
            lengths = sorted(own.get(column, [0.0]))
            widths.append(max(NARROWEST, min(self._widest, lengths[int(len(lengths) * 0.9)] * 1.1 + 2)))
            hidden = column in self.sheet.hidden_columns and column not in shown
            self.paper.set_column(column - 1, column - 1, widths[-1], None, {"hidden": hidden})
        return widths

    @cached_property
    def _tabular(self) -> bool:
        return "header" in self.roles.values()

    @cached_property
    def _widest(self) -> float:
        return WIDEST if self._tabular else PAGE

    def _wraps(self, position: Position) -> bool:
        """Whether a text stays within its column; titles and the like reach over the empty cells beside them."""
        return self.roles.get(position) in MEASURED or not self._tabular

    def _rows(self, merged: Mapping[Position, Position], widths: Sequence[float]) -> None:
        """Set the rows as high as their texts want: not every program does it by itself."""
        lines: dict[int, float] = {}
        for position, value in self.sheet.cells.items():
            bottom, right = merged.get(position, position)
            if bottom == position[0] and position[1] <= len(widths):
                room = sum(widths[position[1] - 1 : right])
                wanted = lines_of(value, room) if self._wraps(position) or right > position[1] else 1
                lines[position[0]] = max(lines.get(position[0], 1), wanted)
        marked = {r for r, _ in self.marks}
        for row, count in lines.items():
            hidden = row in self.sheet.hidden_rows and row not in marked
            self.paper.set_row(row - 1, min(count, MOST_LINES) * LINE, None, {"hidden": hidden})


def area(first: Position, last: Position) -> set[Position]:
    """Return the cells from top left to bottom right."""
    return {(r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1)}


def lines_of(value: Value, room: float) -> int:
    """Return how many lines a value takes in a column of that width."""
    texts = str(value).split("\n") if isinstance(value, str) else [""]
    return sum(max(1, math.ceil(len(t) * (CAPITAL if t.isupper() else LETTER) / max(room - 1, 1))) for t in texts)


def _look(value: float) -> dict[str, Any]:
    """Numbers stand a little off the line; from 10.000 on they are grouped, years and small counts are not."""
    grouped = abs(value) >= 10_000 and float(value).is_integer()
    return {"num_format": "#,##0" if grouped else "General", "align": "right", "indent": 1, "text_wrap": False}


def _length(value: Value) -> float:
    if isinstance(value, Fault) and value.kind == "no_result":
        return 0
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 1 + (len(f"{value:,.0f}") if float(value).is_integer() else len(f"{value:g}"))
    return max((len(line) for line in text_of(value).split("\n")), default=0)

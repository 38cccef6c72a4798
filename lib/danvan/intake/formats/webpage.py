"""Reads a web page that was saved as .xls: its tables one below the other on one sheet, as Excel itself shows them.

Text outside the tables keeps its place as a row of its own. Scripts are never run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from danvan.intake.formats import crowded, delimited
from danvan.intake.formats.details import Details, shown
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.links import EXCEL
from danvan.intake.formats.tags import BREAKS, UNSEEN, filled_cells
from danvan.intake.sheet import Position, Sheet, Value
from danvan.problems import refusal

Attributes = Mapping[str, str]
PAGE = re.compile(r"<(!doctype\s+html|html|head|body|table|meta|style|title|font|div|center)\b", re.I)
CHARSET = re.compile(rb'charset\s*=\s*["\']?([\w-]+)', re.I)
CLASS = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
FAMILY = re.compile(r'font-family\s*:\s*["\']?([^;"\',]+)', re.I)
HIDES = re.compile(r"\b(display\s*:\s*none|visibility\s*:\s*(hidden|collapse))", re.I)
LINK = re.compile(EXCEL)
MOST_SPAN = 1000


def is_page(head: str) -> bool:
    """Return whether a text begins as a web page does."""
    start = re.sub(r"^(\s|<!--.*?-->)+", "", head, flags=re.S)
    return bool(PAGE.match(start))


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the one sheet of a page."""
    crowded.refuse_crowded(data, "html")
    text = _text(data)
    page = _Page(dict(_families(text)))
    page.feed(text)
    page.close()
    page.end_row()
    if not page.saw_table:
        raise refusal("X06", what="Trang web không có bảng nào")
    name = re.search(r"<x:Name>([^<]*)</x:Name>", text)
    page.details.counted = filled_cells(text)
    return [page.details.sheet(html.unescape(name[1]) if name else "html", page.cells)], False


def _text(data: bytes) -> str:
    named = CHARSET.search(data[:4096])
    text = delimited.text_of_bytes(data)
    if named and not data.startswith(tuple(delimited.MARKS)):
        try:
            return data.decode(named[1].decode())
        except (LookupError, UnicodeError):
            return text or ""  # the page names a code page that it is not in
    return text or ""


def _families(text: str) -> Iterator[tuple[str, str]]:
    """The classes of the page's styles with the font each names."""
    for name, body in CLASS.findall(text):
        if family := FAMILY.search(body):
            yield name, family[1].strip()


@dataclass
class _Cell:
    """A cell while its text is gathered."""

    at: Position
    attributes: Attributes
    runs: list[Run] = field(default_factory=list)
    struck: bool = False


class _Page(HTMLParser):
    """Lays out tables: `row` and `column` are the place of the next cell, `taken` the cells under row spans."""

    def __init__(self, families: Attributes) -> None:
        super().__init__(convert_charrefs=True)
        self.families = families
        self.cells: dict[Position, Value] = {}
        self.details = Details()
        self.saw_table = False
        self.row, self.column, self.depth = 1, 1, 0
        self.next_column = 1
        self.in_row = False
        self.taken: set[Position] = set()
        self.open: list[_Cell] = []
        self.font: list[str | None] = []
        self.unseen = 0
        self.strikes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._end_cell()
            self.end_row()
            self.saw_table, self.depth, self.next_column = True, self.depth + 1, 1
        elif tag == "tr":
            self.end_row()
            self.in_row = True
            if HIDES.search(given.get("style", "")):
                self.details.hidden_rows.add(self.row)
        elif tag == "col":
            self._column(given)
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(given)
        elif tag in BREAKS:
            self._break()
        self.unseen += tag in UNSEEN
        self.strikes += tag in ("s", "strike", "del")
        if tag in ("font", "span"):
            self.font.append(given.get("face") or self._family(given))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_cell()
            self.end_row()
            self.depth -= tag == "table"
        elif tag in BREAKS:
            self._break()
        self.unseen -= tag in UNSEEN and self.unseen > 0
        self.strikes -= tag in ("s", "strike", "del") and self.strikes > 0
        if tag in ("font", "span") and self.font:
            self.font.pop()

    def handle_data(self, data: str) -> None:
        if self.unseen or not (self.open or data.strip()):
            return
        if not self.open:
            self._begin_cell({})
        cell = self.open[-1]
        cell.struck = cell.struck or bool(self.strikes and data.strip())
        cell.runs.append((next((f for f in reversed(self.font) if f), None), re.sub(r"[ \t\r\n]+", " ", data)))

    def end_row(self) -> None:
        """Close the row that is open; one without cells is a row too, for cells above may reach into it."""
        self._end_cell()
        if self.column > 1 or self.in_row:
            self.row, self.column, self.in_row = self.row + 1, 1, False

    def _column(self, given: Attributes) -> None:
        first, self.next_column = self.next_column, self.next_column + _span(given.get("span"))
        if HIDES.search(given.get("style", "")):
            self.details.hidden_columns.update(range(first, self.next_column))

    def _break(self) -> None:
        if self.open and self.depth:
            self.open[-1].runs.append((None, "\n"))
        elif self.open:
            self.end_row()

    def _begin_cell(self, given: Attributes) -> None:
        while (self.row, self.column) in self.taken:
            self.column += 1
        rows, columns = (_span(given.get(name)) for name in ("rowspan", "colspan"))
        self.open = [_Cell((self.row, self.column), given)]
        if rows * columns > 1:
            last = self.row + rows - 1, self.column + columns - 1
            self.details.merged.append((self.row, self.column, *last))
            self.taken.update((r, c) for r in range(self.row, last[0] + 1) for c in range(self.column, last[1] + 1))
        self.column += columns

    def _end_cell(self) -> None:
        if not self.open:
            return
        cell = self.open.pop()
        text = "".join(text for _, text in cell.runs).strip().strip("\xa0")
        if text.strip():
            self.cells[cell.at] = _value(text, cell.attributes)
            self.details.runs[cell.at] = _trimmed(cell.runs)
            self._note(cell)

    def _note(self, cell: _Cell) -> None:
        if cell.struck or "line-through" in cell.attributes.get("style", ""):
            self.details.struck.add(cell.at)
        if family := self._family(cell.attributes):
            self.details.fonts[cell.at] = family
        if LINK.search(cell.attributes.get("x:fmla", "")):
            self.details.linked.add(cell.at)

    def _family(self, given: Attributes) -> str | None:
        if family := FAMILY.search(given.get("style", "")):
            return family[1].strip()
        return next((self.families[c] for c in given.get("class", "").split() if c in self.families), None)


def _span(text: str | None) -> int:
    return min(int(text), MOST_SPAN) if text and text.strip().isdigit() and int(text) else 1


def _value(text: str, given: Attributes) -> Value:
    """A cell's text, or the value that Excel wrote beside it."""
    number = given.get("x:num", "")
    return float(number) if _is_number(number) else shown(text)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text.strip()) is not None


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs without the white space at both ends of the cell."""
    font_of = [font for font, text in runs for _ in text]
    text = "".join(text for _, text in runs)
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return [(font_of[i], text[i]) for i in range(start, end)]

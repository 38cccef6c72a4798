"""Workbooks that we write: a text is a text, whatever it says, and stays one where somebody edits its cell.

    "=cmd|' /C calc'!A0"   a string that is marked as text (Excel's own leading apostrophe)
    "_x0041_"              those seven letters: Excel would read an "A", so that it is written in two pieces
    "a\\x01\\ud800"          "a": XML cannot hold the rest

XlsxWriter leaves text in attributes, "<r>...</r>" and halves of surrogates as they are, and cuts a long text silently.
Does not belong here: what a workbook says, how it looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from itertools import pairwise
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from danvan.inert import formula, printable

ALWAYS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads "_x0041_" as the letter of that number
RAW = ("<r>", "</r>")  # XlsxWriter takes what stands between them for XML
LONGEST, CUT = 32_767, " … (dài quá một ô Excel, phần sau không ghi)"  # units of UTF-16


class Book(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook of XlsxWriter whose sheets are `Page`s."""

    def __init__(self, out: BytesIO, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(out, {**ALWAYS, **(options or {})})
        self.quoted: dict[Format | None, Format] = {}

    def add_worksheet(self, name: str | None = None) -> Page:
        """Add a sheet."""
        made: Page = super().add_worksheet(name, Page)
        made.book = self
        return made

    def set_properties(self, said: Mapping[str, Any]) -> None:
        """Say what the file is."""
        super().set_properties(
            {key: printable(value) if isinstance(value, str) else value for key, value in said.items()}
        )

    def as_text(self, style: Format | None) -> Format:
        """The same format for a cell that is a text though it looks like a formula."""
        if style not in self.quoted:
            made = copy(style) if style else self.add_format()
            made.quote_prefix, made.xf_index = True, None
            if style:
                self.formats.append(made)
            self.quoted[style] = made
        return self.quoted[style]


class Page(Worksheet):  # type: ignore[misc]
    """A sheet whose strings, notes, headings and footers can be any text."""

    book: Book

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        text = fitting(printable(string))
        style = self.book.as_text(cell_format) if formula(text) else cell_format
        pieces = apart(text)
        if len(pieces) == 1:
            return int(super()._write_string(row, col, text, style))
        font = style or self.book.as_text(None)
        told = [part for piece in pieces for part in (font, piece)]
        return int(super()._write_rich_string(row, col, *told, *([style] if style else ())))

    def _write_rich_string(self, row: int, col: int, *told: Format | str) -> int:
        """Some pieces of a text and their fonts, the cell's own format last."""
        *parts, cell_format = told
        pieces: list[tuple[list[Format], str]] = []
        font: list[Format] = []
        for part in parts:
            if isinstance(part, str):
                pieces += [(font, piece) for piece in apart(printable(part)) if piece]
            font = [part] if not isinstance(part, str) else []
        if len(pieces) < 2 or len("".join(text for _, text in pieces)) > LONGEST // 2:
            return self._write_string(row, col, "".join(text for _, text in pieces), cell_format)
        raw = [part for font, text in pieces for part in (*font, text)]
        return int(super()._write_rich_string(row, col, *raw, cell_format))

    def write_comment(self, place: str, comment: str, options: Mapping[str, Any] | None = None) -> int:
        """Hang a note on a cell."""
        return int(super().write_comment(place, fitting(printable(comment)), dict(options or {})))

    def write_url(self, row: int, col: int, url: str, style: Format, text: str) -> int:
        """Write a link; `url` is a place in this workbook."""
        super().write_url(row, col, url, style, attribute(text))
        return self._write_string(row, col, text, style)

    def add_table(self, *place: int, columns: list[dict[str, Any]], **options: Any) -> None:
        """Make an Excel table of some cells; its columns are called what the cells of its first row say."""
        named = [{**column, "header": attribute(column["header"])} for column in columns]
        super().add_table(*place, {**options, "columns": named})
        for at, column in enumerate(columns, place[1]):
            self._write_string(place[0], at, column["header"], column.get("header_format"))

    def set_footer(self, text: str) -> None:
        """Say something below each printed page, in Excel's own code."""
        super().set_footer(printable(text))


def attribute(text: str) -> str:
    """The text as it is written in an attribute, where XlsxWriter writes what it is given."""
    return ESCAPE.sub("_x005F_", printable(text)).replace("\t", "_x0009_")


def apart(text: str) -> list[str]:
    """The text in pieces of which none is taken for something else than what it says."""
    if text.startswith(RAW[0]) and text.endswith(RAW[1]):
        return [text[:1], *apart(text[1:])]
    cuts = [0, *(found.end() for found in ESCAPE.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b] or [text]


def fitting(text: str) -> str:
    """The text as far as a cell of Excel holds it, with a word that something is missing."""
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) <= 2 * LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT

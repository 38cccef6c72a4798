"""tables.xlsx: a contents sheet, then every published table on a sheet of its own, last the data dictionary.

The same tables give the same bytes. Does not belong here: how one table is laid out (`sheet`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from danvan.books import Book, Page
from danvan.files import write_whole
from danvan.publish.dictionary import SHEET_COLUMNS, sheet_rows
from danvan.publish.sheet import CONTENTS, LINE, Styles, stamped, wrapped, write_sheet
from danvan.publish.table import PublishedTable

CREATED = datetime(2000, 1, 1)  # one day for all, so that the same tables give the same bytes
GROUPS = "TRH"  # tables of the report, of the review, of one unit
COLUMNS = (("Bảng", 11), ("Tên bảng", 48), ("Kỳ", 22), ("Phạm vi số liệu", 33), ("Nguồn", 30))
HEADER = 3
BLUE = "#0B4F8A"
Columns = Sequence[tuple[str, int]]
DICTIONARY = "Từ điển"


def write_tables(
    tables: Sequence[PublishedTable], path: Path, *, title: str = "Các bảng số liệu", stamp: str = ""
) -> None:
    """Write `tables` to `path`, whole or not at all, in the order of their ids; the same table twice comes once.

    `stamp` stands on every sheet.
    """
    named = sheet_names(tables)
    out = BytesIO()
    book = Book(out)
    book.set_properties({"title": title, "author": "", "created": CREATED})
    styles = Styles(book)
    contents = book.add_worksheet(CONTENTS)
    for number, (name, table) in enumerate(named.items(), start=1):
        write_sheet(book.add_worksheet(name), table, styles, f"Bang{number}", stamp)
    _contents(contents, named, styles, title, stamp)
    _dictionary(book.add_worksheet(DICTIONARY), styles, stamp)
    book.close()
    write_whole(path, out.getvalue())


def sheet_names(tables: Iterable[PublishedTable]) -> dict[str, PublishedTable]:
    """Tables by the name of their sheet: the id, with a number where another table has it; the same table once."""
    named: dict[str, PublishedTable] = {}
    for table in sorted(tables, key=lambda table: place(table.id)):
        name, number = table.id, 1
        while name in named and named[name].to_json() != table.to_json():
            number += 1
            name = f"{table.id} ({number})"
        named[name] = table
    return named


def place(name: str) -> tuple[int, int, str]:
    """Where the table with this id stands among all."""
    letters, number, rest = re.fullmatch(r"(\D*)(\d*)(.*)", name).groups()  # type: ignore[union-attr]
    return GROUPS.find(letters) % (len(GROUPS) + 1), int(number or 0), rest


def _contents(sheet: Page, named: dict[str, PublishedTable], styles: Styles, title: str, stamp: str) -> None:
    sheet.write_string(0, 0, title, styles.get(bold=True, font_size=14))
    if marks := stamped(stamp, sample=any(table.sample for table in named.values())):
        sheet.write_string(1, 0, marks, styles.get(bold=True, font_color="#8A1C12"))
    sheet.write_url(2, 0, f"internal:'{DICTIONARY}'!A1", styles.get(underline=1, font_color=BLUE), "Nghĩa của từng cột")
    header = _header(sheet, COLUMNS, styles)
    for row, (name, table) in enumerate(named.items(), start=HEADER + 1):
        _entry(sheet, row, name, table, styles)
    if named:
        columns = [{"header": label, "header_format": header} for label, _ in COLUMNS]
        place = (HEADER, 0, HEADER + len(named), len(COLUMNS) - 1)
        sheet.add_table(*place, name="MucLuc", columns=columns, style=None)
    _printed(sheet)


def _dictionary(sheet: Page, styles: Styles, stamp: str) -> None:
    """Every column of the store and every indicator, a row each."""
    sheet.write_string(0, 0, "Từ điển số liệu", styles.get(bold=True, font_size=14))
    if stamp:
        sheet.write_string(1, 0, stamp, styles.get(bold=True, font_color="#8A1C12"))
    sheet.write_url(2, 0, f"internal:'{CONTENTS}'!A1", styles.get(underline=1, font_color=BLUE), CONTENTS)
    header, cell = _header(sheet, SHEET_COLUMNS, styles), styles.get(text_wrap=True, border=1, valign="top")
    rows = sheet_rows()
    for row, words in enumerate(rows, start=HEADER + 1):
        for at, text in enumerate(words):
            sheet.write_string(row, at, text, cell)
        sheet.set_row(row, LINE * _lines(words, SHEET_COLUMNS))
    columns = [{"header": label, "header_format": header} for label, _ in SHEET_COLUMNS]
    sheet.add_table(HEADER, 0, HEADER + len(rows), len(columns) - 1, name="TuDien", columns=columns, style=None)
    _printed(sheet)


def _header(sheet: Page, columns: Columns, styles: Styles) -> Any:
    """Write the headers with their widths, and return their format."""
    header = styles.get(bold=True, align="center", valign="vcenter", border=1, bg_color="#EEF1F4")
    for at, (label, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER, at, label, header)
    return header


def _lines(words: Sequence[str], columns: Columns) -> int:
    """How many lines the row needs."""
    return max(wrapped(text, width) for text, (_, width) in zip(words, columns, strict=True))


def _printed(sheet: Page) -> None:
    """Landscape A4, as wide as a page, the headers on each."""
    sheet.freeze_panes(HEADER + 1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.set_footer("&RTrang &P/&N")


def _entry(sheet: Page, row: int, name: str, table: PublishedTable, styles: Styles) -> None:
    link = styles.get(underline=1, font_color=BLUE, border=1, valign="top")
    cell = styles.get(text_wrap=True, border=1, valign="top")
    sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
    words = (table.title, table.period, table.coverage, table.source.removeprefix("Nguồn: "))
    for at, text in enumerate(words, start=1):
        sheet.write_string(row, at, text, cell)
    sheet.set_row(row, LINE * _lines(words, COLUMNS[1:]))

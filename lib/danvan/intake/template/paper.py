"""A sheet of the blank workbook as a sheet of paper: cell formats, page, letterhead, lines across it, signatures.

Does not belong here: tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from danvan.intake.template import entry, widths
from danvan.intake.template.edition import Edition

SIGNATURES = ("Người lập biểu", "Thủ trưởng đơn vị")
SIGN_HERE = "(Ký, ghi rõ họ tên)"
FOOTER = '&L&"Times New Roman,Regular"&9Phiên bản biểu {version}&C&"Times New Roman,Regular"&11Trang &P/&N'
A4, PROTECTION = 9, {"format_columns": True, "format_rows": True, "insert_rows": True}
GREY, RED, BLUE = "#EDEDED", "#C00000", "#DDEBF7"


@dataclass(frozen=True)
class Styles:
    """The workbook's cell formats, each made once."""

    book: Any
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Any:
        """Return the format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def cell(self, *, locked: bool = False, **properties: Any) -> Any:
        """Return the format of a bordered cell; a clerk fills those that are not locked."""
        return self(border=1, text_wrap=True, valign="vcenter", locked=locked, **properties)

    def header(self) -> Any:
        """Return the format of a table's header."""
        return self.cell(locked=True, bold=True, align="center", bg_color=GREY)


@dataclass(frozen=True)
class Paper:
    """One sheet being drawn. Rows and columns are 0-based; every drawing returns the row below it.

    The first `held` columns stay in sight on the screen and on each printed page.
    """

    sheet: Any
    styles: Styles
    lists: entry.Lists
    edition: Edition
    column_widths: tuple[float, ...]
    held: int = 0

    @cached_property
    def face(self) -> int:
        """The last column of the first page across; letterhead, title and signatures stand on that page."""
        return widths.first_page(self.column_widths, self.held)

    @cached_property
    def start(self) -> int:
        """The first column that no second page across shows again."""
        return self.held if widths.pages_across(self.column_widths) > 1 else 0

    def cell(self, value: entry.Value, **properties: Any) -> Any:
        """Return the format of a cell to fill; one that was filled in beforehand is told apart."""
        if self.edition.prefilled and value is not None:
            properties["bg_color"] = BLUE
        return self.styles.cell(**properties)

    def width(self, first: int, last: int) -> float:
        """The width of neighbouring columns together."""
        return widths.printed(self.column_widths[first : last + 1])

    def span(self, row: int, first: int, last: int, text: str, style: Any, bottom: int | None = None) -> None:
        """Write a text over several cells, merged."""
        bottom = row if bottom is None else bottom
        if (row, first) != (bottom, last):
            self.sheet.merge_range(row, first, bottom, last, "", style)
        entry.write(self.sheet, row, first, text, style)

    def line(self, row: int, text: str, breadth: float = widths.PLAIN, **properties: Any) -> int:
        """Write a centred line over the width of the first page."""
        style = self.styles(align="center", valign="vcenter", text_wrap=True, **properties)
        self.span(row, self.start, self.face, text, style)
        self.sheet.set_row(row, widths.height(widths.lines(text, self.width(self.start, self.face), breadth)))
        return row + 1

    def best_split(self, tall: Callable[[int], int] | None = None) -> int:
        """The last column of the left half: where `tall` (if given) is least, then where the halves are most alike."""
        whole = self.width(self.start, self.face)

        def cost(split: int) -> tuple[int, float]:
            return tall(split) if tall else 0, abs(whole - 2 * self.width(self.start, split))

        return min(range(self.start, self.face), key=cost)


def set_up(paper: Paper) -> None:
    """Set up the screen and the printed page: A4, one page wide or two, numbered; protected, no password."""
    sheet = paper.sheet
    for column, width in enumerate(paper.column_widths):
        sheet.set_column(column, column, width)
    sheet.protect("", PROTECTION)
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z9999"})
    sheet.set_paper(A4)
    if widths.page(paper.column_widths) == widths.LANDSCAPE:
        sheet.set_landscape()
    sheet.fit_to_pages(widths.pages_across(paper.column_widths), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer(FOOTER.format(version=paper.edition.version))


def draw_top(paper: Paper, form: str, title: str) -> int:
    """Draw letterhead, title and period from the first row on."""
    edition = paper.edition
    pairs = (
        (f"Biểu số: {form}", f"Đơn vị báo cáo: {edition.unit.full_name}"),
        (f"Ban hành theo hướng dẫn của {edition.receiver}", f"Đơn vị nhận báo cáo: {edition.receiver}"),
    )
    split = paper.start - 1 if paper.start else paper.best_split(lambda s: sum(_taller(paper, s, p) for p in pairs))
    for row, pair in enumerate(pairs):
        style = paper.styles(text_wrap=True, valign="top", bold=row == 0)
        paper.span(row, 0, split, pair[0], style)
        paper.span(row, split + 1, paper.face, pair[1], style)
        paper.sheet.set_row(row, widths.height(_taller(paper, split, pair)))
    row = paper.line(len(pairs) + 1, title.upper(), widths.UPPER, bold=True, font_size=14)
    return paper.line(row, edition.period_line, italic=True)


def _taller(paper: Paper, split: int, pair: Sequence[str]) -> int:
    halves = paper.width(0, split), paper.width(split + 1, paper.face)
    return max(widths.lines(text, width, widths.BOLD) for text, width in zip(pair, halves, strict=True))


def draw_signatures(paper: Paper, row: int) -> int:
    """Draw the two signature blocks, without names."""
    split = paper.best_split()
    for texts, look in ((SIGNATURES, {"bold": True}), ((SIGN_HERE, SIGN_HERE), {"italic": True})):
        style = paper.styles(align="center", valign="vcenter", text_wrap=True, **look)
        paper.span(row, paper.start, split, texts[0], style)
        paper.span(row, split + 1, paper.face, texts[1], style)
        row += 1
    return row

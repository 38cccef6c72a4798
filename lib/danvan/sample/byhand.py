"""Draws the sheets of the years before there was a template, each as the layout of its year wants them.

    row 0  ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    row 1  XÃ BÌNH MINH                    Độc lập - Tự do - Hạnh phúc
    row 3           DANH MỤC MÔ HÌNH ... NĂM 2019
    row 4                                             Đơn vị tính: đồng
    row 5  the table, then the signatures

Does not belong here: the plan, what is wrong in it, and file formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from danvan.declared.form import Table
from danvan.sample.dice import chance, pick
from danvan.sample.grid import Cell, Sheet, cell, moved
from danvan.sample.layout import Page, shown
from danvan.sample.table import Head, block, heads

FIRST_ROW = 5
COVER_WIDTHS = (32, 40, 10, 10, 30, 30)
WIDTHS = {"text": 30, "choice": 14, "money": 15, "date": 12, "code": 12}
NARROW, RUNNING = 9, 6


def draw(page: Page) -> list[Sheet]:
    """Return the sheets of one workbook, cover first; a form without rows is at times left out."""
    sheets = [_cover(page)]
    indent = int(page.layout.loose and chance(25, page.unit.code, "indented"))
    for name, tables in page.form.sheets().items():
        mine = [t for t in tables if t.name in page.said and t.layout != "fields"]
        empty = not any(page.said[t.name] for t in mine)
        if mine and not (empty and chance(50, page.unit.code, page.year, name, "left out")):
            sheets.append(moved(_sheet(page, name, mine), indent))
    return sheets


def _heading(page: Page, title: str, right: int) -> Iterator[Cell]:
    above = "HUYỆN BÌNH SƠN" if page.unit.type == "agency" else "ỦY BAN NHÂN DÂN"
    right = max(right, 5)
    yield cell(0, 0, above, "head", right=2)
    yield cell(1, 0, page.unit.full_name.upper(), "head", right=2)
    yield cell(0, 4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "head", right=right)
    yield cell(1, 4, "Độc lập - Tự do - Hạnh phúc", "motto", right=right)
    yield cell(3, 0, f"{title.upper()} NĂM {page.manner.title_year or page.year}", "title", right=right)


def _cover(page: Page) -> Sheet:
    table = page.form.table("cover")
    row = {**page.said["cover"][0], "unit_name": _called(page)}
    cells = [*_heading(page, "Báo cáo Dân vận khéo", 5), cell(4, 0, page.form.words.sample_mark, "title", right=5)]
    for at, column in enumerate((c for c in table.columns if c.name in row), start=FIRST_ROW + 1):
        value = shown(page, column, row)
        cells.append(cell(at, 0, f"{page.layout.one_of([column.label, *column.seen_as])}:", "label"))
        cells.append(cell(at, 1, value, "day" if isinstance(value, date) else "plain"))
    return Sheet(page.layout.tabs[table.sheet], tuple(cells), COVER_WIDTHS)


def _called(page: Page) -> str:
    """The unit's name as people write it: "Xã Bình Minh", "UBND xã Bình Minh", "X.Bình Minh", "TT Châu Ổ"."""
    unit = page.unit
    if unit.type == "agency":
        return unit.full_name
    short = f"TT {unit.name}" if unit.type == "township" else f"X.{unit.name}"
    return pick((unit.full_name, f"UBND {unit.called}", short), unit.code, page.year, "called")


def _sheet(page: Page, name: str, tables: Sequence[Table]) -> Sheet:
    cells: list[Cell] = []
    widths: tuple[int, ...] = ()
    top = FIRST_ROW
    for table in tables:
        columns = heads(page, table)
        cells += _over(page, table, columns, top, several=len(tables) > 1)
        cells += block(page, table, columns, top + (len(tables) > 1))
        top = max(c.bottom for c in cells) + 2
        widths = max(widths, _widths(columns), key=len)
    title = tables[0].title if len(tables) == 1 else "Nông thôn mới, OCOP, khu dân cư kiểu mẫu"
    signed = (cell(top, 1, "Người lập biểu", "signature"), cell(top, 4, "Thủ trưởng đơn vị", "signature"))
    return Sheet(page.layout.tabs[name], (*_heading(page, title, len(widths) - 1), *cells, *signed), widths)


def _over(page: Page, table: Table, columns: Sequence[Head], top: int, *, several: bool) -> Iterator[Cell]:
    """What stands over a table: its own title where a sheet has several, else the unit line."""
    if several:
        yield cell(top, 0, table.title, "block")
    elif table.unit_line and not page.manner.in_header:
        line = f"Đơn vị tính: {'triệu đồng' if page.manner.million else table.unit_line}"
        yield cell(top - 1, len(columns) - 2, line, "line")


def _widths(columns: Sequence[Head]) -> tuple[int, ...]:
    return (RUNNING, *(WIDTHS.get(h.column.type, NARROW) for h in columns))

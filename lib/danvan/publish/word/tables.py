"""A published table in Word.

                     Bảng T6a. Title
    SỐ LIỆU MINH HỌA               Đơn vị tính: đồng
    +------+-------+-------+
    |      | label | label |       repeated on each page
    | part: bold           |       no row is split over pages
    | data row |           |
    | total: bold          |
    Ghi chú ...                    notes, legend, coverage, source

The name stays with the header and the first rows, the last rows with each other and the notes; a short table is never
split. Does not belong here: how wide its columns are (`widths`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.columns import ColumnSpec
from danvan.publish.prose import Number
from danvan.publish.table import EMPTY, SAMPLE, PublishedTable
from danvan.publish.word import styles, widths
from danvan.publish.word.inline import number
from danvan.publish.word.opened import Opened
from danvan.publish.word.pages import Area
from danvan.publish.word.xml import el, paragraph, run, twips

SHORT, TOGETHER = 12, 2  # rows of a table that is kept whole; rows that stay with its head and with its end


def elements(table: PublishedTable, opened: Opened, area: Area) -> Iterator[BaseOxmlElement]:
    """The table with all that stands above and below it."""
    yield paragraph(opened.style(styles.TABLE_NAME), run(f"Bảng {table.id}. {table.title}"))
    if table.sample:
        yield paragraph(opened.style(styles.SAMPLE_MARK), run(SAMPLE))
    if table.unit_line:
        yield paragraph(opened.style(styles.UNIT_LINE), run(f"Đơn vị tính: {table.unit_line}"))
    yield _grid(table, opened, widths.columns(table, area.width))
    below = _below(table)
    for line in below:
        yield paragraph(opened.style(styles.NOTE), run(line), keep_next=line is not below[-1])
    yield paragraph(opened.style(styles.GAP))


def _below(table: PublishedTable) -> list[str]:
    """What stands below: all notes in one paragraph, then coverage and source."""
    rest = [line for line in table.footer if line not in table.remarks]
    return [f"Ghi chú: {' '.join(table.remarks)}", *rest] if table.remarks else rest


def _grid(table: PublishedTable, opened: Opened, sizes: Sequence[float]) -> BaseOxmlElement:
    """The lines and cells."""
    exact = [twips(size) for size in sizes]
    properties = el(
        "tblPr",
        el("tblStyle", val=opened.grid),
        el("tblW", w=sum(exact), type="dxa"),
        el("jc", val="center"),
        el("tblLayout", type="fixed"),
    )
    columns = el("tblGrid", *(el("gridCol", w=size) for size in exact))
    made = el("tbl", properties, columns, _header(table, opened, exact))
    made.extend(_row(table, row, opened, exact) for row in range(len(table.frame)))
    if table.frame.empty:
        said = paragraph(opened.style(styles.TABLE_MIDDLE), run(EMPTY), keep_next=bool(table.footer))
        made.append(el("tr", el("trPr", el("cantSplit")), _cell(said, sum(exact), span=len(exact))))
    return made


def _header(table: PublishedTable, opened: Opened, exact: Sequence[int]) -> BaseOxmlElement:
    style = opened.style(styles.TABLE_HEAD)
    said = [paragraph(style, run(table.heading(column)), keep_next=True) for column in table.columns]
    cells = [_cell(each, size) for each, size in zip(said, exact, strict=True)]
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *cells)


def _row(table: PublishedTable, row: int, opened: Opened, exact: Sequence[int]) -> BaseOxmlElement:
    keep = _kept(table, row)
    cells = [
        _cell(paragraph(_style(column, opened), *_content(table, row, column, opened), keep_next=keep), size)
        for column, size in zip(table.columns, exact, strict=True)
    ]
    return el("tr", el("trPr", el("cantSplit")), *cells)


def _content(table: PublishedTable, row: int, column: ColumnSpec, opened: Opened) -> Iterator[BaseOxmlElement]:
    """The run of a cell; a number that has a formula knows its figure."""
    text = table.text(row, column)
    bold = [el("b"), el("bCs")] if table.roles[row] != "data" else []
    if text and (row, column.name) in table.formulas:
        yield from number(Number(text, table.figure(row, column.name)), opened, *bold)
    elif text:
        yield run(text, *bold)


def _style(column: ColumnSpec, opened: Opened) -> str:
    centred = column.format == "date" or column.name == "order"
    return opened.style(
        styles.TABLE_NUMBER if column.numeric else styles.TABLE_MIDDLE if centred else styles.TABLE_TEXT
    )


def _kept(table: PublishedTable, row: int) -> bool:
    """Whether a row stands on one page with what follows it; the head of a part always does."""
    last = len(table.frame) - 1
    if row == last:
        return bool(table.footer)
    return last < SHORT or row < TOGETHER or row >= last - TOGETHER or table.roles[row] == "block"


def _cell(content: BaseOxmlElement, width: int, span: int = 1) -> BaseOxmlElement:
    wide = [el("gridSpan", val=span)] if span > 1 else []
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), *wide, el("vAlign", val="center")), content)

"""Draws the workbook that goes back: the commune's own sheets, wrong cells coloured with a note, and a list of them.

    Cần sửa | Đã sửa (of a further revision) | the commune's sheets as they came

Strings stay strings, never formulas, but totals add themselves up (`alive`); the same submission gives the same bytes.
Does not belong here: which submissions go back (`returned`), what is wrong (`reader`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan.books import ESCAPE, Book
from danvan.declared.form import form
from danvan.files import write_whole
from danvan.inert import printable
from danvan.intake.alive import LISTS, Alive, Lists
from danvan.intake.mended import Asked, asks
from danvan.intake.redrawn import A4, COLOURS, GREY, LINE, Redrawn, Styles, lines_of, marks_of
from danvan.intake.sheet import Position, Sheet, position_of
from danvan.intake.submission import Submission
from danvan.problems import Problem

LIST, DONE = "Cần sửa", "Đã sửa"
CREATED = dt.datetime(2017, 4, 3)  # one day for all, so that the same content gives the same bytes
OPTIONS = {
    "nan_inf_to_errors": True,
    "default_format_properties": {"font_name": "Times New Roman", "font_size": 12, "font_scheme": "none"},
}
BLUE, MENDED = "#0563C1", "#E2EFDA"
LIST_COLUMNS = (("TT", 5), ("Trang", 18), ("Ô", 9), ("Đang ghi", 24), ("Vì sao", 46), ("Cách sửa", 46))
DONE_COLUMNS = (("TT", 5), ("Trang", 18), ("Ô", 9), ("Đã yêu cầu", 60), ("Kết quả", 14))
LONGEST_NAME = 31
ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Going:
    """What goes back to whom: the submission, the sheets as they came, and what was asked the time before."""

    unit_name: str
    told: Submission
    sheets: Sequence[Sheet]
    asked: tuple[Asked, ...] = ()


def write_marked(path: Path, going: Going) -> None:
    """Write the workbook that goes back to a commune."""
    write_whole(path, marked(going))


def marked(going: Going) -> bytes:
    """Return the bytes of the workbook that goes back to a commune."""
    out = io.BytesIO()
    with Book(out, OPTIONS) as book:
        book.set_properties({"title": f"{LIST} - {going.unit_name}", "author": "", "created": CREATED})
        styles = Styles(book)
        names = _names(going)
        place = _order(going)
        found = sorted((p for p in going.told.problems if asks(p)), key=place)
        _draw_list(book.add_worksheet(names[None]), styles, going, found, names)
        if going.asked:
            asked = sorted(going.asked, key=lambda a: (a.mended, place(a.found)))
            _draw_done(book.add_worksheet(names[DONE]), styles, asked, names)
        lists = Lists()
        for sheet in (s for s in going.sheets if s.name != LISTS):
            marks = marks_of(sheet, [p for p in found if p.sheet == sheet.name])
            alive = Alive.of(sheet, going.told.cells, form(), going.told.year or CREATED.year)
            paper = book.add_worksheet(names[sheet.name])
            Redrawn(paper, styles, sheet, _roles(going, sheet), marks, alive, lists).draw()
        if lists:
            lists.draw(book.add_worksheet(LISTS))
    return out.getvalue()


def _order(going: Going) -> Callable[[Problem], tuple[bool, int, int, Position]]:
    """What must be mended first, then as the sheets follow one another; what is about the whole file leads."""
    sheets = {sheet.name: number for number, sheet in enumerate(going.sheets, start=1)}

    def key(found: Problem) -> tuple[bool, int, int, Position]:
        place = position_of(found.cell.partition(":")[0]) if found.cell else (found.row or 0, 0)
        return found.severity != "E", sheets.get(found.sheet or "", 0), found.row or 0, place

    return key


def _names(going: Going) -> dict[str | None, str]:
    """The name each sheet gets: its own where Excel allows it; None is the list's."""
    taken: set[str] = set()
    names: dict[str | None, str] = {}
    for own in (*(s.name for s in going.sheets), None, DONE):
        name = _allowed(LIST if own is None else own)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{_cut(_allowed(LIST if own is None else own), LONGEST_NAME - 5)} ({number})"
        taken.add(name.casefold())
        if own not in names:
            names[own] = name
    return names


def _allowed(name: str) -> str:
    return _cut(printable(ESCAPE.sub("-", ILLEGAL.sub("_", name))).strip("'"), LONGEST_NAME) or "Trang"


def _cut(name: str, most: int) -> str:
    """The beginning of a name, as long as Excel counts."""
    return name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip("'")


def _draw_list(
    sheet: Any, styles: Styles, going: Going, found: Sequence[Problem], names: Mapping[str | None, str]
) -> None:
    """The sheet "Cần sửa": whose report it is, what to do with it, and every finding with a link to its cell."""
    told, last = going.told, len(LIST_COLUMNS) - 1
    errors = sum(p.severity == "E" for p in found)
    period = "6 tháng" if told.period == "6T" else "năm"
    whose = f"{going.unit_name} - báo cáo {period} {told.year}, lần gửi {told.revision or '?'}"
    counted = f"{errors} chỗ phải sửa (màu đỏ), {len(found) - errors} chỗ cần xem lại (màu vàng)."
    ask = (
        "Bấm vào cột “Ô” để đến đúng chỗ; đưa chuột lên ô màu để đọc cách sửa. "
        f"Sửa xong, ở bìa ghi Lần gửi {(told.revision or 1) + 1}, lý do, và ghi lại họ tên, điện thoại, ngày ký "
        "(đã để trống)."
    )
    _page(sheet, LIST_COLUMNS)
    heads: tuple[tuple[str, dict[str, Any]], ...] = (
        ("CÁC CHỖ CẦN SỬA", {"bold": True, "font_size": 16}),
        (whose, {"bold": True}),
        (counted, {}),
        (ask, {}),
    )
    for row, (text, properties) in enumerate(heads):
        sheet.merge_range(row, 0, row, last, "", styles(**properties))
        sheet.write_string(row, 0, text, styles(**properties))
    top = len(heads) + 1
    _head(sheet, styles, top, LIST_COLUMNS)
    for number, problem in enumerate(found, start=1):
        said = problem.said if problem.cell else None
        values = (str(number), problem.sheet or "Cả tệp", None, said or "", problem.message, problem.remedy)
        _line(sheet, styles, top + number, values, LIST_COLUMNS)
        _link(sheet, styles, (top + number, 2), problem, names)
    sheet.activate()


def _draw_done(sheet: Any, styles: Styles, found: Sequence[Asked], names: Mapping[str | None, str]) -> None:
    """The sheet "Đã sửa": what was asked of the revision before, and whether this one mended it."""
    _page(sheet, DONE_COLUMNS)
    mended = sum(a.mended for a in found)
    text = f"So với lần gửi trước: đã sửa {mended}/{len(found)} chỗ được yêu cầu"
    sheet.merge_range(0, 0, 0, len(DONE_COLUMNS) - 1, "", styles(bold=True))
    sheet.write_string(0, 0, text, styles(bold=True))
    _head(sheet, styles, 2, DONE_COLUMNS)
    for number, asked in enumerate(found, start=1):
        problem, row = asked.found, 2 + number
        where = _where(problem) if asked.mended else None
        _line(sheet, styles, row, (str(number), problem.sheet or "Cả tệp", where, problem.message), DONE_COLUMNS)
        colour = MENDED if asked.mended else COLOURS[problem.severity]
        style = styles(border=1, align="center", bg_color=colour)
        sheet.write_string(row, len(DONE_COLUMNS) - 1, "Đã sửa" if asked.mended else "Chưa sửa", style)
        if not asked.mended:
            _link(sheet, styles, (row, 2), problem, names)


def _page(sheet: Any, columns: Sequence[tuple[str, float]]) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)


def _head(sheet: Any, styles: Styles, row: int, columns: Sequence[tuple[str, float]]) -> None:
    for column, (label, _) in enumerate(columns):
        sheet.write_string(row, column, label, styles(bold=True, border=1, bg_color=GREY, align="center"))
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def _line(
    sheet: Any, styles: Styles, row: int, values: Sequence[str | None], columns: Sequence[tuple[str, float]]
) -> None:
    for column, value in enumerate(values):
        if value is not None:
            sheet.write_string(row, column, value, styles(border=1, align="left" if column else "center"))
    fits = zip(values, columns, strict=False)
    sheet.set_row(row, LINE * max(lines_of(value or "", width) for value, (_, width) in fits))


def _link(sheet: Any, styles: Styles, place: Position, found: Problem, names: Mapping[str | None, str]) -> None:
    """Write where a finding is, as a link to it where there is such a place."""
    colour = {"bg_color": COLOURS[found.severity], "border": 1, "align": "center"}
    where = _where(found)
    if found.sheet not in names or found.sheet is None:
        sheet.write_string(*place, where, styles(**colour))
        return
    name = names[found.sheet].replace("'", "''")
    target = (found.cell or f"A{found.row or 1}").partition(":")[0]
    style = styles(**colour, font_color=BLUE, underline=1)
    sheet.write_url(*place, f"internal:'{name}'!{target}", style, where)


def _where(found: Problem) -> str:
    if not found.sheet:
        return ""
    return found.cell or (f"dòng {found.row}" if found.row else "cả trang")


def _roles(going: Going, sheet: Sheet) -> dict[Position, str]:
    return {position_of(c.cell): c.role for c in going.told.cells if c.sheet == sheet.name}

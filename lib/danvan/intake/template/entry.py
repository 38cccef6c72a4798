"""One cell that a clerk fills: what it accepts, what it says when entered or refused, how a given value is written.

Does not belong here: where the cell stands.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from typing import Any

from danvan.declared.form import NUMERIC, Column
from danvan.problems import DanvanError

Value = int | float | str | dt.date | bool | None
Lists = Mapping[tuple[str, ...], str]

YES, NO = "Có", "Không"
EARLIEST_YEAR = 1990
# Excel's own limits, in characters.
TITLE_LENGTH, LONGEST_TEXT = 32, 32_767
# Numbers are shown whole; `FRACTION` is put on by condition, since "#,##0.###" would leave "900," behind a whole one.
WHOLE, FRACTION, DAY, TEXT = "#,##0", "#,##0.0##", "dd/mm/yyyy", "@"

PROMPTS = {
    "count": "Ghi số nguyên; đã kiểm tra và không có thì ghi 0.",
    "money": "Ghi đủ số đồng, ví dụ 380000000; đã kiểm tra và không có thì ghi 0.",
    "decimal": "Ghi số; đã kiểm tra và không có thì ghi 0.",
    "date": "Ghi ngày/tháng/năm, ví dụ 04/6/{year}.",
    "year": "Ghi năm, ví dụ {year}.",
    "choice": "Chọn một giá trị trong danh sách.",
    "flag": f"Chọn {YES} hoặc {NO}.",
}
OFFER = "Chọn trong danh sách, hoặc ghi giá trị khác."
REQUIRED = "Bắt buộc ghi."
NO_PERSONS = "Không ghi họ tên, số điện thoại, số giấy tờ của người dân."
REFUSALS = {
    "count": "Ô này chỉ nhận số nguyên {range}.",
    "money": "Ô này chỉ nhận số tiền bằng đồng, {range}, không kèm chữ.",
    "decimal": "Ô này chỉ nhận số {range}, không kèm chữ.",
    "date": f"Ô này chỉ nhận ngày từ năm {EARLIEST_YEAR}, ghi theo ngày/tháng/năm.",
    "year": f"Ô này chỉ nhận năm từ {EARLIEST_YEAR} đến {{year}}.",
    "choice": "Ô này chỉ nhận giá trị có trong danh sách; bấm mũi tên bên phải ô để chọn.",
    "flag": f"Ô này chỉ nhận {YES} hoặc {NO}.",
}


def options_of(column: Column) -> tuple[str, ...]:
    """The words that the cell's drop-down offers; empty where it has none."""
    if column.type == "flag":
        return YES, NO
    return tuple(c.label for c in column.choice) or column.suggest


def look(column: Column) -> dict[str, Any]:
    """The number format and alignment of the column's cells."""
    if column.type in NUMERIC:
        return {"num_format": WHOLE, "align": "right"}
    if column.type == "date":
        return {"num_format": DAY, "align": "center"}
    if column.type in ("year", "flag"):
        return {"align": "center"}
    # Excel shows #### for more than 255 characters formatted as text, so long texts stay general.
    return {} if column.screened else {"num_format": TEXT}


def validation(column: Column, year: int, lists: Lists) -> dict[str, Any] | None:
    """XlsxWriter's options for what the cell accepts; None where it accepts anything and has nothing to say."""
    limit = _limit(column, year, lists)
    prompt = _prompt(column, year)
    if not prompt:
        return None
    refusal = REFUSALS.get(column.type, "").format(year=year, range=_range(column))
    return {
        **(limit or {"validate": "any"}),
        "ignore_blank": True,
        "input_title": textwrap.shorten(column.label, TITLE_LENGTH, placeholder="..."),
        "input_message": prompt,
        "error_title": "Giá trị chưa đúng",
        "error_message": refusal,
        "show_error": bool(refusal),
    }


def _prompt(column: Column, year: int) -> str:
    """What a clerk reads on entering the cell: whether it must be filled, with what, and what must not stand in it."""
    what = column.prompt or PROMPTS.get(column.type, OFFER if column.suggest else "").format(year=year)
    return " ".join(filter(None, (REQUIRED * (column.need == "required"), what, NO_PERSONS * column.screened)))


def _limit(column: Column, year: int, lists: Lists) -> dict[str, Any]:
    if options := options_of(column):
        return {"validate": "list", "source": lists[options]}
    if column.type == "year":
        return {"validate": "integer", "criteria": "between", "minimum": EARLIEST_YEAR, "maximum": year}
    if column.type == "date":
        # Decisions and signatures follow the period's end, so the year after is allowed.
        first, last = dt.date(EARLIEST_YEAR, 1, 1), dt.date(year + 1, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    if column.type in NUMERIC:
        kind = "decimal" if column.type == "decimal" else "integer"
        if column.at_most is None:
            return {"validate": kind, "criteria": ">=", "value": column.at_least}
        return {"validate": kind, "criteria": "between", "minimum": column.at_least, "maximum": column.at_most}
    return {}


def _range(column: Column) -> str:
    if column.at_most is None:
        return f"từ {column.at_least} trở lên"
    return f"từ {column.at_least} đến {column.at_most}"


def shown(value: Value, column: Column) -> Value:
    """The value as it stands in the cell: a choice by its label, a flag as a word, words and codes always as text."""
    if isinstance(value, bool):
        return YES if value else NO
    if column.type == "choice":
        return next((c.label for c in column.choice if c.name == value), value)
    if isinstance(value, dt.date):
        return value if column.type == "date" else f"{value:%d/%m/%Y}"
    if isinstance(value, (int, float)) and column.type in ("text", "code"):
        return str(value)
    return value


def write(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """Write a value with its type, 0-based; text is never taken for a formula, a link or a number."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise DanvanError(f"Nội dung “{value[:40]}...” dài quá {LONGEST_TEXT} ký tự của một ô Excel; hãy rút gọn.")
        sheet.write_string(row, column, value, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)

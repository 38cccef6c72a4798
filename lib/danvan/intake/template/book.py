"""The recipe of a workbook: cover and content checked against the form, each sheet drawn, lists and stamp hidden."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from xlsxwriter.utility import xl_col_to_name

from danvan.books import Book
from danvan.declared.form import Form, Table
from danvan.files import write_whole
from danvan.intake.template import entry
from danvan.intake.template.edition import Edition
from danvan.intake.template.paper import Paper, Styles
from danvan.intake.template.sheets import (
    FIELD_WIDTHS,
    GUIDE_WIDTHS,
    Content,
    draw_fields,
    draw_guide,
    draw_tables,
    held_columns,
    sheet_widths,
)
from danvan.intake.template.table import Row, rows_of
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from danvan.declared.places import Unit

GUIDE, LISTS, STAMP = "Hướng dẫn", "_danhmuc", "_phienban"
# One fixed moment, so that the same content gives the same bytes.
CREATED = dt.datetime(2017, 4, 3)
OPTIONS = {
    "default_format_properties": {"font_name": "Times New Roman", "font_size": 12, "font_scheme": "none"},
    "default_row_height": 21,
    "default_column_width": 72,
}
# What lasts from one year to the next, by table; all else is this year's to say.
KEPT = {
    "models": ("model_id", "model_name", "field", "kind", "lead_unit", "lead_block", "place", "first_year"),
    "new_rural": ("status", "recognised_year", "decision", "standard_version"),
    "ocop": ("product", "stars", "recognised_year"),
    "model_areas": ("name", "recognised_year", "decision"),
}


def write_workbook(
    target: BinaryIO | Path,
    *,
    form: Form,
    unit: Unit,
    year: int,
    period: str,
    content: Content,
    district_name: str,
    sample: bool = False,
    prefilled: bool = False,
) -> None:
    """Write the workbook of one unit and period, with `content` (table -> rows of column -> typed value) filled in.

    The same arguments give the same bytes. What stands in a `prefilled` one is marked for the clerk to look over.
    DanvanError where some content has no place in that form, UsageError
    for a period that the form does not know.
    """
    cover = _cover(form, unit, year, period, content)
    first, last = (d if isinstance(d := cover.get(name), dt.date) else None for name in ("period_start", "period_end"))
    edition = Edition(form, unit, year, period, district_name, first, last, sample, prefilled)
    _check(edition, content)
    data = _bytes(edition, {**content, "cover": [cover]})
    if isinstance(target, Path):
        write_whole(target, data)
    else:
        target.write(data)


def blank(
    target: BinaryIO | Path,
    *,
    form: Form,
    unit: Unit,
    year: int,
    period: str,
    district_name: str,
    period_start: dt.date | None = None,
    period_end: dt.date | None = None,
    last_year: Content | None = None,
) -> None:
    """Write the blank workbook of one unit and period; `last_year` is what the unit reported for the year before.

    What lasts of it comes in, marked for the clerk to look over, and B3's figures as those of last year's period.
    """
    cover: Row = {"period_start": period_start, "period_end": period_end, "revision": 1}
    write_workbook(
        target,
        form=form,
        unit=unit,
        year=year,
        period=period,
        content={"cover": [cover], **carried(form, unit, year, last_year or {})},
        district_name=district_name,
        prefilled=True,
    )


def carried(form: Form, unit: Unit, year: int, last_year: Content) -> dict[str, list[Row]]:
    """Return what last year's content brings into the blank workbook of `year`: what has not ended, and figures."""
    codes = {i.code for i in form.indicators if i.applies(year, unit.type)}
    figures: list[Row] = [
        {"indicator": row["indicator"], "same_period_last_year": row["actual"]}
        for row in last_year.get("indicators", ())
        if row["indicator"] in codes and row.get("actual") is not None
    ]
    lasting = {name: _lasting(form.table(name), year, last_year.get(name, ())) for name in KEPT}
    return {name: rows for name, rows in {**lasting, "indicators": figures}.items() if rows}


def _lasting(table: Table, year: int, rows: Sequence[Row]) -> list[Row]:
    """What the form of `year` keeps of last year's rows."""
    kept = {column.name for column in table.columns_in(year)} & {*KEPT[table.name]}
    return [{n: v for n, v in row.items() if n in kept} for row in rows if row.get("status") != "ended"]


def _cover(form: Form, unit: Unit, year: int, period: str, content: Content) -> Row:
    """The cover's values: who and when are known beforehand, and what `content` says goes over them."""
    periods = [c.name for c in form.table("cover").column("period").choice]
    if period not in periods:
        raise UsageError(f"Kỳ báo cáo “{period}” không có trong biểu mẫu; hãy chọn một trong: {', '.join(periods)}.")
    given = content.get("cover", ())
    if len(given) > 1:
        raise DanvanError(f"Bìa của {unit.called} năm {year} có {len(given)} dòng; hãy để lại một dòng.")
    known: Row = {"unit_code": unit.code, "unit_name": unit.full_name, "report_year": year, "period": period}
    return {**known, **(given[0] if given else {})}


def _check(edition: Edition, content: Content) -> None:
    """Refuse content that would be lost for want of a place in the unit's form of that year."""
    tables = {t.name: t for found in edition.sheets.values() for t in found}
    whose = f"biểu mẫu năm {edition.year} của {edition.unit.called}"
    if not tables:
        raise DanvanError(f"Không có biểu nào dành cho {edition.unit.called}; chỉ xã, thị trấn và cơ quan có biểu.")
    for name, rows in content.items():
        if rows and name not in tables:
            raise DanvanError(f"Bảng “{name}” không có trong {whose}; hãy bỏ bảng này khỏi nội dung cần ghi.")
        for column in _homeless(edition, tables[name], rows) if rows else ():
            raise DanvanError(f"“{name}.{column}” không có trong {whose}; hãy bỏ giá trị này khỏi nội dung cần ghi.")
    codes = [row["indicator"] for row in content.get("indicators", ())]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise DanvanError(f"Chỉ tiêu “{twice}” có hai dòng trong nội dung cần ghi; hãy để lại một dòng.")


def _homeless(edition: Edition, table: Table, rows: Sequence[Row]) -> Iterator[str]:
    """The columns, and the indicators, that hold a value and have no place on the sheet."""
    places = {h.column.name for h in edition.heads(table) if h.column}
    codes = {i.code for i in edition.indicators}
    for row in rows:
        held = [name for name, value in row.items() if value is not None and name != "indicator"]
        yield from (name for name in held if name not in places)
        if table.layout == "indicators" and held and row["indicator"] not in codes:
            yield str(row["indicator"])


def _bytes(edition: Edition, content: Content) -> bytes:
    out = io.BytesIO()
    with Book(out, OPTIONS) as book:
        _properties(book, edition)
        styles = Styles(book)
        lists = _list_ranges(edition)
        draw_guide(Paper(book.add_worksheet(GUIDE), styles, lists, edition, GUIDE_WIDTHS))
        for name, tables in edition.sheets.items():
            _sheet(book.add_worksheet(name), styles, lists, edition, tables, content)
        _draw_lists(book.add_worksheet(LISTS), lists)
        _draw_stamp(book.add_worksheet(STAMP), edition)
    return out.getvalue()


def _sheet(
    sheet: Any, styles: Styles, lists: entry.Lists, edition: Edition, tables: Sequence[Table], content: Content
) -> None:
    if tables[0].layout == "fields":
        paper = Paper(sheet, styles, lists, edition, FIELD_WIDTHS)
        draw_fields(paper, tables[0], content[tables[0].name][0])
        return
    heads = {t.name: edition.heads(t) for t in tables}
    rows = {t.name: rows_of(t, edition, content.get(t.name, ())) for t in tables}
    held = held_columns(tables[0], heads[tables[0].name])
    paper = Paper(sheet, styles, lists, edition, sheet_widths(heads, rows, tables), held)
    draw_tables(paper, tables, heads, rows, edition.prefilled and any(content.get(t.name) for t in tables))


def _properties(book: Any, edition: Edition) -> None:
    mark = edition.form.words.sample_mark if edition.sample else ""
    title = f"Biểu mẫu Dân vận khéo - {edition.unit.full_name} - {edition.period_line}"
    book.set_properties({"title": title, "category": mark, "created": CREATED})
    book.set_custom_property("form_version", edition.version, "text")


def _list_ranges(edition: Edition) -> Mapping[tuple[str, ...], str]:
    """Where each drop-down's words stand on the hidden sheet: one column each, from the first row down."""
    tables = [t for found in edition.sheets.values() for t in found]
    columns = [h.column for t in tables for h in edition.heads(t) if h.column]
    wanted = dict.fromkeys(options for c in columns if (options := entry.options_of(c)))
    letters = (xl_col_to_name(place, True) for place in range(len(wanted)))
    return {o: f"={LISTS}!{letter}$1:{letter}${len(o)}" for o, letter in zip(wanted, letters, strict=True)}


def _draw_lists(sheet: Any, lists: entry.Lists) -> None:
    for place, options in enumerate(lists):
        for row, option in enumerate(options):
            sheet.write_string(row, place, option)
    sheet.protect()
    sheet.hide()


def _draw_stamp(sheet: Any, edition: Edition) -> None:
    """Write as text for which form, unit and period the workbook was made."""
    stamp = {
        "form_version": edition.version,
        "unit_code": edition.unit.code,
        "year": str(edition.year),
        "period": edition.period,
    }
    for row, (key, value) in enumerate(stamp.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.hide()

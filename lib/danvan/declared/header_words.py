"""Header words that a person confirmed: `header_words.csv` beside danvan.toml, for every commune and year.

One line a word: `table,column,header,who,date`; a header of two rows is written "A > B". A column "ignored" says that
what stands under the header is not used. The file may be absent.
Does not belong here: the form's own words (`forms/`), what a header means in a sheet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan.declared.form import Form, Table
from danvan.problems import DeclarationError
from danvan.vietnamese.text import clean, fold

IGNORED = "ignored"
FIELDS = ("table", "column", "header", "who", "date")


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """One confirmed word and where it is declared."""

    table: str
    column: str
    header: str
    line: int


def with_header_words(form: Form, path: Path) -> Form:
    """Return `form` with the words of `path` added to what its columns are seen as; DeclarationError names the line."""
    words = list(_words(form, path)) if path.is_file() else []
    if not words:
        return form
    return replace(form, tables={name: _with(table, words) for name, table in form.tables.items()})


def _with(table: Table, words: list[HeaderWord]) -> Table:
    own: dict[str, tuple[str, ...]] = {}
    for word in words:
        if word.table == table.name:
            own[word.column] = (*own.get(word.column, ()), word.header)
    columns = (replace(c, seen_as=(*c.seen_as, *own.get(c.name, ()))) for c in table.columns)
    return replace(table, columns=tuple(columns), ignored=own.get(IGNORED, ())) if own else table


def _words(form: Form, path: Path) -> Iterator[HeaderWord]:
    taken = {
        (table.name, fold(word)): column.name
        for table in form.tables.values()
        for column in table.columns
        for word in form.headers_of(table.name, column.name)
    }
    for line, row in _rows(path):
        word = _checked(form, f"{path.name}, dòng {line}", line, row)
        other = taken.setdefault((word.table, fold(word.header)), word.column)
        if other != word.column:
            label = "không dùng" if other == IGNORED else form.table(word.table).column(other).label
            raise DeclarationError(
                f"{path.name}, dòng {line}: “{word.header}” đã là tiêu đề của cột {other} ({label}); hãy bỏ dòng này."
            )
        yield word


def _checked(form: Form, place: str, line: int, row: Mapping[str, str | None]) -> HeaderWord:
    said = {name: clean(row.get(name) or "") for name in FIELDS}
    for name, value in said.items():
        if not value:
            raise DeclarationError(f"{place}: thiếu “{name}”; mỗi dòng ghi đủ {', '.join(FIELDS)}.")
    if said["table"] not in form.tables:
        raise DeclarationError(f"{place}: không có bảng “{said['table']}”; các bảng: {', '.join(form.tables)}.")
    columns = [c.name for c in form.table(said["table"]).columns]
    if said["column"] not in (*columns, IGNORED):
        raise DeclarationError(
            f"{place}: bảng {said['table']} không có cột “{said['column']}”; các cột: {', '.join(columns)}; "
            f"cột không dùng thì ghi “{IGNORED}”."
        )
    try:
        date.fromisoformat(said["date"])
    except ValueError as error:
        raise DeclarationError(f"{place}: “{said['date']}” không phải là ngày; hãy ghi như 2021-12-14.") from error
    if not fold(said["header"]):
        raise DeclarationError(f"{place}: “{said['header']}” không có chữ nào; hãy ghi tiêu đề như trong tệp của xã.")
    return HeaderWord(said["table"], said["column"], said["header"], line)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in FIELDS if name not in (reader.fieldnames or ())]
            if missing:
                raise DeclarationError(f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}.")
            for row in reader:
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise DeclarationError(f"{path.name}: tệp không phải mã UTF-8; hãy lưu lại theo mã UTF-8.") from error

"""Header words that a person confirmed: `header_words.csv` beside danvan.toml, for every commune and year.

One line a word: `table,column,header,who,date`; a header of two rows is written "A > B". A column "ignored" says that
what stands under the header is not used. The file may be absent.
Does not belong here: the form's own words (`forms/`), what a header means in a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from danvan.declared.form import Form, Table
from danvan.declared.sources import read_signed
from danvan.problems import DeclarationError
from danvan.vietnamese.text import fold

IGNORED = "ignored"
FIELDS = ("table", "column", "header", "who", "date")


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """One confirmed word."""

    table: str
    column: str
    header: str


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
    for place, said in read_signed(path, FIELDS):
        word = _checked(form, place, said)
        other = taken.setdefault((word.table, fold(word.header)), word.column)
        if other != word.column:
            label = "không dùng" if other == IGNORED else form.table(word.table).column(other).label
            raise DeclarationError(
                f"{place}: “{word.header}” đã là tiêu đề của cột {other} ({label}); hãy bỏ dòng này."
            )
        yield word


def _checked(form: Form, place: str, said: Mapping[str, str]) -> HeaderWord:
    if said["table"] not in form.tables:
        raise DeclarationError(f"{place}: không có bảng “{said['table']}”; các bảng: {', '.join(form.tables)}.")
    columns = [c.name for c in form.table(said["table"]).columns]
    if said["column"] not in (*columns, IGNORED):
        raise DeclarationError(
            f"{place}: bảng {said['table']} không có cột “{said['column']}”; các cột: {', '.join(columns)}; "
            f"cột không dùng thì ghi “{IGNORED}”."
        )
    if not fold(said["header"]):
        raise DeclarationError(f"{place}: “{said['header']}” không có chữ nào; hãy ghi tiêu đề như trong tệp của xã.")
    return HeaderWord(said["table"], said["column"], said["header"])

"""Which forms a cover declares as having nothing: a list of their numbers or names, as people write it.

"B4, B6", "Biểu số B04; BM6", "B4 (Ủng hộ): không phát sinh", "Ủng hộ và Văn bản". What is said of a form in other words
is no declaration. Does not belong here: whether the form has rows all the same (`content`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvan.declared.form import Form, Table
from danvan.intake.cover import Cover
from danvan.problems import Problem, problem
from danvan.vietnamese.text import clean, fold

FIELD = "forms_with_nothing"
PARTS = re.compile(r"[,;/+&、.\n]|\bvà\b", re.I)
NUMBER = re.compile(r"\b(?:bm|b|в)? ?0*(\d[a-z]?)\b")  # also the Cyrillic letter that looks like B
RANGE = re.compile(r"\d[a-z]?\s*(?:[-–—]|đến|tới)\s*(?:biểu\s*)?[bв]?m?\s*\d", re.I)
AROUND = re.compile(r"\b(?:không (?:có )?(?:phát sinh|số liệu)|không có|kps|các|gồm|biểu|mẫu|số)\b")
NONE = frozenset({"không", "không có", "không có biểu nào", "không biểu nào", "ko"})


def declared_nothing(cover: Cover | None, form: Form, found: list[Problem]) -> tuple[str, ...]:
    """Return the tables that the cover declares as having nothing; Đ32 for each part of the list that is no form."""
    text = cover.read(FIELD, form).value if cover else None
    if cover is None or not isinstance(text, str):
        return ()
    tables: list[str] = []
    for part in filter(fold, PARTS.split(text)):
        named = list(_tables(part, form))
        tables += named
        if not named and fold(part) not in NONE:
            found.append(problem("Đ32", cover.place(FIELD), text=clean(part)))
    return tuple(dict.fromkeys(tables))


def _tables(part: str, form: Form) -> Iterator[str]:
    """The tables of one part of the list; none where it says anything else, or another name than its number's."""
    key = fold(part)
    name = " ".join(AROUND.sub(" ", NUMBER.sub(" ", key)).split())
    tables = [table for table in form.tables.values() if table.layout != "fields"]
    called = [table for table in tables if name in _names(table)]
    if RANGE.search(part) or (name and not called):
        return
    numbered = [[table for table in tables if _has(table, number)] for number in NUMBER.findall(key)]
    meant = [table for some in numbered for table in some] or called
    if all(numbered) and all(table in meant for table in called):
        yield from (table.name for table in meant)


def _has(table: Table, number: str) -> bool:
    own = table.form.casefold().removeprefix("b")
    return own == number or own[:-1] == number


def _names(table: Table) -> set[str]:
    """The ways to call a table: its title, the name of its sheet without the number, and what else it is seen as."""
    return {fold(way) for way in (title(table), table.sheet.partition(" ")[2], *table.seen_as)}


def title(table: Table) -> str:
    """The title of a table without its letter among those of one sheet: "a) Kết quả ..." """
    return re.sub(r"^\w\) ", "", table.title)

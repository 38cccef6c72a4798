"""What is written into the form's own blank workbook comes back as it was written: any form, any year, any value that it allows;
and so it does with rows and columns added, columns moved, a letterhead above, letters decomposed or typed in an old font.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from danvan.declared.form import NUMERIC, Column, Table, form
from danvan.declared.places import Unit
from danvan.declared.settings import settings
from danvan.intake.reader import read_submissions
from danvan.intake.sheet import Position, Sheet, text_of
from danvan.intake.submission import Figure, Row, Submission
from danvan.intake.template import Content, write_workbook
from danvan.intake.workbook import Workbook, read_workbook
from danvan.paths import Workspace
from danvan.vietnamese.legacy import decode, encode_tcvn3
from danvan.vietnamese.text import clean

OFFICE = settings(Workspace(Path(__file__).parents[1]))
YEARS = range(2017, 2024)
UNITS = ("21085", "21040", "21046", "21109", "CQ-PN", "CQ-CA")
TABLES = [t for t in form().tables.values() if t.layout == "rows"]
FIGURES = ("plan", "actual", "same_period_last_year", "cumulative")

# Words of which people make names: with digits, quotation marks and marks of every tone, none that says "total" or opens a section.
NAMES = """đường xóm kênh mương hũ gạo tình thương nghĩa Đông Tây Thắp sáng quê hương vườn sạch ngõ đẹp khuyến học 2 giảm 4 giữ Ba V
tiếng mõ bình yên nhà ở "Dân vận khéo" nghèo vượt khó N1 3 không (đợt 2) 2021 lúa hữu cơ - rẫy Ánh thôn Mỹ Huệ, Phú Lễ, trẻ em
giếng nước sạch phố ấm no đủ ăn quỹ tiết kiệm sông Trà Bồng biển xanh cỏ xước ngày chủ nhật"""


WORDS = NAMES.split()


@dataclass(frozen=True)
class Case:
    """One workbook to be written: who, for which year, and what."""

    unit: Unit
    year: int
    content: Content


def names() -> st.SearchStrategy[str]:
    starts = [w for w in WORDS if w[0].isalpha() and len(w) > 2]
    return st.builds(lambda first, rest: " ".join([first, *rest]), st.sampled_from(starts), st.lists(st.sampled_from(WORDS), max_size=5))  # fmt: skip


def value_of(table: Table, column: Column, year: int) -> st.SearchStrategy[Any]:
    """Any value that a column allows, typed as it is stored."""
    choices = column.choice or (table.column(column.choices_of).choice if column.choices_of else ())
    match column.type:
        case "choice":
            return st.sampled_from([c.name for c in choices])
        case "flag":
            return st.booleans()
        case "count":
            return st.integers(column.at_least, 50_000 if column.at_most is None else column.at_most)
        case "money":
            return st.one_of(
                st.just(0), st.integers(1_000, 10**9).map(lambda n: n * 1_000), st.integers(1_000_000, 10**12)
            )
        case "decimal":
            return st.one_of(st.integers(0, 10**6).map(float), st.integers(1, 10**7).map(lambda n: n / 100))
        case "year":
            return st.integers(2000, year)
        case "date":
            return st.dates(dt.date(2015, 1, 1), dt.date(year, 12, 31))
        case "code":
            return st.integers(1, 999).map(lambda n: str(n) if column.name == "number" else f"21085-{year}-{n:03}")
        case _:
            return text_of_column(column)


def text_of_column(column: Column) -> st.SearchStrategy[str]:
    if column.suggest:
        return st.sampled_from(column.suggest)
    return st.sampled_from(["KH-UBND", "KH/HU", "QĐ-UBND", "CT/TU"]) if column.name == "symbol" else names()


def row_of(table: Table, year: int) -> st.SearchStrategy[dict[str, Any]]:
    columns = [c for c in table.columns_in(year) if form().header_in(table.name, c.name, year) or c.section]
    needed = {c.name: value_of(table, c, year) for c in columns if c.need == "required"}
    free = {c.name: value_of(table, c, year) for c in columns if c.need != "required"}
    return st.fixed_dictionaries(needed, optional=free)


def figure_rows(unit: Unit, year: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    columns = [c for c in FIGURES if form().header_in("indicators", c, year)]
    codes = [i.code for i in form().indicators if i.applies(year, unit.type)]
    cells = st.dictionaries(st.sampled_from(columns), st.one_of(st.just(0), st.integers(0, 10**6)), min_size=1)
    chosen = st.lists(st.sampled_from(codes), unique=True, max_size=5)
    return chosen.flatmap(
        lambda picked: st.tuples(*(cells.map(lambda c, p=p: {"indicator": p, **c}) for p in picked)).map(list)
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    year = draw(st.sampled_from(YEARS))
    last = OFFICE.period_end(year, "N")
    unit = OFFICE.places.get(draw(st.sampled_from(UNITS)), last)
    assert unit is not None
    days = {"period_start": dt.date(year - 1, 12, 15), "period_end": last, "revision": draw(st.integers(1, 9))}
    content: dict[str, list[dict[str, Any]]] = {"cover": [days]}
    mine = [t for t in TABLES if unit.type in t.reported_by]
    for table in draw(st.lists(st.sampled_from(mine), unique=True, min_size=1, max_size=3)):
        rows = draw(st.lists(row_of(table, year), min_size=1, max_size=1 if table.one_row else 3))
        content[table.name] = rows
    if unit.type != "agency" and draw(st.booleans()):
        content["indicators"] = draw(figure_rows(unit, year))
    return Case(unit, year, content)


def written(case: Case) -> Workbook:
    memory = io.BytesIO()
    write_workbook(memory, form=form(), unit=case.unit, year=case.year, period="N", content=case.content, district_name="Bình Sơn")  # fmt: skip
    return read_workbook(memory.getvalue())


def plain(value: Any, column: Column) -> Any:
    """A value for comparison: text as it looks, whatever the size of its first letters became in an old font."""
    return clean(value).casefold() if isinstance(value, str) and column.type in ("text", "code") else value


def state_of(value: Any, column: Column) -> str:
    if value is None:
        return "blank"
    return "zero" if column.type in NUMERIC and value == 0 else "value"


def wanted_rows(table: Table, case: Case) -> list[dict[str, Any]]:
    columns = [c for c in table.columns_in(case.year) if c.stored]
    rows = case.content.get(table.name, [])
    return [{c.name: (plain(r.get(c.name), c), state_of(r.get(c.name), c)) for c in columns} for r in rows]


def read_rows(table: Table, case: Case, rows: list[Row]) -> list[dict[str, Any]]:
    columns = [c for c in table.columns_in(case.year) if c.stored]
    return [{c.name: (plain(r.values[c.name], c), r.states.get(c.name, "value")) for c in columns} for r in rows]


def same(found: Submission, case: Case) -> None:
    """What was read is what was written, blank and zero kept apart, and no cell was lost."""
    assert (found.unit_code, found.year, found.period) == (case.unit.code, case.year, "N")
    assert found.revision == case.content["cover"][0]["revision"]
    for table in TABLES:
        got, wanted = read_rows(table, case, found.rows.get(table.name, [])), wanted_rows(table, case)
        assert sorted(got, key=repr) == sorted(wanted, key=repr), table.name
    told = {(f.indicator, f.column): f for f in found.figures}
    given_figures = {r["indicator"]: r for r in case.content.get("indicators", [])}
    for (code, column), figure in told.items():
        same_figure(figure, given_figures.get(code, {}).get(column), case)
    assert {(code, c) for code, r in given_figures.items() for c in r if c != "indicator"} <= set(told)
    unplaced = [(c.sheet, c.cell, c.text) for c in found.cells if c.role == "unplaced" and c.table]
    assert unplaced == []


def same_figure(figure: Figure, wanted: int | None, case: Case) -> None:
    if not form().indicator(figure.indicator).applies(case.year, case.unit.type):
        assert figure.state == "not_applicable"
        return
    assert (figure.value, figure.state) == (wanted, "blank" if wanted is None else "value" if wanted else "zero"), (
        figure
    )


def read(book: Workbook, case: Case) -> Submission:
    (found,) = read_submissions(book, f"{case.year}/{case.unit.code}/a.xlsx", form(), OFFICE)
    count = sum(bool(text_of(v)) for s in book.sheets for v in s.cells.values())
    assert len({(c.sheet, c.cell) for c in found.cells}) == len(found.cells) == count
    return found


many = hypothesis_settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@many
@given(cases())
def test_what_is_written_comes_back(case: Case) -> None:
    same(read(written(case), case), case)


# What offices do to a workbook before they send it


def moved(drawn: Sheet, to: Callable[[Position], Position]) -> Sheet:
    """The sheet with its cells elsewhere; merges grow with what was put between their ends."""
    merged = tuple((*to((top, left)), *to((bottom, right))) for top, left, bottom, right in drawn.merged)
    rows = frozenset(to((r, 1))[0] for r in drawn.hidden_rows)
    columns = frozenset(to((1, c))[1] for c in drawn.hidden_columns)
    return replace(
        drawn, cells={to(p): v for p, v in drawn.cells.items()}, merged=merged, hidden_rows=rows, hidden_columns=columns
    )


def with_blank_rows(drawn: Sheet, choose: st.DataObject) -> Sheet:
    first, heads = body(drawn), {mark - up for mark in marks_of(drawn) for up in (0, 1)}
    below = [r for r in range(first, first + 7) if r not in heads]
    before = choose.draw(st.lists(st.sampled_from([1, *below]), max_size=4))
    return moved(drawn, lambda p: (p[0] + sum(b <= p[0] for b in before), p[1]))


def with_blank_columns(drawn: Sheet, choose: st.DataObject) -> Sheet:
    last = max((c for _, c in drawn.cells), default=1)
    before = choose.draw(st.lists(st.integers(1, last), max_size=2))
    return moved(drawn, lambda p: (p[0], p[1] + sum(b <= p[1] for b in before)))


def with_letterhead(drawn: Sheet, choose: st.DataObject) -> Sheet:
    lines = ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 15/BC-UBND"]
    chosen = choose.draw(st.lists(st.sampled_from(lines), unique=True, min_size=1))
    lower = moved(drawn, lambda p: (p[0] + len(chosen) + 1, p[1]))
    return replace(lower, cells={**{(n, 1): line for n, line in enumerate(chosen, 1)}, **lower.cells})


def with_columns_reordered(drawn: Sheet, choose: st.DataObject) -> Sheet:
    """The columns of a table change places from its header down; those under one merged header stay together.

    The row of column marks is counted anew, as it would be in print.
    """
    marks = marks_of(drawn)
    if len(marks) != 1:
        return drawn
    top = min([t for t, left, b, _ in drawn.merged if left == 1 and b == marks[0] - 1] + [marks[0] - 1])
    last = max(c for r, c in drawn.cells if r == marks[0])
    heads = [(left, right) for t, left, b, right in drawn.merged if top <= t < marks[0] and right > left]
    groups = [[c] for c in range(1, last + 1) if not any(left <= c <= right for left, right in heads)]
    groups += [list(range(left, right + 1)) for left, right in set(heads)]
    order = [c for group in choose.draw(st.permutations(sorted(groups))) for c in group]
    place = {old: new for new, old in enumerate(order, 1)}

    def to(p: Position) -> Position:
        return (p[0], place.get(p[1], p[1])) if p[0] >= top and p[0] != marks[0] else p

    kept = tuple(m for m in drawn.merged if m[0] < top or m[2] < marks[0])
    return replace(moved(replace(drawn, merged=()), to), merged=tuple((m[0], to((m[0], m[1]))[1], m[2], to((m[2], m[3]))[1]) for m in kept))  # fmt: skip


def with_decomposed_letters(drawn: Sheet, _: st.DataObject) -> Sheet:
    return rewritten(drawn, lambda text: unicodedata.normalize("NFD", text))


def with_an_old_font(drawn: Sheet, _: st.DataObject) -> Sheet:
    return rewritten(drawn, lambda text: decode(encode_tcvn3(text), ".VnTime"))


def rewritten(drawn: Sheet, write: Callable[[str], str]) -> Sheet:
    return replace(drawn, cells={p: write(v) if isinstance(v, str) else v for p, v in drawn.cells.items()})


def marks_of(drawn: Sheet) -> list[int]:
    """The rows under the headers that say A, B, 1, 2."""
    return [r for (r, c), v in sorted(drawn.cells.items()) if (c, v) == (1, "A")]


def body(drawn: Sheet) -> int:
    """The first row under the first header; in a sheet without one, under everything."""
    return (marks_of(drawn) or [max((r for r, _ in drawn.cells), default=0)])[0] + 1


CHANGES: Mapping[str, Callable[[Sheet, st.DataObject], Sheet]] = {
    "rows": with_blank_rows,
    "columns": with_blank_columns,
    "letterhead": with_letterhead,
    "order": with_columns_reordered,
    "nfd": with_decomposed_letters,
    "font": with_an_old_font,
}


@many
@given(cases(), st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=2, unique=True), st.data())
def test_what_is_written_comes_back_however_the_sheets_were_changed(
    case: Case, changes: list[str], data: st.DataObject
) -> None:
    book = written(case)
    for name in sorted(changes, key=["order", "rows", "columns", "letterhead", "nfd", "font"].index):
        book = replace(book, sheets=tuple(s if s.hidden else CHANGES[name](s, data) for s in book.sheets))
    same(read(book, case), case)

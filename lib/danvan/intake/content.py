"""Reads the tables of one unit's workbook: which of them count, their rows and figures, and what is missing.

Does not belong here: whose workbook it is (`identity`), what stands in one table (`tables`, `figures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan.declared.form import Form
from danvan.intake import figures
from danvan.intake.blocks import Block
from danvan.intake.cover import Cover
from danvan.intake.identity import Identity
from danvan.intake.nothing import declared_nothing, title
from danvan.intake.sheets import Tables
from danvan.intake.submission import Figure, Row
from danvan.intake.tables import read_table
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.dates import is_part_of_year
from danvan.vietnamese.text import clean

IN_USE = 9999  # a year by which the form is the one in use
OF_THE_YEAR = frozenset({"Đ62", "Đ63"})  # findings that speak of the report's year


@dataclass(frozen=True)
class Content:
    """What the tables of a workbook say."""

    rows: dict[str, list[Row]]
    figures: tuple[Figure, ...]
    present: tuple[str, ...]
    nothing: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_content(parts: Sequence[Tables], cover: Cover | None, identity: Identity, form: Form) -> Content:
    """Return what the tables say, and what is missing; by the form in use where the year could not be told."""
    year = identity.year or IN_USE
    unit_type = identity.unit.type if identity.unit else "commune"
    rows: dict[str, list[Row]] = {}
    read_figures: list[Figure] = []
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for part, number, block in _blocks_to_read(parts, form, seen, found):
        if form.table(block.table).layout == "indicators":
            read, problems = figures.read_figures(part.sheet, block, part.roles, number, form, year, unit_type)
            read_figures += read
        else:
            reading = read_table(part.sheet, block, part.roles, number, form, year)
            rows.setdefault(block.table, []).extend(reading.rows)
            problems = list(reading.problems)
        found += problems
        found += _hidden_rows(part, number)
    nothing = tuple(dict.fromkeys((*declared_nothing(cover, form, found), *_said_nothing(parts, rows))))
    if "indicators" in nothing and not read_figures:
        read_figures = figures.nothing(form, year, unit_type)
    present = tuple(t for t in form.tables if rows.get(t) or (t == "indicators" and _any_figure(read_figures)))
    found += _absent(form, unit_type, seen, present, nothing)
    found += _contradictions(form, rows, nothing)
    if identity.year is None:
        found = [p for p in found if p.code not in OF_THE_YEAR]
    return Content(rows, tuple(read_figures), present, nothing, tuple(found))


def _any_figure(read: Sequence[Figure]) -> bool:
    return any(f.state in ("value", "zero") and f.cell for f in read)


def _blocks_to_read(
    parts: Sequence[Tables], form: Form, seen: dict[str, str], found: list[Problem]
) -> Iterator[tuple[Tables, int, Block]]:
    """Yield each table once: a visible sheet before a hidden one; a second one is an error, a quarter's no report."""
    quarters = {p.sheet.name: said for p in parts if (said := _part_of_year(p))}
    whole = {block.table: p.sheet.name for p in parts if p.sheet.name not in quarters for block in p.blocks}
    for part in sorted(parts, key=lambda p: p.sheet.hidden):
        for number, block in enumerate(part.blocks):
            if said := quarters.get(part.sheet.name):
                words = {"form": form.table(block.table).form, "text": said, "other": whole.get(block.table)}
                found.append(problem("Đ77" if block.table in whole else "Đ76", part.sheet.row(block.first), **words))
                continue
            other = seen.setdefault(block.table, part.sheet.name)
            place = part.sheet.row(block.first)
            words = {"form": form.table(block.table).form, "other": other}
            before = next((b for b in part.blocks[:number] if b.table == block.table), None)
            if other == part.sheet.name and before is not None and _goes_on_beside(before, block, form):
                found.append(problem("Đ81", place, **words))
            elif other != part.sheet.name or before is not None:
                found.append(problem("Đ19" if part.sheet.hidden else "Đ20", place, **words))
                continue
            if part.sheet.hidden:
                found.append(problem("Đ17", place))
            yield part, number, block


def _goes_on_beside(before: Block, block: Block, form: Form) -> bool:
    """Whether a table is the second half of a list that is printed side by side."""
    beside = before.span is not None and before.first == block.first and form.table(block.table).layout == "rows"
    return beside and list(before.columns.values()) == list(block.columns.values())


def _part_of_year(part: Tables) -> str | None:
    """What the sheet's name or a title over its tables calls it, where that is a quarter or some months."""
    titles = (v for p, r in part.roles.roles.items() if r.role == "title" and isinstance(v := part.sheet.cells[p], str))
    return next((clean(text) for text in (part.sheet.name, *titles) if is_part_of_year(text)), None)


def _hidden_rows(part: Tables, number: int) -> Iterator[Problem]:
    for row in part.roles.rows[number]:
        if row.row in part.sheet.hidden_rows:
            yield problem("Đ18", part.sheet.row(row.row))


def _said_nothing(parts: Sequence[Tables], rows: Mapping[str, list[Row]]) -> list[str]:
    """The tables whose only row says that there is nothing."""
    said = ((b.table, told) for part in parts for b, told in zip(part.blocks, part.roles.told, strict=True))
    return [table for table, told in said if not rows.get(table) and any(code == "Đ57" for _, code in told)]


def _absent(
    form: Form, unit_type: str, seen: dict[str, str], present: Sequence[str], nothing: Sequence[str]
) -> Iterator[Problem]:
    for table in form.expected(unit_type):
        asked = table.layout != "fields" and unit_type not in table.may_lack
        if not asked or table.name in present or table.name in nothing:
            continue
        words = {"form": table.form, "label": title(table)}
        yield problem("Đ30" if table.name in seen else "Đ11", Place(seen.get(table.name)), **words)


def _contradictions(form: Form, rows: dict[str, list[Row]], nothing: Sequence[str]) -> Iterator[Problem]:
    for name in nothing:
        if rows.get(name):
            first = rows[name][0]
            yield problem("Đ15", Place(first.sheet, first.row), form=form.table(name).form, rows=len(rows[name]))

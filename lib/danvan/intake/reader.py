"""Reads one workbook into a submission: blocks, roles, typed rows, figures, the ledger of cells, and the checks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from danvan.declared.form import Form, Table
from danvan.declared.places import Unit
from danvan.declared.settings import Settings
from danvan.intake import checks, headings, several
from danvan.intake.caveats import caveats
from danvan.intake.content import read_content
from danvan.intake.cover import Cover, find_cover
from danvan.intake.headless import without_header
from danvan.intake.identity import Identity, identify
from danvan.intake.ledger import Role
from danvan.intake.sheet import Sheet, column_letter, text_of
from danvan.intake.sheets import Tables, sheets_of
from danvan.intake.submission import CellRole, Row, Submission
from danvan.intake.titled import other_times
from danvan.intake.words import starts_with
from danvan.intake.workbook import Workbook
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import personal
from danvan.vietnamese.dates import years_in
from danvan.vietnamese.text import fold

READER_VERSION = 14
TITLE_ROWS = 12
IN_TABLES = frozenset({"value", "header", "column_marks", "section", "total"})
SIGNING = frozenset(["ký", "tên", "họ", "ghi", "rõ", "và", "đóng", "dấu", "chức", "vụ", "danh"])
MISSING = frozenset({"Đ11", "Đ29", "Đ30"})  # forms and figures that nobody can have left out


@dataclass(frozen=True)
class _Desk:
    """What a workbook is read by; `tables`, `cover` and `titles` are those of the whole workbook."""

    file: str
    form: Form
    settings: Settings
    year: int | None
    tables: Sequence[Tables]
    cover: Cover | None

    @cached_property
    def own(self) -> Identity:
        """Who reports, and when, by the whole workbook."""
        return self.identity(self.tables, self.cover, None)

    def titles(self, parts: Sequence[Tables]) -> list[tuple[Place, str]]:
        """The titles of some sheets; where these name no year, those of all."""
        own = list(headings.titles(parts))
        return own if any(years_in(text) for _, text in own) else list(headings.titles(self.tables))

    def identity(self, parts: Sequence[Tables], cover: Cover | None, unit: Unit | None) -> Identity:
        heads = headings.heads(parts, self.form)
        return identify(cover, self.file, self.titles(parts), self.form, self.settings, unit, heads)


def read_submissions(workbook: Workbook, file: str, form: Form, settings: Settings) -> list[Submission]:
    """Return what `workbook` says, one submission for each unit that it holds; `file` is its path below data/raw."""
    year = _year_said(workbook, file)
    whole = sheets_of(workbook, form, year)
    desk = _Desk(file, form, settings, year, whole, _cover(whole, form))
    _mark_cover(whole, desk.cover)
    held = (several.parts(workbook, whole, settings.places, day, desk.own.unit) for day in _days(year, settings))
    return [_read(part, desk) for part in max(held, key=len)]


def _days(year: int | None, settings: Settings) -> list[dt.date]:
    """The days on which the units may have been that a workbook names; of any time where it names no year."""
    if year is not None:
        return [settings.period_end(year, "N")]
    return sorted({unit.valid_from for unit in settings.places.reporting}, reverse=True)


def _cover(parts: Sequence[Tables], form: Form) -> Cover | None:
    bare = [p.sheet for p in parts if not p.blocks]
    return find_cover(bare, form) or find_cover([_around_tables(p) for p in parts], form)


def _year_said(workbook: Workbook, file: str) -> int | None:
    """The year by which names of units are looked up before the cover is read: the folder's, else the one most named.

    Only whether the workbook holds several units hangs on it; which year is reported is told by `identity`.
    """
    folder = next((int(p) for p in file.split("/")[:-1] if years_in(p) == [int(p) if p.isdigit() else 0]), None)
    if folder:
        return folder
    texts = (v for s in workbook.sheets for p, v in s.cells.items() if p[0] <= TITLE_ROWS and isinstance(v, str))
    named = Counter(year for text in texts for year in years_in(text))
    return named.most_common(1)[0][0] if named else None


def _read(part: several.Part, desk: _Desk) -> Submission:
    """Return what a part of a workbook says, its headers read for a whole year; again for another or half of one."""
    form, settings = desk.form, desk.settings
    whole = part.workbook.sheets == tuple(table.sheet for table in desk.tables) and not part.naming
    parts = desk.tables if whole else sheets_of(part.workbook, form, desk.year, naming=part.naming)
    cover = desk.cover if whole else _cover(parts, form) or _shared(desk.cover)
    told = desk.own if whole and part.unit is None else desk.identity(parts, cover, part.unit)
    identity = _settled(told, part)
    if identity.year not in (None, desk.year) or identity.period == "6T":
        parts = sheets_of(part.workbook, form, identity.year, identity.period, part.naming)
    _mark_cover(parts, cover)
    content = read_content(parts, cover, identity, form)
    of_content = [p for p in content.problems if not (part.nobodys and p.code in MISSING)]
    found = [
        *identity.problems,
        *part.problems,
        *of_content,
        *_sums_of_all(part, desk, identity),
        *without_header(parts, cover, form),
        *caveats(part.workbook),
    ]
    found += _other_units(parts, identity, form, settings)
    found += other_times(parts, identity.year, identity.period, form, settings)
    submission = Submission(
        file=desk.file,
        sha256=part.workbook.sha256,
        unit_code=identity.unit.code if identity.unit else None,
        unit_from=identity.unit.valid_from if identity.unit else None,
        year=identity.year,
        period=identity.period,
        revision=identity.revision,
        sample=_is_sample(part.workbook, form),
        forms_present=content.present,
        forms_with_nothing=content.nothing,
        rows=content.rows,
        figures=content.figures,
        cells=tuple(_ledger(parts if part.rows is None else desk.tables, form, part.rows)),
    )
    found += checks.check(submission, identity.unit, cover, form)
    return _screened(replace(submission, problems=tuple(found)), form)


def _sums_of_all(part: several.Part, desk: _Desk, identity: Identity) -> list[Problem]:
    """K04 at the sums over the rows of several units, which no unit's own rows can be held against."""
    if part.rows is None:
        return []
    read = {(sheet.name, row) for sheet in part.workbook.sheets for row, _ in sheet.cells}
    sums = {(sheet, row) for sheet, rows in part.rows.items() for row in rows} - read
    told = read_content(desk.tables, desk.cover, identity, desk.form).problems if sums else ()
    return [p for p in told if p.code == "K04" and (p.sheet, p.row) in sums]


def _shared(cover: Cover | None) -> Cover | None:
    """The cover of a workbook for a further unit: what it says of the period, not what it declares for its own unit."""
    return cover and replace(cover, fields={n: f for n, f in cover.fields.items() if n != "forms_with_nothing"})


def _settled(identity: Identity, part: several.Part) -> Identity:
    return replace(identity, unit=None) if part.nobodys else identity


def _other_units(parts: Sequence[Tables], identity: Identity, form: Form, settings: Settings) -> Iterator[Problem]:
    if identity.unit is None or identity.year is None:
        return
    day = settings.period_end(identity.year, identity.period or "N")
    for part in parts:
        if part.blocks:
            yield from headings.other_units(part.sheet, part.roles, identity.unit, form, settings.places, day)


def _around_tables(part: Tables) -> Sheet:
    """The sheet without the cells of its tables, where fields of a cover may stand over a table."""
    roles = part.roles.roles
    return replace(part.sheet, cells={p: v for p, v in part.sheet.cells.items() if roles[p].role not in IN_TABLES})


def _mark_cover(parts: Sequence[Tables], cover: Cover | None) -> None:
    for part in parts:
        if cover is not None and part.sheet.name == cover.sheet.name:
            for field in cover.fields.values():
                for position in (field.label, field.at):
                    if position is not None and position in part.sheet.cells:
                        part.roles.roles[position] = Role("field", "cover", field.column)


def _is_sample(workbook: Workbook, form: Form) -> bool:
    mark = fold(form.words.sample_mark)
    texts = (v for s in workbook.sheets for v in s.cells.values() if isinstance(v, str))
    return any(mark in fold(text) for text in texts if len(text) < 200)


def _ledger(parts: Sequence[Tables], form: Form, rows: Mapping[str, frozenset[int]] | None) -> Iterator[CellRole]:
    """Every cell with what became of it; of some `rows` by sheet, where not all."""
    for part in parts:
        name, roles = part.sheet.name, part.roles.roles
        for row, line in part.sheet.lines.items():
            if rows is not None and row not in rows.get(name, ()):
                continue
            for column, value in line.items():
                role = roles[row, column]
                shown = personal.screen(_told(text_of(value), role, form))[0]
                yield CellRole(name, row, f"{column_letter(column)}{row}", *role, shown)


def _told(text: str, role: Role, form: Form) -> str:
    """What a cell says; of who reports and who signs only that somebody does."""
    if role.role == "signature":
        return text if _asks_to_sign(fold(text), form) else personal.COVER
    if role.table == "cover":
        fields, labels = _private(form)
        return personal.COVER if role.column in fields and fold(text) not in labels else text
    return text


@cache
def _private(form: Form) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of the cover that hold personal data, and the labels of all its fields."""
    columns = form.table("cover").columns
    labels = (fold(word) for c in columns for word in (c.label, *c.seen_as))
    return frozenset(c.name for c in columns if not c.stored), frozenset(labels)


def _asks_to_sign(text: str, form: Form) -> bool:
    """Whether a text says who signs and how, and names nobody: "Người lập biểu", "(Ký, ghi rõ họ tên)"."""
    return starts_with(text, form.words.signature) or set(text.split()) <= SIGNING


def _screened(submission: Submission, form: Form) -> Submission:
    """Cover personal data in rows, ledger and findings alike; each row that held some gets a finding."""
    found: list[Problem] = []
    rows = {
        name: [_screened_row(row, form.table(name), found) for row in table] for name, table in submission.rows.items()
    }
    told = {p.cell for p in (*submission.problems, *found)}  # a check knows what was read, not what was written
    stands = {(c.sheet, c.cell): c.text for c in submission.cells if c.cell in told}
    problems = tuple(
        replace(
            p,
            said=stands.get((p.sheet or "", p.cell or ""), personal.screen(p.said or "")[0]) or None,
            message=personal.screen(p.message)[0],
        )
        for p in (*submission.problems, *found)
    )
    covered = ((f, *personal.screen(f.text)) for f in submission.figures)
    figures_shown = tuple(replace(f, text=text) if holds else f for f, text, holds in covered)
    return replace(submission, rows=rows, problems=problems, figures=figures_shown)


def _screened_row(row: Row, table: Table, found: list[Problem]) -> Row:
    values = dict(row.values)
    for name, value in row.values.items():
        if isinstance(value, str) and table.column(name).type == "text":
            values[name], covered = personal.screen(value)
            if covered:
                found.append(problem("Đ22", Place(row.sheet, row.row, row.at.get(name))))
    return replace(row, values=values)

"""Reads one workbook into a submission: blocks, roles, typed rows, figures, the ledger of cells, and the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan.declared.form import Form, Table
from danvan.declared.places import Unit
from danvan.declared.settings import Settings
from danvan.intake import checks, headings, personal, several
from danvan.intake.blocks import by_row
from danvan.intake.caveats import caveats
from danvan.intake.content import Tables, read_content, sheets_of
from danvan.intake.cover import Cover, find_cover
from danvan.intake.identity import Identity, identify
from danvan.intake.ledger import Role
from danvan.intake.sheet import Sheet, address, text_of
from danvan.intake.submission import CellRole, Row, Submission
from danvan.intake.words import starts_with
from danvan.intake.workbook import Workbook
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.dates import years_in
from danvan.vietnamese.text import clean, fold

READER_VERSION = 13
TITLE_ROWS = 12


def read_submissions(workbook: Workbook, file: str, form: Form, settings: Settings) -> list[Submission]:
    """Return what `workbook` says, one submission for each unit that it holds; `file` is its path below data/raw."""
    year = _year_said(workbook, file)
    whole = sheets_of(workbook, form, year)
    if year is None or not _repeats_a_table(whole):
        return [_read(workbook, whole, year, file, form, settings, None)]
    held = several.parts(workbook, form, settings.places, settings.period_end(year, "N"))
    return [
        _read(one.workbook, sheets_of(one.workbook, form, year), year, file, form, settings, one.unit) for one in held
    ]


def _repeats_a_table(parts: Sequence[Tables]) -> bool:
    tables = [block.table for part in parts if not part.sheet.hidden for block in part.blocks]
    return len(tables) > len(set(tables))


def _year_said(workbook: Workbook, file: str) -> int | None:
    """The year by which names of units are looked up before the cover is read: the folder's, else the one most named.

    Only whether the workbook holds several units hangs on it; which year is reported is told by `identity`.
    """
    folder = next((int(p) for p in file.split("/")[:-1] if years_in(p) == [int(p) if p.isdigit() else 0]), None)
    texts = (v for s in workbook.sheets for p, v in s.cells.items() if p[0] <= TITLE_ROWS and isinstance(v, str))
    named = Counter(year for text in texts for year in years_in(text))
    return folder or (named.most_common(1)[0][0] if named else None)


def _read(
    workbook: Workbook,
    parts: Sequence[Tables],
    year: int | None,
    file: str,
    form: Form,
    settings: Settings,
    unit: Unit | None,
) -> Submission:
    """Return what `parts` say, whose headers were read for a whole `year`; again for another one or for half of it."""
    bare = [p.sheet for p in parts if not p.blocks]
    cover = find_cover(bare, form) or find_cover([p.sheet for p in parts], form)
    identity = identify(cover, file, _titles(parts), form, settings, unit)
    if identity.year not in (None, year) or identity.period == "6T":
        parts = sheets_of(workbook, form, identity.year, identity.period)
    _mark_cover(parts, cover)
    content = read_content(parts, cover, identity, form)
    found = [*identity.problems, *content.problems, *_file_problems(workbook, parts, cover)]
    found += _other_units(parts, identity, form, settings)
    submission = Submission(
        file=file,
        sha256=workbook.sha256,
        unit_code=identity.unit.code if identity.unit else None,
        unit_from=identity.unit.valid_from if identity.unit else None,
        year=identity.year,
        period=identity.period,
        revision=identity.revision,
        sample=_is_sample(workbook, form),
        forms_present=content.present,
        forms_with_nothing=content.nothing,
        rows=content.rows,
        figures=content.figures,
        cells=tuple(_ledger(parts, form)),
    )
    found += checks.check(submission, identity.unit, cover, form)
    return _screened(replace(submission, problems=tuple(found)), form)


def _other_units(parts: Sequence[Tables], identity: Identity, form: Form, settings: Settings) -> Iterator[Problem]:
    if identity.unit is None or identity.year is None:
        return
    day = settings.period_end(identity.year, identity.period or "N")
    for part in parts:
        if part.blocks:
            yield from headings.other_units(part.sheet, part.roles, identity.unit, form, settings.places, day)


def _titles(parts: Sequence[Tables]) -> Iterator[tuple[Place, str]]:
    for part in parts:
        for position, role in part.roles.roles.items():
            value = part.sheet.cells[position]
            if role.role == "title" and isinstance(value, str) and "giai đoạn" not in fold(value):
                yield part.sheet.place(position), clean(value)


def _mark_cover(parts: Sequence[Tables], cover: Cover | None) -> None:
    for part in parts:
        if cover is not None and part.sheet is cover.sheet:
            for field in cover.fields.values():
                for position in (field.label, field.at):
                    if position:
                        part.roles.roles[position] = Role("field", "cover", field.column)


def _file_problems(workbook: Workbook, parts: Sequence[Tables], cover: Cover | None) -> Iterator[Problem]:
    if not any(part.blocks for part in parts):
        yield problem("Đ26")
    for part in parts:
        is_cover = cover is not None and part.sheet is cover.sheet
        if not (part.blocks or part.sheet.hidden or is_cover) and _looks_like_a_table(part.sheet):
            yield problem("Đ28", Place(part.sheet.name))
    yield from caveats(workbook)


def _looks_like_a_table(sheet: Sheet) -> bool:
    """Whether a sheet without any known header holds rows of figures all the same."""
    rows = by_row(sheet)
    with_figures = (r for r, cs in rows.items() if len(cs) >= 3 and any(_is_number(sheet.cells[r, c]) for c in cs))
    return len(list(with_figures)) >= 2


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_sample(workbook: Workbook, form: Form) -> bool:
    mark = fold(form.words.sample_mark)
    texts = (v for s in workbook.sheets for v in s.cells.values() if isinstance(v, str))
    return any(mark in fold(text) for text in texts if len(text) < 200)


def _ledger(parts: Sequence[Tables], form: Form) -> Iterator[CellRole]:
    cover = form.table("cover")
    personal_fields = {c.name for c in cover.columns if not c.stored}
    labels = {fold(w) for c in cover.columns for w in (c.label, *c.seen_as)}
    for part in parts:
        for position in sorted(part.sheet.cells):
            role = part.roles.roles[position]
            text = text_of(part.sheet.cells[position])
            private = role.table == "cover" and role.column in personal_fields and fold(text) not in labels
            signed = role.role == "signature" and not starts_with(fold(text), form.words.signature)
            if private or signed:
                text = personal.COVER
            shown = personal.screen(text)[0]
            yield CellRole(part.sheet.name, position[0], address(position), role.role, role.table, role.column, shown)


def _screened(submission: Submission, form: Form) -> Submission:
    """Cover personal data in rows, ledger and findings alike; each row that held some gets a finding."""
    found: list[Problem] = []
    rows = {
        name: [_screened_row(row, form.table(name), found) for row in table] for name, table in submission.rows.items()
    }
    stands = {(c.sheet, c.cell): c.text for c in submission.cells}  # a check knows what was read, not what was written
    problems = tuple(
        replace(
            p,
            said=stands.get((p.sheet or "", p.cell or ""), personal.screen(p.said or "")[0]) or None,
            message=personal.screen(p.message)[0],
        )
        for p in (*submission.problems, *found)
    )
    figures_shown = tuple(replace(f, text=personal.screen(f.text)[0]) for f in submission.figures)
    return replace(submission, rows=rows, problems=problems, figures=figures_shown)


def _screened_row(row: Row, table: Table, found: list[Problem]) -> Row:
    values = dict(row.values)
    for name, value in row.values.items():
        if isinstance(value, str) and table.column(name).type == "text":
            values[name], covered = personal.screen(value)
            if covered:
                found.append(problem("Đ22", Place(row.sheet, row.row, row.at.get(name))))
    return replace(row, values=values)

"""Reads one workbook into a submission: blocks, roles, typed rows, figures, the ledger of cells, and the checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from danvan.declared.form import Form, Table
from danvan.declared.places import Unit
from danvan.declared.settings import Settings
from danvan.intake import checks, figures, headings, personal, several
from danvan.intake.blocks import Block, by_row, find_blocks
from danvan.intake.caveats import caveats
from danvan.intake.cover import Cover, find_cover
from danvan.intake.identity import Identity, identify
from danvan.intake.ledger import Role, SheetRoles
from danvan.intake.roles import assign
from danvan.intake.sheet import Sheet, address, text_of
from danvan.intake.submission import CellRole, Figure, Row, Submission
from danvan.intake.tables import read_table
from danvan.intake.words import starts_with
from danvan.intake.workbook import Workbook
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.dates import years_in
from danvan.vietnamese.text import clean, fold

READER_VERSION = 12
TITLE_ROWS = 12


@dataclass(frozen=True)
class _Part:
    """One sheet with the tables found in it."""

    sheet: Sheet
    blocks: list[Block]
    roles: SheetRoles


@dataclass(frozen=True)
class _Content:
    """What the tables of a workbook say."""

    rows: dict[str, list[Row]]
    figures: tuple[Figure, ...]
    present: tuple[str, ...]
    nothing: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_submissions(workbook: Workbook, file: str, form: Form, settings: Settings) -> list[Submission]:
    """Return what `workbook` says, one submission for each unit that it holds; `file` is its path below data/raw."""
    year = _year_said(workbook, file)
    whole = [_part(sheet, form, year) for sheet in workbook.sheets]
    if year is None or not _repeats_a_table(whole):
        return [_read(workbook, whole, file, form, settings, None)]
    held = several.parts(workbook, form, settings.places, settings.period_end(year, "N"))
    return [
        _read(one.workbook, [_part(sheet, form, year) for sheet in one.workbook.sheets], file, form, settings, one.unit)
        for one in held
    ]


def read_submission(workbook: Workbook, file: str, form: Form, settings: Settings) -> Submission:
    """Return what the workbook of one unit says, read and checked; `file` is its path below data/raw."""
    year = _year_said(workbook, file)
    return _read(workbook, [_part(sheet, form, year) for sheet in workbook.sheets], file, form, settings, None)


def _repeats_a_table(parts: Sequence[_Part]) -> bool:
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
    workbook: Workbook, parts: Sequence[_Part], file: str, form: Form, settings: Settings, unit: Unit | None
) -> Submission:
    bare = [p.sheet for p in parts if not p.blocks]
    cover = find_cover(bare, form) or find_cover([p.sheet for p in parts], form)
    identity = identify(cover, file, _titles(parts), form, settings, unit)
    _mark_cover(parts, cover)
    content = _content(parts, cover, identity, form) if identity.year else _Content({}, (), (), (), ())
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


def _other_units(parts: Sequence[_Part], identity: Identity, form: Form, settings: Settings) -> Iterator[Problem]:
    if identity.unit is None or identity.year is None:
        return
    day = settings.period_end(identity.year, identity.period or "N")
    for part in parts:
        if part.blocks:
            yield from headings.other_units(part.sheet, part.roles, identity.unit, form, settings.places, day)


def _part(sheet: Sheet, form: Form, year: int | None) -> _Part:
    blocks = find_blocks(sheet, form, year) if sheet.cells else []
    return _Part(sheet, blocks, assign(sheet, blocks, form))


def _titles(parts: Sequence[_Part]) -> Iterator[tuple[Place, str]]:
    for part in parts:
        for position, role in part.roles.roles.items():
            value = part.sheet.cells[position]
            if role.role == "title" and isinstance(value, str) and "giai đoạn" not in fold(value):
                yield part.sheet.place(position), clean(value)


def _mark_cover(parts: Sequence[_Part], cover: Cover | None) -> None:
    for part in parts:
        if cover is not None and part.sheet is cover.sheet:
            for field in cover.fields.values():
                for position in (field.label, field.at):
                    if position:
                        part.roles.roles[position] = Role("field", "cover", field.column)


def _content(parts: Sequence[_Part], cover: Cover | None, identity: Identity, form: Form) -> _Content:
    assert identity.year is not None
    unit_type = identity.unit.type if identity.unit else "commune"
    rows: dict[str, list[Row]] = {}
    read_figures: list[Figure] = []
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for part, number, block in _blocks_to_read(parts, form, seen, found):
        if form.table(block.table).layout == "indicators":
            read, problems = figures.read_figures(part.sheet, block, part.roles, number, form, identity.year, unit_type)
            read_figures += read
        else:
            reading = read_table(part.sheet, block, part.roles, number, form, identity.year)
            rows[block.table], problems = list(reading.rows), list(reading.problems)
        found += problems
        found += _hidden_rows(part, number)
    nothing = _declared_nothing(cover, form, found)
    if "indicators" in nothing and not read_figures:
        read_figures = figures.nothing(form, identity.year, unit_type)
    present = tuple(t for t in form.tables if rows.get(t) or (t == "indicators" and _any_figure(read_figures)))
    found += _absent(form, unit_type, seen, present, nothing)
    found += _contradictions(form, rows, nothing)
    return _Content(rows, tuple(read_figures), present, nothing, tuple(found))


def _any_figure(read: Sequence[Figure]) -> bool:
    return any(f.state in ("value", "zero") and f.cell for f in read)


def _blocks_to_read(
    parts: Sequence[_Part], form: Form, seen: dict[str, str], found: list[Problem]
) -> Iterator[tuple[_Part, int, Block]]:
    """Yield each table once: a visible sheet before a hidden one; a second visible one is an error."""
    for part in sorted(parts, key=lambda p: p.sheet.hidden):
        for number, block in enumerate(part.blocks):
            other = seen.setdefault(block.table, part.sheet.name)
            place = part.sheet.row(block.first)
            words = {"form": form.table(block.table).form, "other": other}
            if other != part.sheet.name or any(b.table == block.table for b in part.blocks[:number]):
                found.append(problem("Đ19" if part.sheet.hidden else "Đ20", place, **words))
                continue
            if part.sheet.hidden:
                found.append(problem("Đ17", place))
            yield part, number, block


def _hidden_rows(part: _Part, number: int) -> Iterator[Problem]:
    for row in part.roles.rows[number]:
        if row.row in part.sheet.hidden_rows:
            yield problem("Đ18", part.sheet.row(row.row))


def _declared_nothing(cover: Cover | None, form: Form, found: list[Problem]) -> tuple[str, ...]:
    """The tables that the cover declares as having nothing: "B4, B6", "Biểu 5b"."""
    text = cover.read("forms_with_nothing", form).value if cover else None
    if cover is None or not isinstance(text, str):
        return ()
    tables: list[str] = []
    for word in fold(text.replace("biểu", "").replace("Biểu", "")).replace(" và ", " ").split():
        number = word.upper().removeprefix("B")
        fitting = [t.name for t in form.tables.values() if _numbered(t, number)]
        tables += fitting
        if not fitting and word not in ("không", "có"):
            found.append(problem("Đ32", cover.place("forms_with_nothing"), text=word))
    return tuple(dict.fromkeys(tables))


def _numbered(table: Table, number: str) -> bool:
    own = table.form.upper().removeprefix("B")
    return table.layout != "fields" and (own == number or own[:-1] == number)


def _absent(
    form: Form, unit_type: str, seen: dict[str, str], present: Sequence[str], nothing: Sequence[str]
) -> Iterator[Problem]:
    for table in form.expected(unit_type):
        if table.layout == "fields" or table.name in present or table.name in nothing:
            continue
        words = {"form": table.form, "label": table.title}
        yield problem("Đ30" if table.name in seen else "Đ11", Place(seen.get(table.name)), **words)


def _contradictions(form: Form, rows: dict[str, list[Row]], nothing: Sequence[str]) -> Iterator[Problem]:
    for name in nothing:
        if rows.get(name):
            first = rows[name][0]
            yield problem("Đ15", Place(first.sheet, first.row), form=form.table(name).form, rows=len(rows[name]))


def _file_problems(workbook: Workbook, parts: Sequence[_Part], cover: Cover | None) -> Iterator[Problem]:
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


def _ledger(parts: Sequence[_Part], form: Form) -> Iterator[CellRole]:
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

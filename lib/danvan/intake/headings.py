"""The lines over the tables of a report, and whose names stand there: another unit's was taken from elsewhere.

Only names exact to the tone mark count. The district's own name, to whom the report goes, and with whom something is
done, are no other unit.
Does not belong here: a workbook of several units (`several`), and who reports (`identity`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan.declared.form import Form
from danvan.declared.names import words
from danvan.declared.places import Places, Unit
from danvan.intake.ledger import Role, SheetRoles
from danvan.intake.sheet import Sheet
from danvan.intake.sheets import Tables
from danvan.intake.words import starts_with
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.text import clean, fold

OVER = frozenset({"title", "letterhead"})
LONGEST_NAME = 80
LONGEST_TITLE = 200


def titles(parts: Sequence[Tables]) -> Iterator[tuple[Place, str]]:
    """Yield the titles of some sheets; a text alone in a row of a header is one, a programme of years is none."""
    for part in parts:
        rows = part.sheet.rows
        for position, role in part.roles.roles.items():
            value = part.sheet.cells[position]
            heads = role.role == "title" or (role.role == "header" and len(rows[position[0]]) == 1)
            if heads and isinstance(value, str) and "giai đoạn" not in fold(value):
                yield part.sheet.place(position), clean(value)


def heads(parts: Sequence[Tables], form: Form) -> Iterator[tuple[Place, str]]:
    """Yield the lines by which a workbook may say whose it is: letterheads and titles, to whom it goes left out."""
    for part in parts:
        over = (p for p, role in part.roles.roles.items() if role.role in OVER)
        for position in sorted(over) if not part.sheet.hidden else ():
            value = part.sheet.cells[position]
            if isinstance(value, str) and not starts_with(fold(value), form.words.receiver):
                yield part.sheet.place(position), clean(value)


def other_units(
    sheet: Sheet, roles: SheetRoles, unit: Unit, form: Form, places: Places, day: dt.date
) -> Iterator[Problem]:
    """Đ61: the lines over and between the tables of a sheet, and its name, that name other units than `unit` alone."""
    said = [(Place(sheet.name), sheet.name)]
    heads = (p for p, r in roles.roles.items() if r.role in OVER or (_parts_rows(r) and unit.block is None))
    for position in sorted(heads):
        value = sheet.cells[position]
        if isinstance(value, str) and not starts_with(fold(value), form.words.receiver):
            said.append((sheet.place(position), value))
    for place, text in said:
        if any(_same(named, unit, places, day) for named in units_named(text, places, day)):
            continue
        if named := units_named(words().without_partners(clean(text)), places, day):
            yield problem("Đ61", place, other=named[0].called, unit=unit.called)


def _parts_rows(role: Role) -> bool:
    """Whether a cell heads rows of a table: a section, or words where numbers run. An agency may list its communes."""
    return role.role == "section" or (role.role == "value" and role.column is None)


def units_named(text: str, places: Places, day: dt.date) -> Sequence[Unit]:
    """The communes that a line names: with their type anywhere, or by the bare name as a line or after a colon."""
    named = () if text.isascii() else places.named_in(text)
    if named or text.isascii() or len(text) > LONGEST_NAME:
        return named
    parts = {clean(text), text.rpartition(":")[2].strip()}
    return [u for part in parts if (u := places.find(part, day).unit) and u.block is None]


def unit_said(text: str, places: Places, day: dt.date) -> Unit | None:
    """The one unit of `day` that a line is about, exact to the tone mark: as a whole, after a colon, or with its type.

    None for an organisation of a unit ("Hội LHPN xã ..."), and for a text that names several.
    """
    if text.isascii() or len(text) > LONGEST_TITLE:
        return None
    for part in dict.fromkeys((clean(text), text.rpartition(":")[2].strip())):
        match = places.find(part, day) if part and len(part) <= LONGEST_NAME else None
        if match and (match.unit or match.body) and not match.how:
            return None if match.body else match.unit
    own = words().without_partners(clean(text))
    named = {unit for unit in places.named_in(own) if unit.valid_on(day)}
    if len(named) != 1 or words().organisation_in(own):
        return None
    (unit,) = named
    return unit if words().ends_name(own, unit.name) else None


def _same(other: Unit, unit: Unit, places: Places, day: dt.date) -> bool:
    """Whether a line can mean `unit`: itself, its name of another time, or a unit that became it."""
    return other.name == unit.name or places.successor(other, day) == unit

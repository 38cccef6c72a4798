"""Whose rows a table holds where it lists several units: a column names them, or the lines between the rows do.

    TT | Xã         | Tên mô hình          TT | Tên mô hình
    1  | Bình Thạnh | Đường hoa            XÃ BÌNH THẠNH
    2  | Bình Minh  | Hũ gạo               1  | Đường hoa

A row whose unit is not certain belongs to nobody, and that is told.
Does not belong here: making workbooks of units of it (`several`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from danvan.declared.places import Places, Unit
from danvan.intake.blocks import Block
from danvan.intake.headings import unit_said
from danvan.intake.sheet import Position, Sheet, text_of
from danvan.intake.sheets import Tables
from danvan.intake.words import is_ditto, section_name
from danvan.problems import Problem, problem
from danvan.vietnamese.text import clean

HEADS = frozenset({"section", "title", "letterhead"})
LINES_ABOVE = 8
LONGEST_NAME = 80


@dataclass(frozen=True)
class Owned:
    """The rows of one table by the unit that each belongs to, None where that is not certain.

    `column` is the sheet column that names the units; None where lines between the rows do.
    """

    number: int
    rows: Mapping[int, Unit | None]
    column: int | None = None
    problems: tuple[Problem, ...] = ()
    places: Mapping[Unit, Position] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit | None]:
        return list(dict.fromkeys(self.rows.values()))


def owned(part: Tables, places: Places, day: dt.date, first: Unit | None) -> Iterator[Owned]:
    """Yield each table of a sheet that names units by row.

    Rows over the first line that does belong to the unit named over the table, or to `first`.
    """
    for number, block in enumerate(part.blocks):
        rows = [row.row for row in part.roles.rows[number]]
        column = next((c for c in _candidates(block) if _names_units(part.sheet, c, rows, places, day)), None)
        if column is not None:
            yield _by_column(part.sheet, number, column, rows, places, day)
        elif lines := dict(_lines(part, block, rows, places, day)):
            _, above = unit_above(part.sheet, part.blocks, number, places, day)
            yield _by_lines(part, number, rows, lines, above or first)


def _candidates(block: Block) -> Iterable[int]:
    """The columns of which the form knows nothing."""
    reasons = {**dict.fromkeys(block.paths, ""), **block.aside}
    return (c for c, reason in reasons.items() if c not in block.known and not reason)


def _names_units(sheet: Sheet, column: int, rows: Sequence[int], places: Places, day: dt.date) -> bool:
    """Whether at least half of what a column says are names of units."""
    values = (sheet.cells.get((row, column)) for row in rows)
    said = {text for v in values if v is not None and not is_ditto(v) and len(text := text_of(v)) <= LONGEST_NAME}
    named = [text for text in said if (match := places.find(text, day)).unit and not match.body]
    return bool(named) and 2 * len(named) >= len(said)


def _by_column(sheet: Sheet, number: int, column: int, rows: Sequence[int], places: Places, day: dt.date) -> Owned:
    owners: dict[int, Unit | None] = {}
    found: list[Problem] = []
    stands: dict[Unit, Position] = {}
    above: Unit | None = None
    for row in rows:
        value = sheet.cells.get(top_left(sheet, (row, column)))
        if value is not None and not is_ditto(value):
            match = places.find(text_of(value), day)
            above = None if match.body else match.unit
            words = {"text": text_of(value), "reason": match.reason}
            found += [problem("Đ66", sheet.place((row, column)), **words)] if above is None else []
            found += _written_so(sheet, (row, column), above, match.how)
        elif value is None:
            above = None
            found.append(problem("Đ66-blank", sheet.place((row, column))))
        if above:
            stands.setdefault(above, (row, column))
        owners[row] = above
    return Owned(number, owners, column, tuple(found), stands)


def _written_so(sheet: Sheet, position: Position, unit: Unit | None, how: str) -> list[Problem]:
    if unit is None or not how:
        return []
    words = {"text": text_of(sheet.cells[position]), "how": how, "unit": unit.called}
    return [problem("Đ82", sheet.place(position), **words)]


def top_left(sheet: Sheet, position: Position) -> Position:
    """The cell that says what stands at `position`: the top left one of a merge."""
    row, column = position
    over = (m[:2] for m in sheet.merged if m[0] <= row <= m[2] and m[1] <= column <= m[3])
    return position if position in sheet.cells else next(over, position)


def _lines(
    part: Tables, block: Block, rows: Sequence[int], places: Places, day: dt.date
) -> Iterator[tuple[int, tuple[Unit, Position]]]:
    """The rows of a block that are no data and name one unit: "XÃ BÌNH THẠNH", "I | Xã Bình Thạnh", titles."""
    taken = {*rows, *range(block.first, block.data_first)}
    between = (row for row in part.sheet.rows if block.first <= row <= block.last and row not in taken)
    for position, value in (((row, c), v) for row in between for c, v in part.sheet.line(row).items()):
        role = part.roles.roles[position]
        if not isinstance(value, str):
            continue
        heads = role.role in HEADS or (role.role == "value" and role.column is None)
        if heads and (unit := unit_said(section_name(value), places, day)):
            yield position[0], (unit, position)


def _by_lines(
    part: Tables, number: int, rows: Sequence[int], lines: Mapping[int, tuple[Unit, Position]], first: Unit | None
) -> Owned:
    """Every row under such a line, sums of the section included; what states sums of all belongs to nobody."""
    owners: dict[int, Unit | None] = {}
    found: list[Problem] = []
    grand = {total.row for total in part.roles.totals[number] if total.grand}
    current = first
    top = min([*rows, *lines])
    for row in (row for row in part.sheet.rows if top <= row <= part.blocks[number].last):
        if row in lines:
            current = lines[row][0]
        if row in rows and current is None:
            found.append(problem("Đ66-blank", part.sheet.row(row)))
        if row in rows or row in lines or (row not in grand and row > min(lines)):
            owners[row] = current
    return Owned(number, owners, None, tuple(found), dict(reversed(list(lines.values()))))


def unit_above(
    sheet: Sheet, blocks: Sequence[Block], number: int, places: Places, day: dt.date
) -> tuple[int, Unit | None]:
    """Return the unit that the lines over a block name, and the first of these lines."""
    block = blocks[number]
    top = blocks[number - 1].data_first if number else 1
    span = range(max(top, block.first - LINES_ABOVE), block.first)
    for row in reversed(span):
        texts = [clean(v) for v in sheet.line(row).values() if isinstance(v, str)]
        if len(texts) <= 2 and (unit := unit_of(texts, places, day)):
            return row, unit
    return block.first, None


def unit_of(texts: Sequence[str], places: Places, day: dt.date) -> Unit | None:
    """Return the one unit that texts name, whole or after a colon; None where they name none, or more than one."""
    said = [part for text in texts if len(text) <= LONGEST_NAME for part in (text, text.rpartition(":")[2].strip())]
    units = {match.unit for text in said if text and (match := places.find(text, day)).unit and not match.body}
    units = units or {unit for text in texts if (unit := unit_said(text, places, day))}
    return units.pop() if len(units) == 1 else None

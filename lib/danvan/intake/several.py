"""Parts a workbook that holds several units - a sheet each, stacked in one sheet, or row by row - into one a unit.

Every cell goes to exactly one part, at the place where it stands. Only units named exactly, to the tone mark, part a
workbook; what names no unit stays with who reports, or else with the first. Rows of which a table does not say whose
they are are a part of nobody.
Does not belong here: who reports in a workbook of one unit (`identity`), whose row is whose (`owners`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan.declared.places import Places, Unit
from danvan.intake.owners import Owned, owned, unit_above, unit_of
from danvan.intake.sheet import Sheet
from danvan.intake.sheets import Tables
from danvan.intake.workbook import Workbook
from danvan.problems import Problem, problem

Naming = tuple[str, int, int]
Slice = tuple[Sheet, Unit | None, frozenset[str]]


@dataclass(frozen=True)
class Part:
    """What belongs to one unit; `unit` is None in a workbook that is not parted, and where rows are `nobodys`.

    `rows` are the rows by sheet that the part answers for, where the workbook holds more to read them by (headers);
    `naming` are the columns (sheet, first row of the header, column) that only say whose a row is.
    """

    workbook: Workbook
    unit: Unit | None = None
    rows: Mapping[str, frozenset[int]] | None = None
    naming: frozenset[Naming] = frozenset()
    nobodys: bool = False
    problems: tuple[Problem, ...] = ()


def parts(
    workbook: Workbook, whole: Sequence[Tables], places: Places, day: dt.date, sender: Unit | None = None
) -> list[Part]:
    """Return the parts of `workbook` by unit, in the order they stand; one part where it holds one unit.

    `whole` are its sheets with their tables, `sender` is who reports by cover, title or folder. An agency may list
    communes and stays one.
    """
    slices = [piece for part in whole for piece in _slices(part, places, day)]
    units = list(dict.fromkeys(unit for _, unit, _ in slices if unit))
    if len(units) > 1 and _repeats(slices):
        first = sender or units[0]
        return [
            Part(replace(workbook, sheets=tuple(s for s, named, _ in slices if (named or first) == unit)), unit)
            for unit in dict.fromkeys((first, *units))
        ]
    if sender and sender.block:
        return [Part(workbook)]
    tables = {p.sheet.name: [*owned(p, places, day, sender)] for p in whole if not p.sheet.hidden}
    return _by_rows(workbook, whole, tables, sender)


def _by_rows(
    workbook: Workbook, whole: Sequence[Tables], tables: Mapping[str, list[Owned]], sender: Unit | None
) -> list[Part]:
    """The parts of a workbook whose tables say of each row whose it is."""
    owners = list(dict.fromkeys(unit for held in tables.values() for each in held for unit in each.units))
    named = [unit for unit in owners if unit]
    if not named:
        return [Part(workbook)]
    naming = frozenset(
        (p.sheet.name, p.blocks[each.number].first, each.column)
        for p in whole
        for each in tables.get(p.sheet.name, ())
        if each.column
    )
    if len(owners) == 1:
        return [replace(_of_one(workbook, whole, tables, named[0], sender), naming=naming)]
    first = sender or named[0]
    units = dict.fromkeys((first, *named, *([None] if None in owners else [])))
    return [replace(_part(workbook, whole, tables, unit, unit == first), naming=naming) for unit in units]


def _of_one(
    workbook: Workbook, whole: Sequence[Tables], tables: Mapping[str, list[Owned]], unit: Unit, sender: Unit | None
) -> Part:
    """A workbook whose rows are all of one unit: of who reports, of the only one named, or, wrongly, of another."""
    if sender is None:
        return Part(workbook, unit, problems=(problem("Đ31", label="Tên đơn vị", text=unit.full_name),))
    named = [(p.sheet, each.places[unit]) for p in whole for each in tables.get(p.sheet.name, ()) if each.column]
    if unit == sender or not named:
        return Part(workbook)
    words = {"other": unit.called, "unit": sender.called}
    return Part(workbook, problems=tuple(problem("Đ61", sheet.place(at), **words) for sheet, at in named))


def _part(
    workbook: Workbook, whole: Sequence[Tables], tables: Mapping[str, list[Owned]], unit: Unit | None, first: bool
) -> Part:
    """What one unit answers for: its rows, and all that is nobody's with the first; headers are read by all."""
    sheets: list[Sheet] = []
    rows: dict[str, frozenset[int]] = {}
    found: list[Problem] = []
    for part in whole:
        held, every = tables.get(part.sheet.name, []), {r for r, _ in (*part.sheet.cells, *part.sheet.remarks)}
        owner = {row: each for table in reversed(held) for row, each in table.rows.items()}
        own = {row for row in every if (first and row not in owner) or (row in owner and owner[row] == unit)}
        mine = [table for table in held if unit in table.units]
        if not own:
            continue
        read = own | {r for table in mine for r in every if r in _shared(part, table) and r not in owner}
        rows[part.sheet.name] = frozenset(own)
        sheets.append(_rows(part.sheet, read - {r for table in held for r in _sums(part, table, owner)}))
        found += [p for table in mine for p in table.problems if owner.get(p.row or 0, unit) == unit]
    own_sheets = replace(workbook, sheets=tuple(sheets))
    return Part(own_sheets, unit, rows, nobodys=unit is None, problems=tuple(found))


def _shared(part: Tables, table: Owned) -> range:
    """The rows that a table's rows are read by: what stands over its header, the header, lines between its rows."""
    block = part.blocks[table.number]
    above = max((b.last for b in part.blocks[: table.number] if b.last < block.first), default=0)
    return range(above + 1, (block.last if table.column else block.data_first - 1) + 1)


def _sums(part: Tables, table: Owned, owner: Mapping[int, Unit | None]) -> set[int]:
    """The rows of a table that state sums over the rows of several units."""
    return {total.row for total in part.roles.totals[table.number] if total.row not in owner}


def _repeats(slices: Sequence[Slice]) -> bool:
    """Whether some table stands in the parts of two units; one unit's agencies on a sheet part nothing."""
    seen: dict[str, Unit] = {}
    for _, unit, tables in slices:
        for table in tables if unit else ():
            if seen.setdefault(table, unit) != unit:  # type: ignore[arg-type]
                return True
    return False


def _slices(part: Tables, places: Places, day: dt.date) -> Iterator[Slice]:
    """The sheet cut above each block that a line names another unit for; a sheet's name may name its unit, too."""
    sheet, blocks = part.sheet, part.blocks
    whole = unit_of([sheet.name], places, day)
    cuts: list[tuple[int, Unit | None, set[str]]] = []
    for number, block in enumerate(blocks):
        row, unit = unit_above(sheet, blocks, number, places, day)
        if not cuts or (unit and unit != cuts[-1][1]):
            cuts.append((row if cuts else 1, unit or whole, set()))
        cuts[-1][2].add(block.table)
    if len(cuts) < 2:
        yield sheet, (cuts[0][1] if cuts else whole), frozenset(cuts[0][2] if cuts else ())
        return
    starts = [start for start, _, _ in cuts]
    for (start, unit, tables), end in zip(cuts, [*starts[1:], max(r for r, _ in sheet.cells) + 1], strict=True):
        yield _rows(sheet, range(start, end)), unit, frozenset(tables)


def _rows(sheet: Sheet, kept: Container[int]) -> Sheet:
    """Some rows of a sheet, remarks below its last cell with the last row; a difference in its count stays one."""
    bottom = max(r for r, _ in sheet.cells)
    if all(row in kept for row, _ in sheet.cells):
        return sheet
    cells = {p: v for p, v in sheet.cells.items() if p[0] in kept}
    sent = {p: v for p, v in sheet.as_sent.items() if p[0] in kept}
    merged = tuple(m for m in sheet.merged if m[0] in kept)
    remarks = {p: v for p, v in sheet.remarks.items() if min(p[0], bottom) in kept}
    counted = None if sheet.counted is None else sheet.counted - len(sheet.cells) + len(cells)
    return replace(sheet, cells=cells, as_sent=sent, merged=merged, remarks=remarks, counted=counted)

"""Parts a workbook that holds several units - a sheet each, or stacked in one sheet - into one workbook a unit.

Every cell goes to exactly one part, at the place where it stands. Only units named exactly, to the tone mark, part a
workbook; what names no unit stays with the first.
Does not belong here: who reports in a workbook of one unit (`identity`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from danvan.declared.form import Form
from danvan.declared.places import Places, Unit
from danvan.intake.blocks import Block, find_blocks
from danvan.intake.sheet import Sheet
from danvan.intake.workbook import Workbook
from danvan.vietnamese.text import clean

LINES_ABOVE = 8
LONGEST_NAME = 80


@dataclass(frozen=True)
class Part:
    """What belongs to one unit; `unit` is None in a workbook that is not parted."""

    workbook: Workbook
    unit: Unit | None


def parts(workbook: Workbook, form: Form, places: Places, day: dt.date) -> list[Part]:
    """Return the parts of `workbook` by unit, in the order they stand; one part where it holds one unit."""
    slices = [piece for sheet in workbook.sheets for piece in _slices(sheet, form, places, day)]
    units = list(dict.fromkeys(unit for _, unit, _ in slices if unit))
    if len(units) < 2 or not _repeats(slices):
        return [Part(workbook, None)]
    first = units[0]
    return [
        Part(replace(workbook, sheets=tuple(s for s, named, _ in slices if (named or first) == unit)), unit)
        for unit in units
    ]


Slice = tuple[Sheet, Unit | None, frozenset[str]]


def _repeats(slices: Sequence[Slice]) -> bool:
    """Whether some table stands in the parts of two units; one unit's agencies on a sheet part nothing."""
    seen: dict[str, Unit] = {}
    for _, unit, tables in slices:
        for table in tables if unit else ():
            if seen.setdefault(table, unit) != unit:  # type: ignore[arg-type]
                return True
    return False


def _slices(sheet: Sheet, form: Form, places: Places, day: dt.date) -> Iterator[Slice]:
    """The sheet cut above each block that a line names another unit for; a sheet's name may name its unit, too."""
    blocks = find_blocks(sheet, form) if sheet.cells else []
    whole = _named([sheet.name], places, day)
    cuts: list[tuple[int, Unit | None, set[str]]] = []
    for number, block in enumerate(blocks):
        row, unit = _unit_above(sheet, blocks, number, places, day)
        if not cuts or (unit and unit != cuts[-1][1]):
            cuts.append((row if cuts else 1, unit or whole, set()))
        cuts[-1][2].add(block.table)
    if len(cuts) < 2:
        yield sheet, (cuts[0][1] if cuts else whole), frozenset(cuts[0][2] if cuts else ())
        return
    starts = [start for start, _, _ in cuts]
    for (start, unit, tables), end in zip(cuts, [*starts[1:], max(r for r, _ in sheet.cells) + 1], strict=True):
        yield _rows(sheet, start, end), unit, frozenset(tables)


def _rows(sheet: Sheet, start: int, end: int) -> Sheet:
    """The rows of a sheet, remarks below its last cell with the last rows; a difference in its count stays one."""
    cells = {p: v for p, v in sheet.cells.items() if start <= p[0] < end}
    sent = {p: v for p, v in sheet.as_sent.items() if start <= p[0] < end}
    merged = tuple(m for m in sheet.merged if start <= m[0] < end)
    last = end > max(r for r, _ in sheet.cells)
    remarks = {p: v for p, v in sheet.remarks.items() if start <= p[0] and (last or p[0] < end)}
    counted = None if sheet.counted is None else sheet.counted - len(sheet.cells) + len(cells)
    return replace(sheet, cells=cells, as_sent=sent, merged=merged, remarks=remarks, counted=counted)


def _unit_above(
    sheet: Sheet, blocks: Sequence[Block], number: int, places: Places, day: dt.date
) -> tuple[int, Unit | None]:
    """The unit that the lines over a block name, and the first of these lines."""
    block = blocks[number]
    top = blocks[number - 1].data_first if number else 1
    span = range(max(top, block.first - LINES_ABOVE), block.first)
    for row in reversed(span):
        texts = [clean(v) for (r, _), v in sorted(sheet.cells.items()) if r == row and isinstance(v, str)]
        if len(texts) <= 2 and (unit := _named(texts, places, day)):
            return row, unit
    return block.first, None


def _named(texts: Sequence[str], places: Places, day: dt.date) -> Unit | None:
    """The one unit that texts name, whole or after a colon; None where they name none, or more than one."""
    said = [part for text in texts if len(text) <= LONGEST_NAME for part in (text, text.rpartition(":")[2].strip())]
    units = {match.unit for text in said if text and (match := places.find(text, day)).unit and not match.body}
    return units.pop() if len(units) == 1 else None

"""Refuses sheets whose cells lie so far apart that a reader fills the memory with the area between them.

Does not belong here: archives and XML that grow when unpacked (`package`).
"""

from __future__ import annotations

import re

from danvan.intake.sheet import Position, address, position_of
from danvan.problems import Place, UnreadableWorkbook, refusal

REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr\s*=\s*["\']([A-Z]+)(\d+)')
FAR = re.compile(rb' r\s*=\s*["\'][A-Z]{3}\d')
ANY = re.compile(rb' r\s*=\s*["\'](?:[A-Z]{3}\d|[A-Z]{2}\d{5}|[J-Z]\d{6})')
BEYOND = re.compile(rb' r\s*=\s*["\']([A-Z]{4,}\d*|[A-Z]{1,3}0*(?:[1-9]\d{7,}|[2-9]\d{6}))["\']')
CONTENT = re.compile(REFERENCE.pattern + rb'["\'][^<>]*+(?<!/)>')
AREA, FILLED = 10_000_000, 100  # what a child has memory for; a grid above it must be filled to one part in so many
LAST_ROW, LAST_COLUMN, LAST_OF_TWO_LETTERS = 1_048_576, 16_384, 702


def refuse_sparse(grid: bytes, name: str) -> None:
    """Refuse two lone cells in far corners, for which every reader would fill the whole area between them.

    `grid` is the XML of the cells of the sheet `name`.
    """
    if beyond := BEYOND.search(grid):
        raise refusal("X15", Place(name), name=name, cell=beyond[1].decode()[:20])
    last = re.search(rb'\sr\s*=\s*["\'](\d+)', grid[grid.rfind(b"row ") :])
    if last is None or int(last[1]) * LAST_COLUMN < AREA:
        return
    if not (FAR if int(last[1]) * LAST_OF_TWO_LETTERS < AREA else ANY).search(grid):
        return
    filled = CONTENT.findall(grid)
    rows = max((int(row) for _, row in filled), default=0)
    columns = max((position_of(letters.decode() + "1")[1] for letters in {c for c, _ in filled}), default=0)
    refuse_area(name, (rows, columns), len(filled))


def refuse_area(name: str, last: Position, filled: int) -> None:
    """Refuse the sheet `name` where `filled` cells reach to the row and column `last` and leave nearly all empty."""
    if last[0] * last[1] > max(AREA, FILLED * filled) or last[1] > LAST_COLUMN or last[0] > LAST_ROW:
        raise far(name, last)


def far(name: str, position: Position) -> UnreadableWorkbook:
    """Return the refusal of a sheet for a cell that lies too far away."""
    return refusal("X15", Place(name, position[0], address(position)), name=name, cell=address(position))

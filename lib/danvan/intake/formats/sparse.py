"""Refuses sheets whose cells lie so far apart that a reader fills the memory with the area between them.

Does not belong here: archives and XML that grow when unpacked (`package`).
"""

from __future__ import annotations

import re

from danvan.intake.sheet import position_of
from danvan.problems import UnreadableWorkbook

SPARSE = "Trang có ô nằm quá xa bảng (vùng rất lớn gần như trống); hãy xóa các dòng, cột thừa rồi gửi lại."
REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr\s*=\s*["\']([A-Z]+)(\d+)')
FAR = re.compile(rb' r\s*=\s*["\'][A-Z]{3}\d')
ANY = re.compile(rb' r\s*=\s*["\'](?:[A-Z]{3}\d|[A-Z]{2}\d{5}|[T-Z]\d{6})')
CONTENT = re.compile(REFERENCE.pattern + rb'["\'][^>]*(?<!/)>')
AREA, FILLED = 20_000_000, 100  # a grid above this area must be filled to one part in so many
LAST_COLUMN, LAST_OF_TWO_LETTERS = 16_384, 702


def refuse_sparse(grid: bytes) -> None:
    """Refuse two lone cells in far corners, for which every reader would fill the whole area between them."""
    last = re.search(rb'\sr\s*=\s*["\'](\d+)', grid[grid.rfind(b"row ") :])
    if last is None or int(last[1]) * LAST_COLUMN < AREA:
        return
    if not (FAR if int(last[1]) * LAST_OF_TWO_LETTERS < AREA else ANY).search(grid):
        return
    filled = CONTENT.findall(grid)
    rows = max((int(row) for _, row in filled), default=0)
    columns = max((position_of(letters.decode() + "1")[1] for letters in {c for c, _ in filled}), default=0)
    if rows * columns > max(AREA, FILLED * len(filled)):
        raise UnreadableWorkbook(SPARSE)

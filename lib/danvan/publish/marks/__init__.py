"""Kinds of drawing over tidy frames: lines and bars over years, rows and tiles by unit, small multiples, strips.

Each takes a frame and the names of its columns, draws into the axes it is given (or axes of its own) and returns them.
They know ink, text and room; years and units only as words and numbers. Pyplot is never used, so nothing leaks.
Does not belong here: indicators, headlines, sources (`charts`), saving (`chart`).
"""

from danvan.publish.marks.bars import bars, outlined
from danvan.publish.marks.lines import lines
from danvan.publish.marks.panels import panels, panels_height
from danvan.publish.marks.rows import Measure, ranked, ranked_height
from danvan.publish.marks.strips import strips, strips_height
from danvan.publish.marks.tiles import Tile, tiles, tiles_height
from danvan.publish.marks.years import NO_NOTES, YearNotes

__all__ = [
    "NO_NOTES", "Measure", "Tile", "YearNotes", "bars", "lines", "outlined", "panels", "panels_height",
    "ranked", "ranked_height", "strips", "strips_height", "tiles", "tiles_height",
]  # fmt: skip

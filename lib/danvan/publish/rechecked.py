"""A report that an officer edited, held against the data: which numbers no longer say what the figures say, which lost
their mark or were taken out, which were typed in.

Does not belong here: reading the document (`word.read`), making the tables (`catalogue`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from danvan.publish.cited import Figures, Style, written
from danvan.publish.word.about import Made
from danvan.publish.word.read import FIGURES, Read, line_hash
from danvan.vietnamese.text import clean

SHOWN = 12  # lost numbers told by name
SHORT = 90  # letters of a line told


@dataclass(frozen=True, slots=True)
class Differing:
    """One number that differs: its figure, what the report says ("" where it was taken out), what the data say now
    (None where there is no such figure, or none is known any more).
    """

    figure: str
    said: str
    now: str | None

    def __str__(self) -> str:
        said = f"báo cáo ghi “{self.said}”" if self.said else "số đã bị xóa khỏi báo cáo"
        now = "nay không còn số này" if self.now is None else f"số liệu là {self.now}"
        return f"{self.figure}: {said}, {now}."


@dataclass(frozen=True, slots=True)
class Typed:
    """A line whose figures were typed in or changed by hand, so that nothing tells whether they are right."""

    figures: tuple[str, ...]
    line: str

    def __str__(self) -> str:
        line = self.line if len(self.line) <= SHORT else f"{self.line[:SHORT].rstrip()}…"
        return f"Gõ tay {', '.join(self.figures)}: “{line}”"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What an edited report no longer has from the data; `lost` are figures that stood there and are not found."""

    differing: tuple[Differing, ...]
    lost: tuple[str, ...]
    typed: tuple[Typed, ...]

    @property
    def wrong(self) -> bool:
        """Whether a number differs or is lost; what a writer adds is told and is no mistake."""
        return bool(self.differing or self.lost)

    def lines(self) -> Iterator[str]:
        """What is told to people."""
        yield from map(str, self.differing)
        if self.lost:
            more = len(self.lost) - SHOWN
            named = ", ".join(self.lost[:SHOWN]) + (f" và {more} số khác" if more > 0 else "")
            yield f"{len(self.lost)} con số đã bị xóa hoặc mất dấu nên không kiểm được: {named}."
        yield from map(str, self.typed)
        if self.typed:
            yield f"{len(self.typed)} đoạn có số gõ tay, chưa đối chiếu với số liệu; người viết tự kiểm tra."
        found = len(self.differing)
        whole = "Mọi con số còn dấu đều khớp số liệu." if self.lost or self.typed else "Mọi con số đều khớp số liệu."
        yield f"{found} con số không còn khớp số liệu." if found else whole


def rechecked(read: Read, made: Made, figures: Figures) -> Rechecked:
    """Hold a report against the figures as they are now, and against what was in it when it was made."""
    numbers = read.named([*made.numbers, *figures.ids])
    lost = Counter(made.numbers) - Counter(figure for figure, _ in numbers)
    return Rechecked(tuple(differing(numbers, figures)), tuple(lost.elements()), tuple(_typed(read, made)))


def differing(numbers: Iterable[tuple[str, str]], figures: Figures) -> Iterator[Differing]:
    """The numbers (figure, text) that are printed in no way that `figures` would print them."""
    for figure, said in numbers:
        if not figures.has(figure):
            yield Differing(figure, clean(said), None)
        elif clean(said) not in (ways := _ways(figure, figures)):
            yield Differing(figure, clean(said), next(iter(ways)))


def _typed(read: Read, made: Made) -> Iterator[Typed]:
    """The lines with figures that are more than there were; a line as it was made has none."""
    more = Counter(read.as_made.typed) - Counter(made.typed)
    for line in read.lines:
        new = Counter() if line_hash(line) in made.lines else Counter(FIGURES.findall(line)) & more
        if new:
            more -= new
            yield Typed(tuple(new), line)


def _ways(figure: str, figures: Figures) -> dict[str, None]:
    """The texts that a figure may be printed as, as its table prints it first."""
    value, printed = figures.value(figure), figures.printed(figure)
    sizes = () if value is None else (value, abs(value))  # "giảm 03 mô hình" says the size of a difference of -3
    return dict.fromkeys([clean(printed), *(clean(written(v, style)) for v in sizes for style in get_args(Style))])

"""Numbers of a report that an officer edited, held against the data: which no longer say what the figures say.

Does not belong here: reading them from the document (`word.read`), making the tables (`catalogue`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from danvan.publish.cited import Figures, Style, written
from danvan.vietnamese.text import clean


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


def differing(numbers: Iterable[tuple[str, str]], figures: Figures) -> Iterator[Differing]:
    """The numbers (figure, text) that are printed in no way that `figures` would print them."""
    for figure, said in numbers:
        if not figures.has(figure):
            yield Differing(figure, clean(said), None)
        elif clean(said) not in (ways := _ways(figure, figures)):
            yield Differing(figure, clean(said), next(iter(ways)))


def _ways(figure: str, figures: Figures) -> dict[str, None]:
    """The texts that a figure may be printed as, as its table prints it first."""
    value, printed = figures.value(figure), figures.printed(figure)
    sizes = () if value is None else (value, abs(value))  # "giảm 03 mô hình" says the size of a difference of -3
    return dict.fromkeys([clean(printed), *(clean(written(v, style)) for v in sizes for style in get_args(Style))])

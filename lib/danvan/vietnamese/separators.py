"""Which of "." and "," groups thousands and which begins the decimals: in one figure, and over a column.

Two different marks, or two groups, settle a figure by itself; one mark before three digits does not, and is read
the Vietnamese way ("2.500" = 2500, "1,234" = 1,234; "1.234" of something large 1,234) but in doubt, unless the column
or a unit of whole things decides. Does not belong here: units, words, cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from danvan.vietnamese.text import clean

_MARK = re.compile(r"[.,' ’]")
_FIGURE = re.compile(r"(?<![\w/.,-])(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![\d/]|-\d|[.,]\d)")
_OTHER = {".": ",", ",": "."}
_SPACES = (" ", "'", "’")
_LONGEST = 20  # digits: no figure of an office has more, and Decimal adds up to 28 exactly


@dataclass(frozen=True, slots=True)
class Separators:
    """The marks of a column; None where nothing says which one it is, `likely` where nothing proves them."""

    thousands: str | None
    decimal: str | None
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's value; `reason` says what is doubtful, `value` is None where it cannot be one number."""

    value: Decimal | None
    reason: str | None = None


_AMBIGUOUS = Figure(None, "ambiguous_separator")
_CODE = Figure(None, "code_like")


def read_figure(
    figure: str, separators: Separators | None = None, *, whole: bool = False, large: bool = False
) -> Figure:
    """The value of digits with marks; `whole` things (đồng, người) have no decimals, so "2.500" is certain.

    Of something `large` (tỷ, tấn) one has rather parts than thousands, so that "1.250" is 1,25 in doubt.
    """
    groups, marks = _MARK.split(figure), _MARK.findall(figure)
    if (len(groups[0]) > 3 and groups[0][0] == "0") or sum(map(len, groups)) > _LONGEST:
        return _CODE
    if not marks:
        return Figure(Decimal(figure))
    if len(marks) == 1:
        return _one_mark(groups[0], marks[0], groups[1], separators, whole, large)
    if len(set(marks)) == 1:
        return _thousands(groups) if _grouped(groups) else _not_grouped(groups)
    known = separators == Separators(marks[0], marks[-1]) and _parted(groups, marks)
    if known or _settled(groups, marks):
        return Figure(Decimal("".join(groups[:-1]) + "." + groups[-1]))
    return _AMBIGUOUS


def _grouped(groups: Sequence[str]) -> bool:
    first, *others = groups
    return first[0] != "0" and len(first) <= 3 and all(len(group) == 3 for group in others)


def _thousands(groups: Sequence[str], reason: str | None = None) -> Figure:
    return Figure(Decimal("".join(groups)), reason)


def _not_grouped(groups: Sequence[str]) -> Figure:
    return Figure(None, "fraction_or_date") if len(groups) == 3 else _AMBIGUOUS


def _settled(groups: Sequence[str], marks: Sequence[str]) -> bool:
    """Thousands by one mark and decimals by another; "380,000.000" may be thousands all through, typed amiss.

    Three decimals are taken in the Vietnamese way only: "1.234,567", not "1,234.567", "1 200.000", "380.000,000".
    """
    vietnamese = marks[-1] == "," and marks[0] == "." and groups[-1] != "000"
    return _parted(groups, marks) and (len(groups[-1]) != 3 or vietnamese)


def _parted(groups: Sequence[str], marks: Sequence[str]) -> bool:
    *inner, last = marks
    return len(set(inner)) == 1 and last not in (*inner, *_SPACES) and _grouped(groups[:-1])


def _one_mark(whole_part: str, mark: str, rest: str, separators: Separators | None, whole: bool, large: bool) -> Figure:
    known = separators or Separators(None, None)
    if mark in _SPACES:
        return _thousands((whole_part, rest), None if known.thousands == mark else "ambiguous_separator")
    if _grouped((whole_part, rest)):
        return _three_after(whole_part, mark, rest, known, whole, large)
    if whole_part[0] == "0" and whole_part != "0" and len(rest) == 3:
        return _CODE
    return _decimals(whole_part, mark, rest, known)


def _three_after(whole_part: str, mark: str, rest: str, known: Separators, whole: bool, large: bool) -> Figure:
    """ "2.500": thousands or decimals; decimals are not written to the end with noughts."""
    decimal = Decimal(f"{whole_part}.{rest}")
    proved = None if known.likely else mark
    if proved == known.thousands or (whole and proved != known.decimal):
        return _thousands((whole_part, rest))
    if proved == known.decimal:
        return Figure(decimal, "ambiguous_separator" if whole else None)
    grouped = mark in (".", known.thousands) and not (large and not rest.endswith("00"))
    return _thousands((whole_part, rest), "ambiguous_separator") if grouped else Figure(decimal, "ambiguous_separator")


def _decimals(whole_part: str, mark: str, rest: str, known: Separators) -> Figure:
    """ "31,2": decimals, or a group that lost its zeros; "2.5" may be 2.500 retyped, "5.10" a series or a date."""
    value = Decimal(f"{whole_part}.{rest}")
    if mark == known.thousands:
        return _AMBIGUOUS
    if mark == known.decimal:
        return Figure(value)
    if len(whole_part) > 1 and whole_part[0] == "0":
        return Figure(value, "ambiguous_separator")
    if mark == "," or whole_part == "0":
        return Figure(value)
    if len(whole_part) <= 2 == len(rest) and rest[0] != "0" == rest[1]:
        return _AMBIGUOUS
    return Figure(value, "ambiguous_separator")


def infer_separators(texts: Iterable[str]) -> Separators | None:
    """The marks that texts of one kind use, from what their figures prove; None without proof or in conflict.

    Proof: two marks in one figure, two groups ("1.234.567"), decimals that are not three digits ("31,2") or follow 0.
    Whole figures beside prove nothing ("53,372", "28"); several round ones make commas likely thousands ("2,500").
    """
    figures = [figure for text in texts for figure in _FIGURE.findall(clean(text))]
    marked = [figure for figure in figures if _MARK.search(figure)]
    if _is_series(marked):
        return None
    evidence = _Evidence.of(marked)
    if not evidence.consistent:
        return None
    if evidence.thousands:
        return evidence.by_thousands()
    if evidence.decimals:
        return evidence.by_decimals()
    return evidence.by_habit()


def _is_series(figures: Sequence[str]) -> bool:
    """Whether "5.9" is followed by "5.10": a numbering drawn down by the mouse."""
    return any(_next(one, other) for one, other in pairwise(figures))


def _next(one: str, other: str) -> bool:
    (head, *tail), (next_head, *next_tail) = _MARK.split(one), _MARK.split(other)
    if head != next_head or len(tail) != 1 or len(next_tail) != 1:
        return False
    return len(next_tail[0]) > len(tail[0]) and int(next_tail[0]) == int(tail[0]) + 1


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Marks proved to group thousands or to begin decimals, figures that could be either, marks after a nought."""

    thousands: frozenset[str]
    decimals: frozenset[str]
    either: frozenset[str]
    parts_of_one: frozenset[str]

    @classmethod
    def of(cls, figures: Iterable[str]) -> _Evidence:
        thousands: set[str] = set()
        decimals: set[str] = set()
        either: set[str] = set()
        parts_of_one: set[str] = set()
        for figure in figures:
            groups, marks = _MARK.split(figure), _MARK.findall(figure)
            if len(marks) == 1 and groups[0] == "0":
                parts_of_one.add(marks[0])
            if len(marks) == 1:
                (either.add(figure) if _grouped(groups) else decimals.add(marks[0]))
            elif len(set(marks)) == 1 and _grouped(groups):
                thousands.add(marks[0])
            elif _settled(groups, marks):
                thousands.add(marks[0])
                decimals.add(marks[-1])
        return cls(frozenset(thousands), frozenset(decimals), frozenset(either), frozenset(parts_of_one))

    def _either(self, mark: str) -> list[str]:
        return [figure for figure in self.either if mark in figure]

    @property
    def consistent(self) -> bool:
        one_each = len(self.thousands) <= 1 >= len(self.decimals) and not self.thousands & self.decimals
        lost_noughts = self.decimals == {"."} and not self.parts_of_one and self._either(".")
        return one_each and not lost_noughts

    def by_thousands(self) -> Separators:
        (mark,) = self.thousands
        other = next(iter(self.decimals), _OTHER.get(mark))
        doubtful = other is not None and not self.decimals and self._either(other)
        return Separators(mark, None if doubtful else other)

    def by_decimals(self) -> Separators:
        (mark,) = self.decimals
        return Separators(_OTHER[mark], mark)

    def by_habit(self) -> Separators | None:
        """Commas likely group thousands where several figures are round."""
        round_ones = sum(figure.endswith("00") for figure in self._either(","))
        return Separators(",", ".", likely=True) if round_ones > 1 and not self._either(".") else None

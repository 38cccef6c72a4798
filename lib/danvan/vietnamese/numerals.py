"""Numbers in words: "một trăm hai mươi lăm", "hai mươi mốt", "ba triệu rưỡi".

What can be meant in two ways is refused: "một trăm hai" (102 or 120), "một triệu hai".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan.vietnamese.phrases import HALF

_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_SHORT = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}  # only after tens: "hai mươi lăm", "hai lăm"
_AFTER_TENS = {word: n for word, n in _DIGITS.items() if word != "năm"} | _SHORT  # "hai mươi năm" is 20 years
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words: its value, its largest scale word (1 if none), and how many words it took."""

    value: Decimal
    scale: Decimal
    words: int


def spelled(words: Sequence[str]) -> Spelled | None:
    """The number that folded words begin with; None where there is none, or where it can be read in two ways."""
    total, at, factor, largest = Decimal(0), 0, 0, 1
    while (found := _hundreds(words, at)) is not None:
        group, after = found
        scale, after = _scale(words, after)
        if factor and (scale >= factor or _bare_digit(group, scale, after - at)):
            return None
        total, at, factor, largest = total + group * scale, after, scale, max(largest, scale)
        if _word(words, at) in HALF:
            return _and_a_half(total, group, scale, largest, at + 1)
        if scale == 1:
            break
    return Spelled(total, Decimal(largest), at) if at and not _two_ways(words, at) else None


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _bare_digit(group: int, scale: int, words: int) -> bool:
    return scale == 1 and group < 10 and words == 1


def _two_ways(words: Sequence[str], at: int) -> bool:
    """A digit after hundreds or thousands: "một trăm hai"."""
    return words[at - 1] in ("trăm", *_SCALES) and _word(words, at) in _DIGITS


def _and_a_half(total: Decimal, group: int, scale: int, largest: int, words: int) -> Spelled | None:
    unit = scale if scale > 1 else 100 if group % 100 == 0 else 0
    return Spelled(total + Decimal(unit) / 2, Decimal(largest), words) if unit else None


def _scale(words: Sequence[str], at: int) -> tuple[int, int]:
    """The product of the scale words from `at` ("nghìn tỷ"), and where they end."""
    scale = 1
    while (word := _word(words, at)) in _SCALES:
        scale, at = scale * _SCALES[word], at + 1
    return scale, at


def _hundreds(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """0 to 999 from `at`, and where it ends."""
    hundreds = 0 if _word(words, at) == "không" else _DIGITS.get(_word(words, at))
    if hundreds is None or _word(words, at + 1) != "trăm":
        return _tens(words, at)
    at += 2
    if _word(words, at) in ("linh", "lẻ") and _word(words, at + 1) in _DIGITS:
        return hundreds * 100 + _DIGITS[words[at + 1]], at + 2
    rest = _tens(words, at)
    if rest is None or rest[0] < 10:
        return hundreds * 100, at
    return hundreds * 100 + rest[0], rest[1]


def _tens(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """1 to 99 from `at`, and where it ends."""
    first, second, third = (_word(words, at + i) for i in range(3))
    if first == "mười":
        unit = 0 if second in ("mốt", "tư") else _AFTER_TENS.get(second, 0)
        return 10 + unit, at + 1 + bool(unit)
    if first not in _DIGITS:
        return None
    digit = _DIGITS[first]
    if second in ("mươi", "chục"):
        unit = _AFTER_TENS.get(third, 0) if second == "mươi" else 0
        return digit * 10 + unit, at + 2 + bool(unit)
    return (digit * 10 + _SHORT[second], at + 2) if second in _SHORT else (digit, at + 1)

"""How numbers, money, dates and lists are printed in an office document (Decree 30/2020/NĐ-CP).

What is missing is printed as `MISSING`, which reads back as a blank, never as zero. Numbers are rounded half-up
here and nowhere else. Does not belong here: sentences about the movement, labels, units of a form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal
MISSING = "..."
_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)


def number(value: Number | None, decimals: int = 0) -> str:
    """1169715 -> "1.169.715"; 31.2 with one decimal -> "31,2"; None and NaN -> MISSING."""
    exact = _exact(value)
    if exact is None:
        return MISSING
    printed = f"{_rounded(exact, decimals):,.{decimals}f}"
    return printed.translate(str.maketrans(",.", ".,"))


def percent(value: Number | None, decimals: int = 1) -> str:
    """A value that is already in percent: 85.714 -> "85,7%"."""
    return MISSING if _exact(value) is None else f"{number(value, decimals)}%"


def dong(value: Number | None) -> str:
    """380000000 -> "380.000.000 đồng"."""
    return MISSING if _exact(value) is None else f"{number(value)} đồng"


def dong_short(value: Number | None) -> str:
    """1169715000 -> "1,17 tỷ đồng", 380000000 -> "380 triệu đồng": at most two decimals; less than a million whole."""
    exact = _exact(value)
    if exact is None:
        return MISSING
    for scale, word in ((_BILLION, "tỷ"), (_MILLION, "triệu")):
        short = _rounded(exact / scale, 2)
        if abs(short) >= 1 and abs(exact) >= _MILLION:
            return f"{_trimmed(short)} {word} đồng"
    return dong(exact)


def count(value: int | None, unit: str) -> str:
    """Things in prose: 3, "tập thể" -> "03 tập thể"; 0 -> "0 tập thể". Not for ages, stars or names."""
    if value is None:
        return MISSING
    return f"{value:02d} {unit}" if 0 < value < 10 else f"{number(value)} {unit}"


def day(value: dt.date | None) -> str:
    """3 April 2017 -> "03/4/2017": days below 10 and the months 1 and 2 get a zero."""
    return MISSING if value is None else f"{value.day:02d}/{_month(value)}/{value.year}"


def day_long(value: dt.date | None) -> str:
    """3 April 2017 -> "ngày 03 tháng 4 năm 2017"."""
    return MISSING if value is None else f"ngày {value.day:02d} tháng {_month(value)} năm {value.year}"


def join(words: Sequence[str]) -> str:
    """["a", "b", "c"] -> "a, b và c"."""
    return " và ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _exact(value: Number | None) -> Decimal | None:
    """The value as it is written, not as it is stored in binary, so that 2.675 rounds to 2,68."""
    exact = None if value is None else Decimal(str(value))
    return None if exact is None or exact.is_nan() else exact


def _rounded(value: Decimal, decimals: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded  # no "-0"


def _trimmed(value: Decimal) -> str:
    """Up to two decimals, without zeros at the end: "1,2", "380"."""
    printed = number(value, 2)
    return printed.rstrip("0").rstrip(",")


def _month(value: dt.date) -> str:
    return f"{value.month:02d}" if value.month <= 2 else str(value.month)

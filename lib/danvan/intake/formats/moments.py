"""Dates, times of day and lengths of time, alike for every kind of file: only a date stays what it is, others are text.

Does not belong here: dates that are written as text.
"""

from __future__ import annotations

import datetime as dt
import re

from danvan.intake.sheet import Value

NOUGHT = (dt.date(1899, 12, 30), dt.date(1899, 12, 31))
NOUGHT_1904 = dt.date(1904, 1, 1)
LENGTH = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def moment(value: dt.date | dt.time | dt.timedelta, *, date1904: bool = False) -> Value:
    """Return a date as it is; a time of day, on the day from which days are counted too, as 08:30:00."""
    if isinstance(value, dt.timedelta):
        return length(value.total_seconds())
    if isinstance(value, dt.time):
        return str(value)
    day = value.date() if isinstance(value, dt.datetime) else value
    if day in NOUGHT or (date1904 and day == NOUGHT_1904):
        return str(value.time() if isinstance(value, dt.datetime) else dt.time())
    return value


def length(seconds: float) -> str:
    """Return a length of time as Excel shows it: 30:00:00."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def written_length(text: str) -> str:
    """Return a length of time as OpenDocument writes it (PT30H00M00S) in the same way; other text as it is."""
    found = LENGTH.fullmatch(text)
    return f"{int(found[1])}:{found[2]}:{found[3]}" if found else text

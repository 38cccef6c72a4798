"""What number formats show of a value, as far as a reader of the sheet sees something else than the value says.

    mm/yyyy       12/2021 for 1/12/2021: no day was ever said
    m/d/yyyy      4/6/2021 for the 6th of April, as an American Excel makes it of 4/6/2021

Does not belong here: which cell has which format (`xlsx`), what follows for a cell (`days`, `swapped`).
"""

from __future__ import annotations

import re

NO_DAY_BUILT_IN = {17: "mmm-yy"}
_MONTH_FIRST = re.compile("[^dmy]*mm?[^a-z]+d")
_UNSAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|;.*', re.S)


def shows_no_day(code: str) -> bool:
    """Whether dates are shown as month and year, or as a year alone."""
    said = _said(code)
    return "y" in said and "d" not in said and "h" not in said


def shows_month_first(code: str) -> bool:
    """Whether dates are shown in the American order."""
    said = _said(code)
    return "y" in said and _MONTH_FIRST.match(said) is not None


def is_telling(code: str) -> bool:
    """Whether a format shows something else than the value of its cells says."""
    return shows_no_day(code) or shows_month_first(code)


def _said(code: str) -> str:
    return _UNSAID.sub("", code.casefold())

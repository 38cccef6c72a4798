"""Which formulas that are written as text take values from another workbook, directly or by a name that does.

Does not belong here: formulas of binary workbooks (`tokens`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EXCEL = r"\[(?:\d+|[^]\[<]+\.\w+)\][^]!<+*/(),]*!"  # [1]Sheet1!B5, '[BC 2020.xlsx]Sheet1'!B5
OPEN_DOCUMENT = r"'(?:[^']|'')+'#"  # 'file:///D:/BC%202020.ods'#$Sheet1.B5
AROUND = r"[\w.\x80-\xff]"


def outside(link: str, names: Iterable[tuple[str, str]]) -> str:
    """A pattern for formulas that lead to another workbook; `names` are the workbook's own with what they stand for."""
    led = [re.escape(name) for name, formula in names if name and re.search(link, formula)]
    return "|".join([link, *(f"(?<!{AROUND}){name}(?!{AROUND})" for name in led)])

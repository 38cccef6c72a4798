"""Text of the years before Unicode: TCVN3 (fonts .Vn...), VNI (fonts VNI-...), and UTF-8 that was misread.

Such text looks like Latin-1 and is Vietnamese only in its font, so it is decoded by the font of the cell or run,
checked against the shape of Vietnamese syllables, before `text.clean` (TCVN3's "ư" is the soft hyphen).
Does not belong here: reading fonts from a workbook, and deciding over a whole sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from danvan.vietnamese.syllables import TONES, is_syllable

# TCVN 5712:1993, VN3: runs of letters from the code of the first. Capitals with tones have no code of their own.
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# VNI: a letter, then what is written after it for no tone and for the tones in the order of `TONES`.
_VNI_MARKS = {
    "aăâ": ("", "øûõùï", "êèúüéë", "âàåãáä"),
    "eê": ("", "øûõùï", "âàåãáä"),
    "oô": ("", "øûõùï", "âàåãáä"),
    "u": ("", "øûõùï"),
    "ô": ("", "øûõùï"),  # ơ
    "ö": ("", "øûõùï"),  # ư
}
_TCVN3_DECODE = {
    first + offset: letter for first, letters in _TCVN3_RUNS.items() for offset, letter in enumerate(letters)
}

"""Screens text for personal data (names after a form of address, phones, identity numbers, births) and covers it.

Names of persons are in no table; the raw file keeps what the commune wrote.
"""

from __future__ import annotations

import re
from functools import lru_cache

COVER = "[đã che]"
WORD = r"[A-ZĐÀ-ỸẠ-Ỹ][a-zđà-ỹạ-ỹ]*"
SURNAME = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Đoàn|Lương|Mai|Tạ|Cao|Châu"
)
PATTERNS = (
    re.compile(rf"(?<=\b[Ôô]ng )(?:{WORD}\b ?){{1,4}}(?<! )|(?<=\b[Bb]à )(?:{WORD}\b ?){{1,4}}(?<! )"),
    re.compile(rf"(?<=\b[Aa]nh )(?:{WORD}\b ?){{2,4}}(?<! )|(?<=\b[Cc]hị )(?:{WORD}\b ?){{1,4}}(?<! )"),
    re.compile(rf"(?<=đồng chí )(?:{WORD}\b ?){{2,4}}(?<! )|(?<=đ/c )(?:{WORD}\b ?){{1,4}}(?<! )"),
    re.compile(rf"\b(?:{SURNAME}) (?:Văn|Thị)(?: {WORD}){{1,3}}"),
    re.compile(rf"(?<=\bhộ )(?:{SURNAME})(?: {WORD}){{1,3}}"),
    re.compile(r"(?<!\d)(?<!\d[.,])(?:\+84|0)(?:[ .\-]?\d){9}(?!\d)"),
    re.compile(r"(?<!\d)(?<!\d[.,])0\d{11}(?!\d)"),
    re.compile(r"(?i)(?<=cmnd )\d{9}(?!\d)|(?<=cccd )[\d ]{9,15}(?!\d)"),
    re.compile(r"(?i)\b(?:sinh năm|sn)\s*:?\s*\d{4}\b|\bsinh ngày\s*[\d/.\-]{8,10}"),
)


# What any of the patterns needs; most cells have none of it.
PROBE = re.compile(r"(?i)ông |bà |anh |chị |đồng chí |đ/c | văn | thị |hộ |sinh |\bsn\b|cmnd|cccd|\d(?:[ .\-]?\d){8}")


@lru_cache(maxsize=8192)
def screen(text: str) -> tuple[str, bool]:
    """Return `text` with personal data covered, and whether there was any."""
    if not PROBE.search(text):
        return text, False
    covered = text
    for pattern in PATTERNS:
        covered = pattern.sub(COVER, covered)
    return covered, covered != text

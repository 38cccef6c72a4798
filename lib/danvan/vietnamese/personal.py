"""Personal data in text: names after a form of address, phones, identity numbers, births.

`screen` covers what is certain, as a text is read; `found` names what is likely, as a text is about to leave: a person
looks at each. Does not belong here: what becomes of either, and whose text it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


UPPER = r"[A-ZĐÀ-ỸẠ-Ỹ]+"
LOUD = "|".join(name.upper() for name in SURNAME.split("|"))
EDGE, END = r"(?<![\w.,/\-])", r"(?![\w/])(?![.,]\d)"
LIKELY = {
    "tên người": (
        *PATTERNS[:5],
        re.compile(rf"\b(?:{SURNAME})(?: {WORD}){{2,3}}\b"),
        re.compile(rf"\b(?:{LOUD}) (?:VĂN|THỊ)(?: {UPPER}){{1,3}}\b"),
    ),
    "số điện thoại": (
        re.compile(rf"{EDGE}(?:\+84[ .\-]?|\(?0)\d{{1,3}}\)?(?:[ .\-]?\d){{6,8}}{END}|{EDGE}84\d{{9}}{END}"),
        re.compile(r"(?i)\b(?:điện thoại|đt|sđt|zalo)\s*:?\s*\d[\d .\-]{7,13}\d"),
    ),
    "số định danh": (re.compile(rf"{EDGE}(?:\d{{9}}|\d{{12}}){END}"), PATTERNS[7]),
    "ngày, năm sinh": (PATTERNS[8],),
    "địa chỉ thư điện tử": (re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+"),),
}
# A person's name that is a place's or a movement's: what stands before it, and who is meant by all.
BEFORE = re.compile(
    r"(?i)(?:đường|phố|cầu|trường|tiểu học|mầm non|mẫu giáo|thcs|thpt|chùa|đền|đình|nhà thờ|quảng trường|công viên|"
    r"làng|thôn|xã|hồ|núi|sông|chợ|khu|tượng đài|quỹ|giải thưởng|tư tưởng|chủ tịch|bác|lăng|đoàn|đội|thanh niên)\s+$"
)
FAMOUS = frozenset(
    {"Hồ Chí Minh", "Võ Nguyên Giáp", "Phạm Văn Đồng", "Lý Thường Kiệt", "Lê Trung Đình", "Trương Công Định"}
)


def found(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of whatever is likely to be personal data: ("số điện thoại", "0905 000 111")."""
    for kind, patterns in LIKELY.items():
        seen: set[str] = set()
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            said = match[0].strip()
            place = kind == "tên người" and (said in FAMOUS or BEFORE.search(text[: match.start()]))
            if said not in seen and not place:
                seen.add(said)
                yield kind, said

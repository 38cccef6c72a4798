"""Refuses XML that would fill memory or time when it is parsed: entities, odd code pages, more of a thing than any
office has.

Elements are counted by their letters, which costs a part of reading it. Does not belong here: far cells (`sparse`).
"""

from __future__ import annotations

import re

from danvan.problems import refusal

MOST = {  # what it is -> how the beginnings of its elements are written, and how many no office comes near
    "ô": ((b"c ", b"c>", b"c/>", b"Cell ", b"Cell>", b"table-cell ", b"td", b"th"), 1_000_000),
    "dòng": ((b"row ", b"Row ", b"Row>", b"table-row ", b"table-row>", b"tr"), 1_048_576),
    "chuỗi chữ": ((b"si>", b"si "), 1_000_000),
    "kiểu ô": ((b"xf ",), 200_000),
    "kiểu chữ": ((b"font>",), 200_000),
    "định dạng số": ((b"numFmt ",), 200_000),
    "ô gộp": ((b"mergeCell ",), 50_000),
    "liên kết": ((b"hyperlink ",), 200_000),
    "trang": ((b"sheet ", b"Worksheet ", b"table:table "), 1_000),
    "tên vùng": ((b"definedName ",), 200_000),
}
SHORTEST = 5  # letters of an element: a short part cannot hold too many, and is not counted
PROMISED = re.compile(rb"<(?:\w+:)?sst\b[^>]*?\suniqueCount\s*=\s*[\"'](\d{1,30})")
HEAD = 2000  # letters in which the first element begins
MARKS = b"\xef\xbb\xbf\xff\xfe"
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
DECLARED = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
CODES = ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "windows-1252", "windows-1258")


def refuse_tricks(xml: bytes, part: str) -> None:
    """Refuse XML with a DOCTYPE, or in a code page that hides one, and a promise of more strings than it has."""
    if xml.startswith(WIDE):
        xml = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in xml:
        raise refusal("X12", part=part, what="khai báo DOCTYPE")
    code = DECLARED.match(xml.lstrip(MARKS))
    if code and code[1].decode("latin-1").lower() not in CODES:
        raise refusal("X12", part=part, what=f"bảng mã lạ ({code[1].decode('latin-1')[:20]})")
    promised = PROMISED.search(xml, 0, HEAD) if xml.find(b"uniqueCount", 0, HEAD) >= 0 else None
    if promised and int(promised[1]) > len(xml):
        raise refusal("X10", part=part, what="khai nhiều chuỗi chữ hơn tệp có")


def refuse_crowded(xml: bytes, part: str) -> None:
    """Refuse XML or a web page with more of something than is ever written by hand."""
    if xml.startswith(WIDE):
        xml = xml.replace(b"\0", b"")
    for what, (starts, most) in MOST.items():
        if len(xml) <= most * SHORTEST or sum(map(xml.count, starts)) <= most:  # elements or not
            continue
        if (count := sum(_count(xml, start) for start in starts)) > most:
            raise refusal("X16", part=part, what=what, count=count, most=most)


def _count(xml: bytes, start: bytes) -> int:
    """How often an element begins, whatever prefix it has."""
    return xml.count(b"<" + start) + xml.count(b":" + start)

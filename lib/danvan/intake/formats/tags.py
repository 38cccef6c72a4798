"""Counts the filled cells of a web page by patterns over its tags, apart from the parser that lays out its tables.

    <p>BIỂU 1</p><table><tr><td rowspan=2>TT<td>Xã<br>Thôn</table>      one text outside, two cells: 3

A cell counts once however many rows and columns it spans. Does not belong here: where a cell stands, and what it says.
"""

from __future__ import annotations

import html
import re

BREAKS = ("br", "p", "div", "li", "h1", "h2", "h3", "h4", "caption")  # tags that end a line
UNSEEN = ("style", "script", "xml", "title", "noscript")  # what stands in them is not shown

TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
HIDDEN = re.compile(rf"<!--.*?-->|<[!?][^>]*>|<({'|'.join(UNSEEN)})\b[^<>]*+>.*?(?:</\1\s*>|\Z)", re.S | re.I)
CELLS = ("td", "th", "tr", "table")


def filled_cells(page: str) -> int:
    """Return how many cells of tables, and lines of text outside them, are not blank."""
    page = HIDDEN.sub("", page)
    count = depth = start = 0
    piece = ""
    for tag in TAG.finditer(page):
        piece += page[start : tag.start()]
        start, name = tag.end(), tag[2].lower()
        if name in CELLS or (name in BREAKS and depth == 0):
            count += _is_filled(piece)
            piece = ""
        depth += (-1 if tag[1] else 1) if name == "table" else 0
    return count + _is_filled(piece + page[start:])


def _is_filled(piece: str) -> bool:
    return bool(html.unescape(piece).strip())

"""Where a text states what its figures are counted in: a line over a table, a bracket or the end of a header.

    text  = piece { mark piece }          marks: brackets , : ; / line break, a dash between spaces
    piece = { lead word } unit            "Đơn vị tính: nghìn đồng", "Kinh phí (đvt tr.đồng)", "(Tính bằng triệu đồng)"
          | other words unit of money     "Tiền mặt triệu đồng": a header; in a line it is in doubt

Amounts ("500 triệu đồng", "hàng triệu đồng") state no unit. Does not belong here: what a column is counted in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from danvan.vietnamese.quantity import ONE
from danvan.vietnamese.text import bare, clean, fold, proper_tones
from danvan.vietnamese.units import SCALES, Unit, read_unit, scaled

BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN = re.compile(r"([()\[\]:;\n]|(?<!\d)[,/]|[,/](?!\d)|\s[-–—]\s)")
_LEADS = """
    đơn vị đvị tính đvt đv tiền tệ số liệu kinh phí giá trị là bằng theo ra quy về đều được các cột tổng mức biểu
    trong này
"""
_LEAD_WORDS = frozenset([*_LEADS.split(), *bare(_LEADS).split()])
_MARKERS = re.compile(r"\b(?:đơn vị|đvị|đvt|đv|tính|don vi|dvt|tinh)\b")
_FOREIGN = re.compile(r"\b(?:usd|đô la|euro|eur)\b|[$€]")
_SOME = frozenset(
    [
        "hàng",
        "vài",
        "mấy",
        "nhiều",
        "chục",
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
        "mươi",
    ]
)
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of a text; `marked` says that it, or one before it, says "đơn vị tính", "tính bằng"."""

    words: str
    whole: bool
    bracketed: bool
    marked: bool


def without_leads(text: str) -> str:
    """A text without the words that lead to a unit: "ĐVT: triệu đồng" and "tính bằng triệu đồng" -> "triệu đồng"."""
    words = clean(text).rpartition(":")[2].split()
    while words and proper_tones(words[0].casefold()).strip(".") in _LEAD_WORDS:
        words = words[1:]
    return " ".join(words)


def is_marked(text: str) -> bool:
    """Whether a text says "đơn vị", "đvt" or "tính", with or without diacritics."""
    return _MARKERS.search(fold(text)) is not None


@lru_cache(maxsize=1 << 12)
def money_stated(text: str, header: bool = False) -> tuple[Unit, ...]:
    """The units of money that a text states for certain; in a header any words may stand before "triệu đồng"."""
    return tuple(unit for piece in _pieces(text) if (unit := _money(piece, header)))


def names_money(text: str) -> bool:
    """Whether a text names a unit of money in any way, so that it must not be passed over: "USD", "... triệu đồng"."""
    if money_stated(text, header=True):
        return True
    foreign = _FOREIGN.search(clean(text).casefold()) is not None
    return is_marked(text) and (foreign or any(_holds_money(p.words.split()) for p in _pieces(text)))


def is_statement(text: str) -> bool:
    """Whether a text says nothing but a unit of money: "Đơn vị: 1.000đ", "nghìn đồng"; never "đồng" in other words."""
    pieces = list(_pieces(text))
    return bool(pieces) and bool(money_stated(text)) and all(_is_unit_or_lead(piece) for piece in pieces)


def without_unit(label: str) -> str:
    """A header without the unit after its last comma or dash, or the money that ends it: "Tiền mặt - triệu đồng"."""
    label = clean(label)
    for mark in (",", " - ", " – ", "/"):
        name, found, unit = label.rpartition(mark)
        if found and name and read_unit(without_leads(unit)):
            return name.strip()
    words = label.split()
    tail = _last_money(label.casefold())
    return " ".join(words[: len(words) - tail]) if 0 < tail < len(words) else label


def _pieces(text: str) -> Iterator[_Piece]:
    parts = _BETWEEN.split("\n".join(map(clean, text.splitlines())))
    marked = False
    whole = len([part for part in parts[::2] if part.strip()]) == 1
    for index in range(0, len(parts), 2):
        words = proper_tones(parts[index].casefold()).strip(" .")
        if words:
            marked = marked or is_marked(words)
            bracketed = index > 0 and parts[index - 1] in "(["
            yield _Piece(words, whole, bracketed, marked)


def _money(piece: _Piece, header: bool) -> Unit | None:
    rest = without_leads(piece.words)
    if unit := _unit_of_money(rest):
        named = bool(scaled(rest).name)
        spelled = named and unit.scale > ONE and not any(c.isdigit() for c in rest)
        known = piece.marked or piece.bracketed or spelled or (piece.whole and named)
        return Unit("đồng", unit.scale) if known or (header and unit.name == "đồng") else None
    words = piece.words.split()
    tail = _last_money(piece.words)
    if tail and (header or is_marked(" ".join(words[:-tail]))):
        return Unit("đồng", scaled(" ".join(words[-tail:])).scale)
    return None


def _unit_of_money(words: str) -> Unit | None:
    unit = read_unit(words) or scaled(words)
    return unit if unit.name == "đồng" or (not unit.name and unit.scale >= _THOUSAND) else None


def _last_money(text: str) -> int:
    """How many words at the end of a text are scale words with "đồng", of which no number is told; 0 for none."""
    words = text.split()
    for start, word in enumerate(words):
        begins = re.match(r"[^\W\d_]+", word)
        unit = _unit_of_money(" ".join(words[start:])) if begins and begins[0] in SCALES else None
        if unit and unit.name == "đồng" and scaled(" ".join(words[start:])).name:
            before = words[start - 1] if start else ""
            counted = before in _SOME or any(c.isdigit() for c in before)
            return 0 if counted else len(words) - start
    return 0


def _holds_money(words: list[str]) -> bool:
    """Whether a unit of money stands anywhere among words."""
    return any(_last_money(" ".join(words[:end])) for end in range(1, len(words) + 1))


def _is_unit_or_lead(piece: _Piece) -> bool:
    rest = without_leads(piece.words)
    return not rest or read_unit(rest) is not None or _unit_of_money(rest) is not None

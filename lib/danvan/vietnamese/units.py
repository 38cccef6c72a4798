"""Measures and scale words as people write them, their one canonical name, and conversions that are certain.

Units of a place (sào, mẫu) are known by name and never converted. Does not belong here: what is counted
("mô hình", "tập thể"), which the forms declare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from danvan.vietnamese.quantity import ONE, Quantity
from danvan.vietnamese.text import clean, proper_tones

_WRITTEN = {
    "đồng": "đồng|đ|vnđ|vnd|đồng chẵn|đồng tiền mặt|đồng việt nam|dong",
    "m": "m|mét|met|md|mét dài|m dài|mét tới",
    "km": "km|ki lô mét|kilômét|kilomet|cây số",
    "cm": "cm|xăng ti mét",
    "m2": "m2|mét vuông|met vuong|m vuông",
    "km2": "km2|ki lô mét vuông",
    "ha": "ha|hécta|hecta|héc ta|hec ta",
    "m3": "m3|mét khối|met khoi|m khối|khối",
    "lít": "lít|l|lit",
    "kg": "kg|ký|kí|ki lô gam|kilôgam|kilogam|kilogram",
    "g": "g|gam|gram",
    "tấn": "tấn",
    "tạ": "tạ",
    "yến": "yến",
    "%": "phần trăm",
    "công": "công|ngày công|ngày công lao động|công lao động|ngay cong",
    "giờ": "giờ|giờ công",
    "sào": "sào|sào đất",
    "mẫu": "mẫu|mẫu đất|mẫu ruộng",
    "thước": "thước|thước đất",
    "công đất": "công đất|công ruộng",
    "giạ": "giạ",
    "thúng": "thúng",
    "usd": "usd|đô la|đô la mỹ",
    "euro": "euro|eur",
}
UNITS = {tuple(name.split()): unit for unit, names in _WRITTEN.items() for name in names.split("|")}
LOCAL = frozenset({"sào", "mẫu", "thước", "công đất", "giạ", "thúng"})
# Units that begin other words too (đồng chí, công trình, công an, mẫu giáo): units only when they stand alone.
_BEGIN_OTHERS = frozenset({"đồng", "công", "tạ", "mẫu", "thước", "giờ", "khối", "yến", "ký", "g", "l"})
_WHOLE = """
    đồng người lượt hộ cuộc lần buổi lớp cái con cây nhà căn suất bộ chiếc tổ đội nhóm mô tập cá thôn xã
"""
_LARGE = frozenset({"tấn", "km", "km2", "ha"})
_WHOLE_WORDS = frozenset(_WHOLE.split())

_K, _M, _B = Decimal(10**3), Decimal(10**6), Decimal(10**9)
SCALES: dict[str, tuple[Decimal, str | None]] = {
    "chục": (Decimal(10), None), "trăm": (Decimal(100), None), "vạn": (Decimal(10**4), None),
    "nghìn": (_K, None), "ngàn": (_K, None), "nghin": (_K, None), "ngan": (_K, None), "k": (_K, None),
    "ngđ": (_K, "đồng"), "nđ": (_K, "đồng"), "kđ": (_K, "đồng"),
    "triệu": (_M, None), "trieu": (_M, None), "tr": (_M, None), "trđ": (_M, "đồng"),
    "tỷ": (_B, None), "tỉ": (_B, None), "ty": (_B, None), "tỷđ": (_B, "đồng"),
}  # fmt: skip

# What one of each is in the base of its kind.
_IN_BASE = {
    "m": ("m", ONE), "km": ("m", _K), "cm": ("m", Decimal("0.01")),
    "m2": ("m2", ONE), "ha": ("m2", Decimal(10**4)), "km2": ("m2", _M),
    "m3": ("m3", ONE), "lít": ("m3", Decimal("0.001")),
    "kg": ("kg", ONE), "g": ("kg", Decimal("0.001")), "yến": ("kg", Decimal(10)), "tạ": ("kg", Decimal(100)),
    "tấn": ("kg", _K),
}  # fmt: skip


_THOUSAND = re.compile(r"(?<![\w.,])(?:(?:x ?)?(?:1[., ]?000|10\^3)(?![\d.,])|ng(?=[. ]{1,2}đ))")
_MILLION = re.compile(r"(?<![\w.,])(?:x ?)?(?:1[., ]?000[., ]?000|10\^6)(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the scale word before it: "triệu đồng" is ("đồng", 1000000)."""

    name: str
    scale: Decimal = ONE


def unit_at(words: Sequence[str]) -> tuple[str, int] | None:
    """The measure that folded words begin with, and how many words it took; None for anything else."""
    for length in range(min(len(words), 4), 0, -1):
        unit = UNITS.get(tuple(words[:length]))
        if unit is not None and (length == len(words) or words[0] not in _BEGIN_OTHERS):
            return unit, length
    return None


def is_whole(unit: str | None) -> bool:
    """Whether a unit counts things that have no halves, so that "2.500 người" is 2500."""
    return unit is not None and unit.split()[0] in _WHOLE_WORDS


def is_large(unit: str | None, scale: Decimal) -> bool:
    """Whether one has rather parts than thousands of what is counted: triệu, tấn, km, ha."""
    return unit in _LARGE or scale >= _M


@lru_cache(maxsize=1 << 13)
def scaled(text: str) -> Unit:
    """The words after the scale words that a text begins with: "nghìn người" is ("người", 1000), "1.000 m²" m2."""
    text = proper_tones(clean(text).casefold()).replace("²", "2").replace("³", "3")
    words = re.findall(r"%|[^\W_]+", _THOUSAND.sub("nghìn ", _MILLION.sub("triệu ", text)))
    scale = ONE
    while words and words[0] in SCALES:
        factor, unit = SCALES[words.pop(0)]
        scale *= factor
        words = [unit, *words] if unit else words
    return Unit(" ".join(words), scale)


@lru_cache(maxsize=1 << 13)
def read_unit(text: str) -> Unit | None:
    """The unit that a header, a unit line or a unit column names: "triệu đồng", "1.000 đ", "m²"; None if unknown."""
    said = scaled(text)
    words, scale = said.name.split(), said.scale
    if not words:
        return Unit("đồng", scale) if scale >= _M else None
    found = ("%", 1) if words == ["%"] else unit_at(words)
    return Unit(found[0], scale) if found and found[1] == len(words) else None


def convert(quantity: Quantity, to_unit: str) -> Quantity | None:
    """The quantity in another unit of its kind (km to m, ha to m2, tấn to kg); None where that is not certain."""
    if quantity.value is None or quantity.unit is None:
        return None
    if quantity.unit == to_unit:
        return quantity
    (base, each), (wanted, one) = _IN_BASE.get(quantity.unit, ("", ONE)), _IN_BASE.get(to_unit, ("?", ONE))
    return replace(quantity, value=quantity.value * each / one, unit=to_unit) if base == wanted else None


def added(parts: Sequence[Quantity]) -> Quantity | None:
    """One length, area or weight said in parts that get smaller: "3 tấn 200 kg" is 3,2 tấn; None for anything else."""
    total = parts[0]
    for larger, smaller in pairwise(parts):
        less, more = convert(smaller, larger.unit or ""), convert(smaller, total.unit or "")
        whole = larger.value is not None and larger.value == larger.value.to_integral_value()
        certain = whole and larger.confidence == smaller.confidence == "certain"
        if not (certain and less and more and less.value and less.value < 1 and smaller.unit != larger.unit):
            return None
        value = (total.value or Decimal(0)) + (more.value or Decimal(0))
        total = replace(total, value=value, approx=total.approx or smaller.approx)
    return total

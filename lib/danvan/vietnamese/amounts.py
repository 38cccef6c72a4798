"""One amount of a number cell: terms, the number in words beside them, the unit and what stands after it.

380 tr.đ     2 tỷ 350 triệu     03 (ba) mô hình     1.200.000 đồng (Một triệu hai trăm nghìn đồng)     5 triệu/hộ
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from danvan.vietnamese.numerals import Spelled, spelled
from danvan.vietnamese.phrases import HALF, LINKS, effect_after, effect_before, period_at
from danvan.vietnamese.quantity import ONE, Quantity, doubted, unreadable
from danvan.vietnamese.separators import Separators
from danvan.vietnamese.terms import Term, total
from danvan.vietnamese.tokens import Cursor
from danvan.vietnamese.units import LOCAL, SCALES, is_large, is_whole, unit_at

_MILLION, _HALF = Decimal(10**6), Decimal("0.5")
_NO_NUMBER = (["số"], ["vài"], ["phần"], ["ít"], ["nửa"])
_CHANGING = frozenset({"không", "chưa", "ko", "nửa", *HALF, *SCALES})  # "12 hộ chưa có nhà", "10 ha rưỡi"
_LONG_UNIT, _LONG_REST = 6, 4


def number_in_words(words: Sequence[str]) -> Spelled | None:
    """The number that words begin with; not "một số hộ" (some), not a lone "năm" (five, or year)."""
    found = spelled(words)
    if found is None or words == ["năm"] or words[found.words : found.words + 1] in _NO_NUMBER:
        return None
    return found


def read_amount(cursor: Cursor, separators: Separators | None) -> Quantity:
    """Read the amount that begins here, at a figure or a number in words."""
    terms, unit_of_scale = _terms(cursor)
    stated = _stated(cursor)
    unit, doubts, half = _unit(cursor)
    stated = _stated(cursor) if stated is None else stated
    scale = max(term.scale for term in terms)
    if unit is None and (unit_of_scale or scale >= _MILLION):
        unit = "đồng"
    unit, per = _per(cursor, unit)
    figure = total(terms, separators, whole=is_whole(unit), large=is_large(unit, scale), stated=stated)
    if figure.value is None:
        return unreadable(figure.reason or "no_number")
    value = figure.value + _HALF if half else figure.value
    doubts += [*per, figure.reason or "", *(_doubts_of(terms, unit) if value else []), _remark(cursor, value)]
    return doubted(Quantity(_plain(value), unit, "value" if value else "zero", scale=scale), doubts)


def _remark(cursor: Cursor, value: Decimal) -> str:
    """ "remark" where words in brackets end a cell after whole things and change nothing: "53 (đã kiểm tra)"."""
    ahead = int(cursor.text() == "\n")
    words = cursor.words(ahead + 1)
    after = ahead + 1 + len(words)
    alone = cursor.text(ahead) == "(" and cursor.text(after) == ")" and cursor.text(after + 1) == ""
    whole = value == value.to_integral_value() and value != 0
    if not (words and alone and whole) or is_whole(words[0]) or any(_tells(words[at:]) for at in range(len(words))):
        return ""
    cursor.at += after + 1
    return "remark"


def _tells(words: Sequence[str]) -> bool:
    """Whether words begin with a unit, a number, or what changes one."""
    by_word = words[0] in _CHANGING or bool(effect_after(words)) or period_at(words) is not None
    return by_word or (effect_before(words) or ("",))[0] != "" or unit_at(words) is not None or bool(spelled(words))


def _plain(value: Decimal) -> Decimal:
    """380 rather than 380.00."""
    return value.to_integral_value() if value == value.to_integral_value() else value


def _doubts_of(terms: Sequence[Term], unit: str | None) -> list[str]:
    if unit in LOCAL:
        return ["local_unit"]
    counted = unit is not None and unit != "%" and unit_at(unit.split()) is None
    return ["number_words"] if counted and terms[0].value is not None else []


def _terms(cursor: Cursor) -> tuple[list[Term], str | None]:
    """The terms, and the unit that their last scale word implies ("trđ")."""
    last, unit = _term(cursor)
    terms = [last]
    while last.factor >= 1000 and not last.half and unit is None and cursor.token().kind == "figure":
        before = cursor.at
        following, unit = _term(cursor)
        if ONE < following.factor < last.factor:
            last = following
            terms.append(last)
        elif following.factor == 1 and last.text.isdigit() and _ends_money(cursor):
            return [*terms, replace(following, elliptic=True, scale=last.scale)], None
        else:
            cursor.at = before
            return terms, None
    return terms, unit


def _ends_money(cursor: Cursor) -> bool:
    """Whether "200" in "1 tỷ 200" ends an amount of money, and is not "1 tỷ 200 hộ" or "1 tỷ 200%"."""
    words = cursor.words()
    return unit_at(words) == ("đồng", len(words)) if words else cursor.text() not in ("%", "/", "-")


def _term(cursor: Cursor) -> tuple[Term, str | None]:
    """A figure with its scale words, or a number in words."""
    if found := number_in_words(cursor.words()):
        cursor.at += found.words
        return Term("word", "", scale=found.scale, value=found.value), None
    token = cursor.take()
    factor, scale, unit = ONE, ONE, None
    if cursor.text() == "\n" and cursor.text(1) in SCALES and cursor.text(1) != "k":
        cursor.take()
    while unit is None and cursor.text() in SCALES and SCALES[cursor.text()][0] > scale:
        one, unit = SCALES[cursor.take().text]
        factor, scale = factor * one, max(scale, one if one >= 1000 else ONE)
    half = scale > 1 and cursor.text() in HALF
    cursor.at += half
    return Term(token.kind, token.text, factor, scale, half), unit


def _stated(cursor: Cursor) -> Decimal | None:
    """The number in words in brackets: "(Ba trăm tám mươi triệu đồng)", "(bằng chữ: ba)"."""
    ahead = 3 if cursor.text() == "(" and cursor.words(1)[:2] == ["bằng", "chữ"] else 1
    ahead += cursor.text(ahead) == ":"
    words = cursor.words(ahead)
    found = spelled(words) if cursor.text() == "(" else None
    if found is None or cursor.text(ahead + len(words)) != ")":
        return None
    cursor.at += ahead + len(words) + 1
    return found.value


def _unit(cursor: Cursor) -> tuple[str | None, list[str], bool]:
    """The unit after a figure, the doubts that the words after it raise, and whether half of one is added."""
    if cursor.text() == "%":
        cursor.take()
        return "%", [effect for effect in _without_effects(_tail(cursor))[1] if effect == "approximate"], False
    words, doubts = _without_effects(_tail(cursor))
    unit, used = unit_at(words) or (" ".join(words) or None, 0)
    half = used == len(words) - 1 and words[-1] in HALF
    return unit, [*doubts, "text"] if _says_more(words, used) and not half else doubts, half


def _says_more(words: Sequence[str], used: int) -> bool:
    """Whether the words are more than a unit: a sentence, a word that changes the number, the letter of "5A"."""
    rest = words[used:]
    long = len(rest) > (_LONG_REST if used else _LONG_UNIT)
    return long or not _CHANGING.isdisjoint(rest) or (not used and [len(word) for word in words] == [1])


def _tail(cursor: Cursor) -> list[str]:
    """The words after a figure, across the dots of abbreviations, "ngày-công", and a line break before a measure."""
    found: list[str] = []
    while True:
        if _joined(cursor) if found else _broken(cursor):
            cursor.take()
        if cursor.token().kind != "word" or _joins_items(cursor):
            return found
        found.append(cursor.take().text)


def _joined(cursor: Cursor) -> bool:
    hyphen = cursor.text() == "-" and cursor.touches(-1) and cursor.touches()
    return (hyphen or cursor.text() == ".") and cursor.token(1).kind == "word"


def _broken(cursor: Cursor) -> bool:
    """A unit on a line of its own, or after the dot of a scale word ("380 tr.đ")."""
    words = cursor.words(1)
    return cursor.text() in ("\n", ".") and bool(words) and unit_at(words) is not None


def _joins_items(cursor: Cursor) -> bool:
    joining = cursor.text() in LINKS and (cursor.text() != "x" or cursor.token(1).is_figure)
    return joining or period_at(cursor.texts(9)) is not None


def _without_effects(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words without phrases like "dự kiến" and "trở lên", and what those do."""
    kept: list[str] = []
    effects: list[str] = []
    at = 0
    while at < len(words):
        effect, length = effect_after(words[at:]) or ("", 1)
        if effect:
            effects.append(effect)
        else:
            kept += words[at : at + length]
        at += length
    return kept, effects


def _per(cursor: Cursor, unit: str | None) -> tuple[str | None, list[str]]:
    """The unit of a rate: "đồng/hộ"."""
    if cursor.text() != "/" or cursor.token(1).kind != "word":
        return unit, []
    cursor.take()
    return f"{unit or ''}/{' '.join(_tail(cursor))}", ["rate"]

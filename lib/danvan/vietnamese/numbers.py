"""A number cell read by a grammar, or refused: "380 tr.đ", "1 tỷ 200", "gần 1.000m2", "03 TT, 06 CN", "12/15".

    cell   = nothing | zero word | ditto | promise | item { link item }
    item   = { lead } amount { note }
    lead   = "khoảng" | "dự kiến" | "đạt" | "từ 2017 đến nay" | label ":" | ...
    amount = term { term } [ "(" number in words ")" ] [ unit [ "rưỡi" | "/" per ] ]     1tỷ2, 03 (ba) tổ
    term   = ( figure | number in words ) { scale word } [ "rưỡi" ]
    link   = "," | ";" | "và" | line break | "/" | "-" | "đến" | ...

What the grammar does not know makes a reading doubtful or unreadable; nothing is skipped. One item is the value,
several are `parts`, unless they make one measure ("3 tấn 200 kg"). Does not belong here: what a doubt means for a
form (`intake`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from danvan.vietnamese.amounts import number_in_words, read_amount
from danvan.vietnamese.phrases import LINKS, Effect, effect_before, period_at, without_number
from danvan.vietnamese.quantity import Quantity, doubted, unreadable
from danvan.vietnamese.separators import Separators, infer_separators
from danvan.vietnamese.tokens import Cursor, Token, tokens
from danvan.vietnamese.units import Unit, added, convert, read_unit

__all__ = ["Quantity", "Separators", "Unit", "convert", "infer_separators", "parse", "read_unit"]

_COMPARE = ("~", "≈", "≥", "≤", ">=", "<=", ">", "<", "±")
_LONGEST = 400  # characters; a longer text is no number cell
_MINUS = ("-", "−", "–")
_BULLETS = ("+", "*", "•", "●", "▪", "'", "’", *_MINUS)


@lru_cache(maxsize=1 << 14)
def parse(text: str, separators: Separators | None = None) -> Quantity:
    """Read the text of a number cell; `separators` are those of its column (`infer_separators`).

    State "zero" is 0 or a zero word; "blank" is nothing, dashes, or a promise (reason "promise"); "unreadable" has
    no value and a reason. A doubtful value has its reason: see `quantity`, and `separators` for "2.500".
    """
    if text.isascii() and text.isdigit() and len(text) < 19 and (text[0] != "0" or len(text) == 1):
        return Quantity(Decimal(text), state="value" if text != "0" else "zero")
    if len(text) > _LONGEST:
        return unreadable("text")
    said = without_number(text)
    return _read(tokens(text), separators) if said is None else said


def figures_in(text: str) -> list[str]:
    """The figures of a text as they are written: "1.602 lượt" has "1.602", "hai mươi" has none."""
    return [token.text for token in tokens(text) if token.is_figure]


@dataclass(frozen=True, slots=True)
class _Item:
    """One amount and what the words before it do to it; without an amount, words or a mark of their own."""

    quantity: Quantity | None
    doubts: tuple[str, ...] = ()
    mark: bool = False


def _read(found: Sequence[Token], separators: Separators | None) -> Quantity:
    enclosed = len(found) > 2 and (found[0].text, found[-1].text) == ("(", ")")
    cursor = Cursor(found[1:-1] if enclosed else found)
    if _is_list(cursor):
        return unreadable("list")
    _skip_bullets(cursor)
    items, links = _items(cursor, separators)
    if any(item.mark for item in items):
        return unreadable("text")
    quantities = tuple(item.quantity for item in items if item.quantity is not None)
    if not quantities:
        return unreadable("no_number")
    one = quantities[0] if len(quantities) == 1 else None if any(links) else added(quantities)
    if one is None:
        return unreadable(_why_several(quantities, links), quantities)
    only = doubted(one, [doubt for item in items for doubt in item.doubts])
    return _in_brackets(only) if enclosed else only


def _items(cursor: Cursor, separators: Separators | None) -> tuple[list[_Item], list[str]]:
    """The items, and for every amount but the first what links it to the one before."""
    items: list[_Item] = []
    links: list[str] = []
    while not cursor.ended():
        link = _link(cursor) if items else ""
        if cursor.ended():
            return [*items, _Item(None, mark=link not in ("", "list"))], links[1:]
        items.append(_item(cursor, separators))
        if items[-1].quantity is not None:
            links.append(link)
    return items, links[1:]


def _is_list(cursor: Cursor) -> bool:
    """A numbered list: "1. Thắp sáng đường quê"."""
    numbered = cursor.token().kind == "figure" and len(cursor.text()) <= 2 and cursor.touches()
    return numbered and cursor.text(1) in (".", ")") and cursor.token(2).kind == "word"


def _skip_bullets(cursor: Cursor) -> None:
    while cursor.text() in _BULLETS and not (cursor.text() in _MINUS and cursor.token(1).is_figure):
        cursor.take()


def _link(cursor: Cursor) -> str:
    """What stands between two items: the kind of `LINKS` that says most; "" for nothing or brackets."""
    found = ""
    while cursor.text() in LINKS and period_at(cursor.texts(9)) is None and effect_before(cursor.words()) is None:
        kind = LINKS[cursor.take().text]
        found = kind if found in ("", "list") and kind else found
    return found


def _item(cursor: Cursor, separators: Separators | None) -> _Item:
    start = cursor.at
    effects, label, labelled = _leads(cursor)
    sign = _sign(cursor)
    if not (cursor.token().is_figure or number_in_words(cursor.words())):
        if cursor.at > start:
            return _Item(None, (*effects, "text") if label else effects)
        cursor.take()
        return _Item(None, mark=True)
    quantity = _signed(read_amount(cursor, separators), sign)
    if cursor.text() == "+" and cursor.token(1).text == "":  # "5+"
        cursor.take()
        effects = (*effects, "approximate")
    if label and not labelled:
        return _Item(unreadable("text"))
    if label and quantity.unit is None:
        return _Item(doubted(replace(quantity, unit=" ".join(label)), effects))
    return _Item(doubted(quantity, (*effects, "text") if label else effects))


def _leads(cursor: Cursor) -> tuple[tuple[str, ...], list[str], bool]:
    """What stands before a number: what known phrases do, the words of a label, whether ":" ended it."""
    effects: list[str] = []
    label: list[str] = []
    labelled = False
    while not cursor.ended():
        found = period_at(cursor.texts(9)) or (None if label and not labelled else _phrase(cursor))
        if found:
            effects.append(found[0])
            cursor.at += found[1]
        elif cursor.text() == ":" and (label or effects) and not labelled:
            labelled = True
            cursor.take()
        elif cursor.token().kind == "word" and not labelled and (label or not number_in_words(cursor.words())):
            label.append(cursor.take().text)
        else:
            break
    return tuple(effects), label, labelled


def _phrase(cursor: Cursor) -> Effect | None:
    """A known phrase, if only such phrases stand before the number: not "cộng" in "cộng đồng: 5"."""
    if cursor.text() in _COMPARE:
        return "approximate", 1
    words = cursor.words()
    return effect_before(words) if _all_known(words) else None


def _all_known(words: Sequence[str]) -> bool:
    while words and not number_in_words(words):
        found = effect_before(words)
        if found is None:
            return False
        words = words[found[1] :]
    return True


def _sign(cursor: Cursor) -> int:
    """-1 before a figure, 1 without a sign; 0 for a dash that may be a bullet ("- 5")."""
    if cursor.text() not in _MINUS or not cursor.token(1).is_figure:
        return 1
    sign = -1 if cursor.touches() else 0
    cursor.take()
    return sign


def _signed(quantity: Quantity, sign: int) -> Quantity:
    if sign == 1 or not quantity.value:
        return quantity
    return doubted(replace(quantity, value=-quantity.value), ["negative"]) if sign else unreadable("negative")


def _in_brackets(quantity: Quantity) -> Quantity:
    """ "(5)" and "(500.000)" are below 0 in books of account; with words in the brackets it is a note."""
    if quantity.value and quantity.unit is None and quantity.reason in (None, "ambiguous_separator"):
        return _signed(quantity, -1)
    return doubted(quantity, ["note"])


def _why_several(items: Sequence[Quantity], links: Sequence[str]) -> str:
    for one, other, link in zip(items, items[1:], links, strict=False):
        if link == "range" and one.unit in (None, other.unit):
            return "range"
        if link == "fraction" and one.unit is None:
            return "fraction_or_date"
    reasons = {item.reason for item in items}
    return next((reason for reason in ("planned", "cumulative") if reason in reasons), "two_values")

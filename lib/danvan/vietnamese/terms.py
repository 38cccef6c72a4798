"""The arithmetic of one amount: its figures times their scale words, added up.

1 tỷ 200 = 1 * 10^9 + "200" elliptic (200 * 10^6)      2 tỷ rưỡi = 2 * 10^9 + half of 10^9
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan.vietnamese.quantity import ONE
from danvan.vietnamese.separators import Figure, Separators, read_figure
from danvan.vietnamese.tokens import Kind

_LETTERS = str.maketrans("ol", "01")


@dataclass(frozen=True, slots=True)
class Term:
    """One figure, or one number in words (`value`); `factor` is the product of its scale words.

    `scale` is the largest scale word of a thousand or more; of an `elliptic` term, that of the term before.
    """

    kind: Kind
    text: str
    factor: Decimal = ONE
    scale: Decimal = ONE
    half: bool = False
    elliptic: bool = False
    value: Decimal | None = None


def total(
    terms: Sequence[Term], separators: Separators | None, *, whole: bool, large: bool, stated: Decimal | None
) -> Figure:
    """The sum of the terms; `stated` is the same number in words, which settles doubts or contradicts."""
    figures = [_figure(term, separators, whole, large) for term in terms]
    refused = next((figure for figure in figures if figure.value is None), None)
    value = sum((figure.value for figure in figures if figure.value is not None), Decimal(0))
    if stated is not None:
        return Figure(value) if refused is None and value == stated else Figure(None, "contradiction")
    return refused or Figure(value, next((figure.reason for figure in figures if figure.reason), None))


def _figure(term: Term, separators: Separators | None, whole: bool, large: bool) -> Figure:
    if term.elliptic:
        return _elliptic(term.text, term.scale)
    figure = _plain(term, separators, whole, large)
    if figure.value is None:
        return figure
    half = term.scale / 2 if term.half else Decimal(0)
    return Figure(figure.value * term.factor + half, figure.reason)


def _plain(term: Term, separators: Separators | None, whole: bool, large: bool) -> Figure:
    if term.value is not None:
        return Figure(term.value)
    if term.kind == "scientific":
        return Figure(Decimal(term.text.replace(",", ".")), "scientific")
    if term.kind == "typo":
        return Figure(read_figure(term.text.translate(_LETTERS), separators, whole=whole).value, "letter_for_digit")
    return read_figure(term.text, separators, whole=whole and term.factor == 1, large=large)


def _elliptic(digits: str, scale: Decimal) -> Figure:
    """What is said without its scale word: 200 in "1 tỷ 200" is 200 triệu; 2 in "1tỷ2" too; "1 tỷ 20" is refused."""
    if not digits.isdigit() or len(digits) not in (1, 3):
        return Figure(None, "ambiguous_scale")
    return Figure(Decimal(digits) * scale / 10 ** len(digits))

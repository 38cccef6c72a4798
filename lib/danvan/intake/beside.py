"""The numbers of one column, and what their size says of one of them that could be read in another way.

    95     180000000     210        millions, and one that must be đồng
    2.5    850           3425       2.500 that a computer of other settings took for 2,5
    3726   3711,49       4,512      4.512 typed the other way

Does not belong here: which numbers stand together (`surroundings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

SO_MUCH_MORE = 1000
MILLIONS_OF_MILLIONS, HUNDRED_BILLIONS = Decimal(10**12), Decimal(10**11)
TEN_BILLIONS = Decimal(10**10)
TENFOLD = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """The plain numbers that stand in one column, with those of a cell itself."""

    numbers: tuple[Decimal, ...]

    def is_in_dong(self, number: Decimal, scale: int) -> bool:
        """Whether a number in a column of thousands or millions is so large that it must be đồng itself.

        That is what nobody has, or much more than the others, or like the others once it is taken for đồng.
        """
        if scale <= 1:
            return False
        amount = number * scale
        typical = median_low(self.numbers) if self.numbers else number
        return (
            amount >= MILLIONS_OF_MILLIONS
            or (amount >= HUNDRED_BILLIONS and number >= typical * SO_MUCH_MORE and typical > 0)
            or (amount >= TEN_BILLIONS and self._is_like_others(number / scale, number))
        )

    def _is_like_others(self, other: Decimal, number: Decimal) -> bool:
        """Whether another reading of a number is of the size of the numbers below it, which it surpasses by far."""
        below = [n for n in self.numbers if 0 < n < number]
        fits = below and min(below) <= other * TENFOLD and other <= max(below) * TENFOLD
        return bool(fits) and number >= max(below) * TENFOLD

    def thousandfold(self, number: Decimal) -> Decimal | None:
        """A thousand times a fraction, where only that is of the size of the column's whole numbers: 2.5 for 2.500."""
        whole = [n for n in self.numbers if n > 0 and n == n.to_integral_value()]
        more = number * SO_MUCH_MORE
        if not whole or number <= 0 or number == number.to_integral_value() or more != more.to_integral_value():
            return None
        like_others = min(whole) <= more * TENFOLD and more <= max(whole) * TENFOLD
        return more if like_others and number * TENFOLD < min(whole) else None

    def is_rather(self, other: Decimal, number: Decimal) -> bool:
        """Whether the numbers beside are of the size of another reading of a text ("4,512") than of this one.

        Either most of them are, or this one lies outside of them all and the other nearer to one of them.
        """
        beside = [n for n in self.numbers if n > 0 and n != number]
        if not beside or number <= 0:
            return False
        typical = median_low(beside)
        nearer = min(_apart(other, n) for n in beside) < min(_apart(number, n) for n in beside)
        outside = not min(beside) <= number <= max(beside)
        return _apart(other, typical) * TENFOLD < _apart(number, typical) or (outside and nearer)


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return max(one / other, other / one)

"""The unit that a header, a unit column or a cell states, and whether a column's figures are counted in it.

    Diện tích đất hiến (ha)   0.25    ha is converted to the column's m2
    Số hộ hiến đất (khẩu)     40      people are no households: refused at the header
    Thực hiện (%)             85      percentages are no figures: the column means nothing of the form

Does not belong here: reading the numbers (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from statistics import median_low

from danvan.declared.form import Column, Form
from danvan.vietnamese.quantity import ONE, Quantity
from danvan.vietnamese.text import clean, fold
from danvan.vietnamese.units import UNITS, Unit, convert, read_unit, scaled

MEASURES = frozenset({*UNITS.values(), "%"})
PERCENT = re.compile(r"(?<!\d)(?<!\d )%|\bphần trăm\b", re.IGNORECASE)
BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
SO_MUCH_MORE = 1000
MILLIONS_OF_MILLIONS, HUNDRED_BILLIONS = Decimal(10**12), Decimal(10**11)
TENFOLD = 10


def is_percent(path: Sequence[str]) -> bool:
    """Whether the labels over a column say that it holds percentages."""
    return any(PERCENT.search(label) for label in path)


def stated_parts(label: str) -> Iterator[str]:
    """The places of a label where a unit stands: in brackets, after a comma, after the colon in either."""
    outside = clean(BRACKETED.sub(" ", label))
    tail = outside.rpartition(",")[2] if "," in outside else ""
    for part in (*BRACKETED.findall(label), tail):
        if said := clean(part).rpartition(":")[2].strip():
            yield said


def stated_unit(text: str, form: Form) -> Unit | None:
    """The unit that a text names and nothing else: a measure, thousands, or a thing that the form counts."""
    if measure := read_unit(text):
        return measure
    said = scaled(text)
    by_thousands = said.scale != 1 and len(text.strip()) > 1
    return said if by_thousands or said.name in _counted(form) else None


def canonical(text: str) -> str:
    """A unit's one name: "ngày công" is "công"; any other text as it stands."""
    measure = read_unit(text)
    return measure.name if measure and measure.scale == 1 else text


@cache
def _counted(form: Form) -> frozenset[str]:
    return frozenset(fold(word) for words in form.words.counted.values() for word in words)


@cache
def _taken_for(form: Form) -> Mapping[str, frozenset[str]]:
    return {fold(unit): frozenset(map(fold, words)) for unit, words in form.words.counted.items()}


def counts_another(unit: str, wanted: str, form: Form) -> bool:
    """Whether words after a number ("người tham gia") name another thing than `wanted` ("hộ"); unknown words do not."""
    taken = _taken_for(form).get(fold(wanted))
    words = fold(unit).split()
    known = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    said = next((word for word in known if word in _counted(form)), None)
    return taken is not None and said is not None and said not in taken


def is_counted(unit: str, form: Form) -> bool:
    """Whether the form says what may be counted as `unit`."""
    return fold(unit) in _taken_for(form)


def is_own(said: Unit, column: Column, form: Form) -> bool:
    """Whether figures in a stated unit are the column's as they stand; of money, `headers` reads the scale."""
    if column.type == "money":
        return said.name in ("đồng", "")
    return said.scale == 1 and (_same(said, column, form) if column.unit else said.name not in MEASURES)


def converted(said: Unit, column: Column, form: Form) -> Unit | None:
    """What a bare number under a stated unit counts; None where it cannot be brought to the column's unit."""
    if not column.unit:
        return said if column.unit_column else None
    if _same(said, column, form) or not said.name:
        return Unit(canonical(column.unit), said.scale)
    return said if convert(Quantity(ONE, said.name), canonical(column.unit)) else None


def _same(said: Unit, column: Column, form: Form) -> bool:
    wanted = fold(column.unit)
    return said.name in (wanted, canonical(column.unit)) or said.name in _taken_for(form).get(wanted, ())


def unit_over(path: Sequence[str], column: Column, form: Form) -> Unit | None:
    """The unit other than the column's own that the labels over it state; None where they state none.

    A label over several columns binds those only that can be counted so: "Hiến đất (m2)" says nothing of "Số hộ".
    """
    for label in reversed(path):
        for said in (stated_unit(part, form) for part in stated_parts(label)):
            if said is None:
                continue
            if is_own(said, column, form):
                return None
            if label == path[-1] or converted(said, column, form):
                return said
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """The plain numbers that stand in one column, with those of a cell itself."""

    numbers: tuple[Decimal, ...]

    def is_in_dong(self, number: Decimal, scale: int) -> bool:
        """Whether a number in a column of thousands or millions is so large that it must be đồng itself."""
        if scale <= 1:
            return False
        amount = number * scale
        typical = median_low(self.numbers) if self.numbers else number
        return amount >= MILLIONS_OF_MILLIONS or (
            amount >= HUNDRED_BILLIONS and number >= typical * SO_MUCH_MORE and typical > 0
        )

    def thousandfold(self, number: Decimal) -> Decimal | None:
        """A thousand times a fraction, where only that is of the size of the column's whole numbers: 2.5 for 2.500."""
        whole = [n for n in self.numbers if n > 0 and n == n.to_integral_value()]
        more = number * SO_MUCH_MORE
        if not whole or number <= 0 or number == number.to_integral_value() or more != more.to_integral_value():
            return None
        like_others = min(whole) <= more * TENFOLD and more <= max(whole) * TENFOLD
        return more if like_others and number * TENFOLD < min(whole) else None

"""The unit that a header, a unit column or a cell states, and whether a column's figures are counted in it.

    Diện tích đất hiến (ha)   0.25    ha is converted to the column's m2
    Số hộ hiến đất (khẩu)     40      people are no households: refused at the header
    Thực hiện (%)             85      percentages are no figures: the column means nothing of the form

Does not belong here: reading the numbers (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from danvan.declared.form import Column, Form
from danvan.vietnamese.quantity import ONE, Quantity
from danvan.vietnamese.stated import BRACKETED, without_leads
from danvan.vietnamese.text import clean, fold
from danvan.vietnamese.units import UNITS, Unit, convert, read_unit, scaled

MEASURES = frozenset({*UNITS.values(), "%"})
PERCENT = re.compile(r"(?<!\d)(?<!\d )%|\bphần trăm\b", re.IGNORECASE)


def is_percent(path: Sequence[str]) -> bool:
    """Whether the labels over a column say that it holds percentages."""
    return any(PERCENT.search(label) for label in path)


def stated_parts(label: str) -> Iterator[str]:
    """The units that stand in a label: in brackets, after a comma or a dash; "ĐVT:" before them is left out."""
    outside = clean(BRACKETED.sub(" ", label))
    tails = (outside.rpartition(mark)[2] for mark in (",", " - ", " – ") if mark in outside)
    for part in (*BRACKETED.findall(label), *tails):
        if said := without_leads(part):
            yield said


def stated_unit(text: str, form: Form) -> Unit | None:
    """The unit that a text names and nothing else: a measure, thousands, or a thing that the form counts."""
    if measure := read_unit(text):
        return measure
    said = scaled(text)
    by_thousands = said.scale != 1 and len(text.strip()) > 1
    return said if by_thousands or said.name in counted(form) else None


def canonical(text: str) -> str:
    """A unit's one name: "ngày công" is "công"; any other text as it stands."""
    measure = read_unit(text)
    return measure.name if measure and measure.scale == 1 else text


@cache
def counted(form: Form) -> frozenset[str]:
    """All words for what numbers of the form count."""
    return frozenset(fold(word) for words in form.words.counted.values() for word in words)


@cache
def _taken_for(form: Form) -> Mapping[str, frozenset[str]]:
    return {fold(unit): frozenset(map(fold, words)) for unit, words in form.words.counted.items()}


def thing_said(unit: str, wanted: str, about: Sequence[str], form: Form) -> Literal["same", "more", "another"]:
    """What the words after a number are to what is `wanted` ("hộ"): the same, more words for it, or another thing.

    "hộ", "gia đình", "hộ tham gia" under "Số hộ tham gia" are the same; "hộ nghèo" says more; "người", "giảm" are
    another thing. `about` are labels and words that a number may repeat.
    """
    words = fold(unit).split()
    while words[:1] in (["số"], ["tổng"]):
        words = words[1:]
    own = _own_words(wanted, form) | {fold(word) for word in about}
    named = next((said for said in _beginnings(words) if said in own or said in counted(form)), None)
    if named is None or named not in own:
        return "another"
    rest = set(words[len(named.split()) :])
    return "same" if rest <= set(fold(" ".join(about)).split()) else "more"


def _beginnings(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[:length]) for length in range(len(words), 0, -1))


@cache
def _own_words(wanted: str, form: Form) -> frozenset[str]:
    """The words for what is wanted."""
    taken = _taken_for(form)
    return taken.get(fold(wanted), frozenset({fold(wanted)})) | taken.get("", frozenset())


def is_counted(unit: str, form: Form) -> bool:
    """Whether the form says what may be counted as `unit`."""
    return unit != "" and fold(unit) in _taken_for(form)


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

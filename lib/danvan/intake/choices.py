"""Cells that choose from a list and cells that say yes or no. Nothing is taken that the form does not declare."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from danvan.declared.form import Column, Form
from danvan.intake.proposals import propose
from danvan.intake.reading import BLANK, Reading, unreadable
from danvan.intake.sheet import Value, text_of
from danvan.vietnamese.numbers import parse
from danvan.vietnamese.text import fold, undiacritic

SAID = {True: "Có", False: "Không"}


def read_choice(column: Column, text: str) -> Reading:
    """The declared choice that a text names; Đ80 where it was typed without diacritics, Đ06 where there is none."""
    key = fold(text)
    if name := _spellings(column).get(key):
        return Reading(name, "value")
    if not key:
        return BLANK
    labels = [c.label for c in column.choice]
    if name := _without_diacritics(column).get(key):
        label = next(c.label for c in column.choice if c.name == name)
        return Reading(name, "value", found=(("Đ80", {"text": text, "label": label}),))
    return unreadable("Đ06", text=text, label=column.label, proposals=propose(text, labels), choices=", ".join(labels))


@cache
def _spellings(column: Column) -> Mapping[str, str]:
    return {fold(w): c.name for c in column.choice for w in (c.label, *c.seen_as)}


@cache
def _without_diacritics(column: Column) -> Mapping[str, str]:
    return undiacritic(_spellings(column))


def read_flag(column: Column, value: Value, form: Form) -> Reading:
    """Yes or no, as a text or a mark says; words for neither ("đang rà soát") are refused."""
    if isinstance(value, bool):
        return Reading(value, "value")
    text = text_of(value)
    key = fold(text) or text
    said = _answers(column, form)
    if key in said:
        return Reading(said[key], "value")
    if (meant := undiacritic(said).get(key)) is not None:
        return Reading(meant, "value", found=(("Đ80", {"text": text, "label": SAID[meant]}),))
    quantity = parse(text)
    if quantity.state == "blank" and quantity.reason != "promise":
        return BLANK
    return unreadable("Đ06", text=text, label=column.label, proposals="", choices=", ".join(SAID.values()))


@cache
def _answers(column: Column, form: Form) -> Mapping[str, bool]:
    words = {True: (*form.words.flag["yes"], *column.yes), False: (*form.words.flag["no"], *column.no)}
    return {fold(word) or word: answer for answer, said in words.items() for word in said}

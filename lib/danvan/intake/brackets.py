"""What a header says beside its name: brackets and ends that leave its figures what they are, and words that do not.

    Tổng kinh phí (nghìn đồng) (5=6+7)   what a column is counted in is read elsewhere, marks of columns say nothing
    Ngân sách Nhà nước (NSNN)            another word for the column
    Tổng kinh phí (lũy kế)               other figures than "Tổng kinh phí": the bracket stays part of the name

Does not belong here: which names mean which column (`headers`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from danvan.declared.form import NUMERIC, Column, Form
from danvan.intake.counted import is_percent, stated_unit
from danvan.intake.words import starts_with
from danvan.vietnamese.dates import years_in
from danvan.vietnamese.stated import BRACKETED, money_stated, without_leads, without_unit
from danvan.vietnamese.text import bare, clean, fold

_MARK = r"(?:cột )?(?:\d{1,2}|[A-Za-zĐđ])"
_MARKS = re.compile(rf"{_MARK}(?:\s*[=+:;,x\-]\s*(?:{_MARK})?)*", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"(?:năm )?(?:19|20)\d\d")


@lru_cache(maxsize=1 << 12)
def plain(label: str, form: Form, year: int | None) -> str:
    """A label without the brackets that leave its figures what they are, and without the unit at its end."""
    before = ""
    while before != label:
        before, label = (
            label,
            BRACKETED.sub(lambda found: " " if _says_nothing(found[1], form, year) else found[0], label),
        )
    return without_unit(label)


def without_brackets(label: str) -> str:
    """A label without any bracket."""
    return clean(BRACKETED.sub(" ", label))


def explained(column: Column, path: Sequence[str], declared: Sequence[str], form: Form, year: int | None) -> bool:
    """Whether every bracket of labels is one that leaves the figures of `column` what they are."""
    return all(
        _says_nothing(said, form, year) or _explains(column, said, label, declared, form)
        for label in path
        for said in BRACKETED.findall(label)
    )


def other_figures(over: Sequence[str], name: str, form: Form, year: int | None) -> bool:
    """Whether labels over a name say that its figures are others than the name says: planned, of other years."""
    said = _senses(" ".join(over), form) - _senses(name, form)
    if years_in(name):
        return bool(said - set(map(bare, form.words.other_periods)))
    years = {y for label in over for y in years_in(label)} - {year}
    return bool(said) or (bool(years) and year is not None)


def _says_nothing(said: str, form: Form, year: int | None) -> bool:
    key = fold(said)
    if not key or _MARKS.fullmatch(clean(said).strip("= ")) or starts_with(key, form.words.bracket):
        return True
    if _YEAR_ALONE.fullmatch(key):
        return years_in(key) == [year]
    unit = without_leads(said)
    return is_percent((said,)) or stated_unit(unit, form) is not None or len(money_stated(f"({said})")) == 1


def _explains(column: Column, said: str, label: str, declared: Sequence[str], form: Form) -> bool:
    key = fold(said)
    if column.type not in NUMERIC:
        return not _senses(said, form)
    initials = "".join(word[0] for word in fold(without_brackets(label)).split())
    return key in map(fold, declared) or bare(said).replace(" ", "") == bare(initials)


def _declared(form: Form) -> tuple[str, ...]:
    return (*form.words.other_figures, *form.words.other_periods)


@cache
def _other_words(form: Form) -> Mapping[str, str]:
    """The words for other figures, with and without diacritics, and what each is without."""
    return {said: bare(word) for word in _declared(form) for said in (fold(word), bare(word))}


@lru_cache(maxsize=1 << 12)
def _senses(text: str, form: Form) -> frozenset[str]:
    """The words for other figures than those done in the period; a plan that was carried out is one that was done."""
    key = f" {fold(text)} "
    said = ((word, plainly) for word, plainly in _other_words(form).items() if f" {word} " in key)
    found = {plainly for word, plainly in said if word != plainly or key.isascii()}
    done = any(f" {fold(word)} " in key for word in form.words.done)
    return frozenset(found - {"ke hoach", "kh"} if done else found)

"""Words and marks by which a row tells what it is: totals, sections, dittos. Folded texts in, yes or no out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from danvan.declared.form import Choice, Form
from danvan.vietnamese.phrases import without_number
from danvan.vietnamese.stated import is_statement
from danvan.vietnamese.text import bare, clean, fold
from danvan.vietnamese.units import read_unit

ORDINAL = re.compile(r"^\(?(?:[IVX]{1,5}|[ivx]{1,4}|[A-Za-zĐđ]|\d+(?:\.\d+)+|\*)[.)/:]?$")
SECTION_START = re.compile(r"^\(?(?:[IVX]{1,5}|[A-Za-zĐđ])[.)/:]\s*")
AFTER_TOTAL = (
    r"(?: (?:cộng|số|kinh phí|toàn xã|toàn huyện|toàn thị trấn|chung|[ivx]+|[a-zđ]|(?:có |là )?\d.*|lĩnh vực.*|mục.*"
    r"|phần.*|năm \d{4}|trong (?:kỳ|năm)|các (?:công trình|mô hình|khoản|mục|phần|nguồn)))*"
)
SUBTOTAL = r"(?:tổng cộng|tổng số|tổng|cộng)(?: mục| phần| lĩnh vực)? (?:[ivx]+|[a-zđ]|\d{1,2})"
ANY_ORDINAL = re.compile(r"^\d+(?:\.\d+)+[.)/:]?\s+|^\(?(?:[IVX]{1,5}|[A-Za-zĐđ]|\d+)[.)/:]\s*|^[-+*•]\s*")
COUNT_AFTER = re.compile(r"\s*(?:\(\s*\d[^()]*\)|:\s*\d.*|:)\s*$")
LONGEST_DITTO = 16
DAY_LINE = (
    re.compile(  # folded: "bình sơn ngày 5 tháng 9 năm 2019", with who signs after it; no deed of a day, no birthday
        r"^(?:(?!kèm|theo|đến|từ|số|tính)\w+ ){0,6}ngày\b.{0,14}\btháng\b.{0,6}\bnăm\b(?! sinh).{0,80}$"
    )
)


def starts_with(text: str, words: tuple[str, ...]) -> bool:
    """Whether the folded `text` is, or begins with, one of `words`; typed without diacritics, one of several words."""
    said = text + " "
    return said.startswith(_starts(words)) or (_untyped(text) and said.startswith(_bare_starts(words)))


def _untyped(text: str) -> bool:
    """Whether a folded text of several words may have been typed without diacritics."""
    return text.isascii() and " " in text


@cache
def _starts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) + " " for word in words)


@cache
def _bare_starts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(word) + " " for word in words if " " in fold(word))


def is_total(text: str, form: Form) -> bool:
    """Whether a folded text names a total: "tổng cộng", "cộng i", "tổng số 12 mô hình"; never "cộng đồng an toàn"."""
    return _says(_totals(form.words.total), text)


def is_subtotal(text: str) -> bool:
    """Whether a total names the section that it stands under: "cộng i", "tổng số mục 2"."""
    return _says(SUBTOTAL, text)


def _says(pattern: str, text: str) -> bool:
    typed, untyped = _patterns(pattern)
    return typed.fullmatch(text) is not None or (_untyped(text) and untyped.fullmatch(text) is not None)


@cache
def _patterns(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A pattern, and the same without diacritics."""
    letters = unicodedata.normalize("NFD", pattern).replace("đ", "d")
    return re.compile(pattern), re.compile("".join(c for c in letters if not unicodedata.combining(c)))


@cache
def _totals(words: tuple[str, ...]) -> str:
    return rf"(?:{'|'.join(re.escape(fold(w)) for w in words)}){AFTER_TOTAL}"


def states_unit(text: str, form: Form) -> bool:
    """Whether a folded text is a unit line: "đvt ...", "đơn vị 1 000 đồng", "nghìn đồng"; never "đơn vị xã ..."."""
    if starts_with(text, form.words.unit_line):
        return True
    start, _, unit = text.rpartition("đơn vị ")
    return (not start and read_unit(unit) is not None) or (text != "đồng" and is_statement(text))


def is_ditto(value: object) -> bool:
    """Whether a cell says "as above": a ditto mark, "nt", "như trên"."""
    return isinstance(value, str) and len(value) <= LONGEST_DITTO and _says_ditto(value)


@lru_cache(maxsize=1 << 12)
def _says_ditto(text: str) -> bool:
    said = without_number(text)
    return said is not None and said.reason == "ditto"


def section_name(text: str) -> str:
    """Return what a section row names: "1.1 Kinh tế (01 mô hình)" -> "Kinh tế"."""
    return COUNT_AFTER.sub("", ANY_ORDINAL.sub("", clean(text))).strip()


def spellings(choices: Iterable[Choice]) -> set[str]:
    """Return every folded way to write one of `choices`."""
    return {fold(w) for c in choices for w in (c.label, *c.seen_as)}


@lru_cache(maxsize=1 << 13)
def role_outside(text: str, form: Form) -> str | None:
    """Return the role that a folded text has wherever it stands outside of a table; None where it has none."""
    words = form.words
    if states_unit(text, form):
        return "unit_line"
    for role, starts in (("note", words.note), ("letterhead", words.letterhead)):
        if starts_with(text, starts):
            return role
    if starts_with(text, words.signature) or DAY_LINE.search(text):
        return "signature"
    return None

"""Vietnamese alphabetical order: a ă â b c d đ e ê ..., tones second, as dictionaries have it."""

from __future__ import annotations

import unicodedata

from danvan.vietnamese.syllables import TONES
from danvan.vietnamese.text import fold

_LETTERS = " 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {tone: rank for rank, tone in enumerate(TONES, start=1)}


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The key to sort texts by: letters, then tones (ngang huyền hỏi ngã sắc nặng), then the text itself.

    Punctuation and case do not count; "Bình Đông" comes before "Bình Trung".
    """
    letters, tones = [], []
    for letter in fold(text):
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in _TONE_RANK), "")
        plain = unicodedata.normalize("NFC", apart.replace(tone, "")) if tone else letter
        letters.append(_RANK.get(plain, len(_RANK) + ord(plain[0])))
        tones.append(_TONE_RANK.get(tone, 0))
    return tuple(letters), tuple(tones), text

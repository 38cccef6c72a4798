"""One spelling for one text: what a cell says (`clean`), and the key it is compared by (`fold`).

Text in a legacy font is decoded first (`legacy.decode`): `clean` drops the soft hyphen, which is TCVN3's "ư",
and turns Ð, TCVN3's "é", into Đ. Does not belong here: which words mean what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from danvan.vietnamese.syllables import retone

V = TypeVar("V")

# Anything but white space, ASCII, Latin letters with marks, dashes, quotes and dots.
_STRANGE = re.compile(
    r"[^\t-\r -~\u00a0-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u024f\u1ea0-\u1ef9\u2010-\u2027]"
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
_STYLED = re.compile(r"[\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]+")  # fullwidth, ligatures, "bold"
_TONE_BEFORE_SHAPE = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_APART = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_GAP = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_DASHED_D = re.compile(r"\bd-(?=[^\W\d_])")

_WHOLE_Y = re.compile(r"\b[^\W\d_aeiouyăâêôơư]+[yỳýỷỹỵ]\b")

_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_CROSSED = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_RAISED = str.maketrans("¹²³", "123")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝɡοАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwgoABEKMHOPCTYXIJSABEZHIKMNOPTYX",
)


@lru_cache(maxsize=1 << 15)
def clean(text: str) -> str:
    """The text as a reader sees it: NFC, one space for every run of white space, nothing invisible.

    Marks in any order are composed, Ð becomes Đ, fullwidth letters become plain ones; a Cyrillic or Greek
    lookalike becomes Latin only in a word that has a Latin letter too.
    """
    if _STRANGE.search(text) or not unicodedata.is_normalized("NFC", text):
        text = _repaired(text)
    return " ".join(text.split())


def _repaired(text: str) -> str:
    text = _STYLED.sub(lambda run: unicodedata.normalize("NFKC", run[0]), _INVISIBLE.sub("", text))
    apart = unicodedata.normalize("NFD", text.translate(_CROSSED))
    apart = _WORD_APART.sub(_latin_word, _TONE_BEFORE_SHAPE.sub(r"\2\1", apart))
    return unicodedata.normalize("NFC", apart)


def _latin_word(word: re.Match[str]) -> str:
    return word[0].translate(_LOOKALIKES) if _LATIN.search(word[0]) else word[0]


def proper_tones(text: str) -> str:
    """The text in NFC with tone marks placed in the old style, for display: "Uỷ ban" -> "Ủy ban"."""
    return _WORD.sub(lambda word: retone(word[0]), unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """The key by which texts are compared, exact to the tone mark: "Bình Hoà" = "bình  hòa", not "Binh Hoa".

    Lower case, tones placed alike, one space for every run of punctuation ("VH-XH" -> "vh xh"), m² = m2.
    """
    key = clean(text).casefold()
    if not key.isascii():
        key = proper_tones(key.translate(_RAISED))
    return _GAP.sub(" ", key).strip()


def one_i(text: str) -> str:
    """A folded text with i for every y that is a whole rime: "bình mỹ" and "bình mĩ" are one name, "thúy" stays."""
    return _WHOLE_Y.sub(lambda y: y[0].translate(_I_FOR_Y), text)


@lru_cache(maxsize=1 << 13)
def bare(text: str) -> str:
    """`fold` without any diacritics ("Bình Đông", "Bình D-ông" -> "binh dong"): for proposals, and for `undiacritic`.

    Never match names on it: Bình Thạnh and Bình Thanh are two communes of one district.
    """
    key = fold(_DASHED_D.sub("d", clean(text).casefold()))
    return _MARKS.sub("", unicodedata.normalize("NFD", key)).replace("đ", "d")


def undiacritic(words: Mapping[str, V]) -> dict[str, V]:
    """The words of a closed list by how they look without diacritics, for those that then mean one thing only.

    {"mới": "new", "môi": "lip", "tiếp tục": "continued"} -> {"tiep tuc": "continued"}
    """
    meant: dict[str, list[V]] = {}
    for word, meaning in words.items():
        same = meant.setdefault(bare(word), [])
        same += [] if meaning in same else [meaning]
    return {word: meanings[0] for word, meanings in meant.items() if len(meanings) == 1}

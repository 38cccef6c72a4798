"""The Vietnamese syllable: onset, rime, one tone mark; whether a word is one, and where its tone is written.

Does not belong here: words of several syllables, spelling mistakes, meaning.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
_TONE = re.compile(f"[{TONES}]")
_SHAPED = "ăâêôơư"
_VOWELS = "aeiouy" + _SHAPED
_STOPS = ("p", "t", "c", "ch")
_SHARP_OR_HEAVY = ("\u0301", "\u0323")
_PLACED_IN_TWO_WAYS = ("oa", "oe", "uy")  # hòa and hoà

_ONSETS = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x"  # the longest first
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch ên ênh êm êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych yêm yên yêng yêt yêu ynh yt
"""


def _tone_place(rime: str) -> int:
    """Index of the letter that bears the tone, old style: hòa, thúy, but hoàn, khuỷu."""
    shaped = [i for i, letter in enumerate(rime) if letter in _SHAPED]
    if shaped:
        return shaped[-1]
    vowels = sum(letter in _VOWELS for letter in rime)
    if vowels < len(rime):
        return vowels - 1
    return 1 if vowels == 3 else 0


_PLACES = {rime: _tone_place(rime) for rime in _RIMES.split()}


def _toneless(word: str) -> tuple[str, str]:
    """The word without tone marks, and those marks."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _TONE.sub("", apart)), "".join(_TONE.findall(apart))


def _onset(word: str) -> str | None:
    """The onset that leaves a rime: "gi" in "gia", "g" in "gì" and "giêng"."""
    for onset in (*_ONSETS.split(), ""):
        if word.startswith(onset) and word[len(onset) :] in _PLACES:
            return onset
    return None


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case) can be one Vietnamese syllable: "Thạnh" can, "Bỡnh" and "xaõ" can't."""
    lower = word.lower()
    plain, tones = _toneless(lower)
    onset = _onset(plain)
    if onset is None or len(tones) > 1:
        return False
    placed = retone(lower) == lower or plain[len(onset) :] in _PLACED_IN_TWO_WAYS
    return placed and (tones in _SHARP_OR_HEAVY or not plain.endswith(_STOPS))


@lru_cache(maxsize=1 << 14)
def retone(word: str) -> str:
    """The word with its tone mark where old-style spelling puts it; what is no toned syllable stays."""
    plain, tone = _toneless(word)
    lower = plain.lower()
    if len(tone) != 1 or len(lower) != len(plain):
        return word
    onset = _onset(lower)
    if onset is None:
        return word
    place = len(onset) + _PLACES[lower[len(onset) :]] + 1
    return unicodedata.normalize("NFC", plain[:place] + tone + plain[place:])

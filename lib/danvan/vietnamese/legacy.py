"""Text of the years before Unicode: TCVN3 (fonts .Vn...), VNI (fonts VNI-...), and UTF-8 that was misread.

Such text looks like Latin-1 and is Vietnamese only in its font, so it is decoded by the font of its cell or
run, checked against the shape of Vietnamese syllables, before `text.clean` (TCVN3's "ư" is the soft hyphen).
Does not belong here: reading fonts from a workbook, and deciding over a whole sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from danvan.vietnamese.syllables import TONES, is_syllable

# TCVN 5712:1993, VN3: runs of letters from the code of the first. Capitals with a tone have no code.
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# VNI: how each letter is written without a tone, then with the tones in the order of `TONES`.
_VNI_ROWS = {
    "a": "a aø aû aõ aù aï",
    "ă": "aê aè aú aü aé aë",
    "â": "aâ aà aå aã aá aä",
    "e": "e eø eû eõ eù eï",
    "ê": "eâ eà eå eã eá eä",
    "i": "i ì æ ó í ò",
    "o": "o oø oû oõ où oï",
    "ô": "oâ oà oå oã oá oä",
    "ơ": "ô ôø ôû ôõ ôù ôï",
    "u": "u uø uû uõ uù uï",
    "ư": "ö öø öû öõ öù öï",
    "y": "y yø yû yõ yù î",
    "đ": "ñ",
}


def _vni_letters() -> Iterator[tuple[str, str]]:
    """Every accented letter with its VNI writing, small and capital."""
    for letter, row in _VNI_ROWS.items():
        for tone, written in zip(("", *TONES), row.split(), strict=False):
            toned = unicodedata.normalize("NFC", letter + tone)
            if toned != written:
                yield toned, written
                yield toned.upper(), written.upper()


_FROM_TCVN3 = {first + i: letter for first, run in _TCVN3_RUNS.items() for i, letter in enumerate(run)}
_TO_TCVN3 = {ord(letter): chr(code) for code, letter in _FROM_TCVN3.items()}
_TO_TCVN3 |= {ord(chr(code).upper()): byte for code, byte in _TO_TCVN3.items() if chr(code).upper() not in "ĂÂÊÔƠƯĐ"}
_TO_VNI = {ord(letter): written for letter, written in _vni_letters()}
_FROM_VNI = {written: letter for letter, written in _vni_letters()}
_FROM_VNI |= {w[0] + w[1].lower(): letter for w, letter in _FROM_VNI.items() if len(w) == 2}  # "Aù" for "AÙ"
_VNI_WRITING = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))

_WORD = re.compile(r"[A-Za-z\u00a1-\u1eff]+")
# Latin-1 signs that Vietnamese in Unicode never has, the work of old encodings.
ODD = re.compile("[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
_MISREAD = re.compile("[ÃÄÅÆ][\u0080-\u02ff\u2000-\u2122]|á[º»]")
_Name = Literal["tcvn3", "vni"]
_FONTS: dict[_Name, str] = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
_BEYOND = re.compile("[\u0100-\U0010ffff]")
_ASCII = re.compile("[A-Za-z]")
_WRITINGS = {"tcvn3": re.compile(f"[{''.join(map(chr, _FROM_TCVN3))}]"), "vni": _VNI_WRITING}
_SLIPPED = re.compile("(?<=[a-z])[À-Þ]")  # a capital inside a word is TCVN3
# What words of each encoding have and Vietnamese in Unicode has not; each has single letters that both have.
_SHAPES = {
    "tcvn3": re.compile(f"{ODD.pattern}|{_SLIPPED.pattern}"),
    "vni": re.compile(f"{ODD.pattern}|[aeouyôö][øûõùï]|[aeo][âàåãáä]|a[êèúüéë]", re.I),
}
_LONG_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a text say without a font: its encoding, the text in Unicode, and whether that is certain."""

    encoding: _Name
    text: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Encoding:
    """How text in a legacy font is coded; in a font of `capitals` small letters look like capitals."""

    name: _Name
    capitals: bool = False


@lru_cache(maxsize=1 << 8)
def encoding_of(font: str | None) -> Encoding | None:
    """The encoding that a font's name stands for; None for Unicode fonts."""
    name = (font or "").strip().casefold()
    if name.startswith(".vn"):
        return Encoding("tcvn3", capitals=name.endswith("h"))
    return Encoding("vni") if name.startswith(("vni-", "vni ")) else None


@lru_cache(maxsize=1 << 13)
def decode(text: str, font: str | None) -> str:
    """The text of a cell or run in Unicode; unchanged in a Unicode font, or where it was Unicode already.

    A word is left alone if it has letters that the encoding lacks; a text, if more of its words are syllables
    as they stand than when decoded ("Bình" in .VnTime, which would be "Bỡnh").
    """
    encoding = encoding_of(font)
    if encoding is None:
        return text
    plain = _PLAIN[encoding.name]
    evidence = _Evidence.of(text, plain)
    if evidence.as_it_stands > evidence.decoded:
        return _WORD.sub(lambda word: plain(word[0]) if _only_decoded(word[0], plain) else word[0], text)
    decoded = _WORD.sub(lambda word: word[0] if _beyond(word[0]) else plain(word[0]), text)
    return decoded.upper() if encoding.capitals else decoded


def encode_tcvn3(text: str) -> str:
    """Unicode text as Excel holds it in a .Vn font.

    A capital with a tone has no code: as people do without a capitals font, its small letter is written
    ("Ủy" comes back as "ủy"); Ă Â Ê Ô Ơ Ư Đ have theirs.
    """
    return unicodedata.normalize("NFC", text).translate(_TO_TCVN3)


def encode_vni(text: str) -> str:
    """Unicode text as Excel holds it in a VNI font."""
    return unicodedata.normalize("NFC", text).translate(_TO_VNI)


def looks_tcvn3(text: str) -> float:
    """Share (0 to 1) of the accented words that are syllables only when read as TCVN3, whatever the font."""
    return _Evidence.of(text, _from_tcvn3).share


def looks_vni(text: str) -> float:
    """Share (0 to 1) of the accented words that are syllables only when read as VNI, whatever the font."""
    return _Evidence.of(text, _from_vni).share


@lru_cache(maxsize=1 << 12)
def told_by_words(text: str) -> Told | None:
    """Read a text by its words alone: by those that are syllables only when decoded; None where there are none.

    Certain if two letters of these words are decoded, two more for every word that is none, or one letter that
    Vietnamese never has where all words are syllables then: one slip of the pen ("Phuù") may look like an old letter.
    """
    if text.isascii() or (_beyond(text) and not ODD.search(text)):
        return None
    (fewer, *_), (letters, certain, name) = sorted((*_told(text, name), name) for name in _FONTS)
    return Told(name, decode(text, _FONTS[name]), certain and letters > fewer) if letters else None


def _told(text: str, name: _Name) -> tuple[int, bool]:
    """How many letters change in the words that are syllables only when decoded, and whether that is certain."""
    plain, words = _PLAIN[name], [word for word in _WORD.findall(text) if _ASCII.search(word)]
    only = [word for word in words if _only_decoded(word, plain)]
    if not any(map(_SHAPES[name].search, only)):
        return 0, False
    rest = [word for word in words if _beyond(word) or not is_syllable(plain(word))]
    against = any(_beyond(word) or (is_syllable(word) and not word.isascii()) for word in rest)
    strange = sum(not word.isupper() for word in rest)  # "QĐ" and "UBND" are none
    letters = sum(len(_WRITINGS[name].findall(word)) for word in only)
    whole = not rest and any(map(ODD.search, only)) and len(_ASCII.findall(text)) >= _LONG_ENOUGH
    return letters, not against and (whole or letters >= 2 * (strange + 1))


def unscramble(text: str) -> str:
    """UTF-8 that was read as Windows-1252 put right ("XÃ£ BÃ¬nh" -> "Xã Bình"); any other text unchanged."""
    if not _MISREAD.search(text):
        return text
    try:
        return b"".join(map(_windows_byte, text)).decode()
    except UnicodeError:
        return text


def _windows_byte(letter: str) -> bytes:
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")


def _from_tcvn3(text: str) -> str:
    return text.translate(_FROM_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_WRITING.sub(lambda written: _FROM_VNI[written[0]], text)


_PLAIN = {"tcvn3": _from_tcvn3, "vni": _from_vni}


def _beyond(word: str) -> bool:
    """Whether a word has letters that neither encoding can show: it is Unicode."""
    return _BEYOND.search(word) is not None


def _only_decoded(word: str, plain: Callable[[str], str]) -> bool:
    stands = is_syllable(word) and not _SLIPPED.search(word)
    return not _beyond(word) and not stands and is_syllable(plain(word))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Words that decoding would change or that are Unicode; those that are syllables only after or before."""

    words: int
    decoded: int
    as_it_stands: int

    @classmethod
    def of(cls, text: str, plain: Callable[[str], str]) -> _Evidence:
        accented = [word for word in _WORD.findall(text) if not word.isascii()]
        words = [word for word in accented if _beyond(word) or plain(word) != word]
        decoded = sum(_only_decoded(word, plain) for word in words)
        stands = sum(_beyond(word) or (is_syllable(word) and not is_syllable(plain(word))) for word in words)
        return cls(len(words), decoded, stands)

    @property
    def share(self) -> float:
        return max(0, self.decoded - self.as_it_stands) / self.words if self.words else 0.0

"""Puts the text of a sheet into Unicode: by the font of each cell or run, else by evidence over the whole sheet.

Text of the years before Unicode is told by its font; where the font was changed later, by how many of the sheet's
words are Vietnamese only when read in the old encoding. Does not belong here: the encodings, and reading fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan.intake.sheet import Position, Value
from danvan.vietnamese.legacy import ODD, decode, encoding_of, looks_tcvn3, looks_vni, told_by_words, unscramble

Run = tuple[str | None, str]
NAMES = {"tcvn3": "TCVN3", "vni": "VNI"}
LOST = "\ufffd"  # stands for a letter that could not be read
MISREAD = "UTF-8 đọc nhầm"

_UNICODE = re.compile("[\u0100-\u1eff]")
_WORD = re.compile("[A-Za-z¡-ÿ]*[A-Za-z][A-Za-z¡-ÿ]*")
_WORDS_NEEDED = 3
_SHARE_NEEDED = 0.5
_WHOLLY = 0.2


@dataclass(frozen=True)
class Lettering:
    """The cells with their text in Unicode, the text as sent of those that changed, and from what encodings."""

    cells: dict[Position, Value]
    as_sent: dict[Position, str]
    encodings: tuple[str, ...]


def put_in_unicode(
    cells: Mapping[Position, Value],
    fonts: Mapping[Position, str] | None = None,
    runs: Mapping[Position, Sequence[Run]] | None = None,
) -> Lettering:
    """Decode the texts of a sheet; `fonts` and `runs` name what is known: the cell's font, or (font, text) parts.

    A run without a font of its own has the cell's.
    """
    seen, found = dict(cells), set[str]()
    for position in {**(fonts or {}), **(runs or {})}:
        value = cells.get(position)
        if isinstance(value, str):
            font = (fonts or {}).get(position)
            seen[position] = _by_font((runs or {}).get(position) or [(None, value)], font, found)
    _by_evidence(seen, found)
    as_sent = {p: v for p, v in cells.items() if isinstance(v, str) and seen[p] != v} if found else {}
    return Lettering(seen, as_sent, tuple(sorted(found)))


def looks_garbled(text: str) -> bool:
    """Whether a text, after all, has lost letters or is still in an old or wrong encoding."""
    if LOST in text or unscramble(text) != text:
        return True
    words = {word for word in _WORD.findall(text) if ODD.search(word)} if ODD.search(text) else ()
    return len(words) >= _WORDS_NEEDED and max(looks_tcvn3(text), looks_vni(text)) >= _SHARE_NEEDED


def _by_font(runs: Sequence[Run], cell_font: str | None, found: set[str]) -> str:
    parts = []
    for font, group in groupby(runs, key=lambda run: run[0] or cell_font):
        sent = "".join(text for _, text in group)
        text = decode(sent, font)
        if text != sent and (encoding := encoding_of(font)):
            found.add(NAMES[encoding.name])
        parts.append(text)
    return "".join(parts)


def _by_evidence(cells: dict[Position, Value], found: set[str]) -> None:
    texts = {p: v for p, v in cells.items() if isinstance(v, str) and not v.isascii()}
    odd = {p: v for p, v in texts.items() if ODD.search(v)} if ODD.search("".join(texts.values())) else {}
    for position, text in odd.items():
        if (seen := unscramble(text)) != text:
            cells[position] = seen
            found.add(MISREAD)
    words = {word for p, v in odd.items() if cells[p] == v for word in _WORD.findall(v) if ODD.search(word)}
    if len(words) >= _WORDS_NEEDED:
        rest = " ".join(words)
        font, looks = max(((".VnTime", looks_tcvn3), ("VNI-Times", looks_vni)), key=lambda pair: pair[1](rest))
        if looks(rest) >= _SHARE_NEEDED:
            _decode_sheet(cells, font, looks, found)
    for position, text in texts.items():
        told = told_by_words(text) if cells[position] == text else None
        if told and told.certain:
            cells[position] = told.text
            found.add(NAMES[told.encoding])


def _decode_sheet(cells: dict[Position, Value], font: str, looks: Callable[[str], float], found: set[str]) -> None:
    """Read a sheet as one encoding; where Unicode stands beside it, only the cells that are clearly of the old one."""
    texts = {p: v for p, v in cells.items() if isinstance(v, str) and not v.isascii()}
    wholly = sum(bool(_UNICODE.search(v)) for v in texts.values()) <= _WHOLLY * len(texts)
    for position, text in texts.items():
        if (wholly or looks(text) > 0) and (seen := decode(text, font)) != text:
            cells[position] = seen
            encoding = encoding_of(font)
            assert encoding is not None
            found.add(NAMES[encoding.name])

"""What must not leave the office in any text: personal data, secrets of this machine, places on it, names of files.

A finding stops the package and says where; nothing is cut. Does not belong here: finding the texts (`decoded`), small
counts (`analysis.disclosed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan.publish.decoded import METADATA, parts, texts
from danvan.publish.located import MAKER, WITHIN, Text
from danvan.vietnamese.personal import found

SHOWN = 80  # letters of a finding
PATTERNS = {
    "đường dẫn trên máy": re.compile(
        r"\b[A-Za-z]:\\+\w|\\\\\w+\\|file:/{2,3}\w|"
        r"(?<![\w.:/])/(?:home|root|Users|tmp|work|mnt|media|var|opt|srv|usr|etc)/\w"
    ),
    "lỗi của chương trình": re.compile(r"Traceback \(most recent call last\)|\bFile \"[^\"]+\", line \d+"),
    "dấu của papermill": re.compile(r"papermill|injected-parameters"),
    "khóa bí mật": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}"),
}
ADDRESS = re.compile(r"https?://\S+")
REMARKS = re.compile(rf"{WITHIN} (?:word/(?:comments|people)|xl/(?:comments|threadedComments|persons))")
PLACES = {REMARKS: "nhận xét", re.compile(METADATA): "siêu dữ liệu của ảnh", re.compile(MAKER): MAKER}


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands where, and the words of it."""

    place: str
    what: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: “{self.said}”"


@dataclass(frozen=True)
class Secrets:
    """Words that must stand nowhere, with what each is; and what a person looked at and lets leave."""

    words: Mapping[str, str]
    looked_over: Sequence[str] = ()


def findings(files: Mapping[str, bytes], secrets: Secrets) -> list[Finding]:
    """Return what must not leave in `files` (name: bytes), in the order of files, each once a place."""
    said = [text for name, data in sorted(files.items()) for text in (Text(name, name), *texts(name, data))]
    every = "\n".join({text.said for text in said}).casefold()
    there = {word: what for word, what in secrets.words.items() if word.casefold() in every}
    seen: dict[Finding, None] = {}
    for text in said:
        seen.update(dict.fromkeys(_in_text(text, there, secrets.looked_over)))
    for name, data in sorted(files.items()):
        seen.update(dict.fromkeys(_in_bytes(name, data, secrets.words)))
    return list(seen)


def _in_text(text: Text, words: Mapping[str, str], looked_over: Sequence[str]) -> Iterator[Finding]:
    left = text.said
    for phrase in looked_over:
        left = left.replace(phrase, " ")
    for what, said in _told(ADDRESS.sub(" ", left)):
        yield Finding(text.place, what, _short(said))
    for word, what in words.items():
        if word.casefold() in left.casefold():
            yield Finding(text.place, what, _short(word))
    for pattern, what in PLACES.items():
        if pattern.search(text.place) and left.strip():
            yield Finding(text.place, what, _short(left))


def _told(said: str) -> Iterator[tuple[str, str]]:
    yield from found(said)
    for what, pattern in PATTERNS.items():
        if match := pattern.search(said):
            yield what, said[match.start() :]


def _in_bytes(name: str, data: bytes, words: Mapping[str, str]) -> Iterator[Finding]:
    """Secrets in the bytes as they are, where no reading of the file shows them (a comment of XML)."""
    for place, part in parts(name, data):
        codes = ("utf-8", "utf-16-le", "utf-16-be") if b"\0" in part else ("utf-8",)
        for word, what in words.items():
            if any(word.encode(code) in part for code in codes):
                yield Finding(place, what, _short(word))


def _short(said: str) -> str:
    words = " ".join(said.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"

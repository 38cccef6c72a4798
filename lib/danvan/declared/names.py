"""How people write the name of a unit: which body of it, which type, which words are the name itself.

    "UBMTTQVN xã Bình Minh"  ->  body "mặt trận tổ quốc", type "commune", name "bình minh"

The words are data (`places/names.toml`). Does not belong here: which units there are, and when (`places`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from danvan.declared.sources import read_toml
from danvan.declared.units import TYPES
from danvan.problems import DeclarationError
from danvan.vietnamese.text import bare, fold

WORDS = Path(__file__).parent / "places" / "names.toml"
PARTS = ("type", "body", "itself", "agency", "partner", "after")


@dataclass(frozen=True, slots=True)
class Said:
    """A written name taken apart; `body` is the canonical words for an organisation of the unit, "" for none."""

    body: str
    type: str | None
    name: str


@dataclass(frozen=True)
class Words:
    """The declared words: ways to write an organisation -> its canonical words, a type -> the type."""

    names: Mapping[str, str]
    types: Mapping[str, str]
    itself: frozenset[str]
    _partner: re.Pattern[str]
    _names: re.Pattern[str]
    _shape: re.Pattern[str]
    _bodies: re.Pattern[str]
    _after: str

    def canonical(self, text: str) -> str:
        """`text` folded, with every way to write an organisation replaced by its canonical words."""
        key = fold(text)
        said = self._names.sub(lambda way: self.names[way[0]], key)
        return bare(said) if key.isascii() else said

    def split(self, key: str) -> Said:
        """The parts of a text that `canonical` returned."""
        found = self._shape.fullmatch(key)
        body, kind, name = found.group("body", "type", "name") if found else ("", None, key)
        return Said(self.names.get(body or "", ""), self.types.get(kind or ""), name)

    def organisation_in(self, text: str) -> bool:
        """Whether a text names an organisation of a unit that is not the unit itself: "... của Hội LHPN xã Bình An"."""
        return any(self.names[way] not in self.itself for way in self._bodies.findall(self.canonical(text)))

    def ends_name(self, text: str, name: str) -> bool:
        """Whether `name` is whole where it stands in `text`: "xã Bình Trung năm 2021", not "xã Bình Trung Trị"."""
        return re.search(rf"\b{re.escape(fold(name))}(?: (?:{self._after}|\d.*)\b|$)", fold(text)) is not None

    def without_partners(self, text: str) -> str:
        """A text without the unit that stands after a word for a partner: "Mô hình phối hợp với xã Bình An"."""
        return self._partner.sub("", text)

    def ways(self, kind: str) -> list[str]:
        """Every way to write the type `kind`."""
        return [way for way, known in self.types.items() if known == kind]


@cache
def words() -> Words:
    """Return the words declared in `places/names.toml`; DeclarationError names what is wrong."""
    return load_words(WORDS)


def load_words(path: Path) -> Words:
    """Read `path`: `[type]` commune = ["xã", "x"]; `[body]` and `[agency]` "ủy ban nhân dân" = ["ubnd"].

    A `[body]` may stand before the name of a unit; those listed as `itself` report for the unit as a whole.
    `[agency]` words only spell out the names of agencies; a unit after a `[partner]` word is not who reports.
    `[after]` words may follow a name in a title, so that the name ends before them.
    """
    raw = _declared(path)
    for name in raw["type"]:
        if name not in TYPES:
            known = ", ".join(TYPES)
            raise DeclarationError(f"{path.name}: loại đơn vị “{name}” không có; ghi một trong: {known}.")
    types = dict(_ways(path, raw["type"]))
    names = dict(_ways(path, {fold(name): [name, *ways] for name, ways in {**raw["body"], **raw["agency"]}.items()}))
    before = _any(way for way, name in names.items() if name in {fold(body) for body in raw["body"]})
    shape = re.compile(rf"(?:(?P<body>{before}) )?(?:(?P<type>{_any(types)}) )?(?P<name>.+)")
    itself = frozenset(fold(body) for body in raw["itself"].get("bodies", ()))
    beside = _any(raw["partner"].get("words", ())) or "(?!)"
    partner = re.compile(rf"\b(?:{beside})\W+(?=(?:(?:{before}) )?(?:{_any(types)})\b).*", re.I)
    after = _any(raw["after"].get("words", ()))
    bodies = re.compile(rf"\b({before}) (?:{_any(types)})\b")
    return Words(names, types, itself, partner, re.compile(rf"\b(?:{_any(names)})\b"), shape, bodies, after)


def _declared(path: Path) -> dict[str, dict[str, list[str]]]:
    raw = read_toml(path)
    parts = {part: raw.get(part, {}) for part in PARTS}
    for part, declared in parts.items():
        for name, ways in declared.items():
            if not isinstance(ways, list) or not all(isinstance(way, str) for way in ways):
                raise DeclarationError(f'{path.name}: [{part}] “{name}” phải là danh sách các cách viết, như ["ubnd"].')
    return parts


def _ways(path: Path, declared: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for name, ways in declared.items():
        for way in {spelled for text in ways for spelled in (fold(text), bare(text))}:
            if seen.setdefault(way, name) != name:
                both = f"“{seen[way]}” và “{name}”"
                raise DeclarationError(f"{path.name}: “{way}” đứng ở cả {both}; hãy bỏ một nơi.")
            yield way, name


def _any(ways: Iterable[str]) -> str:
    return "|".join(re.escape(way) for way in sorted(ways, key=lambda way: (-len(way), way)))

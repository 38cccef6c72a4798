"""Which unit a written name means on a day: certain, or no unit and the units it may mean.

Certain are a code, a name exact to the tone mark, and a name with i for y, without any diacritics or with initials by
which only one unit can be meant. A unit not valid on the day, a slip of the pen and a doubt give proposals only.
Does not belong here: the words people write before a name (`names`), lineage (`places`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from danvan.declared.names import Said, words
from danvan.declared.units import ABOVE, Unit
from danvan.vietnamese import wording
from danvan.vietnamese.text import bare, clean, fold, one_i

if TYPE_CHECKING:
    from danvan.declared.places import Places

PROPOSALS = 5
ANSWERS, DAYS = 1 << 13, 32
NEAR_ENOUGH = 75.0
NEAR_THE_BEST = 10.0
HOW = ("", "i, y khác danh mục", "không dấu", "tắt")
CODE_BESIDE = re.compile(r"(?P<code>\d{5})\W+(?P<name>[^\d\s].*)|(?P<named>.*[^\d\W])\W+(?P<after>\d{5})\W*")
WRITE = "hãy ghi tên có dấu hoặc mã theo danh mục đơn vị"


@dataclass(frozen=True, slots=True)
class Match:
    """What a text names on a day: the unit, or None with the units it may mean; `reason` says why, in Vietnamese.

    `body` is the organisation of the unit that is named ("hội nông dân"), "" where it is the unit itself; `how` is how
    a name is written that is not the unit's own to the letter ("không dấu").
    """

    unit: Unit | None
    proposals: tuple[Unit, ...]
    reason: str
    body: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """One way to take a text apart, and the codes of the levels above that it named."""

    said: Said
    above: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Day:
    """The reporting units of a day, and how a text may end to say where a unit lies, with the code of that level."""

    names: Mapping[Unit, str]
    bare_names: Mapping[Unit, str]
    tails: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, places: Places, day: date) -> _Day:
        units = [u for u in places.reporting if u.valid_on(day)]
        names, bare_names = ({u: words().canonical(spell(u.name)) for u in units} for spell in (fold, bare))
        return cls(names, bare_names, list(_tails(places, day)))

    @property
    def units(self) -> Iterable[Unit]:
        return self.names.keys()


def _tails(places: Places, day: date) -> Iterator[tuple[str, str]]:
    for unit in places.units:
        if unit.type in ABOVE and unit.valid_on(day):
            for way in ("", *words().ways(unit.type)):
                yield from ((f" {way} {name}".replace("  ", " "), unit.code) for name in _spelled(unit))


@dataclass(frozen=True)
class Finder:
    """The names of all units of an office; workbooks say the same few again and again, so that answers are kept."""

    places: Places

    def __reduce__(self) -> tuple[type[Finder], tuple[Places]]:
        """Answers do not go along to another process."""
        return Finder, (self.places,)

    @cached_property
    def find(self) -> Callable[[str, date], Match]:
        """The unit that a text means on a day."""
        return lru_cache(maxsize=ANSWERS)(self._find)

    def _find(self, text: str, day: date) -> Match:
        key, said = words().canonical(text), f"“{clean(text)}”"
        if not key:
            return Match(None, (), f"Chưa ghi tên đơn vị; {WRITE}.")
        coded = [u for u in self.places.by_code.get(clean(text).casefold(), ()) if u.type not in ABOVE]
        if coded:
            return self._settled(said, "", "", [_nearest(coded, day)], day)
        if beside := CODE_BESIDE.fullmatch(clean(text)):
            return self._with_code(beside["code"] or beside["after"], beside["name"] or beside["named"], day)
        parts = list(self._parts(key, day))
        body = next((part.said.body for part in parts if part.said.body), "")
        ways = (self._exact, self._sounding, self._bare, self._initials)
        for how, fitting in zip(HOW, ways, strict=True):
            named = list(dict.fromkeys(u for part in parts for u in self._of(part, fitting(part, key, day))))
            if named:
                return self._settled(said, how, body, named, day)
        return self._unknown(said, key, parts, day)

    def _with_code(self, code: str, name: str, day: date) -> Match:
        """What a code and a name in one text mean ("21085 - Xã Bình Minh"): the unit if both say it."""
        named = self.find(name, day)
        if named.unit is None or named.unit.code == code:
            return named
        reason = f"Mã {code} không phải của {named.unit.called}; {WRITE}."
        return Match(None, (named.unit,), reason, named.body)

    @cached_property
    def named_in(self) -> Callable[[str], tuple[Unit, ...]]:
        """The units that a text names anywhere with the word for their type; the longest names only."""
        return lru_cache(maxsize=ANSWERS)(self._named_in)

    def _named_in(self, text: str) -> tuple[Unit, ...]:
        key = f" {fold(text)} "
        found = {name: units for name, units in self._by_full_name.items() if f" {name} " in key}
        longest = [name for name in found if not any(name != other and name in other for other in found)]
        return tuple(unit for name in longest for unit in found[name])

    def _parts(self, key: str, day: date) -> Iterator[_Part]:
        """`key` whole and split, with and without the levels above that end it."""
        for text, above in _without_tails(key, self._of_day(day).tails):
            yield _Part(Said("", None, text), above)
            said = words().split(text)
            if said.name != text:
                yield _Part(said, above)

    def _of(self, part: _Part, units: Iterable[Unit]) -> Iterator[Unit]:
        """Those of `units` that have the type and lie under the levels that the text says."""
        for unit in units:
            typed = unit.type == part.said.type if part.said.type else not (part.said.body and unit.block)
            if typed and (not part.above or part.above <= {u.code for u in self.places.above(unit)}):
                yield unit

    def _exact(self, part: _Part, key: str, _: date) -> Iterable[Unit]:
        return () if key.isascii() else self._by_name.get(part.said.name, ())

    def _sounding(self, part: _Part, key: str, _: date) -> Iterable[Unit]:
        return () if key.isascii() else self._by_sound.get(one_i(part.said.name), ())

    def _bare(self, part: _Part, _: str, day: date) -> Iterable[Unit]:
        """Units of any time, and longer names of the day: "Binh Tan" may mean Bình Tân Phú."""
        same = self._by_bare_name.get(part.said.name, [])
        longer = f"{part.said.name} "
        return [*same, *(u for u in self._of_day(day).units if bare(u.name).startswith(longer))] if same else ()

    def _initials(self, part: _Part, _: str, day: date) -> Iterable[Unit]:
        said = part.said.name.split()
        if len(said) < 2 or all(len(word) > 1 for word in said):
            return ()
        spell = bare if part.said.name.isascii() else fold
        units = self.places.reporting
        return [u for u in units if _abbreviates(said, spell(u.name).split(), longer=u.valid_on(day))]

    def _settled(self, said: str, how: str, body: str, named: list[Unit], day: date) -> Match:
        valid = [u for u in named if u.valid_on(day)]
        names = {fold(u.name) for u in named}
        if len(valid) == 1 and len(names) == 1:
            organisation = "" if valid[0].block or body in words().itself else body
            return Match(valid[0], (), _certain(said, how, body, valid[0]), organisation, how)
        meant = tuple(dict.fromkeys(heir for u in named for heir in self._carried(u, day)))
        if valid or (len(names) > 1 and meant):
            return Match(None, meant[:PROPOSALS], f"{said} có thể là {_listed(meant, 'hoặc')}; {WRITE}.")
        gone = _nearest(named, day)
        alike = (u for u in self._by_bare_name.get(bare(gone.name), ()) if u.valid_on(day))
        became = self._gone(gone, meant, day)
        reason = f"{said} là {gone.called}, {became}; hãy ghi đơn vị có vào ngày {wording.day(day)}."
        return Match(None, tuple(dict.fromkeys([*meant, *alike]))[:PROPOSALS], reason)

    def _gone(self, unit: Unit, meant: tuple[Unit, ...], day: date) -> str:
        """What became of a unit that is not valid on `day`."""
        if unit.valid_to is None or day < unit.valid_from:
            before = f", trước đó là {_listed(meant, 'và')}" if meant else ""
            return f"chỉ có từ ngày {wording.day(unit.valid_from)}{before}"
        after = unit.valid_to + timedelta(days=1)
        basis = f" ({unit.successor_basis})" if unit.successor_basis else ""
        heir = self.places.successor(unit, after)
        merged = f", đã nhập vào {heir.called}" if heir else ""
        now = f", nay là {_listed(meant, 'và')}" if meant and heir not in meant else ""
        return f"không còn từ ngày {wording.day(after)}{basis}{merged}{now}"

    def _carried(self, unit: Unit, day: date) -> list[Unit]:
        heir = self.places.successor(unit, day)
        return [heir] if heir else self.places.predecessors(unit, day)

    def _unknown(self, said: str, key: str, parts: list[_Part], day: date) -> Match:
        if words().split(key).type in ABOVE:
            return Match(None, (), f"{said} là cấp trên, không phải đơn vị báo cáo; {WRITE}.")
        near = self._near({key, min((part.said.name for part in parts), key=len)}, day)
        proposed = f"; gần nhất là {_listed(near, 'hoặc')}" if near else ""
        return Match(None, near, f"Không có đơn vị nào tên {said} vào ngày {wording.day(day)}{proposed}; {WRITE}.")

    def _near(self, queries: set[str], day: date) -> tuple[Unit, ...]:
        """The units of `day` whose name is spelled most like a query, or stands in it; best first."""
        scores: dict[Unit, float] = {}
        for query in sorted(queries):
            names = self._of_day(day).bare_names if query.isascii() else self._of_day(day).names
            scored = process.extract(query, names, scorer=_alike, limit=PROPOSALS, score_cutoff=NEAR_ENOUGH)
            scores.update({u: max(score, scores.get(u, 0)) for _, score, u in scored})
        enough = max(scores.values(), default=0) - NEAR_THE_BEST
        ranked = sorted(scores.items(), key=lambda scored: -scored[1])
        return tuple(u for u, score in ranked if score >= enough)[:PROPOSALS]

    @cached_property
    def _of_day(self) -> Callable[[date], _Day]:
        """The names that count on a day."""
        return lru_cache(maxsize=DAYS)(lambda day: _Day.of(self.places, day))

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        return self._indexed(fold)

    @cached_property
    def _by_sound(self) -> dict[str, list[Unit]]:
        return self._indexed(lambda name: one_i(fold(name)))

    @cached_property
    def _by_bare_name(self) -> dict[str, list[Unit]]:
        return self._indexed(bare)

    @cached_property
    def _by_full_name(self) -> dict[str, list[Unit]]:
        """Units that are no agencies by every way to write their type before their name: "x bình an"."""
        index: dict[str, list[Unit]] = {}
        for unit in self.places.reporting:
            for way in words().ways(unit.type) if unit.block is None else ():
                index.setdefault(f"{way} {fold(unit.name)}", []).append(unit)
        return index

    def _indexed(self, spell: Callable[[str], str]) -> dict[str, list[Unit]]:
        index: dict[str, list[Unit]] = {}
        for unit in self.places.reporting:
            for key in self._keys(unit, words().canonical(spell(unit.name))):
                index.setdefault(key, []).append(unit)
        return index

    def _keys(self, unit: Unit, name: str) -> list[str]:
        """The ways to write `name`; an agency's may end in any word for its level: "... huyện", "... h"."""
        over = self.places.above(unit)[:1] if unit.type == "agency" else []
        levels = [f" {way}" for level in over for way in words().ways(level.type)]
        stem = next((name.removesuffix(level) for level in levels if name.endswith(level)), name)
        return list(dict.fromkeys([name, *(f"{stem}{level}" for level in levels)]))


def _without_tails(key: str, tails: Sequence[tuple[str, str]]) -> Iterator[tuple[str, frozenset[str]]]:
    yield key, frozenset()
    for tail, code in tails:
        if key.endswith(tail):
            for text, above in _without_tails(key.removesuffix(tail), tails):
                yield text, above | {code}


def _spelled(unit: Unit) -> set[str]:
    return {fold(unit.name), bare(unit.name)}


def _nearest(units: list[Unit], day: date) -> Unit:
    """The unit of `day`, or the last one before it, or the first one after it."""
    return max((u for u in units if u.valid_from <= day), key=lambda u: u.valid_from, default=units[0])


def _abbreviates(said: list[str], name: list[str], *, longer: bool) -> bool:
    """Whether each word is the name's word or its initial; `longer`: the name may go on."""
    if len(said) > len(name) or (len(said) < len(name) and not longer):
        return False
    pairs = zip(said, name, strict=False)
    return all(word == full or (len(word) == 1 and full.startswith(word)) for word, full in pairs)


def _alike(query: str, name: str, **_: object) -> float:
    said, full = f" {query} ", f" {name} "
    if full in said or (said in full and " " in query):
        return 100.0
    return fuzz.ratio(query, name)


def _certain(said: str, how: str, body: str, unit: Unit) -> str:
    if how:
        return f"{said} viết {how}; chỉ có thể là {unit.called}."
    if body and unit.block is None:
        return f"{said} là {body} của {unit.called}; tính cho {unit.called}."
    return f"{said} là {unit.called}."


def _listed(units: tuple[Unit, ...], word: str) -> str:
    *first, last = [u.called for u in units[:PROPOSALS]] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last

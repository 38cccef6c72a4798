"""The units of the office over time: which are valid on a day, and what became of them.

A unit is (code, valid_from): codes and names are both given again to other territory. Does not belong here:
the files (`units`), which unit a written name means (`finding`), and carrying figures from unit to unit (analysis).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from danvan.declared.finding import Finder, Match
from danvan.declared.units import ABOVE, Key, Unit, read_units
from danvan.vietnamese.text import clean

KEPT = 1 << 7  # pairs of days

__all__ = ["Match", "Places", "Unit", "load_places"]


@dataclass(frozen=True)
class Places:
    """All units of the office, of all times; `units` are as the files list them, with the levels above."""

    units: tuple[Unit, ...]

    def __reduce__(self) -> tuple[type[Places], tuple[tuple[Unit, ...]]]:
        """What was found out does not go along to another process."""
        return Places, (self.units,)

    def at(self, day: date) -> list[Unit]:
        """The reporting units of `day` in official order: townships, communes by code, agencies as listed."""
        return sorted((u for u in self.reporting if u.valid_on(day)), key=lambda u: u.order)

    def get(self, code: str, day: date) -> Unit | None:
        """The unit of any level that has `code` on `day`."""
        return next((u for u in self.by_code.get(clean(code).casefold(), ()) if u.valid_on(day)), None)

    def find(self, text: str, day: date) -> Match:
        """The unit that `text`, a name as people write it or a code, means on `day`; the rules are in `finding`."""
        return self._finder.find(text, day)

    def named_in(self, text: str) -> tuple[Unit, ...]:
        """The units of any time that a longer text names with their type, exact to the tone mark: "... xã Bình An"."""
        return self._finder.named_in(text)

    def successor(self, unit: Unit, day: date) -> Unit | None:
        """`unit` carried forward to the unit of `day`; None where it has no heir or `day` is before it."""
        heir: Unit | None = unit
        while heir and not heir.valid_on(day):
            heir = self._by_key.get(heir.successor) if heir.successor and heir.valid_from <= day else None
        return heir

    def predecessors(self, unit: Unit, day: date) -> list[Unit]:
        """The units of `day` that became `unit`, in official order; the unit itself while it is valid."""
        return list(self._became(day, max(day, unit.valid_from)).get(unit, ()))

    @cached_property
    def _became(self) -> Callable[[date, date], Mapping[Unit, Sequence[Unit]]]:
        """The units of one day by what they are on another."""
        return lru_cache(maxsize=KEPT)(self._became_of)

    def _became_of(self, day: date, later: date) -> Mapping[Unit, Sequence[Unit]]:
        became: dict[Unit, list[Unit]] = {}
        for unit in self.at(day):
            if heir := self.successor(unit, later):
                became.setdefault(heir, []).append(unit)
        return became

    def above(self, unit: Unit) -> list[Unit]:
        """The levels above `unit` as they stood when it began, nearest first."""
        over = self.get(unit.parent_code, unit.valid_from)
        return [over, *self.above(over)] if over else []

    @cached_property
    def reporting(self) -> tuple[Unit, ...]:
        """The units that report: all but the levels above and what lies outside."""
        return tuple(u for u in self.units if u.type not in ABOVE and not u.outside)

    @cached_property
    def by_code(self) -> dict[str, list[Unit]]:
        """The units of each code, the code in lower case; none that lies outside."""
        found: dict[str, list[Unit]] = {}
        for unit in (u for u in self.units if not u.outside):
            found.setdefault(unit.code.casefold(), []).append(unit)
        return found

    @cached_property
    def _by_key(self) -> dict[Key, Unit]:
        return {u.key: u for u in self.units}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self)


def load_places(*csvs: Path, district: str = "") -> Places:
    """Read units, agencies and levels above; `district` is the code that the agencies belong to.

    Units: `code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis` and, where
    some lie outside, `outside`; agencies: `code,name,block,valid_from,valid_to`. DeclarationError names file and line
    of all that is wrong.
    """
    return Places(read_units(csvs, district))

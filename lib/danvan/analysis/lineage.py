"""Which unit stands on a day for a unit of another time, as far as that can be told without dividing anything.

    2017          2020           2025
    Châu Ổ   ─┬─▶ Châu Ổ   ─┬─▶ Bình Sơn      forward a unit goes into its heir; back in time it goes on for as long
    Bình Thới ┘             │                 as one unit became it alone: Châu Ổ of 2020 was two, so it stays itself
    Bình Thạnh ─────────────┘

Does not belong here: adding figures up (`boundaries`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from danvan.declared.places import Places, Unit
from danvan.declared.units import ABOVE, Key
from danvan.problems import DanvanError

Reason = Literal["", "undivided", "no_heir", "later"]


@dataclass(frozen=True)
class Lineage:
    """What became of every unit by `day`, those from outside the office's territory too."""

    places: Places
    day: date

    def end(self, key: Key) -> tuple[Unit, Reason]:
        """The unit that stands for that of `key` on the day, and why it is not of the day; DanvanError for one that no
        file declares.
        """
        if key in self._ends:
            return self._ends[key]
        raise DanvanError(
            f"Danh mục đơn vị không có mã {key[0]} từ ngày {key[1]:%d/%m/%Y}, nên không biết nay thuộc đơn vị nào; hãy "
            "bổ sung vào tệp ghi ở mục [places] của danvan.toml."
        )

    @cached_property
    def units(self) -> dict[Key, Unit]:
        """The units below the levels above, of all times."""
        return {unit.key: unit for unit in self.places.units if unit.type not in ABOVE}

    def line(self, unit: Unit) -> Iterator[Key]:
        """The keys of a unit and of its heirs, one after the other."""
        yield unit.key
        while unit.successor:
            unit = self.units[unit.successor]
            yield unit.key

    def became(self, then: date) -> dict[Key, list[Unit]]:
        """The communes of the day `then` by the key of the unit that stands for them."""
        found: dict[Key, list[Unit]] = {}
        for unit in (u for u in self.units.values() if u.valid_on(then) and u.type != "agency"):
            found.setdefault(self.end(unit.key)[0].key, []).append(unit)
        return found

    def _end(self, unit: Unit) -> tuple[Unit, Reason]:
        while not unit.valid_on(self.day):
            if unit.valid_from > self.day:
                before = self._before.get(unit.key, [])
                if len(before) != 1:
                    return unit, "undivided" if before else "later"
                unit = before[0]
            elif unit.successor is None:
                return unit, "no_heir"
            else:
                unit = self.units[unit.successor]
        return unit, ""

    @cached_property
    def _ends(self) -> dict[Key, tuple[Unit, Reason]]:
        return {unit.key: self._end(unit) for unit in self.units.values()}

    @cached_property
    def _before(self) -> dict[Key, list[Unit]]:
        found: dict[Key, list[Unit]] = {}
        for unit in self.units.values():
            if unit.successor:
                found.setdefault(unit.successor, []).append(unit)
        return found

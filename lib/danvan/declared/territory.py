"""How an office's territory is divided: districts, whose reports are compared with each other, within provinces.

    data/raw/51 Quảng Ngãi/524 Bình Sơn/2021/21085 Bình Minh/bao_cao.xlsx      of district 524 in province 51

An office that receives the reports of one district has that one, wherever a file lies. Of several, the nearest folder
whose name begins with the code of a district says whose a file is; only that district's units can be meant in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from danvan.declared.places import Places, Unit
from danvan.declared.settings import Settings
from danvan.declared.units import ABOVE, Key

COUNTRY = "country"
AT_ONCE = 2  # offices of districts that are held: files come district after district


@dataclass(frozen=True)
class Territory:
    """The districts of an office. A district is whatever its units name as what lies above them: in time that is also
    a province, whose communes have no district over them.
    """

    office: Settings

    @cached_property
    def districts(self) -> dict[str, str]:
        """The code of each district with that of its province, in order."""
        over = {unit.parent_code for unit in self.office.places.reporting}
        found = (over & self.office.below) or {self.office.district_code}
        return dict(sorted(((code, self.province(code)) for code in found), key=lambda pair: (pair[1], pair[0])))

    @property
    def alone(self) -> str | None:
        """The code of the district where there is only one."""
        return next(iter(self.districts)) if len(self.districts) == 1 else None

    def province(self, code: str) -> str:
        """The code of the province that a level lies in: the highest one below the country."""
        over = self._over.get(code)
        higher = self._over.get(over.parent_code) if over else None
        return self.province(higher.code) if higher and higher.type != COUNTRY else code

    def province_of(self, district: str) -> str:
        """The code of the province of a district of the office; of what lies in none, that of the office."""
        return self.districts.get(district) or self.province(self.office.district_code)

    def of_file(self, file: str) -> str | None:
        """The code of the district that a file (below data/raw) belongs to; None where its folders name none."""
        if self.alone:
            return self.alone
        folders = (part.replace("_", " ").split(" ")[0] for part in reversed(PurePosixPath(file).parts[:-1]))
        return next((code for code in folders if code in self.districts), None)

    def of_unit(self, code: str, day: date | None = None) -> str | None:
        """The code of the district that the unit of this code lies in on a day, or ever did; None without one."""
        if self.alone:
            return self.alone
        units = self.office.places.by_code.get(code.casefold(), ())
        then = (unit for unit in units if day and unit.valid_on(day))
        return next((unit.parent_code for unit in (*then, *units) if unit.parent_code in self.districts), None)

    @cached_property
    def office_of(self) -> Callable[[str], Settings]:
        """The settings as if this were the office of that one district: its units, of all times, and what is above."""
        return lru_cache(maxsize=AT_ONCE)(self._office_of)

    def _office_of(self, district: str) -> Settings:
        return self.office if self.alone else replace(self._with([district]), district_code=district)

    def within(self, province: str) -> Settings:
        """The office's settings where only the units of one province are asked and known."""
        if self.alone:
            return self.office
        own = [district for district, of in self.districts.items() if of == province]
        return self._with(own).within([province])

    def _with(self, districts: Sequence[str]) -> Settings:
        """The settings with the units of some districts alone, of all times, and what is above."""
        units = (unit for district in districts for unit in (*self._related(district), *self._line(district)))
        kept = tuple(self._listed({unit.key for unit in units}))
        codes = {unit.code for unit in kept}
        agencies = tuple(code for code in self.office.agencies if code in codes)
        return replace(self.office, agencies=agencies, places=Places(kept))

    def _line(self, code: str) -> Iterator[Unit]:
        """A level and those above it, as they stood last."""
        while code in self._over:
            yield self._over[code]
            code = self._over[code].parent_code

    def _related(self, district: str) -> list[Unit]:
        """The units of a district, what they became and what became them."""
        found: dict[Key, Unit] = {}
        waiting = list(self._units[district])
        while waiting:
            unit = waiting.pop()
            if unit.key not in found:
                found[unit.key] = unit
                heir = self._by_key.get(unit.successor) if unit.successor else None
                waiting += [*self._before.get(unit.key, ()), *([heir] if heir else [])]
        return list(found.values())

    def _listed(self, kept: set[Key]) -> list[Unit]:
        """Units by their keys in the order of the files that list them."""
        return [self.office.places.units[at] for at in sorted(self._at[key] for key in kept)]

    @cached_property
    def _over(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.office.places.units if unit.type in ABOVE}

    @cached_property
    def _units(self) -> Mapping[str, list[Unit]]:
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.office.places.reporting:
            found[unit.parent_code].append(unit)
        return found

    @cached_property
    def _at(self) -> dict[Key, int]:
        return {unit.key: at for at, unit in enumerate(self.office.places.units)}

    @cached_property
    def _by_key(self) -> dict[Key, Unit]:
        return {unit.key: unit for unit in self.office.places.units}

    @cached_property
    def _before(self) -> Mapping[Key, list[Unit]]:
        found: dict[Key, list[Unit]] = defaultdict(list)
        for unit in self.office.places.units:
            if unit.successor:
                found[unit.successor].append(unit)
        return found

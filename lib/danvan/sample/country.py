"""A made-up country of any size: provinces, districts and communes with names of their own, some merged in 2020.

    63 provinces, 705 districts, 10.599 communes since 2020: the shares of the real one, by arithmetic alone

Each commune leads the life of one of the sample district's, so that what it reports hangs together from year to year.
Does not belong here: what it reports (`clones`), and files (`nation`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from danvan.declared.places import Unit
from danvan.declared.units import UNIT_COLUMNS
from danvan.sample import reporting
from danvan.sample.dice import roll, shared_out, shuffled
from danvan.sample.reporting import BEFORE_MERGER

PROVINCES, DISTRICTS, COMMUNES = 63, 705, 10_599
COUNTRY = "VN"
BEGAN, MERGED = date(2004, 1, 1), date(2020, 2, 1)
BASIS = "Nghị quyết minh họa"
FIRST = ("An", "Bắc", "Cẩm", "Đại", "Gia", "Hải", "Hòa", "Kim", "Lam", "Minh", "Ngọc", "Phú", "Quảng", "Sơn", "Tân",
         "Thanh", "Thượng", "Tiên", "Trung", "Vạn", "Vĩnh", "Xuân", "Yên")  # fmt: skip
SECOND = ("Bằng", "Châu", "Dương", "Định", "Giang", "Hà", "Hưng", "Khê", "Lộc", "Mỹ", "Ninh", "Phong", "Phúc", "Quý",
          "Thạch", "Thắng", "Thịnh", "Tiến", "Trạch", "Trường", "Vân", "Xá")  # fmt: skip
STRIDE = 101  # has no divisor in common with the number of names
LARGEST_SHARE, SMALLEST_SHARE = 18, 12  # of districts in communes, and of provinces in districts


@dataclass(frozen=True, slots=True)
class Told:
    """A commune of the country from one day on, and the one of the sample whose life it leads."""

    unit: Unit
    like: Unit


@dataclass(frozen=True)
class District:
    """A district with its communes of all times."""

    unit: Unit
    province: Unit
    communes: tuple[Told, ...]

    def reporting(self, year: int) -> list[Told]:
        """The communes that report for a year."""
        return [told for told in self.communes if told.unit.valid_on(reporting.period_end(year))]

    def words(self, told: Told) -> dict[str, str]:
        """The names and codes that a report of the sample's commune holds, with those of this one and what it was."""
        own = [other for other in self.communes if other.unit.code in self._family(told)]
        names = {reporting.DISTRICT_NAME: self.unit.name, "Quảng Ngãi": self.province.name}
        names |= {other.like.name: other.unit.name for other in own}
        said = {other.like.code: other.unit.code for other in own}
        return said | names | {old.upper(): new.upper() for old, new in names.items()}

    def _family(self, told: Told) -> set[str]:
        heir = told.unit.successor[0] if told.unit.successor else told.unit.code
        return {heir, *(o.unit.code for o in self.communes if o.unit.successor and o.unit.successor[0] == heir)}


def country(communes: int = COMMUNES, provinces: int | None = None, districts: int | None = None) -> Iterator[District]:
    """Yield the districts of a country of so many communes (since 2020); fewer provinces and districts where that is
    little, by the shares of the whole.
    """
    many = provinces or max(1, round(PROVINCES * communes / COMMUNES))
    own = max(many, districts or round(DISTRICTS * communes / COMMUNES), -(-communes // len(_alone())))
    by_province = shared_out(own - many, [roll(SMALLEST_SHARE, LARGEST_SHARE, "province", n) for n in range(many)])
    sizes = iter(shared_out(communes, [roll(SMALLEST_SHARE, LARGEST_SHARE, "district", n) for n in range(own)]))
    number, code = 0, 0
    for at, count in enumerate(by_province, start=1):
        province = _level(f"{at:02}", _name(at, "provinces"), "province", COUNTRY)
        for place in range(1 + count):
            number += 1
            unit = _level(f"{number:03}", _name(place, "districts", at), "district", province.code)
            told = tuple(_communes(unit, next(sizes), code))
            code += len({one.unit.code for one in told})
            yield District(unit, province, told)


def _level(code: str, name: str, kind: str, above: str) -> Unit:
    return Unit(code, name, kind, above, BEGAN, None)


def _name(at: int, *of: object) -> str:
    """The name that belongs to the place `at` among others, all of them different."""
    number = (roll(0, len(FIRST) * len(SECOND) - 1, *of) + at * STRIDE) % (len(FIRST) * len(SECOND))
    return f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST)]}"


def _communes(district: Unit, size: int, code: int) -> Iterator[Told]:
    """The communes of a district, the codes from the one after `code` on."""
    least, most = max(0, size - len(_alone())), min(len(_merged()), size)
    mergers = min(max(roll(-1, 2, district.code, "mergers"), least), most)
    merged = shuffled(_merged(), district.code, "merged")[:mergers]
    alone = shuffled(_alone(), district.code, "alone")[: size - len(merged)]
    for place, like in enumerate(alone, start=1):
        yield Told(_commune(district, like, code, place), like)
    place = len(alone)
    for heir, parts in merged:
        yield from _one_of(district, heir, parts, code, place)
        place += len(parts)


def _one_of(district: Unit, heir: Unit, parts: Sequence[Unit], code: int, place: int) -> Iterator[Told]:
    """Communes of the places after `place`, and the one that they became in 2020."""
    own = {part.code: _commune(district, part, code, place + n) for n, part in enumerate(parts, start=1)}
    after = own[heir.code]
    for part in parts:
        last = MERGED - timedelta(days=1)
        before = replace(own[part.code], valid_to=last, successor=(after.code, MERGED), successor_basis=BASIS)
        yield Told(before, part)
    stays = heir.name in {part.name for part in parts}
    name = after.name if stays else _name(place, "heirs", district.code).replace(" ", " Tân ")
    yield Told(replace(after, valid_from=MERGED, name=name), heir)


def _commune(district: Unit, like: Unit, code: int, place: int) -> Unit:
    return Unit(f"{code + place:05}", _name(place, "communes", district.code), like.type, district.code, BEGAN, None)


@cache
def _alone() -> tuple[Unit, ...]:
    """The sample's communes that were never merged."""
    return tuple(unit for unit in reporting.units(2022) if len(reporting.parts(unit)) == 1)


@cache
def _merged() -> tuple[tuple[Unit, tuple[Unit, ...]], ...]:
    """The sample's communes of 2020 that were several, with these."""
    found = (unit for unit in reporting.units(2022) if len(reporting.parts(unit)) > 1)
    return tuple((unit, tuple(reporting.places().predecessors(unit, BEFORE_MERGER))) for unit in found)


def lists(districts: Iterable[District]) -> tuple[bytes, bytes]:
    """The lists of places of a country as files: the levels above, and the communes."""
    whole = list(districts)
    above = {COUNTRY: _level(COUNTRY, "Việt Nam", "country", "")}
    above |= {one.code: one for district in whole for one in (district.province, district.unit)}
    levels = sorted(
        above.values(), key=lambda unit: (len(unit.code) != len(COUNTRY), unit.type != "country", unit.code)
    )
    return _listed(levels), _listed(told.unit for district in whole for told in district.communes)


def _listed(units: Iterable[Unit]) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(UNIT_COLUMNS)
    for unit in units:
        heir, since = unit.successor or ("", "")
        rows.writerow([unit.code, unit.name, unit.type, unit.parent_code, unit.valid_from, unit.valid_to or "", heir,
                       since, unit.successor_basis])  # fmt: skip
    return out.getvalue().encode()

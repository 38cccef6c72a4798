"""One reporting unit at one time, and the CSV files that declare units and agencies, checked as they load.

Does not belong here: lineage and the finding of names (`places`), or the words people write (`names`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from danvan.problems import DeclarationError
from danvan.vietnamese.text import clean

Key = tuple[str, date]

# The types of units in official order, as a name is written in full.
TYPES = {
    "country": "",
    "province": "Tỉnh",
    "city": "Thành phố",
    "district": "Huyện",
    "town": "Thị xã",
    "ward": "Phường",
    "township": "Thị trấn",
    "commune": "Xã",
    "special_zone": "Đặc khu",
    "agency": "",
}
ABOVE = frozenset({"country", "province", "city", "district", "town"})
UNIT_COLUMNS = (
    "code", "name", "type", "parent_code", "valid_from", "valid_to",
    "successor_code", "successor_from", "successor_basis",
)  # fmt: skip
AGENCY_COLUMNS = ("code", "name", "block", "valid_from", "valid_to")
TOLD_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as it was from `valid_from` to `valid_to` (both days included; None = still valid).

    `successor` is the key of the unit that took it in on the day after; `successor_basis` the resolution. `outside`:
    it never reported to this office, and is known only since it became a part of a unit that does.
    """

    code: str
    name: str
    type: str
    parent_code: str
    valid_from: date
    valid_to: date | None
    block: str | None = None
    successor: Key | None = None
    successor_basis: str = ""
    outside: bool = False

    @property
    def key(self) -> Key:
        """What names this unit for good: a code alone is given again to other territory."""
        return self.code, self.valid_from

    @property
    def full_name(self) -> str:
        """The name with its type: "Xã Bình Minh"; an agency's as it stands."""
        return f"{TYPES[self.type]} {self.name}".strip()

    @property
    def called(self) -> str:
        """`full_name` as it stands inside a sentence: "xã Bình Minh"."""
        return f"{TYPES[self.type].lower()} {self.name}".strip()

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """The official order: townships, then communes by code; agencies last, as their file lists them."""
        agency = self.type == "agency"
        return agency, self.parent_code, list(TYPES).index(self.type), "" if agency else self.code

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Declared:
    """A unit and the line that declares it."""

    place: str
    unit: Unit


def read_units(paths: tuple[Path, ...], district: str) -> tuple[Unit, ...]:
    """Return the units of all `paths` in file order; agencies belong to the unit with the code `district`.

    One DeclarationError tells every wrong line of all files (the first 20 of them).
    """
    told: list[str] = []
    found = [declared for path in paths for declared in _file(path, district, told)]
    told += [*_twice_or_overlapping(found), *_broken_lineage(found)]
    if told:
        more = [f"... và {len(told) - TOLD_AT_ONCE} lỗi khác."] if len(told) > TOLD_AT_ONCE else []
        raise DeclarationError("\n".join([*told[:TOLD_AT_ONCE], *more]))
    return tuple(d.unit for d in found)


def _file(path: Path, district: str, told: list[str]) -> Iterator[Declared]:
    rows = csv.DictReader(io.StringIO(_text(path), newline=""), restkey="")
    build = _builder(path, tuple(clean(name) for name in rows.fieldnames or ()), district)
    empty = True
    for raw in rows:
        place = f"{path.name}, dòng {rows.line_num}"
        if not any(raw.values()):
            continue
        empty = False
        try:
            yield Declared(place, build(place, _cells(place, raw)))
        except DeclarationError as error:
            told.append(str(error))
    if empty:
        told.append(f"{path.name}: tệp không có dòng đơn vị nào dưới dòng tiêu đề.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DeclarationError(f"Không có tệp danh mục đơn vị {path}; hãy kiểm tra tên tệp.") from error
    except UnicodeDecodeError as error:
        raise DeclarationError(
            f"{path.name}: tệp không phải mã UTF-8; trong Excel hãy lưu lại theo kiểu “CSV UTF-8”."
        ) from error


def _builder(path: Path, header: tuple[str, ...], district: str) -> Callable[[str, dict[str, str]], Unit]:
    if not header:
        raise DeclarationError(f"{path.name}: tệp trống; dòng đầu phải là: {','.join(UNIT_COLUMNS)}.")
    wanted = AGENCY_COLUMNS if "block" in header else UNIT_COLUMNS
    missing = [name for name in wanted if name not in header]
    if missing:
        raise DeclarationError(
            f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}; các cột phải là: {','.join(wanted)}, "
            "cách nhau bằng dấu phẩy."
        )
    return (lambda place, cells: _agency(place, cells, district)) if "block" in header else _unit


def _cells(place: str, raw: dict[str, str | None]) -> dict[str, str]:
    if "" in raw:
        raise DeclarationError(f"{place}: nhiều ô hơn số cột; giá trị có dấu phẩy phải đặt trong ngoặc kép.")
    return {clean(name): clean(text or "") for name, text in raw.items()}


def _agency(place: str, cells: dict[str, str], district: str) -> Unit:
    span = _span(place, cells)
    return Unit(*_named(place, cells), "agency", district, *span, block=_needed(place, cells, "block"))


def _unit(place: str, cells: dict[str, str]) -> Unit:
    if cells["type"] not in TYPES:
        known = ", ".join(TYPES)
        raise DeclarationError(f"{place}: loại đơn vị “{cells['type']}” không có; ghi một trong: {known}.")
    if bool(cells["successor_code"]) != bool(cells["successor_from"]):
        raise DeclarationError(f"{place}: successor_code và successor_from phải cùng ghi hoặc cùng để trống.")
    heir = cells["successor_code"]
    return Unit(
        *_named(place, cells),
        cells["type"],
        cells["parent_code"],
        *_span(place, cells),
        successor=(heir, _date(place, cells, "successor_from")) if heir else None,
        successor_basis=cells["successor_basis"],
        outside=_outside(place, cells.get("outside", "")),
    )


def _outside(place: str, text: str) -> bool:
    if text not in ("", "có"):
        raise DeclarationError(f"{place}: outside là “{text}”; ghi “có” hoặc để trống.")
    return text == "có"


def _named(place: str, cells: dict[str, str]) -> tuple[str, str]:
    return _needed(place, cells, "code"), _needed(place, cells, "name")


def _needed(place: str, cells: dict[str, str], column: str) -> str:
    if not cells[column]:
        raise DeclarationError(f"{place}: cột {column} chưa ghi gì.")
    return cells[column]


def _span(place: str, cells: dict[str, str]) -> tuple[date, date | None]:
    first = _date(place, cells, "valid_from")
    last = _date(place, cells, "valid_to") if cells["valid_to"] else None
    if last and last < first:
        raise DeclarationError(f"{place}: valid_to {last} đứng trước valid_from {first}.")
    return first, last


def _date(place: str, cells: dict[str, str], column: str) -> date:
    try:
        return date.fromisoformat(cells[column])
    except ValueError as error:
        raise DeclarationError(
            f"{place}: {column} là “{cells[column]}”, không phải ngày; ghi theo kiểu năm-tháng-ngày, ví dụ 2020-02-01."
        ) from error


def _twice_or_overlapping(found: list[Declared]) -> Iterator[str]:
    by_code: dict[str, list[Declared]] = {}
    for declared in found:
        by_code.setdefault(declared.unit.code, []).append(declared)
    for same in by_code.values():
        for first, then in pairwise(sorted(same, key=lambda d: d.unit.valid_from)):
            said = f"{then.place}: mã {then.unit.code} từ ngày {then.unit.valid_from}"
            if first.unit.key == then.unit.key:
                yield f"{said} đã khai báo ở {first.place}; hãy bỏ một dòng."
            elif first.unit.valid_on(then.unit.valid_from):
                yield f"{said} chồng lên thời gian của mã này ở {first.place}; hãy sửa valid_to hoặc valid_from."


def _broken_lineage(found: list[Declared]) -> Iterator[str]:
    known = {d.unit.key for d in found}
    for place, unit in ((d.place, d.unit) for d in found):
        if unit.successor is None:
            continue
        code, day = unit.successor
        if unit.valid_to is None:
            yield f"{place}: có đơn vị kế thừa thì phải ghi valid_to, là ngày trước {day}."
        elif day != (after := unit.valid_to + timedelta(days=1)):
            yield f"{place}: successor_from là {day}, phải là ngày sau valid_to: {after}."
        elif unit.successor not in known:
            yield f"{place}: không có đơn vị kế thừa mã {code} từ ngày {day} trong danh mục."

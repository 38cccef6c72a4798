"""The office's settings: who it is, who reports to it, until when a period runs and when a report is due.

Read from `danvan.toml` of the workspace. Does not belong here: the form, and whether a submission came in time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from danvan.declared.places import Places, Unit, load_places
from danvan.declared.sources import read_toml
from danvan.declared.units import ABOVE
from danvan.paths import Workspace
from danvan.problems import DeclarationError, UsageError

BUNDLED = Path(__file__).parent / "places"
SATURDAY = 5

# Every key of the file, by section, with its type; those with a default may be left out.
KEYS: dict[str, dict[str, type]] = {
    "office": {"district_code": str, "agency_lines": list, "signer_title": str, "signer": str},
    "reporting": {
        "first_day": date,
        "year_end": str,
        "half_year_end": str,
        "deadline_working_days": int,
        "agencies": list,
    },
    "word": {"symbol": str, "on_behalf": str, "addressees": list, "recipients": list},
    "sharing": {"approved_by": str, "approved_on": date, "looked_over": list},
    "places": {"files": list},
}
DEFAULTS: dict[str, Any] = {
    "signer": "",
    "year_end": "14/12",
    "half_year_end": "14/6",
    "deadline_working_days": 2,
    "symbol": "BC-UBND",
    "on_behalf": "TM. ỦY BAN NHÂN DÂN",
    "addressees": [],
    "recipients": ["Như trên", "Lưu: VT"],
    "approved_by": "",
    "approved_on": date.min,  # never
    "looked_over": [],
}
WORDS = {
    str: "chữ trong ngoặc kép",
    list: "danh sách các chữ trong ngoặc kép, như [\"a\", \"b\"]",
    int: "số nguyên không âm",
    date: "ngày không có ngoặc kép, như 2017-04-03",
}  # fmt: skip

ANNUAL, HALF_YEAR = "N", "6T"  # the periods of reports


@dataclass(frozen=True)
class Settings:
    """What `danvan.toml` says. `year_end` and `half_year_end` are (month, day), both included in the period.

    `approved_on` is the first day of all where what is shared was not approved.
    """

    district_code: str
    agency_lines: tuple[str, ...]
    signer_title: str
    signer: str
    first_day: date
    year_end: tuple[int, int]
    half_year_end: tuple[int, int]
    deadline_working_days: int
    agencies: tuple[str, ...]
    symbol: str
    on_behalf: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    approved_by: str
    approved_on: date
    looked_over: tuple[str, ...]
    places: Places
    asked: tuple[str, ...] = ()  # codes of levels; the office's whole territory where there is none

    @cached_property
    def district(self) -> Unit:
        """The unit whose office it is, as the place files give it: "Huyện Bình Sơn", "Thị xã Sông Trà"."""
        return next(u for u in self.places.units if u.code == self.district_code)

    @property
    def district_name(self) -> str:
        """The name of the district without its type."""
        return self.district.name

    def period_end(self, year: int, period: str) -> date:
        """The last day of the year ("N") or half-year ("6T"); UsageError for any other period."""
        ends = {ANNUAL: self.year_end, HALF_YEAR: self.half_year_end}
        if period not in ends:
            raise UsageError(f"Kỳ báo cáo “{period}” không có; hãy ghi N (năm) hoặc 6T (6 tháng).")
        return date(year, *ends[period])

    def deadline(self, year: int, period: str) -> date:
        """The last day on which a report is in time; Saturdays and Sundays are skipped, holidays are not known."""
        day, left = self.period_end(year, period), self.deadline_working_days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return day

    def expected(self, year: int, period: str) -> list[Unit]:
        """Who reports for the period: the units below the office at its end, then the listed agencies."""
        units = self.places.at(self.period_end(year, period))
        return [u for u in units if u.code in self.agencies or self._commune(u)]

    def within(self, codes: Collection[str]) -> Settings:
        """The settings of the same office where only what lies below levels of these codes is asked."""
        return replace(self, asked=tuple(codes))

    def _commune(self, unit: Unit) -> bool:
        return unit.parent_code in self.below and unit.type != "agency"

    @cached_property
    def below(self) -> frozenset[str]:
        """The codes of the levels whose units report: the office's own, and those below it."""
        own = self._with_below({self.district_code})
        return own & self._with_below({*self.asked}) if self.asked else own

    def _with_below(self, codes: set[str]) -> frozenset[str]:
        above, before = [unit for unit in self.places.units if unit.type in ABOVE], 0
        while len(codes) > before:
            before = len(codes)
            codes = codes | {unit.code for unit in above if unit.parent_code in codes}
        return frozenset(codes)


def settings(workspace: Workspace) -> Settings:
    """Return the settings of `workspace` with its places loaded; DeclarationError names section and key."""
    path = workspace.settings
    raw = _checked(path.name, read_toml(path))
    files = _place_files(workspace, raw.pop("files"))
    places = load_places(*files.values(), district=raw["district_code"])
    known = {u.code for u in places.units}
    for code in (raw["district_code"], *raw["agencies"]):
        if code not in known:
            raise DeclarationError(f"{path.name}: mã “{code}” không có trong danh mục đơn vị ([places] files).")
    ends = {key: _day_of_year(path.name, key, raw.pop(key)) for key in ("year_end", "half_year_end")}
    lists = {key: tuple(value) for key, value in raw.items() if isinstance(value, list)}
    return Settings(**{**raw, **lists, **ends, "places": places})


def declared_files(workspace: Workspace) -> dict[str, Path]:
    """Return what figures and reports hang on beside the submissions, by name: the settings, what the office declares,
    its template of reports, the lists of places; those that are there. DeclarationError as `settings`.
    """
    own = (workspace.settings, *workspace.declared, workspace.report_template)
    return {file.name: file for file in own if file.is_file()} | place_files(workspace)


def place_files(workspace: Workspace) -> dict[str, Path]:
    """Return the lists of places that the settings name, by name; DeclarationError as `settings`."""
    path = workspace.settings
    return _place_files(workspace, _checked(path.name, read_toml(path))["files"])


def _checked(file: str, raw: dict[str, Any]) -> dict[str, Any]:
    """The values of all sections by key, each of its type; unknown and missing keys stop."""
    for section, values in raw.items():
        known = KEYS.get(section, {}) if isinstance(values, dict) else {}
        if not known:
            raise DeclarationError(f"{file}: phần “{section}” không được dùng; có thể là: {', '.join(KEYS)}.")
        for key in values:
            if key not in known:
                raise DeclarationError(f"{file}: [{section}] {key} không được dùng; có thể là: {', '.join(known)}.")
    return {
        key: _value(f"{file}: [{section}] {key}", kind, raw.get(section, {}).get(key, DEFAULTS.get(key)))
        for section, known in KEYS.items()
        for key, kind in known.items()
    }


def _value(place: str, kind: type, value: Any) -> Any:
    if value is None:
        raise DeclarationError(f"{place}: chưa khai báo; phải là {WORDS[kind]}.")
    fits = type(value) is kind  # True is an int and a date with a time is a date, but neither is meant here
    if kind is list:
        fits = fits and all(isinstance(item, str) for item in value)
    if kind is int:
        fits = fits and value >= 0
    if not fits:
        raise DeclarationError(f"{place}: “{value}” không đúng kiểu; phải là {WORDS[kind]}.")
    return value


def _day_of_year(file: str, key: str, text: str) -> tuple[int, int]:
    """ "14/12" -> (12, 14), a day that every year has."""
    day, _, month = text.partition("/")
    try:
        found = date(2001, int(month), int(day))
    except ValueError as error:
        raise DeclarationError(
            f"{file}: [reporting] {key}: “{text}” không phải ngày của mọi năm; ghi ngày/tháng, như 14/12."
        ) from error
    return found.month, found.day


def _place_files(workspace: Workspace, names: list[str]) -> dict[str, Path]:
    return {name: _place_file(workspace.settings.name, workspace, name) for name in names}


def _place_file(file: str, workspace: Workspace, name: str) -> Path:
    for path in (workspace.root / name, BUNDLED / name):
        if path.is_file():
            return path
    bundled = ", ".join(sorted(path.name for path in BUNDLED.glob("*.csv")))
    raise DeclarationError(
        f"{file}: [places] files: không có tệp “{name}” cạnh {file}, cũng không có trong các tệp có sẵn: {bundled}."
    )

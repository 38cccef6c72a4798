"""What an ingest did, in the closing words of a command: who reported, what was sent back and why.

A province's own words are kept with its tables, so that they are there where nothing of it changed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from danvan.declared.settings import Settings
from danvan.intake.register import Entry
from danvan.problems import Problem

MOST = 40  # units, and reports, that are named one by one


@dataclass(frozen=True, slots=True)
class Period:
    """Who reported for a period of one district: how many were accepted, came late, came on a day that nobody noted,
    and the names of those who sent nothing.
    """

    year: int
    period: str
    accepted: int
    late: int
    undated: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """A report that was sent back or refused and that no later one has mended: its year (0: unknown), and in words."""

    year: int
    line: str


class Settled(Protocol):
    """A district's register."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its lines, in order."""

    @property
    def office(self) -> Settings:
        """The settings as if it were its own office."""


@dataclass(frozen=True)
class Summary:
    """What an ingest did, for the closing words of a command; `districts` settles them again, one after the other."""

    periods: tuple[Period, ...]
    back: tuple[Back, ...]
    files: int
    read: int
    settings: Settings
    districts: Callable[[], Iterator[Settled]]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The whole register, which of an office above the district is large."""
        entries = (entry for district in self.districts() for entry in district.entries)
        return tuple(sorted(entries, key=lambda entry: entry.order))

    @property
    def years(self) -> list[int]:
        """The years that have an accepted submission, ascending."""
        return sorted({one.year for one in self.periods if one.accepted})

    def years_of(self, period: str) -> list[int]:
        """The years that have an accepted submission of a period, ascending."""
        return sorted({one.year for one in self.periods if one.accepted and one.period == period})

    def returned_in(self, years: Collection[int]) -> list[Back]:
        """What was sent back or refused and never mended, of the years, and of no known year."""
        return [one for one in self.back if one.year in years or not one.year]

    def lines(self, years: Iterable[int] | None = None) -> list[str]:
        """Return the closing summary in Vietnamese: who reported, and what was returned and why; None = every year."""
        periods: dict[tuple[int, str], list[Period]] = defaultdict(list)
        for one in self.periods:
            periods[one.year, one.period].append(one)
        wanted = sorted(set(years)) if years is not None else sorted({year for year, _ in periods})
        back = self.returned_in(wanted)
        more = len(back) - MOST
        return [
            f"Có {self.files} tệp; đọc mới {self.read}, các tệp khác không đổi.",
            *(self._period_line(periods[key]) for key in sorted(periods) if key[0] in wanted),
            *(one.line for one in back[:MOST]),
            *([f"… và {more} báo cáo khác phải trả lại."] if more > 0 else []),
        ]

    def _period_line(self, told: Sequence[Period]) -> str:
        year, period = told[0].year, told[0].period
        named = f"Năm {year}" if period == "N" else f"6 tháng đầu năm {year}"
        accepted, late, undated = (sum(getattr(one, n) for one in told) for n in ("accepted", "late", "undated"))
        expected = len(self.settings.expected(year, period))
        missing = [name for one in told for name in one.missing]
        more = [f"{len(missing) - MOST} đơn vị khác"] if len(missing) > MOST else []
        unknown = f", {undated} không rõ ngày nhận" if undated else ""
        line = f"{named}: {accepted}/{expected} đơn vị có báo cáo được chấp nhận, {late} muộn{unknown}"
        return line + (f"; chưa báo cáo: {', '.join([*missing[:MOST], *more])}." if missing else ".")


def periods(entries: Iterable[Entry], office: Settings) -> Iterator[Period]:
    """Who reported, by period, of one district."""
    of: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.year:
            of[entry.year, entry.period].append(entry)
    names = {unit.key: unit.full_name for unit in office.places.units}
    for (year, period), own in sorted(of.items()):
        missing = (e for e in own if e.status == "not_received")
        told = tuple(names.get((e.unit_code, e.unit_from), str(e.unit_code)) for e in missing)  # type: ignore[arg-type]
        yield Period(year, period, Counter(e.status for e in own)["accepted"], *_lateness(own), told)


def returned(entries: Sequence[Entry]) -> list[Entry]:
    """The submissions of one district sent back or refused that no later revision has mended."""
    counted = {(e.unit_code, e.year, e.period) for e in entries if e.status == "accepted"}
    wrong = (e for e in entries if e.status in ("returned", "refused"))
    return [e for e in wrong if (e.unit_code, e.year, e.period) not in counted]


def backs(entries: Sequence[Entry]) -> Iterator[Back]:
    """The same in words."""
    for entry in returned(entries):
        submission = entry.submission
        assert submission is not None
        errors = [_told(p) for p in submission.problems if p.severity == "E"]
        reason = submission.refused or next(iter(errors), "")
        more = f" (và {len(errors) - 1} lỗi khác)" if len(errors) > 1 else ""
        verb = "Từ chối" if entry.status == "refused" else "Trả lại"
        yield Back(entry.year, f"{verb} {submission.file}: {reason}{more}")


def _told(found: Problem) -> str:
    place = ", ".join(str(p) for p in (found.sheet, found.cell) if p)
    return f"{place}: {found.message}" if place else found.message


def _lateness(entries: Sequence[Entry]) -> tuple[int, int]:
    """How many units were late, and of how many the day is not known, by the first file of each that could be opened; a
    day nobody noted is not in time.
    """
    first: dict[str | None, Entry] = {}
    for entry in sorted(entries, key=lambda e: (e.received_on is None, e.received_on or dt.date.max)):
        if entry.status not in ("not_received", "refused"):
            first.setdefault(entry.unit_code, entry)
    return sum(bool(e.days_late) for e in first.values()), sum(e.days_late is None for e in first.values())

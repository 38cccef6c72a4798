"""What an ingest did, in the closing words of a command: who reported, what was sent back and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from danvan.declared.settings import Settings
from danvan.intake.register import Entry
from danvan.problems import Problem


@dataclass(frozen=True)
class Summary:
    """What an ingest did, for the closing words of a command."""

    entries: tuple[Entry, ...]
    files: int
    read: int
    settings: Settings

    @property
    def years(self) -> list[int]:
        """The years that have an accepted submission, ascending."""
        return sorted({e.year for e in self.entries if e.status == "accepted"})

    def years_of(self, period: str) -> list[int]:
        """The years that have an accepted submission of a period, ascending."""
        return sorted({e.year for e in self.entries if e.status == "accepted" and e.period == period})

    @property
    def returned(self) -> list[Entry]:
        """The submissions sent back or refused that no later revision has mended."""
        counted = {(e.unit_code, e.year, e.period) for e in self.entries if e.status == "accepted"}
        wrong = (e for e in self.entries if e.status in ("returned", "refused"))
        return [e for e in wrong if (e.unit_code, e.year, e.period) not in counted]

    def returned_in(self, years: Collection[int]) -> list[Entry]:
        """Those of the years, and those whose year could not be told."""
        return [e for e in self.returned if e.year in years or not e.year]

    def lines(self, years: Iterable[int] | None = None) -> list[str]:
        """Return the closing summary in Vietnamese: who reported, and what was returned and why; None = every year."""
        periods = sorted({(e.year, e.period) for e in self.entries if e.year})
        wanted = sorted(set(years)) if years is not None else sorted({year for year, _ in periods})
        return [
            f"Có {self.files} tệp; đọc mới {self.read}, các tệp khác không đổi.",
            *(self._period_line(year, period) for year, period in periods if year in wanted),
            *(self._returned_line(entry) for entry in self.returned_in(wanted)),
        ]

    def _period_line(self, year: int, period: str) -> str:
        entries = [e for e in self.entries if (e.year, e.period) == (year, period)]
        status = Counter(e.status for e in entries)
        expected = len(self.settings.expected(year, period))
        named = f"Năm {year}" if period == "N" else f"6 tháng đầu năm {year}"
        missing = [self._name(e) for e in entries if e.status == "not_received"]
        line = f"{named}: {status['accepted']}/{expected} đơn vị có báo cáo được chấp nhận, {_lateness(entries)}"
        return line + (f"; chưa báo cáo: {', '.join(missing)}." if missing else ".")

    def _returned_line(self, entry: Entry) -> str:
        submission = entry.submission
        assert submission is not None
        errors = [_told(p) for p in submission.problems if p.severity == "E"]
        reason = submission.refused or next(iter(errors), "")
        more = f" (và {len(errors) - 1} lỗi khác)" if len(errors) > 1 else ""
        verb = "Từ chối" if entry.status == "refused" else "Trả lại"
        return f"{verb} {submission.file}: {reason}{more}"

    def _name(self, entry: Entry) -> str:
        unit = next((u for u in self.settings.places.units if u.key == (entry.unit_code, entry.unit_from)), None)
        return unit.full_name if unit else str(entry.unit_code)


def _told(found: Problem) -> str:
    place = ", ".join(str(p) for p in (found.sheet, found.cell) if p)
    return f"{place}: {found.message}" if place else found.message


def _lateness(entries: Sequence[Entry]) -> str:
    """How many units were late, by the first file of each that could be opened; a day nobody noted is not in time."""
    first: dict[str | None, Entry] = {}
    for entry in sorted(entries, key=lambda e: (e.received_on is None, e.received_on or dt.date.max)):
        if entry.status not in ("not_received", "refused"):
            first.setdefault(entry.unit_code, entry)
    late = sum(bool(e.days_late) for e in first.values())
    unknown = sum(e.days_late is None for e in first.values())
    return f"{late} muộn" + (f", {unknown} không rõ ngày nhận" if unknown else "")

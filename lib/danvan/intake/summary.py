"""What an ingest did, in the closing words of a command: who reported, what was sent back and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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

    @property
    def returned(self) -> list[Entry]:
        """The submissions sent back or refused that no later revision has mended."""
        counted = {(e.unit_code, e.year, e.period) for e in self.entries if e.status == "accepted"}
        wrong = (e for e in self.entries if e.status in ("returned", "refused"))
        return [e for e in wrong if (e.unit_code, e.year, e.period) not in counted]

    def lines(self, years: Iterable[int] | None = None) -> list[str]:
        """Return the closing summary in Vietnamese: who reported, and what was returned and why."""
        wanted = sorted(years) if years is not None else self.years
        told = [e for e in self.returned if e.year in wanted or not e.year]
        return [
            f"Có {self.files} tệp; đọc mới {self.read}, các tệp khác không đổi.",
            *(self._year_line(year) for year in wanted),
            *(self._returned_line(entry) for entry in told),
        ]

    def _year_line(self, year: int) -> str:
        status = Counter(e.status for e in self.entries if e.year == year)
        expected = len(self.settings.expected(year, "N"))
        late = sum(bool(e.days_late) for e in self.entries if e.year == year and e.status == "accepted")
        missing = [self._name(e) for e in self.entries if e.year == year and e.status == "not_received"]
        line = f"Năm {year}: {status['accepted']}/{expected} đơn vị có báo cáo được nhận, {late} muộn"
        return line + (f"; chưa báo cáo: {', '.join(missing)}." if missing else ".")

    def _returned_line(self, entry: Entry) -> str:
        submission = entry.submission
        assert submission is not None
        reason = submission.refused or next((_told(p) for p in submission.problems if p.severity == "E"), "")
        verb = "Từ chối" if entry.status == "refused" else "Trả lại"
        return f"{verb} {submission.file}: {reason}"

    def _name(self, entry: Entry) -> str:
        unit = next((u for u in self.settings.places.units if u.key == (entry.unit_code, entry.unit_from)), None)
        return unit.full_name if unit else str(entry.unit_code)


def _told(found: Problem) -> str:
    place = ", ".join(str(p) for p in (found.sheet, found.cell) if p)
    return f"{place}: {found.message}" if place else found.message

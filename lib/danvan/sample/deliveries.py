"""Which workbooks arrive, when, under which name, and what must become of each: the expected register.

Does not belong here: what is wrong inside a workbook (`faults`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from danvan.declared.places import Unit
from danvan.sample.dice import pick
from danvan.sample.reporting import period_end, reports

# Two working days after 14/12.
DEADLINES = {
    2017: date(2017, 12, 18),
    2018: date(2018, 12, 18),
    2019: date(2019, 12, 17),
    2020: date(2020, 12, 16),
    2021: date(2021, 12, 16),
    2022: date(2022, 12, 16),
}
FILE_NAMES = {
    ".xls": ("Bieu DVK {year}", "BC DVK {year}", "BCDVK_{year}", "BAO CAO DVK NAM {year}"),
    ".xlsx": ("BC DVK {year}", "Báo cáo DVK {year}", "BC dân vận khéo năm {year}", "BC DVK {year} gui huyen"),
}
SENT_AGAIN = ("{name} (sửa)", "{name} lần 2", "{name} - sua lan 2")


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending as planned: which revision, days after the deadline, and the status it must get."""

    revision: int
    status: str
    days_late: int | None = None
    reason: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the expected register; `file` is relative to the sample's folder, None where nothing arrived."""

    unit: Unit
    year: int
    revision: int | None
    status: str
    received_on: date | None
    file: str | None
    reason: str | None = None
    copy_of: str | None = None

    @property
    def days_late(self) -> int | None:
        """Calendar days after the deadline, 0 = on time; None where nothing arrived."""
        return max(0, (self.received_on - DEADLINES[self.year]).days) if self.received_on else None


ON_TIME = (Sent(1, "accepted"),)
# By unit and year: every sending that is not one accepted workbook on time.
OTHERWISE: dict[tuple[str, int], tuple[Sent, ...]] = {
    ("21094", 2018): (),
    ("21079", 2017): (Sent(1, "accepted", 9),),
    ("21100", 2019): (Sent(1, "accepted", 3),),
    ("CQ-CA", 2020): (Sent(1, "accepted", 5),),
    ("21067", 2021): (Sent(1, "accepted", 12),),
    ("21058", 2022): (Sent(1, "accepted", 4),),
    ("21073", 2018): (Sent(1, "returned"),),
    ("CQ-PN", 2020): (Sent(1, "returned", 2),),
    ("21052", 2018): (Sent(1, "returned"), Sent(2, "accepted", 6, "Sửa số vụ hòa giải thành")),
    ("21049", 2019): (Sent(1, "returned"), Sent(2, "accepted", 3, "Cộng lại dòng tổng cộng Biểu 2")),
    ("21055", 2019): (Sent(1, "returned"), Sent(2, "accepted", 7, "Sửa năm ở tiêu đề biểu")),
    ("21103", 2020): (Sent(1, "returned"), Sent(2, "accepted", 5, "Sửa số mô hình kinh tế cho khớp danh mục")),
    ("21112", 2021): (Sent(1, "returned"), Sent(2, "accepted", 4, "Bổ sung cột đã tính trong tổng số")),
    ("21106", 2021): (Sent(1, "returned"), Sent(2, "accepted", 8, "Bỏ mô hình ghi trùng")),
    ("21046", 2022): (Sent(1, "superseded"), Sent(2, "accepted", 10, "Bổ sung hai buổi tuyên truyền cuối kỳ")),
    ("21070", 2019): (Sent(1, "accepted"), Sent(1, "duplicate", 1, copy=True)),
}


@cache
def deliveries() -> tuple[Delivery, ...]:
    """Return the expected register: every file that arrives, and one row for each unit that sent nothing."""
    return tuple(d for unit, year in reports() for d in _of(unit, year))


def _of(unit: Unit, year: int) -> Iterator[Delivery]:
    sendings = OTHERWISE.get((unit.code, year), ON_TIME)
    if not sendings:
        yield Delivery(unit, year, None, "not_received", None, None)
    for sent in sendings:
        day = _received(unit, year, sent)
        original = _file(unit, year, 1) if sent.copy else None
        name = _file(unit, year, sent.revision, sent.copy)
        yield Delivery(unit, year, sent.revision, sent.status, day, name, sent.reason, original)


def _received(unit: Unit, year: int, sent: Sent) -> date:
    if sent.days_late is not None:
        return DEADLINES[year] + timedelta(days=sent.days_late)
    open_days = range((DEADLINES[year] - period_end(year)).days + 1)
    days = [period_end(year) + timedelta(days=n) for n in open_days]
    return pick([day for day in days if day.weekday() < 5], unit.code, year, "received")


def _file(unit: Unit, year: int, revision: int, copy: bool = False) -> str:
    suffix = ".xls" if year <= 2018 else ".xlsx"
    name = pick(FILE_NAMES[suffix], unit.code, year, "name").format(year=year)
    if revision > 1:
        name = pick(SENT_AGAIN, unit.code, year, "again").format(name=name)
    return f"{year}/{unit.code} {unit.name}/{'Copy of ' if copy else ''}{name}{suffix}"


@cache
def accepted(code: str, year: int) -> Delivery | None:
    """Return the delivery whose figures count for the unit `code` in `year`; None where there is none."""
    return next((d for d in deliveries() if (d.unit.code, d.year, d.status) == (code, year, "accepted")), None)

"""Who reports, and for which year and period: from the cover, checked against titles and folders, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from danvan.declared.form import Form
from danvan.declared.places import Unit
from danvan.declared.settings import Settings
from danvan.intake.cover import Cover
from danvan.intake.proposals import propose
from danvan.intake.reading import Stored
from danvan.intake.senders import sender
from danvan.intake.span import days_of_period
from danvan.problems import WHOLE_FILE, Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.dates import period_in, years_in
from danvan.vietnamese.legacy import told_by_words
from danvan.vietnamese.text import fold

YEAR_NUMBER = re.compile(r"\b\d{4}\b")
SENT_AGAIN = re.compile(r"\b(?:lần|lan)\s*(\d)\b")


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is; what could not be told is None and has a finding."""

    unit: Unit | None
    year: int | None
    period: str | None
    revision: int | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Evidence:
    """What the workbook and its place say, before it is weighed."""

    cover: Cover | None
    file: str
    titles: tuple[tuple[Place, str], ...]
    form: Form
    settings: Settings
    named: Unit | None
    heads: tuple[tuple[Place, str], ...]

    def value(self, column: str) -> Stored:
        return self.cover.read(column, self.form).value if self.cover else None

    def place(self, column: str) -> Place:
        """Where to look for a field: its value, or its label where the value is missing."""
        return self.cover.place(column) if self.cover else WHOLE_FILE

    def label(self, column: str) -> str:
        return self.form.table("cover").column(column).label

    def periods(self) -> dict[str, str]:
        """The periods by their stored names, as they are printed."""
        return {choice.name: choice.label for choice in self.form.table("cover").column("period").choice}

    def is_unreadable(self, column: str) -> bool:
        """Whether a field says what cannot be read; the checks of the cover tell that (`checks.front`)."""
        return self.cover is not None and self.cover.read(column, self.form).state == "unreadable"

    def missing(self, column: str) -> list[Problem]:
        """Đ33 for a field that says nothing."""
        wanting = not self.is_unreadable(column)
        return [problem("Đ33", self.place(column), label=self.label(column))] if wanting else []

    def folders(self) -> list[str]:
        return list(PurePosixPath(self.file).parts)

    def titled_year(self) -> int | None:
        """The one year that the titles name; None where they name none, or several."""
        years = {year for _, title in self.titles for year in years_in(title)}
        return years.pop() if len(years) == 1 else None


def identify(
    cover: Cover | None,
    file: str,
    titles: Iterable[tuple[Place, str]],
    form: Form,
    settings: Settings,
    named: Unit | None = None,
    heads: Iterable[tuple[Place, str]] = (),
) -> Identity:
    """Return whose workbook it is: by its cover, else by titles and folders, and that is said.

    `titles` are the title lines (place, text), `file` the path below data/raw; `named` is the unit that the lines over
    its tables name where a workbook holds several, `heads` are the lines by which a workbook without a cover says it.
    """
    evidence = _Evidence(cover, file, tuple(titles), form, settings, named, tuple(heads))
    found: list[Problem] = []
    year = _year(evidence, found)
    period = _period(evidence, year, found)
    unit = _unit(evidence, year, period, found) if year else None
    return Identity(unit, year, period, _revision(evidence, found), tuple(found))


def _revision(evidence: _Evidence, found: list[Problem]) -> int | None:
    """The revision of the cover; a file without a cover is the one its name says ("lần 2"), else the first."""
    revision = evidence.value("revision")
    if isinstance(revision, int):
        return revision
    if evidence.cover is not None:
        found += evidence.missing("revision")
        return None
    said = SENT_AGAIN.search(fold(PurePosixPath(evidence.file).name))
    found.append(problem("Đ31", label=evidence.label("revision"), text=said[1] if said else "1"))
    return int(said[1]) if said else 1


def _year(evidence: _Evidence, found: list[Problem]) -> int | None:
    year = evidence.value("report_year")
    folder = next((int(p) for p in evidence.folders()[:-1] if p.isdigit() and years_in(p) == [int(p)]), None)
    if not isinstance(year, int):
        folder = evidence.titled_year() or folder
        if folder is None:
            found += evidence.missing("report_year")
            return None
        if not evidence.is_unreadable("report_year"):
            found.append(problem("Đ31", label=evidence.label("report_year"), text=folder))
        year = folder
    found += _disagreements(evidence, year, folder)
    return year


def _disagreements(evidence: _Evidence, year: int, folder: int | None) -> Iterator[Problem]:
    cover = evidence.label("report_year")
    if folder is not None and folder != year:
        yield problem("K20", evidence.place("report_year"), years=f"{cover} {year}, thư mục {folder}")
    for place, title in evidence.titles:
        years = years_in(title)
        if years and year not in years:
            years_said = f"{cover} {year}, tiêu đề ghi {', '.join(map(str, years))}"
            yield problem("K20", place, years=years_said)
    end = evidence.value("period_end")
    if isinstance(end, dt.date) and end.year != year:
        yield problem("K20", evidence.place("period_end"), years=f"{cover} {year}, đến ngày {wording.day(end)}")


def _period(evidence: _Evidence, year: int | None, found: list[Problem]) -> str | None:
    period = evidence.value("period")
    if isinstance(period, str):
        found += _other_periods(evidence, period)
        found += days_of_period(evidence.cover, evidence.form, period, year, evidence.settings.first_day)
        return period
    titled = {said for _, title in evidence.titles if (said := period_in(title))}
    if evidence.cover is None and len(titled) == 1:
        (said,) = titled
        found.append(problem("Đ31", label=evidence.label("period"), text=evidence.periods()[said]))
        return said
    found += evidence.missing("period")
    return None


def _other_periods(evidence: _Evidence, period: str) -> Iterator[Problem]:
    """K31: titles that say another period than the cover; "năm 2021" alone names the year of a half-year, too."""
    labels = evidence.periods()
    for place, title in evidence.titles:
        said = period_in(title)
        if said == "N" and period_in(YEAR_NUMBER.sub("", title)) is None:
            continue
        if said not in (None, period):
            yield problem("K31", place, period=labels.get(period, period), text=title)


def _unit(evidence: _Evidence, year: int, period: str | None, found: list[Problem]) -> Unit | None:
    day = evidence.value("period_end")
    if not isinstance(day, dt.date):
        day = evidence.settings.period_end(year, period or "N")
    code, name = evidence.value("unit_code"), evidence.value("unit_name")
    places = evidence.settings.places
    if evidence.named is not None:
        return evidence.named
    if not isinstance(name, str) and not isinstance(code, str):
        unit, said = sender(evidence.heads, evidence.folders()[:-1], evidence.label("unit_name"), places, day)
        found.append(said)
        return unit
    named = places.find(name, day) if isinstance(name, str) else None
    coded = _coded(evidence, str(code), day, found) if code is not None else None
    if named is None and coded:
        return coded
    if named is None or named.unit is None:
        found.append(_unknown(evidence, code, name, day))
        return None
    if named.body:
        words = {"text": name, "body": named.body, "unit": named.unit.called}
        found.append(problem("Đ60", evidence.place("unit_name"), **words))
        return coded if coded == named.unit else None
    if code is not None and coded != named.unit:
        found.append(_contradiction(evidence, str(code), coded, named.unit, day))
        return None
    if named.how:
        words = {"text": name, "how": named.how, "unit": named.unit.called}
        found.append(problem("Đ46", evidence.place("unit_name"), **words))
    return named.unit


def _coded(evidence: _Evidence, code: str, day: dt.date, found: list[Problem]) -> Unit | None:
    """The unit of a code, also where dots, spaces or an apostrophe stand in it, and that is said."""
    places, plain = evidence.settings.places, re.sub(r"\W", "", code)
    unit = places.get(code, day) or places.get(plain, day)
    if unit and unit.code == plain != code:
        found.append(problem("Đ05", evidence.place("unit_code"), text=code, value=plain))
    return unit


def _contradiction(evidence: _Evidence, code: str, coded: Unit | None, named: Unit, day: dt.date) -> Problem:
    place, words = evidence.place("unit_code"), {"code": code, "text": evidence.value("unit_name")}
    if coded:
        return problem("Đ24", place, expected=coded.called, **words)
    return problem("Đ24-unknown", place, expected=named.code, day=wording.day(day), **words)


def _unknown(evidence: _Evidence, code: Stored, name: Stored, day: dt.date) -> Problem:
    places = evidence.settings.places
    former = next((u for u in places.units if u.code == str(code) or u.name == name), None)
    if former and not (former.valid_from <= day <= (former.valid_to or day)):
        words = {"name": former.full_name, "code": former.code, "day": wording.day(day)}
        return problem("K18", evidence.place("unit_name"), **words)
    told = told_by_words(str(name))
    meant = places.find(told.text if told else str(name), day) if isinstance(name, str) else None
    likely = [u.full_name for u in ((meant.unit, *meant.proposals) if meant else ()) if u]
    known = (
        "; có thể là " + ", ".join(f"“{unit}”" for unit in likely)
        if likely
        else propose(str(name), [u.full_name for u in places.at(day)])
    )
    return problem("Đ23", evidence.place("unit_name"), proposals=known)

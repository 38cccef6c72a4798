"""Settles the reports of one province, district after district, and stages its tables: the unit of a nation's work.

    Asked(province, files, days) ──make──> Made(files of the tables, what to say)      both may be sent elsewhere

Only reports of one district are compared with each other, so that no more than these are held at once. What was made of
the same files in the same way is taken as it was. Does not belong here: which provinces there are (`ingest`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from danvan.declared.corrections import Correction
from danvan.declared.settings import Settings
from danvan.files import sha256
from danvan.intake.corrected import refuse_unmatched
from danvan.intake.frames import frames
from danvan.intake.received import File, Progress, Reading, Told, settled_by
from danvan.intake.register import Entry
from danvan.intake.reread import differences, rereads
from danvan.intake.settling import settle
from danvan.intake.submission import Submission
from danvan.intake.summary import Back, Period, backs, periods
from danvan.store.manifest import Part
from danvan.store.readings import get, packed, put
from danvan.store.rereading import Reread
from danvan.store.write import Rows, Staged, stands


@dataclass(frozen=True)
class Asked:
    """A province whose reports are to be settled: its files by district, and the days on which they came."""

    province: str
    files: tuple[File, ...]
    days: Mapping[str, dt.date]


@dataclass(frozen=True)
class District:
    """One district's register, and what each of its files said; `office` are the settings as if it were its own."""

    office: Settings
    entries: tuple[Entry, ...]
    told: tuple[Told, ...]

    @property
    def submissions(self) -> list[Submission]:
        """What the files say, in their order."""
        return [submission for told in self.told for submission in told.submissions]


@dataclass(frozen=True)
class Made:
    """What became of a province's files: its staged tables, what to say of them, the `keys` of all that is kept of it,
    a file of the sample and a real one where there are such, how many were read now, and where another version of the
    reader read otherwise; `held` is the register of an office's only district, for who asks for it next.
    """

    staged: Staged
    periods: tuple[Period, ...]
    back: tuple[Back, ...]
    keys: tuple[str, ...]
    sample: str | None
    real: str | None
    read: int = 0
    changes: tuple[Reread, ...] = ()
    held: tuple[District, ...] = ()


def key(reading: Reading, asked: Asked) -> str:
    """What is made of a province is kept under this: the hash of all that its tables hang on."""
    days = {file: day.isoformat() for file, day in asked.days.items()}
    said = [settled_by(), reading.declared, asked.province, asked.files, days]
    return f"{asked.province}/{sha256(json.dumps(said, sort_keys=True).encode('utf-8', 'surrogatepass'))}"


def known(reading: Reading, asked: Asked) -> Made | None:
    """What was made of just these files before, where it still stands."""
    kept = get(reading.workspace.processed, key(reading, asked))
    made = _from_plain(kept) if kept else None
    return made if made and stands(reading.workspace.processed, made.staged) else None


def settled(reading: Reading, asked: Asked, progress: Progress | None = None) -> Made:
    """Settle the reports of a province and stage its tables in the store; nothing refers to them yet.

    DanvanError where a correction fits nothing, or a value does not fit its type.
    """
    folder, rows = reading.workspace.processed, Rows()
    inputs: dict[str, str] = {}
    made = Made(Staged({}, {}, False, (), ()), (), (), (), None, None)
    for district in districts(reading, asked, progress):
        tables = frames(district.entries, reading.desk.form)
        own = {s.file: s.sha256 for s in district.submissions}
        changes = differences(reading.workspace, asked.province, tables, own, reading.reader)
        rows.add(tables)
        inputs |= own
        made = _with(made, district, changes)
        if reading.desk.territory.alone:
            made = replace(made, held=(district,))
    staged = rows.stage(folder, asked.province, inputs)
    return replace(made, staged=staged)


def note(reading: Reading, asked: Asked, made: Made) -> None:
    """Keep what was made of a province for the next time; not where a file may be read otherwise on another day, nor
    where one was another when it was read than when it was asked for.
    """
    whole = len(made.keys) == sum(bool(file.district) for file in asked.files)
    if whole and all(made.staged.inputs.get(file.name) == file.sha256 != "" for file in asked.files if file.district):
        put(reading.workspace.processed, key(reading, asked), packed(_plain(made)))


def make(reading: Reading, asked: Asked, progress: Progress | None = None) -> Made:
    """Settle a province, and keep what was made of it; after another version of the reader only once it is accepted."""
    made = settled(reading, asked, progress)
    if not rereads(reading.workspace, reading.reader):
        note(reading, asked, made)
    return made


def districts(reading: Reading, asked: Asked, progress: Progress | None = None) -> Iterator[District]:
    """Yield the districts of a province, one after the other, with their registers."""
    told, office, done = reading.all(asked.files), reading.desk.office, 0
    assert office is not None
    for code, files in groupby(asked.files, key=lambda file: file.district):
        said: list[Told] = []
        for _ in files:
            said.append(next(told))
            done += 1
            if progress:
                progress(done, len(asked.files))
        own = reading.desk.territory.office_of(code) if code else office
        district = District(own, (), tuple(said))
        refuse_unmatched(_meant(reading, code), district.submissions)
        yield District(own, tuple(settle(district.submissions, asked.days, reading.desk.form, own)), district.told)


def _meant(reading: Reading, district: str) -> list[Correction]:
    return [one for one in reading.desk.corrections if whose(reading, one) == district]


def whose(reading: Reading, correction: Correction) -> str | None:
    """The code of the district whose reports a correction is meant for."""
    territory = reading.desk.territory
    if correction.file or correction.year is None:
        return territory.of_file(correction.file or "")
    return territory.of_unit(correction.unit or "", territory.office.period_end(correction.year, correction.period))


def _with(made: Made, district: District, changes: list[Reread]) -> Made:
    files = district.submissions
    return Made(
        made.staged,
        (*made.periods, *periods(district.entries, district.office)),
        (*made.back, *backs(district.entries)),
        (*made.keys, *(told.key for told in district.told if told.key)),
        made.sample or next((s.file for s in files if s.sample), None),
        made.real or next((s.file for s in files if not s.sample and not s.refused), None),
        made.read + sum(told.new for told in district.told),
        (*made.changes, *changes),
    )


def _plain(made: Made) -> dict[str, Any]:
    return asdict(replace(made, read=0, changes=(), held=()))


def _from_plain(plain: Mapping[str, Any]) -> Made:
    staged = plain["staged"]
    tables = {
        table: {int(year): Part(**part) for year, part in parts.items()} for table, parts in staged["tables"].items()
    }
    years = {name: tuple(staged[name]) for name in ("years", "whole_years")}
    told = tuple(Period(**{**one, "missing": tuple(one["missing"])}) for one in plain["periods"])
    return Made(
        Staged(**{**staged, **years, "tables": tables}),
        told,
        tuple(Back(**one) for one in plain["back"]),
        tuple(plain["keys"]),
        plain["sample"],
        plain["real"],
    )

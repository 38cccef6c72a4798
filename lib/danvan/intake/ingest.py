"""The left half as one act: every workbook under data/raw read, checked, registered, and committed to the store.

Province by province, so that no more than one district's reports are held at once; one whose files did not change is
taken as it was. An unchanged workbook is not read again; a file that cannot be read is refused with its name and the
others go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow.parquet as pq

from danvan.declared.settings import ANNUAL, BUNDLED, place_files
from danvan.files import sha256
from danvan.intake.comparisons import Others
from danvan.intake.corrected import refuse_unmatched
from danvan.intake.provinces import Asked, District, Made, districts, key, known, make, whose
from danvan.intake.received import Progress, Reading, raw_files, reading
from danvan.intake.register import received
from danvan.intake.reread import refuse_reread
from danvan.intake.scheduled import Workers
from danvan.intake.settling import others_of
from danvan.intake.submission import Submission
from danvan.intake.summary import Summary
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import DanvanError
from danvan.store.readings import compact
from danvan.store.write import Staged, switch

BATCH = 16  # files that are read as one task: half a second of work, against milliseconds that a task costs
REPORT = ["year", "period", "unit_code", "file"]


@dataclass(frozen=True)
class Plan:
    """What is to be done: how files are read, and which provinces there are."""

    reading: Reading
    asked: tuple[Asked, ...]

    @property
    def files(self) -> int:
        """How many files there are."""
        return sum(len(one.files) for one in self.asked)


def ingest(
    workspace: Workspace, progress: Progress | None = None, accepted_by: str = "", workers: Workers | None = None
) -> Summary:
    """Read all of data/raw into the store and return what was done; DanvanError where there is nothing to read, or
    where this version of the reader reads values otherwise than the one before and nobody accepted that.

    The work is done here, or by `workers`.
    """
    plan = planned(workspace)
    made = _made_elsewhere(plan, workers, progress) if workers else _made(plan, progress)
    return finished(plan, made, accepted_by)


def _made(plan: Plan, progress: Progress | None) -> dict[str, Made]:
    """What was made of each province, one after the other."""
    made, done = dict[str, Made](), 0
    for asked in plan.asked:
        there = known(plan.reading, asked)
        made[asked.province] = there or make(plan.reading, asked, _after(progress, done, plan.files))
        done += len(asked.files)
        if progress and there:
            progress(done, plan.files)
    return made


def _made_elsewhere(plan: Plan, workers: Workers, progress: Progress | None) -> dict[str, Made]:
    """The same by others: first all files read and kept, batch by batch, then the provinces made of what is kept."""
    there = {asked.province: known(plan.reading, asked) for asked in plan.asked}
    made = {province: one for province, one in there.items() if one}
    left = [asked for asked in plan.asked if asked.province not in made]
    batches = [asked.files[at : at + BATCH] for asked in left for at in range(0, len(asked.files), BATCH)]
    done = plan.files - sum(map(len, batches))
    new = dict.fromkeys((file.name for batch in batches for file in batch), False)
    for batch, read in zip(batches, workers.keep(plan.reading, batches), strict=True):
        new.update((file.name, one) for file, one in zip(batch, read, strict=True))
        done += len(batch)
        if progress:
            progress(done, plan.files)
    for asked, one in zip(left, workers.make(plan.reading, left), strict=True):
        again = sum(new[file.name] for file in asked.files if file.district)
        made[asked.province] = replace(one, read=one.read + again)
    if workers.away:
        workers.away.bring_back(plan.reading.workspace)
    return {asked.province: made[asked.province] for asked in plan.asked}


def _after(progress: Progress | None, done: int, of: int) -> Progress | None:
    return (lambda more, _: progress(done + more, of)) if progress else None


def planned(workspace: Workspace) -> Plan:
    """Return what is to be done; DanvanError where there is nothing to read, or a declaration is wrong."""
    found = reading(workspace)
    territory, days = found.desk.territory, received(workspace.raw)
    by_province = defaultdict(list)
    for file in map(found.file, raw_files(workspace)):
        by_province[territory.province_of(file.district)].append(file)
    for correction in found.desk.corrections:
        if whose(found, correction) not in {file.district for files in by_province.values() for file in files}:
            refuse_unmatched([correction], [])
    asked = []
    for province, files in sorted(by_province.items()):
        ordered = tuple(sorted(files, key=lambda file: file.district))
        asked.append(Asked(province, ordered, {f.name: days[f.name] for f in ordered if f.name in days}))
    return Plan(found, tuple(asked))


def finished(plan: Plan, made: dict[str, Made], accepted_by: str = "") -> Summary:
    """Make what was made of all provinces the state of the store; DanvanError as `ingest`."""
    workspace = plan.reading.workspace
    _refuse_mixture(list(made.values()))
    changes = [change for one in made.values() for change in one.changes]
    refuse_reread(workspace, changes, plan.reading.reader, accepted_by)
    staged = {province: one.staged for province, one in made.items()}
    _refuse_twice(workspace, staged)
    switch(workspace.processed, staged, beside=read_beside(workspace), reader=plan.reading.reader)
    used = {key(plan.reading, asked) for asked in plan.asked}
    compact(workspace.processed, used.union(*(one.keys for one in made.values())))
    office = plan.reading.desk.office
    assert office is not None
    return Summary(
        tuple(period for one in made.values() for period in one.periods),
        tuple(back for one in made.values() for back in one.back),
        plan.files,
        sum(one.read for one in made.values()),
        office,
        lambda: (district for asked in plan.asked for district in _again(plan.reading, asked, made[asked.province])),
    )


def _refuse_twice(workspace: Workspace, staged: Mapping[str, Staged]) -> None:
    """A report that counts in two districts, in the folders of both, would be counted twice; refuse, naming both files.

    A unit that moved is known in its districts of all times; within one, only one of its reports counts.
    """
    counted: dict[tuple[int, str, str], str] = {}
    for part in (part for one in staged.values() for part in one.tables["register"].values()):
        rows = pq.read_table(workspace.processed / part.path, columns=REPORT, filters=[("status", "=", "accepted")])
        for *report, file in zip(*(column.to_pylist() for column in rows.columns), strict=True):
            year, period, code = report
            before = counted.setdefault((year, period, code), file)
            if before != file:
                raise DanvanError(
                    f"Báo cáo năm {year} (kỳ {period}) của đơn vị mã {code} có ở thư mục của hai huyện: {before} và "
                    f"{file}; hãy chỉ để tệp ở thư mục của huyện mà đơn vị thuộc về năm đó rồi chạy lại."
                )


def _again(reading: Reading, asked: Asked, made: Made) -> Iterable[District]:
    """The districts of a province with their registers, once more."""
    return made.held or districts(reading, asked)


def others_received(workspace: Workspace, told: Submission) -> Others:
    """Return what `told` is compared with where it is only checked: all that data/raw holds of its district, settled as
    ingest does.
    """
    plan = planned(workspace)
    territory = plan.reading.desk.territory
    day = territory.office.period_end(told.year, told.period or ANNUAL) if told.year else None
    whose_own = territory.of_unit(told.unit_code or "", day)
    files = ((asked, [file for file in asked.files if file.district == whose_own]) for asked in plan.asked)
    own = next((Asked(asked.province, tuple(mine), asked.days) for asked, mine in files if mine), None)
    for district in districts(plan.reading, own) if own else ():
        beside = [s for s in district.submissions if (s.year, s.period) == (told.year, told.period)]
        return others_of(district.entries, told.year or 0, plan.reading.desk.form, district.office, beside=beside)
    office = plan.reading.desk.office
    assert office is not None
    return others_of((), told.year or 0, plan.reading.desk.form, office)


def read_beside(workspace: Workspace) -> dict[str, str]:
    """The hashes of what reading hangs on beside the workbooks, by path from the workspace."""
    own = (workspace.settings, workspace.header_words, workspace.corrections)
    places = (path for path in place_files(workspace).values() if path.parent != BUNDLED)
    files = (path for path in (*own, *places, *workspace.raw.rglob(INTAKE_LOG)) if path.is_file())
    within = (path for path in files if path.is_relative_to(workspace.root))
    return {path.relative_to(workspace.root).as_posix(): sha256(path.read_bytes()) for path in within}


def _refuse_mixture(made: Sequence[Made]) -> None:
    """Sample and real workbooks in one run would make figures of both; refuse, naming one of each."""
    sample = next((one.sample for one in made if one.sample), None)
    real = next((one.real for one in made if one.real), None)
    if sample and real:
        raise DanvanError(
            f"data/raw có cả số liệu minh họa ({sample}) và số liệu thật ({real}); "
            "hãy chuyển thư mục data/raw/sample ra ngoài rồi chạy lại."
        )

"""The workbooks that go back to the communes: which submissions, what was asked before, where they lie.

Does not belong here: what such a workbook looks like (`marked`).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from danvan.declared.form import form
from danvan.declared.settings import ANNUAL
from danvan.files import replace_folder
from danvan.intake import mended
from danvan.intake.fence import Desk, Fence, fence
from danvan.intake.marked import Going, write_marked
from danvan.intake.register import Entry
from danvan.intake.sheet import Sheet, position_of
from danvan.intake.submission import Submission
from danvan.intake.summary import Settled, Summary, returned
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.vietnamese.personal import COVER


def write_returned(workspace: Workspace, summary: Summary, year: int) -> list[Path]:
    """Write a marked workbook for each returned submission of `year` that no accepted one has mended; return the paths.

    The folder is replaced whole, so that a workbook mended meanwhile is not left in it. UsageError for a year of
    which nothing was received.
    """
    if year not in {*(one.year for one in summary.periods), *(one.year for one in summary.back)}:
        raise UsageError(f"Chưa nhận báo cáo nào của năm {year}; hãy kiểm tra lại năm.")
    target = workspace.returned(str(year))
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    names: list[str] = []
    with fence(lambda: Desk(form()), most=1) as children:
        for district in summary.districts() if any(one.year == year for one in summary.back) else ():
            for entry in _latest(e for e in returned(district.entries) if e.year == year):
                names.append(_name(entry) if entry.unit_code else _free(_name(entry), names))
                write_marked(staged / names[-1], _going(workspace, district, entry, children))
    if _same(staged, target):  # a run that changes nothing leaves even the times of files
        shutil.rmtree(staged)
    else:
        replace_folder(staged, target)
    return [target / name for name in dict.fromkeys(names)]


def _same(one: Path, other: Path) -> bool:
    return other.is_dir() and {p.name: p.read_bytes() for p in one.iterdir()} == {
        p.name: p.read_bytes() for p in other.iterdir()
    }


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    """The last revision of each unit and period that could be opened; where the unit is not known, every file."""
    last: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        told = entry.submission
        if told is None or entry.status != "returned":
            continue
        key = (entry.unit_code, entry.period) if entry.unit_code else (told.file,)
        before = last.get(key)
        if before is None or _revision(entry) >= _revision(before):
            last[key] = entry
    return list(last.values())


def _revision(entry: Entry) -> int:
    return (entry.submission.revision if entry.submission else None) or 0


def _name(entry: Entry) -> str:
    """<unit code>_<year>_can_sua.xlsx; a half-year says so, and an unknown unit goes by the name of its file."""
    assert entry.submission is not None
    whose = entry.unit_code or Path(entry.submission.file).stem.replace(" ", "_")
    period = "" if entry.period == ANNUAL else f"_{entry.period}"
    return f"{whose}_{entry.year}{period}_can_sua.xlsx"


def _free(name: str, taken: Collection[str]) -> str:
    """A name that is not taken: of whose files nobody knows the unit, several may be called the same."""
    others = (f"{name.removesuffix('.xlsx')}_{number}.xlsx" for number in count(2))
    return next(one for one in chain([name], others) if one not in taken)


def _going(workspace: Workspace, district: Settled, entry: Entry, children: Fence) -> Going:
    told = entry.submission
    assert told is not None
    unit = next((u for u in district.office.places.units if u.key == (entry.unit_code, entry.unit_from)), None)
    before = _before(district, entry)
    asked = mended.compare(before.submission.problems, told.problems) if before and before.submission else []
    same_file = [e.submission for e in district.entries if e.submission and e.submission.file == told.file]
    opened = children.begin("open", workspace.raw / told.file)
    sheets = [_without_persons(sheet, same_file) for sheet in opened.result().sheets]
    return Going(unit.full_name if unit else Path(told.file).name, told, sheets, tuple(asked))


def _without_persons(sheet: Sheet, same_file: Sequence[Submission]) -> Sheet:
    """Leave out what the ledgers of the file's units cover: persons stand in the raw file and nowhere else."""
    cells = (c for told in same_file for c in told.cells if c.sheet == sheet.name)
    covered = {position_of(c.cell): c.text for c in cells if COVER in c.text}
    shown = {p: text for p, text in covered.items() if text != COVER}
    return replace(sheet, cells={p: shown.get(p, v) for p, v in sheet.cells.items() if p not in covered or p in shown})


def _before(district: Settled, entry: Entry) -> Entry | None:
    """The same unit's revision before this one."""
    same = (
        e for e in district.entries if (e.unit_code, e.year, e.period) == (entry.unit_code, entry.year, entry.period)
    )
    if entry.unit_code is None:
        return None
    return next((e for e in same if _revision(e) == _revision(entry) - 1 and e.status == "returned"), None)

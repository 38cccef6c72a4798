"""Writes a nation's workspace: settings, lists of places, and what the communes of a made-up country sent.

    danvan.toml, provinces.csv, communes.csv
    data/raw/01 Bắc Hà/001 Tân Mỹ/2021/00001 An Lộc/BC DVK 2021.xlsx
    data/raw/01 Bắc Hà/001 Tân Mỹ/intake_log.csv

Some send nothing, some late, some twice, and some what must go back. The same size gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from danvan.declared.places import Unit
from danvan.files import replace_folder
from danvan.paths import INTAKE_LOG, Workspace
from danvan.problems import UsageError
from danvan.sample.clones import TIMES, template
from danvan.sample.country import COMMUNES, District, Told, country, lists
from danvan.sample.deliveries import DEADLINES, FILE_NAMES, SENT_AGAIN
from danvan.sample.dice import chance, pick, roll
from danvan.sample.reporting import YEARS
from danvan.sample.write import LOG_COLUMNS

PLACES = ("provinces.csv", "communes.csv")
MOST_TIMES = {"resources": 6, "donations": 5, "indicators": 4, "models": 3}
SILENT, RETURNED, MENDED, TWICE, LATE = 3, 2, 3, 1, 8  # in a hundred
SETTINGS = """# Thiết lập của bộ số liệu minh họa: một quốc gia bịa ra để đo cả nước.

[office]
district_code = "VN"
agency_lines = ["SỐ LIỆU MINH HỌA", "CẢ NƯỚC"]
signer_title = "NGƯỜI LẬP"

[reporting]
first_day = 2017-04-03
agencies = []

[places]
files = ["provinces.csv", "communes.csv"]
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a nation is, and of which years; without numbers as large as the real one."""

    communes: int = COMMUNES
    provinces: int | None = None
    districts: int | None = None
    years: tuple[int, ...] = tuple(YEARS)


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    files: int
    communes: int
    districts: int
    provinces: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: its path below data/raw, the day it came, from whom, and its bytes."""

    path: str
    day: date
    sender: str
    data: bytes


def write_nation(target: Path, size: Size, progress: Callable[[int, int], None] | None = None) -> Written:
    """Make the workspace of a nation in the new folder `target`; UsageError where it is not empty.

    `progress` is told (done, all) after each district.
    """
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"Thư mục {target} đã có tệp; hãy chọn thư mục mới hoặc thư mục trống.")
    if wrong := [str(year) for year in size.years if year not in YEARS]:
        raise UsageError(f"Số liệu minh họa không có năm {', '.join(wrong)}; hãy chọn từ {YEARS[0]} đến {YEARS[-1]}.")
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    here, districts = Workspace(staged), list(country(size.communes, size.provinces, size.districts))
    here.raw.mkdir(parents=True)
    here.settings.write_text(SETTINGS, encoding="utf-8")
    for name, data in zip(PLACES, lists(districts), strict=True):
        (staged / name).write_bytes(data)
    files = 0
    for done, district in enumerate(districts, start=1):
        files += _write(here.raw, district, size.years)
        if progress:
            progress(done, len(districts))
    replace_folder(staged, target)
    return Written(files, size.communes, len(districts), len({one.province.code for one in districts}))


def _write(raw: Path, district: District, years: Sequence[int]) -> int:
    """Write what a district's communes sent, and return how many files that were."""
    folder = raw / _called(district.province) / _called(district.unit)
    log = io.StringIO(newline="")
    rows = csv.writer(log, lineterminator="\n")
    rows.writerow(LOG_COLUMNS)
    for year in years:
        for told in district.reporting(year):
            for sent in _sent(district, told, year):
                path = folder / sent.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(sent.data)
                rows.writerow([sent.path, sent.day, sent.sender])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INTAKE_LOG).write_text(log.getvalue(), encoding="utf-8")
    return log.getvalue().count("\n") - 1


def _called(unit: Unit) -> str:
    return f"{unit.code} {unit.name}"


def _sent(district: District, told: Told, year: int) -> Iterator[Sent]:
    """What a commune sends of a year: as a rule one report in time."""
    code, name = told.unit.code, pick(FILE_NAMES[".xlsx"], told.unit.code, year, "name").format(year=year)
    fate = roll(1, 100, code, year, "fate")
    if fate <= SILENT:
        return
    wrong = fate <= SILENT + RETURNED + MENDED
    late = roll(1, 20, code, year, "days") if chance(LATE, code, year, "late") else -roll(0, 1, code, year, "days")
    day = DEADLINES[year] + timedelta(days=late)
    first = _workbook(district, told, year, 1, wrong=wrong)
    folder = f"{year}/{_called(told.unit)}"
    yield Sent(f"{folder}/{name}.xlsx", day, told.unit.full_name, first)
    if wrong and fate > SILENT + RETURNED:
        again = pick(SENT_AGAIN, code, year, "again").format(name=name)
        mended = _workbook(district, told, year, 2)
        yield Sent(f"{folder}/{again}.xlsx", day + timedelta(days=3), told.unit.full_name, mended)
    if fate > 100 - TWICE:
        yield Sent(f"{folder}/Copy of {name}.xlsx", day + timedelta(days=1), told.unit.full_name, first)


def _workbook(district: District, told: Told, year: int, revision: int, *, wrong: bool = False) -> bytes:
    words = district.words(told)
    drawn = template(told.like, year, revision, tuple(words))
    code = told.unit.code
    times = {table: roll(1, MOST_TIMES[table], _home(told), table) for table in TIMES}
    off = roll(0, drawn.works - 1, code, year, "wrong") if wrong and drawn.works else None
    return drawn.written(words, times, off)


def _home(told: Told) -> str:
    """What a commune's figures are drawn by: what became one has the same before and after."""
    return told.unit.successor[0] if told.unit.successor else told.unit.code

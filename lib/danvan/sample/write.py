"""Writes the sample: every workbook under its name, and the log of what arrived when.

    2021/21085 Bình Minh/BC DVK 2021.xlsx
    intake_log.csv                             file, received_on, received_from

Does not belong here: what the workbooks say.
"""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from danvan.declared.form import form
from danvan.files import replace_folder, write_whole
from danvan.intake.template import write_workbook
from danvan.paths import INTAKE_LOG
from danvan.problems import DanvanError
from danvan.sample import layout2017, layout2019
from danvan.sample.byhand import draw
from danvan.sample.deliveries import Delivery, deliveries
from danvan.sample.faults import Manner, spoilt
from danvan.sample.layout import Page
from danvan.sample.plan import Content, content
from danvan.sample.reporting import DISTRICT_NAME

OLDEST_DAY = (1980, 1, 1, 0, 0, 0)
LOG_COLUMNS = ("file", "received_on", "received_from")


def write_sample(target: Path, progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Make the sample district in the folder `target`, in place of an earlier one, and return the files, the log last.

    `progress` is told (done, all) after each file. The folder is replaced whole, once everything is made;
    DanvanError where it holds a file that is not the sample's.
    """
    _refuse_strangers(target)
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    names = file_names()
    for done, (name, data) in enumerate(sample_files(), start=1):
        write_whole(staged / name, data)
        if progress:
            progress(done, len(names))
    replace_folder(staged, target)
    return [target / name for name in names]


def file_names() -> list[str]:
    """Return the path of every file in the sample's folder, the log last."""
    return [*(d.file for d in deliveries() if d.file), INTAKE_LOG]


def _refuse_strangers(target: Path) -> None:
    mine = set(file_names())
    for path in sorted(target.rglob("*")):
        if path.is_file() and path.relative_to(target).as_posix() not in mine:
            raise DanvanError(
                f"Thư mục {target} có tệp không thuộc bộ báo cáo mẫu: {path.relative_to(target).as_posix()}; "
                "hãy chuyển tệp đó sang thư mục khác, hoặc chọn thư mục khác để ghi."
            )


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the sample as (path in the sample's folder, bytes): the workbooks, then the log."""
    made: dict[str, bytes] = {}
    for delivery in deliveries():
        if delivery.file:
            made[delivery.file] = made[delivery.copy_of] if delivery.copy_of else workbook(delivery)
            yield delivery.file, made[delivery.file]
    yield INTAKE_LOG, _log()


def workbook(delivery: Delivery) -> bytes:
    """Return the workbook of `delivery` as it arrives, mistakes and all."""
    planned = content(delivery)
    said, manner = spoilt(planned, delivery)
    if delivery.year >= 2020:
        return _repacked(from_template(delivery, said))
    return _by_hand(delivery, said, planned, manner)


def from_template(delivery: Delivery, said: Content) -> bytes:
    """Return the project's own workbook with what is said filled in."""
    target = io.BytesIO()
    write_workbook(
        target,
        form=form(),
        unit=delivery.unit,
        year=delivery.year,
        period="N",
        content=said,
        district_name=DISTRICT_NAME,
        sample=True,
    )
    return target.getvalue()


def _by_hand(delivery: Delivery, said: Content, planned: Content, manner: Manner) -> bytes:
    layout = layout2017 if delivery.year <= 2018 else layout2019
    page = Page(form(), layout.LAYOUT, delivery.unit, delivery.year, manner, said, planned)
    data = layout.workbook(draw(page), form().words.sample_mark)
    return data if delivery.year <= 2018 else _repacked(data)


def _repacked(data: bytes) -> bytes:
    """The same .xlsx packed alike on every system: a zip notes the system and the time it was made on."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, OLDEST_DAY)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name), compresslevel=9)
    return target.getvalue()


def _log() -> bytes:
    target = io.StringIO(newline="")
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(LOG_COLUMNS)
    rows.writerows((d.file, d.received_on, d.unit.full_name) for d in deliveries() if d.file)
    return target.getvalue().encode()

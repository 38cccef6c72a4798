"""Applies the office's declared corrections to a workbook before it is read, each with a finding that says so.

A correction whose cell does not say what it expects fails: the source was mended, or the place is wrong.
Does not belong here: the declarations themselves (`declared.corrections`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from danvan.declared.corrections import Correction, Value
from danvan.intake import sheet as grid
from danvan.intake.sheet import Sheet, position_of, text_of
from danvan.intake.submission import Submission
from danvan.intake.workbook import Workbook
from danvan.problems import DanvanError, Place, Problem, problem
from danvan.vietnamese import personal, wording
from danvan.vietnamese.text import clean

Read = Callable[[Workbook], list[Submission]]


def read_corrected(workbook: Workbook, file: str, declared: Sequence[Correction], read: Read) -> list[Submission]:
    """Return what `read` says of the workbook with its corrections applied; DanvanError where one no longer fits.

    Corrections that name a unit are known to be meant only once the workbook was read as it came.
    """
    of_file = [c for c in declared if c.file == file]
    whole = _applied(workbook, of_file, file)
    told = read(whole)
    of_unit = [c for c in declared if any(c.of_unit(s.unit_code, s.year, s.period) for s in told)]
    if of_unit:
        told = read(_applied(whole, of_unit, file))
    return [replace(s, problems=(*_findings(s, [*of_file, *of_unit], told), *s.problems)) for s in told]


def refuse_unmatched(declared: Iterable[Correction], submissions: Sequence[Submission]) -> None:
    """Fail where a correction is meant for a report that was not received."""
    files = {s.file for s in submissions}
    units = {(s.unit_code, s.year, s.period) for s in submissions}
    for each in declared:
        if each.file is not None and each.file not in files:
            raise DanvanError(
                f"{each.place}: không có tệp “{each.file}” trong data/raw; hãy sửa tên tệp hoặc bỏ mục này."
            )
        if each.file is None and (each.unit, each.year, each.period) not in units:
            raise DanvanError(
                f"{each.place}: chưa nhận báo cáo nào của đơn vị {each.unit} năm {each.year}; hãy kiểm tra lại mục này."
            )


def _applied(workbook: Workbook, wanted: Sequence[Correction], file: str) -> Workbook:
    for each in wanted:
        names = [s.name for s in workbook.sheets]
        if each.sheet not in names:
            raise DanvanError(f"{each.place}: tệp {file} không có trang “{each.sheet}”; các trang: {', '.join(names)}.")
        sheets = (_with(s, each, file) if s.name == each.sheet else s for s in workbook.sheets)
        workbook = replace(workbook, sheets=tuple(sheets))
    return workbook


def _with(sheet: Sheet, wanted: Correction, file: str) -> Sheet:
    """The sheet with one cell read as declared."""
    position = position_of(wanted.cell)
    stands = sheet.cells.get(position)
    said = "" if stands is None else text_of(stands)
    if said != _text(wanted.expect):
        raise DanvanError(
            f"{wanted.place}: ô {wanted.cell} trang “{wanted.sheet}” của {file} đang ghi “{said}”, không phải "
            f"“{_text(wanted.expect)}”; nếu xã đã sửa thì bỏ mục này."
        )
    cells = {p: v for p, v in sheet.cells.items() if p != position}
    if (value := _value(wanted.value)) is not None:
        cells[position] = value
    counted = None if sheet.counted is None else sheet.counted + len(cells) - len(sheet.cells)
    return replace(sheet, cells=cells, counted=counted)


def _value(value: Value) -> grid.Value | None:
    if isinstance(value, str) and not clean(value):
        return None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _text(value: Value) -> str:
    if isinstance(value, dt.date):
        return wording.day(value)
    return text_of(float(value)) if isinstance(value, int | float) else clean(value)


def _findings(told: Submission, applied: Iterable[Correction], all_told: Sequence[Submission]) -> list[Problem]:
    """What was corrected in one submission; where a file holds several units, by whose cell it is."""
    own = {(c.sheet, c.cell) for c in told.cells}
    mine = (c for c in applied if len(all_told) == 1 or (c.sheet, c.cell) in own)
    return [_finding(each) for each in mine]


def _finding(wanted: Correction) -> Problem:
    said, value, reason = (personal.screen(_text(v))[0] for v in (wanted.expect, wanted.value, wanted.reason))
    place = Place(wanted.sheet, position_of(wanted.cell)[0], wanted.cell, said or None)
    return problem("Đ90", place, old=said, new=value, reason=reason.rstrip("."))

"""Who reported when, how many of those asked, and what was sent back and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from danvan.analysis import coverage
from danvan.declared.form import form
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.answered import Answer, answers, counts
from danvan.publish.tables.basis import Basis, break_notes, of_roll
from danvan.publish.tables.layout import ORDER, UNIT, Row, assemble, unit_key, unit_labels
from danvan.publish.tables.told import BARE, NA, Told, Values, records, said_of, scope, share, told, told_of

COUNTS = (
    ColumnSpec("expected", "Phải báo cáo", "count", "đơn vị"),
    ColumnSpec("reported", "Đã gửi", "count", "đơn vị"),
    ColumnSpec("on_time", "Đúng hạn", "count", "đơn vị"),
    ColumnSpec("late", "Muộn", "count", "đơn vị"),
    ColumnSpec("undated", "Không rõ ngày nhận", "count", "đơn vị"),
    ColumnSpec("accepted", "Đã tổng hợp", "count", "đơn vị"),
    ColumnSpec("returned", "Trả lại để sửa", "count", "đơn vị"),
    ColumnSpec("not_received", "Chưa báo cáo", "count", "đơn vị"),
    ColumnSpec("reported_rate", "Tỷ lệ đã gửi", "percent"),
    ColumnSpec("on_time_rate", "Tỷ lệ đúng hạn", "percent"),
)


LISTED = ("models", "resources", "indicators", "donations", "new_rural", "ocop", "model_areas", "documents", "awards")
FIRST_NOTE = "Đúng hạn hay muộn tính theo tệp đầu tiên mở được; bản gửi lại sau đó không làm thay đổi."


def _basis(roll: pd.DataFrame) -> Basis:
    told = [(row["year"], f"{row['accepted']}/{row['expected']}") for row in _all(roll)]
    same = len({text for _, text in told}) == 1
    covered = f"đã tổng hợp báo cáo của {told[0][1] if same else words.spans(told)} đơn vị" if told else ""
    return of_roll(roll, covered, break_notes(roll), "")


def _all(roll: pd.DataFrame) -> list[dict[str, Any]]:
    counted = coverage.submissions(roll)
    return records(counted[counted["group"] == "all"])


@kept
def submissions(roll: pd.DataFrame) -> PublishedTable:
    """T17a: how many units were asked, sent, came in time, were accepted or sent back; communes and agencies apart."""
    years = coverage.submissions(roll).groupby("year")
    rows = [row for year, counted in years for row in _year(str(year), counted, roll, several=len(years) > 1)]
    if len(years) > 1:
        rows.append(Row("total", {LABEL: "Cả giai đoạn, theo lượt báo cáo", **_over_years(roll)}, "total"))
    return assemble(
        "T17a",
        "Tình hình nộp báo cáo",
        [ColumnSpec(LABEL, "Khối"), *COUNTS],
        rows,
        _basis(roll),
        unit_line="đơn vị",
        block_label="Năm",
    )


def _year(year: str, counted: pd.DataFrame, roll: pd.DataFrame, *, several: bool) -> Iterator[Row]:
    of_year = roll[roll["year"] == int(year)]
    cells = {row["group"]: _counts(row, of_year) for row in records(counted)}
    if several:
        yield Row(year, {LABEL: f"Năm {year}", **cells["all"]}, "block")
    for group in ("commune", "agency"):
        if group in cells:
            yield Row(f"{year}.{group}", {LABEL: words.GROUPS[group], **cells[group]})
    if not several:
        yield Row("total", {LABEL: words.GROUPS["all"], **cells["all"]}, "total")


def _over_years(roll: pd.DataFrame) -> Values:
    """The counts of all years together, each unit and year one report."""
    whole = coverage.submissions(roll.assign(year=0))
    return _counts(records(whole[whole["group"] == "all"])[0], roll)


def _counts(row: Values, of_year: pd.DataFrame) -> Values:
    own = of_year if row["group"] == "all" else of_year[of_year["group"] == row["group"]]
    of = scope(own)
    found = {name: told_of(row[name], "reports", name, of) for name in coverage.ANSWERS}
    on_time = NA if row["reported"] == 0 else row["on_time_rate"]
    rates = {
        "reported_rate": share(row["reported_rate"], found["reported"], found["expected"]),
        "on_time_rate": share(on_time, found["on_time"], found["dated"]),
    }
    return {**found, **rates}


@kept
def who_reported_when(roll: pd.DataFrame) -> PublishedTable:
    """T17: every unit that was asked, and when it reported; for several years one column each."""
    basis = _basis(roll)
    if len(basis.years) > 1:
        return _completeness(roll, basis)
    columns = [
        ORDER,
        UNIT,
        ColumnSpec("received_on", "Ngày nhận lần đầu", "date"),
        ColumnSpec("accepted_on", "Ngày nhận bản được chấp nhận", "date"),
        ColumnSpec("state", "Thời hạn"),
        ColumnSpec("revision", "Lần gửi", "count"),
        ColumnSpec("status", "Kết quả"),
    ]
    rows = [
        Row(
            unit_key(row),
            {
                "order": str(number),
                LABEL: row["unit"],
                **{name: _said(row[name], row) for name in ("received_on", "accepted_on")},
                "state": _said("" if row["status"] == "not_received" else words.timeliness(row["days_late"]), row),
                "revision": revision(row),
                "status": words.STATUSES[row["status"]],
            },
        )
        for number, row in enumerate(records(roll), start=1)
    ]
    notes = (FIRST_NOTE,)
    return assemble("T17", "Thời gian gửi báo cáo của các đơn vị", columns, rows, basis, notes=notes)


def _said(value: object, row: Values) -> Told:
    """What the register says of one unit and year."""
    return said_of(value, "reports", "expected", pd.DataFrame([row]))


def revision(row: Values) -> object:
    """The revision that counts of one unit and year; an empty cell where nothing came."""
    if row["status"] == "not_received":
        return BARE
    return told(row["revision"], "reports", "revision", pd.DataFrame([row]))


def _completeness(roll: pd.DataFrame, basis: Basis) -> PublishedTable:
    """The matrix of units and years; a unit that did not exist in a year has "x"."""
    found = coverage.completeness(roll)
    labels = unit_labels(found)
    columns = [ORDER, UNIT, *(ColumnSpec(str(year), str(year)) for year in basis.years)]
    rows = [
        _states(number, label, found[found["position"] == position])
        for number, (position, label) in enumerate(labels.items(), start=1)
    ]
    return assemble("T17", "Thời gian gửi báo cáo của các đơn vị", columns, rows, basis)


def _states(number: int, label: str, unit: pd.DataFrame) -> Row:
    states = {
        str(row["year"]): NA
        if row["status"] == "not_applicable"
        else _said(words.state(row["status"], row["days_late"]), row)
        for row in records(unit)
    }
    return Row(unit_key(unit.iloc[0]), {"order": str(number), LABEL: label, **states})


@kept
def returned(problems: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T18: what must be mended in the reports that were sent back: the errors with sheet, cell and remedy."""
    columns = [
        ORDER,
        ColumnSpec("year", "Năm", "year"),
        UNIT,
        ColumnSpec("sheet", "Trang"),
        ColumnSpec("cell", "Ô"),
        ColumnSpec("message", "Nội dung cần sửa"),
        ColumnSpec("remedy", "Cách sửa"),
    ]
    back = roll[roll["status"] == "returned"]
    asked = problems[problems["severity"] == "E"].drop_duplicates([*coverage.KEY, "sheet", "cell", "message"])
    found = back[[*coverage.KEY, "unit", "position"]].merge(asked, on=coverage.KEY)
    rows = [
        Row(
            f"{unit_key(row)}-{number}",
            {"order": str(number), LABEL: row["unit"], **{name: row[name] for name in _PROBLEM}},
        )
        for number, row in enumerate(records(found.sort_values(["year", "position", "row"])), start=1)
    ]
    return assemble("T18", "Báo cáo trả lại và nội dung cần sửa", columns, rows, _basis(roll))


_PROBLEM = ("year", "sheet", "cell", "message", "remedy")


@kept
def forms_covered(roll: pd.DataFrame) -> PublishedTable:
    """T17b: how many units' reports have each form, year by year and over the period, and which lack it."""
    years = sorted(int(year) for year in roll["year"].unique())
    columns = [
        ColumnSpec(LABEL, "Biểu"),
        ColumnSpec("reported", "Có số liệu", "count", "đơn vị"),
        ColumnSpec("expected", "Phải báo cáo", "count", "đơn vị"),
        ColumnSpec("missing", "Chưa gồm"),
    ]
    asked = {table: answers(coverage.covers(roll, table)) for table in LISTED}
    of_year = {year: {name: [one for one in of if one.year == year] for name, of in asked.items()} for year in years}
    rows = [row for year, of in of_year.items() for row in _forms(str(year), of)]
    if len(years) > 1:
        rows += _forms("total", asked, "Cả giai đoạn: ")
    notes = ("Cả giai đoạn tính theo lượt đơn vị - năm.",) if len(years) > 1 else ()
    title = "Số đơn vị có số liệu của từng biểu"
    return assemble("T17b", title, columns, rows, _basis(roll), unit_line="đơn vị", notes=notes)


def _forms(key: str, asked: Mapping[str, Sequence[Answer]], before: str = "") -> Iterator[Row]:
    said = before or f"Năm {key}: "
    for table, of in asked.items():
        label = f"{said}{form().table(table).title.split(') ', 1)[-1]}"
        yield Row(f"{key}.{table}", {LABEL: label, **counts(of)})

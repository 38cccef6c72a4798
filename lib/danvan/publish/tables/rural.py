"""New rural communes, OCOP products, model residential areas, awards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis import rural as analysis
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import MISSING, PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.layout import ORDER, UNIT, Row, assemble, unit_rows
from danvan.publish.tables.told import BARE, NA, Told, Values, records, share, told, told_at, where
from danvan.vietnamese import wording

TABLES = ("new_rural", "ocop", "model_areas")
STARS = (3, 4, 5)
END_NOTE = "Số có đến cuối năm báo cáo; không cộng qua các năm."
OCOP = (
    *(ColumnSpec(f"ocop_{stars}", f"OCOP {stars} sao", "count", "sản phẩm") for stars in STARS),
    ColumnSpec("ocop", "Cộng sản phẩm OCOP", "count", "sản phẩm"),
)
AREAS = ColumnSpec("areas", words.column("model_areas", "name"), "count", "khu")


@kept
def new_rural_by_year(tables: Mapping[str, pd.DataFrame], roll: pd.DataFrame) -> PublishedTable:
    """T9a: communes that meet the new rural standard, of how many; OCOP products; model areas, at the end of each year.

    `tables` are the frames of new_rural, ocop and model_areas by name.
    """
    communes = {row["year"]: row for row in records(analysis.communes_by_year(tables["new_rural"], roll))}
    listed = _listed(tables, roll)
    columns = [
        ColumnSpec(LABEL, "Năm"),
        ColumnSpec("communes", "Tổng số xã", "count", "xã"),
        ColumnSpec("reported", "Số xã có báo cáo", "count", "xã"),
        ColumnSpec("met", "Đạt chuẩn nông thôn mới", "count", "xã"),
        ColumnSpec("share", "Tỷ lệ xã đạt chuẩn", "percent"),
        ColumnSpec("advanced", "Trong đó: nâng cao", "count", "xã"),
        ColumnSpec("model", "Trong đó: kiểu mẫu", "count", "xã"),
        *OCOP,
        AREAS,
    ]
    asked = analysis.status_by_unit(tables["new_rural"], roll)
    rows = [
        Row(
            str(year),
            {LABEL: str(year), **_standing(communes.get(year), asked[asked["year"] == year]), **_counts(rows)},
        )
        for year, rows in listed.groupby("year")
    ]
    notes = (END_NOTE, "Tỷ lệ tính trên số xã có báo cáo; thị trấn không thuộc diện.")
    return assemble(
        "T9a", "Nông thôn mới, OCOP, khu dân cư kiểu mẫu", columns, rows, basis_of(roll, *TABLES), notes=notes
    )


def _standing(counted: Values | None, asked: pd.DataFrame) -> Values:
    """The communes of one year by standing, where any is asked; the share is of those that reported."""
    own = asked[asked["applicable"]]
    names = ("reported", "met", "advanced", "model")
    if counted is None:
        return dict.fromkeys((*names, "communes", "share"), NA)
    counts = {name: told(counted[name], "new_rural", name, own) for name in names}
    communes = told(counted["communes"], "reports", "expected", own)
    return {**counts, "communes": communes, "share": share(counted["share"], counts["met"], counts["reported"])}


def _listed(tables: Mapping[str, pd.DataFrame], roll: pd.DataFrame) -> pd.DataFrame:
    """OCOP products (a row for each number of stars) and model areas of each unit and year, one below the other."""
    ocop = analysis.ocop_by_unit(tables["ocop"], roll)
    return pd.concat([ocop, analysis.areas_by_unit(tables["model_areas"], roll)], ignore_index=True)


def _counts(rows: pd.DataFrame) -> Values:
    stars = {f"ocop_{n}": _products(rows[rows["stars"].eq(n).fillna(False)], stars=n) for n in STARS}
    areas = told(rows["areas"].sum(min_count=1), "model_areas", "areas", rows[rows["areas"].notna()])
    return {**stars, "ocop": _products(rows), "areas": areas}


def _products(rows: pd.DataFrame, **only: Any) -> Told:
    return told(rows["products"].sum(min_count=1), "ocop", "products", rows, **only)


STATUS = (
    ColumnSpec("status", words.column("new_rural", "status")),
    ColumnSpec("criteria_met", words.column("new_rural", "criteria_met"), "count", "tiêu chí"),
    ColumnSpec("recognised_year", words.column("new_rural", "recognised_year"), "year"),
)


@kept
def new_rural_by_unit(tables: Mapping[str, pd.DataFrame], roll: pd.DataFrame) -> PublishedTable:
    """T9b: the new rural status of each commune at the end of the last year, its OCOP products and model areas."""
    last = coverage.last_year(roll)
    statuses = records(analysis.status_by_unit(tables["new_rural"], last))
    met = sum(row["status"] in analysis.MET for row in statuses)
    standing = {row["position"]: row for row in statuses}

    def sums(rows: pd.DataFrame) -> Values:
        alone = rows["position"].min() == rows["position"].max()
        told = (
            _status(standing[rows["position"].iloc[0]])
            if alone
            else {"status": wording.count(met, "xã đạt chuẩn"), **_BARE}
        )
        return {**_counts(rows), **told}

    columns = [ORDER, UNIT, *STATUS, *OCOP, AREAS]
    rows = unit_rows(_listed(tables, last), sums)
    return assemble(
        "T9b",
        "Nông thôn mới, OCOP, khu dân cư kiểu mẫu theo đơn vị",
        columns,
        rows,
        basis_of(last, *TABLES),
        notes=(END_NOTE,),
    )


_NOWHERE = {"criteria_met": NA, "recognised_year": NA}
_BARE = dict.fromkeys(_NOWHERE, BARE)


def _status(row: Values) -> Values:
    """The status of one unit; a year of recognition only where there was one."""
    if not row["applicable"]:
        return {"status": NA, **_NOWHERE}
    if not row["covered"]:
        return {"status": MISSING}
    label = words.said(words.choices("new_rural", "status"), row["status"])
    numbers = {name: told_at(row[name], "new_rural", name, row) for name in ("criteria_met", "recognised_year")}
    return {"status": label, **numbers, **({"recognised_year": NA} if row["status"] == "none" else {})}


@kept
def awards(awards: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T15: awards by year of the award, year of the achievement, level and form, for each kind of recipient."""
    found = analysis.awards_by_year(awards, roll)
    kinds = words.choices("awards", "recipient_kind")
    columns = [
        ColumnSpec(LABEL, words.column("awards", "award_year")),
        ColumnSpec("achievement_year", words.column("awards", "achievement_year"), "year"),
        ColumnSpec("level", words.column("awards", "level")),
        ColumnSpec("form", words.column("awards", "form")),
        *(ColumnSpec(name, label, "count", "lượt") for name, label in kinds.items()),
        ColumnSpec("count", "Cộng", "count", "lượt"),
    ]
    asked = coverage.covers(roll, "awards")
    rows = list(_awards(found, list(kinds), asked))
    if rows:
        whole = {"achievement_year": BARE, "level": "", "form": ""}
        rows.append(Row("total", {LABEL: "Tổng số", **whole, **_recipients(found, kinds, asked)}, "total"))
    notes = ("Quyết định do cả cơ quan và xã, thị trấn báo cáo chỉ tính một lần. Năm khen thưởng khác năm thành tích.",)
    return assemble(
        "T15", "Kết quả khen thưởng", columns, rows, basis_of(roll, "awards"), unit_line="lượt", notes=notes
    )


def _awards(found: pd.DataFrame, kinds: Iterable[str], asked: pd.DataFrame) -> Iterator[Row]:
    labels = {name: words.choices("awards", name) for name in ("level", "form")}
    order = {name: list(labels[name]) for name in labels}
    keys = ["award_year", "achievement_year", "level", "form"]
    groups = sorted(found.groupby(keys), key=lambda group: _place(group[0], order))
    for (award_year, achievement_year, level, form), rows in groups:
        named = {"level": labels["level"].get(level, level), "form": labels["form"].get(form, form)}
        key = f"{award_year}.{achievement_year}.{level}.{form}"
        cells = {LABEL: str(award_year), "achievement_year": achievement_year, **named}
        yield Row(key, {**cells, **_recipients(rows, kinds, asked)})


def _place(key: Any, order: dict[str, list[str]]) -> tuple[int, int, int, int]:
    award_year, achievement_year, level, form = key
    return award_year, achievement_year, order["level"].index(level), order["form"].index(form)


def _recipients(rows: pd.DataFrame, kinds: Iterable[str], asked: pd.DataFrame) -> Values:
    """Counts by kind of recipient; a kind that no row tells is none, since the rows are all there are.

    Any of the units `asked` may tell an award of any year.
    """
    only = dict(where(rows, ["award_year", "achievement_year", "level", "form"]))

    def counted(value: Any, **kind: str) -> Told:
        return told(value, "awards", "count", asked, **only, **kind)

    of_kind = {kind: rows.loc[rows["recipient_kind"] == kind, "count"].sum() for kind in kinds}
    counts = {kind: counted(value, recipient_kind=kind) for kind, value in of_kind.items()}
    return {**counts, "count": counted(rows["count"].sum(min_count=1))}

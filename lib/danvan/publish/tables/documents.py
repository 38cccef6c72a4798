"""Documents issued: how many of each kind and level, and the list of those above the communes."""

from __future__ import annotations

import pandas as pd

from danvan.analysis import documents as analysis
from danvan.analysis.coverage import covers
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import basis_of
from danvan.publish.tables.layout import ORDER, Row, assemble, row_key
from danvan.publish.tables.told import Told, Values, records, said_at, told, where

COUNT, DAY = "văn bản", "issued_on"
LEVELS = {**words.choices("models", "registered_level"), words.UNKNOWN: "Chưa rõ cấp"}
ONCE_NOTE = "Một văn bản do nhiều đơn vị kê khai chỉ tính một lần; cấp ban hành theo tên cơ quan ban hành."


@kept
def documents_by_kind(documents: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T1a: distinct documents by year of the report, kind and level of the issuer."""
    found = analysis.by_year(documents, roll)
    asked = covers(roll, "documents")
    kinds = words.choices("documents", "kind")
    by_year = found.groupby("year")
    rows = [
        Row(f"{year}.{words.key(kind)}", {LABEL: words.said(kinds, kind), **_levels(rows, asked)})
        if kind
        else Row(str(year), {LABEL: f"Năm {year}", **_levels(of_year, asked)}, "block")
        for year, of_year in by_year
        for kind, rows in [("", of_year), *of_year.groupby("kind", sort=False)]
    ]
    if rows:
        rows.append(Row("total", {LABEL: "Tổng số", **_levels(found, asked)}, "total"))
    columns = [
        ColumnSpec(LABEL, words.column("documents", "kind")),
        *(ColumnSpec(name, label, "count", COUNT) for name, label in LEVELS.items()),
        ColumnSpec("documents", "Cộng", "count", COUNT),
    ]
    return assemble(
        "T1a",
        "Văn bản đã ban hành",
        columns,
        rows,
        basis_of(roll, "documents"),
        unit_line=COUNT,
        notes=(ONCE_NOTE,),
        block_label="Năm",
    )


def _levels(rows: pd.DataFrame, asked: pd.DataFrame) -> Values:
    """How many of each level, and all; `asked` are the units that were asked for documents."""
    own = asked[asked["year"].isin(rows["year"])]
    levels = rows["level"].fillna(words.UNKNOWN)
    parts = {name: rows[levels == name] for name in LEVELS} | {"documents": rows}
    return {name: _counted(part, own, rows) for name, part in parts.items()}


def _counted(part: pd.DataFrame, own: pd.DataFrame, rows: pd.DataFrame) -> Told:
    kinds, levels = (dict(where(frame, [name])) for frame, name in ((rows, "kind"), (part, "level")))
    return told(int(part["documents"].sum()), "documents", "documents", own, **kinds, **levels)


@kept
def documents_listed(documents: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T1b: the documents of the district, the province and above, by day of issue."""
    return _listed("T1b", "Văn bản của cấp huyện và cấp trên", documents, roll)


@kept
def documents_before(documents: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T1c: the same of the years before those of a report, which `roll` is of."""
    return _listed("T1c", "Văn bản của cấp huyện và cấp trên ban hành những năm trước", documents, roll)


def _listed(id_: str, title: str, documents: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    found = analysis.distinct(documents, roll)
    found = found[found["level"].ne("commune").fillna(True)].sort_values([DAY, "year"], na_position="last")
    columns = [
        ORDER,
        ColumnSpec(LABEL, "Số, ký hiệu"),
        *(ColumnSpec(name, words.column("documents", name)) for name in ("kind", "issuer")),
        ColumnSpec(DAY, words.column("documents", DAY), "date"),
        ColumnSpec("subject", words.column("documents", "subject")),
    ]
    rows = [
        Row(
            row_key(row),
            {
                "order": str(number),
                LABEL: said_at(code(row["number"], row["symbol"]), "documents", "code", row),
                "kind": words.said(words.choices("documents", "kind"), row["kind"]),
                DAY: None if pd.isna(row[DAY]) else said_at(row[DAY], "documents", "dated", row),
                **{name: row[name] for name in ("issuer", "subject")},
            },
        )
        for number, row in enumerate(records(found), start=1)
    ]
    return assemble(id_, title, columns, rows, basis_of(roll, "documents"))


def code(number: str, symbol: str) -> str:
    """State style "71/KH-UBND", party style "65-KH/HU": the party puts the office after the stroke."""
    return f"{number}-{symbol}" if "/" in symbol else f"{number}/{symbol}"

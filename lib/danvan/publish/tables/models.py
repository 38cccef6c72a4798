"""Models by field, commune and level; their life cycle; the typical ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from danvan.analysis import coverage, totals
from danvan.analysis import models as analysis
from danvan.analysis.boundaries import standing
from danvan.analysis.trace import Formula
from danvan.kept import kept
from danvan.publish.columns import LABEL, ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import Basis, basis_of, on_boundary
from danvan.publish.tables.layout import ORDER, UNIT, Row, assemble, row_key, unit_labels, unit_rows
from danvan.publish.tables.once import distinct, distinct_notes, merged_note, unconfirmed_note
from danvan.publish.tables.told import BARE, NA, Told, Values, records, summing, told, told_at

MODEL = "mô hình"
STAGES = (
    ColumnSpec("registered", "Đăng ký", "count", MODEL),
    ColumnSpec("implemented", "Đã triển khai", "count", MODEL),
    ColumnSpec("at_work", "Đang hoạt động", "count", MODEL),
    ColumnSpec("new", "Mới trong năm", "count", MODEL),
    ColumnSpec("considered", "Đã xét", "count", MODEL),
    ColumnSpec("recognised", "Được công nhận", "count", MODEL),
    ColumnSpec("recognition_rate", "Tỷ lệ công nhận", "percent"),
)
KINDS = (
    ColumnSpec("collective", "Trong đó: tập thể", "count", MODEL),
    ColumnSpec("individual", "Trong đó: cá nhân", "count", MODEL),
)
RATE = {"recognition_rate": ("recognised", "considered")}
COUNTED = [column.name for column in STAGES if column.format == "count"]
SUMMED = [*COUNTED, *(column.name for column in KINDS)]
RATE_NOTE = "Tỷ lệ công nhận tính trên số mô hình đã xét."


@kept
def models_by_field(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T2: models registered, implemented, recognised by field and kind; of several years, year by year."""
    found = _with_kinds(models, roll)
    sums = summing("models", SUMMED, RATE, ["field"])
    years = list(found.groupby("year"))
    rows = [row for year, rows in years for row in _fields(str(year), rows, several=len(years) > 1)]
    if len(years) > 1:
        rows.append(Row("total", _distinct(models, roll), "total"))
    elif rows:
        rows.append(Row("total", {LABEL: "Tổng số", **sums(found)}, "total"))
    columns = [ColumnSpec(LABEL, words.column("models", "field")), STAGES[0], *KINDS, *STAGES[1:]]
    notes = distinct_notes(analysis.within(models, roll)) if len(years) > 1 else ()
    return assemble(
        "T2",
        "Mô hình “Dân vận khéo” theo lĩnh vực",
        columns,
        rows,
        basis_of(roll, "models"),
        unit_line=MODEL,
        notes=(RATE_NOTE, *notes),
        block_label="Năm",
    )


def _with_kinds(models: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Models by unit, year and field, with those of collectives and of individuals beside."""
    return totals.by_unit(analysis.counted(models), roll, "models", SUMMED, ["field"])


def _fields(year: str, found: pd.DataFrame, *, several: bool) -> Iterator[Row]:
    sums = summing("models", SUMMED, RATE, ["field"])
    if several:
        yield Row(year, {LABEL: f"Năm {year}", **sums(found)}, "block")
    labels = words.choices("models", "field")
    for field, rows in found.groupby("field", sort=False, dropna=False):
        yield Row(f"{year}.{words.key(field)}", {LABEL: words.said(labels, field), **sums(rows)})


def _distinct(models: pd.DataFrame, roll: pd.DataFrame) -> Values:
    """The distinct models of the period; yearly counts that cannot be added have no figure."""
    whole = analysis.distinct(models, roll).iloc[0]
    nowhere = {column.name: BARE for column in (*STAGES, *KINDS)}
    once = {
        "registered": distinct(whole["models"], roll),
        "recognised": distinct(whole["recognised"], roll, recognised=1),
    }
    return {**nowhere, LABEL: "Số mô hình khác nhau cả giai đoạn", **once}


@kept
def models_by_unit(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T3: models by commune, agencies apart; of several years the recognised ones year by year, and distinct models."""
    basis = basis_of(roll, "models")
    if len(basis.years) > 1:
        return _by_unit_and_year(models, roll, basis)
    rows = unit_rows(analysis.by_unit(models, roll), summing("models", COUNTED, RATE))
    return assemble(
        "T3",
        "Mô hình “Dân vận khéo” theo đơn vị",
        [ORDER, UNIT, *STAGES],
        rows,
        basis,
        unit_line=MODEL,
        notes=(RATE_NOTE,),
    )


@kept
def models_on_boundary(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T3c: recognised and distinct models year by year for the units of the roll's last year, each with those it was
    made of. `roll` is of `danvan.roll`.
    """
    basis = on_boundary(basis_of(roll, "models"), roll)
    table = _by_unit_and_year(models, roll, basis, standing(analysis.by_unit(models, roll), roll))
    title = table.title.replace(" theo đơn vị", f" theo đơn vị, trên địa giới năm {int(roll['year'].max())}")
    return replace(table, id=basis.id("T3c"), title=title)


def _by_unit_and_year(
    models: pd.DataFrame, roll: pd.DataFrame, basis: Basis, units: pd.DataFrame | None = None
) -> PublishedTable:
    found, every = analysis.by_unit(models, roll), analysis.within(models, roll)
    columns = [
        ORDER,
        UNIT,
        *(ColumnSpec(str(year), f"Công nhận {year}", "count", MODEL) for year in basis.years),
        ColumnSpec("distinct", "Số mô hình cả giai đoạn", "count", MODEL),
        ColumnSpec("distinct_recognised", "Đã từng được công nhận", "count", MODEL),
    ]

    def sums(rows: pd.DataFrame) -> Values:
        own = every[every["position"].isin(rows["position"])]
        recognised = own[own["recognised"].eq(1).fillna(False)]
        once = [part["thread"].nunique() if rows["covered"].any() else None for part in (own, recognised)]
        return {
            **{str(year): _recognised(rows[rows["year"] == year]) for year in basis.years},
            "distinct": distinct(once[0], rows),
            "distinct_recognised": distinct(once[1], rows, recognised=1),
        }

    return assemble(
        "T3",
        "Mô hình “Dân vận khéo” được công nhận theo đơn vị",
        columns,
        unit_rows(found, sums, units=units),
        basis,
        unit_line=MODEL,
        notes=(*distinct_notes(every), *merged_note(every)),
    )


def _recognised(rows: pd.DataFrame) -> object:
    return NA if rows.empty else told(rows["recognised"].sum(min_count=1), "models", "recognised", rows)


@kept
def models_by_level(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T4: recognised models by year and highest level of recognition."""
    found = analysis.recognised_by_unit(models, roll)
    labels = words.choices("models", "recognised_level")
    levels = found["recognised_level"].drop_duplicates().tolist()
    by_level = found.groupby(["year", "recognised_level"], sort=False, dropna=False)
    columns = [
        ColumnSpec(LABEL, "Năm"),
        *(ColumnSpec(words.key(level), words.said(labels, level), "count", MODEL) for level in levels),
        ColumnSpec("recognised", "Cộng", "count", MODEL),
        ColumnSpec("outstanding", "Trong đó: tiêu biểu", "count", MODEL),
    ]
    sums = summing("models", ["recognised", "outstanding"], by=["recognised_level"])
    at_level = {(year, words.key(level)): sums(rows)["recognised"] for (year, level), rows in by_level}
    rows = [
        Row(
            str(year),
            {LABEL: str(year), **{words.key(n): at_level[year, words.key(n)] for n in levels}, **sums(rows)},
        )
        for year, rows in found.groupby("year")
    ]
    return assemble(
        "T4",
        "Mô hình “Dân vận khéo” được công nhận theo cấp cao nhất",
        columns,
        rows,
        basis_of(roll, "models"),
        unit_line=MODEL,
    )


LIFE = (
    ColumnSpec("opening", "Từ năm trước chuyển sang", "count", MODEL),
    ColumnSpec("new", "Mới", "count", MODEL),
    ColumnSpec("ended", "Kết thúc", "count", MODEL),
    ColumnSpec("closing", "Cuối năm", "count", MODEL),
    ColumnSpec("replicated", "Được nhân rộng", "count", MODEL),
    ColumnSpec("paused", "Tạm dừng", "count", MODEL),
    ColumnSpec("replicated_places", "Nơi nhân rộng", "count", "nơi"),
)


@kept
def life_cycle(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T5: models that came over from before, new ones, ended ones, and those left at the end of each year."""
    found = analysis.life_cycle_by_unit(models, roll)
    sums = summing("models", [column.name for column in LIFE if column.name != "closing"])
    rows = [Row(str(year), {LABEL: str(year), **_closed(sums(rows))}) for year, rows in found.groupby("year")]
    return assemble(
        "T5",
        "Biến động mô hình “Dân vận khéo”",
        [ColumnSpec(LABEL, "Năm"), *LIFE],
        rows,
        basis_of(roll, "models"),
        unit_line=MODEL,
        notes=("Cuối năm = từ năm trước chuyển sang + mới - kết thúc.",),
    )


def _closed(told: Values) -> Values:
    """The sums of a year with what is left at its end."""
    parts = [told[name] for name in ("opening", "new", "ended")]
    opening, new, ended = (part.value for part in parts)
    known = None not in (opening, new, ended)
    terms = tuple(term for part in parts for term in part.formula.terms)
    return {**told, "closing": Told(opening + new - ended if known else None, Formula("balance", terms))}


TYPICAL = (
    ColumnSpec("field", words.column("models", "field")),
    ColumnSpec("kind", words.column("models", "kind")),
    ColumnSpec("first_year", words.column("models", "first_year"), "year"),
    ColumnSpec("recognised_level", words.column("models", "recognised_level")),
)


@kept
def typical_models(models: pd.DataFrame, roll: pd.DataFrame) -> PublishedTable:
    """T16: the models judged outstanding, each once, without any column that may name a person."""
    found = analysis.typical(models, roll)
    labels = unit_labels(coverage.completeness(roll))
    rows = [
        Row(
            row_key(row),
            {
                "order": str(number),
                LABEL: words.named(row["model_name"]),
                "unit": labels[row["position"]],
                "first_year": told_at(row["first_year"], "models", "first_year", row),
                **{name: words.said(words.choices("models", name), row[name]) for name in _CHOICES},
            },
        )
        for number, row in enumerate(records(found), start=1)
    ]
    columns = [ORDER, ColumnSpec(LABEL, words.column("models", "model_name")), ColumnSpec("unit", "Đơn vị"), *TYPICAL]
    return assemble(
        "T16",
        "Mô hình, điển hình “Dân vận khéo” tiêu biểu",
        columns,
        rows,
        basis_of(roll, "models"),
        notes=("Mô hình được xét tiêu biểu; mỗi mô hình ghi một lần, theo năm gần nhất.", *unconfirmed_note(found)),
    )


_CHOICES = ("field", "kind", "recognised_level")

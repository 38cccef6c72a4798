"""The tables of the store, made from the register: facts of accepted submissions only, and the ledger of all files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from danvan.declared.form import Form
from danvan.intake.register import Entry
from danvan.intake.submission import CellRole, Submission
from danvan.problems import Problem
from danvan.store.schema import TABLES

LEDGER = "cells"


def frames(entries: Sequence[Entry], form: Form) -> dict[str, pd.DataFrame]:
    """Return the tables of the store: facts of accepted submissions only, and what all files hold and lack."""
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES if table != LEDGER}
    for entry in entries:
        records["register"].append(_register_record(entry))
        if entry.submission is not None:
            common = _common(entry, entry.submission)
            records["problems"] += [{**common, **_finding(p)} for p in entry.submission.problems]
            if entry.status == "accepted":
                _facts(records, common, entry.submission, form)
    return {table: pd.DataFrame.from_records(rows) for table, rows in records.items()} | {LEDGER: _ledger(entries)}


def _ledger(entries: Sequence[Entry]) -> pd.DataFrame:
    """The ledger of all files, column by column: it has a thousand rows where another table has ten."""
    held = [(_common(e, e.submission), e.submission.cells) for e in entries if e.submission and e.submission.cells]
    if not held:
        return pd.DataFrame()
    whose = {name: [common[name] for common, cells in held for _ in cells] for name in held[0][0]}
    said = zip(*(cell for _, cells in held for cell in cells), strict=True)
    return pd.DataFrame({**whose, **dict(zip(CellRole._fields, map(list, said), strict=True))})


def _common(entry: Entry, submission: Submission) -> dict[str, Any]:
    return {
        "unit_code": entry.unit_code,
        "unit_from": entry.unit_from,
        "year": entry.year,
        "period": entry.period,
        "revision": submission.revision,
        "file": submission.file,
    }


def _register_record(entry: Entry) -> dict[str, Any]:
    submission = entry.submission
    common = {
        k: getattr(entry, k) for k in ("unit_code", "unit_from", "year", "period", "status", "received_on", "days_late")
    }
    if submission is None:
        return common
    return {
        **common,
        "revision": submission.revision,
        "file": submission.file,
        "sha256": submission.sha256,
        "errors": submission.errors,
        "warnings": submission.warnings,
        "unplaced": submission.unplaced,
        "forms_present": ",".join(submission.forms_present),
        "forms_with_nothing": ",".join(submission.forms_with_nothing),
        "sample": submission.sample,
    }


def _finding(found: Problem) -> dict[str, Any]:
    names = ("sheet", "row", "code", "severity", "cell", "said", "message", "remedy")
    return {name: getattr(found, name) for name in names}


def _facts(
    records: dict[str, list[dict[str, Any]]], common: Mapping[str, Any], submission: Submission, form: Form
) -> None:
    for table, rows in submission.rows.items():
        stored = {c.name for c in form.table(table).columns if c.stored}
        for row in rows:
            values = {k: v for k, v in row.values.items() if k in stored}  # noqa: PD011 - a mapping
            records[table].append({**common, "sheet": row.sheet, "row": row.row, **values})
    for figure in submission.figures:
        names = ("sheet", "row", "indicator", "column", "value", "state", "text")
        told = {n: getattr(figure, n) for n in names}
        records["indicators"].append({**common, **told, "year": figure.year or common["year"]})

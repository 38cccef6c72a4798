"""One figure followed back, for people and scripts: what it is, its formula in words, its parts by unit, their cells.

    T6a/2021/total_vnd: 4.180.000.000 đồng
      Cộng: Tổng kinh phí (biểu B2), 26 đơn vị, năm 2021 = 4.180.000.000
        Xã Bình Minh, 2021: 380.000.000
          sample/2021/.../BC DVK 2021.xlsx, trang “B2 Nguồn lực”, ô G11: “380000000”

Does not belong here: finding the facts (analysis.trace), making the tables (`catalogue`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from danvan.analysis.facts import SUBJECTS
from danvan.analysis.totals import FINEST
from danvan.analysis.trace import Fact, Facts, Formula, Op, Scope, Term
from danvan.declared.form import form
from danvan.problems import DanvanError, UsageError
from danvan.publish.table import LABEL, ColumnSpec, PublishedTable
from danvan.publish.tables import words
from danvan.vietnamese import wording

OPERATIONS: Mapping[Op, tuple[str, ...]] = {
    "sum": ("Cộng",),
    "ratio": ("Tử số", "Mẫu số"),
    "difference": ("Kỳ này", "Kỳ trước"),
    "percent": ("Kỳ này", "Kỳ trước"),
    "points": ("Kỳ này: tử số", "Kỳ này: mẫu số", "Kỳ trước: tử số", "Kỳ trước: mẫu số"),
    "balance": ("Đầu kỳ", "Cộng: tăng", "Trừ: giảm"),
    "distinct": ("Đếm số khác nhau",),
}
REPORTS = {"expected": "Phải báo cáo", "reported": "Đã gửi", "accepted": "Đã tổng hợp"}


@dataclass(frozen=True)
class Part:
    """What one unit gives to a term in one year, and the facts it is made of."""

    unit: str
    year: int
    value: float
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class TracedTerm:
    """One term of a formula: what it adds up, in words, its value and its parts."""

    role: str
    what: str
    value: float | None
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Traced:
    """One figure with all that it is made of."""

    figure: str
    table: str
    row: str
    column: str
    text: str
    value: float | None
    terms: tuple[TracedTerm, ...]

    def to_json(self) -> dict[str, Any]:
        """The figure as plain JSON values."""
        names = ("figure", "table", "row", "column", "text", "value")
        return {**{name: getattr(self, name) for name in names}, "terms": [_term_json(term) for term in self.terms]}


def traced(table: PublishedTable, figure: str, facts: Facts) -> Traced:
    """Follow the figure called `figure` of `table` back to the cells of `facts`.

    UsageError, with the likeliest id, where the table has no such figure; DanvanError where its facts give another
    value than the table prints.
    """
    row, column = _place(table, figure)
    formula = table.formulas[row, column.name]
    value = table.value(row, column)
    again = facts.value(formula)
    if value is not None and not math.isclose(float(value), again or 0.0, rel_tol=1e-9):
        raise DanvanError(
            f"{figure}: bảng ghi {table.text(row, column)}, cộng lại từ các ô được {again}; hãy báo lỗi này."
        )
    return Traced(
        figure,
        f"{table.id}. {table.title}",
        _row_label(table, row),
        column.label,
        f"{table.text(row, column)} {column.unit}".strip(),
        None if value is None else float(value),
        tuple(_traced_term(role, term, formula.op, facts) for role, term in _roles(formula)),
    )


def figures(table: PublishedTable) -> list[str]:
    """The ids of the figures of a table, from top to bottom."""
    return [table.figure(row, column) for row, column in table.formulas]


def _place(table: PublishedTable, figure: str) -> tuple[int, ColumnSpec]:
    for row, name in table.formulas:
        if table.figure(row, name) == figure:
            return row, next(c for c in table.columns if c.name == name)
    known = figures(table)
    near = get_close_matches(figure, known, n=3)
    meant = f" Gần nhất: {', '.join(near)}." if near else ""
    raise UsageError(f"Bảng {table.id} không có số “{figure}”.{meant} Xem các số của bảng: danvan trace {table.id}")


def _row_label(table: PublishedTable, row: int) -> str:
    return str(table.frame[LABEL].iloc[row]) if LABEL in table.frame else table.keys[row]


def _roles(formula: Formula) -> Iterator[tuple[str, Term]]:
    """The terms with what each is in the formula; of a ratio or a balance the last role is that of all that remain."""
    names = OPERATIONS[formula.op]
    for number, term in enumerate(formula.terms):
        yield names[min(number, len(names) - 1)], term


def _traced_term(role: str, term: Term, op: Op, facts: Facts) -> TracedTerm:
    own = groupby(facts.facts(term), key=lambda fact: fact.unit)
    parts = [Part(facts.names[unit], unit[0], 0.0, tuple(rows)) for unit, rows in own]
    parts = [replace(part, value=_value(part.facts, op)) for part in parts]
    return TracedTerm(role, _what(term), facts.value(Formula(op if op == "distinct" else "sum", (term,))), tuple(parts))


def _value(facts: Sequence[Fact], op: Op) -> float:
    values = [fact.value for fact in facts]
    return float(len(set(values))) if op == "distinct" else round(sum(values), FINEST)


def _what(term: Term) -> str:
    """ "Tổng kinh phí (biểu B2); Loại công trình: Kênh mương; 26 đơn vị, năm 2021"."""
    subject = SUBJECTS[term.subject]
    return "; ".join([_measure(subject.table, term), *_conditions(subject.table, term), _units(term.scope)])


def _measure(table: str, term: Term) -> str:
    if table not in form().tables:
        return f"{REPORTS.get(term.measure, term.measure)} (sổ nhận báo cáo)"
    declared = form().table(table)
    if table == "indicators":
        named = [value for name, values in term.where if name == "indicator" for value in values]
        labels = [form().indicator(code).label for code in named]
    else:
        names = {column.name: column.label for column in declared.columns}
        labels = [names[name] for name in SUBJECTS[term.subject].columns(term.measure) if name in names]
    return f"{' + '.join(labels)} (biểu {declared.form})"


def _conditions(table: str, term: Term) -> Iterator[str]:
    """What the rows must have, in the words of the form; the names of indicators stand with the measure."""
    columns = {c.name: c for c in form().table(table).columns} if table in form().tables else {}
    for name, values in term.where:
        column = columns.get(name)
        if column is not None and table != "indicators":
            labels = words.choices(table, name) if column.choice else {}
            yield f"{column.label}: {', '.join(words.said(labels, value) for value in values)}"
        elif name == "row":
            yield f"dòng {values[0]}"


def _units(scope: Scope) -> str:
    years = sorted({year for year, _, _ in scope})
    units = len({(code, since) for _, code, since in scope})
    return f"{units} đơn vị, {words.period(years)}"


def lines(found: Traced) -> Iterator[str]:
    """What `danvan trace` prints for people."""
    yield f"{found.figure}: {found.text}"
    yield f"  {found.table}; dòng “{found.row}”, cột “{found.column}”"
    for term in found.terms:
        yield f"  {term.role}: {term.what} = {number(term.value)}"
        for part in term.parts:
            yield f"    {part.unit}, {part.year}: {number(part.value)}"
            yield from (f"      {line}" for fact in part.facts if fact.told for line in _lines(fact))


def number(value: float | None) -> str:
    """A value of a trace as people read it."""
    return "chưa có số liệu" if value is None else wording.number(value, 0 if float(value).is_integer() else 2)


def _lines(fact: Fact) -> Iterator[str]:
    if not fact.file:
        yield f"sổ nhận báo cáo: {words.STATUSES.get(fact.item, fact.item).lower()}"
    elif not fact.cells:
        yield f"{fact.file}, trang “{fact.sheet}”, dòng {fact.row}"
    for cell in fact.cells:
        item = f" ({fact.item})" if fact.item not in ("", cell.text) else ""
        yield f"{fact.file}, trang “{fact.sheet}”, ô {cell.address}: “{cell.text}”{item}"


def _term_json(term: TracedTerm) -> dict[str, Any]:
    parts = [
        {"unit": p.unit, "year": p.year, "value": p.value, "facts": [_fact_json(fact) for fact in p.facts]}
        for p in term.parts
    ]
    return {"role": term.role, "what": term.what, "value": term.value, "parts": parts}


def _fact_json(fact: Fact) -> dict[str, Any]:
    cells = [{"cell": cell.address, "column": cell.column, "text": cell.text} for cell in fact.cells]
    return {n: getattr(fact, n) for n in ("file", "sheet", "row", "item", "value")} | {"cells": cells}

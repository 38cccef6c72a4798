"""One figure followed back, for people and scripts: what it is, its formula in words, its parts by unit, their cells.

    T6a/2021/total_vnd: 4.180.000.000 đồng
      Cộng: Tổng kinh phí (biểu B2), 26 đơn vị, năm 2021 = 4.180.000.000
        Xã Bình Minh, 2021: 380.000.000
          sample/2021/.../BC DVK 2021.xlsx, trang “B2 Nguồn lực”, ô G11: “380000000”

Does not belong here: finding the facts (analysis.trace), their words (`provenance`), making the tables (`catalogue`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import groupby, zip_longest
from typing import Any

from danvan.analysis.totals import FINEST
from danvan.analysis.trace import WORDS, Fact, Facts, Formula, Op, Term
from danvan.problems import DanvanError, UsageError
from danvan.publish.columns import LABEL
from danvan.publish.provenance import cells, number, places, what
from danvan.publish.table import PublishedTable

OPERATIONS: Mapping[Op, tuple[str, ...]] = {
    "sum": ("Cộng",),
    "ratio": ("Tử số", "Mẫu số"),
    "difference": ("Kỳ này", "Kỳ trước"),
    "percent": ("Kỳ này", "Kỳ trước"),
    "points": ("Kỳ này: tử số", "Kỳ này: mẫu số", "Kỳ trước: tử số", "Kỳ trước: mẫu số"),
    "balance": ("Đầu kỳ", "Cộng: tăng", "Trừ: giảm"),
    "distinct": ("Đếm số khác nhau",),
    "said": ("Ghi theo",),
    "estimate": ("Ước lượng từ",),
}


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
    places = {table.figure(row, name): (row, name) for row, name in table.formulas}
    if figure not in places:
        near = get_close_matches(figure, places, n=3)
        meant = f" Gần nhất: {', '.join(near)}." if near else ""
        raise UsageError(f"Bảng {table.id} không có số “{figure}”.{meant} Xem các số của bảng: danvan trace {table.id}")
    return _traced(table, *places[figure], facts)


def every(table: PublishedTable, facts: Facts) -> Iterator[Traced]:
    """All figures of a table from top to bottom, each followed back as `traced` does."""
    return (_traced(table, row, name, facts) for row, name in table.formulas)


def _traced(table: PublishedTable, row: int, name: str, facts: Facts) -> Traced:
    column = next(column for column in table.columns if column.name == name)
    figure, formula, value = table.figure(row, name), table.formulas[row, name], table.value(row, column)
    again = facts.value(formula)
    if formula.op not in WORDS and value is not None and not math.isclose(float(value), again or 0.0, rel_tol=1e-9):
        raise DanvanError(
            f"{figure}: bảng ghi {table.text(row, column)}, cộng lại từ các ô được {again}; hãy báo lỗi này."
        )
    return Traced(
        figure,
        f"{table.id}. {table.title}",
        _row_label(table, row),
        column.label,
        f"{table.text(row, column)} {column.unit}".strip(),
        None if value is None or formula.op in WORDS else float(value),
        tuple(_traced_term(role, term, formula.op, facts) for role, term in _roles(formula)),
    )


def figures(table: PublishedTable) -> list[str]:
    """The ids of the figures of a table, from top to bottom."""
    return [table.figure(row, column) for row, column in table.formulas]


def _row_label(table: PublishedTable, row: int) -> str:
    label = next((column for column in table.columns if column.name == LABEL), None)
    return str(table.value(row, label)) if label else table.keys[row]


def _roles(formula: Formula) -> Iterator[tuple[str, Term]]:
    """The terms with what each is in the formula; of a ratio or a balance the last role is that of all that remain."""
    names = OPERATIONS[formula.op]
    for place, term in enumerate(formula.terms):
        yield names[min(place, len(names) - 1)], term


def _traced_term(role: str, term: Term, op: Op, facts: Facts) -> TracedTerm:
    own = groupby(facts.facts(term), key=lambda fact: fact.unit)
    parts = [Part(facts.names[unit], unit[0], 0.0, tuple(rows)) for unit, rows in own]
    parts = [replace(part, value=_value(part.facts, op)) for part in parts]
    return TracedTerm(role, what(term), facts.value(Formula(op if op == "distinct" else "sum", (term,))), tuple(parts))


def _value(facts: Sequence[Fact], op: Op) -> float:
    values = [fact.value for fact in facts]
    return float(len(set(values))) if op == "distinct" else round(sum(values), FINEST)


def lines(found: Traced) -> Iterator[str]:
    """What `danvan trace` prints for people."""
    yield f"{found.figure}: {found.text}"
    yield f"  {found.table}; dòng “{found.row}”, cột “{found.column}”"
    for term in found.terms:
        yield f"  {term.role}: {term.what} = {number(term.value)}"
        for part in term.parts:
            yield f"    {part.unit}, {part.year}: {number(part.value)}"
            said = (line for place, own in places(part.facts) for fact in own for line in _lines(fact, place))
            yield from (f"      {line}" for line in said)


def _lines(fact: Fact, place: str) -> Iterator[str]:
    """Each cell on a line of its own, with what its row is about."""
    said = list(cells(fact))
    if not said:
        yield place
    for cell, text in zip_longest(fact.cells, said):
        item = f" ({fact.item})" if cell and fact.item not in ("", cell.text) else ""
        yield f"{place}, {'ô ' if cell else ''}{text}{item}"


def _term_json(term: TracedTerm) -> dict[str, Any]:
    parts = [
        {"unit": p.unit, "year": p.year, "value": p.value, "facts": [_fact_json(fact) for fact in p.facts]}
        for p in term.parts
    ]
    return {"role": term.role, "what": term.what, "value": term.value, "parts": parts}


def _fact_json(fact: Fact) -> dict[str, Any]:
    cells = [{"cell": cell.address, "column": cell.column, "text": cell.text} for cell in fact.cells]
    return {n: getattr(fact, n) for n in ("file", "sheet", "row", "item", "value")} | {"cells": cells}

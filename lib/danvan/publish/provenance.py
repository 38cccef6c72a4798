"""Where a number comes from, in the words of the form: what a term adds up, where a fact stands, which cells say it.

    Tổng kinh phí (biểu B2); Loại công trình: Kênh mương; 26 đơn vị, năm 2021
    sample/2021/.../BC DVK 2021.xlsx, trang “B2 Nguồn lực”      G11: “380000000”

Does not belong here: finding the facts (analysis.trace), lines and pages of them (`traced`, `sourced`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from danvan.analysis.facts import SUBJECTS
from danvan.analysis.trace import Fact, Scope, Term
from danvan.declared.form import form
from danvan.publish.tables import words
from danvan.vietnamese import wording

REPORTS = {"expected": "Phải báo cáo", "reported": "Đã gửi", "accepted": "Đã tổng hợp"}


def what(term: Term) -> str:
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


def number(value: float | None) -> str:
    """A value as people read it: whole, or with two decimals."""
    return "chưa có số liệu" if value is None else wording.number(value, 0 if float(value).is_integer() else 2)


def places(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    """The facts that count, by the sheet that they stand in: "file, trang “B2 Nguồn lực”"."""
    told = (fact for fact in facts if fact.told)
    return [(place, list(own)) for place, own in groupby(told, key=_place)]


def _place(fact: Fact) -> str:
    if not fact.file:
        return f"sổ nhận báo cáo: {words.STATUSES.get(fact.item, fact.item).lower()}"
    return f"{fact.file}, trang “{fact.sheet}”"


def cells(fact: Fact) -> Iterator[str]:
    """The cells that say a fact, each with its text; its row where no cell does, nothing for one of the register."""
    if fact.file and not fact.cells:
        yield f"dòng {fact.row}"
    for cell in fact.cells:
        yield f"{cell.address}: “{cell.text}”"

"""Checks within one workbook: across cells, rows and forms. Each is a small function from facts to findings.

Comparing with other workbooks or earlier years does not belong here; nor does repairing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from danvan.declared.form import Column, Form, Rule
from danvan.declared.places import Unit
from danvan.intake.cover import Cover
from danvan.intake.figures import COUNTED
from danvan.intake.submission import Figure, Row, Submission
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.text import fold

PARTS_TOLERANCE_VND = 1000
PARTS_TOLERANCE_SHARE = 0.005
HIGH_PEOPLE_SHARE = 0.9
PEOPLE = ("people_cash_vnd", "people_inkind_vnd")
RECOGNISED = frozenset({"recognised", "outstanding"})
MEETS_STANDARD = frozenset({"standard", "advanced", "model"})


@dataclass(frozen=True)
class Facts:
    """What the checks look at: one submission, its unit and cover, and the form."""

    submission: Submission
    unit: Unit | None
    cover: Cover | None
    form: Form

    def rows(self, table: str) -> list[Row]:
        return list(self.submission.rows.get(table, ()))

    def figure(self, code: str) -> Figure | None:
        """The counted figure of an indicator; None where it is not there."""
        figures = self.submission.figures
        return next((f for f in figures if (f.indicator, f.column) == (code, COUNTED)), None)

    def value(self, code: str) -> float | None:
        figure = self.figure(code)
        return figure.value if figure else None

    def label(self, code: str) -> str:
        return self.form.indicator(code).label


def check(submission: Submission, unit: Unit | None, cover: Cover | None, form: Form) -> list[Problem]:
    """Return the findings of all checks on one submission."""
    facts = Facts(submission, unit, cover, form)
    return [found for run in CHECKS for found in run(facts)]


def _at(row: Row, column: str) -> Place:
    value = row.values.get(column)
    return Place(row.sheet, row.row, row.at.get(column), None if value is None else str(value))


def _of(figure: Figure) -> Place:
    return Place(figure.sheet, figure.row, figure.cell, figure.text)


def declared_rules(facts: Facts) -> Iterator[Problem]:
    """The rules of rules.toml; a rule over a figure that is not there says nothing."""
    for rule in facts.form.rules:
        yield from RULES[rule.kind](facts, rule)


def _sides(facts: Facts, rule: Rule) -> tuple[float, float] | None:
    left = [facts.value(c) for c in (rule.left, *rule.plus)]
    right = [facts.value(c) for c in rule.right]
    if any(v is None for v in (*left, *right)):
        return None
    return sum(v for v in left if v is not None), sum(v for v in right if v is not None)


def _rule_problem(facts: Facts, rule: Rule, left: float, right: float, /, **words: object) -> Problem:
    figure = facts.figure(rule.left)
    assert figure is not None
    named = " + ".join(facts.label(c) for c in (rule.left, *rule.plus))
    whole = " + ".join(facts.label(c) for c in rule.right)
    numbers = {"left": wording.number(left), "right": wording.number(right)}
    return problem(rule.code, _of(figure), label=named, whole=whole, **numbers, **words)


def _at_most(facts: Facts, rule: Rule) -> Iterator[Problem]:
    sides = _sides(facts, rule)
    if sides and sides[0] > sides[1]:
        yield _rule_problem(facts, rule, *sides)


def _needs(facts: Facts, rule: Rule) -> Iterator[Problem]:
    sides = _sides(facts, rule)
    if sides and sides[0] > 0 and sides[1] == 0:
        yield _rule_problem(facts, rule, *sides)


def _between(facts: Facts, rule: Rule) -> Iterator[Problem]:
    sides = _sides(facts, rule)
    if sides and sides[1] > 0 and not rule.low <= sides[0] / sides[1] <= rule.high:
        words = {"ratio": wording.number(sides[0] / sides[1], 1), "low": rule.low, "high": rule.high}
        yield _rule_problem(facts, rule, *sides, **words)


def _at_least(facts: Facts, rule: Rule) -> Iterator[Problem]:
    sides = _sides(facts, rule)
    if sides and sides[0] < rule.times * sides[1]:
        yield _rule_problem(facts, rule, *sides, times=rule.times)


def _equals_count(facts: Facts, rule: Rule) -> Iterator[Problem]:
    figure = facts.figure(rule.left)
    submission = facts.submission
    known = rule.table in submission.forms_present or rule.table in submission.forms_with_nothing
    if figure is None or figure.value is None or not known:
        return
    counted = sum(row.values.get(rule.column) in rule.values for row in facts.rows(rule.table))
    if counted != figure.value:
        words = {
            "label": facts.label(rule.left),
            "said_number": wording.number(figure.value),
            "counted": counted,
        }
        yield problem(rule.code, _of(figure), **words)


RULES: dict[str, Callable[[Facts, Rule], Iterator[Problem]]] = {
    "at_most": _at_most,
    "needs": _needs,
    "between": _between,
    "at_least": _at_least,
    "equals_count": _equals_count,
}


def parts_make_total(facts: Facts) -> Iterator[Problem]:
    """K06: a total equals the sum of its declared parts, within 1.000 đồng or 0,5 %; K07: a high people's share."""
    for table in facts.form.tables.values():
        parts = [c for c in table.columns if c.part_of]
        for row in facts.rows(table.name) if parts else ():
            yield from _parts(row, parts[0].part_of or "", parts)


def _parts(row: Row, whole: str, parts: list[Column]) -> Iterator[Problem]:
    total = row.values.get(whole)
    given = [v for c in parts if isinstance(v := row.values.get(c.name), int)]
    if not isinstance(total, int) or not given or any(row.states.get(c.name) == "unreadable" for c in parts):
        return
    if abs(sum(given) - total) > max(PARTS_TOLERANCE_VND, PARTS_TOLERANCE_SHARE * total):
        words = {"said_number": wording.number(total), "counted": wording.number(sum(given))}
        yield problem("K06", _at(row, whole), **words)
    people = sum(v for name in PEOPLE if isinstance(v := row.values.get(name), int))
    if total and people / total > HIGH_PEOPLE_SHARE:
        yield problem("K07", _at(row, whole), share=wording.percent(100 * people / total))


def models(facts: Facts) -> Iterator[Problem]:
    """K03, K09, K29, K30: what must agree within the rows of the models, and a model listed twice."""
    seen: dict[str, Row] = {}
    for row in facts.rows("models"):
        name = row.values.get("model_name")
        if isinstance(name, str) and (first := seen.setdefault(fold(name), row)) is not row:
            yield problem("K09", _at(row, "model_name"), name=name, other=first.row)
        yield from _model(row, facts)


def _model(row: Row, facts: Facts) -> Iterator[Problem]:
    values, year = row.values, facts.submission.year or 0
    first, status, result = values.get("first_year"), values.get("status"), values.get("result")
    if result in RECOGNISED and values.get("implemented") is False:
        yield problem("K03", _at(row, "result"))
    if isinstance(first, int) and first > year:
        yield _disagree(row, "first_year", f"Năm đăng ký lần đầu {first} sau năm báo cáo {year}.")
    if isinstance(first, int) and isinstance(status, str) and (status == "new") != (first == year):
        yield _disagree(row, "status", f"Mô hình mới phải đăng ký lần đầu năm {year}, và ngược lại (đang ghi {first}).")
    if isinstance(result, str) and result not in RECOGNISED and values.get("recognised_level"):
        yield _disagree(row, "recognised_level", "Có cấp công nhận nhưng kết quả xét không phải là được công nhận.")
    if status == "replicated" and values.get("replicated_places") == 0:
        yield _disagree(row, "replicated_places", "Mô hình nhân rộng phải có ít nhất 1 nơi nhân rộng.")
    if result in RECOGNISED:
        yield from _conditional(row, facts, "models", ("recognised_level", "decision_number"))
    if status == "replicated":
        yield from _conditional(row, facts, "models", ("replicated_places",))
    with_ids = facts.form.table("models").column("model_id").valid_in(year)
    if with_ids and status not in ("new", None) and not values.get("model_id"):
        yield problem("K30", _at(row, "model_name"))


def _disagree(row: Row, column: str, rule: str) -> Problem:
    return problem("K29", _at(row, column), rule=rule)


def _conditional(row: Row, facts: Facts, table: str, names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        column = facts.form.table(table).column(name)
        if row.states.get(name) == "blank" and column.valid_in(facts.submission.year or 0):
            yield problem("Đ01", _at(row, name), label=column.label)


def new_rural(facts: Facts) -> Iterator[Problem]:
    """K16: a township has no status; a commune that meets the standard says since when and by which standard."""
    for row in facts.rows("new_rural"):
        status = row.values.get("status")
        if facts.unit and facts.unit.type == "township" and status not in (None, "not_applicable"):
            labels = {c.name: c.label for c in facts.form.table("new_rural").column("status").choice}
            yield problem("K16", _at(row, "status"), text=labels.get(str(status), status))
        if status in MEETS_STANDARD:
            yield from _conditional(row, facts, "new_rural", ("recognised_year", "standard_version"))


def ward_guards(facts: Facts) -> Iterator[Problem]:
    """K17: ward guard teams exist in townships and wards only."""
    figure = facts.figure("ward_guard_teams")
    if figure and figure.value and facts.unit and facts.unit.type == "commune":
        yield problem("K17", _of(figure), left=wording.number(figure.value))


def cover_complete(facts: Facts) -> Iterator[Problem]:
    """Đ01, Đ02: the cover's required fields are there and can be read; a further revision says why."""
    if facts.cover is None:
        return
    for column in facts.form.table("cover").columns:
        reading = facts.cover.read(column.name, facts.form)
        wanted = column.need == "required" and column.name not in (
            "report_year",
            "period",
            "revision",
            "unit_code",
        )
        wanted |= column.name == "revision_reason" and (facts.submission.revision or 1) > 1
        place = facts.cover.place(column.name)
        if reading.state == "blank" and wanted:
            yield problem("Đ01", place, label=column.label)
        for code, words in reading.found:
            yield problem(code, place, **words)


def period_in_order(facts: Facts) -> Iterator[Problem]:
    """K29: the period ends after it starts."""
    if facts.cover is None:
        return
    start, end = (facts.cover.read(n, facts.form).value for n in ("period_start", "period_end"))
    if isinstance(start, dt.date) and isinstance(end, dt.date) and start > end:
        rule = f"Kỳ báo cáo từ ngày {wording.day(start)} lại sau đến ngày {wording.day(end)}."
        yield problem("K29", facts.cover.place("period_start"), rule=rule)


CHECKS: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    cover_complete,
    period_in_order,
    declared_rules,
    parts_make_total,
    models,
    new_rural,
    ward_guards,
)

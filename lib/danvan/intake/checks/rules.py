"""K01, K02, K05, K25-K28: the rules of rules.toml between the figures of one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvan.declared.form import Rule
from danvan.intake.checks.facts import Facts
from danvan.problems import Problem, problem
from danvan.vietnamese import wording

UNKNOWN = ("unreadable", "blank")  # what a row may say once its own finding is mended


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
    return problem(rule.code, facts.place(figure), label=named, whole=whole, **numbers, **words)


def _at_most(facts: Facts, rule: Rule) -> Iterator[Problem]:
    sides = _sides(facts, rule)
    if sides and sides[0] > sides[1]:
        yield _rule_problem(facts, rule, *sides)


def _needs(facts: Facts, rule: Rule) -> Iterator[Problem]:
    """A figure above zero needs another one: that is zero, or was left blank."""
    left, right = facts.value(rule.left), [facts.figure(code) for code in rule.right]
    wanting = all(f is not None and (f.value == 0 or f.state == "blank") for f in right)
    if left and wanting:
        blank = any(f is not None and f.state == "blank" for f in right)
        yield _rule_problem(facts, rule, left, 0, stated="để trống" if blank else "bằng 0")


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
    unknown = sum(row.states.get(rule.column) in UNKNOWN for row in facts.rows(rule.table))
    if not counted <= figure.value <= counted + unknown:
        words = {
            "label": facts.label(rule.left),
            "said_number": wording.number(figure.value),
            "counted": counted,
        }
        yield problem(rule.code, facts.place(figure), **words)


RULES: dict[str, Callable[[Facts, Rule], Iterator[Problem]]] = {
    "at_most": _at_most,
    "needs": _needs,
    "between": _between,
    "at_least": _at_least,
    "equals_count": _equals_count,
}

"""K13, K17, K24: figures of B3 that can hardly be what was counted."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.intake.checks.facts import Facts
from danvan.intake.figures import COUNTED
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording

ROUNDED_TO = 10
# Below ten nobody rounds to tens; that this many larger figures all end in 0 by chance happens once in 100.000.
FEWEST_ROUND = 5


def cumulative(facts: Facts) -> Iterator[Problem]:
    """K13: what was done since the beginning is no less than what was done in the period; stocks do not add up."""
    for indicator in facts.form.indicators:
        so_far, done = facts.figure(indicator.code, "cumulative"), facts.value(indicator.code)
        if indicator.kind == "stock" or so_far is None or so_far.value is None or done is None:
            continue
        if so_far.value < done:
            words = {"left": wording.number(so_far.value), "right": wording.number(done)}
            yield problem("K13", facts.place(so_far), label=indicator.label, **words)


def all_round(facts: Facts) -> Iterator[Problem]:
    """K24: all figures of ten and more, where there are enough of them, are whole tens: estimated, not counted."""
    large = [f for f in facts.submission.figures if f.column == COUNTED and f.value and f.value >= ROUNDED_TO]
    if len(large) >= FEWEST_ROUND and all(f.value is not None and f.value % ROUNDED_TO == 0 for f in large):
        yield problem("K24", Place(large[0].sheet), count=len(large))


def ward_guards(facts: Facts) -> Iterator[Problem]:
    """K17: ward guard teams exist in townships and wards only."""
    figure = facts.figure("ward_guard_teams")
    if figure and figure.value and facts.unit and facts.unit.type == "commune":
        yield problem("K17", facts.place(figure), left=wording.number(figure.value))

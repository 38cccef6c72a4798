"""Checks within one workbook: across cells, rows and forms. Each is a small function from facts to findings.

Comparing with other workbooks or earlier years does not belong here (`comparisons`); nor does repairing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from danvan.declared.form import Form
from danvan.declared.places import Unit
from danvan.intake.checks.awards import decided_once
from danvan.intake.checks.days import days_in_order
from danvan.intake.checks.documents import documents_once
from danvan.intake.checks.facts import Facts
from danvan.intake.checks.figures import all_round, cumulative, ward_guards
from danvan.intake.checks.front import cover_complete, period_in_order
from danvan.intake.checks.models import models
from danvan.intake.checks.rules import declared_rules
from danvan.intake.checks.rural import new_rural
from danvan.intake.checks.shares import percentages
from danvan.intake.checks.works import parts_make_total
from danvan.intake.checks.years import documents_to_come, years_to_come
from danvan.intake.cover import Cover
from danvan.intake.submission import Submission
from danvan.problems import Problem

CHECKS: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    cover_complete,
    period_in_order,
    declared_rules,
    cumulative,
    percentages,
    all_round,
    parts_make_total,
    models,
    new_rural,
    ward_guards,
    decided_once,
    years_to_come,
    documents_once,
    documents_to_come,
    days_in_order,
)


def check(submission: Submission, unit: Unit | None, cover: Cover | None, form: Form) -> list[Problem]:
    """Return the findings of all checks on one submission."""
    facts = Facts(submission, unit, cover, form)
    return [found for run in CHECKS for found in run(facts)]

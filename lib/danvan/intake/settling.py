"""Settles the periods one after the other: what counts of one is known before the next is compared with it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from danvan.declared.form import Form
from danvan.declared.settings import Settings
from danvan.intake.comparisons import Others, compare
from danvan.intake.register import Entry, register
from danvan.intake.submission import Submission


def settle(
    submissions: Sequence[Submission], days: Mapping[str, dt.date], form: Form, settings: Settings
) -> list[Entry]:
    """Return the register of all submissions, each compared with the others; the order they come in is of no account.

    A submission that disagrees with what was accepted earlier is returned, so it is no base for later ones.
    """
    periods: dict[tuple[int, str], list[Submission]] = defaultdict(list)
    unknown: list[Submission] = []
    for each in submissions:
        known = each.unit_code is not None and each.year and each.period
        (periods[each.year, each.period] if known else unknown).append(each)  # type: ignore[index]
    entries = register(unknown, days, settings)
    for year, period in sorted(periods, key=lambda p: settings.period_end(*p)):
        group = periods[year, period]
        others = others_of(entries, year, form, settings, beside=group)
        told = [replace(s, problems=(*s.problems, *compare(s, others))) for s in group]
        entries += register(told, days, settings)
    return sorted(entries, key=lambda e: e.order)


def others_of(
    entries: Iterable[Entry], year: int, form: Form, settings: Settings, *, beside: Iterable[Submission] = ()
) -> Others:
    """Return what a submission of `year` is compared with: what the register accepted to the end of this year."""
    accepted = (e.submission for e in entries if e.status == "accepted" and e.year <= year)
    known = (s for s in beside if s.unit_code is not None)
    return Others(form, settings, tuple(s for s in accepted if s is not None), tuple(known))

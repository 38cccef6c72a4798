"""The formulas of a table as plain JSON values, exactly; unit-years that several share are told once.

Does not belong here: what a formula means (analysis.trace).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from danvan.analysis.trace import Formula, Scope, Term, UnitYear

Place = tuple[int, str]


def to_json(formulas: Mapping[Place, Formula]) -> dict[str, Any]:
    """{"units", "scopes", "cells"}: unit-years, the scopes as numbers of them, and per cell its formula."""
    scopes = list(dict.fromkeys(term.scope for formula in formulas.values() for term in formula.terms))
    units = sorted({unit for scope in scopes for unit in scope})
    places = {unit: number for number, unit in enumerate(units)}
    numbers = {scope: number for number, scope in enumerate(scopes)}
    return {
        "units": [[year, code, since.isoformat()] for year, code, since in units],
        "scopes": [sorted(places[unit] for unit in scope) for scope in scopes],
        "cells": [
            [row, column, formula.op, [_term(term, numbers) for term in formula.terms], formula.scale]
            for (row, column), formula in formulas.items()
        ],
    }


def _term(term: Term, numbers: Mapping[Scope, int]) -> list[Any]:
    where = [[name, list(values)] for name, values in term.where]
    return [term.subject, term.measure, numbers[term.scope], where]


def from_json(said: Mapping[str, Any]) -> dict[Place, Formula]:
    """The formulas that `to_json` told."""
    units: list[UnitYear] = [(year, code, date.fromisoformat(since)) for year, code, since in said["units"]]
    scopes = [frozenset(units[number] for number in numbers) for numbers in said["scopes"]]
    return {
        (row, column): Formula(op, tuple(_read(term, scopes) for term in terms), scale)
        for row, column, op, terms, scale in said["cells"]
    }


def _read(term: list[Any], scopes: list[Scope]) -> Term:
    subject, measure, number, where = term
    return Term(subject, measure, scopes[number], tuple((name, tuple(values)) for name, values in where))

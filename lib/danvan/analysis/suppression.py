"""Which sums are not printed so that no small count can be computed back, and another table that prints the same.

              thôn A   thôn B   thôn C   total                        thôn A   thôn B   thôn C   total
    2021         1       14        6       21          ->      2021     <3        14       *        21
    2022         9       12        8       29                  2022      9        12       8        29

A form is a set of cells whose sum is printed: one cell, a row, a column, all. Whoever reads knows every printed sum,
that cells are whole numbers not below 0, and that a "<3" is 1 or 2; "*" says nothing. Does not belong here: which cells
count people (`disclosed`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Cell = Any  # whatever can be a key
Form = frozenset[Any]
REACH = 50  # how far a cell of the other table may be from this one's
SECONDS = 60.0


@dataclass(frozen=True)
class Counts:
    """Cells with their counts, the forms that are to be printed, those that must not be computed back (`guarded`), and
    which of them may say "<3" (`small`: 1 to `least` - 1). `own` are forms of one unit, left out before others.
    """

    cells: Mapping[Cell, int]
    forms: Collection[Form]
    guarded: Collection[Form]
    small: Collection[Form] = ()
    own: Collection[Form] = ()
    least: int = 3
    order: Sequence[Cell] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", sorted(self.cells, key=repr))

    def value(self, form: Form) -> int:
        """The sum of a form."""
        return sum(self.cells[cell] for cell in form)

    def rows(self, forms: Iterable[Form]) -> np.ndarray:
        """A row of 0 and 1 over all cells for each form."""
        found = [[cell in form for cell in self.order] for form in forms]
        return np.array(found, dtype=float).reshape(len(found), len(self.order))


@dataclass(frozen=True, slots=True)
class Hidden:
    """The forms that are not printed; those of them that say "<3", while the others say nothing."""

    forms: frozenset[Form]
    small: frozenset[Form]


def hidden(counts: Counts) -> Hidden:
    """What is not printed: the guarded forms, and as many beside them as it takes to keep these.

    A "<3" that tells another one, as a sum of two of them does, says nothing instead.
    """
    gone = {form for form in counts.forms if form in set(counts.guarded)}
    small = {form for form in gone if form in set(counts.small)}
    while True:
        told = [form for form in counts.forms if form not in gone]
        guarded = _sorted(counts, counts.guarded)
        open_ = next((one for one in guarded if determined(counts, one, told, small)), None)
        if open_ is None:
            return Hidden(frozenset(gone), frozenset(small))
        sums = [form for form in _linked(open_, [*told, *small]) if len(form) > 1 and form in small]
        if sums and not _spanned(counts.rows(told), counts.rows([open_])):
            small.remove(_sorted(counts, sums)[-1])
        else:
            gone.add(_beside(counts, open_, told))


def _sorted(counts: Counts, forms: Iterable[Form]) -> list[Form]:
    """In one order on every machine: forms of one unit first, of them the least that says something."""

    def cost(form: Form) -> tuple[bool, bool, int, int, str]:
        value = counts.value(form)
        return form not in counts.own, value == 0, len(form), value, repr(sorted(map(repr, form)))

    return sorted(forms, key=cost)


def _beside(counts: Counts, open_: Form, told: Sequence[Form]) -> Form:
    """The first printed form without which `open_` is not known; where no single one is enough, the first near it."""
    linked = _sorted(counts, _linked(open_, told))
    rows, wanted = counts.rows(told), counts.rows([open_])
    at = {form: place for place, form in enumerate(told)}
    for form in linked:
        if not _spanned(np.delete(rows, at[form], axis=0), wanted):
            return form
    return linked[0]


def _linked(start: Form, told: Iterable[Form]) -> list[Form]:
    """The forms that have to do with `start`, directly or through others."""
    left, reached, found = list(told), set(start), list[Form]()
    while near := [form for form in left if not form.isdisjoint(reached)]:
        found += near
        left = [form for form in left if form.isdisjoint(reached)]
        reached.update(*near)
    return found


def determined(counts: Counts, form: Form, told: Sequence[Form], small: Collection[Form] = ()) -> bool:
    """Whether the value of `form` follows from the forms that are told, and from those that say "<3"."""
    near = _linked(form, {*told, *small})
    sums, bounded = ([one for one in near if one in set(of)] for of in (told, small))
    if _spanned(counts.rows(sums), counts.rows([form])):
        return True
    if not near:
        return False
    least, most = (_extreme(counts, form, sums, bounded, sign) for sign in (1, -1))
    return least == most


def _spanned(rows: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether `wanted` is a combination of `rows`."""
    if not len(rows):
        return False
    both = np.vstack([rows, wanted])
    return bool(np.linalg.matrix_rank(both) == np.linalg.matrix_rank(rows))


def _extreme(counts: Counts, form: Form, told: Sequence[Form], small: Sequence[Form], sign: int) -> int | None:
    """The least (1) or greatest (-1) value of `form` that fits all that is told; None where there is no greatest."""
    values = np.array([counts.value(one) for one in told], dtype=float)
    rules = [LinearConstraint(counts.rows(told), values, values)] if told else []
    rules += [LinearConstraint(counts.rows(small), 1, counts.least - 1)] if small else []
    found = milp(
        sign * counts.rows([form])[0],
        integrality=np.ones(len(counts.order)),
        bounds=Bounds(0, np.inf),
        constraints=rules,
        options={"time_limit": SECONDS},
    )
    return None if found.x is None else round(sign * found.fun)


def twin(counts: Counts, told: Sequence[Form], fixed: Collection[Cell] = ()) -> dict[Cell, int]:
    """Other counts that print the same: what to add to each cell so that every form told keeps its sum, and no guarded
    form keeps its value where it can have another; cells of `fixed` stay.
    """
    if not counts.guarded:
        return {}
    found, kept = _moved(counts, told, fixed, floor=True)
    if kept:
        found = min((found, kept), _moved(counts, told, fixed, floor=False), key=lambda one: one[1])[0]
    return {cell: int(step) for cell, step in zip(counts.order, found, strict=True) if step}


def _moved(counts: Counts, told: Sequence[Form], fixed: Collection[Cell], *, floor: bool) -> tuple[np.ndarray, int]:
    """The smallest steps, and how many guarded forms keep their value; with `floor` no cell falls below 0.

    Unknowns: steps up and steps down of each cell, and for each guarded form whether it falls, and whether it stays.
    """
    many, guarded = len(counts.order), counts.rows(counts.guarded)
    now = np.array([counts.cells[cell] for cell in counts.order], dtype=float)
    free = np.array([REACH * (cell not in set(fixed)) for cell in counts.order], dtype=float)
    down = np.minimum(free, now) if floor else free
    far, each = REACH * many + 1.0, np.eye(len(guarded))
    rises = np.hstack([guarded, -guarded, far * each, far * each])  # by 1 at least, unless it falls or stays
    falls = np.hstack([guarded, -guarded, far * each, -far * each])
    rules = [LinearConstraint(rises, 1, np.inf), LinearConstraint(falls, -np.inf, far - 1)]
    if len(told):
        rows = counts.rows(told)
        rules.append(LinearConstraint(np.hstack([rows, -rows, np.zeros((len(told), 2 * len(guarded)))]), 0, 0))
    found = milp(
        np.concatenate([np.ones(2 * many), np.zeros(len(guarded)), far * np.ones(len(guarded))]),
        integrality=np.ones(2 * (many + len(guarded))),
        bounds=Bounds(0, np.concatenate([free, down, np.ones(2 * len(guarded))])),
        constraints=rules,
        options={"time_limit": SECONDS},
    )
    steps = np.round(found.x[:many] - found.x[many : 2 * many])
    return steps, int(np.sum(guarded @ steps == 0))

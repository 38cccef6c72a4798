"""Which printed figures would tell a small number of people of one unit, or of one what leaves as a total; and another
state of the same facts that prints the same.

    figures -> forms over cells (unit and year, rows that the same formulas take) -> suppression -> marks, steps

A ratio or a change tells each of its parts, for whoever has the rest. Last year's figure beside this year's is the
figure of last year. Does not belong here: which sums may be printed (`suppression`), how a mark is printed (`publish`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from danvan.analysis.coverage import PLACE
from danvan.analysis.facts import SUBJECTS
from danvan.analysis.partition import Key, cells_of, classes, form_of, rows_of, unit_years
from danvan.analysis.suppression import Counts, Form, hidden, twin
from danvan.analysis.trace import IN_SCOPE, Facts, Formula, Place, Term, UnitYear
from danvan.declared.sharing import INDICATORS, Sharing

Mark = Literal["small", "beside"]
Heir = Callable[[UnitYear], object]
_Said = tuple[UnitYear, str, str]  # unit and year, indicator, column
ACTUAL, LAST_YEAR = "actual", "same_period_last_year"


@dataclass(frozen=True, slots=True)
class Step:
    """What to add to one value of the store: of a row of `table`, of one indicator and column where it is B3's."""

    table: str
    column: str
    unit: UnitYear
    place: Place
    indicator: str
    step: int


@dataclass(frozen=True)
class Disclosed:
    """Marks by figure, and the steps to the other state of the store."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def disclosed(figures: Mapping[str, Formula], facts: Facts, sharing: Sharing, heir: Heir) -> Disclosed:
    """Return what must not be told of the printed `figures` (id: formula) that `facts` are behind.

    `heir` gives what a unit of a year is called over mergers, so that sums of one territory are those of one unit.
    """
    asked: dict[Key, list[tuple[str, Term]]] = {key: [] for key in _totals(sharing)}
    before = _LastYear(facts)
    for figure, formula in figures.items():
        for term in (before.term(one) for whole in formula.terms for one in _single(whole)):
            if _of_people(term, sharing):
                asked.setdefault(_key(term), []).append((figure, term))
    marks: dict[str, Mark] = {}
    steps: list[Step] = []
    for key, told in asked.items():
        layer = _layer(key, told, facts, sharing, heir)
        gone = hidden(layer.counts)
        left = [form for form in layer.counts.forms if form not in gone.forms]
        steps += layer.steps(twin(layer.counts, left, layer.nowhere), before)
        for figure, form in layer.figures:
            if form in gone.forms:
                alone = figures[figure].op == "sum" and len(figures[figure].terms) == 1
                small = form in gone.small and alone and marks.get(figure) != "beside"
                marks[figure] = "small" if small else "beside"
    return Disclosed(marks, tuple(steps))


def _key(term: Term) -> Key:
    if term.subject != INDICATORS:
        return Key(term.subject, term.measure)
    where = dict(term.where)
    return Key(INDICATORS, term.measure, str(where["indicator"][0]), str(where["column"][0]))


def _totals(sharing: Sharing) -> Iterator[Key]:
    """Indicators that leave as totals alone are guarded whether anything is printed of them or not."""
    return (Key(INDICATORS, "value", code, ACTUAL) for code in sharing.indicators if sharing.as_total(code))


def _single(term: Term) -> Iterator[Term]:
    """A term for each indicator of one that adds up several."""
    codes = dict(term.where).get("indicator", ()) if term.subject == INDICATORS else ()
    if len(codes) < 2:
        yield term
        return
    for code in codes:
        yield _with(term, indicator=code)


def _with(term: Term, **only: str) -> Term:
    return replace(term, where=tuple((name, (only[name],) if name in only else values) for name, values in term.where))


def _of_people(term: Term, sharing: Sharing) -> bool:
    if term.subject == INDICATORS:
        return _key(term).code in sharing.indicators
    return sharing.rows_of_people(SUBJECTS[term.subject].table, term.measure) is not None


class _LastYear:
    """What reports say of the year before, where it is what the report of that year says: one figure told twice."""

    def __init__(self, facts: Facts) -> None:
        rows = facts.tables[INDICATORS]
        told = rows[rows["value"].notna() & rows["column"].isin([ACTUAL, LAST_YEAR])]
        self._values, self._places = dict[_Said, float](), dict[_Said, Place]()
        names = [*IN_SCOPE, "indicator", "column", "value", *PLACE]
        for year, code, since, indicator, column, value, *place in told[names].itertuples(index=False, name=None):
            said = ((int(year), code, since), indicator, column)
            self._values[said], self._places[said] = value, (place[0], place[1], int(place[2]))

    def same(self, unit: UnitYear, indicator: str) -> bool:
        """Whether the report of a unit and year tells of the year before what that year's report did."""
        year, code, since = unit
        told = self._values.get((unit, indicator, LAST_YEAR))
        return told is not None and told == self._values.get(((year - 1, code, since), indicator, ACTUAL))

    def term(self, term: Term) -> Term:
        """The term of the year before, where a term asks what the next year's reports say of it."""
        if term.subject != INDICATORS or _key(term).column != LAST_YEAR:
            return term
        if not all(self.same(unit, _key(term).code) for unit in term.scope):
            return term
        scope = frozenset((year - 1, code, since) for year, code, since in term.scope)
        return replace(_with(term, column=ACTUAL), scope=scope)

    def after(self, unit: UnitYear, indicator: str) -> tuple[UnitYear, Place] | None:
        """Where the next year's report tells the same figure of a unit; None where it does not."""
        year, code, since = unit
        following = (year + 1, code, since)
        return (following, self._places[following, indicator, LAST_YEAR]) if self.same(following, indicator) else None


@dataclass(frozen=True)
class _Layer:
    """One measure as a problem of suppression: its counts, the form that each figure prints, where each cell stands."""

    key: Key
    counts: Counts
    figures: Sequence[tuple[str, Form]]
    stands: Mapping[object, Place]

    @property
    def nowhere(self) -> list[object]:
        """Cells that no row says, so that none can be changed."""
        return [cell for cell in self.counts.cells if cell not in self.stands]

    def steps(self, found: Mapping[Any, int], before: _LastYear) -> Iterator[Step]:
        """One row of each cell is changed, and the one of the next year's report that tells the same."""
        key, table = self.key, SUBJECTS[self.key.subject].table
        for cell, step in found.items():
            (unit,) = cell.units
            yield Step(table, key.column or key.measure, unit, self.stands[cell], key.code, step)
            if key.column == ACTUAL and (again := before.after(unit, key.code)):
                yield Step(table, LAST_YEAR, *again, key.code, step)


def _layer(key: Key, told: Sequence[tuple[str, Term]], facts: Facts, sharing: Sharing, heir: Heir) -> _Layer:
    terms = [term for _, term in told]
    rows = rows_of(key, facts, sharing)
    cells, stands = cells_of(rows.assign(_class=classes(rows, terms)), key, terms, facts)
    found = [(figure, form) for figure, term in told if (form := form_of(term, cells))]
    forms = list(dict.fromkeys(form for _, form in found))
    own = [form for form in forms if len({heir(unit) for cell in form for unit in cell.units}) == 1]
    units = [frozenset(cell for cell in cells if cell.people and cell.units == {unit}) for unit in unit_years(cells)]
    guarded = [form for form in dict.fromkeys([*units, *own]) if form and all(cell.people for cell in form)]
    if key.code and sharing.as_total(key.code):
        return _Layer(key, Counts(cells, forms, guarded, (), own, sharing.least), found, stands)
    small = [form for form in guarded if 0 < sum(cells[cell] for cell in form) < sharing.least]
    return _Layer(key, Counts(cells, forms, small, small, own, sharing.least), found, stands)

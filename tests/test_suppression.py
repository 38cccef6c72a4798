"""No small count can be computed back from what is printed: in rows, in columns, over years, from what "<3" says."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.analysis.suppression import Counts, Form, determined, hidden, twin


def table(rows: list[list[int]], *, own: bool = True) -> Counts:
    """A table of units (columns) by year (rows), printed with the sums of both and of all."""
    cells = {(y, u): value for y, row in enumerate(rows) for u, value in enumerate(row)}
    years = [frozenset((y, u) for u in range(len(rows[0]))) for y in range(len(rows))]
    units = [frozenset((y, u) for y in range(len(rows))) for u in range(len(rows[0]))]
    single = [frozenset([cell]) for cell in cells]
    forms = list(dict.fromkeys([*single, *units, *years, frozenset(cells)]))
    of_one = [*single, *units]
    small = [form for form in of_one if sum(cells[cell] for cell in form) in (1, 2)]
    return Counts(cells, forms, small, small, of_one if own else ())


def told(counts: Counts) -> list[Form]:
    gone = hidden(counts).forms
    return [form for form in counts.forms if form not in gone]


def spanned(rows: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Whether `wanted` is a combination of `rows`, worked out exactly."""
    for row in _reduced(rows):
        lead = next(i for i, value in enumerate(row) if value)
        wanted = [w - wanted[lead] / row[lead] * r for w, r in zip(wanted, row, strict=True)]
    return not any(wanted)


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    found: list[list[Fraction]] = []
    for row in rows:
        for known in found:
            lead = next(i for i, value in enumerate(known) if value)
            row = [r - row[lead] / known[lead] * k for r, k in zip(row, known, strict=True)]
        if any(row):
            found.append(row)
    return found


def exactly(counts: Counts, forms: list[Form]) -> list[list[Fraction]]:
    return [[Fraction(cell in form) for cell in counts.order] for form in forms]


def test_a_small_count_takes_the_least_other_with_it_where_the_total_would_give_it_away() -> None:
    counts = table([[1, 14, 6]])
    assert {form for form in counts.forms if form not in told(counts)} == {frozenset([(0, 0)]), frozenset([(0, 2)])}


def test_without_small_counts_everything_is_printed() -> None:
    assert hidden(table([[0, 14, 6], [3, 9, 12]])).forms == frozenset()


def test_two_ones_that_add_up_to_two_are_not_told_by_their_sum() -> None:
    counts = table([[1, 1, 30]])
    left = told(counts)
    assert frozenset([(0, 2)]) not in left or frozenset(counts.cells) not in left
    assert not any(determined(counts, one, left, hidden(counts).small) for one in counts.guarded)


def test_over_rows_and_columns_four_corners_go() -> None:
    counts = table([[1, 5, 9], [7, 4, 6], [8, 3, 5]])
    gone = hidden(counts).forms
    assert len(gone) >= 4 and all(len(form) == 1 for form in gone)


def test_one_unit_alone_loses_its_total_too() -> None:
    assert hidden(table([[2]])).forms == {frozenset([(0, 0)])}


def test_a_sum_of_two_small_counts_does_not_say_that_it_is_small_too() -> None:
    counts = table([[0, 1], [0, 1]])
    assert hidden(counts).small == {frozenset([(0, 1)]), frozenset([(1, 1)])}


small_tables = st.integers(1, 4).flatmap(
    lambda units: st.lists(st.lists(st.integers(0, 9), min_size=units, max_size=units), min_size=1, max_size=4)
)


@settings(max_examples=60)
@given(small_tables)
def test_no_guarded_form_is_a_combination_of_what_is_printed(rows: list[list[int]]) -> None:
    counts = table(rows)
    left = told(counts)
    for form in counts.guarded:
        assert form not in left
        assert not spanned(exactly(counts, left), exactly(counts, [form])[0])


@settings(max_examples=40)
@given(
    st.integers(1, 3).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=1, max_size=2)
    )
)
def test_every_small_count_could_be_another_for_whoever_tries_all_tables(rows: list[list[int]]) -> None:
    counts = table(rows)
    left, small = told(counts), hidden(counts).small
    known = {form: counts.value(form) for form in left}
    most = max(counts.cells.values()) + 3
    fitting = [
        found
        for values in product(range(most), repeat=len(counts.order))
        for found in [dict(zip(counts.order, values, strict=True))]
        if all(sum(found[c] for c in form) == value for form, value in known.items())
        and all(sum(found[c] for c in form) in (1, 2) for form in small)
    ]
    for form in counts.guarded:
        assert len({sum(found[c] for c in form) for found in fitting}) > 1


@settings(max_examples=60)
@given(small_tables)
def test_the_twin_prints_the_same_and_differs_in_every_guarded_form(rows: list[list[int]]) -> None:
    counts = table(rows)
    left = told(counts)
    steps = twin(counts, left)
    assert all(sum(steps.get(cell, 0) for cell in form) == 0 for form in left)
    assert all(sum(steps.get(cell, 0) for cell in form) != 0 for form in counts.guarded)


def test_where_too_much_is_told_there_is_no_twin() -> None:
    counts = table([[1, 14, 6]])
    assert twin(counts, list(counts.forms)) == {}


def test_cells_that_no_row_says_stay() -> None:
    counts = table([[1, 14, 6, 8]])
    left, fixed = told(counts), frozenset([(0, 3)])
    assert set(twin(counts, left, fixed)) == {(0, 0), (0, 2)}

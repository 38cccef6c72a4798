"""How much goes into one file."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from danvan.publish.rendered import divided, size


@given(st.lists(st.integers(0, 30)), st.integers(1, 40))
def test_parts_stay_in_order_and_no_group_holds_more_than_it_may_but_for_one_large_part(parts, most):
    groups = divided(parts, int, most)
    assert [part for group in groups for part in group] == parts
    assert all(sum(group) <= most or len(group) == 1 for group in groups)
    assert all(sum(one) + other[0] > most for one, other in pairwise(groups))


def test_size_is_counted_in_bytes():
    assert size("Ủy") == 4

"""Chance that is the same on every machine: each figure is drawn from its own name, so that none moves another.

Integers only, from a hash of the name; the generators of Python's library may change with its version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def roll(low: int, high: int, *name: object) -> int:
    """Return the whole number from `low` to `high` (both included) that belongs to `name`."""
    digest = hashlib.sha256("/".join(map(str, name)).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def chance(percent: int, *name: object) -> bool:
    """Return whether `name` is among the `percent` of a hundred."""
    return roll(1, 100, *name) <= percent


def pick(options: Sequence[T], *name: object) -> T:
    """Return the one of `options` that belongs to `name`."""
    return options[roll(0, len(options) - 1, *name)]


def shuffled(options: Sequence[T], *name: object) -> list[T]:
    """Return all `options` in the order that belongs to `name`."""
    numbered = sorted(range(len(options)), key=lambda i: roll(0, 1 << 62, *name, i))
    return [options[i] for i in numbered]


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """Return `total` in whole parts by `weights`, the largest remainders served first; the parts add up to it."""
    over = sum(weights)
    parts = [total * w // over for w in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % over), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts

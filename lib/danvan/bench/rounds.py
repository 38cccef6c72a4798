"""Ways to do the same, done in turn for several rounds, so that what disturbs the machine disturbs all of them.

    round 1: danvan 2 s, pandas 10 s     5 times less
    round 2: danvan 1 s, pandas 12 s    12 times less     what is held to a goal: the median of these ratios
    round 3: danvan 1 s, pandas  8 s     8 times less

Does not belong here: what is compared (the subjects), how it is told (`results`).
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Way = Callable[[], object]
Clock = Literal["cpu", "wall", "told"]  # told: what the way returns, of another kind than seconds


@dataclass(frozen=True)
class Goal:
    """What the cost of `ours` is held to beside that of `other`: at most `times` as much, or with `less` at least so
    many times less. `cause` is why it is missed, where that is known.
    """

    text: str
    ours: str
    other: str
    times: float
    less: bool = False
    cause: str = ""

    def measured(self, spent: Mapping[str, list[float]]) -> float:
        """How many times as much ours cost as the other, or with `less` how many times less: median of the rounds."""
        pairs = zip(spent[self.other], spent[self.ours], strict=True)
        return median(other / ours if self.less else ours / other for other, ours in pairs)

    def held(self, value: float) -> bool:
        """Whether a measured value meets the goal."""
        return value >= self.times if self.less else value <= self.times


@dataclass(frozen=True)
class Most:
    """A limit of what `ours` may cost by itself, in `unit`."""

    text: str
    ours: str
    most: float
    unit: str = "giây"
    cause: str = ""

    def measured(self, spent: Mapping[str, list[float]]) -> float:
        """The median of the rounds."""
        return median(spent[self.ours])

    def held(self, value: float) -> bool:
        """Whether a measured value meets the goal."""
        return value <= self.most


@dataclass(frozen=True)
class Reckoned:
    """A limit of what is reckoned `of` the costs of all ways in one round: at most `limit`, with `less` at least."""

    text: str
    of: Callable[[Mapping[str, float]], float]
    limit: float
    unit: str = "lần"
    less: bool = False
    cause: str = ""

    def measured(self, spent: Mapping[str, list[float]]) -> float:
        """The median of the rounds."""
        rounds = zip(*spent.values(), strict=True)
        return median(self.of(dict(zip(spent, costs, strict=True))) for costs in rounds)

    def held(self, value: float) -> bool:
        """Whether a measured value meets the goal."""
        return value >= self.limit if self.less else value <= self.limit


@dataclass(frozen=True)
class Question:
    """One thing done in several ways; `each` is by how many files or notebooks the cost is divided.

    `unit` is what the clock counts in. `differ` names what the ways made otherwise than an ordinary run makes it;
    `curve` says of what curve over sizes this is a point; `most` is in how many rounds it is asked at most.
    """

    name: str
    title: str
    clock: Clock
    ways: Mapping[str, Way]
    goals: tuple[Goal | Most | Reckoned, ...]
    each: int = 1
    of: str = ""
    note: str = ""
    unit: str = "giây"
    differ: Callable[[], Sequence[str]] | None = None
    curve: str = ""
    most: int = 99

    @property
    def counted(self) -> str:
        """What the clock counts, in words."""
        return self.unit if self.clock == "told" else f"{self.unit} {'CPU' if self.clock == 'cpu' else 'đồng hồ'}"


@dataclass(frozen=True)
class Answer:
    """What each way of a question cost, round by round; what `differed`, None where nothing was compared."""

    question: Question
    spent: Mapping[str, list[float]] = field(default_factory=dict)
    differed: tuple[str, ...] | None = None


def asked(question: Question, rounds: int, told: Callable[[str], None]) -> Answer:
    """Do all ways in turn, `rounds` times; the first round also pays for what is imported and kept, as a user does."""
    spent: dict[str, list[float]] = {name: [] for name in question.ways}
    gc.freeze()  # what the bench itself holds is looked through for no way
    for number in range(1, (last := min(rounds, question.most)) + 1):
        for name, way in question.ways.items():
            told(f"{question.title}: lượt {number}/{last}, {name}")
            spent[name].append(_cost(way, question.clock))
    return Answer(question, spent, None if question.differ is None else tuple(question.differ()))


def _cost(way: Way, clock: Clock) -> float:
    if clock == "told":
        cost = way()
        assert isinstance(cost, float)
        return cost
    before = _now(clock)
    way()
    return _now(clock) - before


def _now(clock: Clock) -> float:
    """Seconds of this process and of those it has waited for, or of the clock on the wall."""
    if clock == "wall":
        return time.perf_counter()
    used = os.times()  # in steps of 10 ms, too coarse for what is done here
    return time.process_time() + used.children_user + used.children_system

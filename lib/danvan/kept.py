"""What was computed of the same frames is given again instead of being computed again.

    covers(roll, "models")      computed
    covers(roll, "models")      the same rows again
    roll.loc[0, "status"] = x
    covers(roll, "models")      other values, so computed

An answer's tables, those of its page and its charts are made of the same few frames; whether frames are the same is
asked of their values, which costs a hundredth of what is computed of them.
For pure functions of frames alone. Does not belong here: files (`store`), what outlives a process (`runs.reuse`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

P = ParamSpec("P")
R = TypeVar("R")

MOST = 512  # results; the longest notebook asks for some 300
LARGEST = 200_000  # rows; what is larger is not held in memory only because it may be asked again

_results: OrderedDict[Hashable, tuple[list[pd.DataFrame], Any]] = OrderedDict()


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Let a pure function of frames give again what it gave when it was last asked the same.

    Its other arguments must be hashable, or lists and mappings of such. It gives a frame, a dataclass or a plain value;
    frames in it are copies of its own.
    """

    @wraps(function)
    def again(*given: P.args, **words: P.kwargs) -> R:
        frames: list[pd.DataFrame] = []
        key = (function, _key(given, frames), _key(words, frames))
        if any(len(frame) > LARGEST for frame in frames):
            return function(*given, **words)
        found = _results.pop(key, None)
        if found is None or not all(map(_same, found[0], frames)):
            asked = list(map(_own, frames))  # as they are now, whatever becomes of them
            found = asked, function(*given, **words)
        _results[key] = found
        while len(_results) > MOST:
            _results.popitem(last=False)
        return cast("R", _own(found[1]))

    return again


def forget() -> None:
    """Hold nothing of what was computed: for who goes on to other frames and comes back to none of these."""
    _results.clear()


def _own(value: Any) -> Any:
    """The same with frames of its own, to their arrays: nothing that is done to them reaches the others."""
    if isinstance(value, pd.DataFrame):
        return value.copy()
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {one.name: getattr(value, one.name) for one in fields(value)}
    frames = {name: _own(one) for name, one in held.items() if isinstance(one, pd.DataFrame)}
    return replace(value, **frames) if frames else value


def _same(before: pd.DataFrame, now: pd.DataFrame) -> bool:
    return before.attrs == now.attrs and before.equals(now)


def _key(value: Any, frames: list[pd.DataFrame]) -> Hashable:
    """What tells one argument from another but for the values of frames, which are put into `frames`."""
    if isinstance(value, pd.DataFrame):
        frames.append(value)
        return (len(value), *value.columns)
    if isinstance(value, Mapping):
        return tuple((name, _key(one, frames)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_key(one, frames) for one in value)
    return value  # type: ignore[no-any-return] # what cannot be hashed fails as it is looked up

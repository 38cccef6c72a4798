"""What was computed of the same frames is given again, and never of frames that are no longer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan import kept as module
from danvan.kept import kept

CALLS: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    module._results.clear()
    CALLS.clear()
    yield
    module._results.clear()


@dataclass(frozen=True, eq=False)
class Table:
    frame: pd.DataFrame
    title: str


@kept
def total(frame: pd.DataFrame, name: str = "n") -> pd.DataFrame:
    CALLS.append(name)
    return frame[[name]].sum().to_frame().T


@kept
def tabled(frames: dict[str, pd.DataFrame], names: list[str]) -> Table:
    CALLS.append("tabled")
    return Table(pd.concat([frames[name] for name in names], ignore_index=True), " ".join(names))


def drawn() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "n": pd.array([1, None, 3], dtype="Int64"),
            "share": pd.array([0.5, 0.25, None], dtype="Float64"),
            "unit": pd.array(["Bình Minh", "Bình Trị", None], dtype="string"),
            "since": [date(2017, 1, 1), None, date(2020, 2, 1)],
        }
    )
    frame.attrs = {"units": {"n": "nơi"}}
    return frame


def test_the_same_is_computed_once() -> None:
    frame = drawn()
    assert total(frame).equals(total(frame))
    assert total(drawn()).equals(total(frame.copy()))  # another frame of the same values
    assert CALLS == ["n"]


CHANGES: dict[str, Callable[[pd.DataFrame], object]] = {
    "a cell": lambda frame: frame.__setitem__("n", frame["n"].mask(frame.index == 0, 7)),
    "a cell in place": lambda frame: frame.loc.__setitem__((0, "n"), 7),
    "a blank": lambda frame: frame.loc.__setitem__((1, "n"), 0),
    "its own array": lambda frame: frame["n"].array.__setitem__(0, 7),
    "a column more": lambda frame: frame.insert(0, "more", 1),
    "a column named otherwise": lambda frame: frame.__setattr__("columns", ["n", "part", "unit", "since"]),
    "a column of another type": lambda frame: frame.__setitem__("share", frame["share"].astype("string")),
    "a row more": lambda frame: frame.loc.__setitem__(3, frame.loc[0]),
    "another order": lambda frame: frame.__setitem__("n", frame["n"].tolist()[::-1]),
    "another index": lambda frame: frame.__setattr__("index", [5, 6, 7]),
    "what stands beside": lambda frame: frame.attrs.__setitem__("units", {"n": "hộ"}),
    "deep beside": lambda frame: frame.attrs["units"].__setitem__("n", "hộ"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_computed_anew(change: str) -> None:
    frame = drawn()
    total(frame)
    CHANGES[change](frame)
    CALLS.clear()
    found = total(frame)
    assert CALLS == ["n"]
    assert found["n"].tolist() == [frame["n"].sum()]


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=1, max_size=12))
def test_whatever_is_asked_and_changed_the_answer_is_that_of_the_frame_now(steps: list[list[int]]) -> None:
    frame = drawn()
    for row, value in steps:
        frame.loc[row % 3, "n"] = value if value < 3 else pd.NA
        assert total(frame)["n"].iloc[0] == frame["n"].sum()


def test_other_words_are_another_question() -> None:
    frame = drawn()
    total(frame), total(frame, "share"), total(frame, name="share")
    assert CALLS == ["n", "share", "share"]  # by place and by name are not compared
    assert tabled({"a": frame, "b": frame}, ["a"]).title == "a"
    assert tabled({"a": frame, "b": frame}, ["b"]).title == "b"


def test_what_is_done_to_an_answer_does_not_reach_the_next() -> None:
    frame = drawn()
    first = total(frame)
    first.loc[0, "n"] = 99
    first.attrs["note"] = "của riêng tôi"
    table = tabled({"a": frame}, ["a"])
    table.frame["n"] = 0
    assert total(frame)["n"].tolist() == [4]
    assert "note" not in total(frame).attrs
    assert tabled({"a": frame}, ["a"]).frame["n"].tolist() == frame["n"].tolist()
    assert CALLS == ["n", "tabled"]


def test_what_a_function_cannot_do_is_not_kept() -> None:
    frame = drawn()
    for _ in range(2):
        with pytest.raises(KeyError):
            total(frame, "missing")
    assert CALLS == ["missing", "missing"]


def test_large_frames_are_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2)
    frame = drawn()
    total(frame), total(frame)
    assert CALLS == ["n", "n"]
    assert not module._results


def test_only_so_many_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    frame = drawn()
    for name in ("n", "share", "n", "unit", "n", "share"):
        kept_of(frame, name)
    assert CALLS == ["n", "share", "unit", "share"]  # the one that was not asked the longest goes first


@kept
def kept_of(frame: pd.DataFrame, name: str) -> int:
    CALLS.append(name)
    return len(frame[name])

"""A part of the hostile files, and what must be true of all: the whole is read by `python3 run.py torture`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torture
from hostile import every

SHARE = 4  # every fourth file, and none that waits until its child is ended

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits as on Linux")


def test_there_are_enough_and_each_is_expected_once() -> None:
    known = torture.expected("hostile")
    assert len(known) >= 300
    assert [one.name for one in every()] == list(known)
    assert {one.outcome for one in known.values()} == {"read", "refused"}


def test_what_is_refused_has_a_code_of_the_closed_list_and_what_is_wrong_of_us_none() -> None:
    codes = {one.code for which in torture.EXPECTED for one in torture.expected(which).values()}
    assert codes - {""} <= {f"X{n:02}" for n in range(1, 20)}  # X20 would be ours


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> torture.Measured:
    quick = [name for name, one in torture.expected("hostile").items() if one.code not in torture.LIMITS]
    return torture.of_hostile(tmp_path_factory.mktemp("hostile"), quick[::SHARE])


def test_each_ends_as_expected(some: torture.Measured) -> None:
    assert len(some.outcomes) > 100
    assert list(torture.changed("hostile", some.outcomes)) == []
    assert some.unnamed == []
    assert some.slowest < torture.LATE


def test_a_workbook_that_kills_its_child_costs_no_other(tmp_path: Path) -> None:
    (killer,) = torture.make(tmp_path, ["html/columns"]).values()
    assert torture.lost(killer, tmp_path / "workspace", others=5) == []

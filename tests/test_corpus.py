"""Every public workbook of the corpus has one expected outcome; a file that starts to work fails too.

The files are no part of the project: without their folder the test is skipped. What changed is printed as lines for
tests/corpus_expected.csv.
"""

from __future__ import annotations

import pytest
import torture

pytestmark = pytest.mark.skipif(
    not torture.CORPUS.is_dir(), reason="../shared/corpus, the public workbooks, is not on this machine"
)


@pytest.fixture(scope="module")
def found() -> torture.Measured:
    return torture.of_corpus(every=8)  # all of them: python3 run.py torture


def test_every_file_ends_as_expected(found: torture.Measured) -> None:
    if changed := list(torture.changed("corpus", found.outcomes)):
        pytest.fail("\n".join(["these came out otherwise:", *changed]))
    assert {one.file for one in found.outcomes} == set(torture.expected("corpus"))


def test_both_ways_of_counting_agree_on_every_file_that_is_read(found: torture.Measured) -> None:
    assert found.differ == {}


def test_no_file_kills_or_hangs_its_child(found: torture.Measured) -> None:
    assert [one.file for one in found.outcomes if one.code in ("X17", "X18", "X19", "X20")] == []
    assert found.unnamed == []

"""Chains of an OLE file that come back to themselves are refused; whatever else is odd is left to the readers."""

from __future__ import annotations

import pytest
from hostile import compound
from msoffice import compound as ole

from danvan.intake.formats.chains import refuse_loops
from danvan.intake.workbook import read_workbook
from danvan.problems import UnreadableWorkbook

LOOPS = [one for one in compound.files() if "/loop/" in one.name and "table" not in one.name]


def test_good_files_pass() -> None:
    refuse_loops(compound.good_ole())
    refuse_loops(ole({"Workbook": bytes(9000), "Other": bytes(99)}))
    assert read_workbook(compound.good_ole()).kind == "xls"


@pytest.mark.parametrize("one", LOOPS, ids=lambda one: one.name)
def test_loops_are_refused_by_name(one, tmp_path) -> None:
    one.write(tmp_path / "a.xls")
    with pytest.raises(UnreadableWorkbook, match="vòng lặp trong") as refused:
        refuse_loops((tmp_path / "a.xls").read_bytes())
    assert refused.value.problem.code == "X09"


@pytest.mark.parametrize("length", [0, 8, 100, 511, 512, 513, 1024, 3000])
def test_a_cut_file_is_no_loop(length: int) -> None:
    refuse_loops(compound.good_ole()[:length])

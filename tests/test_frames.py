"""The store's tables: a figure told again of an earlier year stands under that year, and only accepted facts count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from drawn_submission import OFFICE
from test_reader import cover, read

from danvan.declared.form import form
from danvan.intake.frames import frames
from danvan.intake.register import Entry, register
from danvan.intake.submission import Figure, Submission


def entries(*submissions: Submission) -> list[Entry]:
    return register(submissions, {s.file: dt.date(2021, 12, 10) for s in submissions}, OFFICE)


def test_a_figure_of_a_year_before_last_stands_under_its_own_year() -> None:
    own = Figure("mediators", "actual", 31.0, "value", "31", "CT", 3, "F3")
    older = Figure("mediators", "restated", 35.0, "value", "35", "CT", 3, "D3", 2019)
    told = replace(read(cover()), problems=(), figures=(own, older))
    made = frames(entries(told), form())["indicators"]
    assert made[["year", "column", "value"]].to_numpy().tolist() == [[2021, "actual", 31.0], [2019, "restated", 35.0]]


def test_facts_are_of_accepted_submissions_and_cells_of_all() -> None:
    returned = read(cover())
    assert returned.errors
    made = frames(entries(returned), form())
    assert made["models"].empty
    assert len(made["cells"]) == len(returned.cells)

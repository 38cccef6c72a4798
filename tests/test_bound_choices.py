"""Where a row says another choice, day or document, the numbers of a report that change are among those whose trace leads
to that row, before or after. Quantities: `test_bound_cells`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, of_period

from danvan.analysis.facts import SUBJECTS
from danvan.analysis.trace import Facts
from danvan.publish import report as report_
from danvan.publish.cited import Figures
from danvan.publish.document import Block, Item, Letter, Paragraph, TableBlock
from danvan.publish.report import Stand, figures

REMARKS = drawn("unit_code | year | section | text | approved\n21040 | 2022 | strengths | Tốt. | có", "remarks")
FRAMES = {**drawn_tables(), "remarks": REMARKS}
ROLL = of_period()
NOTHING = ("-", "…")  # what a row that is new says of what it never had
LETTER = Letter(("UBND",), "UBND huyện Bình Sơn", "Bình Sơn", "BC-UBND", (), (), "", "", "")


@dataclass(frozen=True)
class Change:
    """A row of a fact table, one of its columns, and what stands there instead."""

    table: str
    at: int
    column: str
    value: Any


CHANGES = [
    Change("models", 3, "field", "political_system"),
    Change("models", 1, "result", "not_recognised"),
    Change("new_rural", 0, "status", "none"),
    Change("documents", 1, "number", "987"),
    Change("documents", 1, "issued_on", date(2021, 9, 28)),
]


def stand(frames: dict[str, pd.DataFrame]) -> Stand:
    return Stand((2021, 2022), frames, ROLL, (frames, ROLL))


def printed(block: Block) -> list[str]:
    """The figures that a block prints."""
    if isinstance(block, Paragraph | Item):
        return [number.figure for number in block.text.numbers]
    return [block.table.figure(*at) for at in block.table.formulas] if isinstance(block, TableBlock) else []


@dataclass(frozen=True)
class State:
    """The figures of some frames, and which of them a report of them prints."""

    frames: dict[str, pd.DataFrame]
    known: Figures
    printed: frozenset[str]

    def text(self, figure: str) -> str:
        """What a figure says; nothing where a row that is not there, or is new, never had any."""
        said = self.known.printed(figure) if self.known.has(figure) else ""
        return "" if said in NOTHING else said


def state(frames: dict[str, pd.DataFrame]) -> State:
    known, none = figures(stand(frames)), SimpleNamespace(data=pd.DataFrame())
    with pytest.MonkeyPatch.context() as patch:  # tables are made once, charts not at all: both take seconds
        patch.setattr(report_, "figures", lambda _: known)
        drawn_ = dict.fromkeys(("models_by_field", "resources_by_source", "donations"), lambda *_: none)
        patch.setattr(report_, "charts", SimpleNamespace(**drawn_))
        document = report_.report(stand(frames), LETTER, "2021-2022")
    return State(frames, known, frozenset(figure for block in document.every_block() for figure in printed(block)))


@cache
def before() -> State:
    return state(FRAMES)


def depending(of: State, table: str, row: pd.Series) -> set[str]:
    """The figures whose trace leads to a row."""
    facts, place = Facts(of.frames, ROLL), (row["file"], row["sheet"], int(row["row"]))
    tables = of.known.tables.values()
    formulas = {made.figure(*at): formula for made in tables for at, formula in made.formulas.items()}
    terms = {term for formula in formulas.values() for term in formula.terms if SUBJECTS[term.subject].table == table}
    leading = {term for term in terms if any((f.file, f.sheet, f.row) == place for f in facts.facts(term))}
    return {figure for figure, formula in formulas.items() if leading.intersection(formula.terms)}


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: f"{one.table}-{one.column}")
def test_what_changes_is_among_what_the_trace_says(change: Change) -> None:
    frame = FRAMES[change.table].copy()
    row = frame.loc[change.at]
    frame.loc[change.at, change.column] = change.value
    was, now = before(), state({**FRAMES, change.table: frame})
    changed = {figure for figure in was.printed | now.printed if was.text(figure) != now.text(figure)}
    traced = depending(was, change.table, row) | depending(now, change.table, row)
    assert changed
    assert sorted(changed - traced) == []

"""What the checks of one workbook look at, and the place of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from danvan.declared.form import Form
from danvan.declared.places import Unit
from danvan.intake.cover import Cover
from danvan.intake.figures import COUNTED
from danvan.intake.submission import Figure, Row, Submission
from danvan.problems import WHOLE_FILE, Place, Problem, problem


@dataclass(frozen=True)
class Facts:
    """One submission, its unit and cover, and the form."""

    submission: Submission
    unit: Unit | None
    cover: Cover | None
    form: Form

    def rows(self, table: str) -> list[Row]:
        return list(self.submission.rows.get(table, ()))

    def figure(self, code: str, column: str = COUNTED) -> Figure | None:
        """The figure of an indicator in `column`, the counted one by default; None where it is not there."""
        return self._figures.get((code, column))

    def value(self, code: str, column: str = COUNTED) -> float | None:
        figure = self.figure(code, column)
        return figure.value if figure else None

    def label(self, code: str) -> str:
        return self.form.indicator(code).label

    @cached_property
    def _figures(self) -> Mapping[tuple[str, str], Figure]:
        return {(f.indicator, f.column): f for f in reversed(self.submission.figures)}

    @cached_property
    def _columns(self) -> Mapping[tuple[str, str | None, str], str]:
        """The letters of the column of a sheet where each column of a table has its header."""
        heads = (c for c in reversed(self.submission.cells) if c.role == "header" and c.column)
        return {(c.sheet, c.table, c.column or ""): c.cell.rstrip("0123456789") for c in heads}

    def empty(self, row: Row, table: str, column: str) -> Place:
        """The place of a cell of a row that says nothing: the cell itself, or the row where its column is not there."""
        letters = self._columns.get((row.sheet, table, column))
        return Place(row.sheet, row.row, f"{letters}{row.row}" if letters else None)

    def place(self, figure: Figure) -> Place:
        """The place of a figure; of one that the cover declares as nothing, the cell where it does."""
        return of(figure) if figure.sheet or not self.cover else self.cover.place("forms_with_nothing")


def at(row: Row, column: str) -> Place:
    """Return the place of one column of a row."""
    value = row.values.get(column)
    return Place(row.sheet, row.row, row.at.get(column), None if value is None else str(value))


def of(figure: Figure) -> Place:
    """Return the place of a figure; the whole file for one that stands nowhere."""
    return Place(figure.sheet, figure.row, figure.cell, figure.text) if figure.sheet else WHOLE_FILE


def conditional(row: Row, facts: Facts, table: str, names: Iterable[str]) -> Iterator[Problem]:
    """Đ01: the columns that this row must fill, since another column says so."""
    for name in names:
        column = facts.form.table(table).column(name)
        if row.states.get(name) == "blank" and column.valid_in(facts.submission.year or 0):
            yield problem("Đ01", facts.empty(row, table, name), label=column.label)

"""Reads the cover (B0): labelled fields, wherever they stand and whether the value follows in the cell or beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from danvan.declared.form import Column, Form
from danvan.intake.headers import header_words
from danvan.intake.reading import Context, Reading
from danvan.intake.sheet import Position, Sheet, Value, text_of
from danvan.intake.values import read
from danvan.problems import Place
from danvan.vietnamese.dates import period_in
from danvan.vietnamese.text import clean, fold

FEWEST_FIELDS = 3
FARTHEST_VALUE = 8
_ORDINAL = re.compile(r"(?:gửi )?lần (?:thứ )?(.+)")
_FIRST = ("đầu", "đầu tiên", "nhất")
TELLING = frozenset({"unit_code", "unit_name", "report_year"})


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled field: where its label and its value stand; both the same cell for "Năm báo cáo: 2021"."""

    column: str
    label: Position
    at: Position | None
    value: Value | None


@dataclass(frozen=True, slots=True)
class Cover:
    """The fields found in one sheet."""

    sheet: Sheet
    fields: Mapping[str, Field]

    def place(self, column: str) -> Place:
        """Where to look for a field: its value, the cell to fill where that is missing, or the whole sheet."""
        field = self.fields.get(column)
        return self.sheet.place(field.at or self._beside(field.label)) if field else Place(self.sheet.name)

    def _beside(self, label: Position) -> Position:
        """The cell right of a label, which may be merged; the label itself where another one follows."""
        rights = (right for top, left, _, right in self.sheet.merged if (top, left) == label)
        beside = (label[0], next(rights, label[1]) + 1)
        return label if beside in self.sheet.cells else beside

    def _format(self, field: Field | None) -> str:
        return self.sheet.formats.get(field.at, "") if field and field.at else ""

    def read(self, column: str, form: Form) -> Reading:
        """Return the typed value of a field; blank where the cover has no such field."""
        field, declared = self.fields.get(column), form.table("cover").column(column)
        value = field.value if field else None
        reading = read(declared, value, form, Context(date1904=self.sheet.date1904, format=self._format(field)))
        if column == "period" and reading.state == "unreadable":
            said = period_in(text_of(value)) if value is not None else None
            return Reading(said, "value") if said else reading
        return _numbered(declared, value, reading, form) if column == "revision" and value is not None else reading


def _numbered(column: Column, value: Value, reading: Reading, form: Form) -> Reading:
    """How often a report was sent, as a number from 1 or in words: "lần 2", "Lần đầu"."""
    said = _ORDINAL.fullmatch(fold(text_of(value)))
    if said and reading.state == "unreadable":
        reading = Reading(1, "value") if said[1] in _FIRST else read(column, said[1], form)
    if reading.state == "zero":
        words: dict[str, object] = {"kind": "số lần gửi", "label": column.label, "example": "1 (gửi lần đầu), 2"}
        return Reading(None, "unreadable", found=(("Đ02", {"text": text_of(value), **words}),))
    return reading


def find_cover(sheets: list[Sheet], form: Form) -> Cover | None:
    """Return the cover among `sheets` (those with no table first); None where no sheet has enough labelled fields."""
    best: Cover | None = None
    for sheet in sheets:
        fields = _fields(sheet, form)
        enough = len(fields) >= FEWEST_FIELDS and TELLING & fields.keys()
        if enough and (best is None or len(fields) > len(best.fields)):
            best = Cover(sheet, fields)
    return best


def _fields(sheet: Sheet, form: Form) -> dict[str, Field]:
    found: dict[str, Field] = {}
    exact: set[str] = set()  # fields found by their own label, which goes before other ways of saying it
    for position in sheet.positions:
        value = sheet.cells[position]
        if not isinstance(value, str):
            continue
        label, _, rest = clean(value).partition(":")
        column = _meaning(label, form)
        own = column is not None and fold(label) == fold(form.table("cover").column(column).label)
        if column and (column not in found or (own and column not in exact) or found[column].at is None):
            here = Field(column, position, position, rest.strip())
            found[column] = here if rest.strip() else _beside(column, position, sheet, form)
            exact |= {column} if own else set()
    return found


def _meaning(label: str, form: Form) -> str | None:
    return header_words(form).named((label,)).get("cover")


def _fits(column: str, value: str, form: Form) -> bool:
    """Whether a text that is also a label ("Năm") is the value of a column that knows what it wants."""
    declared = form.table("cover").column(column)
    return declared.type != "text" and read(declared, value, form).state == "value"


def _beside(column: str, position: Position, sheet: Sheet, form: Form) -> Field:
    row, start = position
    for right in range(start + 1, start + 1 + FARTHEST_VALUE):
        value = sheet.cells.get((row, right))
        if value is None or fold(str(value)) == "":
            continue
        if isinstance(value, str) and _meaning(value.partition(":")[0], form) and not _fits(column, value, form):
            break
        return Field(column, position, (row, right), value)
    return Field(column, position, None, None)

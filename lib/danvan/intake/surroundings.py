"""What the cells of a block are read by: its scale and separators, the columns it lacks, the columns nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from danvan.declared.form import NUMERIC, Column, Form, Table
from danvan.intake.beside import Beside
from danvan.intake.blocks import Block
from danvan.intake.counted import converted, unit_over
from danvan.intake.headers import header_words
from danvan.intake.ledger import DataRow, SheetRoles
from danvan.intake.measured import unit_key, unit_said
from danvan.intake.proposals import likeliest, propose
from danvan.intake.reading import Context, Reading
from danvan.intake.sheet import Position, Sheet, Value, column_letter
from danvan.intake.shown import problems_of_format, value_shown
from danvan.intake.unit_lines import doubtful_lines, scale_near
from danvan.intake.writing import marks_of, written
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import Quantity, parse

IMPLAUSIBLE = 1_000_000  # đồng: what the largest sum of a column passes, unless it is counted in thousands
IMPLAUSIBLE_AS_STATED = 100_000


@dataclass(frozen=True)
class Surroundings:
    """What the cells of a block are read by: the sheet, the block, the form and its year.

    `contexts` are by column of the form, `older` by sheet column for figures of years before last.
    """

    sheet: Sheet
    block: Block
    form: Form
    year: int
    contexts: Mapping[str, Context]
    older: Mapping[int, Context] = field(default_factory=dict)

    @cached_property
    def table(self) -> Table:
        return self.form.table(self.block.table)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the form of the year has."""
        return self.table.columns_in(self.year)

    def value(self, position: Position | None) -> Value | None:
        return self.sheet.cells.get(position) if position else None

    def shown(self, position: Position | None) -> Value | None:
        """The value of a cell as people see it."""
        if position is None or position not in self.sheet.formats:
            return self.value(position)
        return value_shown(self.sheet, position, self.scale(position))

    def scale(self, position: Position) -> int | None:
        """How many đồng one counts for in a cell, where header or unit line say so."""
        context = self.contexts.get(self.block.columns.get(position[1], ""))
        return context.scale if context else None


def surroundings_of(
    sheet: Sheet, block: Block, roles: SheetRoles, rows: Sequence[DataRow], form: Form, year: int
) -> Surroundings:
    """Return what the cells of `block` are read by: scales of header and unit line, separators of each column."""
    scale = scale_near(sheet, block, roles, rows)
    table = form.table(block.table)

    def context(sheet_column: int, column: Column, cells: Sequence[Position]) -> Context:
        own = (block.scales or {}).get(sheet_column, scale)
        values = [value_shown(sheet, p, own) if column.type in NUMERIC else None for p in cells]
        beside = block.column_of(column.unit_column) if column.unit_column else None
        units = [unit_said(sheet.cells.get((row, beside))) if beside else None for row, _ in cells]
        plain = Context(own, None, None, sheet.date1904, written=written(column, values, units, own))
        known = _by_column(plain, column, values, block.paths.get(sheet_column, ()), form)
        return replace(known, by_unit=_by_unit(column, values, units, plain)) if column.unit_column else known

    contexts = {
        name: context(column, table.column(name), [r.cells[name] for r in rows if name in r.cells])
        for column, name in block.columns.items()
    }
    older = {column: context(column, table.column("actual"), [(r.row, column) for r in rows]) for column in block.older}
    return Surroundings(sheet, block, form, year, contexts, older)


def _by_column(
    context: Context, column: Column, values: Sequence[Value | None], path: Sequence[str], form: Form
) -> Context:
    """The context with the unit that the header states, and with the numbers beside where they have one unit."""
    if column.type not in NUMERIC:
        return context
    if said := unit_over(path, column, form):
        measure = converted(said, column, form)
        return replace(context, measure=measure, foreign=measure is None)
    alike = column.unit and (column.type == "decimal" or (column.type == "money" and context.scale))
    return replace(context, beside=_beside(column, values, context)) if alike else context


def _beside(column: Column, values: Sequence[Value | None], context: Context) -> Beside:
    """The numbers of a column that have no words around them but its own unit."""
    own = None if column.type == "money" else column.unit
    return _by_unit(column, values, [own] * len(values), context).get(unit_key(own), Beside(()))


def _by_unit(
    column: Column, values: Sequence[Value | None], units: Sequence[str | None], context: Context
) -> dict[str, Beside]:
    """The numbers of a column by the unit that stands in their rows, or in the cells themselves."""
    numbers: dict[str, list[Decimal]] = {}
    for unit, quantity in _quantities(column, values, units, context):
        if quantity.value is not None and quantity.confidence == "certain":
            numbers.setdefault(unit, []).append(quantity.value)
    return {unit: Beside(tuple(found)) for unit, found in numbers.items()}


def _quantities(
    column: Column, values: Sequence[Value | None], units: Sequence[str | None], context: Context
) -> Iterable[tuple[str, Quantity]]:
    """What each cell says, certain or not, beside what it counts."""
    for value, unit in zip(values, units, strict=True):
        quantity = parse(value, marks_of(column, value, unit, context)) if isinstance(value, str) else _plain(value)
        yield unit_key(quantity.unit or unit), quantity


def _plain(value: Value | None) -> Quantity:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Quantity(Decimal(repr(value)) if is_number else None)


def doubtful_money(around: Surroundings, roles: SheetRoles, rows: Sequence[DataRow]) -> Iterable[Problem]:
    """What is in doubt of the unit of a table's money: lines near it, and columns (Đ99) of sums that are all small."""
    money = [c for c in around.block.columns.values() if around.table.column(c).type == "money"]
    lines = list(doubtful_lines(around.sheet, around.block, roles, rows, around.form)) if money else []
    yield from lines
    for name in money if not lines else ():
        context = around.contexts[name]
        values = [around.shown(row.cells.get(name)) for row in rows]
        said = _quantities(around.table.column(name), values, [None] * len(values), context)
        numbers = [quantity.value for unit, quantity in said if quantity.value is not None and unit == unit_key(None)]
        least = IMPLAUSIBLE if context.scale is None else IMPLAUSIBLE_AS_STATED
        small = 0 < max(numbers, default=0) * (context.scale or 1) < least
        if small and not around.table.column(name).part_of and not context.foreign:
            header = around.sheet.place(_header_cell(around, around.block.column_of(name) or 0))
            yield problem("Đ99", header, label=around.table.column(name).label, largest=wording.number(max(numbers)))


def missing_columns(around: Surroundings) -> Iterable[Problem]:
    """The required columns that the block lacks."""
    named = set(around.block.columns.values())
    for column in around.columns:
        if (
            column.need == "required"
            and column.name not in named
            and not column.section
            and not _split_from(around, column)
        ):
            header = around.sheet.row(around.block.first)
            yield problem("Đ12", header, label=column.label, form=around.table.form)


def _split_from(around: Surroundings, column: Column) -> bool:
    return any(f"(?P<{column.name}>" in other.split for other in around.table.columns)


def unknown_columns(around: Surroundings, roles: SheetRoles) -> Iterable[Problem]:
    """The columns with data whose header the form does not know, each with the likeliest declared labels."""
    unplaced = [
        p for p, r in roles.roles.items() if r.role == "unplaced" and around.block.first <= p[0] <= around.block.last
    ]
    columns = sorted({c for _, c in unplaced})
    for column in columns:
        first = min(p for p in unplaced if p[1] == column)
        path = around.block.unknown.get(column)
        if path is None:
            yield problem("Đ07", around.sheet.place(first))
            continue
        text = " > ".join(path)
        place = Place(around.sheet.name, first[0], f"{column_letter(column)}{around.block.header_rows[0]}", text)
        if other := around.block.twice.get(column):
            said = " > ".join(around.block.paths[other])
            words = {"text": text, "other": said, "label": around.table.column(around.block.columns[other]).label}
            yield problem("Đ89", place, **words, column=column_letter(other))
            continue
        labels = {c.label: c.name for c in around.table.columns if c.name not in around.block.columns.values()}
        likely = next((labels[label] for label in likeliest(text, labels)), "...")
        line = f"{around.block.table},{likely},{_quoted(text)},..."
        yield problem("Đ10", place, text=text, proposals=propose(text, labels), line=line)


def undiacritic_headers(around: Surroundings) -> Iterable[Problem]:
    """Đ80: the headers that were typed without diacritics."""
    words = header_words(around.form)
    for sheet_column, name in around.block.columns.items():
        if words.is_undiacritic(path := around.block.paths.get(sheet_column, ())):
            header = around.sheet.place(_header_cell(around, sheet_column))
            yield problem("Đ80", header, text=" > ".join(path), label=around.table.column(name).label)


def columns_aside(around: Surroundings, rows: Sequence[DataRow]) -> Iterable[Problem]:
    """Đ78, Đ79: the columns with data that are told and not used: shares, and what a person ruled out."""
    for sheet_column, reason in around.block.aside.items():
        code = {"share": "Đ78", "ignored": "Đ79"}.get(reason)
        if code and any((row.row, sheet_column) in around.sheet.cells for row in rows):
            header = around.sheet.place(_header_cell(around, sheet_column))
            yield problem(code, header, text=" > ".join(around.block.paths[sheet_column]))


def columns_of_other_years(around: Surroundings, rows: Sequence[DataRow]) -> Iterable[Problem]:
    """Đ62: the columns with data that the form has, but not in this year; the ledger keeps what they say."""
    for sheet_column, name in around.block.columns.items():
        column = around.table.column(name)
        filled = any(around.value(row.cells.get(name)) is not None for row in rows)
        if filled and not column.valid_in(around.year):
            header = around.sheet.place(_header_cell(around, sheet_column))
            words = {"form": around.table.form, "year": around.year, "label": column.label}
            yield problem("Đ62", header, **words)


def foreign_units(around: Surroundings) -> Iterable[Problem]:
    """Đ70: the columns whose header states a unit that cannot be brought to the form's."""
    for sheet_column, name in around.block.columns.items():
        column = around.table.column(name)
        if not around.contexts[name].foreign:
            continue
        header = around.sheet.place(_header_cell(around, sheet_column))
        said = unit_over(around.block.paths[sheet_column], column, around.form)
        wanted = column.unit or "đơn vị của từng chỉ tiêu"
        yield problem("Đ70", header, unit=said.name if said else "", label=column.label, wanted=wanted)


def _header_cell(around: Surroundings, column: int) -> Position:
    """The lowest cell of the header that says something over a column."""
    said = [row for row in around.block.header_rows if (row, column) in around.sheet.cells]
    return max(said, default=around.block.first), column


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"') else text


def cell_problems(around: Surroundings, position: Position | None, reading: Reading) -> list[Problem]:
    """Return the findings of one cell with their place."""
    if position is None:
        return [problem(code, Place(around.sheet.name), **words) for code, words in reading.found]
    found = [problem(code, around.sheet.place(position), **words) for code, words in reading.found]
    if position not in around.sheet.formats:
        return found
    return [*found, *problems_of_format(around.sheet, position, around.scale(position))]

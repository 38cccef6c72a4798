"""The tables of one sheet, those of the form and any other, with their rows by kind and the role of every cell.

A table of the form is told as the reader takes it (`roles`), any other by its looks (`sketch`). Does not belong here:
how they are told to people (`look`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from danvan.declared.form import Form
from danvan.intake.blocks import Block
from danvan.intake.headers import header_words
from danvan.intake.labels import paths_over
from danvan.intake.ledger import SheetRoles
from danvan.intake.outline import LAST_COLUMN, Shape, Table
from danvan.intake.roles import assign
from danvan.intake.shapes import find_shapes
from danvan.intake.sheet import Fault, Sheet
from danvan.intake.sketch import Sketch, sketch, sketch_tables
from danvan.intake.words import section_name
from danvan.vietnamese.text import fold


def tables_of(sheet: Sheet, known: Sequence[Block], form: Form) -> tuple[Sketch, dict[int, Block]]:
    """Return the tables of `sheet` from top to bottom, and for those of the form, by their place, the block."""
    blocks = [block for block in known if _is_declared(sheet, block, form)]
    if not blocks:
        return sketch(sheet, form), {}
    others = _others(sheet, blocks, form)
    blocks = [_above(block, others) for block in blocks]
    assigned = assign(sheet, blocks, form)
    found = sketch_tables(sheet, others, form)
    told = [(_of_block(sheet, block, assigned, n), block) for n, block in enumerate(blocks)]
    both = [*told, *((table, None) for table in found.tables)]
    every = sorted(both, key=lambda each: (each[0].shape.first, each[0].shape.left))
    roles = {**{position: role.role for position, role in assigned.roles.items()}, **found.roles}
    return Sketch([table for table, _ in every], roles), {n: block for n, (_, block) in enumerate(every) if block}


def _is_declared(sheet: Sheet, block: Block, form: Form) -> bool:
    """Whether a block is the form's own: a list of indicators has at least one that is declared."""
    names = block.column_of(form.tables[block.table].item.name)
    if form.tables[block.table].layout != "indicators" or names is None:
        return True
    said = (sheet.cells.get((row, names)) for row in range(block.data_first, block.last + 1))
    texts = {fold(text) for v in said if isinstance(v, str) for text in (v, section_name(v))}
    return not texts.isdisjoint(header_words(form).indicators)


def _others(sheet: Sheet, blocks: Sequence[Block], form: Form) -> list[Shape]:
    """The tables that are no block: with a header of their own, and not one that a block has, too."""
    heads = [{fold(path[-1]) for path in block.paths.values()} for block in blocks]

    def is_block(shape: Shape) -> bool:
        within = any(shape.first <= b.header_rows[-1] and shape.header_last >= b.first for b in blocks)
        return within or {fold(path[-1]) for path in shape.paths.values()} in heads

    others = [shape for shape in find_shapes(sheet, form) if not is_block(shape)]
    starts = [block.first for block in blocks]
    return [replace(s, last=min([f - 1 for f in starts if f > s.first] + [s.last])) for s in others]


def _above(block: Block, others: Sequence[Shape]) -> Block:
    """The block as far as the next table of no form."""
    return replace(block, last=min([s.first - 1 for s in others if s.first > block.data_first] + [block.last]))


def _of_block(sheet: Sheet, block: Block, assigned: SheetRoles, number: int) -> Table:
    """The rows of a declared table as the reader takes them."""
    left, right = block.span or (1, LAST_COLUMN)
    own = {p: r.role for p, r in assigned.roles.items() if block.first <= p[0] <= block.last and left <= p[1] <= right}

    def rows(role: str) -> list[int]:
        return sorted({row for (row, _), given in own.items() if given == role})

    data = [r.row for r in assigned.rows[number]]
    failed = [
        r
        for r in data
        if all(isinstance(sheet.cells[p], Fault) for p in own if p[0] == r and p[1] not in block.running)
    ]
    data = [r for r in data if r not in failed]
    continues = {p[0]: r.row for r in assigned.rows[number] for _, p in r.more}
    taken = {*data, *rows("total"), *rows("section")}
    header, paths = block.header_rows, _paths(sheet, block)
    shape = Shape(block.first, header[-1], block.data_first, block.last, paths, block.marks, None, block.span)
    return Table(
        shape, rows("header"), rows("column_marks"), _units_near(block, assigned), data, rows("section"), rows("total"),
        [r for r in rows("value") if r not in taken and r not in continues], continues,
    )  # fmt: skip


def _paths(sheet: Sheet, block: Block) -> Mapping[int, tuple[str, ...]]:
    left, right = block.span or (1, LAST_COLUMN)
    part = replace(sheet, cells={p: v for p, v in sheet.cells.items() if left <= p[1] <= right})
    return paths_over(part, block.header_rows[0], block.header_rows[-1])


def _units_near(block: Block, assigned: SheetRoles) -> list[int]:
    near = range(block.first - 2, block.last + 1)
    return sorted({row for (row, _), role in assigned.roles.items() if role.role == "unit_line" and row in near})

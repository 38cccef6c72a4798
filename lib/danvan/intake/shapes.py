"""Finds tables that no form declares, by how they look: rows of labels over rows of figures or of repeated texts.

    TT | Họ và tên | Năm | Số tiền        header: texts only, and rows below that it covers
     1 | ...       | 2019|  12.000        the table reaches down to the next header

Does not belong here: what a header means (`headers`), what a row below a header is (`bodies`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan.declared.form import Form
from danvan.intake.glance import Glance, is_number
from danvan.intake.labels import is_marks
from danvan.intake.outline import Shape
from danvan.intake.sheet import Sheet, text_of
from danvan.intake.sides import sides_of
from danvan.vietnamese.text import fold

COUNTING = re.compile(r"^([^\W\d][^\d]*)\d+")
TALLEST, FEWEST, LOOK_DOWN = 6, 2, 15


def find_shapes(sheet: Sheet, form: Form) -> list[Shape]:
    """Return the tables of `sheet` from top to bottom, left to right; none where nothing looks like one."""
    view = Glance(sheet, form)
    headers = _headers(_Finder(view)) or _headers(_Finder(view, bare=True))
    starts = [h.first for h in headers]
    bottom = max(view.rows, default=0)
    return [replace(h, last=min([s - 1 for s in starts if s > h.header_last], default=bottom)) for h in headers]


def _headers(finder: _Finder) -> list[Shape]:
    headers: list[Shape] = []
    done = 0
    for row in finder.view.rows:
        if row <= done:
            continue
        header = finder.header(row, headers[-1] if headers else None)
        if header and not (headers and finder.repeats(headers[-1], header)):
            headers += sides_of(header, finder.view)
            done = header.data_first - 1
    return headers


@dataclass(frozen=True)
class _Finder:
    """Tries the rows of one sheet as headers; `bare`: one with nothing below is one by its many short labels."""

    view: Glance
    bare: bool = False

    def header(self, row: int, above: Shape | None) -> Shape | None:
        """The header that begins at `row`; below another table only where something sets it apart."""
        if len(self.view.rows[row]) < FEWEST or not self.view.labels_only(row) or self.view.spoken_for(row):
            return None
        if above and not self._may_begin(row):
            return None
        for last in self._windows(row):
            shape = self._shape(row, last)
            if self._is_title(shape):
                return None
            if len(shape.paths) >= FEWEST and self._covers(shape):
                return self._raised(shape) if above is None or self._set_apart(shape) else None
        return None

    def _may_begin(self, row: int) -> bool:
        """Whether something at first sight sets a row below a table apart: what is above it, or what follows soon."""
        soon = [r for r in range(row, row + TALLEST) if r in self.view.rows]
        return self._parted(row) or any(self.view.numbered(r) or is_marks(self.view.values(r)) for r in soon)

    def _parted(self, row: int) -> bool:
        above = self.view.rows.get(row - 1)
        return above is None or (len(above) <= 2 and self.view.labels_only(row - 1))

    def _windows(self, row: int) -> list[int]:
        """The rows at which a header that begins at `row` may end, the likeliest first."""
        last = row
        while last - row + 1 < TALLEST:
            reach = self.view.reach(row, last, TALLEST)
            between = range(last + 1, reach + 1)
            if reach > last and all(r not in self.view.rows or self.view.labels_only(r, row) for r in between):
                last = reach
            elif self._goes_on(row, last):
                last += 1
            else:
                break
        marked = self._over_marks(row)
        shortest = max([row, *(low for top, _, low, _ in self.view.sheet.merged if top == row and low <= last)])
        return list(dict.fromkeys([*([marked] if marked else []), last, shortest]))

    def _over_marks(self, row: int) -> int | None:
        """The row over the column marks, where nothing but labels stands between."""
        for last in range(row, row + TALLEST):
            if last + 1 in self.view.rows and is_marks(self.view.values(last + 1)):
                return last if not self.view.labels_only(last + 1, row) else None
            if last + 1 not in self.view.rows or not self.view.labels_only(last + 1, row):
                return None
            if len(self.view.rows[last + 1]) < FEWEST or self.view.is_units(last + 1, self.view.rows[row]):
                return None
        return None

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether the row below holds lower labels: under a wide merge, over figures, or right of a label."""
        below = self.view.rows.get(last + 1, [])
        columns = sorted({c for _, c in self.view.cells_of(first, last)})
        if not self.view.labels_only(last + 1, first) or self.view.is_units(last + 1, columns):
            return False
        if self.view.over(first, last) & set(below):
            return True
        fresh = [c for c in below if c not in self.view.rows.get(last, ())]
        if self._over_figures(last + 1, columns):
            return True
        if self._wraps(first, last):
            return True
        grouped = [c for c in fresh if c - 1 in below]
        upper = self.view.rows.get(last, ())
        return bool(fresh) and grouped == fresh and len(upper) >= FEWEST and not self._ends_text(last + 1)

    def _wraps(self, first: int, last: int) -> bool:
        """Whether labels are broken over rows: "Số" over "TT", with labels over most of the others, too."""
        upper, below = self.view.rows.get(last, []), self.view.rows[last + 1]
        fresh = self.view.numbered(last + 1) and not any(self.view.numbered(r) for r in range(first, last + 1))
        return fresh and below[0] in upper and len(upper) * 2 > len({*upper, *below})

    def _is_title(self, shape: Shape) -> bool:
        """Whether the first row is none of the header: it groups the running numbers, or all columns from the first."""
        over = self.view.over(shape.first, shape.first)
        lower = [r for r in range(shape.first + 1, shape.header_last + 1) if r in self.view.rows]
        labelled = {c for r in lower for c in self.view.rows[r]}
        left = min(shape.paths, default=0)
        stub = any(c < left and low > shape.header_last for c, low in self.view.lowest.items())
        grouped = left in over and labelled >= set(shape.paths) and not stub
        return grouped or any(self.view.rows[r][0] in over for r in lower if self.view.numbered(r))

    def _over_figures(self, row: int, columns: Sequence[int]) -> bool:
        """Whether all of a row's texts but the first stand over columns of figures, or below it come the units."""
        if row + 1 in self.view.rows and self.view.is_units(row + 1, columns):
            return True
        figures = self.view.figure_columns(row + 1)
        lead = min(columns)
        over = [c for c in self.view.rows[row] if c > lead]
        over_stub = not over and len(self.view.rows[row]) >= FEWEST
        return bool(figures) and (over_stub or bool(over)) and all(c in figures for c in over)

    def _ends_text(self, row: int) -> bool:
        """Whether no row of figures follows, so that this row is itself the text of the table."""
        below = [r for r in self.view.rows if row < r <= row + 3]
        return not any(is_number(v) for r in below for v in self.view.values(r))

    def _raised(self, shape: Shape) -> Shape:
        """The header with the row above it, where a label there stands over some of its columns and is no title."""
        row = shape.first - 1
        over = self.view.over(row, row)
        inner = over and min(over) > min(shape.paths) and over < set(shape.paths)
        fits = inner and set(self.view.rows[row]) <= over and self.view.labels_only(row)
        if not fits or self.view.spoken_for(row):
            return shape
        return replace(shape, first=row, paths=self.view.paths(row, shape.header_last))

    def _shape(self, first: int, last: int) -> Shape:
        marks = unit_row = None
        below = last + 1
        paths = self.view.paths(first, last)
        for _ in range(2):
            if below in self.view.rows and marks is None and is_marks(self.view.values(below)):
                marks, below = below, below + 1
            elif below in self.view.rows and unit_row is None and self.view.is_units(below, list(paths)):
                unit_row, below = below, below + 1
        return Shape(first, last, below, below, paths, marks, unit_row)

    def _set_apart(self, shape: Shape) -> bool:
        """Whether a header below another table begins a table of its own, and is no row of texts in that one."""
        rows = range(shape.first, shape.header_last + 1)
        if shape.marks or any(self.view.numbered(r) for r in rows):
            return True
        return self._parted(shape.first) and any(self.view.labels_figures(r, shape.data_first) for r in rows)

    def _covers(self, shape: Shape) -> bool:
        """Whether rows below look like the body of a table with these columns."""
        body = [r for r in self.view.rows if shape.data_first <= r < shape.data_first + LOOK_DOWN]
        columns = set(shape.paths)
        stub = set(range(1, min(columns)))
        texts = 0
        for row in body:
            cells = set(self.view.rows[row]) - stub
            if any(is_number(self.view.sheet.cells[row, c]) for c in cells & columns):
                wide = len(columns) > 2 or bool(stub & set(self.view.rows[row]))
                return len(cells & columns) * 2 >= len(cells) and (wide or self._pairs(body, sorted(columns)))
            if self.view.spoken_for(row) and 2 < len(cells) < len(columns):
                return False
            if len(cells) > len(columns) or (len(cells - columns) > len(cells & columns)):
                return False
            texts += len(cells & columns) >= FEWEST
        if texts >= FEWEST and (len(columns) > 2 or self._coded(shape, body)):
            return True
        return len(columns) > 2 and self._names_itself(shape, self.bare and texts < FEWEST)

    def _names_itself(self, shape: Shape, bare: bool) -> bool:
        """Whether a header without rows is one: by its marks or running number, or as many short labels of its own."""
        labels = [text_of(self.view.sheet.cells[p]) for p in self.view.cells_of(shape.first, shape.header_last)]
        named = shape.marks is not None or any(fold(label) in self.view.running for label in labels)
        return named or (bare and len(set(labels)) > 3 and all(len(label) <= 40 for label in labels))

    def _pairs(self, body: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether two columns are a table, and no fields or numbered sentences: one holds figures nearly everywhere."""
        both = [r for r in body if all((r, c) in self.view.sheet.cells for c in columns)]
        values = [[self.view.sheet.cells[r, c] for r in both] for c in columns]
        shares = [sum(is_number(v) and not str(v).endswith(".") for v in held) for held in values]
        return len(both) >= FEWEST and max(shares) >= 0.8 * len(both)

    def _coded(self, shape: Shape, body: Sequence[int]) -> bool:
        """Whether two columns of texts are a table: the first counts its rows ("Bước 1"), and its label does not."""
        first = min(shape.paths)
        said = [v for r in body if isinstance(v := self.view.sheet.cells.get((r, first)), str)]
        codes = [m[1] for v in said if (m := COUNTING.match(v))]
        counted = len(codes) > 2 and len(set(codes)) == 1 and len(codes) * 5 >= len(said) * 4
        return counted and not COUNTING.match(shape.paths[first][-1])

    def repeats(self, earlier: Shape, header: Shape) -> bool:
        """Whether a header is the one above again, as on each printed page: right below rows of figures."""
        one, other = ([fold(p[-1]) for p in h.paths.values()] for h in (earlier, header))
        return one == other and any(is_number(v) for v in self.view.values(header.first - 1))

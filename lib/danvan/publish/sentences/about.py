"""What a report is about - its tables, years and kind of period - and how its sentences read figures and coverage.

    about = About(Figures({...}), (2021,))
    about.when, about.before       "năm 2021", "năm 2020"

Does not belong here: what changed since the year before (`comparing`), any single sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan.analysis.change import LEAST_COVERAGE, SMALLEST_BASE
from danvan.publish.cited import Figures, Style
from danvan.publish.columns import LABEL
from danvan.publish.prose import Number, Once, Sentence, sentence
from danvan.publish.tables import words
from danvan.publish.tables.words import inside

NAMED = 5  # missing units told by name; where there are more, the table names them


@dataclass(frozen=True)
class About:
    """The published tables of a report (those of the years; R3, R4, R5 of the last year and the one before it)."""

    figures: Figures
    years: tuple[int, ...]
    half: bool = False

    @property
    def last(self) -> int:
        """The last year, whose state the report tells."""
        return max(self.years)

    @property
    def several(self) -> bool:
        """Whether the report is of several years."""
        return len(self.years) > 1

    @property
    def when(self) -> str:
        """ "năm 2021", "6 tháng đầu năm 2021" or "giai đoạn 2017 - 2022"."""
        return words.period(self.years, half=self.half)

    @property
    def now(self) -> str:
        """The last year or its half."""
        return words.of_year(self.last, half=self.half)

    @property
    def at(self) -> str:
        """The last year at the beginning of a sentence; set apart from the years before where they are told too."""
        return f"Riêng {self.now}" if self.several else capital(self.now)

    @property
    def end(self) -> str:
        """When a state is told of: "cuối năm 2021", "hết 6 tháng đầu năm 2021"."""
        return f"{'hết' if self.half else 'cuối'} {self.now}"

    @property
    def before(self) -> str:
        """What the last year is compared with: "năm 2020", of a half-year "cùng kỳ năm 2020"."""
        return words.before(self.last, half=self.half)

    def value(self, figure: str) -> float | None:
        """The value of a figure; None where no table has it, or where it is not known."""
        return self.figures.value(figure) if self.figures.has(figure) else None

    def number(self, figure: str, style: Style = "count") -> Number | None:
        """A figure in the printed form of prose; None where it is not known."""
        return None if self.value(figure) is None else self.figures.number(figure, style)

    def amount(self, figure: str, unit: str = "", style: Style = "count") -> Sentence | None:
        """A figure with what it counts, "131 tổ"; None where it is not known."""
        number = self.number(figure, style)
        return None if number is None else sentence(f"{{n}} {unit}" if unit else "{n}", n=number)

    def positive(self, figure: str, unit: str = "", style: Style = "count") -> Sentence | None:
        """The same, None also where there is nothing of it."""
        return self.amount(figure, unit, style) if self.value(figure) else None

    def rate(self, figure: str, part: str, whole: str) -> Sentence | None:
        """ "85,7%", None where it is of fewer than a percentage is told of, or of a part that is not known."""
        of = self.value(whole)
        known = self.value(part) is not None and of is not None and of >= SMALLEST_BASE
        return self.amount(figure, style="percent") if known else None

    def covered(self, row: str, what: str = "đơn vị", *, suffix: str = "", names: bool = True) -> Sentence:
        """ " (21/22 đơn vị, chưa gồm xã Bình Trị)" of a row's reported and expected; nothing where none is missing."""
        reported, expected = (self.number(f"{row}/{name}{suffix}", "number") for name in ("reported", "expected"))
        if reported is None or expected is None or reported.text == expected.text:
            return Sentence(())
        lacking = lacking_names(str(self.cell(row, f"missing{suffix}") or "")) if names else ""
        return sentence(f" ({{n}}/{{of}} {what}{{lacking}})", n=reported, of=expected, lacking=Once(lacking))

    def enough(self, row: str, of: str = "expected") -> bool:
        """Whether enough units gave a row for a percentage; all did where the row does not tell."""
        reported, expected = (self.value(f"{row}/{name}") for name in ("reported", of))
        return not expected or reported is None or reported >= LEAST_COVERAGE * expected

    def of_form(self, table: str) -> Sentence:
        """The coverage of a form over the years of the report."""
        what = "lượt báo cáo" if self.several else "đơn vị"
        return self.covered(f"T17b/{'total' if self.several else self.last}.{table}", what, names=not self.several)

    def cell(self, row: str, column: str) -> Any:
        """What a cell says, of a row called "T16a/<key>"; None where there is none."""
        id_, _, key = row.partition("/")
        table = self.figures.tables.get(id_)
        if table is None or key not in table.keys or column not in table.frame:
            return None
        value: Any = table.frame[column].iloc[table.keys.index(key)]
        return None if pd.isna(value) else value

    def rows(self, id_: str) -> Iterator[str]:
        """The rows of a table, "T16a/<key>", from top to bottom."""
        table = self.figures.tables.get(id_)
        yield from (f"{id_}/{key}" for key in (table.keys if table else ()))

    def label(self, row: str) -> str:
        """What a row is about."""
        return str(self.cell(row, LABEL) or "")


def capital(text: str) -> str:
    """A text at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def lacking_names(missing: str) -> str:
    """ ", chưa gồm xã Bình Trị" from the names of a table's cell; nothing where they are many or go by years."""
    names = [name for name in missing.split(", ") if name]
    if not names or len(names) > NAMED or any(name[:1].isdigit() for name in names):
        return ""
    return f", chưa gồm {', '.join(inside(name) for name in names)}"


def quoted(name: str) -> str:
    """A name in the quotation marks of an office document; those within it stay single."""
    within = name.replace("“", '"').replace("”", '"').split('"')
    if len(within) == 1:
        return f"“{name}”"
    marked = "".join(part + ("“" if number % 2 == 0 else "”") for number, part in enumerate(within[:-1]))
    return marked + within[-1]

"""An answer to a notebook's question: two to five computed sentences, each number a figure that a table holds.

    Trả lời (toàn bộ đơn vị, năm 2022)
    Các đơn vị đăng ký 202 mô hình, 183 mô hình đang hoạt động.      202 leads to T2/total/registered

Does not belong here: what each answer says (the other modules), where a link leads in the site (`fence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

import pandas as pd

from danvan.analysis import coverage
from danvan.analysis.change import LEAST_COVERAGE
from danvan.publish import catalogue
from danvan.publish.cited import Figures, Style
from danvan.publish.prose import Number, Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.publish.table import SAMPLE, PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.basis import unit_notes

Data = Mapping[str, pd.DataFrame]
HEAD = "Trả lời"


@dataclass(frozen=True, eq=False)
class Answer:
    """Sentences with the published tables that hold their numbers; `whose` says of whom and when they are."""

    whose: str
    sentences: tuple[Sentence, ...]
    tables: tuple[PublishedTable, ...]
    sample: bool = False

    @property
    def cited(self) -> tuple[PublishedTable, ...]:
        """The tables that a number is of."""
        named = {number.figure.partition("/")[0] for said in self.sentences for number in said.numbers}
        return tuple(table for table in self.tables if table.id in named)

    def __str__(self) -> str:
        return "\n".join([f"{HEAD} ({self.whose})", *(str(said) for said in self.sentences)])

    def _repr_html_(self) -> str:
        mark = f'<p class="mark">{SAMPLE}</p>' if self.sample else ""
        told = "".join(f"<li>{_html(said)}</li>" for said in self.sentences)
        return f'<div class="answer">{mark}<p><strong>{HEAD}</strong> ({escape(self.whose)})</p><ul>{told}</ul></div>'


def _html(said: Sentence) -> str:
    return "".join(
        f'<a href="#{escape(piece.figure)}">{escape(piece.text)}</a>' if isinstance(piece, Number) else escape(piece)
        for piece in said.pieces
    )


@dataclass(frozen=True, eq=False)
class Asked:
    """What an answer is asked of: the frames and the roll; its tables are made as they are read."""

    data: Data
    roll: pd.DataFrame
    names: tuple[str, ...]

    @cached_property
    def tables(self) -> dict[str, PublishedTable]:
        """The tables that the sentences read."""
        return {name: catalogue.TABLES[name].made(self.data, self.roll) for name in self.names}

    @cached_property
    def about(self) -> About:
        """The tables as sentences read them: those of one unit under the names of all."""
        return About(Figures({name: replace(table, id=name) for name, table in self.tables.items()}), self.years)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the roll."""
        return tuple(sorted(int(year) for year in self.roll["year"].unique()))

    @property
    def unit(self) -> str:
        """The name of the one unit within a sentence, "" where all are asked."""
        own = coverage.whose(self.roll)
        return "" if own is None else words.inside(own["unit"])

    @property
    def who(self) -> str:
        """Who did it: "các đơn vị" or "xã Bình Minh"."""
        return self.unit or "các đơn vị"

    def asks(self, table: str) -> bool:
        """Whether anybody of the roll is asked for a form."""
        return not coverage.covers(self.roll, table).empty

    def enough(self, row: str) -> bool:
        """Whether a row is of enough units, and years, for a claim about all."""
        reported, expected = (self.about.value(f"{row}/{name}") for name in ("reported", "expected"))
        return bool(expected) and (reported or 0) >= LEAST_COVERAGE * (expected or 0)

    def covered(self, row: str) -> Sentence:
        """ " (21/22 đơn vị, chưa gồm xã Bình Trị)"; of one unit its years; nothing where none is missing."""
        several = self.about.several and not row.startswith(tuple(f"T17b/{year}." for year in self.years))
        if self.unit and not several:
            return Sentence(())
        what = "năm" if self.unit else "lượt báo cáo" if several else "đơn vị"
        return self.about.covered(row, what, names=not self.about.several)

    def of_form(self, table: str) -> Sentence:
        """The coverage of a form in the years asked."""
        return self.covered(f"T17b/{self.row}.{table}")

    @property
    def row(self) -> str:
        """The row of a table by years that is of all asked: "total" of several, else the year."""
        return "total" if self.about.several else str(self.about.last)

    def flow(self, key: str, unit: str = "", style: Style = "count") -> Sentence | None:
        """A sum of R1 with its coverage: "1.250 buổi (21/22 đơn vị)"; None where it is not known."""
        amount = self.about.amount(f"R1/{key}/value", unit, style)
        return None if amount is None else amount + self.covered(f"R1/{key}")

    def flows(self, named: Mapping[str, str], style: Style = "count", last: str = " và ") -> Sentence | None:
        """ "12 buổi và 03 cuộc (21/22 đơn vị)": sums of R1 by what they count ("{n} buổi"), those above 0, their
        coverage once where all have the same; None where there are none.
        """
        about = self.about
        known = {
            key: n for key in named if about.value(f"R1/{key}/value") and (n := about.number(f"R1/{key}/value", style))
        }
        covered = {key: self.covered(f"R1/{key}") for key in known}
        if not known:
            return None
        alike = len({str(one) for one in covered.values()}) == 1
        parts = [sentence(named[key], n=n) + ("" if alike else covered[key]) for key, n in known.items()]
        return join(parts, last=last) + (next(iter(covered.values())) if alike else "")

    def rate(self, figure: str, part: str, whole: str, *of: str) -> Sentence | None:
        """A percentage of `whole`; None where that is small, or where any of the rows `of` is of too few."""
        return self.about.rate(figure, part, whole) if all(self.enough(row) for row in of) else None

    def answered(self, sentences: Iterable[Sentence | None], *others: PublishedTable) -> Answer:
        """The answer of those sentences that can be said, then what became of a unit that changed; `others` are tables
        that are read beside its own.
        """
        said = [self._named(one) for one in sentences if one]
        said += [Sentence((note,)) for note in (unit_notes(self.roll) if self.unit else ())]
        whose = f"{self.unit or 'mọi đơn vị phải báo cáo'}, {words.period(self.years)}"
        made = (*self.tables.values(), *others)
        return Answer(whose, tuple(said), made, bool(self.roll["sample"].eq(True).any()))

    def _named(self, said: Sentence) -> Sentence:
        """The sentence with its numbers under the ids of the unit's own tables."""
        code = self.roll.attrs.get("unit", "")
        return Sentence(tuple(_of_unit(piece, code) for piece in said.pieces)) if code else said


def _of_unit(piece: str | Number, code: str) -> str | Number:
    if isinstance(piece, str):
        return piece
    table, _, place = piece.figure.partition("/")
    return Number(piece.text, f"{table}-{code}/{place}")


def without(what: str, asked: Asked) -> Sentence:
    """Why there is nothing to say of `what`: the one unit is not asked, or nobody told it."""
    return Sentence((f"{capital(asked.who)} chưa có số liệu về {what} {words.period(asked.years)}.",))


def not_asked(what: str, asked: Asked) -> Sentence:
    """That the one unit does not report `what` at all."""
    return Sentence((f"{capital(asked.who)} không phải báo cáo về {what}.",))


def capital(text: str) -> str:
    """A text at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[Sentence | None]) -> list[Sentence]:
    """Those of the parts that are known."""
    return [part for part in parts if part]

"""What a report consists of, whatever it is written with: head, blocks in their order, appendices, signature.

    Heading(1, "Tình hình chung")           I.    2: 1.   3: 1.1.   4: a)
    Paragraph(sentence("Có {n} mô hình.", n=Number("131", "T2/total/registered")))
    Item("a)", ...)  Item("-", ...)  Item("+", ...)
    Quote("Nhân dân đồng thuận cao.", "xã Bình Minh")
    TableBlock(table)  ChartBlock(chart)
    Task("đánh giá nguyên nhân")            what is left for the writer

No number of a list is ever part of a text.
Does not belong here: which blocks a report has, how Word shows one (`word`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from danvan.declared.settings import Settings
from danvan.publish.chart import Chart
from danvan.publish.prose import Sentence
from danvan.publish.table import PublishedTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, numbered I. / 1. / 1.1. / a)."""

    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    text: Sentence


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; letters begin anew at "a)" after each heading or paragraph."""

    mark: Literal["a)", "-", "+"]
    text: Sentence


@dataclass(frozen=True, slots=True)
class Task:
    """What the writer still has to say; printed so that it cannot be overlooked."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, without quotation marks, and who said them; "" where it need not be told."""

    text: Sentence | str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A published table."""

    table: PublishedTable


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A published chart."""

    chart: Chart


Block = Heading | Paragraph | Item | Task | Quote | TableBlock | ChartBlock


@dataclass(frozen=True, slots=True)
class Appendix:
    """What stands behind the signature on pages of its own; its number is not part of the title."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """Who writes to whom: what the head, the recipients and the signature of every report of the office say."""

    agency_lines: tuple[str, ...]
    issuer: str
    place: str
    symbol: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    on_behalf: str
    signer_title: str
    signer: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `year` is that of its date, whose day and month the clerk fills in; `period` is what it is about."""

    letter: Letter
    year: int
    subject: str
    blocks: tuple[Block, ...]
    appendices: tuple[Appendix, ...] = ()
    period: str = ""
    kind: str = "BÁO CÁO"
    draft: bool = True

    def every_block(self) -> Iterator[Block]:
        """The blocks of the body and of all appendices."""
        yield from self.blocks
        for appendix in self.appendices:
            yield from appendix.blocks

    @property
    def sample(self) -> bool:
        """Whether a table or chart of sample data is in it."""
        return any(
            block.table.sample if isinstance(block, TableBlock) else block.chart.sample
            for block in self.every_block()
            if isinstance(block, TableBlock | ChartBlock)
        )


def letter(settings: Settings) -> Letter:
    """The letter of the office that `settings` describes; the place is its district's name."""
    district = next(unit for unit in settings.places.units if unit.code == settings.district_code)
    return Letter(
        settings.agency_lines,
        f"UBND {district.called}",
        district.name,
        settings.symbol,
        settings.addressees,
        settings.recipients,
        settings.on_behalf,
        settings.signer_title,
        settings.signer,
    )

"""The blocks of a report as the paragraphs, tables and pictures of Word.

Does not belong here: how a table (`tables`) or a picture (`pictures`) is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.document import (
    Block,
    ChartBlock,
    Heading,
    Item,
    Paragraph,
    Quote,
    TableBlock,
    Task,
)
from danvan.publish.prose import Sentence
from danvan.publish.word import numbering, pictures, styles, tables
from danvan.publish.word.inline import runs
from danvan.publish.word.opened import Opened
from danvan.publish.word.pages import Area
from danvan.publish.word.xml import paragraph, run

END = "./."


def elements(blocks: Sequence[Block], opened: Opened, area: Area, *, anew: bool = False) -> Iterator[BaseOxmlElement]:
    """What the blocks look like on pages with this area for text; `anew` counts the headings from I. again."""
    first = styles.HEADING[0]
    headings, items = opened.new_list(first) if anew else opened.list_of(first), 0
    for block, letter in zip(blocks, numbering.letter_numbers(blocks), strict=True):
        match block:
            case TableBlock(table):
                yield from tables.elements(table, opened, area)
            case ChartBlock(chart):
                yield from pictures.elements(chart, opened, area)
            case Heading():
                yield _heading(block, letter, headings, opened)
            case Item():
                if letter == 0:
                    items = opened.new_list(styles.ITEM["a)"])
                yield _item(block, letter, items, opened)
            case Paragraph(text):
                yield paragraph(opened.style(styles.BODY), *runs(text, opened))
            case Task(text):
                yield paragraph(opened.style(styles.TASK), run(f"[Người viết bổ sung: {text}]"))
            case Quote():
                yield paragraph(opened.style(styles.QUOTE), *runs(_quoted(block), opened))


def _heading(heading: Heading, letter: int | None, list_: int, opened: Opened) -> BaseOxmlElement:
    style = styles.HEADING[heading.level - 1]
    level = heading.level - 1 + numbering.level_of(letter or 0)
    return paragraph(opened.style(style), run(heading.text), numbered=(list_, level))


def _item(item: Item, letter: int | None, list_: int, opened: Opened) -> BaseOxmlElement:
    numbered = None if letter is None else (list_, numbering.level_of(letter))
    return paragraph(opened.style(styles.ITEM[item.mark]), *runs(item.text, opened), numbered=numbered)


def _quoted(quote: Quote) -> Sentence:
    said = quote.text if isinstance(quote.text, Sentence) else Sentence((quote.text,))
    return Sentence(("“",)) + said + (f"” ({quote.source})" if quote.source else "”")


def ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a body with "./." behind the last one."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph | Item):
        return (*blocks, Paragraph(Sentence((END,))))
    said = str(last.text)
    rest = "" if said.endswith(END) else END.removeprefix(".") if said.endswith(".") else END
    return (*blocks[:-1], replace(last, text=last.text + rest))

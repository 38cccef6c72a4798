"""Appendices: pages behind the signature, most of them turned, each with its number and title.

Does not belong here: what an appendix contains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.document import Appendix, Block, Document, Paragraph, TableBlock
from danvan.publish.prose import Sentence
from danvan.publish.word import styles, widths
from danvan.publish.word.blocks import elements
from danvan.publish.word.numbering import roman
from danvan.publish.word.opened import Opened
from danvan.publish.word.pages import area, section_break, section_like
from danvan.publish.word.xml import el, paragraph, run


def fitted(document: Document, width: float) -> Document:
    """The document with every table that is wider than an upright page on a turned one, referred to where it stood."""
    blocks: list[Block] = []
    appendices = [_turned(appendix, width) for appendix in document.appendices]
    for block in document.blocks:
        if isinstance(block, TableBlock) and not widths.fits(block.table, width):
            appendices.append(Appendix(block.table.title, (block,)))
            name = f"Bảng {block.table.id}. {block.table.title}"
            block = Paragraph(Sentence((f"({name}: xem Phụ lục {roman(len(appendices))}.)",)))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks), appendices=tuple(appendices))


def _turned(appendix: Appendix, width: float) -> Appendix:
    wide = any(isinstance(b, TableBlock) and not widths.fits(b.table, width) for b in appendix.blocks)
    return replace(appendix, landscape=appendix.landscape or wide)


def append(document: Document, opened: Opened) -> None:
    """Put the appendices behind all that the opened template has."""
    body = opened.document.element.body
    for appendix in document.appendices:
        before = body.sectPr
        after = section_like(before, landscape=appendix.landscape)
        body.remove(before)
        body.append(section_break(before))
        body.extend(_head(document, appendix, opened))
        body.extend(elements(appendix.blocks, opened, area(after, landscape=appendix.landscape), anew=True))
        body.append(after)


def _head(document: Document, appendix: Appendix, opened: Opened) -> Iterator[BaseOxmlElement]:
    """ "Phụ lục I", which Word counts; the title in capitals below it; what it is enclosed with."""
    line_break = el("r", el("br"))
    yield paragraph(opened.style(styles.APPENDIX), line_break, run(appendix.title, el("caps")))
    letter = document.letter
    enclosed = (
        f"(Kèm theo {document.kind.capitalize()} số     /{letter.symbol} ngày     tháng     năm      "
        f"của {letter.issuer})"
    )
    yield paragraph(opened.style(styles.ENCLOSED), run(enclosed))

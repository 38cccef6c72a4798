"""A report as a Word document, from the office's template or the one of `danvan`.

The recipe: fill the tags, open, put the text in its place, append the appendices, settle the bytes.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from danvan.files import write_whole
from danvan.publish.document import Document
from danvan.publish.word import about, appendices, blocks, package, pages
from danvan.publish.word.fields import filled
from danvan.publish.word.opened import Opened
from danvan.publish.word.read import read_body


def write_docx(document: Document, path: Path, template: Path | None = None) -> None:
    """Write `document` to `path`; DanvanError where `template` lacks what a report needs."""
    write_whole(path, docx_bytes(document, template))


def docx_bytes(document: Document, template: Path | None = None) -> bytes:
    """The bytes of the Word document: the same for the same document and template."""
    made, place = filled(document, template)
    opened = Opened(made, template.name if template else "mẫu gốc")
    upright = pages.area(made.element.body.sectPr)
    fitted = appendices.fitted(document, upright.width)
    for element in blocks.elements(blocks.ended(fitted.blocks), opened, upright):
        place.addprevious(element)
    place.getprevious().get_or_add_pPr().get_or_add_keepNext()  # with the signature
    place.getparent().remove(place)
    appendices.append(fitted, opened)
    about.add(made, about.About(document.period, replace(read_body(made).as_made, numbers=opened.figures)))
    out = BytesIO()
    made.save(out)
    return package.settled(out.getvalue(), document.subject)

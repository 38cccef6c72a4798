"""Pages: how much room there is for text, upright and across, and sections that begin on a new page.

Does not belong here: what is printed on a page.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.word.xml import TWIPS_PER_MM, el

Section = Any  # w:sectPr


@dataclass(frozen=True, slots=True)
class Area:
    """What the margins leave of a page, in mm."""

    width: float
    height: float


def area(section: Section, *, landscape: bool = False) -> Area:
    """The room for text on the pages of a section, or on the same pages turned."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    short, long_ = sorted(int(size.get(qn(f"w:{side}"))) for side in ("w", "h"))
    wide, tall = (long_, short) if landscape else (short, long_)
    across = sum(int(margins.get(qn(f"w:{side}"))) for side in ("left", "right"))
    down = sum(abs(int(margins.get(qn(f"w:{side}")))) for side in ("top", "bottom"))
    return Area((wide - across) / TWIPS_PER_MM, (tall - down) / TWIPS_PER_MM)


def section_like(section: Section, *, landscape: bool) -> Section:
    """A section on new pages with the margins, header and footer of another; its first page has its number too."""
    made = deepcopy(section)
    for child in list(made):
        first = child.get(qn("w:type")) == "first" and child.tag in (qn("w:headerReference"), qn("w:footerReference"))
        if first or child.tag in (qn("w:titlePg"), qn("w:type"), qn("w:pgNumType")):
            made.remove(child)
    size = made.find(qn("w:pgSz"))
    size.addprevious(el("type", val="nextPage"))
    short, long_ = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))))
    wide, tall = (long_, short) if landscape else (short, long_)
    size.set(qn("w:w"), str(wide))
    size.set(qn("w:h"), str(tall))
    size.set(qn("w:orient"), "landscape" if landscape else "portrait")
    return made


def section_break(section: Section) -> BaseOxmlElement:
    """The paragraph, too small to see, that ends a section."""
    small = el("spacing", before=0, after=0, line=20, lineRule="exact")
    return el("p", el("pPr", small, section))

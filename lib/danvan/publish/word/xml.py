"""WordprocessingML elements, said in one line each.

    el("spacing", before=120, line=276)      <w:spacing w:before="120" w:line="276"/>
    run("12 mô hình", el("b"))               <w:r><w:rPr><w:b/></w:rPr><w:t>12 mô hình</w:t></w:r>

Does not belong here: what any of it looks like (`styles`).
"""

from __future__ import annotations

import re
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.inert import printable

TWIPS_PER_MM = 1440 / 25.4
YEARS = re.compile(r"(?<=\b\d{4}) (-) (?=\d{4}\b)|(?<=\bnăm) (?=\d{4}\b)")
QUOTED = re.compile(r'"([^"]*)"')


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def el(name: str, /, *children: BaseOxmlElement, **said: str | int) -> BaseOxmlElement:
    """The element w:`name` with attributes of the same namespace; "id_" and the like lose their underscore."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in said.items():
        made.set(qn(f"w:{key.rstrip('_')}"), printable(str(value)))
    made.extend(children)
    return made


def typeset(text: str) -> str:
    """The text as it is printed: typed quotation marks become those of print, years stay on one line ("2017 - 2022",
    "năm 2022").
    """
    together = YEARS.sub(lambda found: "\u00a0-\u00a0" if found[1] else "\u00a0", printable(text))
    return QUOTED.sub(r"“\1”", together)


def run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """A run; line breaks and tabs of the text become those of Word."""
    made = cast(CT_R, el("r"))
    if properties:
        made.append(el("rPr", *properties))
    made.text = typeset(text)
    return made


def paragraph(
    style: str, *content: BaseOxmlElement, keep_next: bool = False, numbered: tuple[int, int] | None = None
) -> BaseOxmlElement:
    """A paragraph of the style with this id; `numbered` is its list and level where the style's own do not fit."""
    properties = [el("pStyle", val=style)]
    if keep_next:
        properties.append(el("keepNext"))
    if numbered:
        properties.append(el("numPr", el("ilvl", val=numbered[1]), el("numId", val=numbered[0])))
    return el("p", el("pPr", *properties), *content)

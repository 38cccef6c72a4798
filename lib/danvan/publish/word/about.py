"""What a report's file says of itself, unseen: the period it is about, and what was in it when it was made.

    <report xmlns="urn:danvan:report" period="2017-2022">
        <number id="T6a/2021/total_vnd" times="2"/>      every bound number
        <line sha="0123456789abcdef"/>                    every line of text with figures of its own, "Năm 2022, có ■"
        <typed text="2022" times="31"/>                   the figures of those lines
    </report>

It is a custom XML part, which Word keeps while the document is edited and LibreOffice keeps in a .docx; the period
is a property of the document besides, which other formats keep too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from danvan.inert import printable

NAMESPACE = "urn:danvan:report"
REPORT, NUMBER, LINE, TYPED = (f"{{{NAMESPACE}}}{name}" for name in ("report", "number", "line", "typed"))
PROPERTY = "danvan"  # the name of the property that says the period
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
ITEM = (
    f'<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{{DA20A7E0-0000-4000-8000-000000000001}}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTIES = (
    f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><property '
    f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}"><vt:lpwstr/></property></Properties>'
)


@dataclass(frozen=True)
class Made:
    """What was in a report when it was made: its numbers by figure, the hashes of its lines, the figures in these."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    typed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class About:
    """The period of a report ("" where it is not known) and what was in it; None where that is not known."""

    period: str
    made: Made | None


def add(document: Any, about: About) -> None:
    """Put both parts into a document of python-docx."""
    root = ElementTree.Element(REPORT, {"period": printable(about.period)})
    made = about.made or Made()
    for name, key, counted in ((NUMBER, "id", made.numbers), (TYPED, "text", made.typed)):
        for text, times in sorted(counted.items()):
            ElementTree.SubElement(root, name, {key: printable(text), "times": str(times)})
    for line in sorted(made.lines):
        ElementTree.SubElement(root, LINE, {"sha": line})
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    item = Part(PackURI(name), "application/xml", ElementTree.tostring(root, "UTF-8", xml_declaration=True), package)
    properties = PackURI(name.replace("item", "itemProps", 1))
    item.relate_to(Part(properties, ITEM_TYPE, ITEM.encode(), package), f"{OFFICE}/relationships/customXmlProps")
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    _say(package, about.period)


def _say(package: Any, period: str) -> None:
    """Say the period in the properties of the document; an office's template may have others, which are left out."""
    for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]:
        del package.rels[key]
    said = PROPERTIES.replace("<vt:lpwstr/>", f"<vt:lpwstr>{escape(printable(period))}</vt:lpwstr>")
    part = Part(PackURI("/docProps/custom.xml"), PROPERTIES_TYPE, said.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def of(document: Any) -> About:
    """What a document of python-docx says of itself; nothing where it has no such parts."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relation.target_part.blob:
            root = parse_xml(relation.target_part.blob)
            return About(root.get("period", ""), _made(root))
    for relation in document.part.package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            root = parse_xml(relation.target_part.blob)
            own = [said for said in root if said.get("name") == PROPERTY]
            return About("".join(own[0].itertext()) if own else "", None)
    return About("", None)


def _made(root: Any) -> Made:
    def counted(name: str, key: str) -> Counter[str]:
        return Counter({e.get(key, ""): int(e.get("times", "1")) for e in root.iter(name)})

    lines = frozenset(e.get("sha", "") for e in root.iter(LINE))
    return Made(counted(NUMBER, "id"), lines, counted(TYPED, "text"))

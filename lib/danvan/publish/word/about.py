"""What a report's file says of itself, unseen: the period it is about, and the ids of figures too long for a tag.

    <report xmlns="urn:danvan:report" period="2017-2022"><figure tag="T8a/...~0123456789abcdef" id="T8a/..."/></report>

It is a custom XML part, which Word keeps while the document is edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from danvan.publish.word.xml import clean

NAMESPACE = "urn:danvan:report"
REPORT, FIGURE = f"{{{NAMESPACE}}}report", f"{{{NAMESPACE}}}figure"


@dataclass(frozen=True)
class About:
    """The period of a report ("" where it is not known) and the ids in full by tag."""

    period: str
    long_names: Mapping[str, str]


def add(document: Any, about: About) -> None:
    """Put the part into a document of python-docx."""
    root = ElementTree.Element(REPORT, {"period": clean(about.period)})
    for tag, figure in sorted(about.long_names.items()):
        ElementTree.SubElement(root, FIGURE, {"tag": clean(tag), "id": clean(figure)})
    blob = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    document.part.relate_to(Part(PackURI(name), "application/xml", blob, package), RELATIONSHIP_TYPE.CUSTOM_XML)


def of(document: Any) -> About:
    """What a document of python-docx says of itself; nothing where it has no such part."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relation.target_part.blob:
            root = parse_xml(relation.target_part.blob)
            names = {e.get("tag", ""): e.get("id", "") for e in root.iter(FIGURE)}
            return About(root.get("period", ""), names)
    return About("", {})

"""An Office package: the parts of a zip and how they are linked, whatever the case and slashes of their names.

    zip -> each part unpacked and checked once -> kept for its reader; what there is no room for is unpacked again

Does not belong here: what the parts say.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from xml.etree import ElementTree
from zipfile import ZipInfo

from danvan.intake.formats import crowded, packed
from danvan.intake.formats.packed import plain

ROOM = 16 << 20  # bytes
HEAD, BEFORE = 256, b"\xef\xbb\xbf\xff\xfe \t\r\n\0"  # what may stand before the first letter of XML
PICTURE = ".svg"  # may have a DOCTYPE, and is read by nobody here


@dataclass(frozen=True)
class Link:
    """One relation of a part: the last word of its type ("worksheet", "comments") and the part it leads to."""

    type: str
    part: str


@dataclass(frozen=True)
class Package:
    """The zip in `data`: its parts by their names in small letters, and what those hold that are `kept`."""

    data: bytes
    parts: Mapping[str, ZipInfo]
    kept: Mapping[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Open the zip in `data`; UnreadableWorkbook where a part lies, or holds more than any office writes."""
        parts: dict[str, ZipInfo] = {}
        kept: dict[str, bytes] = {}
        room = ROOM
        for entry, part in packed.parts(data):
            name = plain(entry.filename)
            parts[name] = entry
            if not name.endswith(PICTURE) and part[:HEAD].lstrip(BEFORE).startswith(b"<"):
                crowded.refuse_tricks(part, entry.filename)
                crowded.refuse_crowded(part, entry.filename)
            if len(part) <= room:
                kept[name] = part
                room -= len(part)
        return cls(data, parts, kept)

    def __contains__(self, part: str) -> bool:
        return plain(part) in self.parts

    def read(self, part: str) -> bytes:
        """Return the bytes of a part."""
        name = plain(part)
        return self.kept[name] if name in self.kept else packed.unpacked(self.data, self.parts[name])

    @cached_property
    def links(self) -> Callable[[str], Mapping[str, Link]]:
        """Return the relations of a part by their ids; of the whole package for ""."""
        return cache(self._links)

    def _links(self, part: str) -> dict[str, Link]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        links = {}
        for element in parsed(self.read(rels)):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "").replace("\\", "/")
                full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                links[element.get("Id", "")] = Link(element.get("Type", "").rsplit("/", 1)[-1], full.lstrip("/"))
        return links

    def linked(self, part: str, kind: str) -> list[str]:
        """Return the parts that `part` names by relations of one type, those that are there."""
        return [link.part for link in self.links(part).values() if link.type == kind and link.part in self]

    @cached_property
    def book(self) -> str:
        """The part of the workbook itself."""
        return next(iter(self.linked("", "officeDocument")), "xl/workbook.xml")


def parsed(xml: bytes) -> ElementTree.Element:
    """Return the root of an XML part."""
    return ElementTree.fromstring(xml)


def local(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace, so that strict and usual OOXML read alike."""
    return element.tag.rpartition("}")[2]

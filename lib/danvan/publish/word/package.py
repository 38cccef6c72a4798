"""The file that a Word document is: the same content, the same bytes, and nobody's name in it.

Does not belong here: what the document says.
"""

from __future__ import annotations

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from danvan.inert import printable

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
IGNORABLE, ROOT = re.compile(rb'mc:Ignorable="([^"]*)"'), re.compile(rb"<w:document[^>]*>")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>vi-VN</dc:language>'
    "</cp:coreProperties>"
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'


def settled(data: bytes, title: str) -> bytes:
    """The same document with a title as its only property, no dates, and hidden controls marked as Word 2013's."""
    replaced = {
        "docProps/core.xml": (DECLARATION + CORE.format(title=escape(printable(title)))).encode(),
        "docProps/app.xml": (DECLARATION + APP).encode(),
    }
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = replaced.get(name) or old.read(name)
            if name == "word/document.xml":
                content = ignorable(content)
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, content)
    return out.getvalue()


def ignorable(document: bytes) -> bytes:
    """document.xml with the namespace of Word 2013 declared, and declared to be one that others may pass over."""
    root = ROOT.search(document)
    if root is None:
        return document
    tag = root[0]
    for prefix, uri in ((b"mc", COMPATIBILITY), (b"w15", W15)):
        if b"xmlns:%s=" % prefix not in tag:
            tag = tag.replace(b"<w:document", b'<w:document xmlns:%s="%s"' % (prefix, uri.encode()), 1)
    if b"mc:Ignorable=" not in tag:
        tag = tag.replace(b"<w:document", b'<w:document mc:Ignorable=""', 1)
    tag = IGNORABLE.sub(lambda said: b'mc:Ignorable="%s"' % b" ".join(sorted({*said[1].split(), b"w15"})), tag)
    return document.replace(root[0], tag, 1)

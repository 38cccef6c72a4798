"""HTML let through to a page: known tags and attributes only, every text escaped, pictures linked as files.

What a cell shows may hold words of a commune; whatever they are, they stay text. Nothing a page could run or fetch
gets through: no script, style, form, frame, handler, nor an address that leads out of the folder.
Does not belong here: the page around it (site).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from html.parser import HTMLParser

TAGS = re.compile(
    "a|abbr|b|br|caption|cite|code|col|colgroup|dd|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|li|mark|ol|p|pre|q|s"
    "|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
VOID = frozenset({"br", "hr", "img", "col"})
DROPPED = frozenset({"script", "style", "template", "iframe", "object", "svg", "math", "head", "title", "textarea"})
ATTRIBUTES = frozenset({"alt", "class", "colspan", "href", "id", "lang", "rowspan", "scope", "span", "src", "title"})
RELATIVE = re.compile(r"(?!//)[^:\\?\x00-\x20]*(\?[^\\\s]*)?(#\S*)?$")  # no scheme, no host
DRAWN = re.compile(r"[^<>\"']*\.(png|svg|jpe?g|gif)", re.IGNORECASE)  # a file of a picture
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+$")
ALIGNED = re.compile(r"text-align:\s*(left|right|center)")

Edge = Callable[[str, Mapping[str, str]], str]


def nothing(_tag: str, _attributes: Mapping[str, str]) -> str:
    """Add nothing around a tag."""
    return ""


def nowhere(_name: str) -> str:
    """Lead from no anchor to anything."""
    return ""


def fenced(
    html: str,
    before: Edge = nothing,
    after: Edge = nothing,
    source: Callable[[str], str] = str,
    link: Callable[[str], str] = nowhere,
) -> str:
    """Return `html` with what is known and harmless only, tags balanced.

    `before` and `after` give HTML to set around a tag, from its cleaned attributes; `source` renames a picture; `link`
    gives the address that a name leads to, "" for none: of an anchor without one, and of a link to that anchor.
    """
    fence = _Fence(before, after, source, link)
    fence.feed(html)
    fence.close()
    return fence.html()


def _named(anchor: Mapping[str, str]) -> str:
    """What an anchor without an address is called, or the name on the page that it leads to."""
    address = anchor.get("href", "")
    return address.removeprefix("#") if address.startswith("#") else "" if address else anchor.get("id", "")


class _Fence(HTMLParser):
    def __init__(self, before: Edge, after: Edge, source: Callable[[str], str], link: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.before, self.after, self.source, self.link = before, after, source, link
        self.out: list[str] = []
        self.open: list[tuple[str, Mapping[str, str]]] = []
        self.dropped: list[str] = []

    def html(self) -> str:
        while self.open:
            self._close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropped.append(tag)
        if self.dropped or not TAGS.fullmatch(tag):
            return
        kept = self._attributes(attrs)
        if tag == "a" and (address := self.link(_named(kept))):
            kept["href"] = address
        if tag == "img" and "src" not in kept:
            return
        words = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.out += [self.before(tag, kept), f"<{tag}{words}>"]
        if tag in VOID:
            self.out.append(self.after(tag, kept))
        else:
            self.open.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            if tag == self.dropped[-1]:
                self.dropped.pop()
            return
        if tag in [name for name, _ in self.open]:
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.out.append(escape(data, quote=False))

    def _close(self) -> str:
        tag, attributes = self.open.pop()
        self.out += [f"</{tag}>", self.after(tag, attributes)]
        return tag

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
        given = {name: value or "" for name, value in attrs}
        kept = {name: value for name, value in given.items() if name in ATTRIBUTES and self._harmless(name, value)}
        if side := ALIGNED.match(given.get("style", "")):
            kept["class"] = f"{kept.get('class', '')} {side[1]}".strip()
        if "src" in kept:
            kept = {"alt": kept.get("alt", ""), **kept, "src": self.source(kept["src"])}
        return kept

    @staticmethod
    def _harmless(name: str, value: str) -> bool:
        """An address stays in the folder; a picture may also stand in the page itself."""
        if name == "src":
            return bool((RELATIVE.match(value) and DRAWN.fullmatch(value)) or PICTURE.match(value))
        return name != "href" or bool(RELATIVE.match(value))

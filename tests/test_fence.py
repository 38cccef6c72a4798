"""Whatever a cell shows, only known and harmless HTML reaches a page."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.publish.fence import fenced

PICTURE = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Xã <b>Bình Minh</b></p>", "<p>Xã <b>Bình Minh</b></p>"),
        ("a &lt;script&gt; b & c", "a &lt;script&gt; b &amp; c"),
        ("<script>alert(1)</script>x", "x"),
        ("<ScRiPt src=//evil>1</sCrIpT >x", "x"),
        ("<style>p{}</style><svg><script>1</script></svg>x", "x"),
        ('<p onclick="x()" style="color:red" class="c">x</p>', '<p class="c">x</p>'),
        ('<td style="text-align: right">1</td>', '<td class="right">1</td>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href=" jAvascript&#58;alert(1)">x</a>', "<a>x</a>"),
        ('<a href="//evil.vn/x">x</a>', "<a>x</a>"),
        ('<a href="https://evil.vn">x</a>', "<a>x</a>"),
        ('<a href="../tables.xlsx#T2">x</a>', '<a href="../tables.xlsx#T2">x</a>'),
        ('<img src="http://evil.vn/1.png">', ""),
        ('<img src="data:image/svg+xml;base64,AAAA">', ""),
        (f'<img src="{PICTURE}">', f'<img alt="" src="{PICTURE}">'),
        ('<iframe src="x"></iframe><form action="x"><input>x</form>', "x"),
        ("<!-- x --><?php x ?><!DOCTYPE html>y", "y"),
        ("<div><p>x", "<div><p>x</p></div>"),
        ("x</div></p>", "x"),
        ("<b><i>x</b>y", "<b><i>x</i></b>y"),
        ("<script>never closed <p>x</p>", ""),
    ],
)
def test_only_what_is_known_comes_through(html, kept):
    assert fenced(html) == kept


def test_things_are_set_around_tags_and_pictures_renamed():
    made = fenced(
        f'<table id="T2"><tr><td><img src="{PICTURE}" alt="a"></td></tr></table>',
        before=lambda tag, given: f"[{given['id']}" if tag == "table" else "",
        after=lambda tag, _given: "]" if tag == "table" else "",
        source=lambda address: "../charts/F1.png" if address == PICTURE else address,
    )
    assert made == '[T2<table id="T2"><tr><td><img alt="a" src="../charts/F1.png"></td></tr></table>]'


def test_what_a_name_leads_to_is_set_where_it_stands_and_where_it_is_cited():
    link = {"T2/2022/new": "../trace/T2.html#2022/new"}.get
    html = '<a id="T2/2022/new">5</a><a href="#T2/2022/new">5</a><a href="#T9/x">7</a><a href="x.html">8</a>'
    assert fenced(html, link=lambda name: link(name, "")) == (
        '<a id="T2/2022/new" href="../trace/T2.html#2022/new">5</a><a href="../trace/T2.html#2022/new">5</a>'
        '<a href="#T9/x">7</a><a href="x.html">8</a>'
    )


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)


PIECES = st.sampled_from(
    ["<", ">", "</", "script", "<script>", "</script>", "<p ", "<a href=", "'", '"', "javascript:", "onerror=x", "=", "/",
     "<!--", "-->", "<![CDATA[", "]]>", "&#106;", "&lt;", "xã", " ", "<svg>", "<table>", "<img src=x ", "\x00"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3)).map("".join))
def test_nothing_that_runs_comes_through_whatever_is_written(html):
    seen = Seen()
    seen.feed(fenced(html))
    seen.close()
    assert not {"script", "svg", "style", "iframe"} & set(seen.tags)
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert ":" not in (seen.attributes.get("href") or "")


@given(st.text())
def test_plain_text_stays_the_text_it_was(text):
    plain = text.replace("\r", "").replace("\x00", "")
    read: list[str] = []
    parser = HTMLParser()
    parser.handle_data = read.append  # type: ignore[method-assign]
    parser.feed(fenced(plain.replace("&", "&amp;").replace("<", "&lt;")))
    parser.close()
    assert "".join(read) == plain

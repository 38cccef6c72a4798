"""An executed notebook as the body of a page: title, question and answer, then its sections; code folded away.

    # title            -> title            outputs  -> fence -> pieces, each with its code below it
    first paragraph    -> lead             ## ...   -> a section
    up to the first ## -> opening

Does not belong here: the page around it, how many pages it takes (`site`), the notebook's own words.
"""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan.files import sha256
from danvan.publish.fence import fenced
from danvan.publish.located import DATA_URI

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

UNTITLED = "Sổ tay"
PUBLISHED_TABLE = "dv"  # the class of what publish.table shows
WIDE = {"table": "Bảng", "img": "Hình"}  # what is scrolled sideways on a phone


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside a notebook: its pictures' names by hash, the workbook of tables, where numbers lead to.

    `charts`, `tables` are paths from the page; `tables` is "" where there is no workbook; `traces`: address by figure.
    """

    charts: str
    pictures: Mapping[str, str]
    tables: str
    traces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the name it is pointed to by, and what stands below it, in pieces that can stand on two pages."""

    name: str
    title: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One notebook: its title, first paragraph, what stands before its sections, and these."""

    name: str
    title: str
    lead: str
    opening: str
    sections: tuple[Section, ...]


def pictures(folder: Path) -> dict[str, str]:
    """The names of the saved PNG of a folder by the hash of their bytes."""
    return {sha256(png.read_bytes()): png.stem for png in sorted(folder.glob("*.png"))}


def read_body(path: Path, around: Around) -> Body:
    """Return the executed notebook at `path` as it stands on a page."""
    made = _Builder(around)
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            _add_markdown(made, "".join(cell["source"]))
        elif cell["cell_type"] == "code":
            _add_code(made, "".join(cell["source"]), cell["outputs"])
    _fold_code(made)
    opening, *sections = [Section(name, title, tuple(pieces)) for name, title, pieces in made.sections]
    return Body(path.stem, made.title or UNTITLED, made.lead, "".join(opening.pieces), tuple(sections))


@dataclass(slots=True)
class _Builder:
    """A body in the making; the first section is what stands before the sections."""

    around: Around
    wide: Counter[str] = field(default_factory=Counter)
    title: str = ""
    lead: str = ""
    sections: list[tuple[str, str, list[str]]] = field(default_factory=lambda: [("", "", [])])
    code: list[str] = field(default_factory=list)  # of the cells since the last thing shown
    drawn: list[str] = field(default_factory=list)  # charts of the figure being written

    @property
    def pieces(self) -> list[str]:
        return self.sections[-1][2]


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _add_markdown(made: _Builder, text: str) -> None:
    """Set a text cell: the notebook's title is the page's, its first paragraph the lead, its sections get a name."""
    _fold_code(made)
    tokens, start = _markdown().parse(text), 0
    for i, (token, inside) in enumerate(pairwise(tokens)):
        if token.type == "paragraph_open" and made.title and not (made.lead or made.sections[1:]):
            made.lead = _plain(inside)
        elif token.type == "heading_open" and token.tag == "h2":
            _set(made, tokens[start:i])
            start = i + 3  # the heading itself is set by the page
            made.sections.append((f"muc-{len(made.sections)}", _plain(inside), []))
        elif token.type == "heading_open" and token.tag == "h1" and not made.title:
            made.title = _plain(inside)
            for part in tokens[i : i + 3]:
                part.hidden, part.children, part.content = True, [], ""
    _set(made, tokens[start:])


def _set(made: _Builder, tokens: Sequence[Token]) -> None:
    if html := _markdown().renderer.render(tokens, _markdown().options, {}):
        _add(made, html)


def _plain(inline: Token) -> str:
    """The words of a heading or paragraph without their marks."""
    return "".join(" " if part.type == "softbreak" else part.content for part in inline.children or ()).strip()


def _add_code(made: _Builder, source: str, outputs: Sequence[Mapping[str, Any]]) -> None:
    """Set what a cell shows, and below it its code with that of the cells before that showed nothing."""
    for output in outputs:
        _add_output(made, output)
    made.code += [source] if source.strip() else []
    if outputs:
        _fold_code(made)


def _fold_code(made: _Builder) -> None:
    """Set the code below the piece that it made."""
    if made.code:
        code = escape("\n\n".join(made.code), quote=False)
        last = made.pieces.pop() if made.pieces else ""
        made.pieces.append(f"{last}<details><summary>Mã lệnh</summary><pre><code>{code}</code></pre></details>\n")
        made.code.clear()


def _add_output(made: _Builder, output: Mapping[str, Any]) -> None:
    """Set the richest of what a cell showed that a page can hold."""
    data = {kind: "".join(said) for kind, said in output.get("data", {}).items() if isinstance(said, str | list)}
    if "text/html" in data:
        _add(made, data["text/html"])
    elif "text/markdown" in data:
        _add(made, _markdown().render(data["text/markdown"]))
    elif "image/png" in data:
        _add(made, f'<figure><img alt="Hình" src="{DATA_URI}{data["image/png"]}"></figure>')
    elif text := data.get("text/plain") or "".join(output.get("text", "")):
        _add(made, f"<pre>{escape(text)}</pre>")


def _add(made: _Builder, html: str) -> None:
    def source(address: str) -> str:
        name = made.around.pictures.get(_hash(address))
        if name is None:
            return address
        made.drawn.append(name)
        return f"{made.around.charts}/{name}.png"

    def before(tag: str, _attributes: Mapping[str, str]) -> str:
        if tag not in WIDE:
            return ""
        made.wide[tag] += 1
        return f'<div class="wide" role="region" tabindex="0" aria-label="{WIDE[tag]} {made.wide[tag]} của trang">'

    def after(tag: str, attributes: Mapping[str, str]) -> str:
        if tag in WIDE:
            return "</div>"
        whole = tag == "figure" or attributes.get("class") == PUBLISHED_TABLE
        return _downloads(made, tag == "div") if whole else ""

    made.pieces.append(fenced(html, before, after, source, lambda name: made.around.traces.get(name, "")) + "\n")


def _hash(address: str) -> str:
    try:
        return sha256(b64decode(address.removeprefix(DATA_URI))) if address.startswith(DATA_URI) else ""
    except NotBase64:
        return ""


def _downloads(made: _Builder, table: bool) -> str:
    """Where what was just shown can be had as a file: a table, or the charts of a figure."""
    links = [f'<a href="{made.around.tables}">các bảng số liệu (Excel)</a>'] if table and made.around.tables else []
    links += [
        f'<a href="{made.around.charts}/{name}.{ending}">{words}</a>'
        for name in made.drawn
        for ending, words in (("png", "ảnh PNG"), ("svg", "ảnh SVG (phóng to không vỡ)"))
    ]
    made.drawn.clear()
    return f'<p class="files">Tải về: {" · ".join(links)}</p>' if links else ""

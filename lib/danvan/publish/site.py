"""The site of a run: one page per executed notebook, an index, and an index of all runs; plain files, no network.

    <run>/notebooks/02_models.ipynb -> fence -> templates/page.html -> <run>/notebooks/02_models.html
                                                templates/run.html  -> <run>/index.html
    <outputs>/*/run.json                     -> templates/runs.html -> <outputs>/index.html

Pictures and tables are linked as the files they are (../charts, ../tables.xlsx), so a page stays small and the folder
travels whole. Does not belong here: any figure, the notebooks' own words, which runs there are.
"""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan.files import sha256, write_whole
from danvan.problems import DanvanError
from danvan.publish.fence import fenced

if TYPE_CHECKING:
    from jinja2 import Environment
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TEMPLATES = Path(__file__).parent / "templates"
NOTEBOOKS, CHARTS, TABLES, TRACE, REPORT = "notebooks", "charts", "tables.xlsx", "trace", "report.docx"
UNTITLED = "Sổ tay"
PUBLISHED_TABLE = "dv"  # the class of what publish.table shows
DATA_URI = "data:image/png;base64,"


@dataclass(frozen=True, slots=True)
class Run:
    """What the pages say of their run: its title, whose it is, whether of a sample, who reported, what is above it.

    `stamp` stands on every page; a `shared` one travels alone and leads to its list of files, not to ours.
    """

    label: str
    title: str
    office: str
    sample: bool
    facts: tuple[str, ...] = ()
    above: str = "Tất cả các năm"
    stamp: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One notebook as a page: its title, first paragraph, what stands before its sections, these and its body."""

    name: str
    title: str
    lead: str
    opening: str
    sections: tuple[tuple[str, str], ...]
    body: str


def write_site(folder: Path, run: Run, parts: Mapping[str, str] | None = None) -> list[Path]:
    """Write a page for each executed notebook of the run's `folder`, and its index; return their paths.

    `parts` names the sites of single units in it, by folder; None for a site that is such a part itself.
    """
    pages = [_page(path, folder) for path in sorted((folder / NOTEBOOKS).glob("*.ipynb"))]
    common = {"run": run, "tables": (folder / TABLES).exists()}
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        path = folder / NOTEBOOKS / f"{page.name}.html"
        write_page(path, "page.html", **common, page=page, before=before, after=after)
    write_page(folder / "index.html", "run.html", **common, pages=pages, parts=parts or {}, whole=parts is not None)
    return [*(folder / NOTEBOOKS / f"{page.name}.html" for page in pages), folder / "index.html"]


def write_index(outputs: Path) -> Path:
    """Write the index of all finished runs below `outputs`, periods first, then years, the latest first."""
    runs = sorted(_finished(outputs), key=lambda run: ("-" in run.label, run.label), reverse=True)
    write_page(outputs / "index.html", "runs.html", runs=runs)
    return outputs / "index.html"


def _finished(outputs: Path) -> Iterator[Run]:
    for path in outputs.glob("[!.]*/run.json"):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            yield Run(path.parent.name, said["title"], said["office"], said["sample"], tuple(said["facts"]))
        except (ValueError, KeyError, TypeError) as error:
            place = f"{path.parent.name}/{path.name}"
            raise DanvanError(f"Không đọc được outputs/{place}; hãy xóa thư mục này rồi chạy lại.") from error


def write_page(path: Path, template: str, **words: object) -> None:
    """Write one page from a template of this folder, whole or not at all."""
    write_whole(path, (_templates().get_template(template).render(**words).strip() + "\n").encode())


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(slots=True)
class _Builder:
    """A page in the making."""

    pictures: Mapping[str, str]  # hash of a PNG -> its name among the charts
    traces: frozenset[str] = frozenset()  # the tables whose numbers can be followed
    workbook: bool = False  # whether the run has a workbook of tables
    tables: int = 0
    title: str = ""
    lead: str = ""
    opening: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)  # of the cells since the last thing shown
    drawn: list[str] = field(default_factory=list)  # charts of the figure being written

    def trace(self, figure: str) -> str:
        """Where the number with this id is followed back to its cells; "" where it is not."""
        table, _, place = figure.partition("/")
        return f"../{TRACE}/{table}.html#{place}" if table in self.traces else ""


def _page(path: Path, folder: Path) -> Page:
    pictures = {sha256(png.read_bytes()): png.stem for png in sorted((folder / CHARTS).glob("*.png"))}
    traces = frozenset(page.stem for page in (folder / TRACE).glob("*.html"))
    made = _Builder(pictures, traces, (folder / TABLES).exists())
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            _add_markdown(made, "".join(cell["source"]))
        elif cell["cell_type"] == "code":
            _add_code(made, "".join(cell["source"]), cell["outputs"])
    _fold_code(made)
    body = "".join(made.parts)
    return Page(path.stem, made.title or UNTITLED, made.lead, made.opening, tuple(made.sections), body)


def _add_markdown(made: _Builder, text: str) -> None:
    """Set a text cell: the notebook's title is the page's, its first paragraph the lead, its sections get a name."""
    _fold_code(made)
    tokens = _markdown().parse(text)
    for i, (token, inside) in enumerate(pairwise(tokens)):
        if token.type == "paragraph_open" and made.title and not (made.lead or made.sections):
            made.lead = _plain(inside)
        elif token.type == "heading_open" and token.tag == "h2":
            _open(made)
            name = f"muc-{len(made.sections) + 1}"
            token.attrSet("id", name)
            made.sections.append((name, _plain(inside)))
        elif token.type == "heading_open" and token.tag == "h1" and not made.title:
            made.title = _plain(inside)
            for part in tokens[i : i + 3]:
                part.hidden, part.children, part.content = True, [], ""
    _add(made, _markdown().renderer.render(tokens, _markdown().options, {}))


def _open(made: _Builder) -> None:
    """Set what stands before the first section, the question and its answer, above the contents."""
    if not made.sections:
        made.opening = "".join(made.parts)
        made.parts.clear()


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
    if made.code:
        code = escape("\n\n".join(made.code), quote=False)
        made.parts.append(f"<details><summary>Mã lệnh</summary><pre><code>{code}</code></pre></details>\n")
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
        name = made.pictures.get(_hash(address))
        if name is None:
            return address
        made.drawn.append(name)
        return f"../{CHARTS}/{name}.png"

    def before(tag: str, _attributes: Mapping[str, str]) -> str:
        if tag != "table":
            return ""
        made.tables += 1
        return f'<div class="wide" role="region" tabindex="0" aria-label="Bảng {made.tables} của trang">'

    def after(tag: str, attributes: Mapping[str, str]) -> str:
        if tag == "table":
            return "</div>"
        whole = tag == "figure" or attributes.get("class") == PUBLISHED_TABLE
        return _downloads(made, tag == "div") if whole else ""

    made.parts.append(fenced(html, before, after, source, made.trace) + "\n")


def _hash(address: str) -> str:
    try:
        return sha256(b64decode(address.removeprefix(DATA_URI))) if address.startswith(DATA_URI) else ""
    except NotBase64:
        return ""


def _downloads(made: _Builder, table: bool) -> str:
    """Where what was just shown can be had as a file: a table, or the charts of a figure."""
    links = [f'<a href="../{TABLES}">các bảng số liệu (Excel)</a>'] if table and made.workbook else []
    links += [
        f'<a href="../{CHARTS}/{name}.{ending}">{words}</a>'
        for name in made.drawn
        for ending, words in (("png", "ảnh PNG"), ("svg", "ảnh SVG (phóng to không vỡ)"))
    ]
    made.drawn.clear()
    return f'<p class="files">Tải về: {" · ".join(links)}</p>' if links else ""

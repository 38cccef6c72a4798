"""What leaves the office of a notebook or a report: made twice, from the figures as they are and from their twin, which
differs in just what must not be told. What comes out the same may leave; a table leaves without those figures.

    <figure>, <div class="dv">, answers, Markdown     as they are, or a line that says what is not shared
    frames of pandas, printed text                    stop: what they hold cannot be known

Does not belong here: making the twin (`runs.twin`), words that must not leave (`screen`).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from danvan.publish.document import Block, ChartBlock, Document, Heading, Item, Paragraph, Quote, TableBlock, Task
from danvan.publish.located import DATA_URI
from danvan.publish.prose import Sentence
from danvan.publish.stamp import stamped_png
from danvan.publish.table import PublishedTable
from danvan.publish.untold import alike

Node = dict[str, Any]
Shown = Callable[[PublishedTable], PublishedTable]  # a table as it leaves
PICTURE = re.compile(re.escape(DATA_URI) + r"([A-Za-z0-9+/=\s]+)")
CHART = re.compile(r'<figure class="danvan-chart" id="([^"]+)"')
ANCHOR = re.compile(r'<a (?:id|href="#|name)[^>]*>(.*?)</a>', re.DOTALL)
FRAME, TABLE_END = 'class="dataframe"', "</tbody></table></div>"
SHOWN = ("text/html", "text/markdown", "image/png")
OWN = re.compile(r"(?m)^output\b.*\n?")  # the folder that a run wrote to
NOT_SHARED = "không đưa vào bản chia sẻ, vì cho biết số liệu cần giữ kín của một đơn vị"
IN_THE_OFFICE = "chỉ dùng trong cơ quan"
UNWRITTEN = "Báo cáo: phần do người viết bổ sung không có trong báo cáo lập từ số liệu"


@dataclass
class Leaving:
    """The rules of one package: how a table leaves, the stamp, which tables stay; told are `left_out`, `unknown` and
    how many cells of which table say nothing (`untold`, by id).
    """

    shown: Shown
    stamp: str = ""
    kept_in: Sequence[str] = ()
    left_out: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    untold: dict[str, int] = field(default_factory=dict)

    def table(self, table: PublishedTable, twin: PublishedTable | None) -> PublishedTable | str:
        """The table as it leaves, or why it does not."""
        if table.id.partition("-")[0] in self.kept_in:
            return self.out(f"Bảng {table.id}: {IN_THE_OFFICE}")
        left = alike(self.shown(table), self.shown(twin)) if twin else None
        if left is None:
            return self.out(f"Bảng {table.id}: {NOT_SHARED}")
        self.untold |= {table.id: len(left.untold)} if left.untold else {}
        return left

    def out(self, line: str) -> str:
        """Note, once, that something stays in the office; return the line."""
        if line not in self.left_out:
            self.left_out.append(line)
        return line


Tables = Mapping[str, tuple[PublishedTable, PublishedTable | None]]  # by how they are shown, each with its twin


def notebook(name: str, made: Node, twin: Node, tables: Tables, rules: Leaving) -> Node:
    """The executed notebook called `name` as it leaves; `tables` are its own."""
    pairs = zip(made["cells"], twin["cells"], strict=True)
    cells = [_cell(f"Sổ tay {name}, ô {number}", *pair, tables, rules) for number, pair in enumerate(pairs, 1)]
    return {**made, "cells": cells}


def stamped(made: Node, stamp: str) -> Node:
    """The notebook with the stamp as its first cell."""
    said = {"cell_type": "markdown", "id": "stamp", "metadata": {}, "source": f"**{stamp}**"}
    return {**made, "cells": [said, *made["cells"]]} if stamp else made


def _cell(place: str, cell: Node, twin: Node, tables: Tables, rules: Leaving) -> Node:
    if cell["cell_type"] != "code":
        return cell
    others = [*twin["outputs"], *[{}] * len(cell["outputs"])]
    outputs = [_output(place, one, other, tables, rules) for one, other in zip(cell["outputs"], others, strict=False)]
    return {**cell, "metadata": {}, "source": OWN.sub("", "".join(cell["source"])), "outputs": outputs}


def _output(place: str, output: Node, twin: Node, tables: Tables, rules: Leaving) -> Node:
    said = {kind: "".join(words) for kind, words in output.get("data", {}).items() if kind in SHOWN}
    html = said.get("text/html", "")
    if html in tables:
        left = rules.table(*tables[html])
        said = {"text/html": left._repr_html_() if isinstance(left, PublishedTable) else _paragraph(left)}
    elif not said or FRAME in html or html.endswith(TABLE_END):
        rules.unknown.append(f"{place}: kết quả không phải bảng hay biểu đồ của danvan (page.table, page.chart)")
    elif output == twin:
        said = {kind: _stamped(kind, words, rules.stamp) for kind, words in said.items()}
    else:
        chart = CHART.search(html)
        what = f"Biểu đồ {chart[1]}" if chart else f"{place}, một kết quả"
        said = {"text/html": _paragraph(rules.out(f"{what}: {NOT_SHARED}"))}
    return {"output_type": "display_data", "metadata": {}, "data": said}


def _paragraph(words: str) -> str:
    return f'<p class="note">{escape(words)}.</p>'


def _stamped(kind: str, words: str, stamp: str) -> str:
    """What is shown, its pictures with their band, its numbers without what leads to cells."""
    if kind == "image/png":
        return _picture(words, stamp)
    return ANCHOR.sub(r"\1", PICTURE.sub(lambda found: DATA_URI + _picture(found[1], stamp), words))


def _picture(words: str, stamp: str) -> str:
    return b64encode(stamped_png(b64decode(words), stamp)).decode("ascii")


def document(made: Document, twin: Document, rules: Leaving) -> Document:
    """The report as it leaves: without who signs, its numbers without their ids, what differs in its twin left out."""
    appendices = [
        replace(one, blocks=tuple(_blocks(one.blocks, other.blocks, rules)))
        for one, other in zip(made.appendices, twin.appendices, strict=True)
    ]
    body = list(_blocks(made.blocks, twin.blocks, rules))
    return replace(
        made,
        letter=replace(made.letter, signer=""),
        blocks=tuple(body if rules.stamp else _final(body, rules)),
        appendices=tuple(one for one in appendices if one.blocks),
        draft=bool(rules.stamp),
    )


def _blocks(blocks: Sequence[Block], twins: Sequence[Block], rules: Leaving) -> Iterator[Block]:
    if len(blocks) != len(twins):  # one sentence more tells something too
        yield _words(rules.out(f"Báo cáo: {NOT_SHARED}"))
        return
    for block, twin in zip(blocks, twins, strict=True):
        match block, twin:
            case TableBlock(table), TableBlock(other):
                left = rules.table(table, other)
                yield TableBlock(left) if isinstance(left, PublishedTable) else _words(left)
            case ChartBlock(chart), ChartBlock(same) if (chart.png, chart.alt) == (same.png, same.alt):
                yield block
            case ChartBlock(chart), _:
                yield _words(rules.out(f"Biểu đồ {chart.id}: {NOT_SHARED}"))
            case ((Paragraph(text) | Item(_, text) | Quote(text)), _) if _said(block) == _said(twin):
                yield replace(block, text=Sentence((str(text),)))  # ids of its numbers may name sheets and rows
            case _ if block == twin:
                yield block
            case _:
                yield _words(rules.out(f"Báo cáo, một câu: {NOT_SHARED}"))


def _final(blocks: Sequence[Block], rules: Leaving) -> list[Block]:
    """The blocks without what a writer would still have to say, nor a heading under which there is nothing else."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Task):
            kept.append(block)
            continue
        rules.out(UNWRITTEN)
        if kept and isinstance(kept[-1], Heading):
            kept.pop()
    return kept


def _said(block: Block) -> tuple[type, list[str]]:
    return type(block), [str(getattr(block, name)) for name in block.__slots__]


def _words(line: str) -> Paragraph:
    return Paragraph(Sentence((f"{line}.",)))

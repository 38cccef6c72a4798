"""What the pages of a run hold: sections, tables, charts, rows of units; for its index, for all runs, for the search.

    contents.json    as data, beside the run's index
    search.js        a list of it with the few lines that search it: the only script of a site

Does not belong here: the pages (`site`); their words are read off them as they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import unescape
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from danvan.files import write_whole
from danvan.publish.rendered import write_page
from danvan.publish.workbook import place
from danvan.vietnamese.text import fold

CONTENTS, SEARCH = "contents.json", "search.js"
UNITS = "Từng đơn vị"
# What can be pointed to, and its words.
HELD = {
    re.compile(r'<h2 id="(muc-\d+)">(.*?)</h2>'): "{}",
    re.compile(r'<table id="([^"]+)"><caption><strong>(.*?)</strong>', re.DOTALL): "Bảng {}",
    re.compile(r'<figure class="danvan-chart" id="([^"]+)">.*?<figcaption>(.*?)</figcaption>', re.DOTALL): "{}",
}
TABLE = re.compile(r'<table id="([^"]+)"><caption><strong>(.*?)</strong>(.*?)</table>', re.DOTALL)
ROW = re.compile(r'<th scope="row">([^<]*)</th>(.*?)</tr>', re.DOTALL)
NUMBER = re.compile(r'<a id="([^"]+)"')
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its address from the run's folder, its notebook's title and lead, which of its pages it is, and what
    it holds as (name, words).
    """

    address: str
    title: str
    lead: str
    number: int
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The pages of a run, the rows of its units as (address, table), and the folders of units with their own sites."""

    pages: tuple[Leaf, ...] = ()
    units: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)  # folder -> name

    @property
    def notebooks(self) -> list[list[Leaf]]:
        """The pages of each notebook."""
        first = [at for at, page in enumerate(self.pages) if page.number == 1]
        return [list(self.pages[a:b]) for a, b in pairwise([*first, len(self.pages)])]

    @property
    def tables(self) -> list[str]:
        """The titles of the tables that have rows of units."""
        return sorted({table for rows in self.units.values() for _, table in rows}, key=_place)


def leaf(html: str, address: str, title: str, lead: str, number: int) -> Leaf:
    """Return what the page `html` at `address` holds, from top to bottom."""
    found = ((match, words) for pattern, words in HELD.items() for match in pattern.finditer(html))
    held = [
        (match[1], words.format(_plain(match[2]))) for match, words in sorted(found, key=lambda one: one[0].start())
    ]
    return Leaf(address, title, lead, number, tuple(held))


def unit_rows(pages: Mapping[str, str], names: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """The first row of each unit in each table of some pages (HTML by address), in the order of `names`."""
    rows: dict[str, dict[str, str]] = {name: {} for name in names}
    for address, html in pages.items():
        for table in TABLE.finditer(html):
            for row in ROW.finditer(table[3]):
                name = unescape(row[1]).partition(" (")[0]  # "Thị trấn Châu Ổ (từ 01/02/2020)"
                if name in rows:
                    number = NUMBER.search(row[2])
                    rows[name].setdefault(_plain(table[2]), f"{address}#{number[1] if number else table[1]}")
    return {name: [(of[table], table) for table in sorted(of, key=_place)] for name, of in rows.items() if of}


def _place(title: str) -> tuple[int, int, str]:
    """Where a table stands among all, by its title: "T3. ..."."""
    return place(title.partition(". ")[0])


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def slug(name: str) -> str:
    """What a unit is pointed to by on an index, with its marks: Bình Thanh is not Bình Thạnh."""
    return fold(name).replace(" ", "-")


def write_contents(folder: Path, contents: Contents) -> None:
    """Write `contents` as data into `folder`."""
    said = json.dumps(asdict(contents), ensure_ascii=False, indent=1)
    write_whole(folder / CONTENTS, (said + "\n").encode())


def read_contents(folder: Path) -> Contents:
    """Return what `write_contents` wrote there; nothing where an older danvan made the run."""
    path = folder / CONTENTS
    if not path.is_file():
        return Contents()
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    pages = tuple(Leaf(**{**page, "held": tuple((n, w) for n, w in page["held"])}) for page in said["pages"])
    units = {name: [(address, table) for address, table in rows] for name, rows in said["units"].items()}
    return Contents(pages, units, said["parts"])


def write_search(folder: Path, runs: Mapping[str, tuple[str, Contents]]) -> None:
    """Write the script that searches `runs`: title and contents by address from `folder` ("" or "2022/")."""
    pages = list(chain.from_iterable(_searched(folder, at, *run) for at, run in runs.items()))
    write_page(folder / SEARCH, SEARCH, pages=pages)


def _searched(folder: Path, at: str, title: str, contents: Contents) -> Iterator[tuple[object, ...]]:
    """Run, page, address and what it holds: the units first, since whose they are is asked most."""
    if contents.units:
        yield title, UNITS, f"{at}index.html", [(slug(name), name) for name in contents.units]
    for page in contents.pages:
        yield title, page.title, f"{at}{page.address}", page.held
    for part, name in contents.parts.items():
        for page in read_contents(folder / at / part).pages:
            if page.number == 1:
                yield f"{title}: {name}", page.title, f"{at}{part}/{page.address}", ()

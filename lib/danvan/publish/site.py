"""The site of a run: its notebooks as pages, an index, and an index of all runs; plain files, no network.

    <run>/notebooks/02_models.ipynb -> body -> templates/page.html -> <run>/notebooks/02_models.html, 02_models.2.html
                                               templates/run.html  -> <run>/index.html, contents.json, search.js
    <outputs>/*/run.json, contents.json     -> templates/runs.html -> <outputs>/index.html, search.js

Pictures and tables are linked as the files they are (../charts, ../tables.xlsx), so a page stays small and the folder
travels whole; a notebook of many tables takes several pages.
Does not belong here: any figure, the notebooks' own words, which runs there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from danvan.problems import DanvanError
from danvan.publish.body import Around, Body, Section, pictures, read_body
from danvan.publish.contents import (
    Contents,
    leaf,
    read_contents,
    slug,
    unit_rows,
    write_contents,
    write_search,
)
from danvan.publish.rendered import divided, rendered, size, write_html, write_page

NOTEBOOKS, CHARTS, TABLES, TRACE, REPORT = "notebooks", "charts", "tables.xlsx", "trace", "report.docx"
CONTINUED = "{} (tiếp theo)"


@dataclass(frozen=True, slots=True)
class Run:
    """What the pages say of their run: its title, whose it is, whether of a sample, who reported, what is above it.

    `units` are the names whose rows are looked for. `stamp` stands on every page; a `shared` one travels alone and
    leads to its list of files, not to ours.
    """

    label: str
    title: str
    office: str
    sample: bool
    facts: tuple[str, ...] = ()
    above: str = "Tất cả các năm"
    units: tuple[str, ...] = ()
    stamp: str = ""
    shared: bool = False

    def part(self, unit: str) -> Run:
        """What the pages of one unit's own site say."""
        return replace(self, title=f"{self.title}: {unit}", facts=(), above=self.title, units=())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a notebook: which of how many, and the sections on it."""

    body: Body
    number: int
    of: int
    sections: tuple[Section, ...]

    @property
    def file(self) -> str:
        """Its name: "07_review.html", "07_review.2.html"."""
        return f"{self.body.name}{f'.{self.number}' if self.number > 1 else ''}.html"

    @property
    def address(self) -> str:
        """Where it stands in the folder of its run."""
        return f"{NOTEBOOKS}/{self.file}"

    @property
    def title(self) -> str:
        """The notebook's title, with the number of the page where there are several."""
        return f"{self.body.title} (trang {self.number}/{self.of})" if self.of > 1 else self.body.title


def write_site(
    folder: Path, run: Run, parts: Mapping[str, str] | None = None, traces: Mapping[str, str] | None = None
) -> Contents:
    """Write the pages of the executed notebooks of the run's `folder`, and its index; return what they hold.

    `parts` names the sites of single units in it, by folder; None for a site that is such a part itself. `traces` says
    where each figure is followed back, from `folder`.
    """
    there = (folder / TABLES).exists()
    led = {figure: f"../{address}" for figure, address in (traces or {}).items()}
    around = Around(f"../{CHARTS}", pictures(folder / CHARTS), f"../{TABLES}" if there else "", led)
    bodies = (read_body(path, around) for path in sorted((folder / NOTEBOOKS).glob("*.ipynb")))
    pages = list(_pages(run, [_sheets(body) for body in bodies], there))
    for sheet, html in pages:
        write_html(folder / sheet.address, html)
    contents = _contents(run, pages, parts or {})
    write_contents(folder, contents)
    write_search(folder, {"": (run.title, contents)})
    whole = parts is not None
    write_page(folder / "index.html", "run.html", run=run, held=contents, tables=there, whole=whole, slug=slug)
    return contents


def _pages(run: Run, notebooks: Sequence[Sequence[Sheet]], tables: bool) -> Iterator[tuple[Sheet, str]]:
    """Each page of each notebook, with those before and after it, and where each section of its notebook stands."""
    row = [(sheet, _places(own)) for own in notebooks for sheet in own]
    sheets = [None, *(sheet for sheet, _ in row), None]
    for at, (sheet, places) in enumerate(row):
        turn = {"before": sheets[at], "after": sheets[at + 2]}
        yield sheet, rendered("page.html", run=run, page=sheet, places=places, tables=tables, **turn)


def _places(sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    """The sections of a notebook, each with its address from any of the pages."""
    return [(f"{sheet.file}#{one.name}", one.title) for sheet in sheets for one in sheet.sections if one.name]


def _contents(run: Run, pages: Sequence[tuple[Sheet, str]], parts: Mapping[str, str]) -> Contents:
    leaves = [leaf(html, sheet.address, sheet.body.title, sheet.body.lead, sheet.number) for sheet, html in pages]
    return Contents(tuple(leaves), unit_rows({sheet.address: html for sheet, html in pages}, run.units), dict(parts))


def _sheets(body: Body) -> list[Sheet]:
    """The pages that a notebook takes, divided between sections, and within one that no page holds."""
    chunks = chain.from_iterable(map(_chunks, body.sections))
    groups = divided(chunks, lambda section: sum(map(size, section.pieces))) or [[]]
    return [Sheet(body, number, len(groups), tuple(group)) for number, group in enumerate(groups, 1)]


def _chunks(section: Section) -> Iterator[Section]:
    for number, pieces in enumerate(divided(section.pieces, size) or [[]]):
        on = (section.name, section.title) if number == 0 else ("", CONTINUED.format(section.title))
        yield Section(*on, tuple(pieces))


def write_index(outputs: Path) -> Path:
    """Write the index of all finished runs below `outputs`, periods first, then years, the latest first."""
    runs = sorted(_finished(outputs), key=lambda one: ("-" in one[0].label, one[0].label), reverse=True)
    units: dict[str, list[str]] = {}
    for run, held in runs:
        for name in held.units:
            units.setdefault(name, []).append(run.label)
    write_search(outputs, {f"{run.label}/": (run.title, held) for run, held in runs})
    write_page(outputs / "index.html", "runs.html", runs=runs, units=units, slug=slug)
    return outputs / "index.html"


def _finished(outputs: Path) -> Iterator[tuple[Run, Contents]]:
    for path in outputs.glob("[!.]*/run.json"):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            run = Run(path.parent.name, said["title"], said["office"], said["sample"], tuple(said["facts"]))
            yield run, read_contents(path.parent)
        except (ValueError, KeyError, TypeError) as error:
            place = f"{path.parent.name}/{path.name}"
            raise DanvanError(f"Không đọc được outputs/{place}; hãy xóa thư mục này rồi chạy lại.") from error

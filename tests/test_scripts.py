"""Twelve scripts in every place of a run that a commune, the office or an analyst can write in: none does anything.

Units, models, works, remarks, files, sheets, cells, the office, parameters, header words, texts and outputs of notebooks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, Browser
from drawn_district import ROWS
from drawn_store import filled
from nasty import SCRIPTS

from danvan.declared.settings import BUNDLED, settings
from danvan.paths import Workspace
from danvan.runs import run as running
from danvan.runs.plan import Span, read_runs
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
YEAR = 2019
PLAIN = "Ba V"
NOTEBOOKS = ("03_resources", "09_mine")
PARAMETERS = "years: list[int] = [2019]  # các năm\noutput: str = ''  # nơi ghi\nsaid: list[str] = []  # lời"
SHOW = """
from IPython.display import display
import danvan as dv
from danvan.publish import tables
display(tables.models_listed(dv.load("models", years=years), dv.roll(years=years)))
for text in said:
    print(text)
    display({"text/html": f"<p>{text}</p><a href='{text}'>đây</a><img alt='x' src='{text}'>", "text/plain": "x"}, raw=True)
    display({"text/markdown": f"{text} [x]({text}) ![x]({text})"}, raw=True)
    display({"text/vnd.mermaid": f"flowchart TD; A[{text}]", "text/plain": text}, raw=True)
    display({"text/latex": text, "application/javascript": "window.pwned=1", "text/plain": text}, raw=True)
display({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=1'/>", "text/plain": "x"}, raw=True)
display({"text/vnd.mermaid": "</pre><script>window.pwned=1</script>"}, raw=True)
from danvan.paths import Workspace
from pathlib import Path
dv.look("x.csv", workspace=Workspace(Path(__WORKSPACE__)))
"""
TEXTS = [
    *(f"## {text}\n\n{text}\n\n[x]({text}) ![x]({text}) <{text}>\n" for text in SCRIPTS),
    "```mermaid\nflowchart TD\n  A[\"<img src=x onerror=window.pwned=1>\"] --> B\n  click A \"javascript:window.pwned=1\"\n```",
    "```html\n<script>window.pwned=1</script>\n```\n\n$\\href{javascript:window.pwned=1}{x}$",
    "[a](JaVaScRiPt:window.pwned=1) [b](data:text/html,<script>1</script>) [c](vbscript:x) <javascript:window.pwned=1>",
]  # fmt: skip


def toml(texts: list[str]) -> str:
    return json.dumps(texts, ensure_ascii=True)  # a TOML array of basic strings


def office(root: Path) -> Workspace:
    """A workspace whose office, units and header words are scripts."""
    made = Workspace(root)
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")
    said = re.sub(r"agency_lines = .*", lambda _: f"agency_lines = {toml(list(SCRIPTS))}", said)
    made.settings.write_text(said, encoding="utf-8")
    lines = (BUNDLED / "binh_son.csv").read_text(encoding="utf-8").splitlines()
    named, number = [lines[0]], 0
    for line in lines[1:]:
        code, name, kind, *rest = line.split(",")
        if kind in ("commune", "township") and rest[0] == "524":
            name = '"' + f"{name} {SCRIPTS[number % 12]}".replace('"', '""') + '"'
            number += 1
        named.append(",".join([code, name, kind, *rest]))
    (root / "binh_son.csv").write_text("\n".join(named) + "\n", encoding="utf-8")
    words = "\n".join(f'resources,labour_days,"{text.replace(chr(34), chr(34) * 2)}",VP,2021-12-20' for text in SCRIPTS)
    made.header_words.write_text(f"table,column,header,who,date\n{words}\n", encoding="utf-8")
    return made


def store(made: Workspace) -> None:
    """A store in which each unit says a script wherever it says anything."""
    register: list[dict[str, Any]] = []
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in (*ROWS, "cells", "remarks", "problems")}
    for number, unit in enumerate(settings(made).expected(YEAR, "N")):
        text = SCRIPTS[number % 12]
        file, sheet = f"{YEAR}/{number} {text.replace('/', '⁄')}.xlsx", f"{number} {text}"
        key = {
            "unit_code": unit.code,
            "unit_from": unit.valid_from,
            "year": YEAR,
            "file": file,
            "sheet": sheet,
            "row": 9,
        }
        register.append(key | {"status": "accepted", "forms_present": ",".join(ROWS), "days_late": 0, "sha256": "ab"})
        rows["models"].append(
            key | {"model_name": f"{PLAIN} {number} {text}", "field": "economy", "kind": "collective", "lead_unit": text, "place": text,
                   "first_year": YEAR, "status": "new", "registered_level": "commune", "implemented": True, "result": "outstanding"}
        )  # fmt: skip
        rows["resources"].append(
            key | {"work_name": f"Kênh {text}", "work_type": "rural_road", "total_vnd": 9.0, "people_cash_vnd": 9.0, "completed": True,
                   "quantity": 1.0, "quantity_unit": text, "place": text}
        )  # fmt: skip
        rows["ocop"].append(key | {"product": text, "stars": 3})
        rows["model_areas"].append(key | {"name": text, "recognised_year": YEAR})
        rows["remarks"].append(key | {"topic": "advantage", "text": text, "label": text})
        rows["cells"] += [key | {"cell": f"{c}9", "role": "value", "table": t, "column": n, "text": text}
                          for c, t, n in (("B", "models", "model_name"), ("D", "resources", "total_vnd"))]  # fmt: skip
    frames = {"register": filled("register", register)} | {name: filled(name, own) for name, own in rows.items() if own}
    commit(made.processed, frames, {row["file"]: "ab" for row in register})


def notebook(made: Workspace) -> str:
    def cell(kind: str, source: str, *tags: str) -> dict[str, object]:
        own = {"cell_type": kind, "id": f"a{abs(hash(source))}", "metadata": {"tags": list(tags)}, "source": source}
        return own | ({"execution_count": None, "outputs": []} if kind == "code" else {})

    show = SHOW.replace("__WORKSPACE__", repr(str(made.root)))
    texts = [cell("markdown", text) for text in TEXTS]
    cells = [
        cell("markdown", f"# Sổ {SCRIPTS[0]}\n\n{SCRIPTS[1]}"),
        cell("code", PARAMETERS, "parameters"),
        cell("code", show),
        *texts,
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@dataclass(frozen=True)
class Site:
    """What was made, and its pages."""

    outputs: Path
    pages: dict[Path, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("huyện")
    made = office(root)
    store(made)
    made.raw.mkdir(parents=True)
    rows = "\n".join('"' + text.replace('"', '""') + '",1' for text in SCRIPTS)
    (made.raw / "x.csv").write_text(f"TT,Tên mô hình\n{rows}\n", encoding="utf-8")
    made.notebooks.mkdir()
    for name in NOTEBOOKS[:-1]:
        (made.notebooks / f"{name}.ipynb").write_bytes((ROOT / "notebooks" / f"{name}.ipynb").read_bytes())
    (made.notebooks / "09_mine.ipynb").write_text(notebook(made), encoding="utf-8")
    entries = [f'[[run]]\nnotebook = "{name}"\nfor = "year"\n' for name in NOTEBOOKS]
    made.runs.write_text("\n".join(entries) + f"parameters = {{ said = {toml(list(SCRIPTS))} }}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:  # the report has tests of its own
        patch.setattr(running, "_report", lambda here, span, path, _: path.write_bytes(b"report") and [])
        running.run(made, read_runs(made.runs), [Span(str(YEAR), (YEAR,))], lambda *_: None)
    return Site(made.outputs, {path: path.read_text(encoding="utf-8") for path in sorted(made.outputs.rglob("*.html"))})


LINK = re.compile(r"(?!//)[^:\\\\?\x00-\x20]*(\\?[^\\\\\\s]*)?(#\\S*)?|https://\\S*|mailto:\\S*")
HANDLERS = "[...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(a => a.name)).filter(n => n.startsWith('on'))"
LINKS = "[...document.querySelectorAll('[href], [src], [srcdoc], [action], [data]')].map(one => [one.tagName, one.getAttribute('href') ?? one.getAttribute('src') ?? 'other'])"
STRANGE = "[...document.querySelectorAll('iframe, object, embed, svg, math, base, form:not(.find), meta[http-equiv=refresh]')].map(one => one.outerHTML)"
SCRIPTS_OF_PAGE = "[...document.scripts].map(one => one.getAttribute('src'))"
CLICK = "document.querySelectorAll('a:not([href]), summary').forEach(one => one.click())"


def test_each_text_stands_on_pages_as_text(site: Site) -> None:
    """Else nothing was tried."""
    whole = {
        path.parent.name + "/" + path.name: unescape(re.sub(r"<[^>]*>", "", text)) for path, text in site.pages.items()
    }
    for text in SCRIPTS:
        said = re.escape(text.strip())
        for place in (r"index\.html", "trace/", r"03_resources", r"09_mine"):
            assert any(re.search(place, name) and re.search(said, page) for name, page in whole.items()), (text, place)
    assert any(PLAIN in page for page in whole.values())


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_nothing_on_any_page_does_anything(site: Site, tmp_path: Path) -> None:
    with Browser(tmp_path) as browser:
        for path in site.pages:
            seen = browser.open(path)
            browser.evaluate(CLICK)
            own = ["search.js"] if path.name == "index.html" else []
            assert browser.evaluate(SCRIPTS_OF_PAGE) == own, path
            assert browser.evaluate("typeof window.pwned") == "undefined", path
            assert browser.evaluate(HANDLERS) == [], path
            assert browser.evaluate(STRANGE) == [], path
            assert [
                one
                for one in browser.evaluate(LINKS)
                if not LINK.fullmatch(one[1]) and not one[1].startswith("data:image/png;base64,")
            ] == [], path
            assert seen.console == [], path
            assert [
                one for one in seen.requests if not one.startswith((site.outputs.as_uri(), "data:image/png"))
            ] == [], path


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_what_the_search_finds_does_nothing(site: Site, tmp_path: Path) -> None:
    with Browser(tmp_path) as browser:
        for index in (site.outputs / "index.html", site.outputs / str(YEAR) / "index.html"):
            seen = browser.open(index)
            for words in ("script", "img", "pwned", "binh", "onerror", "iframe", *SCRIPTS):
                browser.evaluate(f"asked.value = {json.dumps(words)}; asked.dispatchEvent(new Event('input'))")
                browser.evaluate("new Promise(done => setTimeout(done))")
            browser.evaluate("asked.value = 'pwned'; asked.dispatchEvent(new Event('input'))")
            assert "window.pwned" in browser.evaluate("document.getElementById('ket-qua').textContent")
            assert browser.evaluate("typeof window.pwned") == "undefined"
            assert browser.evaluate(HANDLERS + ".length + " + STRANGE + ".length") == 0
            assert [one for one in browser.evaluate(LINKS) if not LINK.fullmatch(one[1])] == []
            assert seen.console == []


def test_no_converter_of_jupyter_makes_our_pages() -> None:
    """nbconvert writes a diagram (text/vnd.mermaid) into a page unescaped: CVE-2026-6658."""
    for module in (ROOT / "lib").rglob("*.py"):
        assert not re.search(r"^\s*(from|import) nbconvert", module.read_text(encoding="utf-8"), re.MULTILINE), module

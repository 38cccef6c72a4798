"""The sample's site as people open it: from a folder, without a network, on a desk, on a phone and on paper."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import printed
import pytest
from browser import CHROMIUM, Browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
LINK, NAME = re.compile(r'\b(?:href|src)="([^"]*)"'), re.compile(r'\bid="([^"]*)"')
ROLE = re.compile(r"<h3>([^:]+):")
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, caption, p.mark, thead')].map(part => part.innerText)"
CELLS = "[...document.querySelectorAll('th, td')].map(cell => cell.innerText).join(' ')"
CHECK = "axe.run({resultTypes: ['violations']}).then(told => told.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 150)}`))"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

needs_a_browser = pytest.mark.skipif(
    not (CHROMIUM and printed.POPPLER and AXE.exists()), reason="Chromium, poppler-utils or axe-core is not installed"
)


@pytest.fixture(scope="module")
def site(main_job: Path) -> dict[Path, str]:
    """All pages of the sample's year and period, and the index of both."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((main_job / "outputs").rglob("*.html"))}


@pytest.fixture(scope="module")
def looked_at(site: dict[Path, str]) -> list[Path]:
    """Indexes, the first page of each of the period's notebooks, a further one of each of the year's that has any (every
    page where DANVAN_EVERY_PAGE is set: two minutes), and the smallest page of traces of each kind of formula.
    """
    kinds: dict[str, Path] = {}
    for path in sorted(site, key=lambda path: len(site[path])):
        for role in set(ROLE.findall(site[path])) if path.parent.name == "trace" else ():
            kinds.setdefault(role, path)
    assert len(kinds) > 8
    pages = [path for path in site if path.parent.name != "trace"]
    if not os.environ.get("DANVAN_EVERY_PAGE"):
        first = {path.name.partition(".")[0]: path for path in pages if "2017-2022" in path.parts}
        further = {path.name.partition(".")[0]: path for path in reversed(pages) if "2022" in path.parts}
        pages = [pages[-1], *first.values(), *further.values()]
    return [*pages, *sorted(set(kinds.values()))]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


def test_every_link_inside_leads_to_a_file_and_a_place_on_it(site: dict[Path, str]) -> None:
    names = {path.resolve(): NAME.findall(text) for path, text in site.items()}
    assert [path for path, own in names.items() if len(set(own)) != len(own)] == []
    places, there = {path: set(own) for path, own in names.items()}, dict[Path, bool]()
    for path, text in site.items():
        for link in set(LINK.findall(text)):
            assert not re.match(r"[a-z]+:|//", link), (path, link)
            address, _, place = unquote(unescape(link)).partition("#")
            target = Path(str(path.parent.resolve() / address)).resolve() if address else path.resolve()
            there[target] = there.get(target) or target.exists()
            assert there[target], (path, link)
            assert not place or place in places[target], (path, link)


def test_no_page_is_large_unless_it_is_one_table(site: dict[Path, str]) -> None:
    large = {path: text for path, text in site.items() if len(text.encode()) > 103_000}
    assert [path for path, text in large.items() if text.count("<table") != 1] == []
    assert len(large) < 3


def test_only_indexes_have_a_script_and_it_is_our_own(site: dict[Path, str]) -> None:
    scripts = {path: re.findall(r"<script[^>]*>", text) for path, text in site.items()}
    told = {path.name: found for path, found in scripts.items() if found}
    assert told == {"index.html": ['<script src="search.js" defer>']}
    assert all("<style" in text and not re.search(r"<[^>]+ (style|on\w+)=", text) for text in site.values())


def test_pages_can_be_read_without_eyes(site: dict[Path, str]) -> None:
    for path, text in site.items():
        assert '<html lang="vi">' in text and '<a class="skip" href="#noi-dung">' in text, path
        assert not re.search(r'<img(?! alt="[^"])', text), path
        assert not re.search(r"<th(?! scope=)[ >]", text), path
        assert text.count("<table") == text.count("<caption"), path
        assert text.count("<figure") == text.count("<figcaption") == text.count(".svg"), path


@needs_a_browser
def test_pages_ask_for_nothing_from_outside_complain_of_nothing_and_keep_the_rules_of_access(
    browser: Browser, looked_at: list[Path]
) -> None:
    found = {(path.parent.parent.name, path.name): wrong for path in looked_at if (wrong := _wrong(browser, path))}
    assert found == {}
    assert len(looked_at) > 20


def _wrong(browser: Browser, path: Path) -> list[str]:
    """What is wrong with a page on a desk and on a phone."""
    browser.widen(1280)
    seen = browser.open(path)
    browser.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    wrong = []
    for width in (1280, 390):
        browser.widen(width)
        wrong += [f"{width}: {said}" for said in browser.evaluate(CHECK)]
        wrong += [f"{width}: wider than the window"] if browser.evaluate(SIDEWAYS) > 0 else []
    return wrong + seen.console + [address for address in seen.requests if not address.startswith("file:")]


@needs_a_browser
def test_on_paper_no_table_is_cut_and_no_heading_stands_last(
    browser: Browser, looked_at: list[Path], tmp_path: Path
) -> None:
    found = {path: wrong for path in looked_at if any(wrong := _misprinted(browser, path, tmp_path / "page.pdf"))}
    assert found == {}


def _misprinted(browser: Browser, path: Path, to: Path) -> tuple[object, ...]:
    browser.open(path)
    headings, cells = browser.evaluate(HEADINGS), browser.evaluate(CELLS)
    browser.printed(to)
    return printed.left_behind(to, headings), printed.outside(to), printed.missing(to, cells)


FAULTY = """<!DOCTYPE html><meta charset="utf-8"><title>x</title><style>@page { size: A4; margin: 20mm 15mm }</style>
<p>Đầu trang</p><h2>Tiêu đề cuối trang</h2><table style="break-before: page; width: 400mm"><tr><td>một<td align="right">hai</table>
<img src="https://example.org/x.png"><script src="missing.js"></script>"""


@needs_a_browser
def test_what_is_looked_for_would_be_found(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "faulty.html"
    path.write_text(FAULTY, encoding="utf-8")
    wrong = " ".join(_wrong(browser, path))
    told = (
        "html-has-lang",
        "image-alt",
        "390: wider than the window",
        "https://example.org/x.png",
        "ERR_FILE_NOT_FOUND",
    )
    assert [word for word in told if word not in wrong] == []
    assert _misprinted(browser, path, tmp_path / "page.pdf") == (["Tiêuđềcuốitrang"], 0, {"h": 1})


def _found(browser: Browser, words: str) -> list[tuple[str, str]]:
    """What the search of the open index finds: words and address."""
    said = json.dumps(words)
    browser.evaluate(f"asked.value = {said}; asked.dispatchEvent(new Event('input'))")
    return [tuple(one) for one in browser.evaluate(
        "[...document.querySelectorAll('#ket-qua a')].map(link => [link.textContent, link.getAttribute('href')])"
    )]  # fmt: skip


@needs_a_browser
def test_the_search_finds_units_with_and_without_marks_the_exact_tone_first(browser: Browser, main_job: Path) -> None:
    index = main_job / "outputs" / "index.html"
    browser.open(index)
    plain = [words for words, _ in _found(browser, "binh thanh")]
    assert {"Xã Bình Thanh", "Xã Bình Thạnh"} <= set(plain)
    assert _found(browser, "BÌNH THẠNH")[0][0] == "Xã Bình Thạnh"
    assert _found(browser, "Bình Thanh")[0][0].startswith("Xã Bình Thanh")
    both = {("Xã Bình Hòa", f"{label}/index.html#x%C3%A3-b%C3%ACnh-h%C3%B2a") for label in ("2022", "2017-2022")}
    assert set(_found(browser, "xã bình hoà 2022")) == both


@needs_a_browser
def test_the_search_finds_pages_headings_tables_and_charts_and_leads_there(browser: Browser, main_job: Path) -> None:
    index = main_job / "outputs" / "index.html"
    browser.open(index)
    pages = {"nguon luc huy dong": "2022/notebooks/03_resources.html", "xu huong": "#muc-", "t6b": "#T6b", "f9": "#F9"}
    for words, address in pages.items():
        found = _found(browser, words)
        assert any(address in target for _, target in found), words
        for _, target in found:
            file, _, name = unquote(target).partition("#")
            assert not name or f'id="{name}"' in (index.parent / file).read_text(encoding="utf-8")
    assert _found(browser, "không có từ nào như thế") == []
    assert _found(browser, "") == []


@needs_a_browser
def test_an_index_moved_elsewhere_with_its_folder_still_works(browser: Browser, main_job: Path, tmp_path: Path) -> None:
    there = tmp_path / "Ổ đĩa USB #1" / "2022"
    shutil.copytree(main_job / "outputs" / "2022", there, ignore=shutil.ignore_patterns("trace", "*.png", "*.xlsx"))
    browser.open(there / "index.html")
    assert _found(browser, "chau o")[0][0] == "Thị trấn Châu Ổ"

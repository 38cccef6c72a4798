"""What the XML of one .xlsx sheet says beside its values: the count of filled cells, faults, styles, hidden parts.

Bytes are searched by patterns, which is several times faster than parsing; XML that is written in an unusual way is
rewritten first. No pattern looks beyond the next cell, so that a cell without an end costs no more than another.
Does not belong here: values, and other parts of the package.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from danvan.intake.formats.details import NO_RESULT
from danvan.intake.formats.links import EXCEL
from danvan.intake.formats.package import local, parsed
from danvan.intake.formats.sparse import REFERENCE, refuse_sparse
from danvan.intake.sheet import Fault, Position, address, position_of

Cell = tuple[bytes, bytes]  # the attributes of a cell, and what is in it

ATTRIBUTE = re.compile(rb'(?<![\w:])([\w:]++)\s*=\s*["\']([^"\']*)["\']')
TRUE = (b"1", b"true")
ERROR = re.compile(rb't\s*=\s*["\']e["\']')
BLANK = rb"(?:\s|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|\xe3\x80\x80|&#(?:9|10|13|32|160|x9|xA|xD|x20|xA0);)"
PLACED = re.compile(rb'\sr\s*=\s*["\']([A-Z]+\d+)')
PLACE = rb'(?=[^<>]*\sr\s*=\s*["\']([A-Z]+\d+))'
AREA_OF_ARRAY = re.compile(rb'<(?:\w+:)?f\b(?=[^<>]*\st\s*=\s*["\']array["\'])[^<>]*\sref\s*=\s*["\'](\w+):(\w+)["\']')
NEGATIVE = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\st\s*=\s*["\']str["\'])[^<>]*?\sr\s*=\s*["\']([A-Z]+\d+)["\'][^<>]*+>'
    rb"(?:<(?:\w+:)?f\b[^<]*+<[^<>]*+>)?<(?:\w+:)?v>(-[\d.]+(?:E[-+]?\d+)?)<"
)
INLINE_FONT = re.compile(rb'<(?:\w+:)?rFont\b[^<>]*\sval\s*=\s*["\'](?:\.Vn|VNI)', re.I)


@dataclass(frozen=True)
class Wanted:
    """What to look for: shared strings that are blank, or that have runs; cell styles that matter; links; results.

    `links` finds formulas over other workbooks; `results` says whether the results of formulas are wanted.
    """

    blank_strings: Collection[int] = ()
    run_strings: Collection[int] = ()
    styles: Collection[int] = ()
    links: re.Pattern[bytes] = re.compile(EXCEL.encode())
    results: bool = False


@dataclass(frozen=True)
class Seen:
    """What the XML of one sheet says beside the values; `inline` is the XML of texts with fonts of their own."""

    counted: int
    faults: Mapping[Position, Fault]
    linked: Collection[Position]
    styles: Mapping[Position, int]
    strings: Mapping[Position, int]
    inline: Mapping[Position, bytes]
    results: Mapping[Position, bytes]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


@dataclass(frozen=True)
class _Patterns:
    """Patterns for cells, in the namespace prefix that a sheet uses ("x:" or none)."""

    open: re.Pattern[bytes]
    starts_formula: bytes
    formulas: re.Pattern[bytes]
    special: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    filled: re.Pattern[bytes]
    said: re.Pattern[bytes]
    inline: re.Pattern[bytes]
    text: re.Pattern[bytes]
    shared: re.Pattern[bytes]
    placed: re.Pattern[bytes]


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    c, v, t = (rb"<" + prefix + name + rb"\b" for name in (b"c", b"v", b"t"))
    close = rb"</" + prefix + rb"c\s*>"
    formula = rb"<" + prefix + rb"f\b"
    with_formula, typed = rb"[^<>]*+(?<!/)>\s*+" + formula, rb'[^<>]*?\st\s*=\s*["\']%s["\']'
    inside = rb"((?:[^<]++|<(?!/?" + prefix + rb"c\b))*+)" + close
    whole = rb"([^<>]*+)(?<!/)>" + inside
    shared = typed % b"s" + rb"[^<>]*+>\s*+"
    return _Patterns(
        open=re.compile(c),
        starts_formula=b"<" + prefix + b"f",
        formulas=re.compile(c + rb"(?=" + with_formula + rb")" + whole),
        special=re.compile(c + rb"(?=" + with_formula + rb"|" + typed % b"e" + rb")" + whole),
        formula=re.compile(rb"\s*" + formula),
        filled=re.compile(v + rb"[^<>]*+(?<!/)>[^<]"),
        said=re.compile(v + rb"[^<>]*+(?<!/)>(?!" + BLANK + rb"++<)[^<]"),
        inline=re.compile(c + typed % b"inlineStr" + rb"[^<>]*+(?<!/)>" + inside),
        text=re.compile(t + rb"[^<>]*+(?<!/)>" + BLANK + rb"*[^<\s]"),
        shared=re.compile(c + shared + v + rb"[^<>]*+>\s*+(\d+)"),
        placed=re.compile(c + PLACE + shared + v + rb"[^<>]*+>\s*+(\d+)"),
    )


def seen(xml: bytes, wanted: Wanted, name: str = "") -> Seen:
    """Return what the XML of the sheet `name` says beside its values."""
    xml = _usual(xml)
    prefix = re.search(rb"<(\w+:)?worksheet\b", xml)
    look = _patterns((prefix[1] or b"") if prefix else b"")
    start, end = xml.find(b"sheetData"), xml.rfind(b"sheetData>")
    grid = xml[start : end if end > start else start]
    refuse_sparse(grid, name)
    special = _special(grid, look)
    has_inline = b"inlineStr" in grid
    faults, unseen = _faults(special, look)
    styles, strings = _marked(grid, look, wanted)
    return Seen(
        counted=_count(grid, look, wanted.blank_strings, has_inline=has_inline) + unseen,
        faults=faults,
        linked=set(_linked(special, look, wanted.links)) if wanted.links.search(grid) else set(),
        styles=styles,
        strings=strings,
        inline=_inline(grid, look) if has_inline else {},
        results=_results(special, look) if wanted.results else {},
        hidden_rows=_hidden_rows(grid),
        hidden_columns=_hidden_columns(xml[:start]),
    )


def negatives(xml: bytes) -> dict[Position, float]:
    """Return the numbers below 0 of a sheet by their cells."""
    return {position_of(place.decode()): float(number) for place, number in NEGATIVE.findall(_usual(xml))}


def _count(grid: bytes, look: _Patterns, blank_strings: Collection[int], *, has_inline: bool) -> int:
    count = len(look.said.findall(grid))
    if blank_strings:
        count -= sum(int(index) in blank_strings for index in look.shared.findall(grid))
    if has_inline:
        inline = look.inline.findall(grid)
        count += sum(bool(look.text.search(inside) and not look.filled.search(inside)) for inside in inline)
    return count


def _special(grid: bytes, look: _Patterns) -> list[Cell]:
    """The cells with a formula or an error."""
    if ERROR.search(grid):
        return look.special.findall(grid)
    return look.formulas.findall(grid) if look.starts_formula in grid else []


def _faults(special: Sequence[Cell], look: _Patterns) -> tuple[dict[Position, Fault], int]:
    """Error cells and formulas without a result, and how many of them have no value element to be counted by."""
    faults: dict[Position, Fault] = {}
    unseen = 0
    for head, inside in special:
        filled = look.filled.search(inside)
        if filled and not ERROR.search(head):
            continue
        given = dict(ATTRIBUTE.findall(head))
        fault = _fault(given, inside, filled)
        if fault:
            faults[position_of(given[b"r"].decode())] = fault
            unseen += filled is None
    return faults, unseen


def _formulas(special: Sequence[Cell], look: _Patterns) -> Iterator[tuple[Position, bytes]]:
    """The cells with a formula, and what is in them."""
    for head, inside in special:
        place = PLACED.search(head) if look.formula.match(inside) else None
        if place:
            yield position_of(place[1].decode()), inside


def _linked(special: Sequence[Cell], look: _Patterns, links: re.Pattern[bytes]) -> Iterator[Position]:
    """Cells whose formula, or that of the array they are in, takes its value from another workbook."""
    for position, inside in _formulas(special, look):
        formula = inside.partition(b"</")[0]
        if links.search(formula):
            yield position
            for first, last in AREA_OF_ARRAY.findall(formula):
                (top, left), (bottom, right) = position_of(first.decode()), position_of(last.decode())
                yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))


def _results(special: Sequence[Cell], look: _Patterns) -> dict[Position, bytes]:
    """The results of formulas as they are written."""
    values = ((p, inside, look.filled.search(inside)) for p, inside in _formulas(special, look))
    return {p: inside[value.end() - 1 :].partition(b"<")[0] for p, inside, value in values if value}


def _inline(grid: bytes, look: _Patterns) -> dict[Position, bytes]:
    cells = ((REFERENCE.match(cell[0]), cell[1]) for cell in look.inline.finditer(grid))
    return {position_of((at[1] + at[2]).decode()): text for at, text in cells if at and INLINE_FONT.search(text)}


def _fault(given: Mapping[bytes, bytes], inside: bytes, filled: re.Match[bytes] | None) -> Fault | None:
    if given.get(b"t") == b"e":
        text = inside[filled.end() - 1 :].partition(b"<")[0].decode("utf-8", "replace") if filled else "#?"
        return Fault(text, "error")
    empty_text = given.get(b"t") == b"str" and re.search(rb"<(?:\w+:)?v\b", inside)
    return None if filled or empty_text or re.search(rb"<(?:\w+:)?is\b", inside) else NO_RESULT


def _marked(grid: bytes, look: _Patterns, wanted: Wanted) -> tuple[dict[Position, int], dict[Position, int]]:
    """The style of the cells whose style matters, and the shared string of those whose string has runs."""
    styles = {}
    if wanted.styles:
        numbers = b"|".join(str(style).encode() for style in sorted(wanted.styles))
        styled = re.compile(look.open.pattern + rb'(?=[^<>]*\ss\s*=\s*["\'](' + numbers + rb')["\'])' + PLACE)
        styles = {position_of(place.decode()): int(style) for style, place in styled.findall(grid)}
    strings = {}
    for cell in look.placed.finditer(grid) if wanted.run_strings else ():
        if int(cell[2]) in wanted.run_strings:
            strings[position_of(cell[1].decode())] = int(cell[2])
    return styles, strings


def _hidden_rows(grid: bytes) -> frozenset[int]:
    found = set()
    for attributes in re.findall(rb"<(?:\w+:)?row\b([^<>]*+)>", grid) if b"hidden" in grid else ():
        given = dict(ATTRIBUTE.findall(attributes))
        if given.get(b"hidden") in TRUE and b"r" in given:
            found.add(int(given[b"r"]))
    return frozenset(found)


def _hidden_columns(head: bytes) -> frozenset[int]:
    found: set[int] = set()
    for attributes in re.findall(rb"<(?:\w+:)?col\b([^<>]*+)>", head) if b"hidden" in head else ():
        given = dict(ATTRIBUTE.findall(attributes))
        if given.get(b"hidden") in TRUE:
            found.update(range(int(given[b"min"]), min(int(given[b"max"]), 16384) + 1))
    return frozenset(found)


def _usual(xml: bytes) -> bytes:
    """XML in UTF-8 without comments and CDATA, whose cells all have their address; rewritten where it is not so."""
    first = re.search(rb"<(?:\w+:)?c\b[^<>]*+>", xml)
    odd = b"<!" in xml or xml[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not odd and (first is None or REFERENCE.match(first[0])):
        return xml
    root = parsed(xml)
    for cell, position in _placed(root):
        cell.set("r", address(position))
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _placed(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, Position]]:
    row = 0
    for line in (e for e in root.iter() if local(e) == "row"):
        row, column = int(line.get("r", row + 1)), 0
        line.set("r", str(row))
        for cell in (e for e in line if local(e) == "c"):
            given = cell.get("r")
            row, column = position_of(given) if given else (row, column + 1)
            yield cell, (row, column)
